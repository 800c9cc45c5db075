import { describe, expect, test } from 'vitest'
import { civilFromDays, daysFromCivil } from './civil.ts'
import { addDays, dayOf, daysBetween, isoWeek, monthGrid, startOfDay, weekdayOf, weekDays } from './days.ts'

test('days and civil dates agree with Date over 400 years', () => {
  for (let days = daysFromCivil(1800, 1, 1); days < daysFromCivil(2200, 1, 1); days += 13) {
    const date = new Date(days * 86_400_000)
    expect(civilFromDays(days)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })
  }
})

describe('start of a day', () => {
  test.each([
    { name: 'plain', date: '2026-11-22', zone: 'Asia/Kolkata', out: '2026-11-21T18:30' },
    { name: 'clocks go back during it', date: '2026-11-01', zone: 'America/New_York', out: '2026-11-01T04:00' },
    { name: 'midnight was skipped', date: '2026-04-24', zone: 'Africa/Cairo', out: '2026-04-23T22:00' },
    { name: 'midnight was skipped, west of Greenwich', date: '2026-09-06', zone: 'America/Santiago', out: '2026-09-06T04:00' },
    { name: 'midnight comes twice: the first', date: '2026-11-01', zone: 'America/Havana', out: '2026-11-01T04:00' },
    { name: 'a day that never was starts with the next', date: '2011-12-30', zone: 'Pacific/Apia', out: '2011-12-30T10:00' },
  ])('$name', ({ date, zone, out }) => expect(new Date(startOfDay(date, zone)).toISOString().slice(0, 16)).toBe(out))
})

test('the day on the clocks of a zone', () => {
  const at = Date.parse('2026-11-22T18:30:00Z')
  expect(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'].map((zone) => dayOf(at, zone))).toEqual(['2026-11-22', '2026-11-22', '2026-11-23', '2026-11-23'])
})

test('days are counted without clocks', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2)
})

test('weeks', () => {
  expect(weekdayOf('2026-11-22')).toBe(7)
  expect(weekDays('2026-11-22', 1)).toEqual(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'])
  expect(weekDays('2026-11-22', 7)[0]).toBe('2026-11-22')
  expect(weekDays('2026-11-22', 6)[0]).toBe('2026-11-21')
})

test.each([
  ['2026-01-01', 1],
  ['2027-01-01', 53],
  ['2024-12-30', 1],
  ['2026-11-22', 47],
  ['2021-01-03', 53],
] as const)('ISO week of %s is %i', (date, week) => expect(isoWeek(date)).toBe(week))

test.each([
  { date: '2026-02-14', weekStart: 7, first: '2026-02-01', last: '2026-02-28' },
  { date: '2026-11-22', weekStart: 1, first: '2026-10-26', last: '2026-12-06' },
  { date: '2026-11-22', weekStart: 7, first: '2026-11-01', last: '2026-12-05' },
] as const)('month of $date in weeks from day $weekStart', ({ date, weekStart, first, last }) => {
  const grid = monthGrid(date, weekStart)
  expect({ first: grid[0], last: grid.at(-1), whole: grid.length % 7 }).toEqual({ first, last, whole: 0 })
})
