import { TZDate } from '@date-fns/tz'
import { addMonths as addMonthsTo, getISOWeek } from 'date-fns'
import type { Instant, PlainDate, Zone } from '../model/time.ts'
import { dateFromDays, dayMs, daysFromCivil, daysInMonth, daysOfDate, weekdayIndex } from './civil.ts'
import { clockOf } from './zones.ts'

/** ISO: 1 Monday … 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The day on the clocks of `zone` at `instant`. */
export const dayOf = (instant: Instant, zone: Zone): PlainDate => dateFromDays(Math.floor((instant + clockOf(zone).offsetAt(instant)) / dayMs))

/** The first instant of the day; where midnight was skipped (Cairo, Santiago) that is later than 00:00. */
export function startOfDay(date: PlainDate, zone: Zone): Instant {
  const clock = clockOf(zone)
  const midnight = daysOfDate(date) * dayMs
  const exact = clock.resolve(midnight)
  if (exact !== null) return exact
  // In a gap both readings of midnight are off by the jump; the day starts at the change itself, between them.
  let low = midnight - clock.offsetAt(midnight + 13 * 3_600_000)
  let high = midnight - clock.offsetAt(midnight - 15 * 3_600_000)
  const before = clock.offsetAt(low)
  while (high - low > 1_000) {
    const mid = Math.floor((low + high) / 2_000) * 1_000
    if (clock.offsetAt(mid) === before) low = mid
    else high = mid
  }
  return high
}

export const addDays = (date: PlainDate, n: number): PlainDate => dateFromDays(daysOfDate(date) + n)

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: PlainDate, b: PlainDate): number => daysOfDate(b) - daysOfDate(a)

export const weekdayOf = (date: PlainDate): Weekday => (weekdayIndex(daysOfDate(date)) + 1) as Weekday

/** The seven days of the week that `date` lies in. */
export function weekDays(date: PlainDate, weekStart: Weekday): PlainDate[] {
  const first = weekStartOf(daysOfDate(date), weekStart)
  return Array.from({ length: 7 }, (_, i) => dateFromDays(first + i))
}

/** A plain date as a moment of UTC, whose days are all 24 hours long: date-fns then counts in no zone that skips one. */
const utcDate = (date: PlainDate): TZDate => new TZDate(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8, 10), 'UTC')
const plainDate = (date: Date): PlainDate => date.toISOString().slice(0, 10)

/** ISO 8601 week number, 1 to 53. */
export const isoWeek = (date: PlainDate): number => getISOWeek(utcDate(date))

/** The same day `months` later, or the last of that month when it has no such day: 31 Jan + 1 is 28 Feb. */
export const addMonths = (date: PlainDate, months: number): PlainDate => plainDate(new Date(+addMonthsTo(utcDate(date), months)))

/** Whole weeks that cover the month of `date`: 28, 35 or 42 days. */
export function monthGrid(date: PlainDate, weekStart: Weekday): PlainDate[] {
  const year = +date.slice(0, 4)
  const month = +date.slice(5, 7)
  const first = weekStartOf(daysFromCivil(year, month, 1), weekStart)
  const end = weekStartOf(daysFromCivil(year, month, daysInMonth(year, month)), weekStart) + 7
  return Array.from({ length: end - first }, (_, i) => dateFromDays(first + i))
}

const weekStartOf = (days: number, weekStart: Weekday): number => days - ((weekdayIndex(days) - (weekStart - 1) + 7) % 7)
