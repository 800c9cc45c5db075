import type { Instant, Interval, PlainDate, Zone } from '../model/time.ts'
import { daysBetween } from '../time/days.ts'
import { toLocal } from '../time/zones.ts'
import { dateInWords, daysInWords, timeInWords, timesInWords } from './times.ts'

/** Single pieces of a date, for date leaves, rulers and ledgers; whole moments are in times.ts. */

const formats = new Map<string, Intl.DateTimeFormat>()

function piece(date: PlainDate, name: string, options: Intl.DateTimeFormatOptions): string {
  let made = formats.get(name)
  if (!made) formats.set(name, (made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })))
  return made.format(Date.parse(`${date}T12:00:00Z`)).replace(',', '')
}

/** `Wed 14 October` */
export const longDay = (date: PlainDate): string => piece(date, 'longDay', { weekday: 'short', day: 'numeric', month: 'long' })
/** `Wed 14 Oct 2026` */
export const dayWithYear = (date: PlainDate): string => piece(date, 'dayWithYear', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
/** `14 October` */
export const dayAndMonth = (date: PlainDate): string => piece(date, 'dayAndMonth', { day: 'numeric', month: 'long' })
/** `14 Oct` */
export const shortDate = (date: PlainDate): string => piece(date, 'shortDate', { day: 'numeric', month: 'short' })
/** `Wednesday` */
export const weekdayName = (date: PlainDate): string => piece(date, 'weekday', { weekday: 'long' })
/** `October` */
export const monthName = (date: PlainDate): string => piece(date, 'month', { month: 'long' })
/** `Oct` */
export const shortMonth = (date: PlainDate): string => piece(date, 'shortMonth', { month: 'short' })
export const dayOfMonth = (date: PlainDate): string => String(Number(date.slice(8, 10)))
export const localDate = (instant: Instant, zone: Zone): PlainDate => toLocal(instant, zone).slice(0, 10)

/** `Wed 14 Oct, 15:00–16:30`; an all-day span shows its days. */
export function spanInWords(span: Interval & { readonly startDate: PlainDate | null; readonly endDate?: PlainDate | null }, zone: Zone): string {
  if (span.startDate !== null) {
    const days = span.endDate ? daysInWords(span.startDate, span.endDate) : dateInWords(span.startDate)
    return `${days}, all day`
  }
  return `${dateInWords(localDate(span.startUtc, zone))}, ${timesInWords(span.startUtc, span.endUtc, { zone })}`
}

/** `America/New_York` → `New York`: what people call a zone by. */
export const zoneCity = (zone: Zone): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** `Today 10:43`, `Mon 18:04` within a week, else `2 Oct 09:40`: for ledgers. */
export function momentInWords(instant: Instant, nowUtc: Instant, zone: Zone): string {
  const date = localDate(instant, zone)
  const ago = daysBetween(date, localDate(nowUtc, zone))
  const day = ago === 0 ? 'Today' : ago === 1 ? 'Yesterday' : ago > 0 && ago < 7 ? piece(date, 'shortWeekday', { weekday: 'short' }) : shortDate(date)
  return `${day} ${timeInWords(instant, { zone })}`
}

/** The same within a sentence: `today 10:43`, `yesterday 18:04`; names of days and months keep their capital. */
export const momentInSentence = (instant: Instant, nowUtc: Instant, zone: Zone): string => momentInWords(instant, nowUtc, zone).replace(/^(?:Today|Yesterday)/, (word) => word.toLowerCase())
