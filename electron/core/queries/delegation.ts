import { roleIn } from '../../../shared/event/roles.ts'
import { organizerOf, toAddress } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import { delegationProblem } from '../../../shared/itip/delegate.ts'
import { withAnswer } from '../../../shared/itip/reply.ts'
import { must } from '../../../shared/model/result.ts'
import { instanceOf } from '../../../shared/recurrence/edit-series.ts'
import { delegationProblemWords } from '../../../shared/wording/delegation.ts'
import { handOver } from '../mail/pass-on.ts'
import { readObject } from '../scheduling/compose.ts'
import { addressesIn, reachesPeople } from '../scheduling/identity.ts'
import { isMailed, senderOf } from '../scheduling/reach.ts'
import type { QueryOf } from './deps.ts'

/** Composes what `reply-to-invite` with `delegateTo` would, and keeps nothing of it. */
export const query: QueryOf<'delegation'> = ({ read, clock }) => async ({ objectId, recurrenceId, scope, to }) => {
  const object = read.object(objectId)
  const account = object === null ? null : read.account(object.accountId)
  const text = object === null || object.deletedHere || object.vanished ? null : readObject(object)
  const collection = object === null ? null : read.collection(object.collectionId)
  if (account === null || collection === null || text === null || !text.ok) return { problem: delegationProblemWords('not-invited', ''), organizer: null, organizerTold: 'nobody', deputyAsked: 'file', mail: null }
  const root = text.value
  const event = (recurrenceId === null ? null : instanceOf(root, recurrenceId)) ?? masterOf(root) ?? must(eventsOf(root)[0], 'event in an object')
  const mine = addressesIn(account, collection)
  const organizer = organizerOf(event)
  const sender = senderOf(read, account)
  const found = to === null ? (roleIn(event, mine).role === 'attendee' ? null : ('not-invited' as const)) : delegationProblem(event, to.address, mine)
  const after = to === null || found !== null ? null : withAnswer(root, { recurrenceId, scope, answer: 'delegated', comment: '', myAddresses: mine, nowUtc: clock.now(), delegateTo: `mailto:${toAddress(to.address)}` })
  const order = after === null || to === null ? null : handOver(read, { account, after, to }, clock.now())
  const from = read.mailAccount(account.id)
  return {
    problem: found === null ? '' : delegationProblemWords(found, to?.name || to?.address || ''),
    organizer: organizer === null ? null : { address: organizer.email ?? organizer.address, name: organizer.name },
    organizerTold: organizer === null ? 'nobody' : !isMailed(account, organizer) && reachesPeople(account) ? 'server' : sender.canMail ? 'mail' : 'nobody',
    deputyAsked: sender.canMail ? 'mail' : 'file',
    mail: order === null || from === null ? null : { from: from.fromAddress, subject: order.subject, text: order.text },
  }
}
