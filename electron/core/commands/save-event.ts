import type { SavedResult } from '../../../shared/contract/calls.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import { whatChanged, type FieldChange } from '../../../shared/event/changes.ts'
import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { LedgerFact } from '../../../shared/wording/ledger.ts'
import { calendarMoveIntent } from '../../../shared/wording/calendars.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import { countOrders, leavingWith } from '../mail/orders.ts'
import { composeDraft, countMessages, type Composed } from '../scheduling/compose.ts'
import { isLocal, myAddresses } from '../scheduling/identity.ts'
import { watchMeeting } from '../scheduling/invite-rows.ts'
import { rememberPeople } from '../scheduling/people-seen.ts'
import { outgoing, quietly } from '../scheduling/reach.ts'
import type { ObjectRow, QueueEntry } from '../store/rows.ts'
import { saysTheSame } from '../sync/compare-texts.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { keepMove, keepNew, keepText, savedOf, type Deed } from './keep-change.ts'
import { arriving, leaveBehind } from './leave-behind.ts'
import { withMails } from './keep-mails.ts'
import { refused, Refused } from './refused.ts'

export const command: CommandOf<'save-event'> = (deps) => async ({ draft, quiet }) => saveDraft(deps, draft, { quiet })

/** `intent` overrides the sentence of the undo bar, for the ways to change an event that are not the editor. */
export function saveDraft(deps: CommandDeps, draft: EventDraft, { intent = null, quiet }: { readonly intent?: string | null; readonly quiet?: boolean | undefined } = {}): SavedResult {
  const saved = deps.store.write(['objects', 'queue', 'invites', 'people', 'plans'], (tx) => {
    const composed = composeDraft({ read: tx, nowUtc: deps.clock.now(), newUid: deps.newId(), quiet }, draft)
    if (!composed.ok) throw new Refused(composed.problem)
    const entries = keepAll(tx, deps, composed.value, intent)
    rememberPeople(tx, composed.value.after, myAddresses(composed.value.account), deps.clock.now())
    return savedOf(entries[0]?.objectId ?? null, entries)
  })
  deps.sync.wake()
  return saved
}

type DeedOf = (root: Component, messages: readonly ItipMessage[], ledger: readonly LedgerFact[], following?: number) => Deed
/** One object as it was and as it becomes; `into`: what holds it now, null for a new one. */
type KeepOne = (old: Component | null, root: Component, ledger: readonly LedgerFact[], into?: ObjectRow | null) => QueueEntry[]
type Tx = Parameters<Parameters<CommandDeps['store']['write']>[1]>[0]

function keepAll(tx: Tx, deps: CommandDeps, composed: Composed, intent: string | null): QueueEntry[] {
  const { object, collection, account, before, after, also } = composed
  const changes = before === null ? [] : whatChanged(before, after, tx.zone())
  const words = intent ?? intentFor(composed, changes)
  const deed: DeedOf = (root, messages, ledger, following = 0) => ({
    account,
    collection,
    uid: uidIn(root),
    intent: words,
    messages: countMessages(messages),
    following,
    ledger,
  })
  const keepOne: KeepOne = (old, root, ledger, into = object) => {
    const all = outgoing(composed, old, root)
    const out = composed.quiet ? quietly(all) : all
    const orders = leavingWith(tx, { account, before: old, after: root }, out, deps.clock.now())
    const made = deed(root, out.messages, ledger, countOrders(orders))
    const entry = into === null || root === also ? keepNew(tx, deps, collection, root, made) : keepText(tx, deps, into, root, made)
    return withMails(tx, deps, entry, { account, collection, title: titleIn(root), orders })
  }
  const moves = object !== null && object.collectionId !== collection.id
  const entries = moves ? moveToCalendar(tx, deps, composed, deed, keepOne) : keepOne(before, after, factsOf(composed, changes))
  // The rest of a split series is a meeting of its own, with its own invitations (ITP-43).
  if (also !== null) entries.push(...keepOne(null, also, []))
  for (const entry of entries) watchMeeting(tx, must(entry.objectId, 'object of a saved event'), deps)
  return entries
}

