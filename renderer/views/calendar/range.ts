import { addDays, addMonths, isoWeek, monthGrid, startOfDay, weekDays, type Weekday } from '../../../shared/time/days.ts'
import type { Interval, PlainDate, Zone } from '../../../shared/model/time.ts'

export type Mode = 'day' | 'week' | 'month' | 'agenda'

/** How far the agenda looks ahead. */
const agendaDays = 30

/** The days a mode shows when `date` is in view. */
export function daysInView(mode: Mode, date: PlainDate, weekStart: Weekday): readonly PlainDate[] {
  switch (mode) {
    case 'day':
      return [date]
    case 'week':
      return weekDays(date, weekStart)
    case 'month':
      return monthGrid(date, weekStart)
    case 'agenda':
      return Array.from({ length: agendaDays }, (_, n) => addDays(date, n))
  }
}

/** The time that must be known to draw `days`. */
export function windowOf(days: readonly PlainDate[], zone: Zone): Interval {
  return { startUtc: startOfDay(days[0]!, zone), endUtc: startOfDay(addDays(days[days.length - 1]!, 1), zone) }
}

/** One page back (-1) or on (1). Months keep the day of the month where it exists. */
export function stepDate(mode: Mode, date: PlainDate, direction: -1 | 1): PlainDate {
  switch (mode) {
    case 'day':
      return addDays(date, direction)
    case 'week':
      return addDays(date, 7 * direction)
    case 'month':
      return addMonths(date, direction)
    case 'agenda':
      return addDays(date, agendaDays * direction)
  }
}

/** What stands in the bar: `October 2026` and, quieter, `Week 42`. */
export function titleOf(mode: Mode, date: PlainDate, days: readonly PlainDate[]): { readonly main: string; readonly extra: string } {
  switch (mode) {
    case 'day':
      return { main: say(date, { day: 'numeric', month: 'long', year: 'numeric' }), extra: say(date, { weekday: 'long' }) }
    case 'week':
      return { main: monthsOf(days), extra: `Week ${isoWeek(days[Math.min(3, days.length - 1)]!)}` }
    case 'month':
      return { main: say(date, { month: 'long', year: 'numeric' }), extra: '' }
    case 'agenda':
      return { main: monthsOf(days), extra: '' }
  }
}

/** `October 2026`, `Oct – Nov 2026`, `Dec 2026 – Jan 2027`. */
function monthsOf(days: readonly PlainDate[]): string {
  const first = days[0]!
  const last = days[days.length - 1]!
  if (first.slice(0, 7) === last.slice(0, 7)) return say(first, { month: 'long', year: 'numeric' })
  if (first.slice(0, 4) === last.slice(0, 4)) return `${say(first, { month: 'short' })} – ${say(last, { month: 'short', year: 'numeric' })}`
  return `${say(first, { month: 'short', year: 'numeric' })} – ${say(last, { month: 'short', year: 'numeric' })}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A date in words. Dates have no zone, so they are formatted as if in UTC. */
export function say(date: PlainDate, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options)
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })))
  return format.format(Date.parse(`${date}T00:00:00Z`)).replace(',', '')
}
