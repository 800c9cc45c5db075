import type { Instant, Interval } from '../model/time.ts'
import { intersect, subtract } from '../time/intervals.ts'
import { earliestFit, roomFor, type FitBlock, type Lane } from './fit.ts'
import type { PlanBlock, WorkPackage } from './plan.ts'

/** All that decides where one package goes when its turn comes. */
export interface Turn {
  readonly one: WorkPackage
  /** Its blocks that stay. */
  readonly kept: readonly PlanBlock[]
  /** Still to be placed. */
  readonly minutes: number
  readonly notBeforeUtc: Instant
  readonly untilUtc: Instant
  readonly stepMin: number
  readonly usable: (address: string) => readonly Interval[]
  /** By blocks that are placed already. */
  readonly taken: (address: string) => readonly Interval[]
}

/** The blocks that end first among all ways to do it; null when it does not fit. */
export function place(turn: Turn): FitBlock[] | null {
  let best: FitBlock[] | null = null
  for (const lanes of choicesOf(turn)) {
    const found = earliestFit({ ...limitsOf(turn), lanes, minutes: turn.minutes })
    if (found !== null && (best === null || endOf(found) < endOf(best))) best = found
  }
  return best
}

/** The most minutes that fit, in the best of the ways. */
export const room = (turn: Turn, minBlockMin: number): number => Math.max(0, ...choicesOf(turn).map((lanes) => roomFor({ ...limitsOf(turn), lanes, minBlockMin })))

const limitsOf = ({ one, stepMin, notBeforeUtc, untilUtc }: Turn) => ({ minBlockMin: one.minBlockMin, maxBlockMin: one.maxBlockMin, stepMin, notBeforeUtc, untilUtc })

/** Each entry is one way to do it: lanes to be used side by side. */
function choicesOf({ one, kept, usable, taken }: Turn): Lane[][] {
  const timeOf = (address: string): Interval[] => subtract(usable(address), taken(address))
  if (one.way === 'all') return [[{ people: one.people, free: one.people.map(timeOf).reduce((a, b) => intersect(a, b)) }]]
  const alone = one.people.map((address): Lane => ({ people: [address], free: timeOf(address) }))
  if (one.way === 'shared') return [alone]
  // Who has begun goes on with it.
  const begun = kept[0]?.people[0]
  return alone.filter((lane) => begun === undefined || lane.people[0] === begun).map((lane) => [lane])
}

export const endOf = (blocks: readonly Interval[]): Instant => Math.max(-Infinity, ...blocks.map((block) => block.endUtc))
