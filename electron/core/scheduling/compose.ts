import type { AppError } from '../../../shared/contract/app-error.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import { attendeesOf, organizerOf, toAddress } from '../../../shared/ical/people.ts'
import { changedFields, type ChangedField } from '../../../shared/event/changes.ts'
import { limitProblems } from '../../../shared/event/limits.ts'
import { applyDraft, type DraftProblem } from '../../../shared/event/draft.ts'
import { copyOf, readCalendar, type Component, eventsOf, writeCalendar } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { Slots } from '../../../shared/recurrence/edit-series.ts'
import type { AccountRow, CollectionRow, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { dropForceSend } from './force-send.ts'
import { isLocal, isOthers, mailForm, myAddresses, organizerHref, reachesPeople } from './identity.ts'
import { markMailed, mereChanges, outgoing, quietly, senderOf, type Outgoing, type Sender } from './reach.ts'
import { mayInvite, missingRight, noInviteRight } from './sent-by.ts'
import { withSeriesPeople } from './series-people.ts'

/** What a draft would make of the store and of other people: the same for the sheet that shows it and for the save that does it. */
export interface Composed extends Outgoing, Sender {
  readonly collection: CollectionRow
  /** Null: a new one. */
  readonly object: ObjectRow | null
  readonly before: Component | null
  readonly after: Component
  /** The rest of a series that was split (ITP-43). */
  readonly also: Component | null
  /** Where the exceptions of a changed series went. */
  readonly slots: Slots
  /** Who hears of the change from Parley alone, and need not; `quiet`: they do not. */
  readonly optional: readonly ItipMessage[]
  readonly quiet: boolean
}

export interface ComposeContext {
  readonly read: ReadStore
  readonly nowUtc: Instant
  readonly newUid: string
  /** See `Composed`. */
  readonly quiet?: boolean | undefined
}

export function composeDraft(ctx: ComposeContext, given: EventDraft): Result<Composed, AppError> {
  const { read } = ctx
  const object = given.objectId === null ? null : read.object(given.objectId)
  if (given.objectId !== null && (object === null || object.deletedHere || object.vanished)) return fail(problem('gone', 'object'))
  const collection = read.collection(given.collectionId)
  const account = collection === null ? null : read.account(collection.accountId)
  if (collection === null || account === null) return fail(problem('gone', 'calendar'))
  if (!collection.writable || collection.gone) return fail(problem('forbidden', 'read-only-calendar'))

  const read1 = object === null ? null : readObject(object)
  if (read1 !== null && !read1.ok) return read1
  // Its server would take it for cancelled, and the other one for new.
  const hadPeople = read1 !== null && eventsOf(read1.value).some((event) => attendeesOf(event).length > 0)
  // One that comes from this computer is new to everybody.
  const isKnown = object !== null && (hadPeople || !isLocal(object))
  if (object !== null && object.accountId !== account.id && (hadPeople || given.attendees.length > 0) && isKnown) return fail(problem('refused', 'meeting-cannot-change-calendar'))
  const before = read1 === null ? null : read1.value
  if (isLocal(collection) && namesNewPeople(given, before)) return fail(problem('refused', 'no-people-on-this-computer'))
  const home = object === null ? collection : (read.collection(object.collectionId) ?? collection)
  if ((isOthers(collection) && given.attendees.length > 0) || ([collection, home].some(isOthers) && isMeeting(before))) return fail(problem('refused', 'calendar-of-another'))
  const draft = withOrganizer(given, account)
  const right = missingRight(account, before) ?? (given.attendees.length > 0 && reachesPeople(account) && !mayInvite(account) ? noInviteRight(account) : null)
  if (right !== null) return fail(problem('refused', right))
  const applied = applyDraft(before, draft, {
    nowUtc: ctx.nowUtc,
    newUid: ctx.newUid,
    myAddress: organizerHref(account),
    myName: account.name,
    myAddresses: myAddresses(account),
  })
  if (!applied.ok) return fail(problemOfDraft(applied.problem))
  const over = limitProblems(draft, collection.limits)[0]
  if (over !== undefined) return fail(problemOfDraft(over))
  if (collection.limits.maxBytes !== null && Buffer.byteLength(writeCalendar(applied.value.root)) > collection.limits.maxBytes) return fail({ ...problem('refused', 'too-large-for-calendar'), detail: `at most ${collection.limits.maxBytes} octets` })
  const { root: after, slots } = applied.value
  const also = applied.value.also ?? null
  const sender = senderOf(read, account)
  const all = outgoing(sender, before, after, also)
  const optional = before !== null && also === null && [...changedFields(before, after)].every((field) => mayBeQuiet.has(field)) ? mereChanges(all) : []
  const quiet = ctx.quiet === true && optional.length > 0
  const out = quiet ? quietly(all) : all
  for (const root of [after, also]) if (root !== null) markMailed(root, out.mails)
  return ok({ ...sender, collection, object, before, after, also, slots, optional, quiet, ...out })
}

/** A copy that lags behind in these misleads nobody about when, and on which dates, they come. */
const mayBeQuiet: ReadonlySet<ChangedField> = new Set(['text', 'title', 'where', 'people'])

/** A person gets one message of a kind, however many instances it speaks of. */
export const countMessages = (messages: readonly ItipMessage[]): number => new Set(messages.map((m) => `${m.method} ${m.to.address}`)).size

/** What the person sees of an object: local text first. Leftovers of an earlier sending are not part of it. */
export function readObject(object: ObjectRow): Result<Component, AppError> {
  const text = object.localText ?? object.serverText
  const parsed = text === null ? null : readCalendar(text)
  if (parsed === null || !parsed.ok) {
    return fail({ kind: 'bad-data', effect: 'nothing-changed', retry: 'never', cause: 'unreadable-object', objectId: object.id, detail: parsed?.problem.detail ?? '' })
  }
  const root = copyOf(parsed.value)
  dropForceSend(root)
  return ok(withSeriesPeople(root))
}

/** Something that its server may send messages for (RFC 6638 §3.1). */
const isMeeting = (root: Component | null): boolean => root !== null && eventsOf(root).some((event) => organizerOf(event) !== null)

/** People that an imported event came with are told of nothing and may stay; nobody can be added to them. */
function namesNewPeople(given: EventDraft, before: Component | null): boolean {
  const known = new Set((before === null ? [] : eventsOf(before)).flatMap((event) => attendeesOf(event).map((person) => toAddress(person.raw))))
  return given.attendees.some(({ address }) => !known.has(toAddress(address)))
}

/** An event with people has an organizer: the one who makes it (SCH-1). */
function withOrganizer(draft: EventDraft, account: AccountRow): EventDraft {
  if (draft.organizer !== null || draft.attendees.length === 0 || account.id === localAccount) return draft
  return { ...draft, organizer: mailForm(organizerHref(account)) }
}

const problem = (kind: AppError['kind'], cause: string): AppError => ({ kind, effect: 'nothing-changed', retry: 'never', cause })

function problemOfDraft(found: DraftProblem): AppError {
  if (found.code === 'not-organizer') return { ...problem('refused', 'not-organizer') }
  if (found.code === 'no-instance') return problem('gone', 'no-instance')
  if (found.code === 'other-month' || found.code === 'uneven-months' || found.code === 'not-last' || found.code === 'special-rule') return problem('refused', found.code)
  return { ...problem('bad-data', found.code), detail: found.detail === '' ? found.field : `${found.field}: ${found.detail}` }
}
