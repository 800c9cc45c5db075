import type { Instant } from '../model/time.ts'

export interface LayoutItem {
  readonly key: string
  readonly startUtc: Instant
  readonly endUtc: Instant
}

/** Where a block stands in the width of its day; fractions are the style sheet's. */
export interface Placed {
  readonly key: string
  /** Place among the `columns` that stand side by side, 0 first. */
  readonly column: number
  readonly columns: number
  /** Steps of the cascade, 0…4: a block covers those of fewer steps. */
  readonly indent: number
  /** Keys that share this place ("3 more"), its own among them; empty for a place that shows its event. */
  readonly more: readonly string[]
  /** Told by another's `more`: not drawn by itself. */
  readonly hidden: boolean
}

interface Group {
  readonly items: LayoutItem[]
  readonly firstStartUtc: Instant
  endUtc: Instant
  indent: number
}

const togetherMs = 30 * 60_000
const mostSideBySide = 3
const places = 5
/** An empty block is still drawn, about this high. */
const leastMs = 15 * 60_000

/**
 * Overlaps of one day (design README): two or three that overlap and start less than 30 minutes apart stand side by
 * side; any other later start is indented over those still running; from the fifth place on they fold into one.
 * In: any order. Out: by start, the longer first.
 */
export function layOutDay(items: readonly LayoutItem[]): Placed[] {
  const sorted = [...items].sort((a, b) => a.startUtc - b.startUtc || b.endUtc - a.endUtc || (a.key < b.key ? -1 : 1))
  const out: Placed[] = []
  const groups = groupsOf(sorted)
  const running: Group[] = []
  let folded: { at: number; more: string[] | null; endUtc: Instant } | null = null
  for (const group of groups) {
    // In place and in one go: of a day with a thousand events, hundreds may be running.
    let kept = 0
    let highest = -1
    for (const one of running) {
      if (one.endUtc <= group.firstStartUtc) continue
      running[kept++] = one
      highest = Math.max(highest, one.indent)
    }
    running.length = kept
    group.indent = highest + 1
    running.push(group)
    if (folded && folded.endUtc <= group.firstStartUtc) folded = null
    if (group.indent < places - 1) {
      group.items.forEach((item, column) => out.push({ key: item.key, column, columns: group.items.length, indent: group.indent, more: [], hidden: false }))
      continue
    }
    group.indent = places - 1
    for (const item of group.items) {
      const place = { key: item.key, column: 0, columns: 1, indent: places - 1 }
      if (folded) {
        if (folded.more !== null) folded.more.push(item.key)
        else {
          const holder = out[folded.at] as Placed
          folded.more = [holder.key, item.key]
          out[folded.at] = { ...holder, more: folded.more }
        }
        out.push({ ...place, more: [], hidden: true })
        folded.endUtc = Math.max(folded.endUtc, endOf(item))
      } else {
        folded = { at: out.length, more: null, endUtc: endOf(item) }
        out.push({ ...place, more: [], hidden: false })
      }
    }
  }
  return out
}

const endOf = (item: LayoutItem): Instant => Math.max(item.endUtc, item.startUtc + leastMs)

/** Side by side if two or three of them fit the rule; a fourth makes a cascade of them all. */
function groupsOf(sorted: readonly LayoutItem[]): Group[] {
  const groups: Group[] = []
  for (const item of sorted) {
    const last = groups.at(-1)
    if (last && item.startUtc - last.firstStartUtc < togetherMs && last.items.every((other) => endOf(other) > item.startUtc)) {
      last.items.push(item)
      last.endUtc = Math.max(last.endUtc, endOf(item))
    } else groups.push({ items: [item], firstStartUtc: item.startUtc, endUtc: endOf(item), indent: 0 })
  }
  return groups.flatMap((group) =>
    group.items.length <= mostSideBySide ? [group] : group.items.map((item) => ({ items: [item], firstStartUtc: item.startUtc, endUtc: endOf(item), indent: 0 })),
  )
}
