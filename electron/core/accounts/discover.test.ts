import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inOrder, pathOf, type SrvLookup } from '../dav/srv.ts'
import { found, multistatus, startFakeDav, type FakeDav, type FakeRequest } from '../testing/fake-dav.ts'
import { davTokens, judge, productOf } from './capabilities.ts'
import { discover, type DiscoverOptions, type Discovered, type StepReport } from './discover.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { AppError } from '../../../shared/contract/app-error.ts'

let fake: FakeDav
let steps: StepReport[]
const noSrv: SrvLookup = async () => ({ kind: 'none' })

beforeEach(async () => {
  fake = await startFakeDav()
  steps = []
})
afterEach(() => fake.close())

const run = (where: string, user: string, password: string, more: Partial<DiscoverOptions> = {}): Promise<Result<Discovered, AppError>> =>
  discover(
    where,
    user,
    password,
    { log: { info: () => undefined, warn: () => undefined }, allowPlainHttp: false, knownServers: {}, clock: { now: () => 0 }, newId: () => 'id', lookUpSrv: noSrv, ...more },
    (step) => steps.push(step),
  )
const told = (): string[] => steps.map(({ key, state }) => `${key} ${state}`)
const userOf = ({ headers }: FakeRequest): string | null => (headers.authorization === undefined ? null : (Buffer.from(headers.authorization.slice(6), 'base64').toString().split(':')[0] ?? null))

const scheduleAnswer =
  '<c:schedule-response xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><c:response><c:recipient><href>mailto:alice@a.test</href></c:recipient><c:request-status>2.0;Success</c:request-status><c:calendar-data>BEGIN:VCALENDAR</c:calendar-data></c:response></c:schedule-response>'

/** A small server at /dav/, for the user names given. */
function houseOf(users: readonly string[], principal = ''): void {
  const needsUser = (reply: { status: number; body?: string | Uint8Array; headers?: Readonly<Record<string, string | readonly string[]>> }) => (request: FakeRequest) =>
    users.includes(userOf(request) ?? '') && request.headers.authorization?.endsWith(Buffer.from(`${userOf(request)}:right`).toString('base64'))
      ? reply
      : { status: 401, headers: { 'www-authenticate': 'Basic realm="house"' } }
  fake
    .on('* /.well-known/caldav', { status: 301, headers: { location: '/dav/' } })
    .on('PROPFIND /dav/', needsUser(multistatus([found('/dav/', '<d:current-user-principal><d:href>/dav/p/alice/</d:href></d:current-user-principal>')])))
    .on(
      'PROPFIND /dav/p/alice/',
      needsUser(
        multistatus([
          found(
            '/dav/p/alice/',
            `<d:displayname>Alice</d:displayname><c:calendar-home-set><d:href>/dav/c/alice/</d:href></c:calendar-home-set>${
              principal ||
              '<c:calendar-user-address-set><d:href>/dav/p/alice/</d:href><d:href>mailto:al@a.test</d:href><d:href preferred="1">mailto:alice@a.test</d:href></c:calendar-user-address-set><c:schedule-inbox-URL><d:href>/dav/c/alice/in/</d:href></c:schedule-inbox-URL><c:schedule-outbox-URL><d:href>/dav/c/alice/out/</d:href></c:schedule-outbox-URL>'
            }<d:supported-report-set><d:supported-report><d:report><d:principal-property-search/></d:report></d:supported-report></d:supported-report-set>`,
          ),
        ]),
      ),
    )
    .on('OPTIONS /dav/c/alice/', needsUser({ status: 200, headers: { dav: ['1, 2, Calendar-Access', 'calendar-auto-schedule'], server: 'house' } }))
    .on('PROPFIND /dav/c/alice/in/', needsUser(multistatus([found('/dav/c/alice/in/', '<c:schedule-default-calendar-URL><d:href>/dav/c/alice/cal/</d:href></c:schedule-default-calendar-URL>')])))
    .on('POST /dav/c/alice/out/', needsUser({ status: 200, body: scheduleAnswer }))
    .on('PROPFIND /dav/c/alice/', needsUser(multistatus([found('/dav/c/alice/cal/', '<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:supported-report-set><d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report></d:supported-report-set>')])))
}
const known = (): Partial<DiscoverOptions> => ({ knownServers: { 'a.test': fake.url } })

