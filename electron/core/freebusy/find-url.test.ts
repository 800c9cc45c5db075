import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FreebusyFinding } from '../../../shared/contract/freebusy-urls.ts'
import { ok } from '../../../shared/model/result.ts'
import { dialectInWords, silenceInWords, statusInWords } from '../../../shared/wording/freebusy-finding.ts'
import { openFburlReader, type FburlReader } from '../dav/fburl.ts'
import { createFburlMemory } from '../dav/fburl-memory.ts'
import { startFakeDav, type FakeDav, type FakeReply } from '../testing/fake-dav.ts'
import { findUrl, masked, templateOf, type FindUrl, type FindUrlDeps } from './find-url.ts'
import type { KnownUrl } from './known-urls.ts'
import { noSecrets } from './url-secrets.ts'

const nowUtc = Date.UTC(2026, 10, 22, 12)
const monday = Date.UTC(2026, 10, 23)
const hour = 3_600_000

let fake: FakeDav
let reader: FburlReader
let shown: FreebusyFinding[]
beforeEach(async () => {
  fake = await startFakeDav()
  reader = openFburlReader(createFburlMemory())
  shown = []
})
afterEach(async () => {
  await reader.close()
  await fake.close()
})

const answer = (lines: readonly string[] = ['FREEBUSY:20261123T090000Z/20261123T100000Z']): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VFREEBUSY', 'DTSTAMP:20261122T110000Z', 'DTSTART:20261101T000000Z', 'DTEND:20261231T000000Z', ...lines, 'END:VFREEBUSY', 'END:VCALENDAR', ''].join('\r\n')
const yes: FakeReply = { status: 200, headers: { etag: '"1"' }, body: answer() }

const find = (ask: Partial<FindUrl> & Pick<FindUrl, 'what'>, more: Partial<FindUrlDeps> = {}): Promise<FreebusyFinding> =>
  findUrl(
    { address: null, auth: { kind: 'anonymous' }, ...ask },
    {
      reader,
      zone: 'UTC',
      nowUtc,
      signal: new AbortController().signal,
      lookUpSrv: async () => ({ kind: 'none' }),
      knownUrls: () => [],
      secretsOf: async () => ok(noSecrets),
      serversOf: () => [],
      nameOf: (host) => host,
      show: (finding) => void shown.push(finding),
      ...more,
    },
  )
const here = (product = '') => ({ serversOf: () => [{ origin: fake.url, product }] })
const told = ({ steps }: FreebusyFinding): string[] => steps.map(({ title, state, outcome, status }) => `${state} ${title}: ${outcome}${status === null ? '' : ` ${status}`}`)

