import { expect, test } from 'vitest'
import { makeAxis } from './axis.ts'
import { marksAround } from './free-marks.ts'

const at = (day: number, hour: number): number => Date.UTC(2026, 9, day, hour)
const axis = makeAxis({ fromDate: '2026-10-13', days: 3, zone: 'UTC', zoom: 2, visible: { startMin: 420, endMin: 1_200 } })
const marks = (starts: readonly number[], hour: number) => marksAround(Float64Array.from(starts), { startUtc: at(14, hour), endUtc: at(14, hour + 1) }, axis, 'UTC')

test.each<{ name: string; starts: number[]; hour: number; shown: [number, string][] }>([
  { name: 'both sides, not the time it has', starts: [at(14, 9), at(14, 12), at(14, 15)], hour: 12, shown: [[-1, '09:00'], [1, '15:00']] },
  { name: 'the nearest of several', starts: [at(13, 9), at(13, 10), at(15, 9), at(15, 10)], hour: 12, shown: [[-1, '10:00'], [1, '09:00']] },
  { name: 'nothing free, nothing marked', starts: [], hour: 12, shown: [] },
  { name: 'no place on the scale, no mark', starts: [at(1, 9), at(28, 9)], hour: 12, shown: [] },
  { name: 'inside a folded night there is none', starts: [at(15, 2)], hour: 12, shown: [] },
])('$name', ({ starts, hour, shown }) => {
  expect(marks(starts, hour).map((mark) => [mark.direction, mark.clock])).toEqual(shown)
})

test('a mark says the whole of it and lies where its time lies', () => {
  const [mark] = marks([at(15, 9)], 12)
  expect(mark?.label).toMatch(/^Next free: .*15.*, 09:00–10:00$/)
  expect(mark?.x).toBe(2 * (13 * 46 + 24) + 2 * 46)
})
