import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { busyKinds, type BusyKind, type BusySpan } from '../model/busy.ts'
import type { Interval } from '../model/time.ts'
import { mergeTimelines, toTimeline, withoutOwnMeeting } from './timeline.ts'

/** Hours as instants: only order and length matter. */
const B = (startUtc: number, endUtc: number): BusySpan => ({ startUtc, endUtc, kind: 'busy' })
const T = (startUtc: number, endUtc: number): BusySpan => ({ startUtc, endUtc, kind: 'tentative' })
const U = (startUtc: number, endUtc: number): BusySpan => ({ startUtc, endUtc, kind: 'unavailable' })
const F = (startUtc: number, endUtc: number): BusySpan => ({ startUtc, endUtc, kind: 'free' })
const X = (startUtc: number, endUtc: number): BusySpan => ({ startUtc, endUtc, kind: 'unknown' })
const day: Interval = { startUtc: 8, endUtc: 13 }

describe('toTimeline', () => {
  const cases: { name: string; in: BusySpan[]; window?: Interval; out: BusySpan[] }[] = [
    { name: 'T-A01 overlapping busy is one', in: [B(9, 10), B(9.5, 11)], out: [F(8, 9), B(9, 11), F(11, 13)] },
    { name: 'T-A02 touching busy is one', in: [B(9, 10), B(10, 11)], out: [F(8, 9), B(9, 11), F(11, 13)] },
    { name: 'T-A03 kinds stay apart', in: [B(9, 10), T(10, 11)], out: [F(8, 9), B(9, 10), T(10, 11), F(11, 13)] },
    { name: 'T-A04 busy splits tentative', in: [T(9, 12), B(10, 11)], out: [F(8, 9), T(9, 10), B(10, 11), T(11, 12), F(12, 13)] },
    { name: 'T-A05 unavailable splits busy', in: [B(9, 12), U(10, 11)], out: [F(8, 9), B(9, 10), U(10, 11), B(11, 12), F(12, 13)] },
    { name: 'T-A06 FBA-11 stated freedom cancels nothing', in: [B(9, 10), F(9, 10)], out: [F(8, 9), B(9, 10), F(10, 13)] },
    { name: 'T-A07 clipped to the window', in: [B(8, 12)], window: { startUtc: 10, endUtc: 11 }, out: [B(10, 11)] },
    { name: 'T-A08 empty and backwards spans say nothing', in: [B(10, 10), B(12, 11)], out: [F(8, 13)] },
    { name: 'an empty window has no spans', in: [B(8, 12)], window: { startUtc: 10, endUtc: 10 }, out: [] },
  ]
  test.each(cases)('$name', ({ in: spans, window = day, out }) => {
    expect(toTimeline(spans, window, window)).toEqual(out)
    expect(toTimeline(spans.toReversed(), window, window)).toEqual(out)
  })

  test('hundreds of spans make the same timeline in any order: sorted, nearly sorted, backwards, shuffled', () => {
    const wide: Interval = { startUtc: 0, endUtc: 2_000 }
    const kinds = ['busy', 'tentative', 'unavailable', 'free'] as const
    const spans = Array.from({ length: 400 }, (_, n): BusySpan => ({ startUtc: n * 5, endUtc: n * 5 + 1 + ((n * 7) % 13), kind: kinds[n % 4] ?? 'busy' }))
    const pairs = spans.map((_, n) => spans[n % 2 === 0 ? n + 1 : n - 1]!)
    const shuffled = spans.map((_, n) => spans[(n * 171) % 400]!)
    const sorted = toTimeline(spans, wide, wide)
    expect(sorted.length).toBeGreaterThan(200)
    for (const disorder of [pairs, spans.toReversed(), shuffled]) expect(toTimeline(disorder, wide, wide)).toEqual(sorted)
  })

  test('FBU-11 outside of the coverage it is unknown, inside free', () => {
    expect(toTimeline([B(10, 11)], { startUtc: 9, endUtc: 12 }, day)).toEqual([X(8, 9), F(9, 10), B(10, 11), F(11, 12), X(12, 13)])
    expect(toTimeline([B(10, 11)], null, day)).toEqual([X(8, 10), B(10, 11), X(11, 13)])
    expect(toTimeline([], [{ startUtc: 8, endUtc: 9 }, { startUtc: 12, endUtc: 20 }], day)).toEqual([F(8, 9), X(9, 12), F(12, 13)])
  })
})

