import type { Scope } from '../contract/basics.ts'
import type { Address } from '../model/ids.ts'
import type { Answer } from '../model/people.ts'
import type { Instant } from '../model/time.ts'
import { instantOf, recurrenceIdOf, sequenceOf, setNumber, setText, setTime, stampAfter, stampOf, textOf, timeOf, uidOf, wholeSeconds } from '../ical/fields.ts'
import { organizerOf, setAttendee, setOrganizer } from '../ical/people.ts'
import { addEvent, addRaw, copyOf, eventsOf, masterOf, newCalendar, overridesOf, rawOf, writeCalendar, type Component } from '../ical/tree.ts'
import { addNeededZones } from '../ical/vtimezone.ts'
import { isSeries } from '../event/draft-of.ts'
import { addressSet, roleIn, type MyAddresses } from '../event/roles.ts'
import { editInstance, instanceOf } from '../recurrence/edit-series.ts'
import { expandOccurrences } from '../recurrence/expand.ts'
import { addDeputy, deputiesOf } from './delegate.ts'
import { copyMember, groupIn } from './join.ts'

export interface MyAnswer {
  readonly recurrenceId: string | null
  readonly scope: Scope
  readonly answer: Answer
  readonly comment: string
  readonly myAddresses: MyAddresses
  readonly nowUtc: Instant
  /** Calendar address of who goes in my place; with `answer` 'delegated' only (ITP-40). */
  readonly delegateTo?: string
}

/** A comment of mine, where CalendarServer looks for it; the same text as COMMENT is what others read (SCH-12). */
const privateComment = 'x-calendarserver-private-comment'

/**
 * My copy with my answer: the received tree and nothing but what an attendee may change (SCH-10, SCH-11): own PARTSTAT, TRANSP,
 * overrides for single dates, and a comment. Not changed if I am not in it.
 * 'this' is written as an override and not as an EXDATE, which Cyrus does not free the time for.
 * 'following' keeps my former answer on the dates from now to that one, and answers the series with the new one.
 * 'all' also answers the single dates that had no answer of their own (ITP-35).
 */
export function withAnswer(received: Component, my: MyAnswer): Component {
  const root = withOneTransp(received)
  if (my.recurrenceId === null || !isSeries(root)) return answerAll(root, my)
  if (my.scope === 'this' || masterOf(root) === null) return overridesFirst(answerDate(root, my.recurrenceId, my))
  if (my.scope === 'all') return answerAll(root, my)
  return overridesFirst(answerFollowing(root, my.recurrenceId, my))
}

const answerDate = (root: Component, recurrenceId: string, my: MyAnswer): Component => editInstance(root, recurrenceId, (event) => answerIn(event, my))

function answerAll(root: Component, my: MyAnswer): Component {
  const mine = addressSet(my.myAddresses)
  const master = masterOf(root)
  const old = master === null ? null : (roleIn(master, mine).me?.partstat ?? 'needs-action')
  for (const event of eventsOf(root)) {
    const me = roleIn(event, mine).me
    const isOwn = event !== master && me !== null && me.partstat !== 'needs-action' && old !== null && me.partstat !== old
    if (!isOwn) answerIn(event, my)
  }
  return root
}

function answerFollowing(root: Component, from: string, my: MyAnswer): Component {
  const mine = addressSet(my.myAddresses)
  const master = masterOf(root)
  const me = master === null ? null : roleIn(master, mine).me
  if (me === null) return answerDate(root, from, my)
  let result = copyOf(root)
  for (const id of datesBefore(root, from, my.nowUtc)) {
    if (eventsOf(result).some((e) => recurrenceIdOf(e) === id)) continue
    // The override repeats the former answer, so that the new one of the series does not reach back.
    result = editInstance(result, id, (event) => setAttendee(event, { address: me.raw, partstat: me.partstat }))
  }
  const answered = masterOf(result)
  if (answered !== null) answerIn(answered, my)
  for (const override of overridesOf(result)) if ((recurrenceIdOf(override) ?? '') >= from) answerIn(override, my)
  return result
}

