import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { readAvailability } from '../../../shared/freebusy/availability.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import { storedAvailability } from './stored-availability.ts'

/** Time outside of somebody's working hours (AVA-1, AVA-2). Nothing for those who keep none. */
export function offHoursOf(org: Organisation, owner: Person, window: Interval): readonly BusySpan[] {
  const kept = storedAvailability(org, owner)
  const read = kept === null ? null : readAvailability(kept, window, owner.zone)
  return read?.ok === true ? read.value.filter((span) => span.kind !== 'free') : []
}
