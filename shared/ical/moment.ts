import { basicDate, basicDateTime, dateFromDays, dayMs, daysFromCivil, daysInMonth } from '../time/civil.ts'
import { startOfDay } from '../time/days.ts'
import { clockOf } from '../time/zones.ts'
import type { Instant, PlainDate, Zone } from '../model/time.ts'

/** A time as ms: of the instant for `utc`; else of the clock reading, as if that clock stood in UTC. */
export interface Moment {
  readonly kind: 'date' | 'utc' | 'zoned' | 'floating'
  readonly wallMs: number
  readonly tzid: string | null
  /** Null for a TZID that nothing explains: such a time floats (ICS-11). */
  readonly zone: Zone | null
}

/** Nominal days and exact ms apart: P1D is not PT24H where clocks change (ICS-4). */
export interface Duration {
  readonly days: number
  readonly ms: number
}

const durationForm = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i

export function readDuration(text: string): Duration | null {
  const match = durationForm.exec(text.trim())
  if (!match || !/\d/.test(text)) return null
  const [, sign, weeks, days, hours, minutes, seconds] = match
  const factor = sign === '-' ? -1 : 1
  return {
    days: factor * (+(weeks ?? 0) * 7 + +(days ?? 0)),
    ms: factor * (+(hours ?? 0) * 3_600 + +(minutes ?? 0) * 60 + +(seconds ?? 0)) * 1_000,
  }
}

const digits = (text: string, from: number, length: number): number => {
  let n = 0
  for (let i = from; i < from + length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    n = n * 10 + digit
  }
  return n
}

/** In: `20261014` or `20261014T150000[Z]`. Null for anything that names no day and time of the calendar. A leap second becomes :59. */
export function readBasic(text: string): { readonly wallMs: number; readonly form: 'date' | 'utc' | 'local' } | null {
  const year = digits(text, 0, 4)
  const month = digits(text, 4, 2)
  const day = digits(text, 6, 2)
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return null
  const date = daysFromCivil(year, month, day) * dayMs
  if (text.length === 8) return { wallMs: date, form: 'date' }
  if (text.charCodeAt(8) !== 84) return null
  const hour = digits(text, 9, 2)
  const minute = digits(text, 11, 2)
  const second = text.length >= 15 ? digits(text, 13, 2) : Number.NaN
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return null
  const utc = text.length === 16 && (text[15] === 'Z' || text[15] === 'z')
  if (!utc && text.length !== 15) return null
  return { wallMs: date + (hour * 3_600 + minute * 60 + Math.min(second, 59)) * 1_000, form: utc ? 'utc' : 'local' }
}

/** Zone whose clocks the moment is read on. */
export const zoneOfMoment = (m: Moment, floatingZone: Zone): Zone => (m.kind === 'utc' ? 'UTC' : (m.zone ?? floatingZone))

/** The instant; of a date its first one in `floatingZone`. */
export function instantOfMoment(m: Moment, floatingZone: Zone): Instant {
  if (m.kind === 'utc') return m.wallMs
  if (m.kind === 'date') return startOfDay(dateFromDays(m.wallMs / dayMs), floatingZone)
  return clockOf(m.zone ?? floatingZone).toInstant(m.wallMs)
}

/**
 * How the contract names an instance: UTC for a timed one, the day for an all-day one. A floating time keeps its
 * clock reading under the `Z`, so that the name does not change with the zone of whoever looks.
 */
export function recurrenceName(m: Moment): string {
  if (m.kind === 'date') return basicDate(m.wallMs / dayMs)
  return `${basicDateTime(m.zone ? clockOf(m.zone).toInstant(m.wallMs) : m.wallMs)}Z`
}

/**
 * RECURRENCE-ID, EXDATE and RDATE in the type of the series they belong to: some programs write a day for a timed
 * series, a time for an all-day one, or a floating time for a zoned one.
 */
export function asSlotOf(start: Moment, m: Moment): Moment {
  if (start.kind === 'date') return m.kind === 'date' ? m : { kind: 'date', wallMs: Math.floor(m.wallMs / dayMs) * dayMs, tzid: null, zone: null }
  if (m.kind === 'date') return { ...start, wallMs: m.wallMs + (start.wallMs - Math.floor(start.wallMs / dayMs) * dayMs) }
  if (m.kind === 'floating' && start.kind !== 'floating') return { ...start, wallMs: m.wallMs }
  return m
}

/** Length of an event as the standard counts it: DTEND of a zoned start is exact time, a DURATION has nominal days (ICS-3, ICS-4). */
export type Length = { readonly kind: 'days'; readonly days: number } | { readonly kind: 'exact'; readonly ms: number } | { readonly kind: 'nominal'; readonly days: number; readonly ms: number }

export interface Times {
  readonly start: Moment
  readonly end: Moment | null
  readonly duration: string | null
}

/** Never negative. A DTEND of another type than DTSTART is read as DTSTART's type (ICS-3). */
export function lengthOf({ start, end, duration }: Times, floatingZone: Zone): Length {
  const length = end ? null : duration === null ? null : readDuration(duration)
  if (start.kind === 'date') {
    if (end) return { kind: 'days', days: Math.max(1, Math.ceil(end.wallMs / dayMs) - start.wallMs / dayMs) }
    return { kind: 'days', days: Math.max(1, length ? length.days + Math.ceil(length.ms / dayMs) : 1) }
  }
  if (end) {
    const sameClock: Moment = end.kind === 'date' ? { ...start, wallMs: end.wallMs } : end
    return { kind: 'exact', ms: Math.max(0, instantOfMoment(sameClock, floatingZone) - instantOfMoment(start, floatingZone)) }
  }
  if (!length || length.days < 0 || length.ms < 0) return { kind: 'exact', ms: 0 }
  return length.days === 0 ? { kind: 'exact', ms: length.ms } : { kind: 'nominal', ...length }
}

/** End of an instance that starts at `start`; not for all-day ones. */
export function endAfter(startUtc: Instant, length: Length, zone: Zone): Instant {
  if (length.kind === 'exact') return startUtc + length.ms
  const clock = clockOf(zone)
  const wall = startUtc + clock.offsetAt(startUtc) + length.days * dayMs
  return clock.toInstant(wall) + (length.kind === 'nominal' ? length.ms : 0)
}

export interface EventSpan {
  readonly startUtc: Instant
  readonly endUtc: Instant
  /** Set for all-day events only; `endDate` is exclusive. */
  readonly startDate: PlainDate | null
  readonly endDate: PlainDate | null
}

/** The span of the event itself, not of its repetitions. All-day: the days as they lie in `floatingZone`. */
export function spanOfTimes(times: Times, floatingZone: Zone): EventSpan {
  const { start } = times
  const length = lengthOf(times, floatingZone)
  if (length.kind === 'days') {
    const first = start.wallMs / dayMs
    const startDate = dateFromDays(first)
    const endDate = dateFromDays(first + length.days)
    return { startUtc: startOfDay(startDate, floatingZone), endUtc: startOfDay(endDate, floatingZone), startDate, endDate }
  }
  const startUtc = instantOfMoment(start, floatingZone)
  return { startUtc, endUtc: endAfter(startUtc, length, zoneOfMoment(start, floatingZone)), startDate: null, endDate: null }
}
