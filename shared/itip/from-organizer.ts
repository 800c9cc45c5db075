import type { Address } from '../model/ids.ts'
import { recurrenceIdOf, sequenceOf, setNumber, setText, setTime, stampOf, textOf, timeOf } from '../ical/fields.ts'
import { attendeesOf, removeAttendee, setAttendee, type CalPerson } from '../ical/people.ts'
import { copyOf, eventsOf, masterOf, rawOf, writeComponent, type Component } from '../ical/tree.ts'
import { whatChanged } from '../event/changes.ts'
import { counterpartIn, differenceOf, keyOf, voidsAnswers } from '../event/difference.ts'
import { isOneOf, roleIn } from '../event/roles.ts'
import { editInstance, splitSeries } from '../recurrence/edit-series.ts'
import { inSeries } from '../event/instances.ts'
import { keptOf, timeToken } from './proposal.ts'
import { organizerIn, outcome, type ApplyOutcome, type Arrival } from './outcome.ts'
import { strip } from './strip.ts'

/** REQUEST: a new invitation, a newer revision, or the same again (ITP-10…14). */
export function applyRequest(at: Arrival): ApplyOutcome {
  const { stored, message, mine, zone } = at
  if (stored !== null && !isSameOrganizer(stored, message)) return outcome(at, 'refused', 'other-organizer')
  const roles = eventsOf(message).map((e) => roleIn(e, mine))
  if (roles.some((r) => r.role === 'organizer')) return outcome(at, 'unchanged', 'same-again')
  if (!roles.some((r) => r.me !== null)) {
    // DAViCal revokes by a REQUEST that names nobody.
    if (stored !== null && eventsOf(message).every((e) => attendeesOf(e).length === 0)) return { ...outcome(at, 'stored', 'removed'), root: cancelAll(stored, null) }
    return { ...outcome(at, 'ask', 'not-invited'), root: stored === null ? asObject(message) : null }
  }
  if (stored === null) return { ...outcome(at, 'stored', 'new-invitation'), root: asObject(message) }
  const newer = eventsOf(message).filter((e) => compareRevision(e, exactly(stored, e)) !== 'older')
  if (newer.length === 0) return outcome(at, 'ignored', 'stale')
  const merged = takeOver(stored, message, newer, mine)
  const changes = whatChanged(stored, merged.root, zone, outcome(at, 'stored', 'updated').recurrenceId)
  if (changes.length === 0 && merged.why === 'updated' && meaningOf(stored) === meaningOf(merged.root)) return outcome(at, 'unchanged', 'same-again')
  return { ...outcome(at, 'stored', merged.why), root: merged.root, changes }
}

/** A message as an object to store: no METHOD, none of the organizer's alarms (ITP-10). */
function asObject(message: Component): Component {
  const root = strip(copyOf(message))
  root.removeAllProperties('method')
  for (const event of eventsOf(root)) event.removeAllProperties('request-status')
  return root
}

const isSameOrganizer = (stored: Component, message: Component): boolean => {
  const theirs = organizerIn(message)
  const ours = organizerIn(stored)
  return ours === null || theirs === null || ours === theirs
}

/** The part of that very key; not a date worked out from the master. */
const exactly = (root: Component, event: Component): Component | null => eventsOf(root).find((e) => keyOf(e) === keyOf(event)) ?? null

/** ITP-1: SEQUENCE decides, of equal ones the later DTSTAMP. */
function compareRevision(event: Component, stored: Component | null): 'newer' | 'same' | 'older' {
  if (stored === null) return 'newer'
  const by = sequenceOf(event) - sequenceOf(stored) || stampOf(event) - stampOf(stored)
  return by > 0 ? 'newer' : by === 0 ? 'same' : 'older'
}

interface TakenOver {
  readonly root: Component
  readonly why: 'updated' | 'rescheduled' | 'confirm-again' | 'answer-again'
}

/** A master in the message stands for everything: dates it does not repeat are gone (ITP-11, T-I24). Else only its own dates change. */
function takeOver(stored: Component, message: Component, newer: readonly Component[], mine: ReadonlySet<Address>): TakenOver {
  const root = copyOf(stored)
  const clean = asObject(message)
  const keys = new Set(newer.map(keyOf))
  const whole = masterOf(message) !== null && keys.has('')
  let why: TakenOver['why'] = 'updated'
  for (const event of eventsOf(root)) {
    const isGone = whole && eventsOf(clean).every((e) => keyOf(e) !== keyOf(event))
    if (isGone || keys.has(keyOf(event))) root.removeSubcomponent(event)
  }
  for (const event of eventsOf(clean)) {
    if (!keys.has(keyOf(event))) continue
    const old = counterpartIn(stored, event)
    if (old !== null) why = stronger(why, keepMine(event, old, mine))
    root.addSubcomponent(copyOf(event))
  }
  for (const zone of clean.getAllSubcomponents('vtimezone')) {
    const known = root.getAllSubcomponents('vtimezone').some((z) => textOf(z, 'tzid') === textOf(zone, 'tzid'))
    if (!known) root.addSubcomponent(copyOf(zone))
  }
  return { root, why }
}

