import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BusyKind, BusySpan } from '../model/busy.ts'
import { subtract } from '../time/intervals.ts'
import { offHoursIn } from './hours.ts'
import { inferHours, reachOf, withoutOffHours } from './infer-hours.ts'
import { toTimeline } from './timeline.ts'

const at = (iso: string): number => Date.parse(iso)
const span = (from: string, to: string, kind: BusyKind = 'unavailable'): BusySpan => ({ startUtc: at(from), endUtc: at(to), kind })
const window = { startUtc: at('2026-11-23T00:00Z'), endUtc: at('2026-11-30T00:00Z') }
/** Mon to Fri 08–17 UTC, the weekend whole; Wednesday away, Tuesday with a meeting. */
const nights = [
  span('2026-11-23T00:00Z', '2026-11-23T08:00Z'), span('2026-11-23T17:00Z', '2026-11-24T08:00Z'), span('2026-11-24T17:00Z', '2026-11-26T08:00Z'),
  span('2026-11-26T17:00Z', '2026-11-27T08:00Z'), span('2026-11-27T17:00Z', '2026-11-30T00:00Z'), span('2026-11-24T10:00Z', '2026-11-24T11:00Z', 'busy'),
]
const week = toTimeline(nights, window, window)

describe('working hours that a server only tells as unavailable nights (RFC 7953)', () => {
  it('are found, on the days that show them', () => {
    expect(inferHours(week, 'UTC')).toEqual({ days: [1, 2, 4, 5], startMin: 480, endMin: 1_020, zone: 'UTC' })
    expect(inferHours(week, 'Europe/Berlin')).toMatchObject({ startMin: 540, endMin: 1_080 })
  })
  it('a break closes the day for an hour, and does not end it', () => {
    const lunch = ['23', '24', '26', '27'].map((day) => span(`2026-11-${day}T12:00Z`, `2026-11-${day}T13:00Z`))
    const broken = toTimeline([...nights, ...lunch], window, window)
    const hours = inferHours(broken, 'UTC')
    expect(hours).toEqual({ days: [1, 2, 4, 5], startMin: 480, endMin: 1_020, zone: 'UTC' })
    expect(withoutOffHours(broken, offHoursIn({ ...hours!, days: [1, 2, 3, 4, 5] }, window)).filter((one) => one.kind === 'unavailable')).toHaveLength(5)
  })
  it('two alike days are no pattern, nor are single absences', () => {
    expect(inferHours(toTimeline(nights.slice(0, 3), window, window), 'UTC')).toBeNull()
    expect(inferHours(toTimeline([span('2026-11-24T10:00Z', '2026-11-24T11:00Z')], window, window), 'UTC')).toBeNull()
    expect(inferHours([], 'UTC')).toBeNull()
  })
  it('absence inside the working day stays absence', () => {
    const hours = { days: [1, 2, 3, 4, 5], startMin: 480, endMin: 1_020, zone: 'UTC' }
    const rest = withoutOffHours(week, offHoursIn(hours, window))
    expect(rest.filter((one) => one.kind === 'unavailable')).toEqual([span('2026-11-25T08:00Z', '2026-11-25T17:00Z')])
    expect(rest.filter((one) => one.kind === 'busy')).toEqual([span('2026-11-24T10:00Z', '2026-11-24T11:00Z', 'busy')])
  })
  it('covers the same time without a hole', () => {
    const rest = withoutOffHours(week, offHoursIn({ days: [1, 2, 3, 4, 5], startMin: 480, endMin: 1_020, zone: 'UTC' }, window))
    expect([rest[0]?.startUtc, rest.at(-1)?.endUtc]).toEqual([window.startUtc, window.endUtc])
    rest.forEach((one, i) => {
      if (i > 0) expect(one.startUtc).toBe(rest[i - 1]?.endUtc)
    })
  })
  it('for any timeline and any hours: away is what was away and is inside of the hours, and nothing else changes', () => {
    const points = (max: number): fc.Arbitrary<number[]> => fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: max }).map((list) => list.sort((a, b) => a - b))
    const kinds = fc.array(fc.constantFrom<BusyKind>('free', 'busy', 'unavailable', 'unknown', 'tentative'), { minLength: 14, maxLength: 14 })
    const timed = (spans: readonly BusySpan[], kind: BusyKind): { startUtc: number; endUtc: number }[] => spans.filter((one) => one.kind === kind).map(({ startUtc, endUtc }) => ({ startUtc, endUtc }))
    fc.assert(
      fc.property(points(14), kinds, points(12), (cuts, named, edges) => {
        const spans = cuts.slice(1).map((endUtc, i) => ({ startUtc: cuts[i]!, endUtc, kind: named[i]! }))
        const off = edges.flatMap((startUtc, i) => (i % 2 === 0 && i + 1 < edges.length ? [{ startUtc, endUtc: edges[i + 1]! }] : []))
        const rest = withoutOffHours(spans, off)
        expect(subtract(timed(rest, 'unavailable'), [])).toEqual(subtract(timed(spans, 'unavailable'), off))
        for (const kind of ['busy', 'tentative', 'unknown'] as const) expect(timed(rest, kind)).toEqual(timed(spans, kind))
        expect(reachOf(rest)).toEqual(reachOf(spans))
        rest.forEach((one, i) => expect([one.startUtc < one.endUtc, i === 0 || one.startUtc === rest[i - 1]!.endUtc]).toEqual([true, true]))
      }),
      { seed: 20261122, numRuns: 300 },
    )
  })
})
