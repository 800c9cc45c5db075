import type { PlanBlock } from './plan.ts'

/** What becomes of a schedule: shown before anything moves. */
export interface Comparison {
  readonly moved: readonly { readonly from: PlanBlock; readonly to: PlanBlock }[]
  readonly added: readonly PlanBlock[]
  readonly removed: readonly PlanBlock[]
  readonly same: number
}

/** Blocks are the same ones by id. */
export function compareSchedules(before: readonly PlanBlock[], after: readonly PlanBlock[]): Comparison {
  const was = new Map(before.map((block) => [block.id, block]))
  const is = new Set(after.map((block) => block.id))
  const known = after.flatMap((to) => {
    const from = was.get(to.id)
    return from === undefined ? [] : [{ from, to }]
  })
  return {
    moved: known.filter(({ from, to }) => !isSame(from, to)),
    added: after.filter((block) => !was.has(block.id)),
    removed: before.filter((block) => !is.has(block.id)),
    same: known.filter(({ from, to }) => isSame(from, to)).length,
  }
}

const isSame = (a: PlanBlock, b: PlanBlock): boolean => a.startUtc === b.startUtc && a.endUtc === b.endUtc && a.people.join(' ') === b.people.join(' ')

/** True when nothing would change. */
export const changesNothing = (comparison: Comparison): boolean => comparison.moved.length + comparison.added.length + comparison.removed.length === 0

/**
 * Gives new blocks the ids of blocks they stand in for, so that an event in the calendar moves with its block instead of being
 * deleted and made anew: of the same package, of the same people before others, in order of time.
 */
export function standIn(before: readonly PlanBlock[], after: readonly PlanBlock[]): PlanBlock[] {
  const kept = new Set(after.map((block) => block.id))
  const spare = before.filter((block) => !kept.has(block.id)).toSorted((a, b) => a.startUtc - b.startUtc)
  const wasThere = new Set(before.map((block) => block.id))
  const take = (wanted: (block: PlanBlock) => boolean): string | null => {
    const place = spare.findIndex(wanted)
    return place < 0 ? null : ((spare.splice(place, 1)[0] as PlanBlock).id)
  }
  const given = new Map<PlanBlock, string>()
  const fresh = after.filter((block) => !wasThere.has(block.id)).toSorted((a, b) => a.startUtc - b.startUtc)
  for (const sameTeam of [true, false]) {
    for (const block of fresh) {
      if (given.has(block)) continue
      const id = take((old) => old.packageId === block.packageId && (!sameTeam || old.people.join(' ') === block.people.join(' ')))
      if (id !== null) given.set(block, id)
    }
  }
  return after.map((block) => ({ ...block, id: given.get(block) ?? block.id }))
}
