import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { event, send, start } from '../testing/practice-client.ts'
import type { Answer, Started } from '../testing/practice-client.ts'
import { askedWindow } from './freebusy-url.ts'

describe('FBU-2: the window that is asked for', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  const iso = (at: number): string => new Date(at).toISOString().slice(0, 16)
  test.each([
    ['', '2026-11-21T23:00', '2027-01-02T23:00'],
    ['start=2026-11-25T10:00:00Z', '2026-11-25T10:00', '2026-11-25T23:00'],
    ['start=2026-11-25T10:00:00Z&end=2026-11-26T10:00:00Z', '2026-11-25T10:00', '2026-11-26T10:00'],
    ['start=2026-11-25T10:00:00%2B01:00&end=2026-11-26T10:00:00Z', '2026-11-25T09:00', '2026-11-26T10:00'],
    ['start=20261125T100000-0800&period=P1W', '2026-11-25T18:00', '2026-12-02T18:00'],
    ['start=2026-11-25T10:00:00Z&period=P1DT2H30M', '2026-11-25T10:00', '2026-11-26T12:30'],
    ['end=2026-11-24T00:00:00Z', '2026-11-21T23:00', '2026-11-24T00:00'],
  ])('%s', (query, from, to) => {
    const window = askedWindow(new URLSearchParams(query), { now, zone: 'Europe/Berlin' })
    expect(window.ok ? [iso(window.value.startUtc), iso(window.value.endUtc)] : window).toEqual([from, to])
  })
  test.each(['start=2026-11-25', 'start=rubbish', 'start=2026-11-25T10:00:00.5Z', 'end=2026-11-26T10:00:00Z&period=P1D', 'period=1 day', 'period=P', 'start=2026-11-26T00:00:00Z&end=2026-11-25T00:00:00Z', 'period=P400D'])('%s is not understood', (query) => {
    expect(askedWindow(new URLSearchParams(query), { now, zone: 'Europe/Berlin' }).ok).toBe(false)
  })
})

describe('freebusy URLs', () => {
  let on: Started
  beforeEach(async () => {
    on = await start({ empty: false })
  })
  afterEach(() => on.stop())
  const get = (url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> => send(url, method, headers, '')
  const bob = (query: string): string => `${on.practice.freebusyUrlOf('bob@north.example')}${query}`

  test('FBU-4: one VFREEBUSY, types alone, nothing about what it is', async () => {
    const answer = await get(bob('?start=2026-11-25T08:00:00Z&end=2026-11-25T16:00:00Z'))
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(answer.body.match(/BEGIN:VFREEBUSY/g)).toHaveLength(1)
    expect(answer.body).not.toMatch(/SUMMARY|METHOD/)
    // In Berlin 9–11, partner sync 11:30–12:30, 14–14:30, tentative 16:30–17, and off from then on.
    expect(answer.body.match(/^FREEBUSY.*$/gm)?.map((line) => line.trim())).toEqual([
      'FREEBUSY;FBTYPE=BUSY:20261125T080000Z/20261125T100000Z',
      'FREEBUSY;FBTYPE=BUSY:20261125T103000Z/20261125T113000Z',
      'FREEBUSY;FBTYPE=BUSY:20261125T130000Z/20261125T133000Z',
      'FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261125T153000Z/20261125T160000Z',
    ])
  })

  test.each([
    ['?start=2026-11-25', 400],
    ['?start=2026-11-25T08:00:00Z&start=2026-11-26T08:00:00Z', 400],
    ['?format=text/html', 406],
    ['?format=text/calendar', 200],
    ['?token=whatever', 200],
  ])('FBU-6: %s gives %i', async (query, status) => {
    expect((await get(bob(query))).status).toBe(status)
  })

  test('FBU-1: only GET; FBU-5: the same answer is 304', async () => {
    expect((await get(bob(''), {}, 'POST')).status).toBe(405)
    const first = await get(bob('?start=2026-11-25T08:00:00Z'))
    on.clock.pass(60_000)
    expect((await get(bob('?start=2026-11-25T08:00:00Z'), { 'If-None-Match': first.headers['etag'] ?? '' })).status).toBe(304)
  })

  test('unknown people are 404; a user can be named in the query', async () => {
    expect((await get(bob('').replace('bob@', 'nobody@'))).status).toBe(404)
    expect((await get(`${on.practice.servers['north.example']}/freebusy?user=carol%40north.example`)).status).toBe(200)
  })

  test('FBU-7: Frank’s wants its token, and knows nothing beyond Wednesday (T-F13)', async () => {
    const url = on.practice.freebusyUrls['frank@freelance.example'] ?? ''
    expect((await get(url.replace(/\?.*/, ''))).status).toBe(404)
    expect((await get(url.replace(/token=.*/, 'token=wrong'))).status).toBe(404)
    const answer = await get(`${url}&start=2026-11-25T00:00:00Z&end=2026-11-28T00:00:00Z`)
    expect([answer.status, /DTSTART:(\S+)/.exec(answer.body)?.[1], /DTEND:(\S+)/.exec(answer.body)?.[1]]).toEqual([200, '20261125T000000Z', '20261126T000000Z'])
    expect((await get(`${url}&start=2026-11-27T00:00:00Z&end=2026-11-28T00:00:00Z`)).status).toBe(404)
  })

  test('what is put is busy at once', async () => {
    await on.as('bob', 'PUT', '/dav/calendars/bob/work/new.ics', { body: event({ uid: 'new', start: '20261125T140000Z', end: '20261125T150000Z', more: ['X-MICROSOFT-CDO-BUSYSTATUS:OOF'] }) })
    expect((await get(bob('?start=2026-11-25T14:00:00Z&end=2026-11-25T15:00:00Z'))).body).toContain('FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261125T140000Z/20261125T150000Z')
  })
})
