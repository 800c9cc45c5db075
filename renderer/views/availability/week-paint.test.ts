import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OpenHours } from '../../../shared/contract/availability.ts'
import { hoursInWords, isOpen, painted, type Cell } from './week-paint.ts'

const work: OpenHours[] = [{ days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1020, place: 'Office' }]
const cell = (day: number, hour: number): Cell => ({ day, slot: hour * 2 })

describe('painting hours', () => {
  it.each<[string, OpenHours[], Cell, Cell, boolean, string]>([
    ['an empty week', [], cell(0, 9), { day: 1, slot: 23 }, true, 'Mon, Tue 09:00–12:00'],
    ['a lunch break', work, cell(0, 12), { day: 4, slot: 25 }, false, 'Mon, Tue, Wed, Thu, Fri 09:00–12:00, Office; Mon, Tue, Wed, Thu, Fri 13:00–17:00, Office'],
    ['Friday short', work, cell(4, 12), { day: 4, slot: 47 }, false, 'Mon, Tue, Wed, Thu 09:00–17:00, Office; Fri 09:00–12:00, Office'],
    ['longer at the same place', work, cell(0, 17), { day: 0, slot: 35 }, true, 'Mon 09:00–18:00, Office; Tue, Wed, Thu, Fri 09:00–17:00, Office'],
    ['backwards', [], { day: 1, slot: 23 }, cell(0, 9), true, 'Mon, Tue 09:00–12:00'],
    ['minutes off the half hour stay', [{ days: [1], startMin: 550, endMin: 700, place: '' }], cell(1, 9), cell(1, 9), true, 'Mon 09:10–11:40; Tue 09:00–09:30'],
    ['to midnight', [], { day: 6, slot: 46 }, { day: 6, slot: 47 }, true, 'Sun 23:00–24:00'],
    ['all of it closed', work, cell(0, 0), { day: 6, slot: 47 }, false, 'No hours'],
  ])('%s', (_, before, from, to, open, words) => expect(hoursInWords(painted(before, from, to, open))).toBe(words))

  it('property: inside of the block it is as painted, outside as before', () => {
    const at = fc.record({ day: fc.integer({ min: 0, max: 6 }), slot: fc.integer({ min: 0, max: 47 }) })
    fc.assert(
      fc.property(fc.array(fc.tuple(at, at, fc.boolean()), { maxLength: 6 }), at, at, fc.boolean(), (strokes, from, to, open) => {
        const before = strokes.reduce<OpenHours[]>((hours, [a, b, on]) => painted(hours, a, b, on), [])
        const after = painted(before, from, to, open)
        for (let day = 0; day < 7; day += 1)
          for (let slot = 0; slot < 48; slot += 1) {
            const inside = day >= Math.min(from.day, to.day) && day <= Math.max(from.day, to.day) && slot >= Math.min(from.slot, to.slot) && slot <= Math.max(from.slot, to.slot)
            expect(isOpen(after, { day, slot })).toBe(inside ? open : isOpen(before, { day, slot }))
          }
      }),
      { seed: 20261122, numRuns: 40 },
    )
  })
})
