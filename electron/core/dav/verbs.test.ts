import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Etag, Href, ScheduleTag } from '../../../shared/model/ids.ts'
import { found, multistatus, only, startFakeDav, type FakeDav, type FakeRequest } from '../testing/fake-dav.ts'
import { calendarQuery } from './calendar-query.ts'
import { deleteObject } from './delete-object.ts'
import { getObject } from './get-objects.ts'
import { listCalendars } from './list-calendars.ts'
import { listEtags } from './list-etags.ts'
import { multiget } from './multiget.ts'
import { openDav } from './open-dav.ts'
import { putObject } from './put-object.ts'
import { searchPrincipals } from './search-principals.ts'
import type { DavClient, MemberRow } from './shapes.ts'
import { syncCollection } from './sync-collection.ts'
import { propfindBody } from './write-request.ts'

const log = { info: () => undefined, warn: () => undefined }
const cal = '/cal/' as Href
const href = '/cal/a.ics' as Href
const etag = '"1"' as Etag
let fake: FakeDav
let dav: DavClient
let rows: MemberRow[]
/** The body without the line breaks between its elements. */
const flat = (request: FakeRequest | undefined): string => (request?.body ?? '').replace(/>\s+</g, '><')
const take = (more: readonly MemberRow[]): void => void rows.push(...more)
const member = (path: string, tag: string, text?: string): string => found(path, `<d:getetag>"${tag}"</d:getetag>${text === undefined ? '' : `<c:calendar-data>${text}</c:calendar-data>`}`)

beforeEach(async () => {
  rows = []
  fake = await startFakeDav()
  dav = openDav({ baseUrl: `${fake.url}/`, auth: { kind: 'basic', user: 'a', password: 'b' }, log })
})
afterEach(async () => {
  await dav.close()
  await fake.close()
})

