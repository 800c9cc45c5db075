import type { Instant } from '../model/time.ts'
import type { BusyKind } from '../model/busy.ts'
import { hoursKey, strainsOf, type WorkingHours } from './hours.ts'
import type { SlotPerson } from './slot.ts'

export interface SuggestRow extends SlotPerson {
  readonly address: string
  readonly presence: 'required' | 'optional' | 'room'
  /** Comes whatever `who` says: the one who calls the meeting. */
  readonly always?: boolean
}

export interface JudgeInput {
  readonly rows: readonly SuggestRow[]
  readonly durationMin: number
  /** Minutes before and after in which people must be free as well; rooms need none. */
  readonly bufferBeforeMin?: number
  readonly bufferAfterMin?: number
  /** Whose freedom counts: all required people, everybody, or any so many of all. */
  readonly who?: 'required' | 'everyone' | { readonly atLeast: number }
  /** Rooms in the rows: all must be free, or one is enough. */
  readonly rooms?: 'all' | 'one'
  readonly ignoreTentative?: boolean
  /** `ask`: allowed, ranked lower, and named (FBA-16). */
  readonly unknownAs?: 'ask' | 'free' | 'busy'
}

/** One entry for each start, in their order. */
export interface Judged {
  /** What it asks of all; Infinity when it cannot be. */
  readonly cost: Float64Array
  /** People and rooms who must come and cannot. */
  readonly blocked: Int32Array
  /** Their rows added up: where one alone is blocked, this is its place in `rows`. */
  readonly blockers: Float64Array
  /** Who must come and is tentative, or not known. */
  readonly tentative: Int32Array
  readonly unknown: Int32Array
  /** None of several rooms is to be had. */
  readonly noRoom: Uint8Array
  /** People who are known to be able to come. */
  readonly canCome: Int32Array
}

const minuteMs = 60_000
/**
 * What a state costs whoever must come, and whoever may. Off hours cost a base and then by the minute, and the one who has it
 * hardest counts once more: of two times that strain as much in sum, the one that shares it wins. All are multiples of 1/512, so
 * that sums are exact and equal times stay equal.
 */
const price = { tentative: 3, unknown: 3, offHours: 3, strainMin: 1 / 128, worstMin: 1 / 128 } as const
const mayShare = { tentative: 1, unknown: 1, offHours: 0.75, strainMin: 1 / 512, busy: 2 } as const

/** Levels in the order of what speaks first at a slot, weakest first: as `slotStateOf` has it. */
const levelOf: Readonly<Record<BusyKind, number>> = { free: 0, tentative: 1, unknown: 2, busy: 3, unavailable: 3 }
const hard = 3
type Level = 0 | 1 | 2 | 3

export const mustCome = (row: SuggestRow, input: Pick<JudgeInput, 'who' | 'rooms'>): boolean => {
  if (row.presence === 'room') return input.rooms !== 'one'
  const who = input.who ?? 'required'
  return row.always === true || who === 'everyone' || (who === 'required' && row.presence === 'required')
}

/**
 * Judges many starts of one meeting at once, three-valued: free, not free, not known (FBA-16). One pass over the spans of each row,
 * whatever the number of starts, because a span hinders a run of neighbouring starts: its two ends are noted and summed up once.
 * In: `starts` ascending. Spans sorted and disjoint; what they leave out is unknown.
 */
