import { describe, expect, test } from 'vitest'
import type { Interval } from '../model/time.ts'
import { expandOccurrences } from './expand.ts'

const calendar = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]): string => calendar('BEGIN:VEVENT', 'UID:u', ...lines, 'END:VEVENT')
const utc = (text: string): number => Date.parse(text)
const wide: Interval = { startUtc: utc('1990-01-01T00:00Z'), endUtc: utc('2045-01-01T00:00Z') }
const starts = (text: string, window: Interval = wide): string[] =>
  expandOccurrences(text, window, { floatingZone: 'UTC' }).instances.map((one) => one.startDate ?? new Date(one.startUtc).toISOString().slice(0, 16))
const spans = (text: string, window: Interval = wide): string[] =>
  expandOccurrences(text, window, { floatingZone: 'UTC' }).instances.map((one) => `${new Date(one.startUtc).toISOString().slice(0, 16)}/${new Date(one.endUtc).toISOString().slice(11, 16)}`)
const days = (text: string, window?: Interval): string[] => starts(text, window).map((start) => start.slice(0, 10))

const ny = 'TZID=America/New_York'

describe('instances in a window', () => {
  const cases: { id: string; text: string; window?: Interval; out: string[] }[] = [
    { id: 'T-R01 a single time in a gap takes the offset before it', text: event(`DTSTART;${ny}:20260308T023000`), out: ['2026-03-08T07:30'] },
    { id: 'T-R02 a doubled time is the first', text: event(`DTSTART;${ny}:20261101T013000`), out: ['2026-11-01T05:30'] },
    { id: 'T-R03 an instance in a gap is dropped and not counted', text: event(`DTSTART;${ny}:20260307T023000`, 'RRULE:FREQ=DAILY;COUNT=3'), out: ['2026-03-07T07:30', '2026-03-09T06:30', '2026-03-10T06:30'] },
    { id: 'T-R05 29 Feb comes every fourth year', text: event('DTSTART:20120229T120000Z', 'RRULE:FREQ=YEARLY;UNTIL=20140301T000000Z'), out: ['2012-02-29T12:00'] },
    { id: 'T-R07 the twentieth Monday', text: event('DTSTART:19970519T090000', 'RRULE:FREQ=YEARLY;BYDAY=20MO;COUNT=3'), out: ['1997-05-19T09:00', '1998-05-18T09:00', '1999-05-17T09:00'] },
    { id: 'T-R08 Monday of week 20', text: event('DTSTART:19970512T090000', 'RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3'), out: ['1997-05-12T09:00', '1998-05-11T09:00', '1999-05-17T09:00'] },
    { id: 'T-R10 BYSETPOS in a week', text: event('DTSTART:20241023T090000', 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3;COUNT=3'), out: ['2024-10-23T09:00', '2024-10-28T09:00', '2024-10-30T09:00'] },
    { id: 'T-R11 last workday but one', text: event('DTSTART:19970929T090000', 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=4'), out: ['1997-09-29T09:00', '1997-10-30T09:00', '1997-11-27T09:00', '1997-12-30T09:00'] },
    { id: 'T-R12 election day', text: event('DTSTART:19961105T090000', 'RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3'), out: ['1996-11-05T09:00', '2000-11-07T09:00', '2004-11-02T09:00'] },
    { id: 'T-R13 ICS-8 every thirteenth month that is a May, after the DTSTART that is none', text: event('DTSTART:20100212T090000Z', 'RRULE:FREQ=MONTHLY;INTERVAL=13;BYMONTH=5;COUNT=3'), out: ['2010-02-12T09:00', '2013-05-12T09:00', '2026-05-12T09:00', '2039-05-12T09:00'] },
    { id: 'T-R14 EXDATE in UTC for a zoned series', text: event('DTSTART;TZID=Europe/Berlin:20260105T090000', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20260112T080000Z'), out: ['2026-01-05T08:00', '2026-01-19T08:00'] },
    { id: 'T-R15 RDATE equal to an instance adds none', text: event('DTSTART:20260105T090000Z', 'RRULE:FREQ=WEEKLY;COUNT=2', 'RDATE:20260112T090000Z,20260114T090000Z'), out: ['2026-01-05T09:00', '2026-01-12T09:00', '2026-01-14T09:00'] },
    { id: 'T-R17 an override without a master is shown', text: event('RECURRENCE-ID:20260105T090000Z', 'DTSTART:20260105T100000Z'), out: ['2026-01-05T10:00'] },
    { id: 'T-R18 UNTIL as a day holds through that local day', text: event(`DTSTART;${ny}:20260105T220000`, 'RRULE:FREQ=DAILY;UNTIL=20260107'), out: ['2026-01-06T03:00', '2026-01-07T03:00', '2026-01-08T03:00'] },
    { id: 'T-R22 a Windows zone without VTIMEZONE', text: event('DTSTART;TZID=W. Europe Standard Time:20260105T090000'), out: ['2026-01-05T08:00'] },
    { id: 'T-R23 a zone behind a prefix', text: event('DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260105T090000'), out: ['2026-01-05T14:00'] },
    { id: 'ICS-6 no 31 April', text: event('DTSTART;VALUE=DATE:20260131', 'RRULE:FREQ=MONTHLY;COUNT=4'), out: ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31'] },
    { id: 'ICS-7 UNTIL in UTC is inclusive', text: event('DTSTART:20260105T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20260106T090000Z'), out: ['2026-01-05T09:00', '2026-01-06T09:00'] },
    { id: 'ICS-7 UNTIL before DTSTART leaves nothing', text: event('DTSTART:20260105T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20260104T090000Z'), out: [] },
    { id: 'ICS-8 DTSTART out of step is the first', text: event('DTSTART:20260106T090000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2'), out: ['2026-01-06T09:00', '2026-01-12T09:00', '2026-01-19T09:00'] },
    { id: 'ICS-9 EXDATE as a day for a timed series', text: event(`DTSTART;${ny}:20260105T220000`, 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260106'), out: ['2026-01-06T03:00', '2026-01-08T03:00'] },
    { id: 'ICS-9 EXDATE as a time for an all-day series', text: event('DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260106T000000Z'), out: ['2026-01-05', '2026-01-07'] },
    { id: 'ICS-9 EXRULE takes away', text: event('DTSTART:20260105T090000Z', 'RRULE:FREQ=DAILY;COUNT=4', 'EXRULE:FREQ=DAILY;INTERVAL=2'), out: ['2026-01-06T09:00', '2026-01-08T09:00'] },
    { id: 'ICS-9 two rules are one set', text: event('DTSTART:20260105T090000Z', 'RRULE:FREQ=WEEKLY;COUNT=2', 'RRULE:FREQ=DAILY;COUNT=2'), out: ['2026-01-05T09:00', '2026-01-06T09:00', '2026-01-12T09:00'] },
    {
      id: 'ICS-10 an override wins over an EXDATE, and its slot is empty',
      text: calendar('BEGIN:VEVENT', 'UID:u', 'RECURRENCE-ID:20260106T090000Z', 'DTSTART:20260106T150000Z', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:u', 'DTSTART:20260105T090000Z', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260106T090000Z', 'END:VEVENT'),
      out: ['2026-01-05T09:00', '2026-01-06T15:00', '2026-01-07T09:00'],
    },
    {
      id: 'ICS-10 an override out of the set is shown',
      text: calendar('BEGIN:VEVENT', 'UID:u', 'DTSTART:20260105T090000Z', 'RRULE:FREQ=DAILY;COUNT=1', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:u', 'RECURRENCE-ID:20260301T090000Z', 'DTSTART:20260301T100000Z', 'END:VEVENT'),
      out: ['2026-01-05T09:00', '2026-03-01T10:00'],
    },
    {
      id: 'ITP-43 RANGE=THISANDFUTURE moves the rest',
      text: calendar('BEGIN:VEVENT', 'UID:u', 'DTSTART:20260105T090000Z', 'RRULE:FREQ=DAILY;COUNT=4', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:u', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260107T090000Z', 'DTSTART:20260107T110000Z', 'END:VEVENT'),
      out: ['2026-01-05T09:00', '2026-01-06T09:00', '2026-01-07T11:00', '2026-01-08T11:00'],
    },
    { id: 'INTERVAL=0 is read as 1', text: event('DTSTART:20260105T090000Z', 'RRULE:FREQ=DAILY;INTERVAL=0;COUNT=2'), out: ['2026-01-05T09:00', '2026-01-06T09:00'] },
    { id: 'WKST decides every second week', text: event('DTSTART:19970805T090000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU'), out: ['1997-08-05T09:00', '1997-08-17T09:00', '1997-08-19T09:00', '1997-08-31T09:00'] },
    { id: 'an empty event lies where it starts', text: event('DTSTART:20260105T090000Z'), window: { startUtc: utc('2026-01-05T09:00Z'), endUtc: utc('2026-01-05T10:00Z') }, out: ['2026-01-05T09:00'] },
    { id: 'FBA-5 an event that ends where the window begins is outside', text: event('DTSTART:20260105T080000Z', 'DURATION:PT1H'), window: { startUtc: utc('2026-01-05T09:00Z'), endUtc: utc('2026-01-05T10:00Z') }, out: [] },
  ]
  test.each(cases)('$id', ({ text, window, out }) => expect(starts(text, window)).toEqual(out))

  test('T-R06 the 31st, no end', () =>
    expect(days(event('DTSTART:20240131T090000Z', 'RRULE:FREQ=MONTHLY'), { startUtc: utc('2024-01-01T00:00Z'), endUtc: utc('2024-08-01T00:00Z') })).toEqual(['2024-01-31', '2024-03-31', '2024-05-31', '2024-07-31']))

  test('T-R09 last two days of a month, at once', () => {
    expect(days(event('DTSTART:20241030T090000Z', 'RRULE:FREQ=DAILY;BYMONTHDAY=-1,-2;COUNT=5'))).toEqual(['2024-10-30', '2024-10-31', '2024-11-29', '2024-11-30', '2024-12-30'])
  })

  test.each([
    { id: 'T-R04 P1D is a day on the clock', lines: [`DTSTART;${ny}:20260307T120000`, 'DURATION:P1D'], out: ['2026-03-07T17:00/16:00'] },
    { id: 'T-R04 PT24H is 24 hours', lines: [`DTSTART;${ny}:20260307T120000`, 'DURATION:PT24H'], out: ['2026-03-07T17:00/17:00'] },
    { id: 'T-R16 RDATE as a period has its own length', lines: ['DTSTART:20260105T090000Z', 'DURATION:PT1H', 'RDATE;VALUE=PERIOD:20260107T090000Z/PT3H'], out: ['2026-01-05T09:00/10:00', '2026-01-07T09:00/12:00'] },
    { id: 'ICS-3 no end, timed: empty', lines: ['DTSTART:20260105T090000Z'], out: ['2026-01-05T09:00/09:00'] },
    { id: 'ICS-3 DTEND before DTSTART: empty', lines: ['DTSTART:20260105T090000Z', 'DTEND:20260104T090000Z'], out: ['2026-01-05T09:00/09:00'] },
    { id: 'ICS-3 DTEND in another zone', lines: ['DTSTART;TZID=Europe/Berlin:20260105T090000', `DTEND;${ny}:20260105T040000`], out: ['2026-01-05T08:00/09:00'] },
    { id: 'ICS-3 DTEND as a day', lines: ['DTSTART:20260105T090000Z', 'DTEND;VALUE=DATE:20260106'], out: ['2026-01-05T09:00/00:00'] },
  ])('$id', ({ lines, out }) => expect(spans(event(...lines))).toEqual(out))

  test('all-day instances carry their days, with the instants of those days in UTC', () =>
    expect(expandOccurrences(event('DTSTART;VALUE=DATE:20260105', 'DTEND;VALUE=DATE:20260107', 'RRULE:FREQ=WEEKLY;COUNT=2'), wide, { floatingZone: 'Pacific/Apia' }).instances).toEqual([
      { part: 0, recurrenceId: '20260105', startUtc: utc('2026-01-05T00:00Z'), endUtc: utc('2026-01-07T00:00Z'), startDate: '2026-01-05', endDate: '2026-01-07' },
      { part: 0, recurrenceId: '20260112', startUtc: utc('2026-01-12T00:00Z'), endUtc: utc('2026-01-14T00:00Z'), startDate: '2026-01-12', endDate: '2026-01-14' },
    ]))

  test('a floating series is named by its clock, whoever looks', () => {
    const text = event('DTSTART:20260105T090000', 'RRULE:FREQ=DAILY;COUNT=1')
    const [kolkata] = expandOccurrences(text, wide, { floatingZone: 'Asia/Kolkata' }).instances
    expect(kolkata).toEqual({ part: 0, recurrenceId: '20260105T090000Z', startUtc: utc('2026-01-05T03:30Z'), endUtc: utc('2026-01-05T03:30Z'), startDate: null, endDate: null })
  })

  test('ICS-11 a zone of the object’s own rules', () => {
    const rules = ['BEGIN:VTIMEZONE', 'TZID:Office', 'BEGIN:STANDARD', 'DTSTART:16010101T000000', 'TZOFFSETFROM:+0137', 'TZOFFSETTO:+0137', 'END:STANDARD', 'END:VTIMEZONE']
    expect(starts(calendar(...rules, 'BEGIN:VEVENT', 'UID:u', 'DTSTART;TZID=Office:20260105T090000', 'RRULE:FREQ=DAILY;COUNT=2', 'END:VEVENT'))).toEqual(['2026-01-05T07:23', '2026-01-06T07:23'])
  })

  test('ICS-11 a TZID that nothing explains floats', () => expect(starts(event('DTSTART;TZID=Nowhere:20260105T090000'))).toEqual(['2026-01-05T09:00']))
})

describe('no rule hangs and none throws', () => {
  const started = 'DTSTART;TZID=Europe/Berlin:20200101T090000'
  const month: Interval = { startUtc: utc('2026-01-01T00:00Z'), endUtc: utc('2026-02-01T00:00Z') }
  test.each([
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;BYHOUR=3;BYMINUTE=0;BYSECOND=0',
    'FREQ=MINUTELY;COUNT=100000000',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYYEARDAY=366;BYWEEKNO=2',
    'FREQ=DAILY;COUNT=100000000',
    'FREQ=DAILY;BYHOUR=9;COUNT=1000000',
    'FREQ=MONTHLY;BYDAY=6MO',
    'FREQ=DAILY;BYDAY=XX',
    'FREQ=DAILY;INTERVAL=-3',
    'FREQ=DAILY;COUNT=0',
    'FREQ=FORTNIGHTLY',
    'FREQ=WEEKLY;BYDAY=',
    'FREQ=MONTHLY;BYMONTHDAY=99',
    'RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD',
    'junk',
    '',
  ])('RRULE:%s', (rule) => {
    const found = expandOccurrences(event(started, `RRULE:${rule}`), month, { floatingZone: 'UTC' })
    expect(found.instances.length).toBeLessThanOrEqual(10_000)
    expect(found.instances.every((one) => one.startUtc < month.endUtc && one.endUtc >= month.startUtc)).toBe(true)
  })

  test('the cap is told', () => {
    const found = expandOccurrences(event('DTSTART:20260101T000000Z', 'RRULE:FREQ=DAILY'), wide, { floatingZone: 'UTC', cap: 5 })
    expect({ length: found.instances.length, truncated: found.truncated }).toEqual({ length: 5, truncated: true })
  })

  test('a rule that cannot be read leaves its first instance and a problem', () => {
    const found = expandOccurrences(event('DTSTART:20260105T090000Z', 'RRULE:FREQ=FORTNIGHTLY'), wide, { floatingZone: 'UTC' })
    expect({ n: found.instances.length, problem: found.problem }).toEqual({ n: 1, problem: 'The repeat rule cannot be read: FREQ=FORTNIGHTLY' })
  })

  test('an event without a start is a problem, the others are there', () => {
    const found = expandOccurrences(calendar('BEGIN:VEVENT', 'UID:a', 'DTSTART:junk', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:b', 'DTSTART:20260105T090000Z', 'END:VEVENT'), wide, { floatingZone: 'UTC' })
    expect({ parts: found.instances.map((one) => one.part), problem: found.problem }).toEqual({ parts: [1], problem: 'An event has no start that can be read (a).' })
  })

  test.each(['', 'hello', 'BEGIN:VCALENDAR', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n', '<html></html>'])('text %j', (text) =>
    expect(expandOccurrences(text, wide, { floatingZone: 'UTC' })).toMatchObject({ instances: [], problem: expect.any(String) }))
})
