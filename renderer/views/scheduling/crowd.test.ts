import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BusyKind } from '../../../shared/model/busy.ts'
import { mergeIntervals } from '../../../shared/time/intervals.ts'
import { makeAxis } from './axis.ts'
import { crowdOf, freeForAll, outline, unknownIn, type CrowdPerson } from './crowd.ts'

const window = { startUtc: 0, endUtc: 100 }
const person = (spans: [number, number, BusyKind][], off: [number, number][] = []): CrowdPerson => ({
  spans: spans.map(([startUtc, endUtc, kind]) => ({ startUtc, endUtc, kind })),
  off: off.map(([startUtc, endUtc]) => ({ startUtc, endUtc })),
})
const free: [number, number, BusyKind][] = [[0, 100, 'free']]

describe('crowdOf', () => {
  it('counts every kind at every moment', () => {
    const runs = crowdOf([person([[0, 20, 'free'], [20, 40, 'busy'], [40, 100, 'free']]), person([[0, 30, 'free'], [30, 50, 'tentative'], [50, 100, 'free']])], window)
    expect(runs.map((run) => [run.startUtc, run.endUtc, run.taken, run.tentative])).toEqual([[0, 20, 0, 0], [20, 30, 1, 0], [30, 40, 1, 1], [40, 50, 0, 1], [50, 100, 0, 0]])
  })
  it('time that no span covers is unknown, never free', () => {
    expect(crowdOf([person([[20, 60, 'free']])], window).map((run) => [run.startUtc, run.endUtc, run.unknown])).toEqual([[0, 20, 1], [20, 60, 0], [60, 100, 1]])
    expect(crowdOf([person([])], window)).toEqual([{ startUtc: 0, endUtc: 100, taken: 0, tentative: 0, unknown: 1, off: 0 }])
  })
  it('away counts as taken', () => {
    expect(crowdOf([person([[0, 100, 'unavailable']])], window)[0]?.taken).toBe(1)
  })
  it('covers the window exactly and never counts more than there are', () => {
    const kinds = fc.constantFrom<BusyKind>('free', 'busy', 'tentative', 'unavailable', 'unknown')
    const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), kinds), { maxLength: 8 }).map((list) => {
      let cursor = -10
      return list.map(([length, kind]): [number, number, BusyKind] => [cursor, (cursor += length), kind])
    })
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 6 }), (lists) => {
        const runs = crowdOf(lists.map((list) => person(list)), window)
        expect(runs[0]?.startUtc).toBe(0)
        expect(runs.at(-1)?.endUtc).toBe(100)
        runs.forEach((run, i) => {
          if (i > 0) expect(run.startUtc).toBe(runs[i - 1]?.endUtc)
          expect(run.taken + run.tentative + run.unknown).toBeLessThanOrEqual(lists.length)
        })
      }),
      { seed: 20261013, numRuns: 200 },
    )
  })
})

describe('unknownIn', () => {
  it('is where the crowd counts anybody as unknown', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom<BusyKind>('free', 'busy', 'unknown'), fc.integer({ min: 0, max: 12 })), { maxLength: 8 }).map((list) => {
      let cursor = -10
      return list.map(([length, kind, gap]): [number, number, BusyKind] => [(cursor += gap), (cursor += length), kind])
    })
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 6 }), (lists) => {
        const people = lists.map((list) => person(list))
        const counted = crowdOf(people, window).filter((run) => run.unknown > 0)
        expect(unknownIn(people, window)).toEqual(mergeIntervals(counted).map(({ startUtc, endUtc }) => ({ startUtc, endUtc })))
      }),
      { seed: 20261122, numRuns: 300 },
    )
  })
})

describe('free for all', () => {
  const axis = makeAxis({ fromDate: '1970-01-01', days: 1, zone: 'UTC', zoom: 2, visible: { startMin: 0, endMin: 1_440 } })
  it('only where nobody is taken, tentative or unknown; marked outside of somebody’s hours', () => {
    const runs = crowdOf([person([[0, 20, 'busy'], [20, 100, 'free']]), person(free, [[60, 80]]), person([[0, 90, 'free']])], window)
    expect(freeForAll(runs, axis, 3).map((box) => box.off)).toEqual([false, true, false])
    expect(freeForAll(runs, axis, 0)).toEqual([])
    expect(freeForAll(crowdOf([person(free, [[0, 50]])], window), axis, 1)).toHaveLength(1)
  })
  it('an outline is closed for every run that has a height', () => {
    const hours = crowdOf([person([[0, 7_200_000, 'busy'], [7_200_000, 14_400_000, 'free']])], { startUtc: 0, endUtc: 14_400_000 })
    expect(outline(hours, axis, (run) => run.taken * 10, () => 0, 50)).toBe('M0 50V40H92V50Z')
  })
})
