import type { AvailabilityPlan } from '../../../shared/contract/availability.ts'
import { readAvailability } from '../../../shared/freebusy/availability.ts'
import { planOfHours, writeAvailability } from '../../../shared/freebusy/availability-plan.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { isOwn } from '../scheduling/identity.ts'
import type { AccountRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'

/** All real accounts are one person; each practice account is somebody of their own, and so is who somebody acts for. */
export const personOf = (account: Pick<AccountRow, 'id' | 'practice' | 'behalf'>): string => (account.practice || account.behalf !== null ? account.id : 'me')

/** All accounts, by the person they are of, in their order. */
export function accountsByPerson(read: ReadStore): ReadonlyMap<string, readonly AccountRow[]> {
  const people = new Map<string, AccountRow[]>()
  // Whose hours are not mine are not mine to tell.
  for (const account of read.accounts().filter(isOwn)) people.set(personOf(account), [...(people.get(personOf(account)) ?? []), account])
  return people
}

/** The saved plan, else the working hours of the settings as one. */
export function planOf(read: ReadStore, personId: string): AvailabilityPlan {
  return read.availability(personId)?.plan ?? planOfHours(read.settings(), read.zone(), 'usual')
}

/** Time outside of my hours, and absences, as spans of their kinds; in the rest of the window I can be met. */
export function awayIn(plan: AvailabilityPlan, window: Interval): BusySpan[] {
  const read = readAvailability(writeAvailability(plan, 0), window, plan.zone)
  return read.ok ? read.value.filter(({ kind }) => kind !== 'free') : []
}

/** Absences alone: they count wherever my busy time does, nights do not. */
export const absencesIn = (plan: AvailabilityPlan, window: Interval): BusySpan[] =>
  plan.absences.length === 0 ? [] : awayIn({ ...plan, usual: { ...plan.usual, hours: [{ days: [1, 2, 3, 4, 5, 6, 7], startMin: 0, endMin: 1440, place: '' }] }, periods: [] }, window)
