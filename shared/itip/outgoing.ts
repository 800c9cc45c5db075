import type { Address } from '../model/ids.ts'
import type { Answer, PersonKind } from '../model/people.ts'
import { assertNever, must } from '../model/result.ts'
import type { Instant } from '../model/time.ts'
import { addTime, nameOfTime, sequenceOf, setNumber, setText, setTime, stampOf, textOf, timeOf, timesOf, uidOf, wholeSeconds, type IcalTime } from '../ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, setAttendee, setOrganizer, type CalPerson } from '../ical/people.ts'
import { addEvent, copyOf, eventsOf, masterOf, newCalendar, overridesOf, type Component } from '../ical/tree.ts'
import { addNeededZones } from '../ical/vtimezone.ts'
import { wordsOf } from '../event/details.ts'
import { counterpartIn, differenceOf, isNoticeable, keyOf, voidsAnswers } from '../event/difference.ts'
import { addressSet, isOneOf, roleIn, type MyAddresses } from '../event/roles.ts'
import { instanceOf } from '../recurrence/edit-series.ts'
import { answeredParts, writeReply, type AnsweredEvent } from './reply.ts'
import { forcedIn, isReplyForced, strip } from './strip.ts'

export { prepareOrganizerChange } from '../event/organizer-change.ts'

export interface ItipMessage {
  readonly method: 'REQUEST' | 'CANCEL' | 'REPLY'
  readonly to: { readonly address: Address; readonly raw: string; readonly name: string; readonly kind: PersonKind }
  /**
   * `invited` new to them · `ask-again` time or dates came or moved, answers are void · `updated` · `resend` forced ·
   * `removed` from all or from the dates named · `cancelled` the meeting is off · `answered` my answer · `declined` I threw it away
   */
  readonly why: 'invited' | 'ask-again' | 'updated' | 'resend' | 'removed' | 'cancelled' | 'answered' | 'declined'
  /** The dates it is about; empty: the whole object. */
  readonly recurrenceIds: readonly string[]
}

/**
 * Who gets what when `before` becomes `after`: the table of RFC 6638 §3.2.1–3.2.2, so that it can be said before saving, and so that the
 * practice organisations deliver by it. `before` null: created; `after` null: deleted. Empty for events without people.
 * An attendee who removes the object is taken to decline; sending that or not is the caller's (`Schedule-Reply`, SCH-13).
 */
export function messagesFor(before: Component | null, after: Component | null, me: MyAddresses): ItipMessage[] {
  const mine = addressSet(me)
  const roles = [before, after].flatMap((root) => (root === null ? [] : eventsOf(root).map((e) => roleIn(e, mine).role)))
  if (roles.includes('organizer')) return byOrganizer(before, after, mine)
  return roles.includes('attendee') ? byAttendee(before, after, mine) : []
}

interface Place {
  /** The parts this person is in, by key; '' is the master. */
  readonly parts: Map<string, CalPerson>
  readonly person: CalPerson
  /** SCHEDULE-FORCE-SEND stands on it (SCH-6). */
  forced: boolean
}

/** Everybody the server invites: in at least one part, not me, not the organizer, SCHEDULE-AGENT of SERVER. */
function placesIn(root: Component | null, mine: ReadonlySet<Address>): Map<Address, Place> {
  const out = new Map<Address, Place>()
  if (root === null) return out
  for (const event of eventsOf(root)) {
    const organizer = organizerOf(event)
    if (organizer === null || !isOneOf(organizer, mine)) continue
    for (const person of attendeesOf(event)) {
      if (person.address === organizer.address || isOneOf(person, mine) || !isServed(person)) continue
      const place = out.get(person.address) ?? { parts: new Map<string, CalPerson>(), person, forced: false }
      place.parts.set(keyOf(event), person)
      place.forced ||= forcedIn(event).some((raw) => sameAddress(raw, person.raw))
      out.set(person.address, place)
    }
  }
  return out
}

/** Unknown agents count as NONE (SCH-5). */
const isServed = (person: CalPerson): boolean => person.scheduleAgent === null || person.scheduleAgent === 'SERVER'

const isCancelled = (event: Component): boolean => wordsOf(event).status.startsWith('CANCELLED')

