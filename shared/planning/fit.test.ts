import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { earliestFit, roomFor, type FitInput, type Lane } from './fit.ts'

const step = 15 * 60_000
const lane = (name: string, ...runs: readonly [number, number][]): Lane => ({ people: [name], free: runs.map(([from, to]) => ({ startUtc: from * step, endUtc: to * step })) })
const input = (lanes: readonly Lane[], steps: number, change: Partial<FitInput> = {}): FitInput => ({ lanes, minutes: steps * 15, minBlockMin: 30, maxBlockMin: 120, stepMin: 15, notBeforeUtc: 0, untilUtc: 100 * step, ...change })
const asSteps = (made: ReturnType<typeof earliestFit>): unknown => made?.map((block) => `${block.people.join('+')} ${block.startUtc / step}–${block.endUtc / step}`) ?? null

describe('earliestFit', () => {
  test.each([
    { name: 'one block when it fits in one', lanes: [lane('a', [0, 20])], steps: 6, out: ['a 0–6'] },
    { name: 'a block is never longer than the longest, and a step of rest follows', lanes: [lane('a', [0, 40])], steps: 12, out: ['a 0–8', 'a 9–13'] },
    { name: 'a run too short for the shortest block is left out', lanes: [lane('a', [0, 1], [4, 9])], steps: 3, out: ['a 4–7'] },
    { name: 'the first block gives way so that the last is long enough', lanes: [lane('a', [0, 5], [10, 20])], steps: 6, out: ['a 0–4', 'a 10–12'] },
    { name: 'a package shorter than the shortest block is one block', lanes: [lane('a', [3, 4])], steps: 1, out: ['a 3–4'] },
    { name: 'two people share: side by side', lanes: [lane('a', [0, 4]), lane('b', [0, 4])], steps: 8, out: ['a 0–4', 'b 0–4'] },
    { name: 'the one named first when both could', lanes: [lane('a', [0, 9]), lane('b', [0, 9])], steps: 4, change: { minBlockMin: 60 }, out: ['a 0–4'] },
    { name: 'not before', lanes: [lane('a', [0, 9])], steps: 3, change: { notBeforeUtc: 2.5 * step }, out: ['a 3–6'] },
    { name: 'nothing to place', lanes: [lane('a')], steps: 0, out: [] },
    { name: 'no room until then', lanes: [lane('a', [0, 9])], steps: 10, change: { untilUtc: 9 * step }, out: null },
  ])('$name', ({ lanes, steps, change, out }) => {
    expect(asSteps(earliestFit(input(lanes, steps, change)))).toEqual(out)
  })

  it('agrees with trying everything, on small cases: exact hours, block lengths, free time alone, and no earlier end', () => {
    fc.assert(
      fc.property(smallCase, ({ free, steps, min, max, from }) => {
        const lanes = free.map((slots, i) => lane(String(i), ...runsOf(slots)))
        const made = earliestFit(input(lanes, steps, { minBlockMin: min * 15, maxBlockMin: max * 15, notBeforeUtc: from * step, untilUtc: slotsPerLane * step }))
        const best = tryEverything(free.map((slots) => slots.map((one, i) => one && i >= from)), steps, Math.min(min, steps), Math.max(max, Math.min(min, steps)))
        if (best === null) {
          expect(made).toBeNull()
          return
        }
        expect(made && Math.max(...made.map((block) => block.endUtc / step))).toBe(best)
        expect(made?.reduce((sum, block) => sum + (block.endUtc - block.startUtc) / step, 0)).toBe(steps)
        for (const block of made ?? []) {
          const slots = free[Number(block.people[0])]?.slice(block.startUtc / step, block.endUtc / step) ?? []
          expect(slots.every(Boolean) && block.startUtc >= from * step).toBe(true)
          expect(slots.length >= Math.min(min, steps) && slots.length <= Math.max(max, Math.min(min, steps))).toBe(true)
        }
      }),
      { seed: 20261122, numRuns: 400 },
    )
  })

  it('has room for what fits and for no more', () => {
    fc.assert(
      fc.property(smallCase, ({ free, min, max }) => {
        const lanes = free.map((slots, i) => lane(String(i), ...runsOf(slots)))
        const ask = input(lanes, 0, { minBlockMin: min * 15, maxBlockMin: max * 15, untilUtc: slotsPerLane * step })
        const room = roomFor(ask) / 15
        const fits = (steps: number): boolean => tryEverything(free, steps, min, Math.max(min, max)) !== null
        expect(room === 0 || fits(room)).toBe(true)
        for (let more = room + 1; more <= slotsPerLane * free.length; more++) expect(more >= min && fits(more)).toBe(false)
      }),
      { seed: 20261122, numRuns: 150 },
    )
  })
})

const slotsPerLane = 9
const smallCase = fc.record({
  free: fc.array(fc.array(fc.boolean(), { minLength: slotsPerLane, maxLength: slotsPerLane }), { minLength: 1, maxLength: 2 }),
  steps: fc.integer({ min: 1, max: 9 }),
  min: fc.integer({ min: 1, max: 3 }),
  max: fc.integer({ min: 1, max: 5 }),
  from: fc.integer({ min: 0, max: 4 }),
})

function runsOf(slots: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  slots.forEach((free, i) => {
    const last = runs.at(-1)
    if (!free) return
    if (last && last[1] === i) last[1] = i + 1
    else runs.push([i, i + 1])
  })
  return runs
}

/** The earliest end over all sets of blocks; the oracle. */
function tryEverything(free: readonly (readonly boolean[])[], need: number, min: number, max: number): number | null {
  let best: number | null = null
  const walk = (laneNo: number, at: number, left: number, end: number): void => {
    if (left === 0) {
      if (best === null || end < best) best = end
      return
    }
    const slots = free[laneNo]
    if (slots === undefined || left < 0 || (best !== null && end >= best)) return
    walk(laneNo + 1, 0, left, end)
    for (let start = at; start < slots.length; start++) {
      for (let length = 1; length <= max && slots[start + length - 1] === true; length++) {
        if (length >= min) walk(laneNo, start + length + 1, left - length, Math.max(end, start + length))
      }
    }
  }
  walk(0, 0, need, 0)
  return best
}
