import type { Instant, PlainDate, Zone } from '../model/time.ts'

/** Times and days as people read them: 24 hours, en dash without spaces, short names. */

const formats = new Map<string, Intl.DateTimeFormat>()
function format(zone: Zone, options: Intl.DateTimeFormatOptions, locale: string): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`
  let f = formats.get(key)
  if (f === undefined) {
    f = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
    formats.set(key, f)
  }
  return f
}

export interface WordOptions {
  readonly zone: Zone
  /** `en-GB` when missing. */
  readonly locale?: string
  /** The year is told when it is not this one's. */
  readonly nowUtc?: Instant
}

const localeOf = (o: { readonly locale?: string }): string => o.locale ?? 'en-GB'
/** Noon in UTC: a plain date is formatted there, so that no zone can shift its day. */
const noonOf = (date: PlainDate): Instant => Date.parse(`${date}T12:00:00Z`)
const dayOptions: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' }

const isOtherYear = (at: Instant, o: WordOptions): boolean => {
  if (o.nowUtc === undefined) return false
  const year = format(o.zone, { year: 'numeric' }, 'en-GB')
  return year.format(at) !== year.format(o.nowUtc)
}

const withoutComma = (text: string): string => text.replaceAll(',', '')

/** `15:00` */
export const timeInWords = (at: Instant, o: WordOptions): string => format(o.zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, localeOf(o)).format(at)

/** `09:30` of minutes after midnight; a day that ends there is `24:00`. */
export const minuteInWords = (min: number): string => `${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}`

/** `Wed 14 Oct`, with the year when it is another one. */
export const dayInWords = (at: Instant, o: WordOptions): string =>
  withoutComma(format(o.zone, isOtherYear(at, o) ? { ...dayOptions, year: 'numeric' } : dayOptions, localeOf(o)).format(at))

export const dateInWords = (date: PlainDate, o: Omit<WordOptions, 'zone'> = {}): string => dayInWords(noonOf(date), { ...o, zone: 'UTC' })

/** `15:00–16:30`; with `+1` when it ends on a later day, `+1` per day. */
export function timesInWords(startUtc: Instant, endUtc: Instant, o: WordOptions): string {
  if (endUtc <= startUtc) return timeInWords(startUtc, o)
  const shift = dayShift(startUtc, endUtc, o.zone)
  return `${timeInWords(startUtc, o)}–${timeInWords(endUtc, o)}${shift > 0 ? ` +${shift}` : ''}`
}

/** Days between two instants on the clocks of a zone; the shift between two zones for one instant uses `dayShiftOf`. */
export function dayShift(fromUtc: Instant, toUtc: Instant, zone: Zone): number {
  return Math.round((dayNumber(toUtc, zone) - dayNumber(fromUtc, zone)) / 86_400_000)
}

/** How the day differs for a person in `there` from `here`, at one instant: -1, 0, 1. */
export const dayShiftOf = (at: Instant, here: Zone, there: Zone): number => Math.round((dayNumber(at, there) - dayNumber(at, here)) / 86_400_000)

function dayNumber(at: Instant, zone: Zone): number {
  const parts = format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-GB').formatToParts(at)
  const of = (type: string): number => Number(parts.find((p) => p.type === type)?.value)
  return Date.UTC(of('year'), of('month') - 1, of('day'))
}

/** `Wed 14 Oct, 15:00–16:30`; `Wed 14 Oct, 22:00 – Thu 15 Oct, 09:00` when it lasts over a day's end by more than a night. */
export function whenInWords(startUtc: Instant, endUtc: Instant, o: WordOptions): string {
  if (dayShift(startUtc, endUtc, o.zone) > 1) return `${dayInWords(startUtc, o)}, ${timeInWords(startUtc, o)} – ${dayInWords(endUtc, o)}, ${timeInWords(endUtc, o)}`
  return `${dayInWords(startUtc, o)}, ${timesInWords(startUtc, endUtc, o)}`
}

/** `Wed 14 Oct`, `Wed 14 – Fri 16 Oct`; `endDate` is exclusive, people read the last day. */
export function daysInWords(startDate: PlainDate, endDate: PlainDate, o: Omit<WordOptions, 'zone'> = {}): string {
  const last = new Date(noonOf(endDate) - 86_400_000).toISOString().slice(0, 10)
  if (last <= startDate) return dateInWords(startDate, o)
  return `${dateInWords(startDate, o)} – ${dateInWords(last, o)}`
}

/** `45 min`, `1 h`, `1 h 30 min`, `2 days`. */
export function lengthInWords(minutes: number): string {
  if (minutes % 1440 === 0 && minutes > 0) return minutes === 1440 ? '1 day' : `${minutes / 1440} days`
  const h = Math.floor(minutes / 60)
  const m = minutes % 60
  return h === 0 ? `${m} min` : m === 0 ? `${h} h` : `${h} h ${m} min`
}
