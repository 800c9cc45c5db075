import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mendSplitCharacters } from './bytes.ts'
import { momentOf, recurrenceIdOf, rruleOf, sequenceOf, textOf, timeOf, timesOf, uidOf } from './fields.ts'
import { attendeesOf, organizerOf } from './people.ts'
import { isIcalProblem, scanObject, type ScannedObject } from './scan.ts'
import { eventsOf, readCalendar } from './tree.ts'

const folder = new URL('../fixtures/ics/', import.meta.url)
const fixture = (name: string): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(mendSplitCharacters(readFileSync(new URL(name, folder))))
const scan = (text: string): ScannedObject => {
  const found = scanObject(text)
  if (isIcalProblem(found)) throw new Error(found.detail)
  return found
}

describe('the scan says what the tree says', () => {
  test.each(readdirSync(folder).filter((name) => name !== 'torn.ics'))('%s', (name) => {
    const text = fixture(name)
    const tree = readCalendar(text)
    if (!tree.ok) throw new Error(tree.problem.detail)
    const upper = (word: string): string => word.toUpperCase()
    const inTree = eventsOf(tree.value).map((event, part) => ({
      part,
      uid: uidOf(event),
      recurrenceId: recurrenceIdOf(event),
      start: timeOf(event, 'dtstart'),
      end: timeOf(event, 'dtend'),
      exdates: timesOf(event, 'exdate').map(momentOf),
      rules: event.getAllProperties('rrule').length,
      summary: textOf(event, 'summary'),
      location: textOf(event, 'location'),
      status: upper(textOf(event, 'status')),
      transp: upper(textOf(event, 'transp')),
      busyStatus: upper(textOf(event, 'x-microsoft-cdo-busystatus')),
      sequence: sequenceOf(event),
      organizer: organizerOf(event),
      attendees: attendeesOf(event),
    }))
    const inScan = scan(text).events.map((event) => ({
      part: event.part,
      uid: event.uid,
      recurrenceId: event.recurrenceId,
      start: event.start,
      end: event.end,
      exdates: event.exdates,
      rules: event.rrules.length,
      summary: event.summary,
      location: event.location,
      status: event.status,
      transp: event.transp,
      busyStatus: event.busyStatus,
      sequence: event.sequence,
      organizer: event.organizer,
      attendees: event.attendees,
    }))
    expect(inScan).toEqual(inTree.map((event) => ({ ...event, start: event.start && momentOf(event.start), end: event.end && momentOf(event.end) })))
  })
})

test('method, component, uid', () => {
  const { method, component, uid } = scan(fixture('outlook-windows-zone.ics'))
  expect({ method, component, uid }).toEqual({ method: 'REQUEST', component: 'VEVENT', uid: '040000008200E00074C5B7101A82E00800000000B0F2' })
})

test('the rule is kept as text, in upper case', () => {
  const text = fixture('unknown-parts.ics')
  expect(scan(text).events[0]?.rrules).toEqual(['RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;BYMONTHDAY=31'])
  const tree = readCalendar(text)
  expect(tree.ok && eventsOf(tree.value).map(rruleOf)).toEqual(['RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;BYMONTHDAY=31'])
})

test('ICS-11 rules that stand behind the event explain its TZID', () => expect(scan(fixture('custom-zone.ics')).events[0]?.start).toMatchObject({ tzid: 'Customized Time Zone', zone: 'America/New_York' }))

test('alarms do not speak for their event', () => {
  const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:u', 'SUMMARY:Event', 'BEGIN:VALARM', 'UID:a', 'SUMMARY:Alarm', 'DURATION:PT5M', 'END:VALARM', 'BEGIN:PARTICIPANT', 'UID:p', 'STATUS:X', 'END:PARTICIPANT', 'END:VEVENT', 'END:VCALENDAR', '']
  const [event] = scan(lines.join('\r\n')).events
  expect(event).toMatchObject({ uid: 'u', summary: 'Event', duration: null, status: '' })
})

test('other components give kind and uid', () => {
  const { component, uid, events } = scan('BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nEND:VCALENDAR\r\n')
  expect({ component, uid, events }).toEqual({ component: 'VTODO', uid: 't', events: [] })
})

describe('lines of others', () => {
  const person = (line: string): unknown => scan(`BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`).events[0]?.attendees[0]
  test.each([
    { name: 'T-R21 quoted colon', line: 'ATTENDEE;CN="Smith: John":mailto:a@b.c', out: { name: 'Smith: John', address: 'a@b.c' } },
    { name: 'unquoted colon', line: 'ATTENDEE;CN=Smith: John:mailto:a@b.c', out: { name: 'Smith: John', address: 'a@b.c' } },
    { name: 'RFC 6868', line: "ATTENDEE;CN=A ^'B^' ^^:mailto:a@b.c", out: { name: 'A "B" ^' } },
    { name: 'lower case', line: 'attendee;partstat=accepted;role=chair;cutype=room;rsvp=true:MAILTO:A@B.c', out: { partstat: 'accepted', role: 'chair', kind: 'room', rsvp: true, address: 'a@b.c' } },
    { name: 'unknown words', line: 'ATTENDEE;PARTSTAT=X-MAYBE;ROLE=X;CUTYPE=X:mailto:a@b.c', out: { partstat: 'needs-action', role: 'required', kind: 'unknown' } },
    { name: 'delegates', line: 'ATTENDEE;DELEGATED-TO="mailto:x@y.z","mailto:v@w.z";PARTSTAT=DELEGATED:mailto:a@b.c', out: { partstat: 'delegated', delegatedTo: ['mailto:x@y.z', 'mailto:v@w.z'] } },
    { name: 'SCH-30 two codes', line: 'ATTENDEE;SCHEDULE-STATUS="2.0,3.7";SCHEDULE-AGENT=client:mailto:a@b.c', out: { scheduleStatus: '2.0,3.7', scheduleAgent: 'CLIENT' } },
  ])('$name', ({ line, out }) => expect(person(line)).toMatchObject(out))
})

describe('faults', () => {
  test.each([
    ['', 'empty'],
    ['hello', 'not-calendar'],
    ['BEGIN:VCALENDAR', 'torn'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n', 'torn'],
  ])('%j is %s', (text, code) => expect(scanObject(text)).toMatchObject({ code }))

  test('a body cut off anywhere is told', () => {
    const text = fixture('outlook-windows-zone.ics')
    for (let length = 1; length < text.length - 2; length += 7) expect(scanObject(text.slice(0, length))).toHaveProperty('code')
  })

  test('noise never throws', () => {
    const text = fixture('unknown-parts.ics')
    for (let i = 0; i < text.length; i += 3) scanObject(`${text.slice(0, i)}\u0000;:"=${text.slice(i + 2)}`)
  })
})
