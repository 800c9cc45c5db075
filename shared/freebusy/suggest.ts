import type { BusySpan } from '../model/busy.ts'
import type { Instant, Interval, PlainDate, Zone } from '../model/time.ts'
import { addDays, dayOf, daysBetween, weekdayOf } from '../time/days.ts'
import { instantOfMinute, isOutsideHours, type WorkingHours } from './hours.ts'
import { countStates, firstSpanAfter, slotStateOf, type SlotCounts, type SlotPerson, type SlotState } from './slot.ts'

export interface SuggestRow extends SlotPerson {
  readonly address: string
  readonly presence: 'required' | 'optional' | 'room'
}

export interface SuggestInput {
  readonly rows: readonly SuggestRow[]
  readonly durationMin: number
  /** Meetings lie inside of it. */
  readonly window: Interval
  /** The organizer's clock: steps and hours are counted on it. */
  readonly zone: Zone
  /** The organizer's hours: no start outside of them, and they stand in for people whose own are not known. Null: any hour. */
  readonly workingHours: WorkingHours | null
  /** Starts lie on multiples of it, 15 when missing (FBA-15: never the data). */
  readonly stepMin?: number
  /** How many to give; 5 when missing. */
  readonly limit?: number
  /** Whose freedom counts: all required people, everybody, or any so many of all. */
  readonly who?: 'required' | 'everyone' | { readonly atLeast: number }
  /** Rooms in the rows: all must be free, or one is enough. */
  readonly rooms?: 'all' | 'one'
  readonly ignoreTentative?: boolean
  /** `ask`: allowed, ranked lower, and named (FBA-16). */
  readonly unknownAs?: 'ask' | 'free' | 'busy'
}

export interface Suggestion extends Interval {
  /** Lower is better; made of who is hindered and how many days it is away. */
  readonly cost: number
  readonly counts: SlotCounts
  /** In the order of the rows. */
  readonly people: readonly { readonly address: string; readonly state: SlotState }[]
  /** "Not verified for X": addresses whose time is not known there. */
  readonly notVerified: readonly string[]
  /** Addresses of those who could not come. */
  readonly missing: readonly string[]
}

const minuteMs = 60_000
const perDay = 2
const dayCost = 0.5
/** What a state costs. Busy and away of people who must come rule a time out. */
const costs = {
  must: { free: 0, 'off-hours': 4, tentative: 3, busy: Infinity, away: Infinity, unknown: 3, asking: 3 },
  may: { free: 0, 'off-hours': 1, tentative: 1, busy: 2, away: 2, unknown: 1, asking: 1 },
} as const satisfies Record<string, Record<SlotState, number>>

/**
 * The best times for a meeting, three-valued: free, not free, not known (FBA-16, T-A17). Best first; equal ones earliest first.
 * No two overlap, and at most two lie on one day while other days have some.
 */
export function suggestTimes(input: SuggestInput): Suggestion[] {
  const limit = input.limit ?? 5
  const ranked = [...candidates(input)].sort((a, b) => a.cost - b.cost || a.startUtc - b.startUtc)
  const chosen: Candidate[] = []
  const put: Candidate[] = []
  const onDay = new Map<PlainDate, number>()
  const clear = (s: Candidate): boolean => chosen.every((c) => s.endUtc <= c.startUtc || s.startUtc >= c.endUtc)
  for (const s of ranked) {
    if (chosen.length >= limit) break
    if (!clear(s)) continue
    const day = dayOf(s.startUtc, input.zone)
    const count = onDay.get(day) ?? 0
    if (count >= perDay) put.push(s)
    else {
      onDay.set(day, count + 1)
      chosen.push(s)
    }
  }
  for (const s of put) if (chosen.length < limit && clear(s)) chosen.push(s)
  return chosen.sort((a, b) => a.cost - b.cost || a.startUtc - b.startUtc).map((c) => suggestionOf(input, c))
}

/** The first start after `fromUtc` at which all who must come are free, off hours and unknown people as the input says. */
export function nextFree(input: SuggestInput, fromUtc: Instant): Suggestion | null {
  for (const s of candidates(input, true)) if (s.startUtc > fromUtc) return suggestionOf(input, s)
  return null
}

/** The last such start before `fromUtc`. */
export function previousFree(input: SuggestInput, fromUtc: Instant): Suggestion | null {
  let last: Candidate | null = null
  for (const s of candidates(input, true)) {
    if (s.startUtc >= fromUtc) break
    last = s
  }
  return last === null ? null : suggestionOf(input, last)
}

interface Candidate extends Interval {
  readonly cost: number
}

