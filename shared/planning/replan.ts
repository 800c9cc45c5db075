import { compareSchedules, standIn, type Comparison } from './compare.ts'
import type { PlanBlock } from './plan.ts'
import { schedule, type Schedule, type ScheduleInput } from './schedule.ts'
import { findTroubles } from './troubles.ts'

export interface Replan extends Schedule {
  readonly changes: Comparison
}

/** Moves what no longer fits and leaves the rest where it is, as far as order and deadlines allow. */
export function replan(input: Omit<ScheduleInput, 'keep'>, blocks: readonly PlanBlock[]): Replan {
  const troubled = new Set(findTroubles({ ...input, blocks, nowUtc: input.window.startUtc }).map((trouble) => trouble.blockId))
  return changed(input, blocks, blocks.filter((block) => !troubled.has(block.id) || block.startUtc < input.window.startUtc))
}

/** Makes the plan anew: everything as early as it goes, but `fixed` (put there by hand) and what is done already. */
export function planAnew(input: Omit<ScheduleInput, 'keep'>, blocks: readonly PlanBlock[], fixed: ReadonlySet<string>): Replan {
  return changed(input, blocks, blocks.filter((block) => fixed.has(block.id) || block.startUtc < input.window.startUtc))
}

function changed(input: Omit<ScheduleInput, 'keep'>, before: readonly PlanBlock[], keep: readonly PlanBlock[]): Replan {
  const made = schedule({ ...input, keep })
  const blocks = standIn(before, made.blocks)
  return { ...made, blocks, changes: compareSchedules(before, blocks) }
}
