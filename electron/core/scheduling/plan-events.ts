import type { PlanBlockView, PlanView } from '../../../shared/contract/plans.ts'
import type { DrawnRow, ReadStore } from '../store/store.ts'

/**
 * The plan with its events as the calendar has them now. Whoever moved an event there meant it: its block moves along. A block
 * whose event is gone is not placed. One that was invited to by the editor has no link; an event of mine with its title and times is it.
 */
export function withEvents(read: ReadStore, plan: PlanView): PlanView {
  const linked = new Set(plan.blocks.flatMap((block) => block.placed?.objectId ?? []))
  const titles = new Map(plan.packages.map((one) => [one.id, eventTitle(one)]))
  const blocks = plan.blocks.map((block): PlanBlockView => {
    const event = eventOf(read, block) ?? lookedUp(read, block, titles.get(block.packageId) ?? '', linked)
    if (event === null) return { ...block, placed: null }
    const placed = { objectId: event.objectId, startUtc: event.startUtc, endUtc: event.endUtc, invited: event.people.total }
    const movedThere = block.placed !== null && (block.placed.startUtc !== event.startUtc || block.placed.endUtc !== event.endUtc)
    return movedThere ? { ...block, startUtc: event.startUtc, endUtc: event.endUtc, pinned: true, placed } : { ...block, placed }
  })
  return { ...plan, blocks, leftovers: plan.leftovers.filter((id) => isThere(read, id)) }
}

/** What a block is called in the calendar. */
export const eventTitle = (one: Pick<PlanView['packages'][number], 'title'>): string => (one.title.trim() === '' ? 'Work' : one.title.trim())

function eventOf(read: ReadStore, block: PlanBlockView): DrawnRow | null {
  if (block.placed === null || !isThere(read, block.placed.objectId)) return null
  return read.occurrence(block.placed.objectId, null)
}

function isThere(read: ReadStore, id: Parameters<ReadStore['object']>[0]): boolean {
  const object = read.object(id)
  return object !== null && !object.deletedHere && !object.vanished
}

function lookedUp(read: ReadStore, block: PlanBlockView, title: string, linked: ReadonlySet<string>): DrawnRow | null {
  const window = { startUtc: block.startUtc, endUtc: block.endUtc }
  if (window.startUtc >= window.endUtc) return null
  const found = read
    .occurrencesIn({ window, zone: read.zone(), visibleOnly: false })
    .filter((row) => row.title === title && row.role !== 'attendee' && !row.repeats && row.startUtc === block.startUtc && row.endUtc === block.endUtc && !linked.has(row.objectId))
  return found[0] ?? null
}
