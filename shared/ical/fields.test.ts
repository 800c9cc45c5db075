import { describe, expect, test } from 'vitest'
import { instantOf, type IcalTime, numberOf, recurrenceIdOf, rruleOf, sequenceOf, setNumber, setRrule, setText, setTime, spanOf, textOf, timeOf, timesOf } from './fields.ts'
import { type Component, eventsOf, readCalendar, writeCalendar } from './tree.ts'

const eventWith = (...lines: string[]): Component => {
  const result = readCalendar(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'))
  if (!result.ok) throw new Error(result.problem.detail)
  return eventsOf(result.value)[0] as Component
}
const linesOf = (event: Component): string[] => writeCalendar(event).split('\r\n').slice(1, -2)

describe('times', () => {
  const cases: { line: string; out: IcalTime | null; back?: string }[] = [
    { line: 'DTSTART;VALUE=DATE:20261014', out: { kind: 'date', date: '2026-10-14' } },
    { line: 'DTSTART:20261014', out: { kind: 'date', date: '2026-10-14' }, back: 'DTSTART;VALUE=DATE:20261014' },
    { line: 'DTSTART:20261014T150000Z', out: { kind: 'utc', instant: Date.parse('2026-10-14T15:00:00Z') } },
    { line: 'DTSTART:20261014T150000', out: { kind: 'floating', local: '2026-10-14T15:00:00' } },
    { line: 'DTSTART;TZID=Europe/Berlin:20261014T150000', out: { kind: 'zoned', local: '2026-10-14T15:00:00', tzid: 'Europe/Berlin', zone: 'Europe/Berlin' } },
    { line: 'DTSTART;TZID=Nowhere:20261014T150000', out: { kind: 'zoned', local: '2026-10-14T15:00:00', tzid: 'Nowhere', zone: null } },
    { line: 'DTSTART:foo', out: null },
    { line: 'DTSTART:20261314T150000Z', out: null },
    { line: 'DTSTART:20260230T150000Z', out: null },
    { line: 'DTSTART:20261014T2500', out: null },
  ]
  test.each(cases)('$line', ({ line, out, back }) => {
    const event = eventWith(line)
    expect(timeOf(event, 'dtstart')).toEqual(out)
    if (!out) return
    setTime(event, 'dtstart', out)
    expect(linesOf(event)).toEqual([back ?? line])
  })

  test('parameters we do not know stay with a new time', () => {
    const event = eventWith('DTSTART;X-A=b;TZID=Europe/Berlin:20261014T150000')
    setTime(event, 'dtstart', { kind: 'utc', instant: Date.parse('2026-10-14T16:00:00Z') })
    expect(linesOf(event)).toEqual(['DTSTART;X-A=b:20261014T160000Z'])
  })

  test('all values of all EXDATEs', () => expect(timesOf(eventWith('EXDATE:20261014T150000Z,junk', 'EXDATE;VALUE=DATE:20261015'), 'exdate').length).toBe(2))

  test('a date is its first instant in the zone asked for', () => expect(instantOf({ kind: 'date', date: '2026-10-14' }, 'Asia/Kolkata')).toBe(Date.parse('2026-10-13T18:30:00Z')))
})

describe('spans (ICS-3, ICS-4)', () => {
  const day = (text: string): number => Date.parse(`${text}:00Z`)
  test.each([
    { name: 'a day without an end', lines: ['DTSTART;VALUE=DATE:20261014'], zone: 'Asia/Kolkata', out: { startUtc: day('2026-10-13T18:30'), endUtc: day('2026-10-14T18:30'), startDate: '2026-10-14', endDate: '2026-10-15' } },
    { name: 'a day that clocks make longer', lines: ['DTSTART;VALUE=DATE:20261025'], zone: 'Europe/Berlin', out: { startUtc: day('2026-10-24T22:00'), endUtc: day('2026-10-25T23:00'), startDate: '2026-10-25', endDate: '2026-10-26' } },
    { name: 'days by DURATION', lines: ['DTSTART;VALUE=DATE:20261014', 'DURATION:P1W'], zone: 'UTC', out: { startUtc: day('2026-10-14T00:00'), endUtc: day('2026-10-21T00:00'), startDate: '2026-10-14', endDate: '2026-10-21' } },
    { name: 'DTEND a time though DTSTART is a day', lines: ['DTSTART;VALUE=DATE:20261014', 'DTEND:20261015T120000Z'], zone: 'UTC', out: { startUtc: day('2026-10-14T00:00'), endUtc: day('2026-10-16T00:00'), startDate: '2026-10-14', endDate: '2026-10-16' } },
    { name: 'floating, seen from New York', lines: ['DTSTART:20261014T090000', 'DTEND:20261014T100000'], zone: 'America/New_York', out: { startUtc: day('2026-10-14T13:00'), endUtc: day('2026-10-14T14:00'), startDate: null, endDate: null } },
    { name: 'a DURATION that makes no sense', lines: ['DTSTART:20261014T090000Z', 'DURATION:soon'], zone: 'UTC', out: { startUtc: day('2026-10-14T09:00'), endUtc: day('2026-10-14T09:00'), startDate: null, endDate: null } },
  ])('$name', ({ lines, zone, out }) => expect(spanOf(eventWith(...lines), zone)).toEqual(out))

  test('no start, no span', () => expect(spanOf(eventWith('SUMMARY:x'), 'UTC')).toBeNull())
})

describe('names of instances', () => {
  test.each([
    ['RECURRENCE-ID;TZID=Europe/Berlin:20261014T150000', '20261014T130000Z'],
    ['RECURRENCE-ID:20261014T130000Z', '20261014T130000Z'],
    ['RECURRENCE-ID;VALUE=DATE:20261014', '20261014'],
    ['RECURRENCE-ID:20261014T150000', '20261014T150000Z'],
    ['SUMMARY:a master', null],
  ])('%s → %s', (line, name) => expect(recurrenceIdOf(eventWith(line))).toBe(name))
})

test('texts', () => {
  const event = eventWith('DESCRIPTION;ALTREP="cid:x";LANGUAGE=de:Alt', 'CATEGORIES:a,b\\,c', 'REQUEST-STATUS:2.0;Success')
  expect([textOf(event, 'categories'), textOf(event, 'request-status'), textOf(event, 'none')]).toEqual(['a,b,c', '2.0;Success', ''])
  setText(event, 'description', 'Neu; "und", \\ mehr\nZeilen')
  setText(event, 'categories', null)
  expect(linesOf(event)).toEqual(['DESCRIPTION;LANGUAGE=de:Neu\\; "und"\\, \\\\ mehr\\nZeilen', 'REQUEST-STATUS:2.0;Success'])
})

test('numbers', () => {
  const event = eventWith('SEQUENCE:4', 'PRIORITY:junk')
  expect([sequenceOf(event), numberOf(event, 'percent-complete')]).toEqual([4, null])
  setNumber(event, 'sequence', 5)
  expect(textOf(event, 'sequence')).toBe('5')
  setNumber(event, 'sequence', null)
  expect(sequenceOf(event)).toBe(0)
})

test('rules come back as they were written', () => {
  const rule = 'FREQ=WEEKLY;UNTIL=20261216T140000Z;INTERVAL=2;BYDAY=MO,WE;WKST=SU'
  const event = eventWith(`RRULE:${rule}`)
  expect(rruleOf(event)).toBe(rule)
  setRrule(event, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU')
  expect(linesOf(event)).toEqual(['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU'])
  expect(rruleOf(event)).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU')
  setRrule(event, 'FREQ=DAILY;UNTIL=20261216')
  expect(linesOf(event)).toEqual(['RRULE:FREQ=DAILY;UNTIL=20261216'])
  setRrule(event, null)
  expect(rruleOf(event)).toBeNull()
})