/** Dates of the series that are still to come and lie before `from`: at most 400, more than a year of working days. */
function datesBefore(root: Component, from: string, nowUtc: Instant): string[] {
  const master = masterOf(root)
  const date = master === null ? null : instanceOf(root, from)
  const start = date === null ? null : (timeOf(date, 'recurrence-id') ?? timeOf(date, 'dtstart'))
  if (start === null) return []
  const expansion = expandOccurrences(writeCalendar(root), { startUtc: nowUtc, endUtc: instantOf(start, 'UTC') }, { floatingZone: 'UTC', cap: 400 })
  return expansion.instances.map((i) => i.recurrenceId).filter((id): id is string => id !== null && id < from)
}

function answerIn(event: Component, my: MyAnswer): void {
  const me = roleIn(event, my.myAddresses).me
  if (me === null) return
  // Their line is the organizer's to add (SCH-10): mine names them, and the REPLY carries both. Another answer takes the invitation back.
  setAttendee(event, { address: me.raw, partstat: my.answer, delegatedTo: my.answer === 'delegated' && my.delegateTo !== undefined ? [my.delegateTo] : [] })
  freeWhenDeclined(event, me.partstat, my.answer)
  setComment(event, my.comment.trim())
  // DTSTAMP stays the organizer's: later messages are measured against it (ITP-1, T-I07).
  // What stood there was mine only if I had answered; a second answer of one second is later than the first (ITP-2).
  setTime(event, 'last-modified', { kind: 'utc', instant: stampAfter(my.nowUtc, me.partstat === 'needs-action' ? 0 : stampOf(event, 'last-modified')) })
}

/**
 * A copy. When the organizer changes a meeting, Cyrus 3.6 keeps the attendee's TRANSP beside the organizer's in the attendee's copy, and
 * then refuses that very copy when it is put back ("expected zero or one instances of TRANSP"), whichever of its dates was answered.
 */
function withOneTransp(received: Component): Component {
  const root = copyOf(received)
  for (const event of eventsOf(root)) for (const surplus of event.getAllProperties('transp').slice(1)) event.removeProperty(surplus)
  return root
}

/**
 * Cyrus and DAViCal count declined and delegated meetings as busy unless the copy is transparent. Shortcut: taking a
 * "no" back makes the time busy, also in the rare event that its organizer had sent as free.
 */
function freeWhenDeclined(event: Component, was: Answer, is: Answer): void {
  const transparent = textOf(event, 'transp').toUpperCase() === 'TRANSPARENT'
  if (frees(is) && !transparent) setText(event, 'transp', 'TRANSPARENT')
  else if (!frees(is) && frees(was) && transparent) setText(event, 'transp', 'OPAQUE')
}

/** I do not go: I said no, or another goes in my place (FBA-2). */
const frees = (answer: Answer): boolean => answer === 'declined' || answer === 'delegated'

/** Replaces my own former comment and leaves the organizer's alone. */
function setComment(event: Component, comment: string): void {
  const former = textOf(event, privateComment)
  if (former === comment) return
  for (const p of event.getAllProperties('comment')) if (former !== '' && String(rawOf(p)[3] ?? '') === former) event.removeProperty(p)
  event.removeAllProperties(privateComment)
  if (comment === '') return
  // Declared as text: the value of an unknown property is written as it is, and a line end in it would end the property.
  addRaw(event, [privateComment, {}, 'text', comment])
  addRaw(event, ['comment', {}, 'text', comment])
}

/** What I wrote with my answer. */
const myCommentIn = (event: Component): string => textOf(event, privateComment)

/** DAViCal writes the answer of the last VEVENT to all of them: the master goes last. */
function overridesFirst(root: Component): Component {
  const master = masterOf(root)
  if (master !== null) {
    root.removeSubcomponent(master)
    root.addSubcomponent(master)
  }
  return root
}

