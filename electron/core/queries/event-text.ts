import { rruleOf, timeOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, setAttendee, setOrganizer } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, readCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { repeatInWords, toRepeatRule } from '../../../shared/recurrence/describe.ts'
import { instanceOf } from '../../../shared/recurrence/edit-series.ts'
import { withSeriesPeople } from '../scheduling/series-people.ts'
import type { ReadStore } from '../store/store.ts'

/** The text of one event, opened: for the one place that shows all of it. Lists read the index instead. */
export interface OpenEvent {
  readonly root: Component
  readonly event: Component
}

export function rootIn(text: string | null): Component | null {
  const parsed = text === null ? null : readCalendar(text)
  return parsed !== null && parsed.ok ? withSeriesPeople(parsed.value) : null
}

/** `text`: of something that is no longer in the store. */
export function openEvent(read: ReadStore, objectId: ObjectId, recurrenceId: string | null, text: string | null = null): OpenEvent | null {
  const root = rootIn(text ?? read.textOf(objectId))
  if (root !== null && text === null) markDeliveries(read, objectId, root)
  const event = root === null ? null : eventFor(root, recurrenceId)
  return root === null || event === null ? null : { root, event }
}

/** Codes of messages that were posted from here stand in no text: they are kept beside it (EXP-3). */
function markDeliveries(read: ReadStore, objectId: ObjectId, root: Component): void {
  const object = read.object(objectId)
  const codes = object === null ? null : read.deliveries(object.accountId, object.uid)
  if (codes === null || codes.size === 0) return
  for (const event of eventsOf(root)) {
    const organizer = organizerOf(event)
    const code = organizer === null ? undefined : codes.get(organizer.address)
    if (organizer !== null && code !== undefined) setOrganizer(event, { address: organizer.raw, scheduleStatus: code })
    for (const person of attendeesOf(event)) {
      const theirs = codes.get(person.address)
      if (theirs !== undefined) setAttendee(event, { address: person.raw, scheduleStatus: theirs })
    }
  }
}

/** The instance, else the series: an instance that is no longer in the rule is still shown with what the series says. */
export const eventFor = (root: Component, recurrenceId: string | null): Component | null => instanceOf(root, recurrenceId) ?? masterOf(root)

/** The zone an event was made in, when it names one. */
export function zoneIn(event: Component): Zone | null {
  const start = timeOf(event, 'dtstart')
  if (start === null) return null
  return start.kind === 'zoned' ? start.zone : start.kind === 'utc' ? 'UTC' : null
}

export function repeatTextOf(root: Component): string {
  const master = masterOf(root)
  const rule = master === null ? null : rruleOf(master)
  if (master === null || rule === null) return ''
  const start = timeOf(master, 'dtstart')
  const date = start === null ? undefined : start.kind === 'date' ? start.date : start.kind === 'utc' ? undefined : start.local.slice(0, 10)
  return repeatInWords(toRepeatRule(rule, zoneIn(master) ?? 'UTC'), date === undefined ? {} : { start: date })
}

