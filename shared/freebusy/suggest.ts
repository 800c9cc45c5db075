import type { Instant, Interval, PlainDate, Zone } from '../model/time.ts'
import { addDays, dayOf, daysBetween, startOfDay, weekdayOf } from '../time/days.ts'
import { instantOfMinute, isOutsideHours, type WorkingHours } from './hours.ts'
import { judge, type Judged, type JudgeInput, type SuggestRow } from './judge.ts'
import { countStates, slotStateOf, type SlotCounts, type SlotState } from './slot.ts'

export type { SuggestRow } from './judge.ts'

export interface SuggestInput extends JudgeInput {
  /** Meetings lie inside of it; their buffers need not. */
  readonly window: Interval
  /** The organizer's clock: steps and hours are counted on it. */
  readonly zone: Zone
  /** The organizer's hours: no start outside of them, and they stand in for people whose own are not known. Null: any hour. */
  readonly workingHours: WorkingHours | null
  /** Starts lie on multiples of it, 15 when missing (FBA-15: never the data). */
  readonly stepMin?: number
  /** How many to give; 5 when missing. */
  readonly limit?: number
}

export interface Suggestion extends Interval {
  /** Lower is better; made of who is hindered, how far outside of their hours people are, and how many days it is away. */
  readonly cost: number
  readonly counts: SlotCounts
  /** In the order of the rows; what is true at the meeting itself, without its buffers. */
  readonly people: readonly { readonly address: string; readonly state: SlotState }[]
  /** "Not verified for X": addresses whose time is not known there. */
  readonly notVerified: readonly string[]
  /** Addresses of those who could not come. */
  readonly missing: readonly string[]
}

const minuteMs = 60_000
const dayMs = 86_400_000
const perDay = 2
const dayCost = 0.5

/**
 * The best times for a meeting, three-valued: free, not free, not known (FBA-16, T-A17). Best first; equal ones earliest first.
 * No two overlap, and at most two lie on one day while other days have some.
 */
export function suggestTimes(input: SuggestInput): Suggestion[] {
  const limit = input.limit ?? 5
  const { starts, cost } = ranked(input)
  const lengthMs = input.durationMin * minuteMs
  const order = [...starts.keys()].filter((i) => cost[i] !== Infinity).sort((a, b) => cost[a]! - cost[b]! || a - b)
  const chosen: number[] = []
  const put: number[] = []
  const onDay = new Map<PlainDate, number>()
  const clear = (i: number): boolean => chosen.every((c) => Math.abs(starts[i]! - starts[c]!) >= lengthMs)
  for (const i of order) {
    if (chosen.length >= limit) break
    if (!clear(i)) continue
    const day = dayOf(starts[i]!, input.zone)
    const count = onDay.get(day) ?? 0
    if (count >= perDay) put.push(i)
    else {
      onDay.set(day, count + 1)
      chosen.push(i)
    }
  }
  for (const i of put) if (chosen.length < limit && clear(i)) chosen.push(i)
  return chosen.sort((a, b) => cost[a]! - cost[b]! || a - b).map((i) => suggestionAt(input, starts[i]!, cost[i]!))
}

/** The first start after `fromUtc` at which all who must come are free, off hours and unknown people as the input says. */
export function nextFree(input: SuggestInput, fromUtc: Instant): Suggestion | null {
  const { starts, cost, isFirm } = ranked(input)
  const i = starts.findIndex((startUtc, at) => startUtc > fromUtc && isFirm(at))
  return i < 0 ? null : suggestionAt(input, starts[i]!, cost[i]!)
}

/** Every such start, ascending: worked out once, then looked up wherever the meeting is put. */
export function freeStarts(input: SuggestInput): Float64Array {
  const { starts, isFirm } = ranked(input)
  return starts.filter((_, at) => isFirm(at))
}

/** The starts on both sides of `atUtc`, itself not among them; null where there is none. `starts` ascend. */
export function startsAround(starts: Float64Array, atUtc: Instant): { readonly previous: Instant | null; readonly next: Instant | null } {
  const after = starts.findIndex((startUtc) => startUtc > atUtc)
  const before = starts.findLastIndex((startUtc) => startUtc < atUtc)
  return { previous: starts[before] ?? null, next: starts[after] ?? null }
}

