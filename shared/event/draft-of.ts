import type { DraftAttendee, DraftWhen, EventDraft, RepeatRule } from '../contract/events.ts'
import type { Scope } from '../contract/basics.ts'
import type { CollectionId, ObjectId } from '../model/ids.ts'
import type { Instant, Zone } from '../model/time.ts'
import { rruleOf, textOf } from '../ical/fields.ts'
import { attendeesOf, organizerOf } from '../ical/people.ts'
import { copyOf, masterOf, overridesOf, type Component } from '../ical/tree.ts'
import { toRepeatRule } from '../recurrence/describe.ts'
import { instanceOf } from '../recurrence/edit-series.ts'
import { recurrenceIdOf } from '../ical/fields.ts'
import { addDays, dayOf } from '../time/days.ts'
import { toLocal } from '../time/zones.ts'
import { conferenceOf, remindersOf, showAsOf, visibilityOf } from './details.ts'
import { addressSet, isOneOf, type MyAddresses } from './roles.ts'
import { whenOf, zoneOfEvent } from './event-when.ts'


export interface DraftIds {
  readonly objectId: ObjectId
  readonly collectionId: CollectionId
}

/** A span on the clocks of `zone` as a draft says it. */
export const timedWhen = (startUtc: Instant, endUtc: Instant, zone: Zone): DraftWhen => ({ kind: 'timed', localStart: toLocal(startUtc, zone), localEnd: toLocal(endUtc, zone), zone })
export const allDayWhen = (startUtc: Instant, days: number, zone: Zone): DraftWhen => {
  const startDate = dayOf(startUtc, zone)
  return { kind: 'all-day', startDate, endDate: addDays(startDate, days) }
}

/** Whether the object repeats: by rule, by dates, or because it holds instances of a series alone. */
export const isSeries = (root: Component): boolean => {
  const master = masterOf(root)
  return master === null || master.hasProperty('rrule') || master.hasProperty('rdate') || overridesOf(root).length > 0
}

/** What the scope is about, as one VEVENT. Not a part of `root`; null when there is no such instance. */
export function eventForScope(root: Component, recurrenceId: string | null, scope: Scope): Component | null {
  if (recurrenceId === null || !isSeries(root)) return instanceOf(root, null) ?? instanceOf(root, recurrenceId)
  if (scope === 'this' || masterOf(root) === null) return instanceOf(root, recurrenceId)
  // The whole series, or its rest, is told by the master: what one date alone has does not count.
  const plain = copyOf(root)
  for (const override of overridesOf(plain)) if (recurrenceIdOf(override) === recurrenceId) plain.removeSubcomponent(override)
  return instanceOf(plain, recurrenceId)
}

/**
 * The editor's view of an existing event. `when` is always that of the instance named; for the scopes 'following' and 'all' it is the
 * instance's regular slot, and changing it moves the others by as much. `repeat` is null for 'this'. The organizer's own
 * ATTENDEE line is not among the attendees. Null: no such instance, or one without a start.
 */
export function draftOf(root: Component, recurrenceId: string | null, scope: Scope, zone: Zone, myAddresses: MyAddresses, ids: DraftIds): EventDraft | null {
  const event = eventForScope(root, recurrenceId, scope)
  const when = event === null ? null : whenOf(event, zone)
  if (event === null || when === null) return null
  const showAs = showAsOf(event)
  return {
    ...ids,
    recurrenceId,
    scope,
    title: textOf(event, 'summary'),
    location: textOf(event, 'location'),
    description: textOf(event, 'description'),
    conferenceUrl: conferenceOf(event),
    when,
    repeat: repeatOf(root, recurrenceId, scope, zone),
    reminders: remindersOf(event),
    showAs: showAs === 'unavailable' ? 'busy' : showAs,
    visibility: visibilityOf(event),
    ...peopleOf(event, myAddresses),
  }
}

function repeatOf(root: Component, recurrenceId: string | null, scope: Scope, zone: Zone): RepeatRule | null {
  const master = masterOf(root)
  if (master === null || (scope === 'this' && recurrenceId !== null)) return null
  const rule = rruleOf(master)
  return rule === null ? null : toRepeatRule(rule, zoneOfEvent(master, zone))
}

/** Organizer in mail form, and those invited: without the organizer, and each address once. */
function peopleOf(event: Component, myAddresses: MyAddresses): Pick<EventDraft, 'organizer' | 'attendees'> {
  const organizer = organizerOf(event)
  const mine = addressSet(myAddresses)
  const iOrganize = organizer !== null && isOneOf(organizer, mine)
  const attendees = new Map<string, DraftAttendee>()
  for (const a of attendeesOf(event)) {
    if (a.address === organizer?.address || (iOrganize && isOneOf(a, mine)) || attendees.has(a.address)) continue
    attendees.set(a.address, { address: a.email ?? a.address, name: a.name, role: a.role, kind: a.kind, answer: a.partstat })
  }
  return { organizer: organizer === null ? null : (organizer.email ?? organizer.address), attendees: [...attendees.values()] }
}
