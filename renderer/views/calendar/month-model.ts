import { addDays } from '../../../shared/time/days.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import type { CalendarFacts } from './day-model.ts'
import { daysTouched, foldLanes, laneBars, type LaneBar } from './lanes-model.ts'
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
  const weeks: MonthWeek[] = []
  for (let first = 0; first < days.length; first += 7) {
    const week = days.slice(first, first + 7)
    const bars = weekBars(occurrences, week, facts)
    weeks.push({ days: week, ...foldLanes(bars, rows, week.length) })
  }
  return weeks
}

function weekBars(occurrences: readonly Occurrence[], week: readonly PlainDate[], facts: CalendarFacts): LaneBar[] {
  const bars = laneBars(occurrences.filter(isLaned), week, facts)
  const start = week[0]!
  const end = addDays(start, week.length)
  const timed = occurrences
    .filter((one) => !isLaned(one))
    .map((occurrence) => ({ occurrence, day: daysTouched(occurrence, facts.zone).first }))
    .filter(({ day }) => day >= start && day < end)
    .sort((a, b) => a.occurrence.startUtc - b.occurrence.startUtc || (a.occurrence.key < b.occurrence.key ? -1 : 1))
  for (const { occurrence, day } of timed) {
    const [bar] = laneBars([occurrence], [day], facts)
    if (!bar) continue
    const place = week.indexOf(day)
    let lane = 0
    while (bars.some((other) => other.lane === lane && other.first <= place && other.last >= place)) lane++
    bars.push({ ...bar, first: place, last: place, came: false, goesOn: false, lane })
  }
  return bars
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