function byOrganizer(before: Component | null, after: Component | null, mine: ReadonlySet<Address>): ItipMessage[] {
  const was = placesIn(before, mine)
  const is = placesIn(after, mine)
  const off = after !== null && eventsOf(after).length > 0 && eventsOf(after).every(isCancelled)
  const wasOff = before !== null && eventsOf(before).length > 0 && eventsOf(before).every(isCancelled)
  const out: ItipMessage[] = []
  const seen = new Set([...was.keys(), ...is.keys()])
  const parts = after === null || before === null ? null : differencesOf(before, after)
  for (const address of seen) {
    const old = was.get(address)
    const now = is.get(address)
    const to = toOf(must((now ?? old)?.person, 'a place holds a person'))
    const send = (method: ItipMessage['method'], why: ItipMessage['why'], recurrenceIds: readonly string[] = []): void => {
      out.push({ method, to, why, recurrenceIds })
    }
    if (now === undefined) {
      if (!wasOff) send('CANCEL', after === null ? 'cancelled' : 'removed', ownDates(old))
    } else if (off) {
      if (old !== undefined && !wasOff) send('CANCEL', 'cancelled')
    } else if (old === undefined || wasOff) send('REQUEST', 'invited', ownDates(now))
    else forOnePerson(old, now, must(parts, 'both versions are there'), send)
  }
  return out
}

/** Dates of somebody who is in single instances only. */
const ownDates = (place: Place | undefined): string[] => (place === undefined || place.parts.has('') ? [] : [...place.parts.keys()])

interface PartDifference {
  readonly noticeable: boolean
  readonly voids: boolean
  /** The part became cancelled. */
  readonly cancelled: boolean
  /** The series has no such date any more. */
  readonly gone: boolean
}

function differencesOf(before: Component, after: Component): Map<string, PartDifference> {
  const out = new Map<string, PartDifference>()
  const masterGone = masterOf(before) !== null && masterOf(after) === null
  for (const event of eventsOf(after)) {
    const old = counterpartIn(before, event)
    const d = old === null ? null : differenceOf(old, event)
    out.set(keyOf(event), {
      noticeable: masterGone || d === null || isNoticeable(d),
      voids: d === null || voidsAnswers(d),
      cancelled: isCancelled(event) && (old === null || !isCancelled(old)),
      gone: false,
    })
  }
  // An override that is gone: its date is like the others again, or no more.
  for (const event of overridesOf(before)) {
    const key = keyOf(event)
    if (out.has(key)) continue
    const now = counterpartIn(after, event)
    const d = now === null ? null : differenceOf(event, now)
    out.set(key, { noticeable: d === null || isNoticeable(d), voids: d !== null && voidsAnswers(d), cancelled: false, gone: now === null })
  }
  return out
}

function forOnePerson(old: Place, now: Place, parts: ReadonlyMap<string, PartDifference>, send: (method: ItipMessage['method'], why: ItipMessage['why'], dates?: readonly string[]) => void): void {
  const everywhere = now.parts.has('')
  // In the master and absent from an override: taken off that date (T-I48).
  const left = [...parts.keys()].filter((key) => key !== '' && !now.parts.has(key) && (old.parts.has(key) || (old.parts.has('') && everywhere)))
  const wasThere = (key: string): boolean => old.parts.has(key) || (old.parts.has('') && key !== '')
  // A series that moves is asked about anew as a whole; its old dates are not called off one by one (ITP-44).
  const moves = everywhere && parts.get('')?.voids === true
  const removedFrom = left.filter((key) => wasThere(key) && parts.get(key)?.noticeable === true && !(moves && parts.get(key)?.gone === true))
  const mineNow = [...parts].filter(([key]) => (key === '' ? everywhere : now.parts.has(key) || (everywhere && !left.includes(key))))
  const changed = mineNow.filter(([key, d]) => d.noticeable || !wasThere(key))
  const cancelled = changed.filter(([, d]) => d.cancelled).map(([key]) => key)
  const alive = changed.filter(([, d]) => !d.cancelled)
  const forced = now.forced
  if (!everywhere && old.parts.has('')) send('CANCEL', 'removed')
  if (removedFrom.length > 0) send('CANCEL', 'removed', removedFrom)
  if (cancelled.length > 0) send('CANCEL', 'cancelled', cancelled.includes('') ? [] : cancelled)
  if (alive.length > 0) {
    const why = alive.some(([key]) => !wasThere(key)) && !old.parts.has('') ? 'invited' : alive.some(([, d]) => d.voids) ? 'ask-again' : 'updated'
    send('REQUEST', why, alive.some(([key]) => key === '') ? [] : alive.map(([key]) => key))
  } else if (forced || askedAgain(old, now)) send('REQUEST', forced ? 'resend' : 'ask-again')
}

