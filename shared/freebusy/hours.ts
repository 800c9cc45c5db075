import type { Instant, Interval, Zone } from '../model/time.ts'
import { addDays, dayOf, startOfDay, weekdayOf } from '../time/days.ts'
import { toInstant, toLocal } from '../time/zones.ts'

/** Minutes of the local day, and ISO weekdays 1–7. */
export interface WorkingHours {
  readonly days: readonly number[]
  readonly startMin: number
  readonly endMin: number
  readonly zone: Zone
}

/** The same for people who keep the same hours: what is worked out of hours is worked out once for all of them. */
export const hoursKey = ({ zone, startMin, endMin, days }: WorkingHours): string => `${zone} ${startMin} ${endMin} ${days.join()}`

/** Minutes since the local midnight. */
export function minuteOfDay(instant: Instant, zone: Zone): number {
  const local = toLocal(instant, zone)
  return Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
}

/** `minute` of `date` on the clocks of `zone`; 1440 is the next midnight. */
export function instantOfMinute(date: string, minute: number, zone: Zone): Instant {
  if (minute >= 1440) return startOfDay(addDays(date, 1), zone)
  if (minute <= 0) return startOfDay(date, zone)
  const two = (n: number): string => String(n).padStart(2, '0')
  return toInstant(`${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`, zone)
}

/** True when any part of `slot` lies outside of the hours: another day, too early, or too late. Half open. */
export function isOutsideHours(hours: WorkingHours, slot: Interval): boolean {
  const date = dayOf(slot.startUtc, hours.zone)
  if (!hours.days.includes(weekdayOf(date))) return true
  return slot.startUtc < instantOfMinute(date, hours.startMin, hours.zone) || slot.endUtc > instantOfMinute(date, hours.endMin, hours.zone)
}

/** The working stretches that touch `window`, one for each working day, in order; not clipped. */
export function workStretches(hours: WorkingHours, window: Interval): Interval[] {
  const stretches: Interval[] = []
  const last = dayOf(window.endUtc, hours.zone)
  for (let date = addDays(dayOf(window.startUtc, hours.zone), -1); date <= last; date = addDays(date, 1)) {
    if (!hours.days.includes(weekdayOf(date))) continue
    const startUtc = instantOfMinute(date, hours.startMin, hours.zone)
    const endUtc = instantOfMinute(date, hours.endMin, hours.zone)
    if (startUtc < endUtc && endUtc > window.startUtc && startUtc < window.endUtc) stretches.push({ startUtc, endUtc })
  }
  return stretches
}

/** The stretches of `window` outside of the hours, sorted and disjoint; a night or a weekend is one stretch. */
export function offHoursIn(hours: WorkingHours, window: Interval): Interval[] {
  const off: Interval[] = []
  let from = window.startUtc
  for (const { startUtc, endUtc } of workStretches(hours, window)) {
    if (startUtc > from) off.push({ startUtc: from, endUtc: startUtc })
    from = Math.max(from, endUtc)
  }
  if (from < window.endUtc) off.push({ startUtc: from, endUtc: window.endUtc })
  return off
}

/** `offHoursIn` for many people: whoever keeps the same hours in the same window shares one list. */
export function offHoursOfMany(): (hours: WorkingHours, window: Interval) => readonly Interval[] {
  const known = new Map<string, readonly Interval[]>()
  return (hours, window) => {
    const key = `${hoursKey(hours)} ${window.startUtc} ${window.endUtc}`
    let off = known.get(key)
    if (off === undefined) known.set(key, (off = offHoursIn(hours, window)))
    return off
  }
}

const minuteMs = 60_000
/** A day on which nobody works is as hard as this, and nothing is harder. */
export const mostStrainMin = 480

/**
 * How many minutes of each slot lie outside of the hours, early and late together; 0 inside of them, `mostStrainMin` at most.
 * `starts` ascend, all slots are as long. A slot inside of one working stretch is no strain: the same as `isOutsideHours` says.
 */
export function strainsOf(hours: WorkingHours, starts: ArrayLike<Instant>, lengthMs: number): Float64Array {
  const strains = new Float64Array(starts.length).fill(mostStrainMin)
  if (starts.length === 0) return strains
  const marginMs = mostStrainMin * minuteMs
  const stretches = workStretches(hours, { startUtc: starts[0]! - marginMs, endUtc: starts[starts.length - 1]! + lengthMs + marginMs })
  let first = 0
  for (let i = 0; i < starts.length; i++) {
    const startUtc = starts[i]!
    const endUtc = startUtc + lengthMs
    while (first < stretches.length && stretches[first]!.endUtc + marginMs <= startUtc) first++
    for (let k = first; k < stretches.length && stretches[k]!.startUtc < endUtc + marginMs; k++) {
      const outside = (Math.max(0, stretches[k]!.startUtc - startUtc) + Math.max(0, endUtc - stretches[k]!.endUtc)) / minuteMs
      if (outside < strains[i]!) strains[i] = outside
    }
  }
  return strains
}
