import { expect, test } from 'vitest'
import { dateInWords, dayInWords, dayShiftOf, daysInWords, lengthInWords, minuteInWords, timesInWords, whenInWords } from './words.ts'

const at = (d: number, h: number, m = 0): number => Date.UTC(2026, 9, d, h, m)
const berlin = { zone: 'Europe/Berlin' }

test('times and days as people read them, whatever zone the computer is in', () => {
  expect([
    timesInWords(at(14, 13), at(14, 14, 30), berlin),
    timesInWords(at(14, 22), at(14, 23), berlin),
    timesInWords(at(14, 20), at(14, 23), berlin),
    dayInWords(at(14, 13), berlin),
    dayInWords(at(14, 13), { ...berlin, nowUtc: Date.UTC(2025, 0, 1) }),
    dateInWords('2026-10-14'),
    whenInWords(at(14, 13), at(14, 14), berlin),
    whenInWords(at(14, 13), at(16, 7), berlin),
    daysInWords('2026-10-14', '2026-10-15'),
    daysInWords('2026-10-14', '2026-10-17'),
    [45, 60, 90, 1440, 2880].map(lengthInWords),
    dayShiftOf(at(14, 22), 'Europe/Berlin', 'America/New_York'),
  ]).toEqual([
    '15:00–16:30',
    '00:00–01:00',
    '22:00–01:00 +1',
    'Wed 14 Oct',
    'Wed 14 Oct 2026',
    'Wed 14 Oct',
    'Wed 14 Oct, 15:00–16:00',
    'Wed 14 Oct, 15:00 – Fri 16 Oct, 09:00',
    'Wed 14 Oct',
    'Wed 14 Oct – Fri 16 Oct',
    ['45 min', '1 h', '1 h 30 min', '1 day', '2 days'],
    -1,
  ])
})

test('minutes of a day', () => {
  expect([0, 5, 570, 1439, 1440].map(minuteInWords)).toEqual(['00:00', '00:05', '09:30', '23:59', '24:00'])
})