const order = ['updated', 'answer-again', 'confirm-again', 'rescheduled'] as const
const stronger = (a: TakenOver['why'], b: TakenOver['why']): TakenOver['why'] => (order.indexOf(a) >= order.indexOf(b) ? a : b)

/** In place on the new part: my alarms, categories and TRANSP stay; my answer as ITP-11, ITP-12 say. */
function keepMine(event: Component, old: Component, mine: ReadonlySet<Address>): TakenOver['why'] {
  for (const alarm of old.getAllSubcomponents('valarm')) event.addSubcomponent(copyOf(alarm))
  for (const name of ['categories', 'x-calendarserver-private-comment']) copyOver(event, old, name)
  const now = roleIn(event, mine).me
  const was = roleIn(old, mine).me
  const decided = now === null || was === null ? { why: 'updated' as const, answer: null } : decideAnswer(event, old, now, was)
  if (now !== null && decided.answer !== null) setAttendee(event, { address: now.raw, partstat: decided.answer })
  // A "no" had freed the time; asked anew, it counts again.
  if (was?.partstat !== 'declined' || (decided.answer ?? now?.partstat) === 'declined') copyOver(event, old, 'transp')
  return decided.why
}

const isNewNo = (event: Component, old: Component, raw: string): boolean => {
  const [said, before] = [keptOf(event, raw), keptOf(old, raw)]
  return said !== null && (before === null || timeToken(said.time) !== timeToken(before.time))
}

function decideAnswer(event: Component, old: Component, now: CalPerson, was: CalPerson): { readonly why: TakenOver['why']; readonly answer: CalPerson['partstat'] | null } {
  if (voidsAnswers(differenceOf(old, event))) {
    if (now.partstat === 'needs-action') return { why: 'rescheduled', answer: null }
    // The organizer says that I accepted a time I have not seen (T-I06).
    return { why: was.partstat === 'needs-action' ? 'rescheduled' : 'confirm-again', answer: null }
  }
  const answered = was.partstat !== 'needs-action'
  const sameRevision = sequenceOf(event) === sequenceOf(old)
  // A no to the proposal that came with my answer: they have read it, so nothing crossed.
  if (now.partstat === 'needs-action' && answered && isNewNo(event, old, now.raw)) return { why: 'answer-again', answer: null }
  if (!answered || now.partstat === was.partstat) return { why: now.rsvp && !was.rsvp && answered ? 'answer-again' : 'updated', answer: null }
  // Crossed messages: the organizer wrote before my answer arrived (T-I04, T-I07).
  if (sameRevision || stampOf(event) < stampOf(old, 'last-modified')) return { why: sameRevision && now.rsvp && !was.rsvp ? 'answer-again' : 'updated', answer: was.partstat }
  return { why: now.partstat === 'needs-action' ? 'answer-again' : 'updated', answer: null }
}

function copyOver(to: Component, from: Component, name: string): void {
  const values = from.getAllProperties(name)
  if (values.length === 0) return
  to.removeAllProperties(name)
  const holder = copyOf(from)
  for (const p of holder.getAllProperties(name)) to.addProperty(p)
}

/** What the object says, its stamps aside. */
function meaningOf(root: Component): string {
  const quiet = new Set(['dtstamp', 'last-modified', 'created', 'request-status'])
  return eventsOf(root)
    .map((e) => [keyOf(e), ...e.getAllProperties().filter((p) => !quiet.has(p.name)).map((p) => JSON.stringify(rawOf(p))).sort(), ...e.getAllSubcomponents().map(writeComponent).sort()].join('\n'))
    .sort()
    .join('\n\n')
}

