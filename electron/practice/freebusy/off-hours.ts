import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'
import { newCalendar, readCalendar, writeCalendar } from '../../../shared/ical/tree.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import { subtract } from '../../../shared/time/intervals.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import { storedAvailability } from './stored-availability.ts'

/** Time outside of somebody's working hours: unavailable (AVA-1, AVA-2). Nothing for those who keep none. */
export function offHoursOf(org: Organisation, owner: Person, window: Interval): readonly BusySpan[] {
  const kept = storedAvailability(org, owner)
  const read = kept === null ? null : readCalendar(kept)
  if (read === null || !read.ok) return []
  const free = read.value.getAllSubcomponents('vavailability').flatMap((availability) =>
    availability.getAllSubcomponents('available').flatMap((available) => {
      const asEvents = newCalendar()
      const copy = structuredClone(available.toJSON()) as [string, ...unknown[]]
      copy[0] = 'vevent'
      const Component = asEvents.constructor as new (jcal: unknown[]) => typeof asEvents
      asEvents.addSubcomponent(new Component(copy))
      const scan = scanObject(writeCalendar(asEvents))
      return isIcalProblem(scan) ? [] : expandOccurrences(scan, window, { floatingZone: owner.zone }).instances
    }),
  )
  return subtract([window], free).map((gap) => ({ ...gap, kind: 'unavailable' }))
}
