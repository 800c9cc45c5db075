import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BusyKind, BusySpan } from '../model/busy.ts'
import { freeStarts, nextFree, startsAround, suggestTimes, type SuggestInput, type SuggestRow, type Suggestion } from './suggest.ts'
import { toTimeline } from './timeline.ts'

const at = (hour: number, day = 6): number => Date.UTC(2026, 0, day, 0, Math.round(hour * 60))
const window = { startUtc: at(9), endUtc: at(13) }
const row = (address: string, spans: [number, number, BusyKind][], change: Partial<SuggestRow> = {}): SuggestRow => ({
  address,
  presence: 'required',
  state: 'answered',
  spans: toTimeline(spans.map(([a, b, kind]) => ({ startUtc: at(a), endUtc: at(b), kind })), window, window),
  workingHours: null,
  ...change,
})
const unknown = (address: string, change: Partial<SuggestRow> = {}): SuggestRow => ({ address, presence: 'required', state: 'unknown', spans: [{ ...window, kind: 'unknown' }], workingHours: null, ...change })
const input = (rows: SuggestRow[], change: Partial<SuggestInput> = {}): SuggestInput => ({ rows, durationMin: 60, window, zone: 'UTC', workingHours: null, ...change })
const hours = (s: readonly Suggestion[]): number[] => s.map((x) => (x.startUtc - at(0)) / 3_600_000)

describe('suggestTimes', () => {
  const a = row('a', [[9, 10, 'busy']])
  const b = row('b', [[10, 11, 'busy']])
  test('T-A17 the first time that suits both', () => {
    expect(hours(suggestTimes(input([a, b])))[0]).toBe(11)
  })
  test('T-A17 with somebody unknown it is labelled, never free', () => {
    const [first] = suggestTimes(input([a, b, unknown('c')]))
    expect(first && [hours([first])[0], first.notVerified, first.counts.free, first.counts.unknown]).toEqual([11, ['c'], 2, 1])
  })
  test('back to back is no conflict (FBA-5)', () => {
    expect(hours(suggestTimes(input([row('a', [[9, 12, 'busy']])])))).toEqual([12])
  })
  test('unknown taken as busy leaves nothing; the true state is shown when taken as free', () => {
    expect(suggestTimes(input([unknown('c')], { unknownAs: 'busy' }))).toEqual([])
    expect(suggestTimes(input([unknown('c')], { unknownAs: 'free' }))[0]?.notVerified).toEqual(['c'])
  })
  test('a tentative block is dodged, and used when nothing else is left', () => {
    expect(hours(suggestTimes(input([row('a', [[9, 11, 'tentative']])])))[0]).toBe(11)
    expect(suggestTimes(input([row('a', [[9, 13, 'tentative']])]))[0]?.counts.tentative).toBe(1)
    expect(nextFree(input([row('a', [[9, 12, 'tentative']])]), at(8))?.startUtc).toBe(at(12))
  })
  test('optional people rank, they do not rule out', () => {
    const best = suggestTimes(input([row('a', []), row('o', [[9, 12, 'busy']], { presence: 'optional' })]))
    expect([hours(best)[0], best.at(-1)?.missing]).toEqual([12, ['o']])
    expect(hours(suggestTimes(input([row('a', []), row('o', [[9, 12, 'busy']], { presence: 'optional' })], { who: 'everyone' })))).toEqual([12])
  })
  test('any two of three', () => {
    const rows = [row('a', [[9, 12, 'busy']]), row('b', [[9, 10, 'busy']]), row('c', [[12, 13, 'busy']])]
    expect(hours(suggestTimes(input(rows, { who: { atLeast: 2 } }))).sort((x, y) => x - y)[0]).toBe(10)
  })
  test('one room of several is enough, or all must be free', () => {
    const rows = [row('a', []), row('r1', [[9, 11, 'busy']], { presence: 'room' }), row('r2', [[11, 13, 'busy']], { presence: 'room' })]
    expect(suggestTimes(input(rows, { rooms: 'all' }))).toEqual([])
    expect(hours(suggestTimes(input(rows, { rooms: 'one' })))[0]).toBe(9)
  })
  test('FBA-16 never outside of the organizer’s hours; others’ hours cost', () => {
    const mine = { days: [1, 2, 3, 4, 5], startMin: 600, endMin: 720, zone: 'UTC' }
    expect(hours(suggestTimes(input([row('a', [])], { workingHours: mine }))).every((h) => h >= 10 && h <= 11)).toBe(true)
    const late = row('a', [], { workingHours: { ...mine, startMin: 11 * 60, endMin: 13 * 60 } })
    expect(hours(suggestTimes(input([late])))[0]).toBe(11)
  })
  test('next and previous free', () => {
    expect(nextFree(input([a, b]), at(9))?.startUtc).toBe(at(11))
    expect(nextFree(input([a, b]), at(12))).toBeNull()
    const busyAt11 = freeStarts(input([row('a', [[11, 12, 'busy']])]))
    expect([...busyAt11].map((start) => (start - at(0)) / 3_600_000)).toEqual([9, 9.25, 9.5, 9.75, 10, 12])
    expect(startsAround(busyAt11, at(11))).toEqual({ previous: at(10), next: at(12) })
    expect(startsAround(busyAt11, at(9))).toEqual({ previous: null, next: at(9.25) })
    expect(startsAround(busyAt11, at(12))).toEqual({ previous: at(10), next: null })
  })
  test('FBA-15: starts fall on steps of the local clock, also where it is 45 minutes off', () => {
    const [first] = suggestTimes(input([row('a', [[9, 9.1, 'busy']])], { zone: 'Asia/Kathmandu', stepMin: 30 }))
    expect(new Date(first?.startUtc ?? 0).toISOString()).toBe('2026-01-06T09:15:00.000Z')
  })
  test('500 people over four weeks', () => {
    const long = { startUtc: at(0), endUtc: at(0, 34) }
    const rows = Array.from({ length: 500 }, (_, i): SuggestRow => ({
      address: `p${i}`,
      presence: i % 3 === 0 ? 'required' : 'optional',
      state: 'answered',
      spans: toTimeline(Array.from({ length: 60 }, (__, k): BusySpan => ({ startUtc: at(9 + (i % 4) + k * 12), endUtc: at(10 + (i % 4) + k * 12), kind: 'busy' })), long, long),
      workingHours: null,
    }))
    expect(suggestTimes(input(rows, { window: long, workingHours: { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1080, zone: 'UTC' } })).length).toBe(5)
  })
})

