import { slot } from '../acceptance/desk.ts'

/** The n-th working day after today, in days from today: people have working hours, and stories run on any day. */
export function workday(n: number): number {
  let days = 0
  for (let left = n; left > 0; ) {
    days += 1
    const weekday = new Date(Date.now() + days * 86_400_000).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return days
}

/** `2026-11-27`, as one would type it. */
export const dayOf = (daysAhead: number): string => slot(daysAhead, 12).localStart.slice(0, 10)

/** `Friday 27 November`, as the calendar says it. */
export const dayInWords = (daysAhead: number): string => words(daysAhead, { weekday: 'long', day: 'numeric', month: 'long' })

/** `November 2026` */
export const monthInWords = (daysAhead: number): string => words(daysAhead, { month: 'long', year: 'numeric' })

const words = (daysAhead: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(Date.parse(`${dayOf(daysAhead)}T12:00:00Z`)).replace(',', '')
