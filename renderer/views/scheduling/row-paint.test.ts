import { describe, expect, it } from 'vitest'
import type { TrackBlock } from './grid-model.ts'
import { blocksIn, paintOf, rowShapes, wordedOf } from './row-paint.ts'

const block = (kind: TrackBlock['kind'], x: number, width: number, title = ''): TrackBlock => ({ kind, x, width, title })

/** From where to where an outline goes, across and down. */
function extent(outline: string): { readonly x: [number, number]; readonly y: [number, number] } {
  const [xs, ys] = [[] as number[], [] as number[]]
  let [x, y] = [0, 0]
  for (const [, command, first, second] of outline.matchAll(/([Mhvl])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    const [a, b] = [Number(first), Number(second ?? 0)]
    if (command === 'M') [x, y] = [a, b]
    else if (command === 'h') x += a
    else if (command === 'v') y += a
    else [x, y] = [x + a, y + b]
    xs.push(x)
    ys.push(y)
  }
  return { x: [Math.min(...xs), Math.max(...xs)], y: [Math.min(...ys), Math.max(...ys)] }
}

describe('the paint of a row', () => {
  it('every block without words is in the outline of its kind, whatever their number', () => {
    const many = Array.from({ length: 112 }, (_, n) => block(n % 4 === 0 ? 'unavailable' : n % 4 === 1 ? 'tentative' : 'busy', n * 20, 12))
    const paint = paintOf({ blocks: many, off: [{ x: 0, width: 46 }, { x: 600, width: 24 }] }, rowShapes.dense)
    expect([paint.busy, paint.tentative, paint.unavailable, paint.off].map(blocksIn)).toEqual([56, 28, 28, 2])
  })
  it('two that touch stay two, and both stay inside of their time and their row', () => {
    const paint = paintOf({ blocks: [block('busy', 100, 46), block('unavailable', 146, 23)], off: [] }, rowShapes.person)
    expect(extent(paint.busy)).toEqual({ x: [101, 145], y: [9, 35] })
    expect(extent(paint.unavailable)).toEqual({ x: [147, 168], y: [9, 35] })
  })
  it('the line around stripes lies inside of them', () => expect(extent(paintOf({ blocks: [block('tentative', 100, 46)], off: [] }, rowShapes.dense).tentative)).toEqual({ x: [101.5, 144.5], y: [5.5, 26.5] }))
  it('the shortest meeting at the widest zoom can still be seen', () => {
    const { x } = extent(paintOf({ blocks: [block('busy', 10, 0.6)], off: [] }, rowShapes.dense).busy)
    expect(x[1] - x[0]).toBeGreaterThanOrEqual(0.5)
  })
  it('off hours fill the row from top to bottom', () => expect(extent(paintOf({ blocks: [], off: [{ x: 46, width: 92 }] }, rowShapes.dense).off)).toEqual({ x: [46, 138], y: [0, 32] }))
  it('whatever says something is no outline: my titles, and why a stretch is unknown', () => {
    const blocks = [block('mine', 0, 46, 'Budget review'), block('busy', 60, 46), block('unknown', 120, 46, 'URL ends Wed 14 Oct'), block('mine-tentative', 180, 46, 'Contract call')]
    expect(wordedOf(blocks).map((one) => one.title)).toEqual(['Budget review', 'URL ends Wed 14 Oct', 'Contract call'])
    const { busy, tentative, unavailable, off } = paintOf({ blocks, off: [] }, rowShapes.dense)
    expect([blocksIn(busy), tentative, unavailable, off]).toEqual([1, '', '', ''])
  })
})
