import { RRuleTemporal } from 'rrule-temporal'
import type { Zone } from '../model/time.ts'
import { basicDateTime, dayMs } from '../time/civil.ts'
import { isKnownZone, type ZoneClock } from '../time/zones.ts'
import type { Moment } from '../ical/moment.ts'
import { dayOfWall, type Periods, periodsOf, readRule, type Rule } from './rule.ts'

/** Where a rule starts and on whose clocks it runs; `clock` is null for all-day series, whose walls are their days. */
export interface Anchor {
  readonly start: Moment
  readonly zone: Zone
  readonly clock: ZoneClock | null
}

/** Slots by instant; of all-day series by the ms of the day in UTC. Both ends inclusive. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly cap: number
}

export interface Starts {
  readonly slots: readonly number[]
  readonly truncated: boolean
  readonly problem?: string
}

/** Periods looked at before giving up: a daily rule from 1601 needs 155,000 when it must be counted. */
const maxPeriods = 300_000
const widest = 15 * 3_600_000

/**
 * The slots a rule gives inside `range`, ascending, DTSTART among them only if the rule gives it.
 * Skipped local times give no slot and do not count (ICS-5, RFC 5545 §3.3.10); UNTIL as ICS-7 repairs it.
 * Never hangs: what goes past the caps ends `truncated`. A rule that cannot be read gives nothing and a problem.
 */
export function startsOfRule(text: string, anchor: Anchor, range: Range): Starts {
  const rule = readRule(text)
  if (!rule) return { slots: [], truncated: false, problem: `The repeat rule cannot be read: ${text.slice(0, 200)}` }
  const periods = periodsOf(rule, dayOfWall(anchor.start.wallMs))
  return periods ? quick(rule, periods, anchor, range) : general(rule, anchor, range)
}

/** False when UNTIL lies before DTSTART: such a series was ended before it began and has no instance at all. */
export const beginsBeforeUntil = (text: string, anchor: Anchor): boolean => {
  const rule = readRule(text)
  return !rule?.until || !isPastUntil(rule, anchor, anchor.start.wallMs, slotOf(anchor, anchor.start.wallMs) ?? anchor.start.wallMs)
}

/** The slot of a clock reading; null in a gap, but DTSTART itself moves out of it (ICS-5). */
export function slotOf({ clock, start }: Anchor, wallMs: number): number | null {
  if (!clock) return wallMs
  return wallMs === start.wallMs ? clock.toInstant(wallMs) : clock.resolve(wallMs)
}

function isPastUntil({ until }: Rule, { start }: Anchor, wallMs: number, slot: number): boolean {
  if (!until) return false
  if (until.form === 'date') return dayOfWall(wallMs) * dayMs > until.wallMs
  // A UTC value for a series without a zone cannot mean an instant: it is read off the clock.
  if (until.form === 'utc' && (start.kind === 'zoned' || start.kind === 'utc')) return slot > until.wallMs
  return wallMs > until.wallMs
}

function quick(rule: Rule, periods: Periods, anchor: Anchor, { from, to, cap }: Range): Starts {
  const { start } = anchor
  const time = start.wallMs - dayOfWall(start.wallMs) * dayMs
  const slots: number[] = []
  const lastDay = dayOfWall(to + widest)
  let k = rule.count === null ? periods.reach(dayOfWall(from - widest)) : 0
  let left = rule.count ?? Number.POSITIVE_INFINITY
  for (let looked = 0; periods.firstDayOf(k) <= lastDay; k++, looked++) {
    if (looked > maxPeriods) return { slots, truncated: true }
    for (const day of periods.daysOf(k)) {
      const wallMs = day * dayMs + time
      if (wallMs < start.wallMs) continue
      const slot = slotOf(anchor, wallMs)
      if (slot === null) continue
      if (slot > to || isPastUntil(rule, anchor, wallMs, slot)) return { slots, truncated: false }
      if (slot >= from) {
        if (slots.length >= cap) return { slots, truncated: true }
        slots.push(slot)
      }
      if (--left === 0) return { slots, truncated: false }
    }
  }
  return { slots, truncated: false }
}

const unitMs: Readonly<Record<string, number>> = { SECONDLY: 1_000, MINUTELY: 60_000, HOURLY: 3_600_000 }
const maxPieces = 200

/**
 * Every other rule, by rrule-temporal. All-day and floating series, and those in zones of their own, run on UTC
 * clocks and are put on theirs afterwards (bound: COUNT then counts skipped times too).
 */
function general(rule: Rule, anchor: Anchor, { from, to, cap }: Range): Starts {
  const { start, zone, clock } = anchor
  const zoned = clock !== null && start.kind !== 'floating' && isKnownZone(zone)
  const inUtc = !zoned || zone === 'UTC'
  const shift = (at: number, side: number): number => (zoned ? at : at + side * widest)
  try {
    const line = inUtc ? `DTSTART:${basicDateTime(start.wallMs)}Z` : `DTSTART;TZID=${zone}:${basicDateTime(start.wallMs)}`
    const engine = new RRuleTemporal({ rruleString: `${line}\nRRULE:${ruleText(rule)}`, cache: false })
    const found = between(engine, shift(from, -1), shift(to, 1), { unit: unitMs[rule.freq] ?? null, cap })
    const slots: number[] = []
    for (const at of found.slots) {
      const wallMs = zoned ? at + (clock?.offsetAt(at) ?? 0) : at
      const slot = zoned ? at : slotOf(anchor, wallMs)
      if (slot === null || slot < from || slot > to || isPastUntil(rule, anchor, wallMs, slot)) continue
      slots.push(slot)
    }
    return { ...found, slots }
  } catch (error) {
    return { slots: [], truncated: true, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** UNTIL is ours to judge (ICS-7); INTERVAL and COUNT below 1 were dropped on reading, empty parts too. */
const ruleText = (rule: Rule): string =>
  rule.text
    .trim()
    .toUpperCase()
    .split(';')
    .filter((part) => {
      const [name, value] = part.split('=')
      if (name === 'UNTIL' || !value) return false
      return !((name === 'INTERVAL' || name === 'COUNT') && !(Number.parseInt(value, 10) >= 1))
    })
    .join(';')

/** At once where the engine's own caps allow, else piece by piece from the front. */
function between(engine: RRuleTemporal, from: number, to: number, { unit, cap }: { unit: number | null; cap: number }): Starts {
  const whole = ask(engine, from, to)
  if (whole) return whole.length > cap ? { slots: whole.slice(0, cap), truncated: true } : { slots: whole, truncated: false }
  const slots: number[] = []
  const piece = unit === null ? (to - from) / maxPieces : unit * 5_000
  for (let i = 0, at = from; unit !== null && i < maxPieces && at <= to; i++, at += piece) {
    const found = ask(engine, at, Math.min(at + piece - 1, to))
    if (!found) break
    slots.push(...found)
    if (slots.length >= cap) return { slots: slots.slice(0, cap), truncated: true }
    if (at + piece > to) return { slots, truncated: false }
  }
  return { slots, truncated: true, problem: 'The repeat rule needs more steps than are allowed; only its first instances are shown.' }
}

/** Null: the engine met one of its caps. */
function ask(engine: RRuleTemporal, from: number, to: number): number[] | null {
  try {
    return engine.between(new Date(from), new Date(to), true).map((at) => at.epochMilliseconds)
  } catch (error) {
    if (error instanceof Error && /exceeded/i.test(error.message)) return null
    throw error
  }
}
