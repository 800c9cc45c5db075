import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { event, inviting, propfindBody, send, start, syncBody, tokenIn } from './testing/practice-client.ts'
import type { Answer, Started } from './testing/practice-client.ts'

let on: Started
beforeEach(async () => {
  on = await start()
})
afterEach(() => on.stop())

const at = '/dav/calendars/alice/work/one.ics'
const turn = (knobs: unknown): Promise<Answer> => send(`${on.practice.servers['south.example']}/_practice/knobs`, 'POST', { 'Content-Type': 'application/json' }, JSON.stringify(knobs))
const list = (user = 'alice'): Promise<Answer> => on.as(user, 'PROPFIND', `/dav/calendars/${user}/`, { headers: { Depth: '0' }, body: propfindBody('displayname') })
const put = (headers: Record<string, string> = {}): Promise<Answer> => on.as('alice', 'PUT', at, { body: event({ uid: 'one' }), headers })

describe('knobs', () => {
  test('are set on any server, shown, counted and put back', async () => {
    expect((await turn({ latencyMs: 0, faults: [{ what: 'status', status: 500, method: 'PROPFIND', times: 2 }] })).status).toBe(200)
    expect([(await list()).status, (await list()).status, (await list()).status]).toEqual([500, 500, 207])
    const shown = JSON.parse((await send(`${on.practice.servers['north.example']}/_practice/knobs`, 'GET', {}, '')).body) as { counts: unknown; requests: { fault: string | null; headers: Record<string, string> }[] }
    expect(shown.counts).toEqual({ PROPFIND: 3 })
    expect(shown.requests.map((request) => request.fault)).toEqual(['status', 'status', null])
    expect(shown.requests[0]?.headers['authorization']).toBe('(given)')
    await turn({ reset: true, pageSize: 3 })
    expect([on.practice.knobs.knobs.pageSize, on.practice.knobs.knobs.faults, on.practice.knobs.requests().length]).toEqual([3, [], 0])
  })

  test.each([[{ nonsense: 1 }], [{ pageSize: 0 }], [{ faults: [{ what: 'explode' }] }]])('%j is refused', async (knobs) => {
    expect((await turn(knobs)).status).toBe(400)
  })

  test('pages of the web cannot reach them', async () => {
    const url = `${on.practice.servers['north.example']}/_practice/knobs`
    expect((await send(url, 'POST', { Origin: 'https://evil.example' }, '{"reset":true}')).status).toBe(403)
    expect((await send(url, 'POST', { Host: 'evil.example' }, '{"reset":true}')).status).toBe(403)
  })

  test('faults hit whom they name: user, method, path, server', async () => {
    await turn({ faults: [{ what: 'status', status: 403, user: 'alice', method: 'propfind', path: '/calendars/', server: 'north.example' }] })
    const elsewhere = await on.as('alice', 'PROPFIND', '/dav/principals/alice/', { headers: { Depth: '0' } })
    expect([(await list()).status, (await list('bob')).status, (await list('dave')).status, elsewhere.status, (await put()).status]).toEqual([403, 207, 207, 207, 201])
  })

  test('401 comes with a realm, 429 with Retry-After, a condition in DAV:error (HTTP-4, HTTP-10)', async () => {
    await turn({ faults: [{ what: 'status', status: 401, times: 1 }, { what: 'status', status: 429, retryAfterSec: 7, times: 1 }, { what: 'status', status: 403, condition: '{DAV:}quota-not-exceeded', times: 1 }] })
    const [first, second, third] = [await list(), await list(), await list()]
    expect([first.status, first.headers['www-authenticate']]).toEqual([401, 'Basic realm="north.example", charset="UTF-8"'])
    expect([second.status, second.headers['retry-after']]).toEqual([429, '7'])
    expect([third.status, third.body.includes('<D:quota-not-exceeded/>')]).toEqual([403, true])
  })

  test('a 412 that is made up changes nothing', async () => {
    await turn({ faults: [{ what: 'status', status: 412, method: 'PUT', times: 1 }] })
    expect([(await put()).status, (await on.as('alice', 'GET', at)).status, (await put()).status]).toEqual([412, 404, 201])
  })

  test('SYN-13: a connection dropped before the write leaves nothing, after it everything', async () => {
    await turn({ faults: [{ what: 'drop-before', method: 'PUT', times: 1 }, { what: 'drop-after', method: 'PUT', times: 1 }] })
    await expect(put()).rejects.toThrow()
    expect((await on.as('alice', 'GET', at)).status).toBe(404)
    await expect(put()).rejects.toThrow()
    expect((await on.as('alice', 'GET', at)).status).toBe(200)
  })

  test('a torn body breaks off on the wire; a cut one ends early in good form', async () => {
    await put()
    await turn({ faults: [{ what: 'torn-body', method: 'GET', times: 1 }, { what: 'cut-body', method: 'GET', times: 1 }] })
    await expect(on.as('alice', 'GET', at)).rejects.toThrow()
    const cut = await on.as('alice', 'GET', at)
    expect([cut.status, cut.body.includes('END:VCALENDAR')]).toEqual([200, false])
  })

  test('latency and single delays', async () => {
    const took = async (): Promise<number> => {
      const from = performance.now()
      await list()
      return performance.now() - from
    }
    await turn({ latencyMs: 60, faults: [{ what: 'delay', delayMs: 80, times: 1 }] })
    expect(await took()).toBeGreaterThan(135)
    expect(await took()).toBeGreaterThan(55)
  })

  test('T-Y04: an expired token, once', async () => {
    const path = '/dav/calendars/alice/work/'
    const sync = (token: string): Promise<Answer> => on.as('alice', 'REPORT', path, { body: syncBody(token) })
    const token = tokenIn(await sync(''))
    await turn({ faults: [{ what: 'expired-token', method: 'REPORT', times: 1 }] })
    expect((await sync(token)).body).toContain('<D:valid-sync-token/>')
    expect((await sync(token)).status).toBe(207)
  })

  test('no sync-collection: not listed, refused, no token; ctag stays (SYN-9)', async () => {
    await turn({ syncCollection: false })
    const path = '/dav/calendars/alice/work/'
    const props = await on.as('alice', 'PROPFIND', path, { headers: { Depth: '0' }, body: propfindBody('supported-report-set', 'sync-token', 'CS:getctag') })
    expect([props.body.includes('sync-collection'), /<D:sync-token\/>/.test(props.body), props.body.includes('<CS:getctag>')]).toEqual([false, true, true])
    expect((await on.as('alice', 'REPORT', path, { body: syncBody('') })).body).toContain('<D:supported-report/>')
  })

  test('no ETag on PUT (T-Y10), no Schedule-Tag (T-C05)', async () => {
    await turn({ putEtag: false, scheduleTag: false })
    expect((await put()).headers['etag']).toBeUndefined()
    const path = '/dav/calendars/alice/work/m.ics'
    const made = await on.as('alice', 'PUT', path, { body: event({ uid: 'm', more: inviting('alice', 'grace@nowhere.example') }) })
    expect([made.status, made.headers['schedule-tag']]).toEqual([201, undefined])
    expect((await on.as('alice', 'GET', path)).headers['schedule-tag']).toBeUndefined()
    expect((await on.as('alice', 'PROPFIND', path, { headers: { Depth: '0' }, body: propfindBody('C:schedule-tag') })).body).toContain('404')
  })

  test('the scheduling model is told by the tokens (T-C01…03)', async () => {
    const tokens = async (): Promise<string> => (await on.as('alice', 'OPTIONS', '/dav/calendars/alice/')).headers['dav'] ?? ''
    await turn({ scheduling: 'explicit' })
    expect(await tokens()).toMatch(/calendar-access, calendar-schedule, calendar-availability, calendarserver-private-comments$/)
    await turn({ scheduling: 'none' })
    expect(await tokens()).toMatch(/calendar-access, calendar-availability, calendarserver-private-comments$/)
    const principal = await on.as('alice', 'PROPFIND', '/dav/principals/alice/', { headers: { Depth: '0' }, body: propfindBody('C:schedule-outbox-URL') })
    expect(principal.body).toContain('404')
  })
})
