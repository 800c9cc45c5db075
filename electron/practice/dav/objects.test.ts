import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { event, hrefsIn, inviting, namespaces, propfindBody, start } from '../testing/practice-client.ts'
import type { Started } from '../testing/practice-client.ts'

let on: Started
beforeEach(async () => {
  on = await start()
})
afterEach(() => on.stop())

const at = '/dav/calendars/alice/work/one.ics'
const plain = event({ uid: 'one' })

describe('PUT, GET, DELETE', () => {
  test('HTTP-6, HTTP-7: a plain object keeps its bytes and gets a strong ETag', async () => {
    const made = await on.as('alice', 'PUT', at, { body: plain, headers: { 'If-None-Match': '*' } })
    expect([made.status, made.headers['schedule-tag']]).toEqual([201, undefined])
    const got = await on.as('alice', 'GET', at)
    expect([got.status, got.body, got.headers['etag'], got.headers['content-type']]).toEqual([200, plain, made.headers['etag'], 'text/calendar; charset=utf-8'])
    expect((await on.as('alice', 'GET', at, { headers: { 'If-None-Match': made.headers['etag'] ?? '' } })).status).toBe(304)
    const again = await on.as('alice', 'PUT', at, { body: plain.replace('Talk', 'Walk'), headers: { 'If-Match': made.headers['etag'] ?? '' } })
    expect(again.status).toBe(204)
    expect(again.headers['etag']).not.toBe(made.headers['etag'])
    expect((await on.as('alice', 'DELETE', at, { headers: { 'If-Match': again.headers['etag'] ?? '' } })).status).toBe(204)
    expect((await on.as('alice', 'GET', at)).status).toBe(404)
    expect((await on.as('alice', 'DELETE', at)).status).toBe(404)
  })

  test.each([
    ['PUT', { 'If-None-Match': '*' }, 'if-none-match'],
    ['PUT', { 'If-Match': '"other"' }, 'if-match'],
    ['PUT', { 'If-Match': 'W/"other"' }, 'if-match'],
    ['PUT', { 'If-Schedule-Tag-Match': '"t"' }, 'if-schedule-tag-match'],
    ['DELETE', { 'If-Match': '"other"' }, 'if-match'],
  ])('HTTP-6: %s with %j that does not fit is 412 and changes nothing', async (method, headers, condition) => {
    await on.as('alice', 'PUT', at, { body: plain })
    const answer = await on.as('alice', method, at, { body: plain.replace('Talk', 'Walk'), headers: headers as unknown as Record<string, string> })
    expect([answer.status, answer.body.includes(`<D:${condition}/>`)]).toEqual([412, true])
    expect((await on.as('alice', 'GET', at)).body).toBe(plain)
  })

  test('If-Match on nothing is 412: a deleted object does not come back', async () => {
    expect((await on.as('alice', 'PUT', at, { body: plain, headers: { 'If-Match': '"gone"' } })).status).toBe(412)
  })

  test('HTTP-9: return=representation gives the stored text, also with a 412', async () => {
    const made = await on.as('alice', 'PUT', at, { body: plain, headers: { Prefer: 'return=representation' } })
    expect([made.status, made.body, made.headers['preference-applied'], made.headers['content-location']]).toEqual([201, plain, 'return=representation', at])
    const failed = await on.as('alice', 'PUT', at, { body: plain, headers: { Prefer: 'return=representation', 'If-None-Match': '*' } })
    expect([failed.status, failed.body, failed.headers['etag']]).toEqual([412, plain, made.headers['etag']])
  })

  test.each([
    ['text that is no calendar', 'hello', 'valid-calendar-data'],
    ['torn text', plain.slice(0, 120), 'valid-calendar-data'],
    ['a METHOD', plain.replace('BEGIN:VEVENT', 'METHOD:REQUEST\r\nBEGIN:VEVENT'), 'valid-calendar-object-resource'],
    ['no event', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n', 'valid-calendar-object-resource'],
    ['no UID', plain.replace('UID:one\r\n', ''), 'valid-calendar-object-resource'],
    ['two UIDs', plain.replace('END:VCALENDAR', `${event({ uid: 'two' }).split('PRODID:-//Test//Test//EN\r\n')[1]?.replace('END:VCALENDAR\r\n', '') ?? ''}END:VCALENDAR`), 'valid-calendar-object-resource'],
    ['no DTSTART', plain.replace(/DTSTART.*\r\n/, ''), 'valid-calendar-data'],
    ['an object that is too large', plain.replace('Talk', 'x'.repeat(2 * 1024 * 1024)), 'max-resource-size'],
  ])('CAL-7: %s is refused by name', async (_name, body, condition) => {
    const answer = await on.as('alice', 'PUT', at, { body })
    expect([answer.status, answer.body.includes(`<C:${condition}/>`)]).toEqual([403, true])
    expect((await on.as('alice', 'GET', at)).status).toBe(404)
  })

  test('CAL-7: a UID is there once; the answer says where', async () => {
    await on.as('alice', 'PUT', at, { body: plain })
    const twice = await on.as('alice', 'PUT', '/dav/calendars/alice/work/two.ics', { body: plain })
    expect([twice.status, twice.body.includes(`<C:no-uid-conflict><D:href>${at}</D:href></C:no-uid-conflict>`)]).toEqual([403, true])
    const other = await on.as('alice', 'PUT', at, { body: event({ uid: 'other' }) })
    expect([other.status, other.body.includes('no-uid-conflict')]).toEqual([403, true])
  })

  test('SCH-2: a meeting is in one calendar only', async () => {
    const meeting = event({ uid: 'm', more: inviting('alice', 'grace@nowhere.example') })
    await on.as('alice', 'PUT', '/dav/calendars/alice/work/m.ics', { body: meeting })
    const answer = await on.as('alice', 'PUT', '/dav/calendars/alice/personal/m.ics', { body: meeting })
    expect([answer.status, answer.body.includes('<C:unique-scheduling-object-resource><D:href>/dav/calendars/alice/work/m.ics</D:href>')]).toEqual([403, true])
  })

  test('a component the calendar does not take is refused', async () => {
    await on.as('alice', 'MKCALENDAR', '/dav/calendars/alice/events/', { body: `<C:mkcalendar ${namespaces}><set><prop><C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set></prop></set></C:mkcalendar>` })
    const todo = plain.replaceAll('VEVENT', 'VTODO').replace('DTEND', 'DUE')
    expect((await on.as('alice', 'PUT', '/dav/calendars/alice/events/t.ics', { body: todo })).body).toContain('<C:supported-calendar-component/>')
    expect((await on.as('alice', 'PUT', '/dav/calendars/alice/work/t.ics', { body: todo })).status).toBe(201)
  })

  test('nobody writes into the Inbox, or to others', async () => {
    expect((await on.as('alice', 'PUT', '/dav/calendars/alice/inbox/x.ics', { body: plain })).status).toBe(403)
    expect((await on.as('bob', 'PUT', at, { body: plain })).status).toBe(403)
    expect((await on.as('alice', 'PUT', '/dav/calendars/alice/none/x.ics', { body: plain })).status).toBe(404)
    expect((await on.as('alice', 'PUT', '/dav/calendars/alice/none/', { body: plain })).status).toBe(409)
  })

  test('names with other letters survive (HTTP-1)', async () => {
    const odd = '/dav/calendars/alice/work/caf%C3%A9%20%40%231.ics'
    await on.as('alice', 'PUT', odd, { body: plain })
    const list = await on.as('alice', 'PROPFIND', '/dav/calendars/alice/work/', { headers: { Depth: '1' }, body: propfindBody('getetag') })
    expect(hrefsIn(list)[1]).toBe(odd)
    expect((await on.as('alice', 'GET', odd.replace('%40', '@'))).body).toBe(plain)
  })
})

describe('MOVE', () => {
  const to = '/dav/calendars/alice/personal/one.ics'
  const move = (headers: Record<string, string> = {}): ReturnType<Started['as']> => on.as('alice', 'MOVE', at, { headers: { Destination: `${on.practice.servers['north.example']}${to}`, Overwrite: 'F', ...headers } })

  test('HTTP-15: takes the object as it is to another calendar', async () => {
    await on.as('alice', 'PUT', at, { body: plain })
    expect((await move()).status).toBe(201)
    expect((await on.as('alice', 'GET', at)).status).toBe(404)
    expect((await on.as('alice', 'GET', to)).body).toBe(plain)
  })

  test('Overwrite: F does not overwrite; other people’s calendars are out of reach', async () => {
    await on.as('alice', 'PUT', at, { body: plain })
    await on.as('alice', 'PUT', to, { body: event({ uid: 'there' }) })
    expect((await move()).status).toBe(412)
    expect((await move({ Destination: '/dav/calendars/bob/work/one.ics' })).status).toBe(403)
    expect((await on.as('alice', 'GET', at)).body).toBe(plain)
  })
})

describe('collections', () => {
  test('CAL-8: MKCALENDAR with properties, once', async () => {
    const body = `<C:mkcalendar ${namespaces}><set><prop><displayname>Tea &amp; talk</displayname><A:calendar-color>#112233</A:calendar-color><C:schedule-calendar-transp><C:transparent/></C:schedule-calendar-transp></prop></set></C:mkcalendar>`
    expect((await on.as('alice', 'MKCALENDAR', '/dav/calendars/alice/tea/', { body })).status).toBe(201)
    const found = await on.as('alice', 'PROPFIND', '/dav/calendars/alice/tea/', { headers: { Depth: '0' }, body: propfindBody('displayname', 'A:calendar-color', 'C:schedule-calendar-transp', 'resourcetype') })
    for (const part of ['Tea &amp; talk', '#112233', '<C:transparent/>', '<C:calendar/>']) expect(found.body).toContain(part)
    expect((await on.as('alice', 'MKCALENDAR', '/dav/calendars/alice/tea/', { body })).status).toBe(405)
  })

  test('extended MKCOL makes a calendar too (RFC 5689)', async () => {
    const body = `<mkcol ${namespaces}><set><prop><resourcetype><collection/><C:calendar/></resourcetype><displayname>Col</displayname></prop></set></mkcol>`
    expect((await on.as('alice', 'MKCOL', '/dav/calendars/alice/col/', { body })).status).toBe(201)
    expect((await on.as('alice', 'MKCOL', '/dav/calendars/alice/bare/')).status).toBe(400)
  })

  test('PROPPATCH keeps what it is given, takes it away again, and knows what it must not touch', async () => {
    const patch = (inside: string, path = '/dav/calendars/alice/work/'): ReturnType<Started['as']> => on.as('alice', 'PROPPATCH', path, { body: `<propertyupdate ${namespaces}>${inside}</propertyupdate>` })
    const read = async (...props: string[]): Promise<string> => (await on.as('alice', 'PROPFIND', '/dav/calendars/alice/work/', { headers: { Depth: '0' }, body: propfindBody(...props) })).body
    expect((await patch('<set><prop><displayname>2026</displayname><A:calendar-order>7</A:calendar-order><x xmlns="urn:x"><y a="1">z</y></x></prop></set>')).status).toBe(207)
    expect(await read('displayname', 'A:calendar-order')).toMatch(/<D:displayname>2026<\/D:displayname><A:calendar-order>7</)
    expect(await read('x xmlns="urn:x"')).toContain('<y xmlns="urn:x" a="1">z</y>')
    await patch('<remove><prop><A:calendar-order/></prop></remove>')
    expect(await read('A:calendar-order')).toContain('404')
    const refused = await patch('<set><prop><displayname>no</displayname><getetag>"x"</getetag></prop></set>')
    expect(refused.body).toMatch(/424[\s\S]*cannot-modify-protected-property/)
    expect(await read('displayname')).toContain('2026')
  })

  test('SCH-44: the default calendar can be chosen, but not thrown away', async () => {
    const inbox = '/dav/calendars/alice/inbox/'
    const patch = (href: string): ReturnType<Started['as']> => on.as('alice', 'PROPPATCH', inbox, { body: `<propertyupdate ${namespaces}><set><prop><C:schedule-default-calendar-URL><href>${href}</href></C:schedule-default-calendar-URL></prop></set></propertyupdate>` })
    expect((await on.as('alice', 'DELETE', '/dav/calendars/alice/work/')).body).toContain('<C:default-calendar-needed/>')
    expect((await patch('/dav/calendars/alice/nowhere/')).body).toContain('<C:valid-schedule-default-calendar-URL/>')
    expect((await patch('/dav/calendars/alice/personal/')).body).toContain('200 OK')
    expect((await on.as('alice', 'DELETE', '/dav/calendars/alice/personal/')).status).toBe(403)
    expect((await on.as('alice', 'DELETE', '/dav/calendars/alice/work/')).status).toBe(204)
    expect((await on.as('alice', 'PROPFIND', '/dav/calendars/alice/work/', { headers: { Depth: '0' } })).status).toBe(404)
  })

  test('AVA-5: availability is kept on the Inbox under either name, and only if it is one', async () => {
    const vav = 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VAVAILABILITY\nUID:a\nDTSTAMP:20260101T000000Z\nEND:VAVAILABILITY\nEND:VCALENDAR'
    const patch = (name: string, value: string, path = '/dav/calendars/alice/inbox/'): ReturnType<Started['as']> => on.as('alice', 'PROPPATCH', path, { body: `<propertyupdate ${namespaces}><set><prop><${name}>${value}</${name}></prop></set></propertyupdate>` })
    expect((await patch('C:calendar-availability', 'BEGIN:NONSENSE')).body).toContain('<C:valid-calendar-data/>')
    expect((await patch('C:calendar-availability', vav, '/dav/calendars/alice/work/')).body).toContain('403')
    expect((await patch('CS:calendar-availability', vav)).body).toContain('200 OK')
    const both = await on.as('alice', 'PROPFIND', '/dav/calendars/alice/inbox/', { headers: { Depth: '0' }, body: propfindBody('C:calendar-availability', 'CS:calendar-availability') })
    expect(both.body.match(/BEGIN:VAVAILABILITY/g)).toHaveLength(2)
  })
})
