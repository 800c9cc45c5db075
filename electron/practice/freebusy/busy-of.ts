import type { BusySpan } from '../../../shared/model/busy.ts'
import { must } from '../../../shared/model/result.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'
import type { ScannedEvent, ScannedObject } from '../../../shared/ical/scan.ts'
import { sameAddress } from '../../../shared/ical/people.ts'
import { stateOfEvent } from '../../../shared/event/event-state.ts'
import { busyOfOccurrences } from '../../../shared/freebusy/from-events.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import type { Person } from '../people.ts'
import type { Collection, StoredObject } from '../store/state.ts'
import { caldav } from '../xml/names.ts'

export interface BusyQuestion {
  readonly owner: Person
  readonly window: Interval
  /** A meeting that does not count: the one being planned anew (SCH-54). */
  readonly exceptUid?: string
}

const transp = caldav('schedule-calendar-transp')
const dayMs = 24 * 3600_000

/** Busy time from the events of these calendars (FBA-1…6), in no order; calendars that are transparent give none (SCH-45). */
export function busyOfCollections(collections: readonly Collection[], question: BusyQuestion): readonly BusySpan[] {
  return collections.flatMap((collection) => {
    if ((collection.properties.get(transp) ?? '').includes('transparent')) return []
    return [...collection.objects.values()].flatMap((object) => busyOfObject(object, question))
  })
}

const scans = new WeakMap<StoredObject, ScannedObject | null>()

/** Read once for each version; null for what cannot be read. */
export function scanned(object: StoredObject): ScannedObject | null {
  let found = scans.get(object)
  if (found === undefined) {
    const scan = scanObject(object.text)
    found = isIcalProblem(scan) ? null : scan
    scans.set(object, found)
  }
  return found
}

function busyOfObject(object: StoredObject, { owner, window, exceptUid }: BusyQuestion): readonly BusySpan[] {
  const scan = scanned(object)
  if (scan === null || scan.component !== 'VEVENT' || (exceptUid !== undefined && scan.uid === exceptUid)) return []
  // All-day instants are days in UTC: a day more on either side, and the exact cut below.
  const wide = { startUtc: window.startUtc - dayMs, endUtc: window.endUtc + dayMs }
  const { instances } = expandOccurrences(scan, wide, { floatingZone: owner.zone })
  const rows = instances.map((instance) => ({ ...instance, ...wordsOf(must(scan.events.find((event) => event.part === instance.part), 'the event of an instance'), owner), countsAsBusy: true }))
  return busyOfOccurrences(rows, { zone: owner.zone }).filter((span) => span.startUtc < window.endUtc && window.startUtc < span.endUtc)
}

function wordsOf(event: ScannedEvent, owner: Person): Pick<Parameters<typeof busyOfOccurrences>[0][number], 'status' | 'showAs' | 'role' | 'myAnswer'> {
  const me = event.attendees.find((attendee) => sameAddress(attendee.address, owner.address)) ?? null
  const organizes = event.organizer !== null && sameAddress(event.organizer.address, owner.address)
  const role = event.organizer === null ? 'plain' : organizes ? 'organizer' : me === null ? 'plain' : 'attendee'
  return { ...stateOfEvent(event), role, myAnswer: me?.partstat ?? null }
}
