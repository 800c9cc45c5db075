import { mailSample } from '../mail/orders.ts'
import { readObject } from '../scheduling/compose.ts'
import { previewOf } from '../scheduling/preview.ts'
import { senderOf } from '../scheduling/reach.ts'
import { composeRemoval } from '../scheduling/removal.ts'
import type { QueryOf } from './deps.ts'

/** As if the organizer were told: what `tellOrganizer: false` leaves out is what is shown here. */
export const query: QueryOf<'delete-preview'> = ({ read, clock }) => async ({ objectId, recurrenceId, scope }) => {
  const { holdSeconds } = read.settings()
  const nothing = { groups: [], messages: 0, changed: [], holdSeconds }
  const object = read.object(objectId)
  const account = object === null ? null : read.account(object.accountId)
  const root = object === null ? null : readObject(object)
  if (object?.vanished === true || account === null || root === null || !root.ok) return nothing
  const before = root.value
  const removal = composeRemoval({ ...senderOf(read, account), before, recurrenceId, scope, nowUtc: clock.now() })
  return removal.ok ? previewOf({ ...senderOf(read, account), before, ...removal.value, zone: read.zone(), holdSeconds, mailTo: mailSample(read, { account, before, after: removal.value.after }, clock.now()) }) : nothing
}
