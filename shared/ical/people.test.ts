import { describe, expect, test } from 'vitest'
import { attendeesOf, organizerOf, removeAttendee, sameAddress, setAttendee, setOrganizer, toAddress } from './people.ts'
import { type Component, eventsOf, readCalendar, writeCalendar } from './tree.ts'

const eventWith = (...lines: string[]): Component => {
  const result = readCalendar(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'))
  if (!result.ok) throw new Error(result.problem.detail)
  return eventsOf(result.value)[0] as Component
}
const linesOf = (event: Component): string[] => writeCalendar(event).replace(/\r\n /g, '').split('\r\n').slice(1, -2)

describe('PPL-4 addresses', () => {
  test.each([
    ['mailto:Alice@North.example', 'alice@north.example'],
    ['MAILTO:alice@north.example', 'alice@north.example'],
    [' mailto: alice@north.example ', 'alice@north.example'],
    ['mailto:al%C3%ADce%40x@north.example', 'alíce@x@north.example'],
    ['mailto:100%@north.example', '100%@north.example'],
    ['/principals/users/Alice/', '/principals/users/alice/'],
    ['urn:uuid:ABC', 'urn:uuid:abc'],
  ])('%s', (raw, address) => expect(toAddress(raw)).toBe(address))

  test('paths are the same with and without a slash at the end', () => expect([sameAddress('/principals/a/', '/principals/a'), sameAddress('a@b', 'MAILTO:A@B'), sameAddress('a@b', 'a@c')]).toEqual([true, true, false]))
})

test('a change touches what it names and no more', () => {
  const event = eventWith('ATTENDEE;X-A=b;CN="Bob, B";PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.2:mailto:bob@x.example')
  setAttendee(event, { address: 'BOB@x.example', name: 'Bob, B', partstat: 'accepted', rsvp: false, scheduleStatus: null })
  expect(linesOf(event)).toEqual(['ATTENDEE;X-A=b;CN="Bob, B";PARTSTAT=ACCEPTED:mailto:bob@x.example'])
})

test('a new person', () => {
  const event = eventWith('SUMMARY:x')
  setAttendee(event, { address: 'bob@x.example', name: 'Bob "B": the\nfirst', partstat: 'needs-action', role: 'optional', kind: 'room', rsvp: true })
  expect(attendeesOf(event)).toMatchObject([{ address: 'bob@x.example', raw: 'mailto:bob@x.example', name: 'Bob "B": the first', partstat: 'needs-action', role: 'optional', kind: 'room', rsvp: true }])
  const again = readCalendar(`BEGIN:VCALENDAR\r\n${writeCalendar(event)}END:VCALENDAR\r\n`)
  expect(again.ok && attendeesOf(eventsOf(again.value)[0] as Component)[0]?.name).toBe('Bob "B": the first')
})

test('the EMAIL parameter names the same person', () => {
  const event = eventWith('ATTENDEE;EMAIL=bob@x.example:urn:uuid:1', 'ATTENDEE:mailto:carol@x.example')
  removeAttendee(event, 'mailto:Bob@x.example')
  expect(attendeesOf(event).map((p) => p.address)).toEqual(['carol@x.example'])
})

test('organizer', () => {
  const event = eventWith('ORGANIZER;X-A=b;CN=Alice:mailto:alice@x.example')
  setOrganizer(event, { address: 'alice@x.example', name: 'Alice A' })
  expect(linesOf(event)).toEqual(['ORGANIZER;X-A=b;CN=Alice A:mailto:alice@x.example'])
  setOrganizer(event, { address: '/principals/bob/', name: 'Bob' })
  expect(organizerOf(event)).toMatchObject({ raw: '/principals/bob/', name: 'Bob' })
  setOrganizer(event, null)
  expect(organizerOf(event)).toBeNull()
})
