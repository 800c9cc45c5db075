import { mailSample } from '../mail/orders.ts'
import { composeDraft } from '../scheduling/compose.ts'
import { previewOf } from '../scheduling/preview.ts'
import type { QueryOf } from './deps.ts'

/** Composes the change as the save would, and keeps nothing of it. A draft that cannot be saved sends nothing: the save says why. */
export const query: QueryOf<'send-preview'> = ({ read, clock }) => async ({ draft, quiet }) => {
  const { holdSeconds } = read.settings()
  const composed = composeDraft({ read, nowUtc: clock.now(), newUid: 'preview', quiet }, draft)
  if (!composed.ok) return { groups: [], messages: 0, changed: [], holdSeconds }
  return previewOf({ ...composed.value, zone: read.zone(), holdSeconds, mailTo: mailSample(read, composed.value, clock.now()) })
}
