import { describe, expect, test } from 'vitest'
import { readCalendar, type Component } from '../ical/tree.ts'
import { whatChanged } from './changes.ts'

const tree = (...lines: string[]): Component => {
  const read = readCalendar(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'))
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const event = (...more: string[]): string[] => ['BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261001T000000Z', ...(more.some((l) => l.startsWith('DTSTART')) ? [] : ['DTSTART:20261014T130000Z']), 'DURATION:PT1H', ...more, 'END:VEVENT']
const changes = (before: string[], after: string[]): string[] => whatChanged(tree(...event(...before)), tree(...event(...after)), 'Europe/Berlin').map((c) => `${c.field}: ${c.before} → ${c.after}`)

describe('whatChanged (ITP-4)', () => {
  test.each([
    ['time, place and title, major ones first', ['SUMMARY:A'], ['SUMMARY:B', 'LOCATION:Aurora', 'DTSTART:20261015T130000Z'], ['when: Wed 14 Oct, 15:00–16:00 → Thu 15 Oct, 15:00–16:00', 'where:  → Aurora', 'title: A → B']],
    ['the same instant in another spelling', [], ['DTSTART;TZID=Europe/Berlin:20261014T150000'], []],
    ['to all-day', [], ['DTSTART;VALUE=DATE:20261014'], ['when: Wed 14 Oct, 15:00–16:00 → Wed 14 Oct']],
    ['people by name', ['ATTENDEE;CN=Bob:mailto:b@x.example'], ['ATTENDEE;CN=Carol:mailto:c@x.example'], ['people: Bob → Carol']],
    ['T-I46 the same rule in other words', ['RRULE:FREQ=WEEKLY'], ['RRULE:FREQ=WEEKLY;INTERVAL=1'], []],
    ['answers, alarms and unknown things', [], ['X-A:1', 'PRIORITY:1'], []],
    ['the link to join is a place', ['LOCATION:Aurora'], ['LOCATION:Aurora', 'CONFERENCE;VALUE=URI:https://meet.example/1'], ['where: Aurora → Aurora, https://meet.example/1']],
  ])('%s', (_, before, after, out) => expect(changes(before, after)).toEqual(out))
  test('dates that went and came', () => {
    const [one, two] = [changes(['RRULE:FREQ=WEEKLY'], ['RRULE:FREQ=WEEKLY', 'EXDATE:20261021T130000Z']), changes(['RRULE:FREQ=WEEKLY'], ['RRULE:FREQ=WEEKLY', 'RDATE:20261022T130000Z'])]
    expect([one[0]?.endsWith('; not on Wed 21 Oct'), two[0]?.endsWith('; also on Thu 22 Oct'), one.length, two.length]).toEqual([true, true, 1, 1])
  })
  test('one date of a series against what the series gave it', () => {
    const before = tree(...event('RRULE:FREQ=WEEKLY'))
    const after = tree(...event('RRULE:FREQ=WEEKLY'), ...event('RECURRENCE-ID:20261021T130000Z', 'DTSTART:20261021T140000Z'))
    expect(whatChanged(before, after, 'Europe/Berlin', '20261021T130000Z')).toEqual([{ field: 'when', before: 'Wed 21 Oct, 15:00–16:00', after: 'Wed 21 Oct, 16:00–17:00' }])
  })
})
