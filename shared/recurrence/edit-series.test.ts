import { describe, expect, test } from 'vitest'
import { attendeesOf } from '../ical/people.ts'
import { setRrule, setText, setTime, textOf, timeOf } from '../ical/fields.ts'
import { type Component, eventsOf, masterOf, overridesOf, readCalendar, writeCalendar } from '../ical/tree.ts'
import { editAll, editInstance, instanceOf, removeInstance, splitSeries } from './edit-series.ts'
import { expandOccurrences } from './expand.ts'

const read = (...lines: string[]): Component => {
  const result = readCalendar(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'))
  if (!result.ok) throw new Error(result.problem.detail)
  return result.value
}
const master = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:u', ...lines, 'SUMMARY:Standup', 'X-KEEP:me', 'END:VEVENT']
const wide = { startUtc: Date.UTC(2020, 0, 1), endUtc: Date.UTC(2030, 0, 1) }
/** Start in UTC, title. */
const shown = (root: Component | null): string[] => {
  if (!root) return []
  const text = writeCalendar(root)
  const { instances, problem } = expandOccurrences(text, wide, { floatingZone: 'UTC' })
  expect(problem).toBeUndefined()
  const titles = eventsOf(root).map((event) => textOf(event, 'summary'))
  return instances.map((one) => `${one.startDate ?? new Date(one.startUtc).toISOString().slice(0, 16)} ${titles[one.part]}`)
}
const rename = (title: string) => (event: Component) => setText(event, 'summary', title)

// 9:30 in New York; the clocks go back on 1 November, so 13:30Z, then 14:30Z.
const daily = (...more: string[]): Component => read(...master('DTSTART;TZID=America/New_York:20261030T093000', 'DTEND;TZID=America/New_York:20261030T100000', 'RRULE:FREQ=DAILY;COUNT=5', ...more))
const allDay = (): Component => read(...master('DTSTART;VALUE=DATE:20261030', 'DTEND;VALUE=DATE:20261101', 'RRULE:FREQ=WEEKLY;UNTIL=20261120'))

describe('one instance', () => {
  test('gets its own VEVENT, all else stays', () => {
    const root = daily()
    const before = writeCalendar(root)
    const next = editInstance(root, '20261102T143000Z', rename('Moved'))
    expect(shown(next)).toEqual(['2026-10-30T13:30 Standup', '2026-10-31T13:30 Standup', '2026-11-01T14:30 Standup', '2026-11-02T14:30 Moved', '2026-11-03T14:30 Standup'])
    expect(writeCalendar(root)).toBe(before)
    const [override] = overridesOf(next) as [Component]
    expect(writeCalendar(override).split('\r\n')).toEqual([
      'BEGIN:VEVENT', 'UID:u', 'SUMMARY:Moved', 'X-KEEP:me', 'DTSTART;TZID=America/New_York:20261102T093000', 'DTEND;TZID=America/New_York:20261102T100000', 'RECURRENCE-ID;TZID=America/New_York:20261102T093000', 'END:VEVENT', '',
    ]) // prettier-ignore
  })

  test('a second edit changes the same override', () => {
    const next = editInstance(editInstance(daily(), '20261102T143000Z', rename('a')), '20261102T143000Z', rename('b'))
    expect(overridesOf(next).map((e) => textOf(e, 'summary'))).toEqual(['b'])
  })

  test('an edit brings back what an EXDATE took away (ICS-9)', () => {
    const next = editInstance(daily('EXDATE;TZID=America/New_York:20261031T093000,20261102T093000'), '20261102T143000Z', rename('Back'))
    expect(writeCalendar(next)).toContain('EXDATE;TZID=America/New_York:20261031T093000\r\n')
    expect(shown(next).length).toBe(4)
  })

  test('of an all-day series', () => expect(shown(editInstance(allDay(), '20261106', rename('x')))).toEqual(['2026-10-30 Standup', '2026-11-06 x', '2026-11-13 Standup', '2026-11-20 Standup']))

  test('of a floating series', () => {
    const root = read(...master('DTSTART:20261030T093000', 'RRULE:FREQ=DAILY;COUNT=2'))
    expect(shown(editInstance(root, '20261031T093000Z', rename('x')))).toEqual(['2026-10-30T09:30 Standup', '2026-10-31T09:30 x'])
  })

  test('can be read without being made', () => {
    const root = daily()
    const one = instanceOf(root, '20261102T143000Z') as Component
    expect([timeOf(one, 'dtstart'), textOf(one, 'rrule'), textOf(one, 'x-keep'), eventsOf(root).length]).toEqual([
      { kind: 'zoned', local: '2026-11-02T09:30:00', tzid: 'America/New_York', zone: 'America/New_York' }, '', 'me', 1,
    ]) // prettier-ignore
    expect(instanceOf(root, null)).toBe(masterOf(root))
    expect(instanceOf(root, 'junk')).toBeNull()
  })

  test('removed: EXDATE, and no override left', () => {
    const next = removeInstance(editInstance(daily(), '20261102T143000Z', rename('x')), '20261102T143000Z')
    expect(shown(next).map((line) => line.slice(0, 10))).toEqual(['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-03'])
    expect(overridesOf(next)).toEqual([])
    expect(writeCalendar(removeInstance(next, '20261102T143000Z'))).toBe(writeCalendar(next))
  })

  test('removed: an RDATE goes too', () => {
    const root = read(...master('DTSTART:20261030T093000Z', 'RDATE:20261101T093000Z,20261105T093000Z'))
    expect(shown(removeInstance(root, '20261105T093000Z'))).toEqual(['2026-10-30T09:30 Standup', '2026-11-01T09:30 Standup'])
  })

  test('removed: an override without a master', () => {
    const root = read('BEGIN:VEVENT', 'UID:u', 'RECURRENCE-ID:20261030T093000Z', 'DTSTART:20261030T093000Z', 'END:VEVENT')
    expect(eventsOf(removeInstance(root, '20261030T093000Z'))).toEqual([])
  })
})

describe('this and following (ITP-43)', () => {
  test('halves hold together what the whole held', () => {
    const root = editInstance(editInstance(daily('EXDATE;TZID=America/New_York:20261031T093000'), '20261030T133000Z', rename('First')), '20261103T143000Z', rename('Last'))
    const whole = shown(root)
    const { before, after } = splitSeries(root, '20261102T143000Z', 'new')
    expect(shown(before)).toEqual(['2026-10-30T13:30 First', '2026-11-01T14:30 Standup'])
    expect(shown(after)).toEqual(['2026-11-02T14:30 Standup', '2026-11-03T14:30 Last'])
    expect([...shown(before), ...shown(after)]).toEqual(whole)
    expect(eventsOf(after).map((e) => textOf(e, 'uid'))).toEqual(['new', 'new'])
    expect(textOf(masterOf(before as Component) as Component, 'rrule')).toBeTruthy()
    expect(writeCalendar(before as Component)).toContain('RRULE:FREQ=DAILY;UNTIL=20261102T142959Z')
    expect(writeCalendar(after)).toContain('RRULE:FREQ=DAILY;COUNT=2')
    expect(writeCalendar(after)).toContain('RELATED-TO;RELTYPE=FIRST:u')
  })

  test('all-day: UNTIL is a day', () => {
    const { before, after } = splitSeries(allDay(), '20261113', 'new')
    expect(writeCalendar(before as Component)).toContain('UNTIL=20261112')
    expect([shown(before), shown(after)]).toEqual([['2026-10-30 Standup', '2026-11-06 Standup'], ['2026-11-13 Standup', '2026-11-20 Standup']])
  })

  test('at the first instance nothing stays before', () => {
    const { before, after } = splitSeries(daily(), '20261030T133000Z', 'new')
    expect(before).toBeNull()
    expect(shown(after).length).toBe(5)
  })

  test('a COUNT that skipped times did not count is shared out right (T-R03)', () => {
    const root = read(...master('DTSTART;TZID=America/New_York:20260307T023000', 'RRULE:FREQ=DAILY;COUNT=4'))
    const { before, after } = splitSeries(root, '20260310T063000Z', 'new')
    expect([...shown(before), ...shown(after)]).toEqual(shown(root))
  })

  test('overrides without a master are shared out', () => {
    const override = (day: string): string[] => ['BEGIN:VEVENT', 'UID:u', `RECURRENCE-ID:202611${day}T093000Z`, `DTSTART:202611${day}T093000Z`, `SUMMARY:${day}`, 'END:VEVENT']
    const { before, after } = splitSeries(read(...override('02'), ...override('05')), '20261104T093000Z', 'new')
    expect([shown(before), shown(after)]).toEqual([['2026-11-02T09:30 02'], ['2026-11-05T09:30 05']])
  })
})

describe('the whole series (ITP-44)', () => {
  const newYork = (local: string) => ({ kind: 'zoned', local, tzid: 'America/New_York', zone: 'America/New_York' }) as const
  const moved = (hour: string) => (event: Component) => {
    setTime(event, 'dtstart', newYork(`2026-10-30T${hour}:30:00`))
    setTime(event, 'dtend', newYork(`2026-10-30T${hour}:45:00`))
  }

  test('another time of day: overrides and EXDATEs follow, one moved by hand stays where it is', () => {
    let root = editInstance(daily('EXDATE;TZID=America/New_York:20261031T093000'), '20261102T143000Z', rename('Named'))
    root = editInstance(root, '20261103T143000Z', (event) => setTime(event, 'dtstart', newYork('2026-11-03T18:00:00')))
    const { root: next, dropped } = editAll(root, moved('11'))
    expect(dropped).toEqual([])
    expect(shown(next)).toEqual(['2026-10-30T15:30 Standup', '2026-11-01T16:30 Standup', '2026-11-02T16:30 Named', '2026-11-03T23:00 Standup'])
  })

  test('another rule: overrides that have no slot are dropped and named', () => {
    const root = editInstance(editInstance(daily(), '20261031T133000Z', rename('Odd')), '20261101T143000Z', rename('Even'))
    const { root: next, dropped } = editAll(root, (event) => setRrule(event, 'FREQ=DAILY;INTERVAL=2;COUNT=3'))
    expect(dropped).toEqual(['20261031T133000Z'])
    expect(shown(next)).toEqual(['2026-10-30T13:30 Standup', '2026-11-01T14:30 Even', '2026-11-03T14:30 Standup'])
  })

  test('no rule any more: one event, no overrides', () => {
    const { root: next, dropped } = editAll(editInstance(daily(), '20261031T133000Z', rename('x')), (event) => setRrule(event, null))
    expect([dropped, shown(next)]).toEqual([['20261031T133000Z'], ['2026-10-30T13:30 Standup']])
  })

  test('timed becomes all-day', () => {
    const { root: next } = editAll(editInstance(daily(), '20261031T133000Z', rename('x')), (event) => {
      setTime(event, 'dtstart', { kind: 'date', date: '2026-10-30' })
      setTime(event, 'dtend', null)
    })
    expect(shown(next)).toEqual(['2026-10-30 Standup', '2026-10-31 x', '2026-11-01 Standup', '2026-11-02 Standup', '2026-11-03 Standup'])
  })

  test('a title alone leaves times and overrides as they were', () => {
    const root = editInstance(daily(), '20261031T133000Z', rename('x'))
    const { root: next, dropped } = editAll(root, rename('New'))
    expect([dropped, shown(next).slice(0, 2)]).toEqual([[], ['2026-10-30T13:30 New', '2026-10-31T13:30 x']])
  })
})

test('attendees are carried into an override', () => {
  const root = daily('ATTENDEE;PARTSTAT=ACCEPTED;X-A=b:mailto:a@x.example')
  const next = editInstance(root, '20261102T143000Z', () => undefined)
  expect(overridesOf(next).flatMap(attendeesOf).map((p) => p.partstat)).toEqual(['accepted'])
})
