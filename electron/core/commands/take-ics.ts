import { addressSet, isOneOf } from '../../../shared/event/roles.ts'
import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { eventsOf, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { CallInput } from '../../../shared/contract/calls.ts'
import { readProposalComment, readWithdrawal, timeOfCounter } from '../../../shared/itip/proposal.ts'
import type { CollectionId, InviteId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { LedgerFact } from '../../../shared/wording/ledger.ts'
import { takenIntent } from '../../../shared/wording/opened.ts'
import { actsFor, declinedProposal, isAsked, kindOfIncoming, type PlannedAct } from '../mail/incoming-acts.ts'
import { openIncoming, type Incoming } from '../mail/incoming.ts'
import { countOrders, leavingWith } from '../mail/orders.ts'
import { countMessages } from '../scheduling/compose.ts'
import { isLocal, myAddresses } from '../scheduling/identity.ts'
import { newInvite, watchMeeting } from '../scheduling/invite-rows.ts'
import { keepProposed, takeWithdrawal } from '../scheduling/proposals.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import { whenWords } from '../scheduling/when-words.ts'
import type { CollectionRow, ObjectRow, QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { keepNew, keepText, savedOf } from './keep-change.ts'
import { keepMails } from './keep-mails.ts'
import { letGo } from './let-go.ts'
import { badData, gone, refused } from './refused.ts'

/** Does what was chosen of an opened text: read again, so that it is measured against what is here now. All of it, or none. */
export const command: CommandOf<'take-ics'> = (deps) => async (asked) => {
  const done = deps.store.write(['objects', 'queue', 'invites', 'people'], (tx) => {
    const entries: QueueEntry[] = []
    let inviteId: InviteId | null = null
    for (const take of asked.takes) {
      const item = openIncoming(tx, asked, deps.clock.now()).items.find((one) => one.key === take.key)
      const act = item === undefined ? undefined : actsFor(tx, item, deps.clock.now()).find((one) => one.act === take.act)
      if (item === undefined || act === undefined) throw gone({ cause: 'not-as-shown' })
      const made = doAct(tx, deps, item, act, take)
      entries.push(...made)
      inviteId = noteInvitation(tx, deps, item, act, made) ?? inviteId
    }
    if (asked.inboxItem !== undefined) entries.push(letGo(tx, deps, asked.inboxItem, tx.settings().holdSeconds * 1_000))
    const only = entries.every((entry) => entry.objectId === entries[0]?.objectId || entry.kind === 'delete-inbox-item') ? (entries[0]?.objectId ?? null) : null
    return { ...savedOf(only, entries), inviteId }
  })
  deps.sync.wake()
  return done
}

type Take = CallInput<'take-ics'>['takes'][number]

function doAct(tx: WriteStore, deps: CommandDeps, item: Incoming, act: PlannedAct, take: Take): QueueEntry[] {
  const { account } = item
  const title = textOf(item.head, 'summary')
  if (act.act === 'note-counter' || act.act === 'note-withdrawal' || act.act === 'note-decline') return noteProposal(tx, deps, item, act.act)
  if (act.question !== undefined) return keepMails(tx, deps, { account, collection: { id: item.object?.collectionId ?? tx.collections(account.id)[0]?.id ?? ('' as CollectionId) }, object: item.object, title, orders: act.question.orders })
  if (act.act === 'send-latest') {
    const object = must(item.object, 'my meeting')
    const orders = leavingWith(tx, { account, before: item.stored, after: item.stored }, act, deps.clock.now())
    return keepMails(tx, deps, { account, collection: { id: object.collectionId }, object, title: tx.parts(object.id)[0]?.title ?? title, orders })
  }
  if (act.extra !== null) {
    const object = must(item.object, 'my meeting')
    return closing(tx, item, 'declined', keepMails(tx, deps, { account, collection: { id: object.collectionId }, object, title, orders: { mails: [act.extra], posts: [] } }))
  }
  const after = must(act.after, 'what it becomes')
  const where = item.object === null ? newPlace(tx, item, take) : must(tx.collection(item.object.collectionId), 'calendar of an object')
  if (!where.writable || where.gone) throw refused('read-only-calendar')
  const home = must(tx.account(where.accountId), 'account of a calendar')
  const orders = leavingWith(tx, { account, before: item.stored, after }, act, deps.clock.now())
  const uid = uidOf(must(eventsOf(after)[0], 'event')) as Uid
  const deed = { account: home, collection: where, uid, intent: takenIntent(kindOfIncoming(item), title), messages: countMessages(act.messages), following: countOrders(orders), ledger: ledgerOf(tx, item, after) }
  // A UID of somebody else's making is no safe name on a server.
  const entry = item.object === null ? keepNew(tx, deps, where, after, deed, deps.newId()) : keepText(tx, deps, item.object, after, deed)
  const object = { id: must(entry.objectId, 'object') }
  if (kindOfIncoming(item) === 'answer') noteComment(tx, deps, item)
  else watchMeeting(tx, object.id, deps)
  return closing(tx, item, 'taken', [entry, ...keepMails(tx, deps, { account, collection: where, object, title, orders })])
}

/** Kept with the meeting: a proposal to decide on later, the end of one, or the no to one of mine (T-I38). Nothing leaves. */
function noteProposal(tx: WriteStore, deps: CommandDeps, item: Incoming, act: 'note-counter' | 'note-withdrawal' | 'note-decline'): QueueEntry[] {
  const object = must(item.object, 'meeting of a proposal')
  const mine = act === 'note-decline' ? declinedProposal(tx, item) : null
  if (mine !== null) {
    const words = textOf(item.head, 'comment').trim()
    tx.patchProposal(mine.id, { state: 'declined', closedWords: words })
    tx.addLedger(ledgerRow(object.accountId, object.uid, deps.clock.now(), { kind: 'kept-time', who: item.from?.name || item.from?.address || 'The organizer' }, { comment: words, recurrenceId: mine.time.recurrenceId }))
    return []
  }
  const time = timeOfCounter(item.root, tx.zone())
  const { from } = item
  if (time === null || from === null) throw gone({ cause: 'not-as-shown' })
  keepProposed({ tx, account: item.account, nowUtc: deps.clock.now(), newId: deps.newId }, object, { address: from.address, name: from.name, time, words: item.outcome?.comment ?? '', way: 'mail', counterText: writeCalendar(item.root) })
  return []
}

/** A proposal that was kept is decided by what is done with its mail. */
function closing(tx: WriteStore, item: Incoming, state: 'taken' | 'declined', entries: QueueEntry[]): QueueEntry[] {
  if (kindOfIncoming(item) !== 'counter' || item.object === null || item.from === null) return entries
  const { address } = item.from
  const open = tx.proposalsOf(item.object.accountId, item.object.uid).filter((row) => !row.mine && row.state === 'open' && row.address === address)
  for (const row of open) tx.patchProposal(row.id, { state, closedBy: entries[0]?.id ?? null })
  return entries
}

function newPlace(tx: WriteStore, { method }: Incoming, { collectionId }: Take): CollectionRow {
  if (collectionId === null) throw badData('no-calendar-chosen')
  const collection = tx.collection(collectionId)
  if (collection === null || collection.kind !== 'calendar') throw gone({ cause: 'calendar' })
  if (method !== null && isLocal(collection)) throw refused('no-people-on-this-computer')
  return collection
}

function ledgerOf(tx: WriteStore, item: Incoming, after: Component): LedgerFact[] {
  const who = item.from === null ? 'Somebody' : item.from.name || item.from.address
  switch (kindOfIncoming(item)) {
    case 'invitation':
      return isAsked(item, after) ? [{ kind: 'got-invitation', who }] : []
    case 'update':
      return [{ kind: 'changed', who, changes: item.outcome?.changes ?? [] }]
    case 'cancellation':
      return [{ kind: 'cancelled', who, date: dateOf(tx, item) }]
    case 'answer':
    case 'counter':
    case 'counter-withdrawn':
    case 'counter-declined':
    case 'published':
    case 'event':
    case 'latest':
    case 'nothing':
      return []
  }
}

function dateOf(tx: WriteStore, item: Incoming): string | null {
  const rid = item.outcome?.recurrenceId ?? null
  const row = rid === null || item.object === null ? null : tx.occurrence(item.object.id, rid)
  return row === null ? null : whenWords(row, tx.zone(), 0)
}

/** What they wrote stands beside their name from then on, as if the server had brought it. */
function noteComment(tx: WriteStore, deps: CommandDeps, item: Incoming): void {
  const person = attendeesOf(item.head)[0]
  if (person === undefined || item.object === null) return
  const proposed = readProposalComment(item.outcome?.comment ?? '')
  if (proposed !== null) keepProposed({ tx, account: item.account, nowUtc: deps.clock.now(), newId: deps.newId }, item.object, { address: person.address, name: person.name, ...proposed, way: 'reply', counterText: null })
  const back = readWithdrawal(item.outcome?.comment ?? '')
  if (back !== null) takeWithdrawal({ tx, account: item.account, nowUtc: deps.clock.now(), newId: deps.newId }, item.object, { address: person.address, name: person.name, ...back })
  const fact: LedgerFact = { kind: 'answered', who: person.name || person.address, answer: person.partstat, date: dateOf(tx, item) }
  tx.addLedger(ledgerRow(item.object.accountId, item.object.uid, deps.clock.now(), fact, { address: person.address, comment: proposed?.words ?? back?.words ?? item.outcome?.comment ?? '', recurrenceId: item.outcome?.recurrenceId ?? null }))
}

/** An invitation, a change or the end of one stands in the list of what asks for me, like one the server had brought. */
function noteInvitation(tx: WriteStore, deps: CommandDeps, item: Incoming, act: PlannedAct, made: readonly QueueEntry[]): InviteId | null {
  const objectId = made[0]?.objectId ?? null
  if (objectId === null || act.after === null || !isAsked(item, act.after)) return null
  const object: ObjectRow = must(tx.object(objectId), 'object')
  const nowUtc = deps.clock.now()
  const known = tx.inviteOf(object.accountId, object.uid, null)
  const row = known ?? newInvite(deps.newId() as InviteId, object, null, nowUtc)
  if (item.stored === null || known === null) {
    tx.putInvite({ ...row, objectId })
    return row.id
  }
  const mine = addressSet(myAddresses(item.account))
  const was = eventsOf(item.stored).flatMap(attendeesOf).find((a) => isOneOf(a, mine))?.partstat ?? 'needs-action'
  tx.putInvite({ ...row, objectId, answeredText: row.answeredText ?? writeCalendar(item.stored), answered: row.answered ?? (was === 'needs-action' ? null : was), changedUtc: nowUtc, dismissedUtc: null })
  return row.id
}
