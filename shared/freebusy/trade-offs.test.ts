import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BusyKind, BusySpan } from '../model/busy.ts'
import type { SuggestRow } from './judge.ts'
import { slotStateOf } from './slot.ts'
import { suggestTimes, type SuggestInput } from './suggest.ts'
import { toTimeline } from './timeline.ts'
import { tradeOffs, type Relaxed } from './trade-offs.ts'

const at = (hour: number, day = 6): number => Date.UTC(2026, 0, day, 0, Math.round(hour * 60))
const window = { startUtc: at(9), endUtc: at(13) }
const held = { startUtc: at(0, 5), endUtc: at(0, 9) }
const row = (address: string, spans: [number, number, BusyKind][], change: Partial<SuggestRow> = {}): SuggestRow => ({
  address,
  presence: 'required',
  state: 'answered',
  spans: toTimeline(spans.map(([a, b, kind]) => ({ startUtc: at(a), endUtc: at(b), kind })), held, held),
  workingHours: null,
  ...change,
})
const search = (rows: readonly SuggestRow[], change: Partial<SuggestInput> = {}): SuggestInput => ({ rows, durationMin: 60, window, zone: 'UTC', workingHours: null, ...change })
const none: ReadonlyMap<string, readonly BusySpan[]> = new Map()
const offers = (asked: SuggestInput, openHours = none, knownUntilUtc = window.endUtc): [Relaxed, number][] => tradeOffs({ search: asked, openHours, knownUntilUtc }).map(({ relaxed, at: found }) => [relaxed, (found.startUtc - at(0)) / 3_600_000])

describe('tradeOffs: what fits if one thing gives way', () => {
  test('nothing is offered while a time fits', () => {
    expect(offers(search([row('a', [])]))).toEqual([])
  })
  test('45 min instead of 60', () => {
    expect(offers(search([row('a', [[9, 10, 'busy'], [10.75, 13, 'busy']])]))).toContainEqual([{ kind: 'shorter', durationMin: 45 }, 10])
  })
  test('60 min if Bo, optional, is missing; the time says that Bo cannot come', () => {
    const asked = search([row('a', [[9, 11, 'busy']]), row('bo', [[11, 13, 'busy']], { presence: 'optional' })], { who: 'everyone' })
    expect(offers(asked)).toContainEqual([{ kind: 'without', address: 'bo', presence: 'optional' }, 11])
    expect(tradeOffs({ search: asked, openHours: none, knownUntilUtc: 0 }).find(({ relaxed }) => relaxed.kind === 'without' && relaxed.address === 'bo')?.at.missing).toEqual(['bo'])
  })
  test('never without the one who calls the meeting', () => {
    expect(offers(search([row('me', [[9, 13, 'busy']], { always: true })]))).toEqual([])
  })
  test('09:00 tomorrow is later than this search', () => {
    expect(offers(search([row('a', [[9, 13, 'busy']])]), none, at(0, 8))).toContainEqual([{ kind: 'later', untilUtc: at(0, 8) }, 13])
  })
  test('without a buffer, without a room, with fewer, with somebody unknown', () => {
    expect(offers(search([row('a', [[9, 10, 'busy'], [11, 13, 'busy']])], { bufferAfterMin: 15 }))).toContainEqual([{ kind: 'without-buffer' }, 10])
    expect(offers(search([row('a', []), row('r', [[9, 13, 'busy']], { presence: 'room' })], { rooms: 'one' }))).toContainEqual([{ kind: 'without-room' }, 9])
    expect(offers(search([row('a', [[9, 13, 'busy']]), row('b', [])], { who: { atLeast: 2 } }))).toContainEqual([{ kind: 'fewer', atLeast: 1 }, 9])
    expect(offers(search([row('a', [[9, 13, 'unknown']], { spans: [] })], { unknownAs: 'busy' }))).toContainEqual([{ kind: 'unknown-allowed' }, 9])
  })
  test('08:00 if the day begins earlier, as little outside as can be', () => {
    const hours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 720, zone: 'UTC' }
    const asked = search([row('a', [[9, 12, 'busy']])], { workingHours: hours, window: { startUtc: at(6), endUtc: at(18) } })
    expect(offers(asked)).toContainEqual([{ kind: 'my-hours' }, 8])
  })
  test('11:00 if Tokyo’s evening counts: their server calls it unavailable', () => {
    const office = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1080, zone: 'Asia/Tokyo' }
    const tokyo = row('kei', [[9, 24, 'unavailable']], { workingHours: office })
    const open = new Map([['kei', row('kei', [[9, 11, 'busy']]).spans]])
    expect(offers(search([row('a', []), tokyo]), open)).toContainEqual([{ kind: 'their-hours', zone: 'Asia/Tokyo', addresses: ['kei'] }, 11])
  })
})

const block = fc.record({ from: fc.integer({ min: 0, max: 15 }), length: fc.integer({ min: 1, max: 12 }), kind: fc.constantFrom('busy' as const, 'unavailable' as const, 'tentative' as const) })
test('every offer is true, breaks nothing else, and one person in the way is always found (seed 20261125)', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ blocks: fc.array(block, { maxLength: 4 }), optional: fc.boolean() }), { minLength: 1, maxLength: 4 }), (people) => {
      const rows = people.map(({ blocks, optional }, i) => row(`p${i}`, blocks.map((b): [number, number, BusyKind] => [9 + b.from / 4, 9 + (b.from + b.length) / 4, b.kind]), { presence: optional ? 'optional' : 'required' }))
      const asked = search(rows, { who: 'everyone' })
      const found = tradeOffs({ search: asked, openHours: none, knownUntilUtc: window.endUtc, limit: 20 })
      if (suggestTimes(asked).length > 0) {
        expect(found).toEqual([])
        return
      }
      for (const { relaxed, at: time } of found) {
        const hindered = rows.filter((r) => ['busy', 'away'].includes(slotStateOf(r, time, () => false).state)).map((r) => r.address)
        expect(hindered).toEqual(relaxed.kind === 'without' ? [relaxed.address] : [])
        expect((time.endUtc - time.startUtc) / 60_000).toBe(relaxed.kind === 'shorter' ? relaxed.durationMin : 60)
        expect(time.startUtc >= window.startUtc && time.endUtc <= window.endUtc).toBe(true)
      }
      const alone = rows.some((r) => suggestTimes({ ...asked, rows: rows.filter((other) => other !== r) }).length > 0)
      expect(found.some(({ relaxed }) => relaxed.kind === 'without')).toBe(alone)
      const longest = [45, 30, 15].find((durationMin) => suggestTimes({ ...asked, durationMin }).length > 0)
      expect(found.find(({ relaxed }) => relaxed.kind === 'shorter')?.relaxed).toEqual(longest === undefined ? undefined : { kind: 'shorter', durationMin: longest })
    }),
    { seed: 20261125, numRuns: 200, verbose: true },
  )
})