// Brute force: look at every minute of every candidate.
const kinds: BusyKind[] = ['unknown', 'free', 'tentative', 'busy', 'unavailable']
const stateAt = (spans: readonly BusySpan[], start: number, minutes: number): string => {
  const seen = new Set<BusyKind>()
  for (let m = 0; m < minutes; m++) seen.add(spans.find((s) => s.startUtc <= start + m * 60_000 && s.endUtc > start + m * 60_000)?.kind ?? 'unknown')
  return seen.has('unavailable') ? 'away' : seen.has('busy') ? 'busy' : seen.has('unknown') ? 'unknown' : seen.has('tentative') ? 'tentative' : 'free'
}
const price: Record<string, [number, number]> = { free: [0, 0], tentative: [3, 1], unknown: [3, 1], busy: [Infinity, 2], away: [Infinity, 2] }
const block = fc.record({ from: fc.integer({ min: 0, max: 240 }), length: fc.integer({ min: 1, max: 90 }), kind: fc.constantFrom(...kinds) })
const person = fc.record({ blocks: fc.array(block, { maxLength: 5 }), required: fc.boolean(), covered: fc.boolean() })

test('the first suggestion is the best of all starts, and every one tells the truth (seed 20261122)', () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 4 }), fc.constantFrom(30, 45, 60), (people, durationMin) => {
      const rows = people.map(({ blocks, required, covered }, i): SuggestRow => {
        const spans = toTimeline(blocks.map((b) => ({ startUtc: window.startUtc + b.from * 60_000, endUtc: window.startUtc + (b.from + b.length) * 60_000, kind: b.kind })), covered ? window : null, window)
        return { address: `p${i}`, presence: required ? 'required' : 'optional', state: 'answered', spans, workingHours: null }
      })
      const starts = Array.from({ length: 16 }, (_, i) => window.startUtc + i * 900_000).filter((s) => s + durationMin * 60_000 <= window.endUtc)
      const scored = starts
        .map((s) => ({ s, cost: rows.reduce((sum, r) => sum + price[stateAt(r.spans, s, durationMin)]![r.presence === 'required' ? 0 : 1], 0) }))
        .filter((x) => x.cost < Infinity)
        .sort((x, y) => x.cost - y.cost || x.s - y.s)
      const found = suggestTimes(input(rows, { durationMin }))
      expect(found[0]?.startUtc).toBe(scored[0]?.s)
      for (const f of found) {
        expect(f.people.map((p) => p.state)).toEqual(rows.map((r) => stateAt(r.spans, f.startUtc, durationMin)))
        expect(f.cost).toBe(scored.find((x) => x.s === f.startUtc)?.cost)
        for (const other of found) if (other !== f) expect(other.startUtc >= f.endUtc || other.endUtc <= f.startUtc).toBe(true)
      }
      const firm = starts.find((s) => rows.every((r) => r.presence !== 'required' || !['busy', 'away', 'tentative'].includes(stateAt(r.spans, s, durationMin))))
      expect(nextFree(input(rows, { durationMin }), window.startUtc - 1)?.startUtc).toBe(firm)
    }),
    { seed: 20261122, numRuns: 500, verbose: true },
  )
})
