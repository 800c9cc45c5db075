import { describe, expect, test } from 'vitest'
import { deliveryOf, joinCodes, type DeliveryContext } from './status.ts'

const attendee: DeliveryContext = { about: 'attendee' }
const reply: DeliveryContext = { about: 'my-reply' }

describe('SCHEDULE-STATUS in words (SCH-32)', () => {
  const cases: { name: string; code: string | null; ctx?: DeliveryContext; severity: string; text: string; next: string[] }[] = [
    { name: 'T-S01, SCH-31 none', code: null, severity: 'none', text: 'Not sent', next: [] },
    { name: 'T-S02 1.0', code: '1.0', severity: 'waiting', text: 'Sending…', next: [] },
    { name: 'T-S03 1.1', code: '1.1', severity: 'ok', text: 'Sent, delivery not confirmed', next: [] },
    { name: 'T-S04 1.2 with the place', code: '1.2', ctx: { ...attendee, where: 'south.example' }, severity: 'ok', text: 'Delivered, south.example', next: [] },
    { name: 'T-S05 "2.0" with quotes', code: '"2.0"', severity: 'ok', text: 'Received', next: [] },
    { name: 'T-S06 2.0,2.8', code: '2.0,2.8', severity: 'ok', text: 'Received; scheduled once, repeats ignored', next: [] },
    { name: 'T-S07 3.7', code: '3.7', severity: 'error', text: 'Not known there: check the address', next: ['correct-address', 'mail', 'remove'] },
    { name: 'T-S08 3.8', code: '3.8', severity: 'error', text: 'You may not invite this person', next: ['mail', 'remove'] },
    { name: 'T-S09 5.1', code: '5.1;Could not', severity: 'warning', text: 'Could not be delivered now: try again', next: ['resend', 'mail'] },
    { name: 'T-S10 5.2', code: '5.2', severity: 'error', text: 'No way to deliver to this address', next: ['mail', 'correct-address'] },
    { name: 'T-S10 5.3', code: '5.3', severity: 'error', text: 'Scheduling with this person is not allowed', next: ['mail', 'remove'] },
    { name: 'T-S11 4.0', code: '4.0', severity: 'warning', text: 'They report a time conflict', next: [] },
    { name: 'T-S12 the worst of several', code: '2.0,5.1', severity: 'warning', text: 'Could not be delivered now: try again', next: ['resend', 'mail'] },
    { name: 'T-S13 9.9', code: '9.9', severity: 'note', text: 'Unknown status (9.9)', next: [] },
    { name: 'T-S13 garbage', code: 'what', severity: 'note', text: 'Unknown status (what)', next: [] },
    { name: 'T-S15 1.0 that stays', code: '1.0', ctx: { ...attendee, sentUtc: 0, nowUtc: 601_000 }, severity: 'note', text: 'No message was needed, or it is still queued', next: ['resend'] },
    { name: 'T-S15 1.0 of a moment ago', code: '1.0', ctx: { ...attendee, sentUtc: 0, nowUtc: 599_000 }, severity: 'waiting', text: 'Sending…', next: [] },
    { name: 'T-S16 mailed by me', code: '1.1', ctx: { ...attendee, agent: 'CLIENT' }, severity: 'ok', text: 'E-mailed by you', next: [] },
    { name: 'T-S17 my reply, 5.1', code: '5.1', ctx: reply, severity: 'warning', text: 'Your answer was not delivered: the server could not reach the organizer now', next: ['resend', 'mail'] },
    { name: 'my reply, 1.2', code: '1.2', ctx: reply, severity: 'ok', text: 'Your answer was delivered', next: [] },
    { name: 'a part of the text they did not understand', code: '3.5', severity: 'error', text: 'Their system could not understand the invitation (a date or time)', next: ['mail'] },
    { name: 'nothing has left yet', code: '1.2', ctx: { ...attendee, unsent: true }, severity: 'waiting', text: 'Not sent yet', next: [] },
  ]
  test.each(cases)('$name', ({ code, ctx = attendee, severity, text, next }) => {
    const { code: _, ...rest } = deliveryOf(code, ctx)
    expect(rest).toEqual({ severity, text, next })
  })
  test('T-S14 codes of several dates: the row shows the problem', () => {
    expect(joinCodes(['1.2', null, '5.1', '1.2'])).toBe('1.2,5.1')
    expect(deliveryOf(joinCodes(['1.2', '5.1']), attendee)).toMatchObject({ code: '1.2,5.1', severity: 'warning' })
    expect(joinCodes([null, null])).toBeNull()
  })
})

describe('SCH-33, ISC-3: what the servers we know send is never an unknown status', () => {
  const emitted = {
    sabre: ['1.2', '1.1', '1.0', '3.7', '3.8', '5.0', '5.2'],
    cyrus: ['1.0', '1.1', '1.2', '2.0', '3.7', '3.8', '5.1', '5.2', '5.3'],
    'CalendarServer, by mail and iSchedule': ['1.0', '1.1', '5.1', '5.3'],
    'another organisation behind ours': ['1.2', '1.0', '5.1', '5.3', '3.7'],
  }
  test.each(Object.entries(emitted).flatMap(([server, codes]) => codes.map((code) => ({ server, code }))))('$server: $code', ({ code }) => {
    const [told, mine] = [deliveryOf(code, attendee), deliveryOf(code, reply)]
    expect(`${told.text} ${mine.text}`).not.toMatch(/unknown status/i)
    // Who was not reached has a way on: T-S07…10.
    expect(/^[35]/.test(code) === told.next.length > 0).toBe(true)
    expect(['ok', 'waiting', 'warning', 'error']).toContain(told.severity)
  })
})