describe('syncCollection', () => {
  it('SYN-2, SYN-7, T-Y02, T-Y06, T-Y07: changed, removed, members without .ics, and a collection inside, which is none', async () => {
    fake.on('REPORT /cal/', multistatus([member('/cal/a.ics', '1', 'BEGIN:A\nEND:A\n'), only('/cal/b.ics', 404), member('/cal/no-suffix', '3'), found('/cal/sub/', '<d:getetag>"x"</d:getetag>')], 't2'))
    expect(await syncCollection(dav, { href: cal, token: 't1', withData: true }, take)).toEqual({ ok: true, value: { token: 't2', removed: ['/cal/b.ics'], truncated: false, rows: 2 } })
    expect(rows).toEqual([
      { href: '/cal/a.ics', etag: '"1"', scheduleTag: null, text: 'BEGIN:A\r\nEND:A\r\n' },
      { href: '/cal/no-suffix', etag: '"3"', scheduleTag: null, text: null },
    ])
    const [request] = fake.requests
    expect(request?.headers).toMatchObject({ depth: '0', 'content-type': 'application/xml; charset=utf-8' })
    expect(flat(request)).toContain('<d:sync-token>t1</d:sync-token><d:sync-level>1</d:sync-level>')
    expect(request?.body).toContain('<c:calendar-data/>')
  })

  it('SYN-3, T-Y03: 507 for the collection means more to come; it may be spelled absolutely', async () => {
    fake.on('REPORT /cal/', multistatus([member('/cal/a.ics', '1'), only(`${fake.url}/cal`, 507, 'Insufficient Storage')], 't2'))
    expect(await syncCollection(dav, { href: cal, token: null, withData: false }, take)).toMatchObject({ value: { token: 't2', truncated: true, rows: 1 } })
  })

  it('T-Y20: 507 with an unchanged token would never end', async () => {
    fake.on('REPORT /cal/', multistatus([only('/cal/', 507)], 't1'))
    expect(await syncCollection(dav, { href: cal, token: 't1', withData: false }, take)).toMatchObject({ ok: false, problem: { cause: 'sync-token' } })
  })

  it.each([
    [403, '<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>', 'sync-token'],
    [409, '<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>', 'sync-token'],
    [400, '', 'sync-token'],
    [410, '', 'sync-token'],
    // Xandikos 0.2.8 answers an unknown token with 500.
    [500, 'Traceback', 'sync-token'],
    [403, '', 'forbidden'],
    [503, '', 'too-busy'],
  ])('SYN-5, T-Y04, T-Y05: %i %s → %s', async (status, body, cause) => {
    fake.on('REPORT /cal/', { status, body })
    expect(await syncCollection(dav, { href: cal, token: 't1', withData: false }, take)).toMatchObject({ ok: false, problem: { cause } })
    // Without a token there is none to blame.
    expect(await syncCollection(dav, { href: cal, token: null, withData: false }, take)).not.toMatchObject({ problem: { cause: 'sync-token' } })
  })

  it('a server that gives no texts in this report is asked again without', async () => {
    fake.on('REPORT /cal/', ({ body }) => (body.includes('calendar-data') ? { status: 400 } : multistatus([member('/cal/a.ics', '1')], 't2')))
    expect(await syncCollection(dav, { href: cal, token: null, withData: true }, take)).toMatchObject({ ok: true, value: { token: 't2', rows: 1 } })
    expect(rows).toMatchObject([{ href: '/cal/a.ics', text: null }])
    fake.clear()
    fake.on('REPORT /cal/', { status: 403, body: '<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>' })
    await syncCollection(dav, { href: cal, token: 't1', withData: true }, take)
    expect(fake.requests).toHaveLength(1)
  })

  it('a torn answer gives rows and then an error, so that nothing is stored', async () => {
    const whole = multistatus([member('/cal/a.ics', '1'), member('/cal/b.ics', '2')], 't2')
    const torn = [String(whole.body).slice(0, -60), String(whole.body).replace('</d:propstat>', '</d:torn>')]
    for (const body of torn) {
      fake.on('REPORT /cal/', { ...whole, body })
      expect(await syncCollection(dav, { href: cal, token: null, withData: false }, take)).toMatchObject({ ok: false, problem: { kind: 'bad-data', cause: 'torn-answer' } })
    }
  })
})

describe('multiget', () => {
  it('T-Y09: one 404 of many takes no other with it; left out means gone (DAViCal 1.1.12, sabre/dav 4.7.1); 403 does not', async () => {
    fake.on('REPORT /cal/', multistatus([member('/cal/a%40b.ics', '1', 'A'), only('/cal/gone.ics', 404), only('/cal/secret.ics', 403)]))
    const members = ['/cal/a@b.ics', '/cal/gone.ics', '/cal/left-out.ics', '/cal/secret.ics'] as Href[]
    expect(await multiget(dav, { href: cal, members }, take)).toEqual({ ok: true, value: { missing: ['/cal/gone.ics', '/cal/left-out.ics'] } })
    expect(rows.map((row) => row.href)).toEqual(['/cal/a%40b.ics'])
  })

  it('CAL-4: batches of several hundred, a few in flight', async () => {
    const members = Array.from({ length: 1_000 }, (_, n) => `/cal/${n}.ics` as Href)
    let inFlight = 0
    let most = 0
    fake.on('REPORT /cal/', async ({ body }) => {
      most = Math.max(most, (inFlight += 1))
      await new Promise((done) => setTimeout(done, 30))
      inFlight -= 1
      return multistatus([...body.matchAll(/<d:href>([^<]*)</g)].map(([, path]) => member(path ?? '', '1', 'X')))
    })
    expect(await multiget(dav, { href: cal, members }, take)).toEqual({ ok: true, value: { missing: [] } })
    expect(rows).toHaveLength(1_000)
    expect([fake.requests.length, most]).toEqual([4, 3])
  })

  it('a batch that fails is an error, and nothing is called missing', async () => {
    fake.on('REPORT /cal/', { status: 500 })
    expect(await multiget(dav, { href: cal, members: [href] }, take)).toMatchObject({ ok: false, problem: { cause: 'server-fault' } })
  })
})

