import { offHoursIn } from '../freebusy/hours.ts'
import type { BusyKind } from '../model/busy.ts'
import type { Interval } from '../model/time.ts'
import { intersect, mergeIntervals, subtract } from '../time/intervals.ts'
import { minuteMs, type PlanPerson, type PlanRules } from './plan.ts'

/**
 * Time of one person that may be planned: inside their working hours and known to be free. Tentative time counts when the rules
 * say so, unknown time when the planner said so for this person; nothing else ever does (FBA-12).
 * Out: sorted, disjoint, both ends on multiples of the step, inside `window`.
 */
export function usableTime(person: PlanPerson, rules: PlanRules, window: Interval): Interval[] {
  const may = person.assumeFree ? subtract([window], ofKinds(person, rules.useTentative ? ['busy', 'unavailable'] : ['tentative', 'busy', 'unavailable'])) : ofKinds(person, rules.useTentative ? ['free', 'tentative'] : ['free'])
  return onGrid(intersect(may, workTime(person, window)), rules.stepMin)
}

/** The working hours of a person inside `window`. */
export const workTime = (person: Pick<PlanPerson, 'hours'>, window: Interval): Interval[] => subtract([window], offHoursIn(person.hours, window))

export const ofKinds = (person: Pick<PlanPerson, 'spans'>, kinds: readonly BusyKind[]): Interval[] => mergeIntervals(person.spans.filter((span) => kinds.includes(span.kind)))

/** Shrinks to the grid, never grows; what is left of nothing is dropped. */
function onGrid(list: readonly Interval[], stepMin: number): Interval[] {
  const step = stepMin * minuteMs
  return list
    .map(({ startUtc, endUtc }) => ({ startUtc: Math.ceil(startUtc / step) * step, endUtc: Math.floor(endUtc / step) * step }))
    .filter(({ startUtc, endUtc }) => startUtc < endUtc)
}
