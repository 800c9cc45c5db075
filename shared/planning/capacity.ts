import type { Instant, Interval } from '../model/time.ts'
import { intersect, mergeIntervals, subtract } from '../time/intervals.ts'
import { minuteMs, type PlanBlock, type PlanPerson } from './plan.ts'
import { ofKinds, workTime } from './usable.ts'

/** Working time of one person in one week, by what is known of it: free + tentative + taken + unknown = work. */
export interface WeekCapacity extends Interval {
  readonly workMin: number
  readonly freeMin: number
  readonly tentativeMin: number
  /** Busy or away. */
  readonly takenMin: number
  /** Never part of `freeMin`, also when the plan may use it. */
  readonly unknownMin: number
  /** Blocks of the plan, inside and outside of the hours above. */
  readonly plannedMin: number
}

/** Time before `fromUtc` is gone and counts as nothing. Weeks are whatever intervals the caller shows. */
export function capacityByWeek(person: PlanPerson, weeks: readonly Interval[], fromUtc: Instant, blocks: readonly PlanBlock[]): WeekCapacity[] {
  const mine = mergeIntervals(blocks.filter((block) => block.people.includes(person.address)))
  const free = ofKinds(person, ['free'])
  const tentative = ofKinds(person, ['tentative'])
  const taken = ofKinds(person, ['busy', 'unavailable'])
  return weeks.map(({ startUtc, endUtc }) => {
    const week = { startUtc: Math.min(Math.max(startUtc, fromUtc), endUtc), endUtc }
    const work = week.startUtc < week.endUtc ? workTime(person, week) : []
    return {
      startUtc,
      endUtc,
      workMin: minutesOf(work),
      freeMin: minutesOf(intersect(work, free)),
      tentativeMin: minutesOf(intersect(work, tentative)),
      takenMin: minutesOf(intersect(work, taken)),
      unknownMin: minutesOf(subtract(subtract(subtract(work, free), tentative), taken)),
      plannedMin: minutesOf(intersect(mine, [week])),
    }
  })
}

const minutesOf = (list: readonly Interval[]): number => Math.round(list.reduce((sum, one) => sum + one.endUtc - one.startUtc, 0) / minuteMs)