describe('listEtags and calendarQuery', () => {
  it('an inner 404 for the collection itself is not "empty" (Xandikos 0.2.8)', async () => {
    fake.on('PROPFIND /cal/', multistatus([only('/cal/', 404)]))
    expect(await listEtags(dav, cal)).toMatchObject({ ok: false, problem: { kind: 'gone' } })
  })
  it('an empty collection is', async () => {
    fake.on('PROPFIND /cal/', multistatus([found('/cal/', '<d:resourcetype><d:collection/></d:resourcetype>')]))
    expect(await listEtags(dav, cal)).toEqual({ ok: true, value: [] })
  })
  it('CAL-2, CAL-3: half-open UTC range, always for VEVENT; a UID is escaped', async () => {
    fake.on('REPORT /cal/', multistatus([member('/cal/a.ics', '1', 'A')]))
    await calendarQuery(dav, { href: cal, window: { startUtc: Date.UTC(2026, 10, 22), endUtc: Date.UTC(2026, 10, 29) }, withData: true }, take)
    await calendarQuery(dav, { href: cal, window: null, uid: 'a<&"b', withData: false }, take)
    expect(flat(fake.requests[0])).toContain('<c:comp-filter name="VEVENT"><c:time-range start="20261122T000000Z" end="20261129T000000Z"/></c:comp-filter>')
    expect(flat(fake.requests[1])).toContain('<c:prop-filter name="UID"><c:text-match collation="i;octet">a&lt;&amp;"b</c:text-match></c:prop-filter>')
  })
})

describe('putObject', () => {
  it.each([
    [{ kind: 'new' } as const, { 'if-none-match': '*' }],
    [{ kind: 'etag', etag } as const, { 'if-match': '"1"' }],
    [{ kind: 'schedule-tag', tag: '"t1"' as ScheduleTag } as const, { 'if-schedule-tag-match': '"t1"' }],
  ])('HTTP-6, SCH-20, T-C04, T-C05: %j sends that condition and no other', async (condition, headers) => {
    fake.on('PUT /cal/a.ics', { status: 204, headers: { etag: '"2"', 'schedule-tag': '"t2"' } })
    expect(await putObject(dav, { href, text: 'X', condition })).toEqual({ ok: true, value: { etag: '"2"', scheduleTag: '"t2"', text: null } })
    const sent = fake.requests[0]?.headers ?? {}
    expect(Object.fromEntries(Object.entries(sent).filter(([name]) => name.startsWith('if-')))).toEqual(headers)
    expect(sent['content-type']).toBe('text/calendar; charset=utf-8')
  })

  it('HTTP-7, HTTP-9: the server\'s own version, when it says that this is it', async () => {
    const reply = { status: 201, headers: { etag: '"2"' }, body: 'BEGIN:VCALENDAR\nEND:VCALENDAR\n' }
    fake.on('PUT /cal/a.ics', { ...reply, headers: { ...reply.headers, 'preference-applied': 'return=representation' } }, reply)
    expect(await putObject(dav, { href, text: 'X', condition: { kind: 'new' } })).toMatchObject({ value: { text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } })
    expect(await putObject(dav, { href, text: 'X', condition: { kind: 'new' } })).toMatchObject({ value: { text: null } })
  })

  it('Xandikos 0.2.8: a refused PUT is 207 with the refusal inside, its href a percent-escaped URL', async () => {
    const inner = '<d:href>http%3A//127.0.0.1%3A18121/cal/a.ics</d:href><d:status>HTTP/1.1 412 Precondition Failed</d:status><d:error><c:no-uid-conflict/></d:error><d:responsedescription>UID already in use.</d:responsedescription>'
    fake.on('PUT /cal/a.ics', multistatus([inner]))
    expect(await putObject(dav, { href, text: 'X', condition: { kind: 'new' } })).toMatchObject({ ok: false, problem: { kind: 'conflict', precondition: 'no-uid-conflict', detail: 'UID already in use.' } })
  })

  it.each([
    [412, { kind: 'conflict', cause: 'changed-there' }],
    [403, { kind: 'forbidden' }],
    [429, { kind: 'refused', cause: 'rate-limit' }],
    [507, { kind: 'refused', cause: 'no-room' }],
  ])('%i', async (status, problem) => {
    fake.on('PUT /cal/a.ics', { status })
    expect(await putObject(dav, { href, text: 'X', condition: { kind: 'etag', etag } })).toMatchObject({ ok: false, problem })
  })

  it('never goes to another origin', async () => {
    fake.on('PUT /cal/a.ics', { status: 307, headers: { location: 'https://other.invalid/a.ics' } })
    expect(await putObject(dav, { href, text: 'X', condition: { kind: 'new' } })).toMatchObject({ ok: false, problem: { cause: 'other-origin', host: 'other.invalid' } })
  })
})

