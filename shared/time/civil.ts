import type { LocalDateTime, PlainDate } from '../model/time.ts'

export const dayMs = 86_400_000

/** Days since 1970-01-01 of a day in the proleptic Gregorian calendar; any year, and days out of range carry over. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5)
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear + day - 1 - 719_468
}

export interface Civil {
  readonly year: number
  readonly month: number
  readonly day: number
}

export function civilFromDays(days: number): Civil {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const m = Math.floor((5 * dayOfYear + 2) / 153)
  const month = m < 10 ? m + 3 : m - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1 }
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** `month` is 1…12. */
export const daysInMonth = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0))

/** Monday 0 … Sunday 6. */
export const weekdayIndex = (days: number): number => (((days + 3) % 7) + 7) % 7

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`)
const four = (n: number): string => `${n}`.padStart(4, '0')

export function dateFromDays(days: number): PlainDate {
  const { year, month, day } = civilFromDays(days)
  return `${four(year)}-${two(month)}-${two(day)}`
}

/** In: `YYYY-MM-DD`, trusted. */
export const daysOfDate = (date: PlainDate): number => daysFromCivil(+date.slice(0, 4), +date.slice(5, 7), +date.slice(8, 10))

/** Clock reading as ms, as if the clock stood in UTC. In: `YYYY-MM-DDTHH:MM:SS`, trusted. */
export const wallOfLocal = (local: LocalDateTime): number =>
  daysOfDate(local) * dayMs + +local.slice(11, 13) * 3_600_000 + +local.slice(14, 16) * 60_000 + +local.slice(17, 19) * 1_000

export function localOfWall(wallMs: number): LocalDateTime {
  const days = Math.floor(wallMs / dayMs)
  const s = Math.floor((wallMs - days * dayMs) / 1_000)
  return `${dateFromDays(days)}T${two(Math.floor(s / 3_600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
}

/** `20261014` */
export function basicDate(days: number): string {
  const { year, month, day } = civilFromDays(days)
  return `${four(year)}${two(month)}${two(day)}`
}

/** `20261014T150000`, without a `Z`. */
export function basicDateTime(wallMs: number): string {
  const days = Math.floor(wallMs / dayMs)
  const s = Math.floor((wallMs - days * dayMs) / 1_000)
  return `${basicDate(days)}T${two(Math.floor(s / 3_600))}${two(Math.floor(s / 60) % 60)}${two(s % 60)}`
}
