import { describe, expect, it } from 'vitest'
import { addMonths } from '../../../shared/time/days.ts'
import { daysInView, stepDate, titleOf, windowOf } from './range.ts'

describe('the range in view', () => {
  it('of a week begins on the day the person chose', () => {
    expect([1, 7, 6].map((start) => daysInView('week', '2026-10-14', start as 1 | 6 | 7)[0])).toEqual(['2026-10-12', '2026-10-11', '2026-10-10'])
  })
  it('of a month is whole weeks', () => {
    const days = daysInView('month', '2026-10-14', 1)
    expect([days[0], days[days.length - 1], days.length]).toEqual(['2026-09-28', '2026-11-01', 35])
  })
  it('asks for all of its days, also when one has 25 hours', () => {
    const { startUtc, endUtc } = windowOf(daysInView('week', '2026-10-25', 1), 'Europe/Berlin')
    expect((endUtc - startUtc) / 3_600_000).toBe(7 * 24 + 1)
  })
  it('steps by its own length', () => {
    expect((['day', 'week', 'month', 'agenda'] as const).map((mode) => stepDate(mode, '2026-10-14', 1))).toEqual(['2026-10-15', '2026-10-21', '2026-11-14', '2026-11-13'])
  })
  const months = [
    { from: '2026-01-31', by: 1, to: '2026-02-28' },
    { from: '2028-01-31', by: 1, to: '2028-02-29' },
    { from: '2026-01-15', by: -1, to: '2025-12-15' },
    { from: '2026-12-31', by: 2, to: '2027-02-28' },
    { from: '2026-03-31', by: -13, to: '2025-02-28' },
  ]
  for (const { from, by, to } of months) it(`${by} months from ${from} is ${to}`, () => expect(addMonths(from, by)).toBe(to))
})

describe('the title', () => {
  const cases = [
    { mode: 'week', date: '2026-10-14', title: 'October 2026', extra: 'Week 42' },
    { mode: 'week', date: '2026-10-30', title: 'Oct – Nov 2026', extra: 'Week 44' },
    { mode: 'week', date: '2026-12-30', title: 'Dec 2026 – Jan 2027', extra: 'Week 53' },
    { mode: 'day', date: '2026-10-14', title: '14 October 2026', extra: 'Wednesday' },
    { mode: 'month', date: '2026-10-14', title: 'October 2026', extra: '' },
  ] as const
  for (const { mode, date, title, extra } of cases)
    it(`of the ${mode} of ${date} is “${title}”`, () => {
      expect(titleOf(mode, date, daysInView(mode, date, 1))).toEqual({ main: title, extra })
    })
})