describe('deleteObject', () => {
  it.each([
    [{ status: 204 }, { ok: true, value: { wasGone: false } }],
    [{ status: 404 }, { ok: true, value: { wasGone: true } }],
    [{ status: 410 }, { ok: true, value: { wasGone: true } }],
    [{ ...multistatus([only('/cal/a.ics', 412)]) }, { ok: false, problem: { kind: 'conflict' } }],
    // Radicale 3.1.8 answers a DELETE that worked with 200 and a multistatus.
    [{ ...multistatus([only('/cal/a.ics', 200)]), status: 200 }, { ok: true, value: { wasGone: false } }],
  ])('T-Y14: %#', async (reply, expected) => {
    fake.on('DELETE /cal/a.ics', reply)
    expect(await deleteObject(dav, { href, condition: { kind: 'etag', etag }, tellOrganizer: true })).toMatchObject(expected)
  })
  it('T-C10: silence is asked for, and only then', async () => {
    fake.on('DELETE /cal/a.ics', { status: 204 })
    await deleteObject(dav, { href, condition: { kind: 'any' }, tellOrganizer: false })
    await deleteObject(dav, { href, condition: { kind: 'any' }, tellOrganizer: true })
    expect(fake.requests.map(({ headers }) => headers['schedule-reply'])).toEqual(['F', undefined])
  })
})

describe('getObject', () => {
  it.each([
    [404, { kind: 'gone' }],
    [410, { kind: 'gone' }],
    [500, { cause: 'server-fault' }],
  ])('%i', async (status, problem) => {
    fake.on('GET /cal/a.ics', { status })
    expect(await getObject(dav, href)).toMatchObject({ ok: false, problem })
  })
})