export function judge(input: JudgeInput, starts: Float64Array): Judged {
  const n = starts.length
  const lengthMs = input.durationMin * minuteMs
  const at = indexOfStarts(starts)
  const sums = { cost: new Float64Array(n + 1), blocked: new Int32Array(n + 1), blockers: new Float64Array(n + 1), tentative: new Int32Array(n + 1), unknown: new Int32Array(n + 1), cannot: new Int32Array(n + 1) }
  const off = new OffHours(starts, lengthMs)
  const rooms = input.rooms === 'one' ? input.rows.filter((row) => row.presence === 'room') : []
  const roomCost = new Float64Array(n).fill(rooms.length === 0 ? 0 : Infinity)
  let people = 0
  for (let i = 0; i < input.rows.length; i++) {
    const row = input.rows[i]!
    const isRoom = row.presence === 'room'
    const before = isRoom ? 0 : (input.bufferBeforeMin ?? 0) * minuteMs
    const after = isRoom ? 0 : (input.bufferAfterMin ?? 0) * minuteMs
    const reach = { before, after: after + lengthMs }
    if (isRoom && input.rooms === 'one') {
      const strain = row.workingHours === null ? null : off.strainOf(row.workingHours)
      eachRun(row, reach, at, n, (level, from, to) => {
        const cost = roomPrice(taken(level, input))
        for (let s = from; s < to; s++) roomCost[s] = Math.min(roomCost[s]!, cost + (cost === 0 && strain !== null && strain[s]! > 0 ? price.offHours : 0))
      })
      continue
    }
    const must = mustCome(row, input)
    if (!isRoom) people++
    const hours = row.workingHours === null ? null : off.groupOf(row.workingHours, must)
    if (hours) hours.rows++
    eachRun(row, reach, at, n, (level, from, to) => {
      const state = taken(level, input)
      if (must && state === 1) add(sums.tentative, from, to, 1)
      if (must && (level as number) === 2 && state !== 0) add(sums.unknown, from, to, 1)
      if (state === 0) return
      if (hours) add(hours.notFree, from, to, 1)
      if (!isRoom) add(sums.cannot, from, to, 1)
      if (must && state === hard) {
        add(sums.blocked, from, to, 1)
        add(sums.blockers, from, to, i)
      } else add(sums.cost, from, to, must ? (state === 1 ? price.tentative : price.unknown) : state === hard ? mayShare.busy : state === 1 ? mayShare.tentative : mayShare.unknown)
    })
  }
  for (const list of Object.values(sums)) sumUp(list)
  off.addTo(sums.cost)
  const canCome = new Int32Array(n)
  const noRoom = new Uint8Array(n)
  const atLeast = typeof input.who === 'object' ? input.who.atLeast : 0
  for (let s = 0; s < n; s++) {
    canCome[s] = people - sums.cannot[s]!
    noRoom[s] = rooms.length > 0 && roomCost[s] === Infinity ? 1 : 0
    if (sums.blocked[s]! > 0 || canCome[s]! < atLeast) sums.cost[s] = Infinity
    else sums.cost[s] = sums.cost[s]! + roomCost[s]!
  }
  return { cost: sums.cost.subarray(0, n), blocked: sums.blocked.subarray(0, n), blockers: sums.blockers.subarray(0, n), tentative: sums.tentative.subarray(0, n), unknown: sums.unknown.subarray(0, n), noRoom, canCome }
}

/** How a state counts under the person's choices; what is shown stays the true state. */
function taken(level: Level, { ignoreTentative, unknownAs }: JudgeInput): Level {
  if (level === 1 && ignoreTentative === true) return 0
  if (level === 2) return unknownAs === 'free' ? 0 : unknownAs === 'busy' ? hard : 2
  return level
}

const roomPrice = (level: Level): number => (level === hard ? Infinity : level === 2 ? price.unknown : level === 1 ? price.tentative : 0)

type Run = (level: Level, from: number, to: number) => void

