import type { PlainDate, Zone } from '../model/time.ts'
import { type IcalTime, nameOfTime } from '../ical/fields.ts'
import { basicDate, civilFromDays, dateFromDays, dayMs, daysInMonth, daysOfDate, weekdayIndex } from '../time/civil.ts'
import { addDays, dayOf, startOfDay } from '../time/days.ts'
import { readRule, type Rule, weekdayWords, type WeekdayWord } from './rule.ts'

/** The same shape as `RepeatRule` of the contract, which stands on a higher rung. */
export interface RepeatRule {
  freq: 'daily' | 'weekly' | 'monthly' | 'yearly'
  interval: number
  /** Weekly: the days. Monthly with `nth`: one day, and which of them. */
  days: WeekdayWord[]
  nth: number | null
  end: { kind: 'never' } | { kind: 'until'; date: PlainDate } | { kind: 'count'; count: number }
  /** The rule's own text when the fields cannot say it; then the fields are only an approach. */
  custom: string | null
}

const freqs: Readonly<Record<string, RepeatRule['freq']>> = { DAILY: 'daily', WEEKLY: 'weekly', MONTHLY: 'monthly', YEARLY: 'yearly' }

/**
 * RRULE text → what the editor shows. Whatever the fields cannot say keeps its text in `custom`, and is written back
 * unchanged. `zone` is where a UTC UNTIL becomes a day (DTSTART's); UTC when missing. Never throws.
 */
export function toRepeatRule(rrule: string, zone: Zone = 'UTC'): RepeatRule {
  const rule = readRule(rrule)
  const freq = rule ? freqs[rule.freq] : undefined
  if (!rule || !freq) return { freq: 'daily', interval: 1, days: [], nth: null, end: { kind: 'never' }, custom: rrule }
  const [only] = rule.byDay
  const monthlyByDay = freq === 'monthly' && rule.byDay.length === 1 && only !== undefined && only.nth !== 0
  return {
    freq,
    interval: Math.min(rule.interval, 999),
    days: freq === 'weekly' || monthlyByDay ? weekdayWords.filter((_, i) => rule.byDay.some((day) => day.weekday === i)) : [],
    nth: monthlyByDay ? only.nth : null,
    end: endOf(rule, zone),
    custom: isSayable(rule, freq) ? null : rrule,
  }
}

function endOf({ count, until }: Rule, zone: Zone): RepeatRule['end'] {
  if (count !== null) return { kind: 'count', count: Math.min(count, 10_000) }
  if (!until) return { kind: 'never' }
  return { kind: 'until', date: until.form === 'utc' ? dayOf(until.wallMs, zone) : dateFromDays(Math.floor(until.wallMs / dayMs)) }
}

function isSayable(rule: Rule, freq: RepeatRule['freq']): boolean {
  if (!rule.plain || rule.interval > 999 || (rule.count ?? 0) > 10_000) return false
  if (rule.byMonth.length > 0 || rule.byMonthDay.length > 0) return false
  // Only every second week and the like depend on where a week begins; the editor writes Monday, the standard's own.
  if (freq === 'weekly') return rule.byDay.every(({ nth }) => nth === 0) && (rule.interval === 1 || rule.weekStart === 0 || rule.byDay.length < 2)
  if (freq === 'monthly') return rule.byDay.length === 0 || (rule.byDay.length === 1 && [1, 2, 3, 4, 5, -1].includes((rule.byDay[0] as { nth: number }).nth))
  return rule.byDay.length === 0
}