describe('listCalendars (DIS-12, DIS-13)', () => {
  const kinds = (...names: string[]): string => `<d:resourcetype><d:collection/>${names.map((name) => `<${name}/>`).join('')}</d:resourcetype>`
  const ask = { homes: ['/home/' as Href], inboxHref: '/home/.in/' as Href, outboxHref: '/home/.out/' as Href, product: '' }
  const names = async (...responses: string[]): Promise<unknown> => {
    fake.on('PROPFIND /home/', multistatus(responses))
    const listed = await listCalendars(dav, ask)
    return listed.ok ? listed.value.calendars.map((calendar) => calendar.href) : listed.problem
  }
  it('T-C25: a collection that is calendar and Outbox (SOGo 5.8.0) is a calendar', async () =>
    expect(await names(found('/home/.out/', kinds('c:calendar', 'c:schedule-outbox')))).toEqual(['/home/.out/']))
  it('boxes that claim to be plain calendars (DAViCal 1.1.12 as shipped) are not listed', async () =>
    expect(await names(found('/home/.in/', kinds('c:calendar')), found('/home/.out', kinds('c:calendar')), found('/home/cal/', kinds('c:calendar')))).toEqual(['/home/cal/']))
  it('task lists, address books, inboxes and plain folders are not', async () =>
    expect(
      await names(
        found('/home/tasks/', `${kinds('c:calendar')}<c:supported-calendar-component-set><c:comp name="VTODO"/></c:supported-calendar-component-set>`),
        found('/home/', kinds()),
        found('/home/inbox/', kinds('c:schedule-inbox')),
        found('/home/book/', kinds('card:addressbook xmlns:card="urn:ietf:params:xml:ns:carddav"')),
        only('/home/secret/', 403),
      ),
    ).toEqual([]))
  it('reads what a row needs, and its limits (CAL-10); what is absent has its default', async () => {
    fake.on(
      'PROPFIND /home/',
      multistatus([
        found('/home/plain/', kinds('c:calendar')),
        found(
          '/home/2026/',
          `${kinds('c:calendar', 's:subscribed')}<d:displayname>2026</d:displayname><c:max-resource-size>10485760</c:max-resource-size><c:max-attendees-per-instance>100</c:max-attendees-per-instance><c:min-date-time>19000101T000000Z</c:min-date-time><c:max-date-time>for ever</c:max-date-time><a:calendar-color>#ff0000FF</a:calendar-color><a:calendar-order>1</a:calendar-order><c:schedule-calendar-transp><c:transparent/></c:schedule-calendar-transp><d:sync-token>t</d:sync-token><s:getctag>c</s:getctag><d:current-user-privilege-set><d:privilege><d:read/></d:privilege></d:current-user-privilege-set><d:supported-report-set><d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report></d:supported-report-set><d:owner><d:href>/p/</d:href></d:owner>`,
        ),
      ]),
    )
    const listed = await listCalendars(dav, ask)
    expect(listed.ok && listed.value.calendars).toEqual([
      { href: '/home/2026/', name: '2026', says: { name: '2026', color: '#ff0000FF', order: 1, description: null, countsAsBusy: false }, writable: false, rights: { change: false, remove: true }, limits: { maxBytes: 10485760, maxPeople: 100, minUtc: Date.UTC(1900, 0, 1), maxUtc: null }, components: [], reports: ['sync-collection'], syncToken: 't', ctag: 'c', owner: '/p/', subscribed: true },
      { href: '/home/plain/', name: 'plain', says: { name: null, color: null, order: null, description: null, countsAsBusy: null }, writable: true, rights: { change: true, remove: true }, limits: { maxBytes: null, maxPeople: null, minUtc: null, maxUtc: null }, components: [], reports: [], syncToken: null, ctag: null, owner: null, subscribed: false },
    ])
  })
  it('DAViCal 1.1.12 keeps names as they stood in the XML; others mean what they say', async () => {
    fake.on('PROPFIND /home/', multistatus([found('/home/cal/', `${kinds('c:calendar')}<d:displayname>A &amp;amp; B &amp;lt;c&amp;gt;</d:displayname>`)]))
    const names_ = await Promise.all(['davical', 'cyrus'].map(async (product) => {
      const listed = await listCalendars(dav, { ...ask, product })
      return listed.ok && listed.value.calendars[0]?.name
    }))
    expect(names_).toEqual(['A & B <c>', 'A &amp; B &lt;c&gt;'])
  })
  it('rights: on the calendar for its name, on the home for making and deleting (RFC 3744 §3.9, §3.10); not told means yes', async () => {
    const set = (...names: string[]) => `<d:current-user-privilege-set>${names.map((name) => `<d:privilege><d:${name}/></d:privilege>`).join('')}</d:current-user-privilege-set>`
    const rightsWith = async (home: string, calendar: string) => {
      fake.on('PROPFIND /home/', multistatus([found('/home/', kinds() + home), found('/home/cal/', kinds('c:calendar') + calendar)]))
      const listed = await listCalendars(dav, ask)
      return listed.ok && [listed.value.newIn, listed.value.calendars[0]?.rights]
    }
    expect(await rightsWith('', '')).toEqual(['/home/', { change: true, remove: true }])
    expect(await rightsWith(set('read'), set('read'))).toEqual([null, { change: false, remove: false }])
    expect(await rightsWith(set('read', 'bind'), set('write-properties'))).toEqual(['/home/', { change: true, remove: false }])
    expect(await rightsWith(set('all'), set('write'))).toEqual(['/home/', { change: true, remove: true }])
  })
  it.each([
    ['not told', '', true],
    ['only read', '<d:privilege><d:read/></d:privilege>', false],
    ['only blocks', '<d:privilege><c:read-free-busy/></d:privilege>', false],
    ['names and colours alone', '<d:privilege><d:write-properties/></d:privilege>', false],
    ['what is there may be changed', '<d:privilege><d:read/></d:privilege><d:privilege><d:write-content/></d:privilege>', true],
    ['something may be added', '<d:privilege><d:bind/></d:privilege>', true],
    ['an aggregate', '<d:privilege><d:write/></d:privilege>', true],
    ['several in one element', '<d:privilege><d:read/><d:all/></d:privilege>', true],
    ['told, and nothing allowed', '<!-- none -->', false],
  ])('HTTP-14: whether events can be written: %s', async (_, privileges, writable) => {
    fake.on('PROPFIND /home/', multistatus([found('/home/cal/', kinds('c:calendar') + (privileges === '' ? '' : `<d:current-user-privilege-set>${privileges}</d:current-user-privilege-set>`))]))
    const listed = await listCalendars(dav, ask)
    expect(listed.ok && listed.value.calendars.map((one) => one.writable)).toEqual([writable])
  })
  it.each([
    ['DAViCal 1.1.12 shows its rights only to those who may do more than read', 403, false],
    ['one that knows no rights (Google) is taken at its word when something is written', 404, true],
  ])('HTTP-14: rights that are not shown: %s', async (_, status, writable) => {
    fake.on('PROPFIND /home/', multistatus([`${found('/home/cal/', kinds('c:calendar'))}<d:propstat><d:prop><d:current-user-privilege-set/></d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`]))
    const listed = await listCalendars(dav, ask)
    expect(listed.ok && listed.value.calendars.map((one) => [one.writable, one.rights.change])).toEqual([[writable, writable]])
  })
  it.each([
    ['its element', '<c:schedule-calendar-transp><c:transparent/></c:schedule-calendar-transp>', false],
    ['its text left empty (Radicale 3.1.8, Xandikos 0.2.8)', '<c:schedule-calendar-transp></c:schedule-calendar-transp>', null],
    ['nothing (DAViCal 1.1.12)', '', null],
  ])('SCH-45: whether a calendar counts as busy, said by %s', async (_, transp, countsAsBusy) => {
    fake.on('PROPFIND /home/', multistatus([found('/home/cal/', kinds('c:calendar') + transp)]))
    const listed = await listCalendars(dav, ask)
    expect(listed.ok && listed.value.calendars[0]?.says.countsAsBusy).toBe(countsAsBusy)
  })
  it('reads the reports of Xandikos 0.2.8, which names them without the element around each', async () => {
    const set = '<d:supported-report-set><d:supported-report><c:calendar-query/></d:supported-report><d:supported-report><d:sync-collection/></d:supported-report></d:supported-report-set>'
    fake.on('PROPFIND /home/', multistatus([found('/home/cal/', kinds('c:calendar') + set)]))
    const listed = await listCalendars(dav, ask)
    expect(listed.ok && listed.value.calendars.map(({ reports }) => reports)).toEqual([['calendar-query', 'sync-collection']])
  })
})

