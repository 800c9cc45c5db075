import type { CallInput } from '../../../shared/contract/calls.ts'
import { isSeries } from '../../../shared/event/draft.ts'
import { roleIn } from '../../../shared/event/roles.ts'
import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import { delegationProblem } from '../../../shared/itip/delegate.ts'
import { isForeign, withMe } from '../../../shared/itip/join.ts'
import { withAnswer } from '../../../shared/itip/reply.ts'
import type { InviteId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { instanceOf } from '../../../shared/recurrence/edit-series.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import { countOrders, leavingWith } from '../mail/orders.ts'
import { handOver } from '../mail/pass-on.ts'
import { countMessages, readObject } from '../scheduling/compose.ts'
import { hostOf, isOthers, myAddresses, speakingAs } from '../scheduling/identity.ts'
import { newInvite } from '../scheduling/invite-rows.ts'
import { markMailed, outgoing, senderOf } from '../scheduling/reach.ts'
import { whenWords } from '../scheduling/when-words.ts'
import type { QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { keepText, savedOf } from './keep-change.ts'
import { withMails } from './keep-mails.ts'
import { badData, gone, refused, Refused } from './refused.ts'

/**
 * Writes my answer into my own copy; the server tells the organizer (RFC 6638 §3.2.2). Where it does not, the answer still
 * stands in my calendar and no message is counted.
 */
export const command: CommandOf<'reply-to-invite'> = (deps) => async (asked) => {
  const saved = deps.store.write(['objects', 'queue', 'invites', 'people'], (tx) => savedOf(asked.objectId, keepAnswer(tx, deps, asked)))
  deps.sync.wake()
  return saved
}

export interface AnswerToKeep extends CallInput<'reply-to-invite'> {
  /** Another sentence for the undo bar than that of an answer. */
  readonly intent?: string
  /** What else of my own stands in the copy. */
  readonly change?: (root: Component) => void
}

/** Rows of the queue that carry an answer, all in the transaction that is running. */
export function keepAnswer(tx: WriteStore, deps: CommandDeps, { objectId, recurrenceId, scope, answer, comment, delegateTo, as, intent, change }: AnswerToKeep): QueueEntry[] {
  const object = tx.object(objectId)
  if (object === null || object.deletedHere || object.vanished) throw gone({ objectId })
  const owner = must(tx.account(object.accountId), 'account of an object')
  // Spoken by one address alone, nothing goes out for another of mine that is invited as well.
  const account = as === undefined ? owner : speakingAs(owner, as)
  if (account === null) throw refused('not-my-address', { objectId })
  const collection = must(tx.collection(object.collectionId), 'calendar of an object')
  if (!collection.writable) throw refused('read-only-calendar', { objectId })
  if (isOthers(collection)) throw refused('calendar-of-another', { objectId })
  const read = readObject(object)
  if (!read.ok) throw new Refused(read.problem)
  const mine = myAddresses(account)
  // Forwarded to me, or sent to a group: the answer puts me into the list, and the organizer decides (T-I11, ITP-10).
  const foreign = eventsOf(read.value).every((event) => isForeign(event, myAddresses(owner)))
  const before = foreign && as !== undefined ? withMe(read.value, { address: must(account.addresses[0], 'address of mine'), name: account.name }, mine) : read.value
  const asked = (recurrenceId === null ? null : instanceOf(before, recurrenceId)) ?? masterOf(before) ?? must(eventsOf(before)[0], 'event in an object')
  if (roleIn(asked, mine).role !== 'attendee') throw refused('not-invited', { objectId })
  if ((answer === 'delegated') !== (delegateTo !== undefined)) throw badData('nobody-to-send', { objectId })
  const problem = delegateTo === undefined ? null : delegationProblem(asked, delegateTo.address, mine)
  if (problem !== null) throw refused(`delegate-${problem}`, { objectId })
  const nowUtc = deps.clock.now()
  const repeats = isSeries(before)
  const whole = !repeats || recurrenceId === null || scope === 'all'
  const after = withAnswer(before, { recurrenceId: whole ? null : recurrenceId, scope: whole ? 'all' : scope, answer, comment: comment.trim(), myAddresses: mine, nowUtc, ...(delegateTo === undefined ? {} : { delegateTo: `mailto:${toAddress(delegateTo.address)}` }) })
  change?.(after)
  const uid = uidOf(asked) as Uid
  const out = outgoing(senderOf(tx, account), before, after)
  markMailed(after, out.mails)
  const leaving = leavingWith(tx, { account, before, after }, out, nowUtc)
  const handed = delegateTo === undefined ? null : handOver(tx, { account, after, to: delegateTo }, nowUtc)
  const orders = handed === null ? leaving : { ...leaving, mails: [...leaving.mails, handed] }
  if (delegateTo !== undefined) tx.seePerson({ address: toAddress(delegateTo.address), name: delegateTo.name, kind: 'individual', source: 'recent', detail: '', lastSeenUtc: nowUtc })
  // The row of the date asked about, else that of the meeting. One date of a series leaves the series unanswered.
  const known = (recurrenceId === null ? null : tx.inviteOf(account.id, uid, recurrenceId)) ?? (whole ? tx.inviteOf(account.id, uid, null) : null)
  const one = whole || recurrenceId === null ? null : tx.occurrence(objectId, recurrenceId)
  const entry = keepText(tx, deps, object, after, {
    account,
    collection,
    uid,
    intent: intent ?? intentOf({ kind: 'answer', title: textOf(asked, 'summary'), answer, repeats, scope: whole ? 'all' : scope }),
    messages: countMessages(out.messages),
    following: countOrders(orders),
    ledger: [
      delegateTo === undefined ? { kind: 'answered', who: null, answer, date: one === null ? null : whenWords(one, tx.zone(), nowUtc) } : { kind: 'passed-on', who: null, to: delegateTo.name || delegateTo.address },
      // DAViCal 1.1.12 composes the REPLY anew and leaves COMMENT out: seen on the server, not in its notes.
      ...(comment.trim() !== '' && change === undefined && account.capabilities.product === 'davical' ? [{ kind: 'comment-stays' as const, host: hostOf(account) }] : []),
    ],
    undoInvite: known,
  })
  const row = known ?? (whole ? newInvite(deps.newId() as InviteId, object, null, nowUtc) : null)
  if (row !== null) {
    const took = answer === 'needs-action'
    tx.putInvite({ ...row, answeredText: writeCalendar(after), answeredUtc: took ? null : nowUtc, answered: took ? null : answer, changedUtc: null, dismissedUtc: null })
  }
  return withMails(tx, deps, entry, { account, collection, title: textOf(asked, 'summary'), orders })
}
