import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { clip } from '../../../shared/time/intervals.ts'
import { calendarsOf } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import { busyOfCollections } from './busy-of.ts'
import { offHoursOf } from './off-hours.ts'

/** When somebody here is not free: their events, and the time outside of their working hours (AVA-2). In no order. */
export function busyOfPerson(org: Organisation, { owner, window, exceptUid }: { readonly owner: Person; readonly window: Interval; readonly exceptUid?: string }): readonly BusySpan[] {
  const events = busyOfCollections(calendarsOf(org, owner.user), { owner, window, ...(exceptUid === undefined ? {} : { exceptUid }) })
  return [...events, ...offHoursOf(org, owner, window)].flatMap((span) => clip(span, window) ?? [])
}
