import { againPreviewOf, composeAgain } from '../mail/send-again.ts'
import type { QueryOf } from './deps.ts'

/** What `resend-invitation` would send. Where it would refuse, nothing: the command says why. */
export const query: QueryOf<'again-preview'> = ({ read, clock }) => async (asked) => {
  const composed = composeAgain(read, asked, clock.now())
  return composed.ok ? againPreviewOf(read, composed.value, asked) : { preview: { groups: [], messages: 0, changed: [], holdSeconds: read.settings().holdSeconds }, wordless: [], mailto: '' }
}