/** Reset to "needs action" without any other change: the organizer asks again (ITP-39). */
const askedAgain = (old: Place, now: Place): boolean => [...now.parts].some(([key, p]) => p.partstat === 'needs-action' && p.rsvp && (old.parts.get(key)?.partstat ?? 'needs-action') !== 'needs-action')

const toOf = ({ address, raw, name, kind }: CalPerson): ItipMessage['to'] => ({ address, raw, name, kind })

function byAttendee(before: Component | null, after: Component | null, mine: ReadonlySet<Address>): ItipMessage[] {
  const organizer = eventsOf(must(after ?? before, 'one version')).map(organizerOf).find((o) => o !== null) ?? null
  if (organizer === null || !isServed(organizer)) return []
  const to = toOf(organizer)
  const still = after !== null && eventsOf(after).some((e) => roleIn(e, mine).me !== null)
  if (!still) {
    const active = before !== null && eventsOf(before).some((e) => !isCancelled(e) && roleIn(e, mine).me !== null)
    return active ? [{ method: 'REPLY', to, why: 'declined', recurrenceIds: [] }] : []
  }
  const dates = answeredDates(before, after, mine)
  if (dates !== null) return [{ method: 'REPLY', to, why: 'answered', recurrenceIds: dates }]
  const forced = eventsOf(after).filter((event) => isReplyForced(event) && roleIn(event, mine).me !== null).map(keyOf)
  return forced.length === 0 ? [] : [{ method: 'REPLY', to, why: 'resend', recurrenceIds: forced.includes('') ? [] : forced }]
}

/** Keys of the parts whose answer is another one now, with the dates I took out by EXDATE; [] when the master is among them; null: none. */
function answeredDates(before: Component | null, after: Component, mine: ReadonlySet<Address>): string[] | null {
  const keys: string[] = []
  for (const event of eventsOf(after)) {
    const me = roleIn(event, mine).me
    const old = before === null ? null : counterpartIn(before, event)
    const was = old === null ? 'needs-action' : (roleIn(old, mine).me?.partstat ?? 'needs-action')
    if (me !== null && me.partstat !== was) keys.push(keyOf(event))
  }
  keys.push(...newExdates(before, after))
  return keys.length === 0 ? null : keys.includes('') ? [] : keys
}

/** An EXDATE of mine declines that date (RFC 6638 §3.2.2.1). */
function newExdates(before: Component | null, after: Component): string[] {
  const master = masterOf(after)
  const old = before === null ? null : masterOf(before)
  if (master === null || old === null) return []
  const there = new Set(timesOf(old, 'exdate').map(nameOfTime))
  return timesOf(master, 'exdate').map(nameOfTime).filter((id) => !there.has(id))
}

export interface MessageContext {
  readonly nowUtc: Instant
  readonly me: MyAddresses
}

/**
 * The message as its recipient may see it: own VCALENDAR with METHOD. A REQUEST always carries all that this person is in, since many
 * receivers lack ADD and partial updates (ITP-18): dates without them as EXDATE, and no master if they are in single dates only (SCH-9).
 * A CANCEL says STATUS:CANCELLED only when the event itself is off (ITP-17).
 */
export function composeMessage(message: ItipMessage, before: Component | null, after: Component | null, ctx: MessageContext): Component {
  const now = must(after ?? before, 'one version')
  switch (message.method) {
    case 'REQUEST':
      return composeRequest(message, now, ctx)
    case 'CANCEL':
      return composeCancel(message, before, after, ctx)
    case 'REPLY':
      return composeReply(message, before, after, ctx)
    default:
      return assertNever(message.method)
  }
}

const has = (event: Component, address: Address): boolean => attendeesOf(event).some((a) => a.address === address)
/** Not before the revision it tells of: that one may be stamped ahead of the clock (`stampAfter`). */
const stampFor = (nowUtc: Instant, revision: Component): IcalTime => ({ kind: 'utc', instant: Math.max(wholeSeconds(nowUtc), stampOf(revision)) })