/** Every possible start in order of time. `firm`: tentative people rule a time out as well. */
function* candidates(input: SuggestInput, firm = false): Generator<Candidate> {
  const { window, zone, workingHours: hours, rows } = input
  const step = input.stepMin ?? 15
  const durationMs = input.durationMin * minuteMs
  const must = mustCome(input)
  const judged = rows.map((row): Judged => ({ row, must: must.has(row), hoursKey: row.workingHours === null ? null : JSON.stringify(row.workingHours) }))
  const blocked = hardBlocks(rows.filter((r) => must.has(r)))
  const first = dayOf(window.startUtc, zone)
  let block = 0
  for (let date = first; ; date = addDays(date, 1)) {
    if (instantOfMinute(date, 0, zone) >= window.endUtc) return
    if (hours !== null && !hours.days.includes(weekdayOf(date))) continue
    const away = dayCost * daysBetween(first, date)
    let last = -Infinity
    for (let minute = 0; minute < 1440; minute += step) {
      const startUtc = instantOfMinute(date, minute, zone)
      const slot = { startUtc, endUtc: startUtc + durationMs }
      // The hour that is skipped or repeated at a clock change gives no second candidate.
      if (startUtc <= last || startUtc < window.startUtc || slot.endUtc > window.endUtc) continue
      last = startUtc
      if (hours !== null && isOutsideHours(hours, slot)) continue
      while (block < blocked.length && blocked[block]!.endUtc <= startUtc) block++
      if (block < blocked.length && blocked[block]!.startUtc < slot.endUtc) continue
      const cost = costOf(input, slot, judged, firm)
      if (cost !== Infinity) yield { ...slot, cost: cost + away }
    }
  }
}

/** The rows whose known block rules a time out by itself. */
function mustCome(input: SuggestInput): ReadonlySet<SuggestRow> {
  const who = input.who ?? 'required'
  return new Set(
    input.rows.filter((row) => {
      if (row.presence === 'room') return input.rooms !== 'one'
      return who === 'everyone' || (who === 'required' && row.presence === 'required')
    }),
  )
}

/** Union of what is busy or away in any of the rows, sorted: it spares most candidates the look at every row. */
function hardBlocks(rows: readonly SuggestRow[]): BusySpan[] {
  const all = rows.flatMap((r) => r.spans.filter((s) => (s.kind === 'busy' || s.kind === 'unavailable') && s.startUtc < s.endUtc))
  const out: BusySpan[] = []
  for (const s of all.sort((a, b) => a.startUtc - b.startUtc)) {
    const last = out.at(-1)
    if (last && s.startUtc <= last.endUtc) out[out.length - 1] = { ...last, endUtc: Math.max(last.endUtc, s.endUtc) }
    else out.push(s)
  }
  return out
}

interface Judged {
  readonly row: SuggestRow
  readonly must: boolean
  /** People with the same hours are looked up once a candidate. */
  readonly hoursKey: string | null
}

/** Infinity: somebody who must come cannot. Looks at every row, so it makes nothing it does not need. */
function costOf(input: SuggestInput, slot: Interval, rows: readonly Judged[], firm: boolean): number {
  const outside = new Map<string, boolean>()
  let cost = 0
  let canCome = 0
  let rooms = 0
  let roomCost = Infinity
  for (const { row, must, hoursKey } of rows) {
    const taken = asTaken(stateOf(row, slot, () => isOff(row, slot, hoursKey, outside)), input)
    if (row.presence === 'room' && input.rooms === 'one') {
      rooms++
      roomCost = Math.min(roomCost, priceOf(taken, true, firm))
      continue
    }
    cost += priceOf(taken, must, firm)
    if (cost === Infinity) return Infinity
    if (row.presence !== 'room' && isFreeEnough(taken)) canCome++
  }
  if (typeof input.who === 'object' && canCome < input.who.atLeast) return Infinity
  return rooms === 0 ? cost : cost + roomCost
}

function isOff(row: SuggestRow, slot: Interval, hoursKey: string | null, outside: Map<string, boolean>): boolean {
  if (row.workingHours === null || hoursKey === null) return false
  const known = outside.get(hoursKey)
  if (known !== undefined) return known
  const off = isOutsideHours(row.workingHours, slot)
  outside.set(hoursKey, off)
  return off
}

/** `slotStateOf` with a short way for the common case: one free span holds the whole slot. */
function stateOf(row: SuggestRow, slot: Interval, off: () => boolean): SlotState {
  const span = row.spans[firstSpanAfter(row.spans, slot.startUtc)]
  if (span !== undefined && span.kind === 'free' && span.startUtc <= slot.startUtc && span.endUtc >= slot.endUtc) return off() ? 'off-hours' : 'free'
  return slotStateOf(row, slot, off).state
}

function suggestionOf(input: SuggestInput, { startUtc, endUtc, cost }: Candidate): Suggestion {
  const slot = { startUtc, endUtc }
  const people = input.rows.map((row) => ({ address: row.address, state: stateOf(row, slot, () => row.workingHours !== null && isOutsideHours(row.workingHours, slot)) }))
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

/** How a state counts under the person's choices; what is shown stays the true state. */
function asTaken(state: SlotState, input: SuggestInput): SlotState {
  if (state === 'tentative' && input.ignoreTentative === true) return 'free'
  if ((state === 'unknown' || state === 'asking') && input.unknownAs === 'free') return 'free'
  if ((state === 'unknown' || state === 'asking') && input.unknownAs === 'busy') return 'busy'
  return state
}

const isFreeEnough = (state: SlotState): boolean => state === 'free' || state === 'off-hours'
const priceOf = (state: SlotState, mustCome: boolean, firm: boolean): number => (mustCome ? (firm && state === 'tentative' ? Infinity : costs.must[state]) : costs.may[state])
