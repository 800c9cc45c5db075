import { expect, it } from 'vitest'
import { drawnRows, inSight, rowsAtFirst, rowsInSight, stack, timeInSight } from './visible-rows.ts'

const rows = (count: number, height: number): ReturnType<typeof stack> => stack(Array.from({ length: count }, () => height))

it('few rows are all drawn', () => {
  expect(rowsInSight(rows(40, 44), 800, 300)).toEqual({ from: 0, to: 40 })
})
it.each([
  [0, { from: 0, to: 24 }],
  [1_600, { from: 40, to: 72 }],
  [15_600, { from: 480, to: 500 }],
])('of 500 rows only those in sight, at %s', (scrollTop, range) => {
  expect(rowsInSight(rows(500, 32), scrollTop, 500)).toEqual(range)
})
it('a little scrolling draws nothing anew', () => {
  const many = rows(500, 32)
  expect(rowsInSight(many, 1_600, 500)).toEqual(rowsInSight(many, 1_640, 500))
})
it.each([
  ['more than fit', 500, { from: 0, to: 16 }],
  ['fewer than fit', 3, { from: 0, to: 3 }],
  ['none', 0, { from: 0, to: 0 }],
])('the first frame has what can be in sight, and no row more: %s', (_, count, range) => {
  expect(rowsAtFirst(rows(count, 32), 500)).toEqual(range)
})
it('nothing at all', () => {
  expect(rowsInSight(stack([]), 0, 500)).toEqual({ from: 0, to: 0 })
})

it('time is drawn half a width ahead on both sides, and panning a little changes nothing', () => {
  const sight = timeInSight(5_000, 800)
  expect(sight).toEqual({ from: 4_400, to: 6_400 })
  expect(timeInSight(5_150, 800)).toEqual(sight)
  expect([inSight({ x: 4_300, width: 200 }, sight), inSight({ x: 4_300, width: 100 }, sight), inSight({ x: 6_400, width: 10 }, sight)]).toEqual([true, false, false])
})
it.each([
  ['nobody is chosen', -1, [8, 9, 10]],
  ['the chosen one is in sight', 9, [8, 9, 10]],
  ['scrolled out of sight above', 2, [2, 8, 9, 10]],
  ['scrolled out of sight below', 400, [8, 9, 10, 400]],
])('the row with the focus stays: %s', (_, kept, drawn) => {
  expect(drawnRows({ from: 8, to: 11 }, kept)).toEqual(drawn)
})
