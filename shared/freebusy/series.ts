import type { Instant, Interval, PlainDate, Zone } from '../model/time.ts'
import { addDays, dayOf, startOfDay, weekdayOf } from '../time/days.ts'
import { hoursKey, instantOfMinute, isOutsideHours, minuteOfDay, strainsOf, type WorkingHours } from './hours.ts'
import { judge, mustCome, type JudgeInput } from './judge.ts'
import { slotStateOf, type SlotState } from './slot.ts'
import { nearestFree } from './suggest.ts'

export interface SeriesInput extends JudgeInput {
  /** The days of the meeting as it stands, on the organizer's clock, ascending. */
  readonly dates: readonly PlainDate[]
  readonly zone: Zone
  /** As it stands: minutes of the day. */
  readonly minute: number
  /** By how many days the whole series may move: 0 alone where its rule hangs on the day. */
  readonly dayShifts: readonly number[]
  readonly workingHours: WorkingHours | null
  readonly nowUtc: Instant
  readonly stepMin?: number
  /** How many times beside the one it has; 3 when missing. */
  readonly limit?: number
}

export interface BadDate {
  readonly date: PlainDate
  readonly slot: Interval
  readonly who: readonly { readonly address: string; readonly state: SlotState }[]
  readonly noRoom: boolean
  /** The nearest time of that day that suits all who must come; null: the day has none. */
  readonly moveTo: Interval | null
}

/** How much of a series lies outside of one person's hours. */
export interface Burden {
  readonly address: string
  readonly dates: number
  readonly meanMin: number
  readonly when: 'early' | 'late' | 'day off'
}

export interface SeriesTime {
  readonly shiftDays: number
  readonly minute: number
  readonly slots: readonly Interval[]
  readonly total: number
  /** Dates at which everybody who must come is known to be free. */
  readonly clear: number
  /** Possible, but somebody is only tentative, or not known: never counted as clear. */
  readonly tentative: number
  readonly unknown: number
  readonly bad: readonly BadDate[]
  /** The hardest first; empty when nobody leaves their hours. */
  readonly burdens: readonly Burden[]
}

/** Two times in turn, so that the same people do not always have the early or the late hour. */
export interface Rotation {
  readonly first: SeriesTime
  readonly second: SeriesTime
  /** Mean minutes outside of their hours of whoever has it hardest: at one time, and in turns. */
  readonly aloneMin: number
  readonly sharedMin: number
}

export interface SeriesFound {
  readonly asItIs: SeriesTime
  /** Better ones, best first: more dates clear, else less asked of people. */
  readonly better: readonly SeriesTime[]
  readonly rotation: Rotation | null
}

const minuteMs = 60_000
/** Below this, taking turns is not worth two times. */
const worthSharingMin = 15

/**
 * The same meeting on every date of its series, at each possible time of the day: which dates are clear, which are not and why.
 * Past dates are left out. Order: fewest dates on which somebody must miss it, then fewest not known, then what it asks of people
 * over all dates, with the share of whoever has it hardest (see `judge`), then the nearest to the time it has.
 */
export function searchSeries(input: SeriesInput): SeriesFound {
  const times = timesOf(input)
  const starts = Float64Array.from([...new Set(times.flatMap((time) => time.slots.map((slot) => slot.startUtc)))].sort((a, b) => a - b))
  const judged = judge(input, starts)
  const placeOf = new Map([...starts].map((startUtc, i) => [startUtc, i]))
  const scored = times.map((time): Scored => {
    const score: Scored = { time, clear: 0, tentative: 0, unknown: 0, bad: [], cost: 0 }
    for (const slot of time.slots) {
      const i = placeOf.get(slot.startUtc)!
      const cost = judged.cost[i]!
      if (cost === Infinity) score.bad.push(slot)
      else {
        score.cost += cost
        if (judged.unknown[i]! > 0) score.unknown++
        else if (judged.tentative[i]! > 0) score.tentative++
        else score.clear++
      }
    }
    return score
  })
  const [own, ...others] = scored as [Scored, ...Scored[]]
  const distance = ({ time }: Scored): number => Math.abs(time.shiftDays) * 1440 + Math.abs(time.minute - input.minute)
  const order = (a: Scored, b: Scored): number => a.bad.length - b.bad.length || a.unknown - b.unknown || a.cost - b.cost || distance(a) - distance(b)
  const better: Scored[] = []
  for (const one of others.sort(order)) {
    if (better.length >= (input.limit ?? 3) || order(one, own) >= 0) break
    if (better.every((kept) => kept.time.shiftDays !== one.time.shiftDays || Math.abs(kept.time.minute - one.time.minute) >= input.durationMin)) better.push(one)
  }
  const best = better[0] ?? own
  return { asItIs: told(input, own), better: better.map((one) => told(input, one)), rotation: rotationFor(input, best, [own, ...others]) }
}

interface Time {
  readonly shiftDays: number
  readonly minute: number
  readonly slots: readonly Interval[]
}
interface Scored {
  readonly time: Time
  clear: number
  tentative: number
  unknown: number
  readonly bad: Interval[]
  cost: number
}