/** The starts at which a row is not simply free, in runs of one level; together with the free ones between them they are all starts. */
function eachRun(row: SuggestRow, reach: { readonly before: number; readonly after: number }, at: (instant: Instant) => number, n: number, tell: Run): void {
  const furthest = [0, 0, 0, 0]
  let cursor = 0
  const tellUntil = (end: number): void => {
    while (cursor < end) {
      let level = hard
      while (level > 0 && furthest[level]! <= cursor) level--
      const to = level === 0 ? end : Math.min(furthest[level]!, end)
      tell(level as Level, cursor, to)
      cursor = to
    }
  }
  const put = (level: number, startUtc: Instant, endUtc: Instant): void => {
    const from = startUtc === -Infinity ? 0 : at(startUtc - reach.after + 1)
    const to = endUtc === Infinity ? n : at(endUtc + reach.before)
    if (to <= cursor || to <= from) return
    tellUntil(from)
    if (to > furthest[level]!) furthest[level] = to
  }
  let until = -Infinity
  for (const span of row.spans) {
    if (span.startUtc >= span.endUtc) continue
    if (span.startUtc > until) put(2, until, span.startUtc)
    until = span.endUtc
    if (span.kind !== 'free') put(levelOf[span.kind], span.startUtc, span.endUtc)
  }
  put(2, until, Infinity)
  tellUntil(n)
}

function add(list: Float64Array | Int32Array, from: number, to: number, value: number): void {
  list[from] = list[from]! + value
  list[to] = list[to]! - value
}

function sumUp(list: Float64Array | Int32Array): void {
  for (let i = 1; i < list.length; i++) list[i] = list[i]! + list[i - 1]!
}

const bucketMs = 15 * minuteMs

/** Place of the first start at or after an instant: a table of quarter hours, and a step or two from there. */
function indexOfStarts(starts: Float64Array): (instant: Instant) => number {
  const n = starts.length
  if (n === 0) return () => 0
  const first = starts[0]!
  const table = new Int32Array(Math.floor((starts[n - 1]! - first) / bucketMs) + 2)
  for (let bucket = 0, i = 0; bucket < table.length; bucket++) {
    while (i < n && starts[i]! < first + bucket * bucketMs) i++
    table[bucket] = i
  }
  return (instant) => {
    if (instant <= first) return 0
    if (instant > starts[n - 1]!) return n
    let i = table[Math.floor((instant - first) / bucketMs)]!
    while (starts[i]! < instant) i++
    return i
  }
}

interface HoursGroup {
  readonly must: boolean
  readonly strain: Float64Array
  readonly notFree: Int32Array
  rows: number
}

/** Off hours of all rows: people with the same hours are looked at together. */
class OffHours {
  private readonly strains = new Map<string, Float64Array>()
  private readonly groups = new Map<string, HoursGroup>()
  private readonly starts: Float64Array
  private readonly lengthMs: number

  constructor(starts: Float64Array, lengthMs: number) {
    this.starts = starts
    this.lengthMs = lengthMs
  }

  strainOf(hours: WorkingHours): Float64Array {
    const key = hoursKey(hours)
    let strain = this.strains.get(key)
    if (strain === undefined) this.strains.set(key, (strain = strainsOf(hours, this.starts, this.lengthMs)))
    return strain
  }

  groupOf(hours: WorkingHours, must: boolean): HoursGroup {
    const strain = this.strainOf(hours)
    const key = `${must ? 'must' : 'may'} ${hoursKey(hours)}`
    let group = this.groups.get(key)
    if (group === undefined) this.groups.set(key, (group = { must, strain, notFree: new Int32Array(this.starts.length + 1), rows: 0 }))
    return group
  }

  addTo(cost: Float64Array): void {
    const worst = new Float64Array(this.starts.length)
    for (const { must, strain, notFree, rows } of this.groups.values()) {
      sumUp(notFree)
      const { offHours, strainMin } = must ? price : mayShare
      for (let s = 0; s < worst.length; s++) {
        const free = rows - notFree[s]!
        if (strain[s] === 0 || free === 0) continue
        cost[s] = cost[s]! + free * (offHours + strain[s]! * strainMin)
        if (must && strain[s]! > worst[s]!) worst[s] = strain[s]!
      }
    }
    for (let s = 0; s < worst.length; s++) cost[s] = cost[s]! + worst[s]! * price.worstMin
  }
}
