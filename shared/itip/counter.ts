import { recurrenceIdOf, sequenceOf, setNumber, setText, setTime, textOf, timeOf, uidOf, wholeSeconds } from '../ical/fields.ts'
import { attendeesOf, organizerOf, setAttendee, setOrganizer } from '../ical/people.ts'
import { addEvent, copyOf, eventsOf, masterOf, newCalendar, type Component } from '../ical/tree.ts'
import { addNeededZones } from '../ical/vtimezone.ts'
import { prepareOrganizerChange } from '../event/organizer-change.ts'
import type { MyAddresses } from '../event/roles.ts'
import { isSeries } from '../event/draft-of.ts'
import { inSeries } from '../event/instances.ts'
import type { Instant, Zone } from '../model/time.ts'
import { must } from '../model/result.ts'
import { editAll, editInstance } from '../recurrence/edit-series.ts'

export interface CounterContext {
  readonly myAddresses: MyAddresses
  readonly nowUtc: Instant
  readonly zone: Zone
}

/**
 * ITP-36, T-I37: my meeting at the time and place somebody proposed, as a new revision that asks everybody again. Nothing else of a
 * COUNTER is taken. Null: it is about a date the series does not have.
 */
export function takeCounter(stored: Component, counter: Component, ctx: CounterContext): Component | null {
  let root = copyOf(stored)
  for (const proposed of eventsOf(counter)) {
    const asked = recurrenceIdOf(proposed)
    const date = inSeries(root, asked, ctx.zone)
    if (asked !== null && date === null) return null
    if (date !== null) root = editInstance(root, date, (event) => takeFrom(event, proposed))
    // Dates that were moved or taken out go along with the series (ITP-44).
    else if (isSeries(root)) root = editAll(root, (event) => takeFrom(event, proposed)).root
    else takeFrom(must(masterOf(root) ?? eventsOf(root)[0], 'event in an object'), proposed)
  }
  addNeededZones(root)
  return prepareOrganizerChange(stored, root, ctx)
}

function takeFrom(event: Component, proposed: Component): void {
  const start = timeOf(proposed, 'dtstart')
  if (start !== null) {
    setTime(event, 'dtstart', start)
    setTime(event, 'dtend', timeOf(proposed, 'dtend'))
    setText(event, 'duration', textOf(proposed, 'duration') || null)
  }
  if (textOf(proposed, 'location') !== '') setText(event, 'location', textOf(proposed, 'location'))
}

/** DECLINECOUNTER to the one who proposed, with the SEQUENCE they answered to, and why (RFC 5546 §3.2.8). */
export function declineCounter(counter: Component, nowUtc: Instant, words = ''): Component {
  const out = newCalendar('DECLINECOUNTER')
  for (const zone of counter.getAllSubcomponents('vtimezone')) out.addSubcomponent(copyOf(zone))
  for (const proposed of eventsOf(counter)) {
    const event = addEvent(out)
    setText(event, 'uid', uidOf(proposed))
    const recurrence = timeOf(proposed, 'recurrence-id')
    if (recurrence !== null) setTime(event, 'recurrence-id', recurrence)
    for (const name of ['dtstart', 'dtend']) setTime(event, name, timeOf(proposed, name))
    if (textOf(proposed, 'summary') !== '') setText(event, 'summary', textOf(proposed, 'summary'))
    setNumber(event, 'sequence', sequenceOf(proposed))
    setTime(event, 'dtstamp', { kind: 'utc', instant: wholeSeconds(nowUtc) })
    const organizer = organizerOf(proposed)
    if (organizer !== null) setOrganizer(event, { address: organizer.raw, ...(organizer.name === '' ? {} : { name: organizer.name }) })
    if (words.trim() !== '') setText(event, 'comment', words.trim())
    for (const person of attendeesOf(proposed).slice(0, 1)) setAttendee(event, { address: person.raw, ...(person.name === '' ? {} : { name: person.name }) })
  }
  addNeededZones(out)
  return out
}