/**
 * What an answer to all of a series speaks for (ITP-16): the master, and each date with a part of its own that I am in. Also where the answer
 * is the master's: an organizer keeps what stands on such a date unless the reply names it (ITP-35), and its SEQUENCE says which version was answered.
 */
export function answeredParts(root: Component, me: MyAddresses): Component[] {
  const master = masterOf(root)
  return master === null ? eventsOf(root) : [master, ...overridesOf(root).filter((event) => roleIn(event, me).me !== null)]
}

export interface AnsweredEvent {
  readonly event: Component
  readonly answer: Answer
}

/**
 * METHOD:REPLY (ITP-15, ITP-16): a VEVENT for each answer. `zonesFrom` lends its VTIMEZONEs. Asked through a group I am not
 * listed for, it names me as its member (T-I11).
 */
export function writeReply(zonesFrom: Component, answers: readonly AnsweredEvent[], my: Pick<MyAnswer, 'comment' | 'myAddresses' | 'nowUtc'>): Component {
  const reply = newCalendar('REPLY')
  for (const zone of zonesFrom.getAllSubcomponents('vtimezone')) reply.addSubcomponent(copyOf(zone))
  for (const { event, answer } of answers) writeAnswer(addEvent(reply), event, answer, my)
  addNeededZones(reply)
  return reply
}

function writeAnswer(out: Component, event: Component, answer: Answer, my: Pick<MyAnswer, 'comment' | 'myAddresses' | 'nowUtc'>): void {
  setText(out, 'uid', uidOf(event))
  const recurrence = timeOf(event, 'recurrence-id')
  if (recurrence !== null) setTime(out, 'recurrence-id', recurrence)
  const start = timeOf(event, 'dtstart')
  if (start !== null) setTime(out, 'dtstart', start)
  setNumber(out, 'sequence', sequenceOf(event))
  setTime(out, 'dtstamp', { kind: 'utc', instant: answeredAt(event, answer, my) })
  const organizer = organizerOf(event)
  if (organizer !== null) setOrganizer(out, { address: organizer.raw, ...(organizer.name === '' ? {} : { name: organizer.name }) })
  writeMe(out, event, answer, addressSet(my.myAddresses))
  addRaw(out, ['request-status', {}, 'text', ['2.0', 'Success']])
  const comment = my.comment.trim() || myCommentIn(event)
  if (comment !== '') setText(out, 'comment', comment)
}

/**
 * Not before what is answered (ITP-15), and later than any answer of mine before: LAST-MODIFIED says when the one in `event` was given, and it
 * is another one where the event is gone from my copy.
 */
function answeredAt(event: Component, answer: Answer, my: Pick<MyAnswer, 'myAddresses' | 'nowUtc'>): Instant {
  const given = roleIn(event, my.myAddresses).me?.partstat ?? 'needs-action'
  const former = given === 'needs-action' ? 0 : stampOf(event, 'last-modified')
  return Math.max(stampOf(event), given === answer ? Math.max(wholeSeconds(my.nowUtc), former) : stampAfter(my.nowUtc, former))
}

function writeMe(out: Component, event: Component, answer: Answer, mine: ReadonlySet<Address>): void {
  const me = roleIn(event, mine).me
  if (me !== null) {
    setAttendee(out, { address: me.raw, partstat: answer, ...(me.name === '' ? {} : { name: me.name }), ...(me.kind === 'individual' ? {} : { kind: me.kind }), sentBy: me.sentBy, delegatedTo: me.delegatedTo, delegatedFrom: me.delegatedFrom })
    copyMember(out, event, me.raw)
    for (const d of deputiesOf(event, me).to) addDeputy(out, me, { address: d.raw, name: d.name })
    return
  }
  const first = [...mine][0]
  if (first === undefined) return
  setAttendee(out, { address: first, partstat: answer, kind: 'individual' })
  const group = groupIn(event)
  if (group !== null) out.getFirstProperty('attendee')?.setParameter('member', group.raw)
}

