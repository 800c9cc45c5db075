import type { AppError } from '../../../shared/contract/app-error.ts'
import { prepareOrganizerChange } from '../../../shared/event/organizer-change.ts'
import { organizerOf, attendeesOf, sameAddress, setAttendee, setOrganizer, type CalPerson } from '../../../shared/ical/people.ts'
import { addressSet, isOneOf } from '../../../shared/event/roles.ts'
import { recurrenceIdOf, setText } from '../../../shared/ical/fields.ts'
import { copyOf, eventsOf, readCalendar, type Component } from '../../../shared/ical/tree.ts'
import { declineCounter, takeCounter } from '../../../shared/itip/counter.ts'
import { counterFrom, eventAt, forgetKept, noteKept, noteProposal } from '../../../shared/itip/proposal.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { editInstance } from '../../../shared/recurrence/edit-series.ts'
import { keptByMailWords, keptByPostWords, keptNowhereWords, keptThroughServerWords } from '../../../shared/wording/proposals.ts'
import { readObject } from '../scheduling/compose.ts'
import { forceSend } from '../scheduling/force-send.ts'
import { hostOf, myAddresses, reachesPeople } from '../scheduling/identity.ts'
import { postOrder } from '../scheduling/post-orders.ts'
import { titleOf } from '../scheduling/proposals.ts'
import { isMailable, isMailed, isPosted, markMailed, outgoing, senderOf, type Outgoing, type Sender } from '../scheduling/reach.ts'
import type { AccountRow, CollectionRow, MailOrder, ObjectRow, PostOrder, ProposalRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { orderOf } from './compose-order.ts'
import { nameOfSender } from './orders.ts'

/** What a yes or a no to a proposal makes of the meeting and of other people: the same for the sheet and for the command. */
export interface ComposedDecision extends Sender, Outgoing {
  readonly row: ProposalRow
  readonly object: ObjectRow
  readonly collection: CollectionRow
  readonly title: string
  readonly before: Component
  /** Null: the meeting is left as it is. */
  readonly after: Component | null
  /** DECLINECOUNTER; null where it cannot travel, and for a yes. */
  readonly extra: MailOrder | null
  /** The same through the Outbox of a server that carries messages and makes none. */
  readonly extraPost: PostOrder | null
  /** Guests whom the server may send the unchanged meeting because of it. */
  readonly alsoReached: readonly CalPerson[]
  /** How a no is told; '' for a yes. */
  readonly told: string
}

export interface Decision {
  readonly proposalId: string
  readonly act: 'apply' | 'decline'
  readonly words: string
}

export function composeDecision(read: ReadStore, asked: Decision, nowUtc: Instant): Result<ComposedDecision, AppError> {
  const row = read.proposal(asked.proposalId)
  const object = row === null ? null : meetingOf(read, row)
  if (row === null || object === null || row.mine || row.state !== 'open') return fail(refusal('gone', 'proposal'))
  const collection = must(read.collection(object.collectionId), 'calendar of an object')
  if (!collection.writable || collection.gone) return fail(refusal('refused', 'read-only-calendar'))
  const text = readObject(object)
  if (!text.ok) return text
  const sender = senderOf(read, must(read.account(object.accountId), 'account of an object'))
  const before = text.value
  const base = { ...sender, row, object, collection, before, title: titleOf(before, row.time.recurrenceId) }
  if (asked.act === 'decline') return ok({ ...base, ...declined(read, base, asked.words, nowUtc) })
  const counter = counterOf(row) ?? counterFrom(before, row.time)
  const taken = counter === null ? null : takeCounter(before, counter, { myAddresses: myAddresses(sender.account), nowUtc, zone: read.zone() })
  if (taken === null) return fail(refusal('gone', 'no-instance'))
  noteProposal(taken, personIn(before, row).raw, null)
  forgetKept(taken, personIn(before, row).raw)
  const out = outgoing(sender, before, taken)
  markMailed(taken, out.mails)
  return ok({ ...base, ...out, after: taken, extra: null, extraPost: null, alsoReached: [], told: '' })
}

/** The meeting that is proposed about, in the calendar where I organize it. */
export const meetingOf = (read: ReadStore, row: Pick<ProposalRow, 'accountId' | 'uid'>): ObjectRow | null =>
  read.objectsByUid(row.uid, row.accountId).find((object) => !object.deletedHere && !object.vanished) ?? null

function counterOf(row: ProposalRow): Component | null {
  const parsed = row.counterText === null ? null : readCalendar(row.counterText)
  return parsed !== null && parsed.ok ? parsed.value : null
}

/** Who proposed, as the meeting names them; somebody who was taken off the list since keeps what they wrote. */
function personIn(root: Component, row: ProposalRow): Pick<CalPerson, 'address' | 'raw' | 'name'> & { readonly listed: CalPerson | null } {
  const listed = eventsOf(root).flatMap(attendeesOf).find((person) => person.address === row.address || person.email === row.address) ?? null
  return { address: listed?.address ?? (row.address as CalPerson['address']), raw: listed?.raw ?? `mailto:${row.address}`, name: listed?.name ?? row.name, listed }
}

const nothing: Outgoing & Pick<ComposedDecision, 'alsoReached'> = { messages: [], posts: [], mails: [], undeliverable: [], swallowed: [], alsoReached: [] }

type Declined = Pick<ComposedDecision, 'after' | 'extra' | 'extraPost' | 'alsoReached' | 'told' | keyof Outgoing>
type DecisionBase = Sender & Pick<ComposedDecision, 'row' | 'before'>

/**
 * ITP-36: DECLINECOUNTER by mail where the proposal came as a message of its own or the person is told by mail; through the Outbox of a
 * server that carries it; else the server asks them again (ITP-41).
 */
function declined(read: ReadStore, { account, canMail, row, before }: DecisionBase, words: string, nowUtc: Instant): Declined {
  const person = personIn(before, row)
  const who = person.name || person.address
  const byServer = person.listed !== null && reachesPeople(account) && !isMailed(account, person.listed)
  const posted = person.listed !== null && isPosted(account, person.listed)
  const mails = row.way === 'mail' || (row.way === 'post' && !posted) || !byServer
  const from = canMail && isMailable(person.address) && mails ? read.mailAccount(account.id) : null
  const no = (): Component => {
    const counter = must(counterOf(row) ?? counterFrom(before, row.time), 'a proposal for a date that is there')
    for (const event of eventsOf(counter)) completeFrom(event, before, row, person)
    return declineCounter(counter, nowUtc, words)
  }
  if (from !== null) {
    const extra = orderOf(no(), { to: person, kind: 'counter-declined' }, { who: nameOfSender(account, from), from, zone: read.zone(), me: myAddresses(account) })
    return { ...nothing, after: null, extra, extraPost: null, told: keptByMailWords(who, from.fromAddress) }
  }
  if (posted) return { ...nothing, after: null, extra: null, extraPost: postOrder(account, no(), person), told: keptByPostWords(who, hostOf(account)) }
  if (!byServer) return { ...nothing, after: null, extra: null, extraPost: null, told: keptNowhereWords(who) }
  const after = askedAgain(before, row, person.raw, words, nowUtc, myAddresses(account))
  const out = outgoing({ account, canMail }, before, after)
  return { ...out, after, extra: null, extraPost: null, alsoReached: alsoReached(account, before, person.raw), told: keptThroughServerWords(who) }
}

/** DAViCal 1.1.12 passes whatever an organizer stores on to every guest, whether it concerns them or not. */
function alsoReached(account: AccountRow, before: Component, raw: string): CalPerson[] {
  if (account.capabilities.product !== 'davical') return []
  const mine = addressSet(myAddresses(account))
  const guests = eventsOf(before).flatMap(attendeesOf).filter((one) => !isOneOf(one, mine) && !sameAddress(one.raw, raw) && !isMailed(account, one))
  return [...new Map(guests.map((one) => [one.address, one])).values()]
}

/** A proposal that came in words has no people in it: a DECLINECOUNTER names who asks and who is told. */
function completeFrom(event: Component, before: Component, row: ProposalRow, person: Pick<CalPerson, 'raw' | 'name'>): void {
  const organizer = organizerOf(eventAt(before, row.time.recurrenceId) ?? must(eventsOf(before)[0], 'event in an object'))
  if (organizerOf(event) === null && organizer !== null) setOrganizer(event, { address: organizer.raw, ...(organizer.name === '' ? {} : { name: organizer.name }) })
  if (attendeesOf(event).length === 0) setAttendee(event, { address: person.raw, ...(person.name === '' ? {} : { name: person.name }) })
  setText(event, 'comment', null)
}

function askedAgain(before: Component, row: ProposalRow, raw: string, words: string, nowUtc: Instant, me: readonly string[]): Component {
  const ask = (event: Component): void => {
    setAttendee(event, { address: raw, partstat: 'needs-action', rsvp: true })
    noteKept(event, raw, row.time, words)
  }
  const { recurrenceId } = row.time
  let root = copyOf(before)
  const own = recurrenceId !== null && eventsOf(before).some((event) => recurrenceIdOf(event) === recurrenceId)
  if (own) root = editInstance(root, recurrenceId, ask)
  else eventsOf(root).forEach(ask)
  noteProposal(root, raw, null)
  const revised = prepareOrganizerChange(before, root, { nowUtc, myAddresses: me })
  forceSend(revised, [raw])
  return revised
}

const refusal = (kind: AppError['kind'], cause: string): AppError => ({ kind, effect: 'nothing-changed', retry: 'never', cause })
