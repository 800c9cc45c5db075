import { dayMs, civilFromDays, daysFromCivil, daysInMonth, weekdayIndex } from '../time/civil.ts'
import { readBasic } from '../ical/moment.ts'

export const weekdayWords = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type WeekdayWord = (typeof weekdayWords)[number]

export interface ByDay {
  /** 0: every such day. */
  readonly nth: number
  /** Monday 0 … Sunday 6. */
  readonly weekday: number
}

/** A RRULE taken apart. `plain` says that nothing stands in it but what is listed here. */
export interface Rule {
  readonly text: string
  readonly freq: string
  readonly interval: number
  readonly count: number | null
  readonly until: { readonly wallMs: number; readonly form: 'date' | 'utc' | 'local' } | null
  readonly byDay: readonly ByDay[]
  readonly byMonthDay: readonly number[]
  readonly byMonth: readonly number[]
  readonly weekStart: number
  readonly plain: boolean
}

const freqs = new Set(['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])

/** Null when there is no known FREQ. INTERVAL or COUNT below 1 are read as if they were not there. */
export function readRule(text: string): Rule | null {
  const rule = { text, freq: '', interval: 1, count: null as number | null, until: null as Rule['until'], byDay: [] as ByDay[], byMonthDay: [] as number[], byMonth: [] as number[], weekStart: 0, plain: true }
  for (const part of text.trim().toUpperCase().split(';')) {
    const at = part.indexOf('=')
    const value = part.slice(at + 1).trim()
    switch (part.slice(0, Math.max(at, 0)).trim()) {
      case 'FREQ':
        rule.freq = value
        break
      case 'INTERVAL':
        rule.interval = Math.max(1, Number.parseInt(value, 10) || 1)
        break
      case 'COUNT':
        rule.count = Number.parseInt(value, 10) >= 1 ? Number.parseInt(value, 10) : null
        break
      case 'UNTIL':
        rule.until = readBasic(value)
        break
      case 'WKST':
        rule.weekStart = Math.max(0, weekdayWords.indexOf(value as WeekdayWord))
        break
      case 'BYDAY':
        rule.byDay = value.split(',').map(readByDay).filter((day) => day !== null)
        rule.plain &&= rule.byDay.length === value.split(',').length
        break
      case 'BYMONTHDAY':
        rule.byMonthDay = value.split(',').map(Number)
        rule.plain &&= rule.byMonthDay.every((day) => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31)
        break
      case 'BYMONTH':
        rule.byMonth = value.split(',').map(Number)
        rule.plain &&= rule.byMonth.every((month) => Number.isInteger(month) && month >= 1 && month <= 12)
        break
      case '':
        break
      default:
        rule.plain = false
    }
  }
  return freqs.has(rule.freq) ? rule : null
}

function readByDay(text: string): ByDay | null {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text.trim())
  return match ? { nth: +(match[1] ?? 0), weekday: weekdayWords.indexOf(match[2] as WeekdayWord) } : null
}

/** Days of the k-th period of a rule, ascending, also those before DTSTART; and the first k that can reach a day. */
export interface Periods {
  readonly daysOf: (k: number) => readonly number[]
  readonly reach: (day: number) => number
  /** No day of the k-th period lies before this one. */
  readonly firstDayOf: (k: number) => number
}

/**
 * The quick way, by arithmetic on days, for the rules that nearly all series have. Null: take the general way.
 * `startDay` is DTSTART's, in days since 1970.
 */
export function periodsOf(rule: Rule, startDay: number): Periods | null {
  if (!rule.plain) return null
  switch (rule.freq) {
    case 'DAILY':
      return rule.byDay.length + rule.byMonthDay.length + rule.byMonth.length === 0 ? daily(rule, startDay) : null
    case 'WEEKLY':
      return rule.byMonthDay.length + rule.byMonth.length === 0 && rule.byDay.every(({ nth }) => nth === 0) ? weekly(rule, startDay) : null
    case 'MONTHLY':
      return rule.byMonth.length === 0 ? monthly(rule, startDay) : null
    case 'YEARLY':
      return yearly(rule, startDay)
    default:
      return null
  }
}

function daily({ interval }: Rule, startDay: number): Periods {
  const firstDayOf = (k: number): number => startDay + k * interval
  return { daysOf: (k) => [firstDayOf(k)], firstDayOf, reach: (day) => Math.max(0, Math.floor((day - startDay) / interval)) }
}

function weekly({ interval, byDay, weekStart }: Rule, startDay: number): Periods {
  const intoWeek = (weekday: number): number => (weekday - weekStart + 7) % 7
  const own = intoWeek(weekdayIndex(startDay))
  const first = startDay - own
  const days = byDay.length === 0 ? [own] : sortedOnce(byDay.map(({ weekday }) => intoWeek(weekday)))
  const firstDayOf = (k: number): number => first + k * 7 * interval
  return { daysOf: (k) => days.map((day) => firstDayOf(k) + day), firstDayOf, reach: (day) => Math.max(0, Math.floor((day - first) / (7 * interval))) }
}

function monthly(rule: Rule, startDay: number): Periods | null {
  const pick = dayPicker(rule, civilFromDays(startDay).day)
  if (!pick) return null
  const { year, month } = civilFromDays(startDay)
  const at = (k: number): readonly [year: number, month: number] => {
    const months = year * 12 + month - 1 + k * rule.interval
    return [Math.floor(months / 12), (months % 12) + 1]
  }
  return {
    daysOf: (k) => pick(...at(k)),
    firstDayOf: (k) => daysFromCivil(...at(k), 1),
    reach: (day) => {
      const to = civilFromDays(day)
      return Math.max(0, Math.floor(((to.year - year) * 12 + to.month - month) / rule.interval))
    },
  }
}

function yearly(rule: Rule, startDay: number): Periods | null {
  const start = civilFromDays(startDay)
  // Without BYMONTH, a BYDAY counts in the year and a BYMONTHDAY in every month: the general way.
  if (rule.byMonth.length === 0 && rule.byDay.length + rule.byMonthDay.length > 0) return null
  const pick = dayPicker(rule, start.day)
  if (!pick) return null
  const months = rule.byMonth.length === 0 ? [start.month] : sortedOnce(rule.byMonth)
  return {
    daysOf: (k) => months.flatMap((month) => pick(start.year + k * rule.interval, month)),
    firstDayOf: (k) => daysFromCivil(start.year + k * rule.interval, 1, 1),
    reach: (day) => Math.max(0, Math.floor((civilFromDays(day).year - start.year) / rule.interval)),
  }
}

type PickDays = (year: number, month: number) => readonly number[]

/** Days a month has by BYMONTHDAY, by BYDAY with ordinals, or by DTSTART's day; those that do not exist are left out (ICS-6). */
function dayPicker({ byDay, byMonthDay }: Rule, startDay: number): PickDays | null {
  if (byDay.length === 0) {
    const wanted = byMonthDay.length === 0 ? [startDay] : byMonthDay
    return (year, month) => {
      const length = daysInMonth(year, month)
      const first = daysFromCivil(year, month, 1)
      const days = wanted.map((day) => (day < 0 ? length + day + 1 : day)).filter((day) => day >= 1 && day <= length)
      return sortedOnce(days).map((day) => first + day - 1)
    }
  }
  if (byMonthDay.length > 0 || byDay.some(({ nth }) => nth === 0 || Math.abs(nth) > 5)) return null
  return (year, month) => {
    const length = daysInMonth(year, month)
    const first = daysFromCivil(year, month, 1)
    const days = byDay.map(({ nth, weekday }) => {
      const offset = (weekday - weekdayIndex(first) + 7) % 7
      return nth > 0 ? offset + (nth - 1) * 7 : offset + (Math.floor((length - 1 - offset) / 7) + nth + 1) * 7
    })
    return sortedOnce(days.filter((day) => day >= 0 && day < length)).map((day) => first + day)
  }
}

const sortedOnce = (list: readonly number[]): readonly number[] => (list.length < 2 ? list : [...new Set(list)].sort((a, b) => a - b))

export const dayOfWall = (wallMs: number): number => Math.floor(wallMs / dayMs)
