import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import type { CalendarFacts } from './day-model.ts'
import { daysTouched, foldLanes, laneSpans, toBar, touching, type LaneBar, type LaneSpan, type Touching } from './lanes-model.ts'
import { isLaned } from './day-model.ts'

export interface MonthWeek {
  readonly days: readonly PlainDate[]
  readonly shown: readonly LaneBar[]
  /** Per day, how many are folded into "n more". */
  readonly hidden: readonly number[]
}

/**
 * Weeks of the month with as many rows as fit. Whole-day events come first and keep their row through the week, timed ones
 * follow by time.
 */
export function monthWeeks(occurrences: readonly Occurrence[], days: readonly PlainDate[], rows: number, facts: CalendarFacts): MonthWeek[] {
  const whole: Touching[] = []
  const timed = new Map<PlainDate, Touching[]>(days.map((date) => [date, []]))
  for (const occurrence of occurrences) {
    const one = touching(occurrence, facts.zone)
    if (isLaned(occurrence)) whole.push(one)
    else timed.get(one.firstDay)?.push(one)
  }
  const weeks: MonthWeek[] = []
  for (let first = 0; first < days.length; first += 7) {
    const week = days.slice(first, first + 7)
    const spans = laneSpans(whole, week)
    const folded = foldLanes([...spans, ...week.flatMap((date, day) => belowWholeDays(timed.get(date) ?? [], day, spans))], rows, week.length)
    weeks.push({ days: week, shown: folded.shown.map((span) => toBar(span, week, facts)), hidden: folded.hidden })
  }
  return weeks
}

/** Timed events of one day by their start, in the lanes that the whole-day ones leave free; each on its first day only. */
function belowWholeDays(timed: readonly Touching[], day: number, whole: readonly LaneSpan[]): LaneSpan[] {
  const taken = new Set(whole.filter(({ first, last }) => first <= day && last >= day).map(({ lane }) => lane))
  let lane = -1
  const byTime = timed.toSorted((a, b) => a.occurrence.startUtc - b.occurrence.startUtc || (a.occurrence.key < b.occurrence.key ? -1 : 1))
  return byTime.map(({ occurrence, firstDay }) => {
    do lane += 1
    while (taken.has(lane))
    return { occurrence, firstDay, lastDay: firstDay, first: day, last: day, lane }
  })
}

/** Everything on one day, whole days first: the list behind "n more". */
export function occurrencesOn(day: PlainDate, occurrences: readonly Occurrence[], zone: string): Occurrence[] {
  return occurrences
    .filter((one) => {
      const { first, last } = daysTouched(one, zone)
      return first <= day && last >= day
    })
    .sort((a, b) => Number(isLaned(b)) - Number(isLaned(a)) || a.startUtc - b.startUtc || (a.key < b.key ? -1 : 1))
}
