import type { CollectionId } from '../../../shared/model/ids.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import type { Db } from './db.ts'
import { drawnColumns, type DrawnCells, drawnHead, type DrawnHead } from './drawn-row.ts'

/** The dates of one part of one series, and what all of them look like. */
export interface Series {
  readonly objectKey: number
  readonly part: number
  readonly durationMs: number
  readonly allDay: boolean
  /** Ascending. */
  readonly starts: Float64Array
  readonly head: DrawnHead
  readonly collectionId: CollectionId
  readonly deletedHere: boolean
}

/**
 * All series in memory, read from the store when first asked for and again for objects that were touched since: a window is then
 * found by bisection in each, whatever the rules. About a kilobyte a series. A transaction that was rolled back only reads again.
 */
export interface SeriesCache {
  all(): Iterable<Series>
  of(objectKey: number): readonly Series[]
  touch(objectKey: number): void
  touchAll(): void
}

type Cells = [...DrawnCells, number, number, number, number, Uint8Array, number]

const select = `SELECT ${drawnColumns}, s.objectKey, s.part, s.durationMs, s.allDay, s.starts, o.deletedHere
  FROM series s JOIN object o ON o.key = s.objectKey JOIN part p ON p.objectKey = s.objectKey AND p.part = s.part JOIN collection c ON c.key = o.collectionKey`
/** Where the own columns begin. */
const own = drawnColumns.split(',').length

export function createSeriesCache(db: Db): SeriesCache {
  let known: Map<number, readonly Series[]> | null = null
  const touched = new Set<number>()

  function read(where: string, ...cells: readonly number[]): Map<number, Series[]> {
    const found = new Map<number, Series[]>()
    for (const row of db.cells<Cells>(`${select} ${where}`, ...cells)) {
      const one = toSeries(row)
      const others = found.get(one.objectKey)
      if (others === undefined) found.set(one.objectKey, [one])
      else others.push(one)
    }
    return found
  }

  function fresh(): Map<number, readonly Series[]> {
    if (known === null) known = read('')
    else {
      for (const key of touched) {
        const now = read('WHERE s.objectKey = ?', key).get(key)
        if (now === undefined) known.delete(key)
        else known.set(key, now)
      }
    }
    touched.clear()
    return known
  }

  return {
    *all() {
      for (const series of fresh().values()) yield* series
    },
    of: (objectKey) => fresh().get(objectKey) ?? [],
    touch: (objectKey) => void touched.add(objectKey),
    touchAll() {
      known = null
      touched.clear()
    },
  }
}

function toSeries(row: Cells): Series {
  const [objectKey, part, durationMs, allDay, starts, deletedHere] = row.slice(own) as [number, number, number, number, Uint8Array, number]
  const head = drawnHead(row as unknown as DrawnCells)
  // The bytes of a blob may lie at an address that floats cannot.
  const bytes = Uint8Array.from(starts)
  return { objectKey, part, durationMs, allDay: allDay === 1, starts: new Float64Array(bytes.buffer), head, collectionId: head.collectionId, deletedHere: deletedHere === 1 }
}

/** Index of the first start at or after `from`. */
export function firstAtOrAfter(starts: Float64Array, from: Instant): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] as number) < from) low = middle + 1
    else high = middle
  }
  return low
}

/** Starts of those that overlap the window; an instance without length counts at its start. */
export function startsIn({ starts, durationMs }: Series, window: Interval): Float64Array {
  const from = firstAtOrAfter(starts, durationMs === 0 ? window.startUtc : window.startUtc - durationMs + 1)
  return starts.subarray(from, Math.max(from, firstAtOrAfter(starts, window.endUtc)))
}
