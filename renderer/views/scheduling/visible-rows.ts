/** From this many rows on, only those in sight are drawn. */
const drawAllUpTo = 40

export interface Heights {
  /** Where each row begins; one more entry at the end is the whole height. */
  readonly tops: readonly number[]
}

export function stack(heights: readonly number[]): Heights {
  const tops: number[] = [0]
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height)
  return { tops }
}

export interface RowRange {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** Rows that are in sight, with some more on both sides, in steps of eight so that scrolling seldom draws anew. */
export function rowsInSight({ tops }: Heights, scrollTop: number, height: number): RowRange {
  const count = tops.length - 1
  if (count <= drawAllUpTo) return { from: 0, to: count }
  const first = indexAt(tops, scrollTop)
  const last = indexAt(tops, scrollTop + height)
  return { from: Math.max(0, Math.floor((first - 4) / 8) * 8), to: Math.min(count, Math.ceil((last + 5) / 8) * 8) }
}

/** For the first frame: no more than `height` can show from the top, however many there are. */
export function rowsAtFirst({ tops }: Heights, height: number): RowRange {
  return { from: 0, to: Math.min(tops.length - 1, indexAt(tops, height) + 1) }
}

/** Places of the rows to draw, in order: those in sight, and `kept` wherever it is, since a row that has the focus must not go. -1: none. */
export function drawnRows({ from, to }: RowRange, kept: number): readonly number[] {
  const inside = Array.from({ length: to - from }, (_, at) => from + at)
  if (kept < 0 || (kept >= from && kept < to)) return inside
  return kept < from ? [kept, ...inside] : [...inside, kept]
}

/** The last row that begins at or before `y`. */
function indexAt(tops: readonly number[], y: number): number {
  let low = 0
  let high = tops.length - 2
  while (low < high) {
    const mid = (low + high + 1) >> 1
    if ((tops[mid] ?? 0) <= y) low = mid
    else high = mid - 1
  }
  return low
}

/** The stretch of the axis that is drawn, in its units. */
export interface Sight {
  readonly from: number
  readonly to: number
}

/** What is in sight with half a width more on both sides, in steps of half a width: a pan draws anew at most once. */
export function timeInSight(scrollLeft: number, width: number): Sight {
  const step = Math.max(width / 2, 1)
  const first = Math.floor(scrollLeft / step)
  return { from: (first - 1) * step, to: (first + 4) * step }
}

export const inSight = (box: { readonly x: number; readonly width: number }, sight: Sight): boolean => box.x < sight.to && box.x + box.width > sight.from