describe('an address', () => {
  it('FBU-30, 11.4: the place of the server’s own product is asked first, and the answer is ready to be kept for the person and the domain', async () => {
    fake.on('GET /', { status: 401 }).on('GET /freebusy.php/bob@n.test', yes)
    const end = await find({ what: 'Bob@N.test' }, here('davical'))
    expect(told(end)).toEqual(['no What the server offers by itself: is there, and names no freebusy service 401', 'yes As DAViCal keeps it: answered 200'])
    expect(end.found).toMatchObject({ url: `${fake.url}/freebusy.php/bob@n.test`, template: `${fake.url}/freebusy.php/{userid}`, from: 'vfreebusy', rememberable: true, coverage: { startUtc: Date.UTC(2026, 10, 22), endUtc: Date.UTC(2026, 11, 6) } })
    expect(end.found?.spans.filter(({ kind }) => kind === 'busy')).toEqual([{ startUtc: monday + 9 * hour, endUtc: monday + 10 * hour, kind: 'busy' }])
  })
  it('each step is shown while it runs', async () => {
    fake.on('GET /', { status: 404 }).on('GET /freebusy/user/bob@n.test', yes)
    await find({ what: 'bob@n.test' }, here('cyrus'))
    expect(shown.some(({ running, steps }) => running && steps.at(-1)?.title === 'As Cyrus keeps it' && steps.at(-1)?.state === 'running')).toBe(true)
    expect(shown.at(-1)?.running).toBe(false)
  })
  it.each([
    ['a Link header', { status: 200, headers: { link: '<https://x/>; rel="other", </rest/fb>; rel="http://docs.oasis-open.org/ns/ws-calendar/ns/REST/principal-freebusy"' } }],
    ['an XRD document', { status: 200, body: '<XRD><Link rel="http://docs.oasis-open.org/ns/ws-calendar/ns/REST/principal-freebusy" href="/rest/fb"/></XRD>' }],
  ])('FBU-33: a server that names its freebusy service in %s is believed, and asked by `user`', async (_, reply) => {
    fake.on('GET /', reply).on('GET /rest/fb', ({ path }) => (path.includes('user=bob%40n.test') ? yes : { status: 400 }))
    const end = await find({ what: 'bob@n.test' }, here())
    expect(end.found).toMatchObject({ template: `${fake.url}/rest/fb?user={userid}` })
    expect(fake.requests).toHaveLength(2)
  })
  it('what is known of the person comes before any guess', async () => {
    fake.on('GET /card', yes)
    const known: KnownUrl[] = [
      { via: 'person', url: `${fake.url}/gone`, approved: true, row: null },
      { via: 'contact', url: `${fake.url}/card`, approved: true, row: null },
    ]
    const end = await find({ what: 'bob@n.test' }, { knownUrls: () => known, ...here() })
    expect(told(end)).toEqual(['no The URL you gave for this person: has nothing there 404', 'yes The URL in the contact card: answered 200'])
  })
  it('"never busy" counts only when a made-up person gets another answer', async () => {
    fake.on('GET /', { status: 404 })
    const silent = { status: 200, body: answer([]) }
    fake.on('GET /freebusy/user/bob@n.test', silent).on('GET /freebusy/user/parley-nobody-here@n.test', silent).on('GET /freebusy.php/bob@n.test', silent)
    const end = await find({ what: 'bob@n.test' }, here('cyrus'))
    expect(told(end).slice(1)).toEqual(['no As Cyrus keeps it: says the same of a person who does not exist 200', 'yes As DAViCal keeps it: answered 200'])
    expect(end.found?.notes).toEqual(['It reports no busy time at all for these two weeks.'])
  })
  it('a server that is not there is asked once, and one that wants a pause no more', async () => {
    const closed = await startFakeDav()
    await closed.close()
    const dead = await find({ what: 'bob@n.test' }, { serversOf: () => [{ origin: closed.url, product: '' }] })
    expect(told(dead)).toEqual(['no What the server offers by itself: nothing listens there'])
    expect(dead).toMatchObject({ found: null, problem: 'No free/busy was found this way.' })
    fake.on('GET /', { status: 404 })
    fake.on('GET /freebusy/user/bob@n.test', { status: 429 })
    const busy = await find({ what: 'bob@n.test' }, here('cyrus'))
    expect(told(busy)).toHaveLength(2)
    expect(fake.requests).toHaveLength(2)
  })
  it('FBU-23, FBU-31: guesses go to the domain’s own servers, and never into a private network, whatever it says of itself', async () => {
    const { port } = new URL(fake.url)
    const end = await find({ what: 'bob@localhost' }, { lookUpSrv: async () => ({ kind: 'found', targets: [{ host: '127.0.0.1', port: Number(port), path: null }] }) })
    expect(told(end)).toEqual([
      'yes Where the domain keeps its calendars: at 127.0.0.1',
      'no What the server offers by itself: lies in a private network, and is not asked by guess',
      'no What the server offers by itself: lies in a private network, and is not asked by guess',
    ])
    expect(fake.requests).toEqual([])
  })
  it('FBU-23: no guess carries credentials', async () => {
    fake.on('GET /', { status: 404 })
    await find({ what: 'bob@n.test', auth: { kind: 'basic', user: 'me', password: 's3cret' } }, here())
    expect(fake.requests.length).toBeGreaterThan(10)
    expect(fake.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([])
  })
  it('can be stopped', async () => {
    const stop = new AbortController()
    fake.on('GET /', () => {
      stop.abort()
      return { status: 404 }
    })
    expect(await find({ what: 'bob@n.test' }, { ...here(), signal: stop.signal })).toMatchObject({ running: false, found: null, problem: 'Stopped.' })
    expect(fake.requests).toHaveLength(1)
  })
})

describe('a URL', () => {
  const url = (path: string): string => `${fake.url}${path}`
  it('FBU-30: is tried in every syntax, and says which one was refused', async () => {
    fake.on('GET /fb', { status: 400 }, { status: 406 }, yes)
    const end = await find({ what: url('/fb'), address: 'bob@n.test' })
    expect(end.found).not.toBeNull()
    const notes = shown.map(({ steps }) => steps[0]?.outcome).filter((words) => words?.includes(':'))
    expect(new Set(notes)).toEqual(new Set(['With the days, in long form: does not understand the question (400)', 'With the days, in short form: cannot answer in this format (406)']))
  })
  it('T-F27: one behind a sign-in says so, and is asked again with one', async () => {
    fake.on('GET /fb', ({ headers }) => (headers.authorization === `Basic ${btoa('me:s3cret')}` ? yes : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }))
    const first = await find({ what: url('/fb') })
    expect(first).toMatchObject({ found: null, signIn: { url: url('/fb') }, problem: null })
    expect((await find({ what: url('/fb'), auth: { kind: 'basic', user: 'me', password: 's3cret' } })).found).not.toBeNull()
  })
  it('T-F26: its password stays behind when the server sends elsewhere', async () => {
    const other = await startFakeDav()
    other.on('GET /fb', yes)
    fake.on('GET /fb', { status: 302, headers: { location: `${other.url}/fb` } })
    await find({ what: url('/fb'), auth: { kind: 'basic', user: 'me', password: 's3cret' } })
    expect([fake.requests[0]?.headers.authorization, other.requests[0]?.headers.authorization]).toEqual([`Basic ${btoa('me:s3cret')}`, undefined])
    await other.close()
  })
  it('FBU-3: a template is filled in, and needs somebody to fill it in with', async () => {
    fake.on('GET /n.test/bob', yes)
    expect((await find({ what: url('/{domain}/{user}'), address: 'bob@n.test' })).found).toMatchObject({ url: url('/{domain}/{user}'), template: url('/{domain}/{user}') })
    expect(await find({ what: url('/{domain}/{user}') })).toMatchObject({ steps: [], problem: 'A template is tried with somebody: say whose address to fill in.' })
    expect((await find({ what: url('/{nickname}'), address: 'bob@n.test' })).problem).toContain('{nickname}')
  })
  it.each([
    ['T-F28', 'ftp://x/%NAME%.vfb', 'Addresses that begin with ftp: cannot be read. Ask for one that begins with https://.'],
    ['rubbish', 'bob', 'This is neither a mail address nor a web address that begins with https://.'],
  ])('%s: %s is told, and nothing is asked', async (_, what, problem) => expect(await find({ what, address: 'bob@n.test' })).toMatchObject({ problem, steps: [] }))
  it.each([
    ['T-F20', { status: 200, body: '<html>Sign in</html>' }, 'is not free/busy data'],
    ['T-F24', { status: 410 }, 'says it is gone for good'],
    ['T-F35', { status: 200, body: answer(['ATTENDEE:mailto:(null)']) }, 'is not about this person'],
    ['T-F30', { status: 200, hang: true as const }, 'did not answer in time'],
    ['FBU-11', { status: 200, body: answer().replace('DTSTART:20261101', 'DTSTART:20270101').replace('DTEND:20261231', 'DTEND:20270201').replace(/FREEBUSY:.*\r\n/, '') }, 'answered for other days'],
  ])('%s: %o is no, in words', async (name, reply, words) => {
    fake.on('GET /fb', reply)
    const signal = new AbortController()
    const end = await find({ what: url('/fb'), address: 'bob@n.test' }, name === 'T-F30' ? { reader: { ...reader, getFreeBusyUrl: (ask) => reader.getFreeBusyUrl({ ...ask, timeoutMs: 150 }) }, signal: signal.signal } : {})
    expect(end.found).toBeNull()
    expect(end.steps[0]?.outcome).toContain(words)
  })
  it.each([
    ['FBU-21 a BOM and blank lines before, as octets', { headers: { 'content-type': 'application/octet-stream' }, body: `\uFEFF\r\n\r\n${answer()}` }, []],
    ['FBU-21 text/x-vcalendar', { headers: { 'content-type': 'text/x-vcalendar' }, body: answer() }, []],
    ['a zone where UTC is due', { body: answer(['FREEBUSY;TZID=Europe/Berlin:20261123T100000/20261123T110000']) }, ['Its times name a zone (Europe/Berlin) where UTC is due; they are read in that zone.']],
    ['no zone at all', { body: answer(['FREEBUSY:20261123T090000/20261123T100000']) }, ['Its times name no zone; they are read as UTC.']],
  ])('%s is read, and noted', async (_, reply, notes) => {
    fake.on('GET /fb', { status: 200, ...reply } as FakeReply)
    const end = await find({ what: url('/fb') })
    expect(end.found?.spans.filter(({ kind }) => kind === 'busy')).toEqual([{ startUtc: monday + 9 * hour, endUtc: monday + 10 * hour, kind: 'busy' }])
    expect(end.found?.notes).toEqual(notes)
  })
  it('T-F13: speaks about a part only, and the rest is drawn unknown', async () => {
    fake.on('GET /fb', { status: 200, body: answer().replace('DTEND:20261231', 'DTEND:20261125') })
    const end = await find({ what: url('/fb') })
    expect(end.found?.notes).toEqual(['It speaks about a part of these two weeks; the rest stays unknown.'])
    expect(end.found?.spans.at(-1)).toEqual({ startUtc: Date.UTC(2026, 10, 25), endUtc: Date.UTC(2026, 11, 6), kind: 'unknown' })
  })
  it('T-F33: no token and no password is shown', async () => {
    fake.on('GET /fb', { status: 403 })
    const end = await find({ what: fake.url.replace('://', '://me:s3cret@').concat('/fb?token=t0ken') })
    expect(JSON.stringify([end, shown])).not.toMatch(/s3cret|t0ken/)
    expect(masked('https://h/fb?user=a&token={token}')).toBe('https://h/fb?user=a&token={token}')
  })
})

it.each([
  ['https://h/fb/user1@example.com', 'https://h/fb/{userid}'],
  ['https://h/fb?u=user1%40example.com&x=1', 'https://h/fb?u={userid}&x=1'],
  ['https://h/~user1/calendar/fb.vfb', 'https://h/~{user}/calendar/fb.vfb'],
  ['https://h/user1.ifb', 'https://h/{user}.ifb'],
  ['https://user1.example.com/fb', null],
  ['https://h/user12/fb', null],
  ['https://h/{user}', null],
])('FBU-31: %s of user1@example.com as a template: %s', (url, template) => expect(templateOf(url, 'user1@example.com')).toBe(template))

it('every status code is told in words', () => {
  for (let status = 100; status < 600; status += 1) expect(statusInWords(status)).toMatch(/^[a-z][a-z ,/-]+(?:HTTP)?$/)
  const known = [400, 401, 403, 404, 406, 410, 429, 500, 503].map(statusInWords)
  expect(new Set(known).size).toBe(known.length)
  for (const cause of ['host-not-found', 'timeout', 'certificate', 'something new', null]) expect(silenceInWords(cause)).not.toBe('')
  expect(Object.values(dialectInWords)).toHaveLength(6)
})
