import type { WorkingHours } from '../freebusy/hours.ts'
import type { BusySpan } from '../model/busy.ts'
import type { Instant, Interval } from '../model/time.ts'

/** How the people of a package do it: together at one time, one of them all of it, or its hours split between them. */
export const ways = ['all', 'one', 'shared'] as const
export type Way = (typeof ways)[number]

/** A piece of work. All minutes are multiples of the step (15). */
export interface WorkPackage {
  readonly id: string
  readonly minutes: number
  /** Addresses, the preferred ones first. */
  readonly people: readonly string[]
  readonly way: Way
  /** It ends at or before; null: by the end of the plan. */
  readonly deadlineUtc: Instant | null
  /** Packages that end before this one begins. */
  readonly after: readonly string[]
  /** No block is shorter (but the rest of a package may be), none is longer; blocks of one package have a step between them. */
  readonly minBlockMin: number
  readonly maxBlockMin: number
}

/** One person's time, as far as it is known. */
export interface PlanPerson {
  readonly address: string
  /** Sorted and disjoint; time outside of them is unknown. */
  readonly spans: readonly BusySpan[]
  readonly hours: WorkingHours
  /** The planner said so: unknown time of this person may be used. It stays unknown in every count. */
  readonly assumeFree: boolean
}

/** Work at a time. All of `people` are in it at once. */
export interface PlanBlock extends Interval {
  readonly id: string
  readonly packageId: string
  readonly people: readonly string[]
}

export interface PlanRules {
  /** Tentative time may be used. */
  readonly useTentative: boolean
  /** Starts and ends lie on multiples of it (FBA-15: never the data). */
  readonly stepMin: number
}

export const usualRules: PlanRules = { useTentative: false, stepMin: 15 }
export const minuteMs = 60_000
