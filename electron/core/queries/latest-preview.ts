import { composeAskLatest } from '../mail/ask-latest.ts'
import type { QueryOf } from './deps.ts'

/** What `ask-latest` would send. */
export const query: QueryOf<'latest-preview'> = ({ read, clock }) => async ({ objectId }) => ({ preview: composeAskLatest(read, objectId, clock.now())?.preview ?? null })