/** RRULE text for a series that starts at `dtstart`; UNTIL in the type ICS-7 asks for, through the end of its day. */
export function fromRepeatRule(rule: RepeatRule, dtstart: IcalTime): string {
  if (rule.custom !== null) return rule.custom
  const parts = [`FREQ=${rule.freq.toUpperCase()}`]
  if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`)
  if (rule.freq === 'weekly' && rule.days.length > 0) parts.push(`BYDAY=${weekdayWords.filter((day) => rule.days.includes(day)).join(',')}`)
  const [day] = rule.days
  if (rule.freq === 'monthly' && rule.nth !== null && day) parts.push(`BYDAY=${rule.nth}${day}`)
  if (rule.end.kind === 'count') parts.push(`COUNT=${rule.end.count}`)
  if (rule.end.kind === 'until') parts.push(`UNTIL=${untilText(rule.end.date, dtstart)}`)
  return parts.join(';')
}

/** UNTIL through the end of that day, in the type that goes with DTSTART (ICS-7). */
export function untilText(date: PlainDate, dtstart: IcalTime): string {
  const day = basicDate(daysOfDate(date))
  switch (dtstart.kind) {
    case 'date':
      return day
    case 'floating':
      return `${day}T235959`
    case 'utc':
      return `${day}T235959Z`
    case 'zoned': {
      if (!dtstart.zone) return `${day}T235959`
      return nameOfTime({ kind: 'utc', instant: startOfDay(addDays(date, 1), dtstart.zone) - 1_000 })
    }
  }
}

/**
 * The weekday, or the n-th weekday, that a start falls on, for the editor's choices ("monthly on the second Tuesday").
 * `last` tells that it is in the last week of its month.
 */
export function placeInMonth(date: PlainDate): { day: WeekdayWord; nth: number; last: boolean } {
  const days = daysOfDate(date)
  const { year, month, day } = civilFromDays(days)
  return { day: weekdayWords[weekdayIndex(days)] as WeekdayWord, nth: Math.ceil(day / 7), last: day + 7 > daysInMonth(year, month) }
}

const units = { daily: ['day', 'days'], weekly: ['week', 'weeks'], monthly: ['month', 'months'], yearly: ['year', 'years'] } as const
const ordinals: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth', [-1]: 'last' }

export interface WordsOptions {
  /** Day of DTSTART: names the day of a month or year. */
  readonly start?: PlainDate
  /** For names of days and months; English when missing, as the sentence around them is. */
  readonly locale?: string
}

/** `Every 2 weeks on Monday and Wednesday, until 12 Oct 2027`. A custom rule is told as far as its fields go. */
export function repeatInWords(rule: RepeatRule, { start, locale = 'en-GB' }: WordsOptions = {}): string {
  const [one, many] = units[rule.freq]
  const every = rule.interval === 1 ? `Every ${one}` : `Every ${rule.interval} ${many}`
  if (rule.custom !== null) return `${freqs[readRule(rule.custom)?.freq ?? ''] === undefined ? 'By a special rule' : `${every}, by a special rule`}${endInWords(rule, locale)}`
  return `${isWorkWeek(rule) ? 'Every weekday' : every + onInWords(rule, start, locale)}${endInWords(rule, locale)}`
}

const isWorkWeek = ({ freq, interval, days }: RepeatRule): boolean => freq === 'weekly' && interval === 1 && days.length === 5 && !days.includes('SA') && !days.includes('SU')

function onInWords(rule: RepeatRule, start: PlainDate | undefined, locale: string): string {
  const date = start === undefined ? null : new Date(daysOfDate(start) * dayMs)
  if (rule.freq === 'weekly') {
    const days = rule.days.length > 0 ? rule.days : start === undefined ? [] : [placeInMonth(start).day]
    if (days.length === 7) return ' on all days'
    return days.length === 0 ? '' : ` on ${new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(weekdayWords.filter((day) => days.includes(day)).map((day) => dayName(day, locale)))}`
  }
  if (rule.freq === 'monthly') {
    const [day] = rule.days
    if (rule.nth !== null && day) return ` on the ${ordinals[rule.nth] ?? `${rule.nth}.`} ${dayName(day, locale)}`
    return date ? ` on day ${date.getUTCDate()}` : ''
  }
  if (rule.freq === 'yearly' && date) return ` on ${date.toLocaleDateString(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })}`
  return ''
}

/** 5 January 1970 was a Monday. */
const dayName = (day: WeekdayWord, locale: string): string =>
  new Date((4 + weekdayWords.indexOf(day)) * dayMs).toLocaleDateString(locale, { weekday: 'long', timeZone: 'UTC' })

function endInWords({ end }: RepeatRule, locale: string): string {
  if (end.kind === 'count') return end.count === 1 ? ', once' : `, ${end.count} times`
  if (end.kind === 'never') return ''
  const date = new Date(daysOfDate(end.date) * dayMs)
  return `, until ${date.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })}`
}
