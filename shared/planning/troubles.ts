import { firstSpanAfter } from '../freebusy/slot.ts'
import type { BusySpan } from '../model/busy.ts'
import type { Instant, Interval } from '../model/time.ts'
import { subtract } from '../time/intervals.ts'
import type { PlanBlock, PlanPerson, PlanRules, WorkPackage } from './plan.ts'
import { workTime } from './usable.ts'

/** What is wrong with a block now: somebody's time changed, or it was put there by hand. */
export type Trouble = { readonly blockId: string } & (
  | { readonly kind: 'busy' | 'away' | 'tentative' | 'unknown' | 'off-hours'; readonly address: string; readonly at: Interval }
  | { readonly kind: 'overlap'; readonly address: string; readonly other: string }
  | { readonly kind: 'order'; readonly waitsFor: string }
  | { readonly kind: 'deadline' }
)

export interface CheckInput {
  readonly packages: readonly WorkPackage[]
  readonly people: readonly PlanPerson[]
  readonly blocks: readonly PlanBlock[]
  readonly rules: PlanRules
  /** Blocks that end by now are done and not looked at. */
  readonly nowUtc: Instant
}

/** In the order of the blocks. A block in a plan made of known time has none until that time changes. */
export function findTroubles(input: CheckInput): Trouble[] {
  return input.blocks.filter((block) => block.endUtc > input.nowUtc).flatMap((block) => troublesOf(block, input))
}

/** Of one block alone, e.g. while it is being dragged. */
export function troublesOf(block: PlanBlock, input: CheckInput): Trouble[] {
  const blockId = block.id
  const one = input.packages.find((candidate) => candidate.id === block.packageId)
  const found: Trouble[] = block.people.flatMap((address) => {
    const person = input.people.find((candidate) => candidate.address === address)
    const inTime = person === undefined ? [{ blockId, kind: 'unknown' as const, address, at: block }] : inTimeOf(person, block, input.rules)
    const overlaps = input.blocks
      .filter((other) => other.id !== block.id && other.people.includes(address) && other.startUtc < block.endUtc && other.endUtc > block.startUtc)
      .map((other): Trouble => ({ blockId, kind: 'overlap', address, other: other.id }))
    return [...inTime, ...overlaps]
  })
  for (const id of one?.after ?? []) {
    if (input.blocks.some((other) => other.packageId === id && other.endUtc > block.startUtc)) found.push({ blockId, kind: 'order', waitsFor: id })
  }
  if (one?.deadlineUtc !== null && one !== undefined && block.endUtc > one.deadlineUtc) found.push({ blockId, kind: 'deadline' })
  return found
}

function inTimeOf(person: PlanPerson, block: PlanBlock, rules: PlanRules): Trouble[] {
  const { address } = person
  const found: Trouble[] = []
  const add = (kind: 'busy' | 'away' | 'tentative' | 'unknown' | 'off-hours', at: Interval): void => {
    found.push({ blockId: block.id, kind, address, at: { startUtc: at.startUtc, endUtc: at.endUtc } })
  }
  const known: BusySpan[] = []
  for (let i = firstSpanAfter(person.spans, block.startUtc); i < person.spans.length; i++) {
    const span = person.spans[i] as BusySpan
    if (span.startUtc >= block.endUtc) break
    if (span.kind !== 'unknown') known.push(span)
    if (span.kind === 'busy') add('busy', span)
    else if (span.kind === 'unavailable') add('away', span)
    else if (span.kind === 'tentative' && !rules.useTentative) add('tentative', span)
  }
  if (!person.assumeFree) for (const at of subtract([block], known)) add('unknown', at)
  for (const at of subtract([block], workTime(person, block))) add('off-hours', at)
  return found
}