/** CANCEL: all, some dates, from a date on; or only some people are off the list (ITP-17, T-I14…20). */
export function applyCancel(at: Arrival): ApplyOutcome {
  const { stored, message, mine } = at
  if (stored === null) return outcome(at, 'ignored', 'unknown-event')
  if (!isSameOrganizer(stored, message)) return outcome(at, 'refused', 'other-organizer')
  const events = eventsOf(message)
  if (events.every((e) => sequenceOf(e) < sequenceOf(counterpartIn(stored, e) ?? e) || compareRevision(e, exactly(stored, e)) === 'older')) return outcome(at, 'ignored', 'stale')
  const listed = events.flatMap(attendeesOf)
  if (listed.length > 0 && !listed.some((a) => isOneOf(a, mine)) && events.every((e) => textOf(e, 'status').toUpperCase() !== 'CANCELLED')) return othersRemoved(at, stored)
  const isOff = events.some((e) => textOf(e, 'status').toUpperCase() === 'CANCELLED') || listed.length === 0
  if (events.some((e) => !e.hasProperty('recurrence-id'))) return { ...outcome(at, 'stored', isOff ? 'cancelled' : 'removed'), root: cancelAll(stored, events[0] ?? null) }
  return cancelDates(at, stored, events)
}

/** Struck through and not busy, without alarms; kept until the person lets go of it (T-I14). */
function cancelAll(stored: Component, message: Component | null): Component {
  const root = copyOf(stored)
  for (const event of eventsOf(root)) cancelEvent(event, message)
  return root
}

function cancelEvent(event: Component, message: Component | null): void {
  setText(event, 'status', 'CANCELLED')
  event.removeAllSubcomponents('valarm')
  if (message === null) return
  setNumber(event, 'sequence', Math.max(sequenceOf(event), sequenceOf(message)))
  const stamp = timeOf(message, 'dtstamp')
  if (stamp !== null) setTime(event, 'dtstamp', stamp)
}

function othersRemoved(at: Arrival, stored: Component): ApplyOutcome {
  const root = copyOf(stored)
  for (const gone of eventsOf(at.message)) {
    for (const event of eventsOf(root)) {
      if (keyOf(gone) !== '' && keyOf(gone) !== keyOf(event)) continue
      for (const a of attendeesOf(gone)) removeAttendee(event, a.raw)
    }
  }
  return { ...outcome(at, 'stored', 'others-removed'), root, changes: whatChanged(stored, root, at.zone) }
}

function cancelDates(at: Arrival, stored: Component, events: readonly Component[]): ApplyOutcome {
  let root = stored
  let found = false
  for (const event of events) {
    const date = inSeries(root, recurrenceIdOf(event), at.zone)
    if (date === null) continue
    found = true
    const range = event.getFirstProperty('recurrence-id')
    if (range && String(rawOf(range)[1]['range'] ?? '').toUpperCase() === 'THISANDFUTURE') root = splitSeries(root, date, 'unused').before ?? cancelAll(root, event)
    else root = editInstance(root, date, (e) => cancelEvent(e, event))
  }
  if (!found) return outcome(at, 'ignored', 'no-such-instance')
  return { ...outcome(at, 'stored', 'instance-cancelled'), root }
}

/** ADD: more dates, each as an override of its own; the master stays as it is (ITP-18, T-I21). */
export function applyAdd(at: Arrival): ApplyOutcome {
  const { stored, message } = at
  if (stored === null) return outcome(at, 'ignored', 'needs-refresh')
  if (!isSameOrganizer(stored, message)) return outcome(at, 'refused', 'other-organizer')
  const most = Math.max(...eventsOf(stored).map(sequenceOf))
  const newer = eventsOf(asObject(message)).filter((e) => sequenceOf(e) > most)
  if (newer.length === 0) return outcome(at, 'ignored', 'stale')
  const root = copyOf(stored)
  for (const event of newer) {
    const added = copyOf(event)
    if (!added.hasProperty('recurrence-id')) setTime(added, 'recurrence-id', timeOf(event, 'dtstart'))
    root.addSubcomponent(added)
  }
  return { ...outcome(at, 'stored', 'instances-added'), root }
}

/** PUBLISH: an event to read, nobody answers it (ITP-20, T-I50). */
export function applyPublish(at: Arrival): ApplyOutcome {
  const { stored, message, zone } = at
  const root = asObject(message)
  for (const event of eventsOf(root)) event.removeAllProperties('attendee')
  if (stored === null) return { ...outcome(at, 'stored', 'published'), root }
  const [ours, theirs] = [organizerIn(stored), organizerIn(message)]
  if (ours !== theirs) return outcome(at, 'refused', 'other-organizer')
  const revisions = eventsOf(message).map((e) => compareRevision(e, exactly(stored, e)))
  if (revisions.every((r) => r === 'older')) return outcome(at, 'ignored', 'stale')
  if (revisions.every((r) => r === 'same')) return outcome(at, 'unchanged', 'same-again')
  return { ...outcome(at, 'stored', 'published'), root, changes: whatChanged(stored, root, zone) }
}

