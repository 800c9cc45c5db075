import { busyKinds, type BusyKind, type BusySpan } from '../model/busy.ts'
import type { Instant, Interval } from '../model/time.ts'

/**
 * The algebra of busy time. All intervals are half open (FBA-5).
 * A stronger kind wins where spans overlap: unavailable > busy > tentative > free > unknown (FBA-12).
 */
const rank: Readonly<Record<BusyKind, number>> = { unknown: 0, free: 1, tentative: 2, busy: 3, unavailable: 4 }
const strongest = busyKinds.length - 1

/** Whether a kind stands in the way of a meeting, softly or firmly. Unknown does not: it is not known. */
const isBlocking = (kind: BusyKind): boolean => rank[kind] >= rank.tentative

const byStart = (a: BusySpan, b: BusySpan): number => a.startUtc - b.startUtc

/**
 * Busy spans of one source inside `window`, ready to draw.
 * In: spans in any order, overlapping, touching, backwards (those are dropped, FBA-10); `coverage` is the time the source
 * speaks about (RFC 5545 DTSTART..DTEND of its answer): there, what is not stated is free. Null: it speaks about its spans only.
 * Out: sorted, disjoint, neighbours differ in kind, covering `window` exactly.
 * Time outside of the coverage is 'unknown', never 'free' (FBU-11, T-F13). A FREE span never cancels a busy one (FBA-11).
 */
export function toTimeline(spans: readonly BusySpan[], coverage: Interval | readonly Interval[] | null, window: Interval): BusySpan[] {
  const inside: BusySpan[] = []
  if (coverage !== null) {
    const list = 'startUtc' in coverage ? [coverage] : coverage
    for (const { startUtc, endUtc } of list) if (speaksIn(startUtc, endUtc, window)) inside.push({ startUtc, endUtc, kind: 'free' })
  }
  for (const s of spans) if (s.kind !== 'unknown' && speaksIn(s.startUtc, s.endUtc, window)) inside.push(s)
  return sweep(inside, window)
}

const speaksIn = (startUtc: Instant, endUtc: Instant, window: Interval): boolean => startUtc < endUtc && startUtc < window.endUtc && endUtc > window.startUtc

/**
 * One pass over the starts. Per kind only the furthest end matters, since all spans of a kind that have begun and end
 * later than the cursor reach it without a hole. O(n log n), O(n) when the spans come sorted, as they mostly do.
 */
function sweep(spans: BusySpan[], window: Interval): BusySpan[] {
  const out: BusySpan[] = []
  if (window.startUtc >= window.endUtc) return out
  for (let i = 1; i < spans.length; i++) {
    if (spans[i]!.startUtc < spans[i - 1]!.startUtc) {
      spans.sort(byStart)
      break
    }
  }
  const furthest = [Infinity, -Infinity, -Infinity, -Infinity, -Infinity]
  let cursor = window.startUtc
  let next = 0
  let runStart = cursor
  let runLevel = -1
  while (cursor < window.endUtc) {
    while (next < spans.length && spans[next]!.startUtc <= cursor) {
      const s = spans[next++]!
      const level = rank[s.kind]
      if (s.endUtc > furthest[level]!) furthest[level] = s.endUtc
    }
    let level = strongest
    while (furthest[level]! <= cursor) level--
    // A stronger kind may begin before this one ends; a weaker start only reloads `furthest`.
    let end = Math.min(furthest[level]!, window.endUtc)
    if (next < spans.length && spans[next]!.startUtc < end) end = spans[next]!.startUtc
    if (level !== runLevel) {
      if (runLevel >= 0) out.push({ startUtc: runStart, endUtc: cursor, kind: busyKinds[runLevel]! })
      runStart = cursor
      runLevel = level
    }
    cursor = end
  }
  out.push({ startUtc: runStart, endUtc: window.endUtc, kind: busyKinds[runLevel]! })
  return out
}

