import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { event, start } from '../testing/practice-client.ts'
import type { Answer, Started } from '../testing/practice-client.ts'

let on: Started
beforeEach(async () => {
  on = await start()
})
afterEach(() => on.stop())

const question = (attendees: readonly string[], more: readonly string[] = []): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'METHOD:REQUEST', 'BEGIN:VFREEBUSY', 'UID:q1', 'DTSTAMP:20261122T100000Z', 'DTSTART:20261125T000000Z', 'DTEND:20261126T000000Z', 'ORGANIZER:mailto:alice@north.example', ...attendees.map((one) => `ATTENDEE:${one}`), ...more, 'END:VFREEBUSY', 'END:VCALENDAR', ''].join('\r\n')
const ask = (body: string, more: { readonly path?: string; readonly type?: string } = {}): Promise<Answer> => on.as('alice', 'POST', more.path ?? '/dav/calendars/alice/outbox/', { body, headers: { 'Content-Type': more.type ?? 'text/calendar; charset=utf-8' } })
const rows = (answer: Answer): string[][] => [...answer.body.matchAll(/<C:recipient><D:href>([^<]*)<\/D:href><\/C:recipient><C:request-status>([^<]*)</g)].map((match) => [match[1] ?? '', match[2] ?? ''])

describe('free/busy by Outbox (SCH-50…54)', () => {
  test('several people, here and elsewhere, one question and an answer each', async () => {
    await on.as('bob', 'PUT', '/dav/calendars/bob/work/a.ics', { body: event({ uid: 'a' }) })
    await on.as('dave', 'PUT', '/dav/calendars/dave/work/a.ics', { body: event({ uid: 'a', start: '20261125T150000Z', end: '20261125T160000Z', more: ['STATUS:TENTATIVE'] }) })
    const answer = await ask(question(['mailto:bob@north.example', 'mailto:nobody@north.example', 'mailto:dave@south.example', 'mailto:nobody@south.example', 'mailto:frank@freelance.example', 'mailto:grace@nowhere.example', 'MAILTO:Bob@North.Example']))
    expect(answer.status).toBe(200)
    expect(rows(answer)).toEqual([
      ['mailto:bob@north.example', '2.0;Success'],
      ['mailto:nobody@north.example', '3.7;Invalid Calendar User'],
      ['mailto:dave@south.example', '2.0;Success'],
      ['mailto:nobody@south.example', '3.7;Invalid Calendar User'],
      ['mailto:frank@freelance.example', '5.3;No scheduling with freelance.example'],
      ['mailto:grace@nowhere.example', '5.2;No scheduling with nowhere.example'],
      ['MAILTO:Bob@North.Example', '2.0;Success'],
    ])
    expect(answer.body).toContain('FREEBUSY;FBTYPE=BUSY:20261125T100000Z/20261125T110000Z')
    expect(answer.body).toContain('FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261125T150000Z/20261125T160000Z')
    expect(answer.body).toContain('METHOD:REPLY')
  })

  test('5.1 while the other organisation is down; the rest is answered', async () => {
    on.practice.knobs.turn({ peersDown: ['south.example'] })
    expect(rows(await ask(question(['mailto:bob@north.example', 'mailto:erin@south.example'])))).toEqual([
      ['mailto:bob@north.example', '2.0;Success'],
      ['mailto:erin@south.example', '5.1;Service unavailable'],
    ])
  })

  test('SCH-54: a meeting that is planned anew does not count', async () => {
    await on.as('bob', 'PUT', '/dav/calendars/bob/work/a.ics', { body: event({ uid: 'a' }) })
    expect((await ask(question(['mailto:bob@north.example'], ['X-CALENDARSERVER-MASK-UID:a']))).body).not.toContain('FREEBUSY;')
  })

  test('SCH-45: a transparent calendar does not count; AVA-2: time off hours does', async () => {
    const on2 = await start({ empty: false })
    const asked = await on2.as('alice', 'POST', '/dav/calendars/alice/outbox/', { body: question(['mailto:dave@south.example']), headers: { 'Content-Type': 'text/calendar' } })
    // Dave begins at 08:30 in New York, and ends at 17:00.
    expect(asked.body).toContain('FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261125T000000Z/20261125T133000Z')
    expect(asked.body).toContain('FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261125T220000Z/20261126T000000Z')
    const erin = await on2.as('alice', 'POST', '/dav/calendars/alice/outbox/', { body: question(['mailto:erin@south.example']).replace('20261125T000000Z', '20261129T000000Z').replace('20261126T000000Z', '20261130T000000Z'), headers: { 'Content-Type': 'text/calendar' } })
    expect(erin.body.match(/FREEBUSY;.*/g)?.map((line) => line.replace('&#13;', ''))).toEqual(['FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261129T000000Z/20261130T000000Z'])
    await on2.stop()
  })

  test.each([
    ['not a calendar', 'hello BEGIN:VFREEBUSY', 501],
    ['no METHOD', question(['mailto:bob@north.example']).replace('METHOD:REQUEST\r\n', ''), 400],
    ['no DTEND', question(['mailto:bob@north.example']).replace(/DTEND.*\r\n/, ''), 400],
    ['nobody asked about', question([]), 400],
    ['an organizer who is not me', question(['mailto:bob@north.example']).replace('ORGANIZER:mailto:alice', 'ORGANIZER:mailto:bob'), 403],
    ['an invitation: the server sends them itself', event({ uid: 'x' }), 501],
  ])('SCH-52: %s gives a refusal', async (_name, body, status) => {
    expect((await ask(body)).status).toBe(status)
  })

  test('only my own Outbox, only calendars', async () => {
    expect((await ask(question(['mailto:bob@north.example']), { path: '/dav/calendars/bob/outbox/' })).status).toBe(403)
    expect((await ask(question(['mailto:bob@north.example']), { type: 'text/plain' })).body).toContain('supported-calendar-data')
    expect((await ask(question(['mailto:bob@north.example']), { path: '/dav/calendars/alice/work/' })).status).toBe(405)
  })
})