describe('searchPrincipals (PPL-1)', () => {
  const person = (path: string, name: string, mail: string, kind = ''): string =>
    found(path, `<d:displayname>${name}</d:displayname><c:calendar-user-address-set><d:href>mailto:${mail}</d:href><d:href>${path}</d:href></c:calendar-user-address-set>${kind === '' ? '' : `<c:calendar-user-type>${kind}</c:calendar-user-type>`}`)
  const ask = { collections: ['/principals/' as Href], text: 'Bo', product: '' }
  it('one search a property, joined; those a server gave without a match are left out (DAViCal 1.1.12)', async () => {
    fake.on('REPORT /principals/', multistatus([person('/p/bob/', 'Bob', 'Bob@a.test'), person('/p/eve/', 'Eve', 'eve@a.test')]), multistatus([person('/p/bob', 'Bob', 'bob@a.test'), person('/p/room/', 'Room', 'bo-room@a.test', 'ROOM')]))
    const result = await searchPrincipals(dav, ask)
    expect(result.ok && result.value.map(({ name, addresses, kind }) => `${name} ${addresses.join()} ${kind}`).sort()).toEqual(['Bob bob@a.test individual', 'Room bo-room@a.test room'])
    expect(fake.requests.map(({ headers }) => headers.depth)).toEqual(['0', '0'])
  })
  it.each([
    ['raum', ['Aurora 8']],
    ['room aur', ['Aurora 8']],
    ['room 8 seats', ['Aurora 8']],
    ['room 80', []],
  ])('PPL-1: “%s” asks for rooms by their kind, and gives no person', async (text, names) => {
    const aurora = found('/p/aurora/', '<d:displayname>Aurora</d:displayname><c:calendar-user-address-set><d:href>mailto:aurora@a.test</d:href></c:calendar-user-address-set><c:calendar-user-type>ROOM</c:calendar-user-type><n:room-seating-capacity xmlns:n="http://nextcloud.com/ns">8</n:room-seating-capacity>')
    fake.on('REPORT /principals/', multistatus([aurora, person('/p/eve/', 'Eve', 'eve@a.test')]))
    const result = await searchPrincipals(dav, { ...ask, text })
    expect(result.ok && result.value.map(({ name, seats }) => `${name} ${seats}`)).toEqual(names)
    expect(fake.requests.map(flat).filter((body) => body.includes('<c:calendar-user-type/></d:prop><d:match>ROOM</d:match>'))).toHaveLength(1)
  })
  it('one search that fails does not spoil the other; all failing is an error', async () => {
    fake.on('REPORT /principals/', { status: 400 }, multistatus([person('/p/bob/', 'Bob', 'bob@a.test')]))
    expect(await searchPrincipals(dav, ask)).toMatchObject({ ok: true, value: [{ name: 'Bob' }] })
    fake.on('REPORT /principals/', { status: 501 })
    expect(await searchPrincipals(dav, ask)).toMatchObject({ ok: false, problem: { cause: 'not-supported' } })
  })
})

describe('DavClient', () => {
  it('a 401 is told to the session', async () => {
    const told: unknown[] = []
    const watched = openDav({ baseUrl: fake.url, auth: { kind: 'basic', user: 'a', password: 'b' }, log, accountId: 'acc', onSignInRefused: (error) => told.push(error) })
    fake.on('GET /cal/a.ics', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } })
    expect(await getObject(watched, href)).toMatchObject({ problem: { kind: 'sign-in', cause: 'wrong-password', accountId: 'acc' } })
    expect(told).toHaveLength(1)
    await watched.close()
  })
  it('PROPFIND answered by HTML is no multistatus (SOGo 5.8.0 at /)', async () => {
    fake.on('PROPFIND /', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' })
    expect(await dav.propfind('/', 0, propfindBody(['d:displayname']), () => undefined)).toMatchObject({ ok: false, problem: { cause: 'unexpected-answer' } })
  })
})
