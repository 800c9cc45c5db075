import { expect, it } from 'vitest'
import { rowsInSight, stack } from './visible-rows.ts'

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
it('nothing at all', () => {
  expect(rowsInSight(stack([]), 0, 500)).toEqual({ from: 0, to: 0 })
})