/** The time it has comes first, whatever the hours say: a person chose it. */
function timesOf(input: SeriesInput): Time[] {
  const { stepMin = 15, workingHours, zone, durationMin } = input
  const dates = input.dates.filter((date) => instantOfMinute(date, input.minute, zone) > input.nowUtc)
  const at = (shiftDays: number, minute: number): Time => ({
    shiftDays,
    minute,
    slots: dates.map((date) => {
      const startUtc = instantOfMinute(addDays(date, shiftDays), minute, zone)
      return { startUtc, endUtc: startUtc + durationMin * minuteMs }
    }),
  })
  const times = [at(0, input.minute)]
  for (const shiftDays of input.dayShifts) {
    for (let minute = 0; minute + durationMin <= 1440; minute += stepMin) {
      if (shiftDays === 0 && minute === input.minute) continue
      const time = at(shiftDays, minute)
      const [first] = time.slots
      if (!first || first.startUtc <= input.nowUtc) continue
      if (workingHours !== null && time.slots.some((slot) => isOutsideHours(workingHours, slot) && !isDayOffAnyway(workingHours, dates, slot, zone))) continue
      times.push(time)
    }
  }
  return times
}

/** A daily series lies on days off whatever its hour. */
const isDayOffAnyway = (hours: WorkingHours, dates: readonly PlainDate[], slot: Interval, zone: Zone): boolean => {
  const date = dayOf(slot.startUtc, zone)
  return dates.includes(date) && !hours.days.includes(weekdayOf(date))
}

function told(input: SeriesInput, { time, clear, tentative, unknown, bad }: Scored): SeriesTime {
  return { ...time, total: time.slots.length, clear, tentative, unknown, bad: bad.map((slot) => badDate(input, slot)), burdens: burdensOf(input, time) }
}

function badDate(input: SeriesInput, slot: Interval): BadDate {
  const date = dayOf(slot.startUtc, input.zone)
  const states = input.rows.map((row) => ({ row, state: slotStateOf(row, withBuffers(input, row.presence, slot), () => false).state }))
  const isHindered = (state: SlotState): boolean => state === 'busy' || state === 'away' || (input.unknownAs === 'busy' && (state === 'unknown' || state === 'asking'))
  const rooms = states.filter(({ row }) => row.presence === 'room')
  const day = { startUtc: Math.max(startOfDay(date, input.zone), input.nowUtc), endUtc: startOfDay(addDays(date, 1), input.zone) }
  const moveTo = nearestFree({ ...input, window: day }, slot.startUtc)
  return {
    date,
    slot,
    who: states.filter(({ row, state }) => (mustCome(row, input) || typeof input.who === 'object') && isHindered(state)).map(({ row, state }) => ({ address: row.address, state })),
    noRoom: input.rooms === 'one' && rooms.length > 0 && rooms.every(({ state }) => isHindered(state)),
    moveTo: moveTo && { startUtc: moveTo.startUtc, endUtc: moveTo.endUtc },
  }
}

const withBuffers = (input: SeriesInput, presence: string, slot: Interval): Interval =>
  presence === 'room' ? slot : { startUtc: slot.startUtc - (input.bufferBeforeMin ?? 0) * minuteMs, endUtc: slot.endUtc + (input.bufferAfterMin ?? 0) * minuteMs }

function burdensOf(input: SeriesInput, time: Time): Burden[] {
  return [...meanStrains(input, time)]
    .filter(([, strains]) => strains.some((min) => min > 0))
    .map(([address, strains]): Burden => {
      const hours = input.rows.find((row) => row.address === address)!.workingHours!
      const worst = time.slots[strains.indexOf(Math.max(...strains))]!
      const local = minuteOfDay(worst.startUtc, hours.zone)
      const when = !hours.days.includes(weekdayOf(dayOf(worst.startUtc, hours.zone))) ? 'day off' : local < hours.startMin ? 'early' : 'late'
      return { address, dates: strains.filter((min) => min > 0).length, meanMin: mean(strains), when }
    })
    .sort((a, b) => b.meanMin - a.meanMin || (a.address < b.address ? -1 : 1))
}

/** Minutes outside of their hours, date by date, of everybody who must come and whose hours are known. */
function meanStrains(input: SeriesInput, time: Time): Map<string, number[]> {
  const starts = time.slots.map((slot) => slot.startUtc)
  const cache = new Map<string, number[]>()
  const found = new Map<string, number[]>()
  for (const row of input.rows) {
    const hours = row.workingHours
    if (hours === null || !mustCome(row, input)) continue
    const key = hoursKey(hours)
    const strains = cache.get(key) ?? [...strainsOf(hours, starts, input.durationMin * minuteMs)]
    cache.set(key, strains)
    found.set(row.address, strains)
  }
  return found
}

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length)

/** The best partner for the best time: one as clear as it is, so that in turns whoever has it hardest has it less. */
function rotationFor(input: SeriesInput, best: Scored, all: readonly Scored[]): Rotation | null {
  if (best.time.slots.length < 2) return null
  const alone = meanStrains(input, best.time)
  const aloneMin = Math.max(0, ...[...alone.values()].map(mean))
  if (aloneMin < worthSharingMin) return null
  let found: { readonly one: Scored; readonly sharedMin: number } | null = null
  for (const one of all) {
    if (one === best || one.time.shiftDays !== best.time.shiftDays || one.bad.length > best.bad.length || one.unknown > best.unknown) continue
    const other = meanStrains(input, one.time)
    const sharedMin = Math.max(...[...alone].map(([address, strains]) => mean(strains.map((min, i) => (i % 2 === 0 ? min : other.get(address)![i]!)))))
    if (found === null || sharedMin < found.sharedMin) found = { one, sharedMin }
  }
  if (found === null || aloneMin - found.sharedMin < worthSharingMin) return null
  return { first: told(input, best), second: told(input, found.one), aloneMin, sharedMin: found.sharedMin }
}
