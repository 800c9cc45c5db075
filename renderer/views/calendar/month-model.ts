import type { MonthWeek } from '../../../shared/contract/month.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import { isLaned, type CalendarFacts } from './day-model.ts'
import { daysTouched, toBar, type LaneBar } from './lanes-model.ts'

const dateRowPx = 28
const barRowPx = 21
const leastWeekPx = 84

/** How many events fit one below the other in a day, where `weeks` share the height. */
export const rowsFor = (heightPx: number, weeks: number): number => Math.max(2, Math.floor((Math.max(leastWeekPx, heightPx / weeks) - dateRowPx - 3) / barRowPx))

export interface MonthRow {
  readonly days: readonly PlainDate[]
  readonly shown: readonly LaneBar[]
  /** Per day, how many are folded into "n more". */
  readonly hidden: readonly number[]
}

export const monthRow = ({ days, bars, hidden }: MonthWeek, facts: CalendarFacts): MonthRow => ({ days, shown: bars.map((bar) => toBar(bar, facts)), hidden })

/** Drawn while a month is on its way: its days, and nothing that would claim to be all of them. */
export const blankWeeks = (days: readonly PlainDate[]): MonthWeek[] =>
  Array.from({ length: days.length / 7 }, (_, week) => ({ days: days.slice(week * 7, week * 7 + 7), bars: [], hidden: [0, 0, 0, 0, 0, 0, 0] }))

/** Everything on one day, whole days first: the list behind "n more". */
export function occurrencesOn(day: PlainDate, occurrences: readonly Occurrence[], zone: string): Occurrence[] {
  return occurrences
    .filter((one) => {
      const { first, last } = daysTouched(one, zone)
      return first <= day && last >= day
    })
    .sort((a, b) => Number(isLaned(b)) - Number(isLaned(a)) || a.startUtc - b.startUtc || (a.key < b.key ? -1 : 1))
}
