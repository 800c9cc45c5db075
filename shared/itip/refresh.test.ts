import { describe, expect, test } from 'vitest'
import { attendeesOf } from '../ical/people.ts'
import { readCalendar, writeCalendar, type Component } from '../ical/tree.ts'
import { must } from '../model/result.ts'
import { composeMessage } from './outgoing.ts'
import { readMessage } from './read-message.ts'
import { answerToRefresh, composeRefresh } from './refresh.ts'
import { eventsOf } from '../ical/tree.ts'

const nowUtc = Date.UTC(2026, 10, 2, 9)
const tree = (...lines: string[]): Component => {
  const read = readCalendar(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'))
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const meeting = (...more: string[]): Component =>
  tree('BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261101T100000Z', 'SEQUENCE:3', 'DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z', 'SUMMARY:Review', 'ORGANIZER;CN=Olga:mailto:o@example.com', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:o@example.com', 'ATTENDEE;CN=Ann;PARTSTAT=TENTATIVE;RSVP=TRUE:mailto:a@example.com', ...more, 'END:VEVENT')
const lines = (root: Component): string[] => writeCalendar(root).split('\r\n').filter((line) => !/^(PRODID|VERSION|CALSCALE|BEGIN:VCAL|END:VCAL)|^$/.test(line))

describe('ITP-19: asking for the current version', () => {
  test('whole: method, UID, ORGANIZER, the one who asks, DTSTAMP of now; no SEQUENCE, no answer, nothing of the event', () => {
    const refresh = must(composeRefresh(meeting(), ['mailto:a@example.com'], nowUtc), 'a question')
    expect(lines(refresh)).toEqual(['METHOD:REFRESH', 'BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261102T090000Z', 'ORGANIZER;CN=Olga:mailto:o@example.com', 'ATTENDEE;CN=Ann:mailto:a@example.com', 'END:VEVENT'])
    expect(readMessage(writeCalendar(refresh)).ok).toBe(true)
  })
  test.each([
    { name: 'my own meeting', root: meeting(), me: ['mailto:o@example.com'] },
    { name: 'an event without an organizer', root: tree('BEGIN:VEVENT', 'UID:p', 'DTSTAMP:20261101T100000Z', 'DTSTART:20261124T090000Z', 'END:VEVENT'), me: ['mailto:a@example.com'] },
    { name: 'nobody with an address', root: meeting(), me: ['/principals/x/'] },
  ])('$name: there is nobody to ask', ({ root, me }) => expect(composeRefresh(root, me, nowUtc)).toBeNull())
  test('from a message that could not be placed (ITP-18): in my own name', () => {
    const add = tree('METHOD:ADD', 'BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261101T100000Z', 'SEQUENCE:4', 'DTSTART:20261125T090000Z', 'ORGANIZER:mailto:o@example.com', 'END:VEVENT')
    expect(lines(must(composeRefresh(add, ['a@example.com'], nowUtc), 'a question'))).toContain('ATTENDEE:mailto:a@example.com')
  })
})

describe('ITP-37, T-I39: what answers it', () => {
  const asker = (root: Component): ReturnType<typeof attendeesOf>[number] => must(eventsOf(root).flatMap(attendeesOf)[0], 'who asks')
  const from = (address: string): ReturnType<typeof asker> => asker(must(composeRefresh(meeting(), [`mailto:${address}`], nowUtc), 'a question'))
  const me = ['mailto:o@example.com']
  test.each([
    { name: 'who is in it gets the whole, SEQUENCE unchanged', stored: meeting(), who: 'a@example.com', method: 'REQUEST', sequence: 'SEQUENCE:3', status: false },
    { name: 'who is not is told so', stored: meeting(), who: 'x@example.com', method: 'CANCEL', sequence: 'SEQUENCE:4', status: false },
    { name: 'a meeting that is off is said to be off', stored: meeting('STATUS:CANCELLED'), who: 'a@example.com', method: 'CANCEL', sequence: 'SEQUENCE:4', status: true },
  ])('$name', ({ stored, who, method, sequence, status }) => {
    const message = must(answerToRefresh(stored, from(who), me), 'an answer')
    const text = lines(composeMessage(message, stored, stored, { nowUtc, me }))
    expect([message.method, message.to.address, text.includes(sequence), text.includes('STATUS:CANCELLED'), text.includes('DTSTAMP:20261102T090000Z')]).toEqual([method, who, true, status, true])
  })
  test('a meeting that is not mine says nothing', () => expect(answerToRefresh(meeting(), from('a@example.com'), ['mailto:a@example.com'])).toBeNull())
})
