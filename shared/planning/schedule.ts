import type { Instant, Interval } from '../model/time.ts'
import { explainMisfit, type Misfit } from './explain.ts'
import type { FitBlock } from './fit.ts'
import { circular, orders } from './order.ts'
import { minuteMs, type PlanBlock, type PlanPerson, type PlanRules, type WorkPackage } from './plan.ts'
import { place, type Turn } from './turn.ts'
import { usableTime } from './usable.ts'

export interface ScheduleInput {
  readonly packages: readonly WorkPackage[]
  readonly people: readonly PlanPerson[]
  /** New blocks lie inside of it: from now, or the first day of the plan, to its last. */
  readonly window: Interval
  readonly rules: PlanRules
  /** Blocks to stay where they are, as far as order, deadline and hours of their package allow. */
  readonly keep?: readonly PlanBlock[]
}

export interface Schedule {
  /** Sorted by start. */
  readonly blocks: readonly PlanBlock[]
  /** In the order of the packages; a package that does not fit gets no new blocks. */
  readonly misfits: readonly Misfit[]
  /** Last end of each package that fits. */
  readonly finishes: ReadonlyMap<string, Instant>
}

/**
 * Each package, in its turn, ends as early as it can beside those before it: inside free and known time of its people, after
 * what it waits for, by its deadline, with exactly its hours. Turns go by urgency; where that leaves something out, other orders are tried.
 */
export function schedule(input: ScheduleInput): Schedule {
  const usable = new Map(input.people.map((person) => [person.address, usableTime(person, input.rules, input.window)]))
  let best: Round | null = null
  for (const order of orders(input.packages, () => [...(best?.misfits.keys() ?? [])])) {
    const found = inOrder(input, order, usable)
    if (best === null || found.misfits.size < best.misfits.size) best = found
    if (!input.packages.some((one) => best?.misfits.has(one.id) && couldFit(input, one, usable, best.misfits))) break
  }
  if (best === null) return { blocks: [], misfits: [], finishes: new Map() }
  const { blocks, misfits, finishes } = best
  return { blocks: blocks.toSorted((a, b) => a.startUtc - b.startUtc), misfits: input.packages.flatMap((one) => misfits.get(one.id)?.() ?? []), finishes }
}

/** Whether another order may help at all: nothing helps a package that does not fit when it is alone. */
function couldFit(input: ScheduleInput, one: WorkPackage, usable: ReadonlyMap<string, readonly Interval[]>, misfits: Round['misfits']): boolean {
  if (one.people.length === 0 || one.after.some((id) => misfits.has(id)) || circular(input.packages).has(one.id)) return false
  return place(turnOf(input, one, [], [], usable, input.window.startUtc)) !== null
}

interface Round {
  readonly blocks: readonly PlanBlock[]
  /** By package, told only for the schedule that is taken: finding out what would help takes longer than the schedule. */
  readonly misfits: ReadonlyMap<string, () => Misfit>
  readonly finishes: ReadonlyMap<string, Instant>
  readonly letGo: readonly PlanBlock[]
}

/** Kept blocks that turn out to stand in the way of order, deadline or hours are let go, and the round begins anew. */
function inOrder(input: ScheduleInput, order: readonly WorkPackage[], usable: ReadonlyMap<string, readonly Interval[]>): Round {
  let keep = (input.keep ?? []).filter((block) => input.packages.some((one) => one.id === block.packageId))
  for (;;) {
    const round = oneRound(input, order, usable, keep)
    if (round.letGo.length === 0) return round
    keep = keep.filter((block) => !round.letGo.includes(block))
  }
}

function oneRound(input: ScheduleInput, order: readonly WorkPackage[], usable: ReadonlyMap<string, readonly Interval[]>, keep: readonly PlanBlock[]): Round {
  const blocks: PlanBlock[] = [...keep]
  const finishes = new Map<string, Instant>()
  const misfits = new Map<string, () => Misfit>()
  const stuck = circular(input.packages)
  for (const id of stuck) misfits.set(id, () => ({ kind: 'circle', packageId: id }))
  for (const one of order) {
    const waitsFor = one.after.find((id) => misfits.has(id))
    if (waitsFor !== undefined) {
      misfits.set(one.id, () => ({ kind: 'waits', packageId: one.id, for: waitsFor }))
      continue
    }
    if (one.people.length === 0) {
      misfits.set(one.id, () => ({ kind: 'nobody', packageId: one.id }))
      continue
    }
    const readyUtc = Math.max(-Infinity, ...one.after.map((id) => finishes.get(id) ?? -Infinity))
    const kept = keep.filter((block) => block.packageId === one.id)
    const letGo = inTheWay(one, kept, readyUtc, input.window.startUtc)
    if (letGo.length > 0) return { blocks, misfits, finishes, letGo }
    const turn = turnOf(input, one, kept, blocks, usable, Math.max(input.window.startUtc, readyUtc))
    const fit = place(turn)
    if (fit === null) {
      misfits.set(one.id, () => explainMisfit(turn, input))
      continue
    }
    const added = fit.map((block) => ({ ...block, id: freeId(blocks, one.id, block), packageId: one.id }))
    blocks.push(...added)
    finishes.set(one.id, Math.max(readyUtc, ...[...kept, ...added].map((block) => block.endUtc)))
  }
  return { blocks, misfits, finishes, letGo: [] }
}

/** Blocks before `nowUtc` are work done and stay whatever happens. */
function inTheWay(one: WorkPackage, kept: readonly PlanBlock[], readyUtc: Instant, nowUtc: Instant): PlanBlock[] {
  const ahead = kept.filter((block) => block.endUtc > nowUtc).toSorted((a, b) => b.startUtc - a.startUtc)
  const wrong = ahead.filter((block) => block.startUtc < readyUtc || (one.deadlineUtc !== null && block.endUtc > one.deadlineUtc) || block.people.some((who) => !one.people.includes(who)))
  if (wrong.length > 0) return wrong
  const tooMuch = minutesIn(kept) > one.minutes
  return tooMuch ? ahead.slice(0, 1) : []
}

function turnOf(input: Pick<ScheduleInput, 'window' | 'rules'>, one: WorkPackage, kept: readonly PlanBlock[], blocks: readonly PlanBlock[], usable: ReadonlyMap<string, readonly Interval[]>, notBeforeUtc: Instant): Turn {
  const step = input.rules.stepMin * minuteMs
  return {
    one,
    kept,
    minutes: one.minutes - minutesIn(kept),
    notBeforeUtc,
    untilUtc: Math.min(input.window.endUtc, one.deadlineUtc ?? Infinity),
    stepMin: input.rules.stepMin,
    usable: (address) => usable.get(address) ?? [],
    taken: (address) =>
      blocks
        .filter((block) => block.people.includes(address))
        // A step of rest between the blocks of one package.
        .map((block) => (block.packageId === one.id ? { startUtc: block.startUtc - step, endUtc: block.endUtc + step } : block)),
  }
}

const minutesIn = (blocks: readonly Interval[]): number => Math.round(blocks.reduce((total, block) => total + block.endUtc - block.startUtc, 0) / minuteMs)

function freeId(blocks: readonly PlanBlock[], packageId: string, block: FitBlock): string {
  const plain = `${packageId}/${block.startUtc / minuteMs}/${block.people[0] ?? ''}`
  let id = plain
  for (let n = 2; blocks.some((other) => other.id === id); n++) id = `${plain}/${n}`
  return id
}
