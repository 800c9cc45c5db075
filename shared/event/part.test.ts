import { describe, expect, test } from 'vitest'
import { isIcalProblem, scanObject } from '../ical/scan.ts'
import { partsOf, type EventPart } from './part.ts'

const parts = (lines: string[], me = ['mailto:A@Example.com']): EventPart[] => {
  const scanned = scanObject(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'))
  if (isIcalProblem(scanned)) throw new Error(scanned.code)
  return partsOf(scanned, me)
}
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260106T090000Z', ...lines, 'END:VEVENT']

describe('partsOf', () => {
  test('a plain event', () => {
    expect(parts(event('SUMMARY:Lunch\\, late', 'LOCATION:Here'))).toEqual([
      { part: 0, recurrenceId: null, title: 'Lunch, late', location: 'Here', status: 'confirmed', showAs: 'busy', role: 'plain', myAnswer: null, organizer: null, people: { total: 0, yes: 0, maybe: 0, no: 0, undelivered: 0 }, faces: [], repeats: false },
    ])
  })
  test('T-I10 my address in other letters; the organizer and I are not counted, nobody twice', () => {
    const [p] = parts(
      event(
        'ORGANIZER;CN=Olga:mailto:o@example.com',
        'ATTENDEE;PARTSTAT=ACCEPTED:mailto:o@example.com',
        'ATTENDEE;PARTSTAT=TENTATIVE:MAILTO:A@EXAMPLE.com',
        'ATTENDEE;CN=B;PARTSTAT=ACCEPTED:mailto:b@example.com',
        'ATTENDEE;CN=B;PARTSTAT=ACCEPTED:mailto:B@example.com',
        'ATTENDEE;PARTSTAT=DECLINED:mailto:c@example.com',
        'ATTENDEE;SCHEDULE-STATUS="3.7":mailto:d@example.com',
        'ATTENDEE;SCHEDULE-STATUS=5.1:mailto:e@example.com',
      ),
    )
    expect(p).toMatchObject({ role: 'attendee', myAnswer: 'tentative', organizer: 'o@example.com', people: { total: 4, yes: 1, maybe: 0, no: 1, undelivered: 2 } })
    expect(p?.faces.map((f) => [f.address, f.name, f.answer])).toEqual([
      ['b@example.com', 'B', 'accepted'],
      ['c@example.com', '', 'declined'],
      ['d@example.com', '', 'needs-action'],
    ])
  })
  test('SCH-1 I organize; an EMAIL parameter names me too', () => {
    expect(parts(event('ORGANIZER;EMAIL=a@example.com:/principals/a/', 'ATTENDEE:mailto:b@example.com'))[0]).toMatchObject({ role: 'organizer', myAnswer: null })
  })
  test('a meeting I am not in is plain', () => {
    expect(parts(event('ORGANIZER:mailto:o@example.com', 'ATTENDEE:mailto:b@example.com'))[0]).toMatchObject({ role: 'plain', people: { total: 1 } })
  })
  test('states and repeats, master and override', () => {
    const list = parts([...event('RRULE:FREQ=DAILY', 'TRANSP:TRANSPARENT'), ...event('RECURRENCE-ID:20260107T090000Z', 'STATUS:TENTATIVE'), ...event('RECURRENCE-ID:20260108T090000Z', 'STATUS:CANCELLED', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF')])
    expect(list.map((p) => [p.recurrenceId, p.status, p.showAs, p.repeats])).toEqual([
      [null, 'confirmed', 'free', true],
      ['20260107T090000Z', 'tentative', 'tentative', true],
      ['20260108T090000Z', 'cancelled', 'unavailable', true],
    ])
  })
  test('DAViCal 1.1.12 an override without people speaks with its master’s', () => {
    const list = parts([...event('RRULE:FREQ=DAILY', 'ORGANIZER:mailto:o@example.com', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.com'), ...event('RECURRENCE-ID:20260107T090000Z')])
    expect(list.map((p) => [p.role, p.myAnswer])).toEqual([
      ['attendee', 'accepted'],
      ['attendee', 'accepted'],
    ])
  })
})
