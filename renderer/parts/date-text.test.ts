import { describe, expect, it } from 'vitest'
import { parseDate, parseTime } from './date-text.ts'

describe('parseDate on Tue 13 Oct 2026', () => {
  const cases: [string, string | null][] = [
    ['2026-10-14', '2026-10-14'],
    ['2026-1-4', '2026-01-04'],
    ['14.10.', '2026-10-14'],
    ['14.10', '2026-10-14'],
    ['14/10/2027', '2027-10-14'],
    ['14.10.27', '2027-10-14'],
    ['14 oct', '2026-10-14'],
    ['14th October 2028', '2028-10-14'],
    ['Oct 14', '2026-10-14'],
    ['Wed 14 Oct 2026', '2026-10-14'],
    ['Wed, 14 Oct 2026', '2026-10-14'],
    ['12 oct', '2027-10-12'],
    ['today', '2026-10-13'],
    ['tomorrow', '2026-10-14'],
    ['+3', '2026-10-16'],
    ['fri', '2026-10-16'],
    ['Tuesday', '2026-10-20'],
    ['mon', '2026-10-19'],
    ['31 feb', null],
    ['14 foo', null],
    ['soon', null],
    ['', null],
  ]
  it.each(cases)('%s', (text, date) => {
    expect(parseDate(text, '2026-10-13')).toBe(date)
  })
})

describe('parseTime', () => {
  const cases: [string, string | null][] = [
    ['15:00', '15:00'], ['15.30', '15:30'], ['1530', '15:30'], ['15', '15:00'], ['9', '09:00'], ['930', '09:30'], ['3pm', '15:00'], ['3:30 pm', '15:30'],
    ['12am', '00:00'], ['12 pm', '12:00'], ['noon', '12:00'], ['24:00', null], ['13pm', null], ['7:61', null], ['x', null], ['', null],
  ]
  it.each(cases)('%s', (text, time) => {
    expect(parseTime(text)).toBe(time)
  })
})