describe('mergeTimelines', () => {
  test('T-A15 one says free, the other busy: busy, and they differ', () => {
    const merged = mergeTimelines([[F(9, 12)], [F(9, 10), B(10, 11), X(11, 12)]])
    expect(merged).toEqual({ spans: [F(9, 10), B(10, 11), F(11, 12)], differ: true, differAt: [{ startUtc: 10, endUtc: 11 }] })
  })
  test('FBA-14 an unknown source takes nothing away and does not differ', () => {
    expect(mergeTimelines([[F(9, 10), X(10, 12)], [X(9, 10), B(10, 12)]])).toEqual({ spans: [F(9, 10), B(10, 12)], differ: false, differAt: [] })
    expect(mergeTimelines([[X(9, 12)], [X(9, 12)]]).spans).toEqual([X(9, 12)])
    expect(mergeTimelines([])).toEqual({ spans: [], differ: false, differAt: [] })
  })
})

describe('withoutOwnMeeting (FBA-30)', () => {
  test('T-A16 the very block is left out, with a note', () => {
    expect(withoutOwnMeeting([F(9, 10), B(10, 11), F(11, 12)], { startUtc: 10, endUtc: 11 })).toEqual({ spans: [F(9, 12)], own: 'left-out' })
  })
  test('T-A16 inside a longer block it is soft, outside hard', () => {
    expect(withoutOwnMeeting([B(9, 12)], { startUtc: 10, endUtc: 11 })).toEqual({ spans: [B(9, 10), T(10, 11), B(11, 12)], own: 'may-include' })
  })
  test('a block that only touches it stays', () => {
    expect(withoutOwnMeeting([B(9, 10), F(10, 12)], { startUtc: 10, endUtc: 11 })).toEqual({ spans: [B(9, 10), F(10, 12)], own: 'none' })
  })
})

// The model: one kind a minute, by the rules as they are written.
const rank = (k: BusyKind): number => busyKinds.indexOf(k)
const span = fc.record({ startUtc: fc.integer({ min: -5, max: 35 }), endUtc: fc.integer({ min: -5, max: 35 }), kind: fc.constantFrom(...busyKinds) })
const coverages = fc.option(fc.array(fc.record({ startUtc: fc.integer({ min: -5, max: 35 }), endUtc: fc.integer({ min: -5, max: 35 }) }), { maxLength: 3 }), { nil: null })
const window = { startUtc: 0, endUtc: 30 }
const minutes = (spans: readonly BusySpan[], covered: readonly Interval[]): BusyKind[] =>
  Array.from({ length: 30 }, (_, m) => {
    const kinds = spans.filter((s) => s.startUtc <= m && m < s.endUtc).map((s) => s.kind)
    if (covered.some((c) => c.startUtc <= m && m < c.endUtc)) kinds.push('free')
    return kinds.reduce<BusyKind>((a, b) => (rank(b) > rank(a) ? b : a), 'unknown')
  })
const seed = 20261122
const runs = { seed, numRuns: 2_000, verbose: true }

describe('properties against one kind a minute', () => {
  test(`toTimeline is the model, disjoint, joined and exact (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), coverages, (spans, coverage) => {
        const out = toTimeline(spans, coverage, window)
        expect(minutes(out, [])).toEqual(minutes(spans, coverage ?? []))
        expect([out[0]?.startUtc, out.at(-1)?.endUtc]).toEqual([0, 30])
        for (let i = 1; i < out.length; i++) {
          expect(out[i]!.startUtc).toBe(out[i - 1]!.endUtc)
          expect(out[i]!.kind).not.toBe(out[i - 1]!.kind)
        }
      }),
      runs,
    )
  })
  test(`mergeTimelines is the strongest of all, in any order, and once more changes nothing (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.array(span, { maxLength: 6 }), { minLength: 1, maxLength: 4 }), (raw) => {
        const lists = raw.map((spans) => toTimeline(spans, null, window))
        const merged = mergeTimelines(lists)
        const byMinute = lists.map((l) => minutes(l, []))
        expect(minutes(merged.spans, [])).toEqual(minutes(lists.flat(), []))
        expect(mergeTimelines(lists.toReversed())).toEqual(merged)
        expect(mergeTimelines([merged.spans, ...lists]).spans).toEqual(merged.spans)
        const differs = Array.from({ length: 30 }, (_, m) => byMinute.some((l) => l[m] === 'free') && byMinute.some((l) => rank(l[m]!) > rank('free')))
        expect(Array.from({ length: 30 }, (_, m) => merged.differAt.some((d) => d.startUtc <= m && m < d.endUtc))).toEqual(differs)
        expect(merged.differ).toBe(differs.includes(true))
      }),
      runs,
    )
  })
})
