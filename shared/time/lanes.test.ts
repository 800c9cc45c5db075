import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, daysBetween } from './days.ts'
import { dayCounter, type DaySpan, daySpan, foldLanes, type MonthItem, monthRows, packLanes } from './lanes.ts'

const day = 86_400_000
interface Named extends MonthItem {
  readonly name: number
}
const byName = (a: Named, b: Named): number => a.name - b.name
const onDay = (spans: readonly DaySpan[], at: number): number => spans.filter(({ first, last }) => first <= at && at <= last).length

const items = fc
  .array(fc.record({ first: fc.integer({ min: -3, max: 20 }), days: fc.integer({ min: 1, max: 10 }), startUtc: fc.integer({ min: 0, max: 30 }), whole: fc.boolean() }), { maxLength: 60 })
  .map((some): Named[] => some.map(({ first, days, startUtc, whole }, name) => ({ name, first, last: whole ? first + days - 1 : first, startUtc, whole })))

describe('days counted on the clocks of a zone', () => {
  // Days of 23 and 25 hours, one that has no midnight, and one that was skipped.
  it.each([
    ['Europe/Berlin', '2026-03-23'],
    ['Europe/Berlin', '2026-10-19'],
    ['America/Santiago', '2026-09-01'],
    ['Pacific/Apia', '2011-12-19'],
    ['Asia/Kolkata', '2026-01-05'],
  ])('in %s from %s on are those of the calendar', (zone, firstDay) => {
    const dayAt = dayCounter(firstDay, 42, zone)
    const from = Date.parse(`${firstDay}T00:00:00Z`)
    fc.assert(
      fc.property(fc.integer({ min: -5 * day, max: 50 * day }), (after) => {
        const exact = daysBetween(firstDay, dayOf(from + after, zone))
        const told = dayAt(from + after)
        if (exact >= 0 && exact < 42) expect(told).toBe(exact)
        else expect(told < 0 || told >= 42).toBe(true)
      }),
    )
  })
  it('of whole days are its dates, of a day without length that day', () => {
    const dayAt = dayCounter('2026-11-23', 7, 'Europe/Berlin')
    const span = (startDate: string, endDate: string): DaySpan => daySpan({ startUtc: 0, endUtc: 0, startDate, endDate }, '2026-11-23', dayAt)
    expect([span('2026-11-22', '2026-11-25'), span('2026-11-24', '2026-11-24')]).toEqual([
      { first: -1, last: 1 },
      { first: 1, last: 1 },
    ])
  })
  it('an end at midnight is not yet the next day', () => {
    const dayAt = dayCounter('2026-11-23', 7, 'UTC')
    const [start, end] = [Date.parse('2026-11-23T22:00:00Z'), Date.parse('2026-11-24T00:00:00Z')]
    expect(daySpan({ startUtc: start, endUtc: end, startDate: null, endDate: null }, '2026-11-23', dayAt)).toEqual({ first: 0, last: 0 })
    expect(daySpan({ startUtc: end, endUtc: end, startDate: null, endDate: null }, '2026-11-23', dayAt)).toEqual({ first: 1, last: 1 })
  })
})

describe('lanes', () => {
  it('never hold two spans of one day, and leave none out that is in view', () => {
    fc.assert(
      fc.property(items, (some) => {
        const placed = packLanes(some, 7, byName)
        const taken = placed.flatMap(({ lane, first, last }) => Array.from({ length: last - first + 1 }, (_, n) => `${lane}/${first + n}`))
        expect(new Set(taken).size).toBe(taken.length)
        expect(placed.map(({ item }) => item.name).sort((a, b) => a - b)).toEqual(some.filter(({ first, last }) => first < 7 && last >= 0).map(({ name }) => name))
      }),
    )
  })
  it('do not depend on the order in which the spans come', () => {
    fc.assert(
      fc.property(items, (some) => {
        expect(packLanes([...some].reverse(), 7, byName)).toEqual(packLanes(some, 7, byName))
      }),
    )
  })
  it('that fold give up one row to say how many', () => {
    const spans = [0, 1, 2].map((lane) => ({ lane, first: 0, last: lane }))
    expect(foldLanes(spans, 3, 3)).toEqual({ shown: spans, hidden: [0, 0, 0] })
    expect(foldLanes(spans, 2, 3)).toEqual({ shown: [spans[0]], hidden: [2, 2, 1] })
  })
  it('that fit on their day are shown, however crowded another day of the week is', () => {
    const crowd = [0, 1, 2].map((lane) => ({ lane, first: 0, last: 0 }))
    const pair = [0, 1].map((lane) => ({ lane, first: 2, last: 2 }))
    expect(foldLanes([...crowd, ...pair], 2, 3)).toEqual({ shown: [crowd[0], ...pair], hidden: [2, 0, 0] })
    const long = { lane: 1, first: 0, last: 2 }
    expect(foldLanes([crowd[0]!, crowd[2]!, long, pair[0]!], 2, 3)).toEqual({ shown: [crowd[0], pair[0]], hidden: [2, 1, 1] })
  })
})

describe('the rows of a month', () => {
  it('show or count every event of every day, and never more than fit', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 9 }), (some, rows) => {
        const weeks = monthRows(some, 3, rows, byName)
        for (let at = 0; at < 21; at += 1) {
          const week = weeks[Math.floor(at / 7)]!
          const shown = onDay(week.shown, at % 7)
          expect(shown + week.hidden[at % 7]!).toBe(onDay(some, at))
          expect(shown).toBeLessThanOrEqual(rows)
        }
      }),
    )
  })
  it('put whole days first and timed ones below them by time', () => {
    const week = monthRows(
      [
        { name: 1, first: 0, last: 0, startUtc: 20, whole: false },
        { name: 2, first: 0, last: 0, startUtc: 10, whole: false },
        { name: 3, first: -2, last: 8, startUtc: 0, whole: true },
      ],
      1,
      4,
      byName,
    )[0]!
    expect(week.shown.map(({ item, lane, first, last, came, goesOn }) => [item.name, lane, first, last, came, goesOn])).toEqual([
      [3, 0, 0, 6, true, true],
      [2, 1, 0, 0, false, false],
      [1, 2, 0, 0, false, false],
    ])
  })
})
