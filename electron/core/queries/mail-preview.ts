import { composeByMail } from '../mail/by-mail.ts'
import { mailSample } from '../mail/orders.ts'
import { previewOf } from '../scheduling/preview.ts'
import type { QueryOf } from './deps.ts'

/** What `send-by-mail` would send to these people, word for word; nobody else gets anything. */
export const query: QueryOf<'mail-preview'> = ({ read, clock }) => async (asked) => {
  const { holdSeconds } = read.settings()
  const composed = composeByMail(read, asked)
  if (!composed.ok) return { groups: [], messages: 0, changed: [], holdSeconds }
  const shown = previewOf({ ...composed.value, messages: [], posts: [], undeliverable: [], swallowed: [], zone: read.zone(), holdSeconds, mailTo: mailSample(read, composed.value, clock.now()) })
  return { ...shown, groups: shown.groups.filter((group) => group.kind !== 'nothing') }
}