export interface MergedTimelines {
  /** Sorted, disjoint, from the earliest start to the latest end of the lists. */
  readonly spans: BusySpan[]
  /** Two sources cover the same time, and one calls it free while another does not (FBA-14). */
  readonly differ: boolean
  readonly differAt: Interval[]
}

/** Several sources about one person: busy time is the union, known time is the union (FBA-14, T-A15). In: timelines. */
export function mergeTimelines(lists: readonly (readonly BusySpan[])[]): MergedTimelines {
  const all: BusySpan[] = []
  let startUtc = Infinity
  let endUtc = -Infinity
  for (const list of lists) {
    for (const s of list) {
      if (s.startUtc < startUtc) startUtc = s.startUtc
      if (s.endUtc > endUtc) endUtc = s.endUtc
      if (s.kind !== 'unknown' && s.startUtc < s.endUtc) all.push(s)
    }
  }
  if (startUtc >= endUtc) return { spans: [], differ: false, differAt: [] }
  const differAt = lists.length < 2 ? [] : common(unionOf(all.filter((s) => s.kind === 'free')), unionOf(all.filter((s) => isBlocking(s.kind))))
  return { spans: sweep(all, { startUtc, endUtc }), differ: differAt.length > 0, differAt }
}

function unionOf(spans: readonly Interval[]): Interval[] {
  const out: { startUtc: Instant; endUtc: Instant }[] = []
  for (const s of spans.toSorted((a, b) => a.startUtc - b.startUtc)) {
    const last = out.at(-1)
    if (last && s.startUtc <= last.endUtc) last.endUtc = Math.max(last.endUtc, s.endUtc)
    else out.push({ startUtc: s.startUtc, endUtc: s.endUtc })
  }
  return out
}

function common(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const out: Interval[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const startUtc = Math.max(a[i]!.startUtc, b[j]!.startUtc)
    const endUtc = Math.min(a[i]!.endUtc, b[j]!.endUtc)
    if (startUtc < endUtc) out.push({ startUtc, endUtc })
    if (a[i]!.endUtc < b[j]!.endUtc) i++
    else j++
  }
  return out
}

export interface WithoutOwn {
  readonly spans: BusySpan[]
  /** `may-include`: a longer block was answered in one piece; inside our meeting it may be our own (T-A16). */
  readonly own: 'none' | 'left-out' | 'may-include'
}

/**
 * Takes the meeting that is being edited out of a person's timeline, for servers that cannot mask it (FBA-30, SCH-54).
 * A block that is exactly the meeting is taken as the meeting: free. Inside a longer one the answer was coalesced: tentative there, busy outside.
 */
export function withoutOwnMeeting(timeline: readonly BusySpan[], own: Interval): WithoutOwn {
  const out: BusySpan[] = []
  let found: WithoutOwn['own'] = 'none'
  const push = (startUtc: Instant, endUtc: Instant, kind: BusyKind): void => {
    if (startUtc < endUtc) out.push({ startUtc, endUtc, kind })
  }
  for (const s of timeline) {
    if (s.kind !== 'busy' && s.kind !== 'tentative') push(s.startUtc, s.endUtc, s.kind)
    else if (s.startUtc === own.startUtc && s.endUtc === own.endUtc) {
      found = 'left-out'
      push(s.startUtc, s.endUtc, 'free')
    } else if (s.startUtc <= own.startUtc && s.endUtc >= own.endUtc && own.startUtc < own.endUtc) {
      found = 'may-include'
      push(s.startUtc, own.startUtc, s.kind)
      push(own.startUtc, own.endUtc, 'tentative')
      push(own.endUtc, s.endUtc, s.kind)
    } else push(s.startUtc, s.endUtc, s.kind)
  }
  if (found === 'none' || out.length === 0) return { spans: out, own: found }
  return { spans: sweep(out.filter((s) => s.kind !== 'unknown'), { startUtc: out[0]!.startUtc, endUtc: out.at(-1)!.endUtc }), own: found }
}
