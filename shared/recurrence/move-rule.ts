import { type IcalTime, momentOf } from '../ical/fields.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { PlainDate } from '../model/time.ts'
import { civilFromDays, dateFromDays, dayMs, daysFromCivil, daysInMonth, daysOfDate, weekdayIndex } from '../time/civil.ts'
import { clockOf } from '../time/zones.ts'
import { toRepeatRule, fromRepeatRule, untilText, type RepeatRule } from './describe.ts'
import { type ByDay, dayOfWall, readRule, type Rule, weekdayWords } from './rule.ts'

/** DTSTART before and after, and one date of the series (DTSTART's or another's) with where it is put: days on the clocks of the series. */
export interface RuleMove {
  readonly before: IcalTime
  readonly after: IcalTime
  readonly from: PlainDate
  readonly to: PlainDate
}

/**
 * Why a rule cannot go along. `other-month`: a date of a monthly series would leave its month. `uneven-months`: the old or the new day is
 * missing in some months, so dates would vanish or come up. `not-last`: the last such weekday of a month would go to one that is not the last. `special-rule`: its days cannot be moved part by part.
 */
export type RuleMoveProblem = 'other-month' | 'uneven-months' | 'not-last' | 'special-rule'

export interface MovedRule {
  readonly text: string
  /** The day DTSTART must have to be a date of the rule (ICS-8): that of `after`, or the same weekday in another week of its month. */
  readonly start: PlainDate
  /** Where a day of the old rule lies in the new one, in days since 1970; null for days that are moved by the same number of days. */
  readonly place: (day: number) => number | null
}

/**
 * RRULE text → the rule whose dates are those of the old one, moved (ITP-44, RFC 5545 §3.3.10): weekdays and days of the month shift by as
 * many days, and where they are grouped in weeks, WKST with them; the nth weekday of a month becomes the one that `to` is. UNTIL keeps the
 * last date in, in the type ICS-7 asks for; COUNT and all else stay. A rule that cannot be read is a `special-rule`, unless the day stays.
 */
export function moveRule(text: string, move: RuleMove): Result<MovedRule, RuleMoveProblem> {
  const rule = readRule(text)
  const days = daysOfDate(move.to) - daysOfDate(move.from)
  const start = dayOf(move.after)
  if (rule === null) return days === 0 ? ok({ text, start: dateFromDays(start), place: nowhere }) : fail('special-rule')
  const parts = days === 0 ? ok<Parts>({ set: {}, place: nowhere }) : partsOf(rule, move, days)
  if (!parts.ok) return parts
  const { set, place } = parts.value
  const last = lastDay(rule, move.before)
  const until: Parts['set'] = last === null ? {} : { UNTIL: untilText(dateFromDays(place(lastWith(place, last)) ?? last + days), move.after) }
  return ok({ text: withParts(text, { ...set, ...until }), start: dateFromDays(place(dayOf(move.before)) ?? start), place })
}

/** The same for what the editor holds: the whole of it moves, its end too. Null: it cannot. */
export function moveRepeat(repeat: RepeatRule, from: PlainDate, to: PlainDate): RepeatRule | null {
  if (from === to) return repeat
  const before: IcalTime = { kind: 'date', date: from }
  const moved = moveRule(fromRepeatRule(repeat, before), { before, after: { kind: 'date', date: to }, from, to })
  return moved.ok ? toRepeatRule(moved.value.text) : null
}

interface Parts {
  /** Parts of the rule with their new values; '' takes one out. */
  readonly set: Readonly<Record<string, string>>
  readonly place: MovedRule['place']
}

const nowhere = (): null => null
const dayOf = (time: IcalTime): number => dayOfWall(momentOf(time).wallMs)

function partsOf(rule: Rule, move: RuleMove, days: number): Result<Parts, RuleMoveProblem> {
  const none = rule.byDay.length + rule.byMonthDay.length + rule.byMonth.length === 0
  if (!rule.plain) return fail('special-rule')
  if (none && rule.freq !== 'MONTHLY' && rule.freq !== 'YEARLY') return ok({ set: {}, place: nowhere })
  if (rule.byMonth.length > 0) return fail('special-rule')
  switch (rule.freq) {
    case 'DAILY':
    case 'WEEKLY':
      return rule.byMonthDay.length > 0 || rule.byDay.some(({ nth }) => nth !== 0) ? fail('special-rule') : ok({ set: weekParts(rule, weekdayIndex(dayOf(move.before)), days), place: nowhere })
    case 'MONTHLY':
      return rule.byDay.length === 0 ? monthDays(rule, move, days) : nthDay(rule, move)
    case 'YEARLY':
      return none ? yearDay(move) : fail('special-rule')
    default:
      return fail('special-rule')
  }
}

const turned = (weekday: number, days: number): number => (((weekday + days) % 7) + 7) % 7