/** Nearest first: how a date of a series that does not fit finds another time on its day. */
export function nearestFree(input: SuggestInput, toUtc: Instant): Suggestion | null {
  const { starts, cost, isFirm } = ranked(input)
  let best = -1
  for (let i = 0; i < starts.length; i++) if (isFirm(i) && (best < 0 || Math.abs(starts[i]! - toUtc) < Math.abs(starts[best]! - toUtc))) best = i
  return best < 0 ? null : suggestionAt(input, starts[best]!, cost[best]!)
}

export interface Ranked {
  readonly starts: Float64Array
  readonly cost: Float64Array
  readonly judged: Judged
  /** Possible, and nobody who must come is only tentative. */
  readonly isFirm: (at: number) => boolean
}

/** Every possible start with its price, days away included. */
export function ranked(input: SuggestInput): Ranked {
  const starts = startsIn(input)
  const judged = judge(input, starts)
  const cost = judged.cost.slice()
  if (starts.length > 0) {
    const first = dayOf(input.window.startUtc, input.zone)
    // Starts ascend, so the day is looked up only where it can have changed.
    let next = -Infinity
    let away = 0
    for (let i = 0; i < starts.length; i++) {
      if (starts[i]! >= next) {
        const date = dayOf(starts[i]!, input.zone)
        away = dayCost * daysBetween(first, date)
        next = startOfDay(addDays(date, 1), input.zone)
      }
      cost[i] = cost[i]! + away
    }
  }
  return { starts, cost, judged, isFirm: (at) => cost[at] !== Infinity && judged.tentative[at] === 0 }
}

/** Starts on the organizer's clock, ascending; the hour that is skipped or repeated at a clock change gives no second one. */
export function startsIn({ window, zone, workingHours: hours, stepMin = 15, durationMin }: Pick<SuggestInput, 'window' | 'zone' | 'workingHours' | 'stepMin' | 'durationMin'>): Float64Array {
  const found: Instant[] = []
  const durationMs = durationMin * minuteMs
  for (let date = dayOf(window.startUtc, zone); ; date = addDays(date, 1)) {
    const dayStart = startOfDay(date, zone)
    if (dayStart >= window.endUtc) return Float64Array.from(found)
    if (hours !== null && !hours.days.includes(weekdayOf(date))) continue
    // A day of 24 hours has no clock change in it: its minutes need no calendar.
    const isPlain = startOfDay(addDays(date, 1), zone) - dayStart === dayMs
    let last = found.at(-1) ?? -Infinity
    for (let minute = 0; minute < 1440; minute += stepMin) {
      const startUtc = isPlain ? dayStart + minute * minuteMs : instantOfMinute(date, minute, zone)
      const slot = { startUtc, endUtc: startUtc + durationMs }
      if (startUtc <= last || startUtc < window.startUtc || slot.endUtc > window.endUtc) continue
      last = startUtc
      if (hours === null || (minuteFits(hours, zone, minute, durationMin, isPlain) ?? !isOutsideHours(hours, slot))) found.push(startUtc)
    }
  }
}

/** On a plain day, and hours on the same clock, it is a matter of minutes; null: ask the clock. */
const minuteFits = (hours: WorkingHours, zone: Zone, minute: number, durationMin: number, isPlain: boolean): boolean | null =>
  isPlain && hours.zone === zone ? minute >= hours.startMin && minute + durationMin <= hours.endMin : null

/** What is true of everybody at one start. */
export function suggestionAt(input: Pick<SuggestInput, 'rows' | 'durationMin'>, startUtc: Instant, cost: number): Suggestion {
  const slot = { startUtc, endUtc: startUtc + input.durationMin * minuteMs }
  const people = input.rows.map((row: SuggestRow) => ({ address: row.address, state: slotStateOf(row, slot, () => row.workingHours !== null && isOutsideHours(row.workingHours, slot)).state }))
  const named = (wanted: (state: SlotState) => boolean): string[] => people.filter((p) => wanted(p.state)).map((p) => p.address)
  return {
    ...slot,
    cost,
    people,
    counts: countStates(people.map((p) => p.state)),
    notVerified: named((s) => s === 'unknown' || s === 'asking'),
    missing: named((s) => s === 'busy' || s === 'away'),
  }
}
