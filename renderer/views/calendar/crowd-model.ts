import type { LayoutItem, Placed } from '../../../shared/time/layout.ts'
import { layOutDay } from '../../../shared/time/layout.ts'

/** Percent of the day's column by which each later start of a cascade is set in. */
const indentPercent = 14
/** Two starts closer than this: the later block lies over the title of the earlier one. */
const titleMs = 25 * 60_000
/** So much of a column must stay clear for a title to be told from another. */
const leastTitlePercent = 30
/** Titles of so many in one hour stand side by side in the narrowest column of a week. */
const mostBeside = 5

/** Where a place stands in the day's column, in percent. */
export function spotOf({ indent, column, columns }: Pick<Placed, 'indent' | 'column' | 'columns'>): { readonly x: number; readonly w: number } {
  const left = indent * indentPercent
  return { x: left + ((100 - left) * column) / columns, w: (100 - left) / columns }
}

/** A cascade of more than this many would hide most of them behind one "n more". */
const mostCascaded = 8

/**
 * Overlaps of one day. Ordinary ones follow the design's cascade; a crowd is packed into columns instead, so that a day of
 * forty events still shows what lies where. What finds no column folds, each heap only as long as its own events last.
 */
export function layOutCrowd(items: readonly LayoutItem[], columns: number): Placed[] {
  return clustersOf(items).flatMap((cluster) => {
    const cascade = layOutDay(cluster)
    if (cluster.length > mostCascaded && cascade.some((one) => one.more.length > 1)) return packed(cluster, columns)
    return hidesTitle(cluster, cascade) ? packed(cluster, Math.max(columns, mostBeside)) : cascade
  })
}

/** Somebody's title lies under a later block (design: every title line stays readable). */
function hidesTitle(cluster: readonly LayoutItem[], cascade: readonly Placed[]): boolean {
  const startOf = new Map(cluster.map((item) => [item.key, item.startUtc]))
  const drawn = cascade.filter((one) => !one.hidden).map((one) => ({ startUtc: startOf.get(one.key) ?? 0, ...spotOf(one) }))
  return drawn.some((under, at) => {
    for (let i = at + 1; i < drawn.length; i++) {
      const over = drawn[i]!
      if (over.startUtc >= under.startUtc + titleMs) return false
      const apart = over.x >= under.x + under.w - 0.01 || over.x + over.w <= under.x + 0.01
      if (!apart && over.x - under.x < leastTitlePercent) return true
    }
    return false
  })
}

/** Events that overlap, directly or through others. */
function clustersOf(items: readonly LayoutItem[]): LayoutItem[][] {
  const sorted = [...items].sort((a, b) => a.startUtc - b.startUtc || b.endUtc - a.endUtc || (a.key < b.key ? -1 : 1))
  const clusters: LayoutItem[][] = []
  let until = -Infinity
  for (const item of sorted) {
    const last = clusters[clusters.length - 1]
    if (last && item.startUtc < until) last.push(item)
    else clusters.push([item])
    until = item.startUtc < until ? Math.max(until, item.endUtc) : item.endUtc
  }
  return clusters
}

function packed(cluster: readonly LayoutItem[], most: number): Placed[] {
  const untilOf: number[] = []
  // What finds none of them free needs one more, whichever: it folds.
  const columnOf = cluster.map((item) => {
    let column = 0
    while (column < most && column < untilOf.length && untilOf[column]! > item.startUtc) column += 1
    untilOf[column] = item.endUtc
    return column
  })
  const needed = untilOf.length
  const columns = Math.min(needed, most)
  // The last column holds the heaps, when there are any.
  const foldsFrom = needed > most ? most - 1 : needed
  let heap: { at: number; more: string[] | null; endUtc: number } | null = null
  const out: Placed[] = []
  cluster.forEach((item, place) => {
    const column = Math.min(columnOf[place]!, columns - 1)
    const placed = { key: item.key, column, columns, indent: 0 }
    if (columnOf[place]! < foldsFrom) return out.push({ ...placed, more: [], hidden: false })
    if (heap && item.startUtc < heap.endUtc) {
      if (heap.more !== null) heap.more.push(item.key)
      else {
        const holder = out[heap.at]!
        heap.more = [holder.key, item.key]
        out[heap.at] = { ...holder, more: heap.more }
      }
      heap.endUtc = Math.max(heap.endUtc, Math.min(item.endUtc, heap.endUtc + heapStretchMs))
      return out.push({ ...placed, more: [], hidden: true })
    }
    heap = { at: out.length, more: null, endUtc: item.endUtc }
    return out.push({ ...placed, more: [], hidden: false })
  })
  return out
}

/** A heap may grow by this much with each event, so that a long chain becomes several heaps down the day. */
const heapStretchMs = 15 * 60_000