/**
 * Within an account the object itself moves, and no message leaves (RFC 6638 §3.2.3.4). To another account it is put there first and
 * deleted here when it has arrived; `compose.ts` keeps meetings from that. With people it becomes one on its way from this computer.
 */
function moveToCalendar(tx: Tx, deps: CommandDeps, composed: Composed, deed: DeedOf, keepOne: KeepOne): QueueEntry[] {
  const { object, collection, after, before, account } = composed
  const old = must(object, 'object that changes its calendar')
  const home = must(tx.collection(old.collectionId), 'calendar of an object')
  if (!home.writable) throw refused('read-only-calendar', { objectId: old.id })
  const text = must(before, 'text of an object')
  if (home.accountId !== collection.accountId) {
    const entries = isMeeting(after) && isLocal(home) ? keepOne(null, after, factsOf(composed, []), null) : [keepNew(tx, deps, collection, after, { ...deed(after, [], []), ...arriving(collection) }, deps.newId())]
    return leaveBehind(tx, deps, { old, home, entries, deed: deed(text, [], []) })
  }
  const intent = calendarMoveIntent(titleIn(after), collection.name)
  const { entry, moved } = keepMove(tx, deps, old, { ...deed(text, [], []), account, intent })
  return saysTheSame(writeCalendar(text), writeCalendar(after)) ? [entry] : [entry, ...keepOne(text, after, [], moved)]
}

function uidIn(root: Component): Uid {
  return uidOf(must(eventsOf(root)[0], 'event in an object')) as Uid
}

const isMeeting = (root: Component): boolean => eventsOf(root).some((event) => attendeesOf(event).length > 0)

const titleIn = (root: Component): string => textOf(masterOf(root) ?? must(eventsOf(root)[0], 'event in an object'), 'summary')

function intentFor(composed: Composed, changes: readonly FieldChange[]): string {
  const { before, after } = composed
  const messages = [...composed.messages, ...composed.posts, ...composed.mails]
  const title = titleIn(after)
  if (before === null) {
    const asked = [...new Map(messages.filter((m) => m.method === 'REQUEST').map((m) => [m.to.address, m.to])).values()]
    const rooms = asked.filter((to) => to.kind === 'room' || to.kind === 'resource')
    return intentOf({ kind: 'create', title, invited: asked.length - rooms.length, rooms: rooms.map((room) => room.name || room.address) })
  }
  const when = changes.find((c) => c.field === 'when')
  if (when !== undefined && changes.length === 1 && when.after !== '') return intentOf({ kind: 'move', title, when: when.after })
  return intentOf({ kind: 'change', title, fields: changes.map((c) => intentWord[c.field]) })
}

const intentWord = { when: 'time', where: 'place', title: 'title', text: 'text', repeat: 'repeat', people: 'people' } as const

/** Only meetings have a history worth keeping: what others were told. */
function factsOf(composed: Composed, changes: readonly FieldChange[]): LedgerFact[] {
  const messages = [...composed.messages, ...composed.posts, ...composed.mails]
  const untold = composed.quiet ? [...new Map(composed.optional.map((m) => [m.to.address, m.to.name || m.to.address])).values()] : []
  if (messages.length + untold.length === 0) return []
  const invited = [...new Map(messages.filter((m) => m.why === 'invited').map((m) => [m.to.address, m.to.name === '' ? m.to.address : m.to.name])).values()]
  const facts: LedgerFact[] = []
  if (invited.length > 0) facts.push({ kind: 'invited', names: invited })
  const told = changes.filter((c) => c.field !== 'people' || invited.length === 0)
  if (told.length > 0) facts.push({ kind: 'changed', who: null, changes: told })
  if (untold.length > 0) facts.push({ kind: 'not-told', names: untold })
  return facts
}
