import type { Instant, PlainDate, Zone } from '../model/time.ts'
import { addDays, daysBetween, startOfDay } from './days.ts'

/** Days counted from the first one in view, both inclusive; either may lie outside of it. */
export interface DaySpan {
  readonly first: number
  readonly last: number
}

/** A span cut to the days in view, and its row. */
export interface InLane<T> extends DaySpan {
  readonly item: T
  readonly lane: number
  /** Began before the days in view; goes on after them. */
  readonly came: boolean
  readonly goesOn: boolean
}

/** Which of two that begin and end alike stands higher. */
type Order<T> = (a: T, b: T) => number

const dayMs = 86_400_000

/**
 * Counts the days from `firstDay` on by the clocks of `zone`: 0 is `firstDay`, `count - 1` the last that is told exactly.
 * Before and after them days are as long as UTC's: such a number only says that an instant is outside, and how far about.
 */
export function dayCounter(firstDay: PlainDate, count: number, zone: Zone): (instant: Instant) => number {
  const starts = Array.from({ length: count + 1 }, (_, day) => startOfDay(addDays(firstDay, day), zone))
  const [from, to] = [starts[0]!, starts[count]!]
  return (instant) => {
    if (instant < from) return Math.floor((instant - from) / dayMs)
    if (instant >= to) return count + Math.floor((instant - to) / dayMs)
    // Days of 23 or 25 hours put the guess off by one.
    let day = Math.min(count - 1, Math.floor((instant - from) / dayMs))
    while (instant < starts[day]!) day -= 1
    while (instant >= starts[day + 1]!) day += 1
    return day
  }
}

/** Days that something touches: whole days by their dates (`endDate` exclusive), anything else from its start to before its end. */
export function daySpan(one: { readonly startUtc: Instant; readonly endUtc: Instant; readonly startDate: PlainDate | null; readonly endDate: PlainDate | null }, firstDay: PlainDate, dayAt: (instant: Instant) => number): DaySpan {
  if (one.startDate === null || one.endDate === null) return { first: dayAt(one.startUtc), last: dayAt(Math.max(one.startUtc, one.endUtc - 1)) }
  const first = daysBetween(firstDay, one.startDate)
  return { first, last: Math.max(first, daysBetween(firstDay, one.endDate) - 1) }
}

/**
 * Packs spans into the fewest lanes, longest first among those that start together, so that a long one keeps its lane.
 * In: any order, those outside of the `dayCount` days are left out. Out: by first day.
 */
export function packLanes<T extends DaySpan>(items: readonly T[], dayCount: number, order: Order<T>): InLane<T>[] {
  const seen = items.filter(({ first, last }) => first < dayCount && last >= 0).sort((a, b) => Math.max(0, a.first) - Math.max(0, b.first) || b.last - a.last || order(a, b))
  const takenUntil: number[] = []
  return seen.map((item) => {
    const first = Math.max(0, item.first)
    const last = Math.min(dayCount - 1, item.last)
    let lane = takenUntil.findIndex((until) => until < first)
    if (lane < 0) lane = takenUntil.length
    takenUntil[lane] = last
    return { item, first, last, lane, came: item.first < 0, goesOn: item.last >= dayCount }
  })
}

/** Which spans fit into `lanes`, and how many do not on each day. */
export function foldLanes<Span extends DaySpan & { readonly lane: number }>(spans: readonly Span[], lanes: number, dayCount: number): { readonly shown: readonly Span[]; readonly hidden: readonly number[] } {
  const hidden = Array.from({ length: dayCount }, () => 0)
  const full = spans.filter((span) => span.lane >= lanes)
  if (full.length === 0) return { shown: spans, hidden }
  // The last lane is given up to say how many are hidden, on the days that have some: "1 more" alone takes the room of that one.
  const crowded = new Set(full.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)))
  const fits = ({ lane, first, last }: Span): boolean => {
    if (lane !== lanes - 1) return lane < lanes
    for (let day = first; day <= last; day++) if (crowded.has(day)) return false
    return true
  }
  const shown = spans.filter(fits)
  for (const span of spans) if (!fits(span)) for (let day = span.first; day <= span.last; day++) hidden[day]! += 1
  return { shown, hidden }
}

export interface MonthItem extends DaySpan {
  readonly startUtc: Instant
  /** Over whole days, or longer than one: keeps a lane through its week. A timed one stands on its first day alone. */
  readonly whole: boolean
}

export interface MonthRows<T> {
  readonly shown: readonly InLane<T>[]
  /** Per day, how many are folded into "n more". */
  readonly hidden: readonly number[]
}

/** Weeks with as many rows as fit. What is `whole` comes first, timed ones follow by time in the lanes that are left free. In: any order. */
export function monthRows<T extends MonthItem>(items: readonly T[], weekCount: number, rows: number, order: Order<T>): MonthRows<T>[] {
  const whole: T[] = []
  const timed: T[][] = Array.from({ length: weekCount * 7 }, () => [])
  for (const item of items) {
    if (item.whole) whole.push(item)
    else timed[item.first]?.push(item)
  }
  return Array.from({ length: weekCount }, (_, week) => {
    const inWeek = whole.flatMap((item) => (item.first < week * 7 + 7 && item.last >= week * 7 ? [{ item, first: item.first - week * 7, last: item.last - week * 7 }] : []))
    const spans = packLanes(inWeek, 7, (a, b) => order(a.item, b.item)).map((span): InLane<T> => ({ ...span, item: span.item.item }))
    const all = [...spans]
    // One more than fit is enough to know that they do not.
    const rest = timed.slice(week * 7, week * 7 + 7).map((some, day) => {
      all.push(...belowWhole(earliest(some, rows + 1, order), day, spans))
      return Math.max(0, some.length - rows - 1)
    })
    const { shown, hidden } = foldLanes(all, rows, 7)
    return { shown, hidden: hidden.map((count, day) => count + rest[day]!) }
  })
}

/** The first `most` by time, in order. Days of a crowded month have hundreds, and few of them are shown. */
function earliest<T extends MonthItem>(some: readonly T[], most: number, order: Order<T>): T[] {
  const before = (a: T, b: T): boolean => (a.startUtc - b.startUtc || order(a, b)) < 0
  const found: T[] = []
  for (const item of some) {
    if (found.length === most && !before(item, found[most - 1]!)) continue
    if (found.length === most) found.pop()
    let at = found.length
    while (at > 0 && before(item, found[at - 1]!)) at -= 1
    found.splice(at, 0, item)
  }
  return found
}

function belowWhole<T extends MonthItem>(timed: readonly T[], day: number, whole: readonly InLane<T>[]): InLane<T>[] {
  const taken = new Set(whole.filter(({ first, last }) => first <= day && last >= day).map(({ lane }) => lane))
  let lane = -1
  return timed.map((item) => {
    do lane += 1
    while (taken.has(lane))
    return { item, first: day, last: day, lane, came: false, goesOn: false }
  })
}
