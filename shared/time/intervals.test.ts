import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Interval } from '../model/time.ts'
import { clip, mergeIntervals, overlaps, subtract } from './intervals.ts'

const at = (startUtc: number, endUtc: number): Interval => ({ startUtc, endUtc })

describe('half open (FBA-5)', () => {
  test.each([
    { name: 'apart', a: at(0, 1), b: at(2, 3), out: false },
    { name: 'touching', a: at(0, 1), b: at(1, 2), out: false },
    { name: 'inside', a: at(0, 9), b: at(3, 4), out: true },
    { name: 'empty inside', a: at(0, 9), b: at(3, 3), out: true },
    { name: 'empty at the start', a: at(3, 9), b: at(3, 3), out: true },
    { name: 'empty at the end', a: at(0, 3), b: at(3, 3), out: false },
  ])('$name', ({ a, b, out }) => expect([overlaps(a, b), overlaps(b, a)]).toEqual([out, out]))
})

test('clip keeps the other fields', () => {
  expect(clip({ ...at(0, 9), kind: 'busy' }, at(2, 5))).toEqual({ ...at(2, 5), kind: 'busy' })
  expect(clip(at(0, 2), at(2, 5))).toBeNull()
})

const intervals = fc.array(fc.tuple(fc.nat(60), fc.nat(12)).map(([start, length]) => at(start, start + length)), { maxLength: 12 })
const covered = (list: readonly Interval[]): boolean[] => Array.from({ length: 80 }, (_, t) => list.some((i) => i.startUtc <= t && t < i.endUtc))
const isClean = (list: readonly Interval[]): boolean => list.every((one, i) => one.endUtc > one.startUtc && (i === 0 || (list[i - 1] as Interval).endUtc < one.startUtc))

test('merged intervals cover the same and leave gaps between', () => {
  fc.assert(
    fc.property(intervals, (list) => {
      const merged = mergeIntervals(list)
      expect(covered(merged)).toEqual(covered(list))
      expect(isClean(merged)).toBe(true)
    }),
    { seed: 1 },
  )
})

test('subtraction leaves what no hole covers', () => {
  fc.assert(
    fc.property(intervals, intervals, (from, holes) => {
      const left = subtract(from, holes)
      const inHole = covered(holes)
      expect(covered(left)).toEqual(covered(from).map((is, t) => is && !inHole[t]))
      expect(isClean(left)).toBe(true)
    }),
    { seed: 2 },
  )
})
