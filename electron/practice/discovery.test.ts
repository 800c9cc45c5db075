import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hrefsIn, namespaces, propfindBody, start } from './testing/practice-client.ts'
import type { Started } from './testing/practice-client.ts'

let on: Started
beforeAll(async () => {
  on = await start({ empty: false })
})
afterAll(() => on.stop())

describe('discovery', () => {
  test.each(['GET', 'PROPFIND'])('DIS-5: /.well-known/caldav redirects %s, also without signing in', async (method) => {
    const answer = await on.as(null, method, '/.well-known/caldav')
    expect(answer.status).toBe(301)
    expect(answer.headers['location']).toBe(`${on.practice.servers['north.example']}/dav/`)
  })

  test('DIS-7: without signing in 401, with a realm', async () => {
    const answer = await on.as(null, 'PROPFIND', '/dav/', { headers: { Depth: '0' } })
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Basic realm="north.example", charset="UTF-8"')
  })

  test.each([
    ['alice', 'practice', 207],
    ['alice@north.example', 'practice', 207],
    ['Alice@North.Example', 'practice', 207],
    ['alice', 'wrong', 401],
    ['dave@south.example', 'practice', 401],
  ])('DIS-6: %s with "%s" gives %i', async (user, password, status) => {
    const answer = await on.as(user, 'PROPFIND', `${on.practice.servers['north.example']}/dav/`, { password, headers: { Depth: '0' }, body: propfindBody('current-user-principal') })
    expect(answer.status).toBe(status)
    if (status === 207) expect(answer.body).toContain('<D:current-user-principal><D:href>/dav/principals/alice/</D:href></D:current-user-principal>')
  })

  test('DIS-9: the principal says all a client needs in one request', async () => {
    const answer = await on.as('alice', 'PROPFIND', '/dav/principals/alice/', {
      headers: { Depth: '0' },
      body: propfindBody('C:calendar-home-set', 'C:calendar-user-address-set', 'C:schedule-inbox-URL', 'C:schedule-outbox-URL', 'C:calendar-user-type', 'displayname', 'principal-URL', 'CS:email-address-set', 'CS:notification-URL'),
    })
    expect(answer.body).toContain('<C:calendar-home-set><D:href>/dav/calendars/alice/</D:href></C:calendar-home-set>')
    expect(answer.body).toContain('<C:calendar-user-address-set><D:href>mailto:alice@north.example</D:href><D:href>/dav/principals/alice/</D:href></C:calendar-user-address-set>')
    expect(answer.body).toContain('<C:schedule-inbox-URL><D:href>/dav/calendars/alice/inbox/</D:href></C:schedule-inbox-URL>')
    expect(answer.body).toContain('<C:schedule-outbox-URL><D:href>/dav/calendars/alice/outbox/</D:href></C:schedule-outbox-URL>')
    expect(answer.body).toContain('<C:calendar-user-type>INDIVIDUAL</C:calendar-user-type>')
    expect(answer.body).toContain('<D:displayname>Alice Hoffmann</D:displayname>')
    expect(answer.body).toMatch(/<CS:notification-URL\/><\/D:prop><D:status>HTTP\/1.1 404 Not Found/)
  })

  test('DIS-12, DIS-13: the home lists calendars with colour, Inbox and Outbox apart', async () => {
    const answer = await on.as('alice', 'PROPFIND', '/dav/calendars/alice/', {
      headers: { Depth: '1' },
      body: propfindBody('resourcetype', 'displayname', 'A:calendar-color', 'sync-token', 'CS:getctag', 'supported-report-set', 'current-user-privilege-set', 'owner', 'C:schedule-calendar-transp', 'C:supported-calendar-component-set'),
    })
    expect(hrefsIn(answer)).toEqual(['', 'work/', 'product/', 'hiring/', 'personal/', 'family/', 'inbox/', 'outbox/'].map((slug) => `/dav/calendars/alice/${slug}`))
    const work = answer.body.split('<D:response>')[2] ?? ''
    for (const part of ['<D:collection/><C:calendar/>', '<D:displayname>Work</D:displayname>', '<A:calendar-color>#3680dd</A:calendar-color>', '<D:sync-token>data:,', '<D:report><D:sync-collection/></D:report>', '<D:privilege><D:bind/></D:privilege>', '<C:schedule-calendar-transp><C:opaque/></C:schedule-calendar-transp>', '<C:comp name="VEVENT"/>']) expect(work).toContain(part)
    expect(answer.body).toContain('<D:collection/><C:schedule-inbox/>')
    expect(answer.body).toContain('<D:collection/><C:schedule-outbox/>')
  })

  test('HTTP-9: return=minimal leaves out what is absent, depth-noroot the collection itself', async () => {
    const answer = await on.as('alice', 'PROPFIND', '/dav/calendars/alice/', { headers: { Depth: '1', Prefer: 'return=minimal, depth-noroot' }, body: propfindBody('displayname', 'getetag') })
    expect(answer.headers['preference-applied']).toBe('return=minimal')
    expect(answer.body).not.toContain('404')
    expect(hrefsIn(answer)).not.toContain('/dav/calendars/alice/')
  })

  test('DIS-11, DIS-13a: OPTIONS names automatic scheduling and availability, on two lines', async () => {
    const answer = await on.as('alice', 'OPTIONS', '/dav/calendars/alice/')
    expect(answer.headers['dav']).toBe('1, 3, access-control, extended-mkcol, calendar-proxy, addressbook, calendar-access, calendar-schedule, calendar-auto-schedule, calendar-availability, calendarserver-private-comments')
  })

  test('a home is closed to others, its principal is not', async () => {
    const home = await on.as('bob', 'PROPFIND', '/dav/calendars/alice/', { headers: { Depth: '0' } })
    expect([home.status, home.body.includes('<D:need-privileges>')]).toEqual([403, true])
    expect((await on.as('bob', 'PROPFIND', '/dav/principals/alice/', { headers: { Depth: '0' } })).status).toBe(207)
  })

  test.each([
    ['PROPFIND', '/dav/calendars/alice/work/', { Depth: 'infinity' }, '', 403],
    ['PROPFIND', '/dav/calendars/alice/work/', { Depth: '0' }, '<propfind', 400],
    ['PROPFIND', '/dav/calendars/nobody/', { Depth: '0' }, '', 404],
    ['PROPFIND', '/dav/calendars/alice/none/', { Depth: '0' }, '', 404],
    ['LOCK', '/dav/calendars/alice/work/', {}, '', 405],
    ['GET', '/elsewhere', {}, '', 404],
  ])('%s %s %j is refused', async (method, path, headers, body, status) => {
    expect((await on.as('alice', method, path, { headers: headers as Record<string, string>, body })).status).toBe(status)
  })

  test('PPL-1: people and rooms are found by name or address', async () => {
    const search = (words: string, more = ''): string =>
      `<principal-property-search ${namespaces} test="anyof"><property-search><prop><displayname/></prop><match>${words}</match></property-search><property-search><prop><C:calendar-user-address-set/></prop><match>${words}</match></property-search><prop><displayname/><C:calendar-user-address-set/><C:calendar-user-type/></prop>${more}</principal-property-search>`
    const found = async (words: string): Promise<string[]> => hrefsIn(await on.as('alice', 'REPORT', '/dav/principals/', { headers: { Depth: '0' }, body: search(words) }))
    expect(await found('lindq')).toEqual(['/dav/principals/bob/'])
    expect(await found('AURORA@')).toEqual(['/dav/principals/aurora/'])
    expect(await found('north.example')).toHaveLength(4)
    expect(await found('grace')).toEqual([])
    const set = await on.as('alice', 'REPORT', '/dav/principals/', { headers: { Depth: '0' }, body: `<principal-search-property-set ${namespaces}/>` })
    expect(set.body).toContain('<D:principal-search-property><D:prop><D:displayname/></D:prop>')
  })
})

describe('people without a calendar server', () => {
  test('freelance.example has no CalDAV, nowhere.example has nothing', async () => {
    expect((await on.as(null, 'GET', `${on.practice.servers['freelance.example']}/.well-known/caldav`)).status).toBe(404)
    expect(on.practice.servers['nowhere.example']).toBeUndefined()
    expect(on.practice.people.map((person) => person.address)).toEqual(['alice@north.example', 'bob@north.example', 'carol@north.example', 'dave@south.example', 'erin@south.example'])
  })
})