function composeRequest(message: ItipMessage, after: Component, ctx: MessageContext): Component {
  const root = strip(copyOf(after))
  setText(root, 'method', 'REQUEST')
  const master = masterOf(root)
  const isIn = master !== null && has(master, message.to.address)
  for (const override of overridesOf(root)) {
    if (has(override, message.to.address) && !isCancelled(override)) continue
    const original = timeOf(override, 'recurrence-id')
    if (isIn && original !== null) addTime(master, 'exdate', original)
    root.removeSubcomponent(override)
  }
  if (master !== null && !isIn) root.removeSubcomponent(master)
  for (const event of eventsOf(root)) setTime(event, 'dtstamp', stampFor(ctx.nowUtc, event))
  return root
}

function composeCancel(message: ItipMessage, before: Component | null, after: Component | null, ctx: MessageContext): Component {
  const source = must(before ?? after, 'one version')
  const out = newCalendar('CANCEL')
  for (const zone of source.getAllSubcomponents('vtimezone')) out.addSubcomponent(copyOf(zone))
  const dates: readonly (string | null)[] = message.recurrenceIds.length > 0 ? message.recurrenceIds : [null]
  for (const date of dates) {
    const event = date === null ? (masterOf(source) ?? eventsOf(source)[0] ?? null) : instanceOf(source, date)
    if (event === null) continue
    const now = after === null ? null : counterpartIn(after, event)
    const cancel = addEvent(out)
    setText(cancel, 'uid', uidOf(event))
    const original = date === null ? null : (timeOf(event, 'recurrence-id') ?? timeOf(event, 'dtstart'))
    if (original !== null) setTime(cancel, 'recurrence-id', original)
    for (const name of ['dtstart', 'dtend']) setTime(cancel, name, timeOf(event, name))
    if (textOf(event, 'duration') !== '') setText(cancel, 'duration', textOf(event, 'duration'))
    if (textOf(event, 'summary') !== '') setText(cancel, 'summary', textOf(event, 'summary'))
    // Higher than what the attendee has: the organizer's next revision, or one more than the deleted one.
    setNumber(cancel, 'sequence', Math.max(sequenceOf(event) + 1, now === null ? 0 : sequenceOf(now)))
    setTime(cancel, 'dtstamp', stampFor(ctx.nowUtc, now ?? event))
    const organizer = organizerOf(event)
    if (organizer !== null) setOrganizer(cancel, { address: organizer.raw, ...(organizer.name === '' ? {} : { name: organizer.name }) })
    setAttendee(cancel, { address: message.to.raw, ...(message.to.name === '' ? {} : { name: message.to.name }) })
    if (message.why === 'cancelled') setText(cancel, 'status', 'CANCELLED')
  }
  addNeededZones(out)
  return out
}

function composeReply(message: ItipMessage, before: Component | null, after: Component | null, ctx: MessageContext): Component {
  const my = { comment: '', myAddresses: ctx.me, nowUtc: ctx.nowUtc }
  const mine = addressSet(ctx.me)
  const source = must(message.why === 'declined' ? before : after, 'the version it answers for')
  if (message.why === 'declined') return writeReply(source, eventsOf(source).filter((e) => roleIn(e, mine).me !== null).slice(0, 1).map((event) => ({ event, answer: 'declined' as const })), my)
  if (message.recurrenceIds.length === 0) return writeReply(source, answeredParts(source, mine).map((event) => ({ event, answer: answerOf(event, mine) })), my)
  const answers = message.recurrenceIds.flatMap((id): AnsweredEvent[] => {
    const there = eventsOf(source).find((e) => keyOf(e) === id)
    if (there !== undefined) return [{ event: there, answer: answerOf(there, mine) }]
    // Taken out by EXDATE: the former version still knows the date.
    const gone = before === null ? null : instanceOf(before, id)
    return gone === null ? [] : [{ event: gone, answer: 'declined' }]
  })
  return writeReply(source, answers, my)
}

const answerOf = (event: Component, mine: ReadonlySet<Address>): Answer => roleIn(event, mine).me?.partstat ?? 'needs-action'
