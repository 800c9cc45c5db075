import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setRrule, setTime, type IcalTime } from '../ical/fields.ts'
import { type Component, readCalendar, writeCalendar } from '../ical/tree.ts'
import { addDays, daysBetween } from '../time/days.ts'
import { toLocal } from '../time/zones.ts'
import { editAll } from './edit-series.ts'
import { expandOccurrences } from './expand.ts'
import { moveRepeat, moveRule } from './move-rule.ts'
import { toRepeatRule } from './describe.ts'

const berlin = (date: string, time = '15:00:00'): IcalTime => ({ kind: 'zoned', local: `${date}T${time}`, tzid: 'Europe/Berlin', zone: 'Europe/Berlin' })
const allDay = (date: string): IcalTime => ({ kind: 'date', date })
const moved = (text: string, from: string, to: string, first = from): string => {
  const rule = moveRule(text, { before: berlin(first), after: berlin(addDays(first, daysBetween(from, to))), from, to })
  return rule.ok ? `${rule.value.text} from ${rule.value.start}` : rule.problem
}

// 14 October 2026 is a Wednesday, and the second of its month.
describe('ITP-44, ICS-8: the rule goes along with its dates', () => {
  test.each([
    ['weekly, its own day', 'FREQ=WEEKLY', '2026-10-14', '2026-10-15', 'FREQ=WEEKLY from 2026-10-15'],
    ['weekly, one day on', 'FREQ=WEEKLY;BYDAY=WE', '2026-10-14', '2026-10-15', 'FREQ=WEEKLY;BYDAY=TH from 2026-10-15'],
    ['weekly, back', 'FREQ=WEEKLY;BYDAY=WE', '2026-10-14', '2026-10-12', 'FREQ=WEEKLY;BYDAY=MO from 2026-10-12'],
    ['weekly, several days', 'FREQ=WEEKLY;BYDAY=MO,WE,FR', '2026-10-14', '2026-10-15', 'FREQ=WEEKLY;BYDAY=TU,TH,SA from 2026-10-15'],
    ['weekly, several days, over the end of the week', 'FREQ=WEEKLY;BYDAY=WE,SU', '2026-10-14', '2026-10-16', 'FREQ=WEEKLY;BYDAY=TU,FR from 2026-10-16'],
    ['weekly, into another week', 'FREQ=WEEKLY;BYDAY=WE', '2026-10-14', '2026-10-22', 'FREQ=WEEKLY;BYDAY=TH from 2026-10-22'],
    ['every second week', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', '2026-10-14', '2026-10-15', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH from 2026-10-15'],
    ['every second week, days that stay in one week', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', '2026-10-14', '2026-10-15', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH from 2026-10-15'],
    ['every second week, days that no longer are of one week: WKST goes along', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR', '2026-10-14', '2026-10-17', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;WKST=TH from 2026-10-17'],
    ['and back again without', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;WKST=TH', '2026-10-17', '2026-10-14', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR from 2026-10-14'],
    ['daily on weekdays', 'FREQ=DAILY;BYDAY=MO,WE', '2026-10-14', '2026-10-15', 'FREQ=DAILY;BYDAY=TU,TH from 2026-10-15'],
    ['COUNT stays', 'FREQ=WEEKLY;BYDAY=WE;COUNT=5', '2026-10-14', '2026-10-15', 'FREQ=WEEKLY;BYDAY=TH;COUNT=5 from 2026-10-15'],
    ['UNTIL goes along', 'FREQ=WEEKLY;UNTIL=20261104T140000Z;BYDAY=WE', '2026-10-14', '2026-10-15', 'FREQ=WEEKLY;UNTIL=20261105T225959Z;BYDAY=TH from 2026-10-15'],
    ['UNTIL goes along across the change of clocks', 'FREQ=WEEKLY;UNTIL=20261021T130000Z;BYDAY=WE', '2026-10-14', '2026-10-20', 'FREQ=WEEKLY;UNTIL=20261027T225959Z;BYDAY=TU from 2026-10-20'],
    ['UNTIL a second before a date does not bring that date in (ITP-43)', 'FREQ=WEEKLY;UNTIL=20261104T135959Z;BYDAY=WE', '2026-10-14', '2026-10-15', 'FREQ=WEEKLY;UNTIL=20261104T225959Z;BYDAY=TH from 2026-10-15'],
    ['monthly, its own day', 'FREQ=MONTHLY', '2026-10-14', '2026-10-16', 'FREQ=MONTHLY from 2026-10-16'],
    ['monthly, named days', 'FREQ=MONTHLY;BYMONTHDAY=1,14', '2026-10-14', '2026-10-16', 'FREQ=MONTHLY;BYMONTHDAY=3,16 from 2026-10-16'],
    ['monthly, from the end', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2026-10-31', '2026-10-30', 'FREQ=MONTHLY;BYMONTHDAY=-2 from 2026-10-30'],
    ['monthly, the nth weekday', 'FREQ=MONTHLY;BYDAY=2WE', '2026-10-14', '2026-10-13', 'FREQ=MONTHLY;BYDAY=2TU from 2026-10-13'],
    ['monthly, another week', 'FREQ=MONTHLY;BYDAY=2WE', '2026-10-14', '2026-10-22', 'FREQ=MONTHLY;BYDAY=4TH from 2026-10-22'],
    ['monthly, the last weekday', 'FREQ=MONTHLY;BYDAY=-1WE', '2026-10-28', '2026-10-29', 'FREQ=MONTHLY;BYDAY=-1TH from 2026-10-29'],
    ['yearly', 'FREQ=YEARLY', '2026-10-14', '2026-10-20', 'FREQ=YEARLY from 2026-10-20'],
  ])('%s', (_, text, from, to, out) => expect(moved(text, from, to)).toBe(out))

  test('the nth weekday: DTSTART stays in its month though the date that was moved goes the other way', () => {
    // Second Tuesdays: 14 July and 11 August. The day after 11 August is the second Wednesday, in July that is the 8th.
    expect(moved('FREQ=MONTHLY;BYDAY=2TU', '2026-08-11', '2026-08-12', '2026-07-14')).toBe('FREQ=MONTHLY;BYDAY=2WE from 2026-07-08')
  })
  test('all-day: UNTIL is a day', () => {
    const rule = moveRule('FREQ=WEEKLY;BYDAY=WE;UNTIL=20261104', { before: allDay('2026-10-14'), after: allDay('2026-10-16'), from: '2026-10-14', to: '2026-10-16' })
    expect(rule).toMatchObject({ ok: true, value: { text: 'FREQ=WEEKLY;BYDAY=FR;UNTIL=20261106' } })
  })
  test.each([
    ['a day of the month that would leave it', 'FREQ=MONTHLY', '2026-10-28', '2026-11-02', 'other-month'],
    ['one of several that would', 'FREQ=MONTHLY;BYMONTHDAY=1,14', '2026-10-14', '2026-10-12', 'other-month'],
    ['the last day on', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2026-10-31', '2026-11-01', 'other-month'],
    ['the nth weekday into another month', 'FREQ=MONTHLY;BYDAY=-1FR', '2026-10-30', '2026-11-02', 'other-month'],
    ['to a day February lacks', 'FREQ=MONTHLY', '2026-10-14', '2026-10-30', 'uneven-months'],
    ['from a day February lacks', 'FREQ=MONTHLY', '2026-10-30', '2026-10-14', 'uneven-months'],
    ['to a fifth weekday', 'FREQ=MONTHLY;BYDAY=4WE', '2026-10-28', '2026-10-29', 'uneven-months'],
    ['the last weekday to one that is not', 'FREQ=MONTHLY;BYDAY=-1WE', '2026-10-28', '2026-10-22', 'not-last'],
    ['29 February', 'FREQ=YEARLY', '2028-02-29', '2028-02-28', 'uneven-months'],
    ['several weekdays of a month', 'FREQ=MONTHLY;BYDAY=2WE,4WE', '2026-10-14', '2026-10-15', 'special-rule'],
    ['the last workday', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-10-30', '2026-10-29', 'special-rule'],
    ['named months', 'FREQ=YEARLY;BYMONTH=10;BYDAY=2WE', '2026-10-14', '2026-10-15', 'special-rule'],
    ['no rule at all', 'every now and then', '2026-10-14', '2026-10-15', 'special-rule'],
  ])('cannot: %s', (_, text, from, to, out) => expect(moved(text, from, to)).toBe(out))
  test.each(['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1', 'FREQ=YEARLY;BYMONTH=10;BYDAY=2WE', 'FREQ=MONTHLY;BYMONTHDAY=31', 'nothing'])('another time of the same day leaves %s as it is', (text) => expect(moved(text, '2026-10-14', '2026-10-14')).toContain(text))

  test('what the editor shows: the days and the end', () => {
    expect(moveRepeat(toRepeatRule('FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261104'), '2026-10-14', '2026-10-15')).toMatchObject({ days: ['TU', 'TH'], end: { kind: 'until', date: '2026-11-05' }, custom: null })
    expect(moveRepeat(toRepeatRule('FREQ=MONTHLY'), '2026-10-28', '2026-11-02')).toBeNull()
  })
})

const read = (...lines: string[]): Component => {
  const result = readCalendar(['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:u', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'))
  if (!result.ok) throw new Error(result.problem.detail)
  return result.value
}
const window = { startUtc: Date.UTC(2020, 0, 1), endUtc: Date.UTC(2040, 0, 1) }
const starts = (root: Component): string[] =>
  expandOccurrences(writeCalendar(root), window, { floatingZone: 'UTC' }).instances.map((one) => toLocal(one.startUtc, 'Europe/Berlin'))

test('property: all dates of a weekly rule move by as many days, on the same clock, whatever its week, days, end and step', () => {
  const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  const input = fc.record({
    picked: fc.uniqueArray(fc.constantFrom(...days), { minLength: 0, maxLength: 4 }),
    interval: fc.integer({ min: 1, max: 3 }),
    wkst: fc.constantFrom('', ...days),
    end: fc.constantFrom('COUNT=7', 'UNTIL=20261125T140000Z', 'UNTIL=20261125T135959Z', 'UNTIL=20261125'),
    by: fc.integer({ min: -20, max: 20 }),
    first: fc.integer({ min: 0, max: 6 }),
  })
  fc.assert(
    fc.property(input, ({ picked, interval, wkst, end, by, first }) => {
      const day = addDays('2026-10-12', first)
      const text = [`FREQ=WEEKLY;INTERVAL=${interval}`, ...(picked.length > 0 ? [`BYDAY=${picked.join(',')}`] : []), ...(wkst === '' ? [] : [`WKST=${wkst}`]), end].join(';')
      const root = read(`DTSTART;TZID=Europe/Berlin:${day.replaceAll('-', '')}T150000`, `RRULE:${text}`, 'SUMMARY:Sync')
      const after = berlin(addDays(day, by))
      const rule = moveRule(text, { before: berlin(day), after, from: day, to: addDays(day, by) })
      if (!rule.ok) throw new Error(rule.problem)
      const { text: now } = rule.value
      const next = editAll(root, (master) => {
        setTime(master, 'dtstart', after)
        setRrule(master, now)
      }).root
      expect(starts(next)).toEqual(starts(root).map((start) => addDays(start.slice(0, 10), by) + start.slice(10)))
    }),
  )
})
