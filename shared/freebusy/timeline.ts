import type { BusyKind, BusySpan } from '../model/busy.ts'
import type { Instant, Interval } from '../model/time.ts'

/**
 * The algebra of busy time. All intervals are half open (FBA-5).
 * A stronger kind wins where spans overlap: unavailable > busy > tentative > free > unknown (FBA-12).
 */
const rank: Readonly<Record<BusyKind, number>> = { unknown: 0, free: 1, tentative: 2, busy: 3, unavailable: 4 }

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
 * later than the cursor reach it without a hole. O(n log n), O(n) when the spans come nearly sorted, as they mostly do.
 * Kinds are compared one by one and not looked up in a table: with 500 people that was a third of the time.
 */
function sweep(spans: BusySpan[], window: Interval): BusySpan[] {
  const out: BusySpan[] = []
  const until = window.endUtc
  let cursor = window.startUtc
  if (cursor >= until) return out
  sortByStart(spans)
  let free = -Infinity
  let tentative = -Infinity
  let busy = -Infinity
  let away = -Infinity
  let next = 0
  let nextStart = spans.length > 0 ? spans[0]!.startUtc : Infinity
  let runStart = cursor
  let runKind: BusyKind | null = null
  while (cursor < until) {
    while (nextStart <= cursor) {
      const { kind, endUtc } = spans[next++]!
      if (kind === 'busy') busy = endUtc > busy ? endUtc : busy
      else if (kind === 'free') free = endUtc > free ? endUtc : free
      else if (kind === 'unavailable') away = endUtc > away ? endUtc : away
      else if (kind === 'tentative') tentative = endUtc > tentative ? endUtc : tentative
      nextStart = next < spans.length ? spans[next]!.startUtc : Infinity
    }
    let kind: BusyKind = 'unknown'
    let end = until
    if (away > cursor) {
      kind = 'unavailable'
      end = away
    } else if (busy > cursor) {
      kind = 'busy'
      end = busy
    } else if (tentative > cursor) {
      kind = 'tentative'
      end = tentative
    } else if (free > cursor) {
      kind = 'free'
      end = free
    }
    if (kind !== runKind) {
      if (runKind !== null) out.push({ startUtc: runStart, endUtc: cursor, kind: runKind })
      runStart = cursor
      runKind = kind
    }
    // A stronger kind may begin before this one ends; a weaker start only moves its own end.
    if (nextStart < end) end = nextStart
    cursor = end < until ? end : until
  }
  if (runKind !== null) out.push({ startUtc: runStart, endUtc: until, kind: runKind })
  return out
}

/** In place. Answers come nearly sorted, and there each span moves a place or two; a list in disorder goes to the sort of the machine. */
function sortByStart(spans: BusySpan[]): void {
  let movesLeft = spans.length * 8
  for (let i = 1; i < spans.length; i++) {
    const span = spans[i]!
    const at = span.startUtc
    let to = i
    while (to > 0 && spans[to - 1]!.startUtc > at) {
      spans[to] = spans[to - 1]!
      to--
    }
    spans[to] = span
    if ((movesLeft -= i - to) < 0) {
      spans.sort(byStart)
      return
    }
  }
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