describe('discover', () => {
  it('DIS-4, DIS-7…13a: from an address to all an account needs', async () => {
    houseOf(['alice@a.test'])
    expect(await run('alice@a.test', '', 'right', known())).toEqual({
      ok: true,
      value: {
        baseUrl: `${fake.url}/dav/`,
        user: 'alice@a.test',
        name: 'Alice',
        principalHref: '/dav/p/alice/',
        principalCollections: [],
        homeHrefs: ['/dav/c/alice/'],
        inboxHref: '/dav/c/alice/in/',
        outboxHref: '/dav/c/alice/out/',
        defaultCalendarHref: '/dav/c/alice/cal/',
        addresses: ['mailto:alice@a.test', 'mailto:al@a.test', '/dav/p/alice/'],
        capabilities: { davTokens: ['1', '2', 'calendar-access', 'calendar-auto-schedule'], autoSchedule: true, outboxFreeBusy: true, syncCollection: true, availability: false, peopleSearch: true, scheduleTag: true, product: '' },
        calendars: [expect.objectContaining({ href: '/dav/c/alice/cal/', name: 'cal' })],
      },
    })
    expect(told()).toEqual(['find running', 'find done', 'sign-in running', 'sign-in done', 'learn running', 'learn done', 'calendars running', 'calendars done'])
    expect(steps.at(-1)?.detail).toBe('1')
  })

  it('no password leaves before something asked for one', async () => {
    houseOf(['alice@a.test'])
    await run('alice@a.test', '', 'right', known())
    expect(fake.requests.slice(0, 3).map((request) => [request.path, userOf(request)])).toEqual([
      ['/.well-known/caldav', null],
      ['/dav/', null],
      ['/dav/', 'alice@a.test'],
    ])
  })

  it('DIS-6: the whole address, then the part before the @, then no more', async () => {
    houseOf(['alice'])
    expect(await run('alice@a.test', '', 'right', known())).toMatchObject({ ok: true, value: { user: 'alice' } })
    fake.clear()
    expect(await run('alice@a.test', '', 'wrong', known())).toMatchObject({ ok: false, problem: { kind: 'sign-in', cause: 'wrong-password' } })
    expect(fake.requests.map(userOf).filter((user) => user !== null)).toEqual(['alice@a.test', 'alice'])
    expect(told().at(-1)).toBe('sign-in failed')
  })

  it('a URL of any depth, with the user that was typed', async () => {
    houseOf(['alice'])
    for (const path of ['', '/dav/', '/some/page'])
      expect(await run(`${fake.url}${path}`, 'alice', 'right'), path).toMatchObject({ ok: true, value: { baseUrl: `${fake.url}/dav/` } })
    expect(await run(`${fake.url}/dav/`, '', 'right')).toMatchObject({ ok: false, problem: { kind: 'sign-in', cause: 'no-user' } })
  })

  it('DIS-5: a well-known place that redirects GET alone', async () => {
    houseOf(['alice@a.test'])
    fake.on('PROPFIND /.well-known/caldav', { status: 405 }).on('GET /.well-known/caldav', { status: 302, headers: { location: '/dav/' } }).on('GET /dav/', { status: 200 })
    expect(await run('alice@a.test', '', 'right', known())).toMatchObject({ ok: true })
  })

  it('not a calendar server: no password was sent to it', async () => {
    fake.on('* /', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' })
    expect(await run(fake.url, 'alice', 'right')).toMatchObject({ ok: false, problem: { kind: 'refused', cause: 'not-caldav', host: new URL(fake.url).host } })
    expect(fake.requests.every((request) => userOf(request) === null)).toBe(true)
  })

  it('DIS-8: a redirect out of the house is told, not followed', async () => {
    fake.on('* /.well-known/caldav', { status: 302, headers: { location: 'https://dav.elsewhere.invalid/x' } })
    expect(await run('alice@a.test', '', 'right', known())).toMatchObject({ ok: false, problem: { cause: 'other-origin', host: 'dav.elsewhere.invalid', href: 'https://dav.elsewhere.invalid/x' } })
  })

  it('DIS-2, DIS-8: an SRV target outside of the domain needs a yes; the domain itself does not', async () => {
    const lookUpSrv: SrvLookup = async () => ({ kind: 'found', targets: [{ host: 'dav.provider.invalid', port: 443, path: '/x' }] })
    expect(await run('alice@a.invalid', '', 'right', { lookUpSrv })).toMatchObject({ ok: false, problem: { cause: 'other-origin', host: 'dav.provider.invalid' } })
    expect(await run('alice@a.invalid', '', 'right', { lookUpSrv, approvedOrigins: ['https://dav.provider.invalid'] })).toMatchObject({ problem: { cause: 'host-not-found' } })
  })

  it.each([
    ['http://127.0.0.1:1/', { kind: 'offline', cause: 'connection-refused' }],
    ['alice@nowhere.invalid', { kind: 'offline', cause: 'host-not-found' }],
    ['http://calendar.invalid/', { cause: 'host-not-found' }],
    ['ftp://x/', { cause: 'bad-url' }],
    ['http://', { cause: 'bad-url' }],
  ])('%s', async (where, problem) => expect(await run(where, 'alice', 'right')).toMatchObject({ ok: false, problem }))

  it('a server that signs in by other means only', async () => {
    fake.on('* /', { status: 401, headers: { 'www-authenticate': 'Digest realm="x", nonce="y"' } })
    expect(await run(fake.url, 'alice', 'right')).toMatchObject({ ok: false, problem: { kind: 'sign-in', cause: 'sign-in-method' } })
  })

  it('signed in, but nothing to keep calendars in', async () => {
    houseOf(['alice'])
    fake.on('PROPFIND /dav/p/alice/', multistatus([found('/dav/p/alice/', '<d:displayname>A</d:displayname>')]))
    expect(await run(fake.url, 'alice', 'right')).toMatchObject({ ok: false, problem: { cause: 'no-calendars' } })
  })

  it('Xandikos 0.2.8 escapes addresses; without an Outbox nothing is posted anywhere (no probing POSTs)', async () => {
    houseOf(['alice'], '<c:calendar-user-address-set><d:href>mailto%3Aalice%40lab.test</d:href></c:calendar-user-address-set>')
    expect(await run(fake.url, 'alice', 'right')).toMatchObject({ ok: true, value: { addresses: ['mailto:alice@lab.test'], outboxHref: null, capabilities: { autoSchedule: false, outboxFreeBusy: false } } })
    expect(fake.log().some((line) => line.startsWith('POST'))).toBe(false)
  })

  it('T-C17: an Outbox that cannot do free/busy', async () => {
    houseOf(['alice'])
    fake.on('POST /dav/c/alice/out/', { status: 501 })
    expect(await run(fake.url, 'alice', 'right')).toMatchObject({ ok: true, value: { capabilities: { autoSchedule: true, outboxFreeBusy: false } } })
  })
})

describe('capabilities', () => {
  it('DIS-11: all DAV headers, whole tokens, any case', () => expect(davTokens({ dav: '1, 2,Calendar-Access ,, calendar-auto-scheduling' })).toEqual(['1', '2', 'calendar-access', 'calendar-auto-scheduling']))
  it.each([
    [{ server: 'Cyrus-HTTP/3.6.1-Debian' }, [], '/dav/principals/user/a/', 'cyrus'],
    [{}, ['calendar-query-extended'], '/dav/principals/user/a/', 'cyrus'],
    [{ 'x-davical-version': 'DAViCal/1.1.12; DB/1.3.5' }, [], '/caldav.php/a/', 'davical'],
    [{}, [], '/SOGo/dav/alice/', 'sogo'],
    [{ 'x-sabre-version': '4.7.1' }, [], '/principals/a/', 'sabre'],
    [{ 'x-sabre-version': '4.7.1' }, [], '/remote.php/dav/principals/users/a/', 'nextcloud'],
    [{ 'www-authenticate': 'Basic realm="Radicale - Password Required"' }, [], '/a/', 'radicale'],
    [{}, ['calendar-auto-scheduling'], '/a/', 'xandikos'],
    [{ server: 'nginx' }, ['calendar-access'], '/a/', ''],
  ])('%j %j %s is %s', (headers, tokens, href, product) => expect(productOf(headers, tokens, href)).toBe(product))

  const all = { tokens: ['calendar-auto-schedule', 'calendar-availability'], product: '', hasInbox: true, hasOutbox: true, hasAddress: true, outboxFreeBusy: true, collectionReports: [['sync-collection']], principalReports: ['principal-property-search'] }
  it.each([
    ['all of it', all, { autoSchedule: true, availability: true, peopleSearch: true, scheduleTag: true, syncCollection: true }],
    ['DIS-13a: no address', { ...all, hasAddress: false }, { autoSchedule: false }],
    ['DIS-13a: no Inbox', { ...all, hasInbox: false }, { autoSchedule: false, availability: false }],
    ['DIS-13a: no token', { ...all, tokens: ['calendar-auto-scheduling'] }, { autoSchedule: false }],
    ['Cyrus 3.6.1: tags cannot be trusted, search may find nobody', { ...all, product: 'cyrus' }, { scheduleTag: false, peopleSearch: null }],
    ['DAViCal 1.1.12: no tags, availability without effect', { ...all, product: 'davical' }, { scheduleTag: false, availability: false, peopleSearch: true }],
    ['Radicale 3.1.8: search advertised, always empty', { ...all, product: 'radicale' }, { peopleSearch: false }],
    ['nothing listed yet', { ...all, collectionReports: [], principalReports: null }, { syncCollection: null, peopleSearch: null }],
  ])('%s', (_, learnt, expected) => expect(judge(learnt)).toMatchObject(expected))
})

describe('SRV (DIS-2, DIS-3)', () => {
  const record = (name: string, priority: number, weight: number): { name: string; port: number; priority: number; weight: number } => ({ name, port: 443, priority, weight })
  it('by priority, within one by weight', () => {
    const records = [record('c', 20, 1), record('a', 10, 1), record('b', 10, 99)]
    expect(inOrder(records, () => 0.5).map(({ name }) => name)).toEqual(['b', 'a', 'c'])
    expect(inOrder(records, () => 0).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })
  it('the path of the TXT record, in pieces or not', () => {
    expect(pathOf([['v=x'], ['path=/d', 'av/']])).toBe('/dav/')
    expect(pathOf([['path=dav']])).toBeNull()
  })
})
