import { describe, expect, it } from 'vitest'
import { instantOfMinute, isOutsideHours, minuteOfDay, offHoursIn } from './hours.ts'

const at = (iso: string): number => Date.parse(iso)
const hours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_020, zone: 'Europe/Berlin' }

describe('working hours', () => {
  it.each([
    ['inside', '2026-10-14T08:00Z', '2026-10-14T09:00Z', false],
    ['to the last minute', '2026-10-14T14:00Z', '2026-10-14T15:00Z', false],
    ['a minute too long', '2026-10-14T14:00Z', '2026-10-14T15:01Z', true],
    ['too early', '2026-10-14T06:59Z', '2026-10-14T08:00Z', true],
    ['a Saturday', '2026-10-17T08:00Z', '2026-10-17T09:00Z', true],
    ['after the clocks went back', '2026-10-26T08:00Z', '2026-10-26T09:00Z', false],
    ['the same UTC a day before was too early', '2026-10-23T06:30Z', '2026-10-23T07:30Z', true],
  ])('%s', (_name, from, to, outside) => {
    expect(isOutsideHours(hours, { startUtc: at(from), endUtc: at(to) })).toBe(outside)
  })
  it('a night and a weekend are one stretch each', () => {
    expect(offHoursIn(hours, { startUtc: at('2026-10-15T10:00Z'), endUtc: at('2026-10-19T10:00Z') })).toEqual([
      { startUtc: at('2026-10-15T15:00Z'), endUtc: at('2026-10-16T07:00Z') },
      { startUtc: at('2026-10-16T15:00Z'), endUtc: at('2026-10-19T07:00Z') },
    ])
  })
  it('hours of another zone that run over the reader’s midnight', () => {
    const auckland = { ...hours, zone: 'Pacific/Auckland' }
    expect(offHoursIn(auckland, { startUtc: at('2026-10-13T22:00Z'), endUtc: at('2026-10-14T22:00Z') })).toEqual([{ startUtc: at('2026-10-14T04:00Z'), endUtc: at('2026-10-14T20:00Z') }])
  })
  it('nobody works: all of it', () => {
    expect(offHoursIn({ ...hours, days: [] }, { startUtc: 0, endUtc: 10 })).toEqual([{ startUtc: 0, endUtc: 10 }])
  })
})

it('minutes of the day and back, over a change of clocks', () => {
  expect(minuteOfDay(at('2026-10-14T13:15Z'), 'Europe/Berlin')).toBe(915)
  expect([instantOfMinute('2026-10-25', 0, 'Europe/Berlin'), instantOfMinute('2026-10-25', 1_440, 'Europe/Berlin')]).toEqual([at('2026-10-24T22:00Z'), at('2026-10-25T23:00Z')])
  expect(instantOfMinute('2026-10-25', 600, 'Europe/Berlin')).toBe(at('2026-10-25T09:00Z'))
})
