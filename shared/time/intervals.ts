import type { Interval } from '../model/time.ts'

/** Half open: touching is not overlapping, and an empty interval overlaps what it lies inside of (FBA-5). */
export const overlaps = (a: Interval, b: Interval): boolean =>
  a.startUtc === a.endUtc || b.startUtc === b.endUtc
    ? (a.startUtc >= b.startUtc && a.startUtc < b.endUtc) || (b.startUtc >= a.startUtc && b.startUtc < a.endUtc)
    : a.startUtc < b.endUtc && b.startUtc < a.endUtc

/** The part of `a` inside `window`, its other fields kept; null when none of it is. */
export function clip<T extends Interval>(a: T, window: Interval): T | null {
  if (!overlaps(a, window)) return null
  if (a.startUtc >= window.startUtc && a.endUtc <= window.endUtc) return a
  return { ...a, startUtc: Math.max(a.startUtc, window.startUtc), endUtc: Math.min(a.endUtc, window.endUtc) }
}

/** In: any order. Out: sorted, with gaps between; empty ones are dropped, touching ones joined. */
export function mergeIntervals(list: readonly Interval[]): Interval[] {
  const sorted = list.filter((i) => i.endUtc > i.startUtc).sort((a, b) => a.startUtc - b.startUtc)
  const out: { startUtc: number; endUtc: number }[] = []
  for (const { startUtc, endUtc } of sorted) {
    const last = out.at(-1)
    if (last && startUtc <= last.endUtc) last.endUtc = Math.max(last.endUtc, endUtc)
    else out.push({ startUtc, endUtc })
  }
  return out
}

/** What of `from` no hole covers; sorted, with gaps between. */
export function subtract(from: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const out: Interval[] = []
  const cut = mergeIntervals(holes)
  let first = 0
  for (const { startUtc, endUtc } of mergeIntervals(from)) {
    while (first < cut.length && (cut[first] as Interval).endUtc <= startUtc) first++
    let at = startUtc
    for (let i = first; i < cut.length && (cut[i] as Interval).startUtc < endUtc; i++) {
      const hole = cut[i] as Interval
      if (hole.startUtc > at) out.push({ startUtc: at, endUtc: hole.startUtc })
      at = Math.max(at, hole.endUtc)
    }
    if (at < endUtc) out.push({ startUtc: at, endUtc })
  }
  return out
}

/** The time that both lists cover; sorted, with gaps between. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const out: Interval[] = []
  const left = mergeIntervals(a)
  const right = mergeIntervals(b)
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const one = left[i] as Interval
    const other = right[j] as Interval
    const startUtc = Math.max(one.startUtc, other.startUtc)
    const endUtc = Math.min(one.endUtc, other.endUtc)
    if (startUtc < endUtc) out.push({ startUtc, endUtc })
    if (one.endUtc < other.endUtc) i++
    else j++
  }
  return out
}
