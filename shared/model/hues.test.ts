import { describe, expect, it } from 'vitest'
import { hueColors, hues, nearestHue } from './hues.ts'

describe('colours of calendars', () => {
  it.each(hues.map((hue) => ({ hue })))('$hue comes back as itself, with and without alpha, in any case', ({ hue }) => {
    expect([hueColors[hue], `${hueColors[hue]}FF`, hueColors[hue].toUpperCase()].map(nearestHue)).toEqual([hue, hue, hue])
  })
  it.each([
    ['#ff0000', 'coral'],
    ['#808080', 'slate'],
    ['red', null],
    ['', null],
    [null, null],
  ] as const)('%s → %s', (color, hue) => {
    expect(nearestHue(color)).toBe(hue)
  })
})
