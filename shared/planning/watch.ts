import type { Instant, PlainDate, Zone } from '../model/time.ts'
import { dayOf } from '../time/days.ts'
import type { PlanBlock } from './plan.ts'
import { planAnew } from './replan.ts'
import type { ScheduleInput } from './schedule.ts'
import { findTroubles } from './troubles.ts'

export interface PlanQuestion {
  /** As planning works on it; times of people without the events of the plan itself. */
  readonly input: Omit<ScheduleInput, 'keep'>
  readonly blocks: readonly PlanBlock[]
  /** Put where they are by hand: a better schedule leaves them. */
  readonly pinned: ReadonlySet<string>
  readonly nowUtc: Instant
  /** The planner's: an earlier end counts from a day on. */
  readonly zone: Zone
}

/** Somebody who is busy or away during a block of theirs. */
export interface TakenBlock {
  readonly blockId: string
  readonly startUtc: Instant
  readonly address: string
}

/** What one look at a plan saw; the next look is told against it. */
export interface PlanLook {
  readonly taken: readonly TakenBlock[]
  /** The day the plan ends on, and the earlier one on which it could end if it were made anew; null: no earlier. */
  readonly endsOn: PlainDate
  readonly couldEndOn: PlainDate | null
}

export type PlanNews = { readonly kind: 'taken'; readonly taken: readonly TakenBlock[] } | { readonly kind: 'earlier'; readonly endsOn: PlainDate; readonly couldEndOn: PlainDate }

/**
 * Looks at a plan once. Only what somebody said counts: time that is not known now leaves a block as it was seen last (`before`), tentative
 * time is no reason to move, and an earlier end is one in time that is known to be free, with all that fits now fitting still.
 */
export function lookAtPlan({ input, blocks, pinned, nowUtc, zone }: PlanQuestion, before: PlanLook | null): PlanLook {
  const starts = new Map(blocks.map((block) => [block.id, block.startUtc]))
  const taken = findTroubles({ ...input, blocks, nowUtc }).flatMap((trouble): TakenBlock[] => {
    if (trouble.kind !== 'busy' && trouble.kind !== 'away' && trouble.kind !== 'unknown') return []
    const one = { blockId: trouble.blockId, startUtc: starts.get(trouble.blockId) ?? 0, address: trouble.address }
    return trouble.kind !== 'unknown' || holds(before, one) ? [one] : []
  })
  const endsOn = lastDay(blocks, zone)
  const anew = taken.length > 0 ? null : planAnew(input, blocks, pinned)
  const known = new Set(blocks.map((block) => block.packageId))
  const couldEndOn = anew === null || anew.misfits.some((misfit) => known.has(misfit.packageId)) ? null : lastDay(anew.blocks.filter((block) => known.has(block.packageId)), zone)
  return { taken: unique(taken), endsOn, couldEndOn: couldEndOn !== null && couldEndOn < endsOn ? couldEndOn : null }
}

/**
 * What is worth telling since the last look. `null`: nothing new, what was told stands. `none`: nothing stands any more.
 * The first look tells nothing: whoever made the plan saw what there was.
 */
export function planNewsSince(before: PlanLook | null, now: PlanLook): PlanNews | 'none' | null {
  const calm = now.taken.length === 0 && now.couldEndOn === null
  if (before === null) return calm ? 'none' : null
  const taken = now.taken.filter((one) => !holds(before, one))
  if (taken.length > 0) return { kind: 'taken', taken }
  // A plan that ends elsewhere was changed: whoever changed it saw what else there was.
  if (before.endsOn !== now.endsOn) return calm ? 'none' : null
  if (now.couldEndOn !== null && (before.couldEndOn === null || now.couldEndOn < before.couldEndOn)) return { kind: 'earlier', endsOn: now.endsOn, couldEndOn: now.couldEndOn }
  return calm ? 'none' : null
}

const holds = (look: PlanLook | null, one: TakenBlock): boolean => look?.taken.some((other) => other.blockId === one.blockId && other.startUtc === one.startUtc && other.address === one.address) ?? false

const unique = (taken: readonly TakenBlock[]): TakenBlock[] => taken.filter((one, at) => taken.findIndex((other) => other.blockId === one.blockId && other.address === one.address) === at)

const lastDay = (blocks: readonly PlanBlock[], zone: Zone): PlainDate => dayOf(Math.max(0, ...blocks.map((block) => block.endUtc - 1)), zone)
