import type { BusyRow } from '../contract/freebusy.ts'
import type { PlanPackageView, PlanView } from '../contract/plans.ts'
import type { WorkingHours } from '../freebusy/hours.ts'
import type { Instant, Interval, Zone } from '../model/time.ts'
import { addDays, startOfDay, weekDays, type Weekday } from '../time/days.ts'
import { minuteMs, usualRules, type PlanPerson, type WorkPackage } from './plan.ts'
import type { ScheduleInput } from './schedule.ts'
import { findTroubles, type Trouble } from './troubles.ts'

/** A plan as it is kept, and what is known of its people's time: what planning works on is made of it. */
export interface PlanContext {
  readonly plan: PlanView
  readonly rows: readonly BusyRow[]
  readonly zone: Zone
  readonly weekStart: Weekday
  /** Mine: what is assumed of people whose own hours nobody told. */
  readonly usualHours: Omit<WorkingHours, 'zone'>
  readonly nowUtc: Instant
}

/** The whole weeks of a plan, from the week of its first day on: all the time that is shown and asked about. */
export function planWindow({ startDate, weeks }: Pick<PlanView, 'startDate' | 'weeks'>, zone: Zone, weekStart: Weekday): Interval {
  const first = weekDays(startDate, weekStart)[0] ?? startDate
  return { startUtc: startOfDay(first, zone), endUtc: startOfDay(addDays(first, 7 * weeks), zone) }
}

export function planPeople({ plan, rows, usualHours, zone }: Pick<PlanContext, 'plan' | 'rows' | 'usualHours' | 'zone'>): PlanPerson[] {
  const found = new Map(rows.map((row) => [row.address.toLowerCase(), row]))
  return plan.people.map((person) => {
    const row = found.get(person.address.toLowerCase())
    return { address: person.address, spans: row?.spans ?? [], hours: row?.workingHours ?? { ...usualHours, zone: row?.zone ?? zone }, assumeFree: person.assumeFree }
  })
}

const workPackage = (one: PlanPackageView, zone: Zone): WorkPackage => ({
  id: one.id,
  minutes: one.minutes,
  people: one.people,
  way: one.way,
  deadlineUtc: one.deadline === null ? null : startOfDay(addDays(one.deadline, 1), zone),
  after: one.after,
  minBlockMin: one.minBlockMin,
  maxBlockMin: one.maxBlockMin,
})

/** New blocks begin at the next full quarter of an hour, or on the first day of the plan. */
export function planningInput(context: PlanContext): Omit<ScheduleInput, 'keep'> {
  const { plan, zone, weekStart, nowUtc } = context
  const step = usualRules.stepMin * minuteMs
  const all = planWindow(plan, zone, weekStart)
  const firstUtc = Math.max(startOfDay(plan.startDate, zone), Math.ceil(nowUtc / step) * step)
  return {
    packages: plan.packages.map((one) => workPackage(one, zone)),
    people: planPeople(context),
    window: { startUtc: Math.min(firstUtc, all.endUtc), endUtc: all.endUtc },
    rules: { ...usualRules, useTentative: plan.useTentative },
  }
}

export const troublesIn = (context: PlanContext): Trouble[] => {
  const input = planningInput(context)
  return findTroubles({ ...input, blocks: context.plan.blocks, nowUtc: context.nowUtc })
}
