import { describe, expect, it } from 'vitest'
import type { BusyKind, BusySpan } from '../model/busy.ts'
import { inferHours, withoutOffHours } from './infer-hours.ts'
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
    expect(withoutOffHours(broken, { ...hours!, days: [1, 2, 3, 4, 5] }).filter((one) => one.kind === 'unavailable')).toHaveLength(5)
  })
  it('two alike days are no pattern, nor are single absences', () => {
    expect(inferHours(toTimeline(nights.slice(0, 3), window, window), 'UTC')).toBeNull()
    expect(inferHours(toTimeline([span('2026-11-24T10:00Z', '2026-11-24T11:00Z')], window, window), 'UTC')).toBeNull()
    expect(inferHours([], 'UTC')).toBeNull()
  })
  it('absence inside the working day stays absence', () => {
    const hours = { days: [1, 2, 3, 4, 5], startMin: 480, endMin: 1_020, zone: 'UTC' }
    const rest = withoutOffHours(week, hours)
    expect(rest.filter((one) => one.kind === 'unavailable')).toEqual([span('2026-11-25T08:00Z', '2026-11-25T17:00Z')])
    expect(rest.filter((one) => one.kind === 'busy')).toEqual([span('2026-11-24T10:00Z', '2026-11-24T11:00Z', 'busy')])
  })
  it('covers the same time without a hole', () => {
    const rest = withoutOffHours(week, { days: [1, 2, 3, 4, 5], startMin: 480, endMin: 1_020, zone: 'UTC' })
    expect([rest[0]?.startUtc, rest.at(-1)?.endUtc]).toEqual([window.startUtc, window.endUtc])
    rest.forEach((one, i) => {
      if (i > 0) expect(one.startUtc).toBe(rest[i - 1]?.endUtc)
    })
  })
})
