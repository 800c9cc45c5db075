import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BusyKind } from '../model/busy.ts'
import { addDays } from '../time/days.ts'
import { isOutsideHours } from './hours.ts'
import type { SuggestRow } from './judge.ts'
import { searchSeries, type SeriesInput } from './series.ts'
import { slotStateOf } from './slot.ts'
import { toTimeline } from './timeline.ts'

const at = (hour: number, date: string): number => Date.parse(`${date}T00:00:00Z`) + Math.round(hour * 3_600_000)
// Twelve Tuesdays from 6 October 2026.
const dates = Array.from({ length: 12 }, (_, i) => addDays('2026-10-06', 7 * i))
const window = { startUtc: at(0, '2026-10-01'), endUtc: at(0, '2027-01-10') }
const row = (address: string, spans: [string, number, number, BusyKind][], change: Partial<SuggestRow> = {}): SuggestRow => ({
  address,
  presence: 'required',
  state: 'answered',
  spans: toTimeline(spans.map(([date, a, b, kind]) => ({ startUtc: at(a, date), endUtc: at(b, date), kind })), window, window),
  workingHours: null,
  ...change,
})
const input = (rows: readonly SuggestRow[], change: Partial<SeriesInput> = {}): SeriesInput => ({ rows, durationMin: 60, dates, zone: 'UTC', minute: 600, dayShifts: [0], workingHours: { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1020, zone: 'UTC' }, nowUtc: at(0, '2026-10-05'), ...change })

describe('searchSeries', () => {
  test('11 of 12 dates clear: the bad one is named, with who and the nearest free time of that day', () => {
    const { asItIs } = searchSeries(input([row('bo', [['2026-11-10', 9.5, 11.25, 'busy']]), row('ana', [])]))
    expect([asItIs.clear, asItIs.total, asItIs.unknown]).toEqual([11, 12, 0])
    expect(asItIs.bad.map(({ date, who, moveTo }) => ({ date, who, moveTo }))).toEqual([
      { date: '2026-11-10', who: [{ address: 'bo', state: 'busy' }], moveTo: { startUtc: at(11.25, '2026-11-10'), endUtc: at(12.25, '2026-11-10') } },
    ])
  })
  test('a day without a free hour offers no move', () => {
    const { asItIs } = searchSeries(input([row('bo', [['2026-11-10', 0, 24, 'unavailable']])]))
    expect(asItIs.bad.map((bad) => bad.moveTo)).toEqual([null])
  })
  test('dates nobody answered for are unknown, never clear', () => {
    const known = { startUtc: window.startUtc, endUtc: at(0, '2026-11-16') }
    const { asItIs } = searchSeries(input([row('ana', []), { ...row('bo', []), spans: toTimeline([], known, window) }]))
    expect([asItIs.clear, asItIs.unknown, asItIs.bad.length]).toEqual([6, 6, 0])
    expect(searchSeries(input([{ ...row('bo', []), spans: toTimeline([], known, window) }], { unknownAs: 'busy' })).asItIs.bad.length).toBe(6)
  })
  test('a time with more dates clear is offered, the same weekday or another', () => {
    const taken = dates.flatMap((date): [string, number, number, BusyKind][] => [[date, 8, 12, 'busy']])
    const [best] = searchSeries(input([row('bo', taken)])).better
    expect(best && [best.shiftDays, best.minute, best.clear]).toEqual([0, 720, 12])
    const whole = dates.flatMap((date): [string, number, number, BusyKind][] => [[date, 0, 24, 'busy']])
    const [other] = searchSeries(input([row('bo', whole)], { dayShifts: [-1, 0, 1, 2, 3] })).better
    expect(other && [other.shiftDays, other.minute, other.clear]).toEqual([-1, 600, 12])
  })
  test('past dates are no part of it', () => {
    expect(searchSeries(input([row('a', [])], { nowUtc: at(12, '2026-10-20') })).asItIs.total).toBe(9)
  })
  test('the hour stays the same on the clock over its change', () => {
    const { asItIs } = searchSeries(input([row('a', [])], { zone: 'Europe/Berlin', workingHours: null }))
    expect([asItIs.slots[0]!.startUtc, asItIs.slots[3]!.startUtc]).toEqual([at(8, '2026-10-06'), at(9, '2026-10-27')])
  })
  test('one who always has the evening is named, and taking turns is offered where it shares the burden', () => {
    const office = (zone: string): SuggestRow['workingHours'] => ({ days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1020, zone })
    const people = [row('tokyo', [], { workingHours: office('Asia/Tokyo') }), row('denver', [], { workingHours: office('America/Denver') })]
    const found = searchSeries(input(people, { minute: 900, workingHours: null, dates: dates.slice(0, 3) }))
    expect(found.asItIs.burdens[0]).toMatchObject({ address: 'tokyo', dates: 3 })
    expect(found.rotation).not.toBeNull()
    expect(found.rotation!.sharedMin).toBeLessThan(found.rotation!.aloneMin)
    // Everybody inside of their hours: nothing to share.
    expect(searchSeries(input([row('a', [], { workingHours: office('UTC') })])).rotation).toBeNull()
  })
})

// Each date by itself, state by state.
const block = fc.record({ date: fc.constantFrom(...dates.slice(0, 4)), from: fc.integer({ min: 8, max: 17 }), length: fc.integer({ min: 1, max: 4 }), kind: fc.constantFrom('busy' as const, 'tentative' as const, 'unavailable' as const) })
test('counts are those of looking at each date alone, and no better time is missed (seed 20261124)', () => {
  fc.assert(
    fc.property(fc.array(fc.array(block, { maxLength: 6 }), { minLength: 1, maxLength: 3 }), fc.constantFrom(540, 600, 840), (people, minute) => {
      const rows = people.map((blocks, i) => row(`p${i}`, blocks.map((b): [string, number, number, BusyKind] => [b.date, b.from, b.from + b.length, b.kind])))
      const asked = input(rows, { dates: dates.slice(0, 4), minute })
      const clearAt = (start: number): { clear: number; bad: number } => {
        let [clear, bad] = [0, 0]
        for (const date of asked.dates) {
          const slot = { startUtc: at(start / 60, date), endUtc: at(start / 60 + 1, date) }
          const states = rows.map((r) => slotStateOf(r, slot, () => false).state)
          if (states.every((s) => s === 'free')) clear++
          if (states.some((s) => s === 'busy' || s === 'away')) bad++
        }
        return { clear, bad }
      }
      const found = searchSeries(asked)
      expect({ clear: found.asItIs.clear, bad: found.asItIs.bad.length }).toEqual(clearAt(minute))
      const fewest = Math.min(...Array.from({ length: 29 }, (_, i) => clearAt(540 + i * 15).bad))
      expect(Math.min(found.asItIs.bad.length, ...found.better.map((t) => t.bad.length))).toBe(fewest)
      for (const bad of found.asItIs.bad) {
        if (bad.moveTo === null) continue
        for (const r of rows) expect(slotStateOf(r, bad.moveTo, () => false).state).toBe('free')
        expect(isOutsideHours(asked.workingHours!, bad.moveTo)).toBe(false)
      }
    }),
    { seed: 20261124, numRuns: 60, verbose: true },
  )
})