/** Every second week and the like: dates that were of one week stay of one week, so the week begins as much later. Left out where Monday does as well. */
function weekParts({ freq, interval, byDay, weekStart }: Rule, first: number, days: number): Parts['set'] {
  const moved = byDay.map(({ weekday }) => turned(weekday, days))
  const set = { BYDAY: [...new Set(moved)].sort((a, b) => a - b).map((weekday) => weekdayWords[weekday]).join(',') }
  if (freq === 'DAILY' || interval === 1) return set
  const offsets = [first, ...byDay.map(({ weekday }) => weekday)].map((weekday) => turned(weekday, days) - turned(weekday, -weekStart))
  return { ...set, WKST: offsets.every((offset) => offset === offsets[0]) ? '' : (weekdayWords[turned(weekStart, days)] ?? '') }
}

/** Days that every month has, and still has after the move. */
function monthDays({ byMonthDay }: Rule, { before, from, to }: RuleMove, days: number): Result<Parts, RuleMoveProblem> {
  const old = byMonthDay.length > 0 ? byMonthDay : [civilFromDays(dayOf(before)).day]
  const moved = old.map((day) => day + days)
  if (from.slice(0, 7) !== to.slice(0, 7) || moved.some((day, i) => Math.sign(day) !== Math.sign(old[i] ?? 0) || Math.abs(day) > 31)) return fail('other-month')
  if ([...old, ...moved].some((day) => Math.abs(day) > 28)) return fail('uneven-months')
  return ok<Parts>({ set: byMonthDay.length > 0 ? { BYMONTHDAY: moved.join(',') } : {}, place: nowhere })
}

/** The second Tuesday becomes the second Wednesday, or the third, as the date that was moved says; each date stays in its month. */
function nthDay({ byDay, byMonthDay }: Rule, { from, to }: RuleMove): Result<Parts, RuleMoveProblem> {
  const [old, ...more] = byDay
  if (old === undefined || old.nth === 0 || old.nth < -1 || more.length > 0 || byMonthDay.length > 0) return fail('special-rule')
  if (from.slice(0, 7) !== to.slice(0, 7)) return fail('other-month')
  const { year, month, day } = civilFromDays(daysOfDate(to))
  const nth = old.nth > 0 ? Math.ceil(day / 7) : -1
  if (nth < 0 && day + 7 <= daysInMonth(year, month)) return fail('not-last')
  if (old.nth > 4 || nth > 4) return fail('uneven-months')
  const now: ByDay = { nth, weekday: weekdayIndex(daysOfDate(to)) }
  const place = (one: number): number | null => {
    const at = civilFromDays(one)
    return nthOf(old, at.year, at.month) === one ? nthOf(now, at.year, at.month) : null
  }
  return ok({ set: { BYDAY: `${nth}${weekdayWords[now.weekday]}` }, place })
}

/** For ordinals from -1 to 4, which every month has. */
function nthOf({ nth, weekday }: ByDay, year: number, month: number): number {
  const first = daysFromCivil(year, month, 1)
  const offset = turned(weekday, -weekdayIndex(first))
  return first + offset + (nth > 0 ? nth - 1 : Math.floor((daysInMonth(year, month) - 1 - offset) / 7)) * 7
}

/** The same day of every year: 29 February is in few of them, and days beside it are not as far apart in all. */
function yearDay({ before, from, to }: RuleMove): Result<Parts, RuleMoveProblem> {
  const start = dateFromDays(dayOf(before) + daysOfDate(to) - daysOfDate(from))
  const days = [from, to, start, dateFromDays(dayOf(before))].map((date) => date.slice(5))
  return days.includes('02-29') || start.slice(5) !== to.slice(5) ? fail('uneven-months') : ok({ set: {}, place: nowhere })
}

/** The last day of which UNTIL still lets a date in, on the clocks of the series; null without UNTIL. */
function lastDay({ until }: Rule, before: IcalTime): number | null {
  if (until === null) return null
  const start = momentOf(before)
  const zoned = until.form === 'utc' && before.kind === 'zoned' && before.zone !== null
  const wallMs = zoned ? until.wallMs + clockOf(before.zone).offsetAt(until.wallMs) : until.wallMs
  const day = dayOfWall(wallMs)
  return until.form === 'date' || wallMs - day * dayMs >= start.wallMs - dayOfWall(start.wallMs) * dayMs ? day : day - 1
}

/** The last day up to `day` that the old rule has, where days move one by one; else `day` itself. */
function lastWith(place: MovedRule['place'], day: number): number {
  for (let back = 0; back < 62; back++) if (place(day - back) !== null) return day - back
  return day
}

/** Parts keep their order; new ones come last. */
function withParts(text: string, set: Parts['set']): string {
  const left = new Map(Object.entries(set))
  const parts = text.split(';').flatMap((part) => {
    const name = part.slice(0, Math.max(part.indexOf('='), 0)).trim().toUpperCase()
    const value = left.get(name)
    if (value === undefined) return [part]
    left.delete(name)
    return value === '' ? [] : [`${name}=${value}`]
  })
  return [...parts, ...[...left].flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`]))].join(';')
}
