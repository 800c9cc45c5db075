import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import type { AccountId, Href } from '../../../shared/model/ids.ts'
import { openDav } from '../dav/open-dav.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { AccountRow, BusyAnswerRow } from '../store/rows.ts'
import { createFburlMemory } from '../dav/fburl-memory.ts'
import { startFakeDav, type FakeDav, type FakeRequest } from '../testing/fake-dav.ts'
import { chooseSources } from './choose-source.ts'
import type { KnownUrl } from './known-urls.ts'
import { createFreeBusy, type LookUpDeps } from './look-up.ts'
import { noSecrets } from './url-secrets.ts'

const now = Date.UTC(2026, 10, 22, 12)
const window = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2026, 10, 24) }
const nine = Date.UTC(2026, 10, 23, 9)
const quiet = { info: () => undefined, warn: () => undefined }

let fake: FakeDav
let rows: BusyAnswerRow[]
let clients: Map<string, DavClient>
let freeBusy: ReturnType<typeof createFreeBusy>

beforeEach(async () => {
  fake = await startFakeDav()
  rows = []
  clients = new Map()
  freeBusy = createFreeBusy(createFburlMemory(), now - 3_600_000)
})
afterEach(async () => {
  await Promise.all([...clients.values()].map((client) => client.close()))
  await freeBusy.close()
  await fake.close()
})

function account(id: string, mail: string, more: Partial<AccountRow> = {}, product = ''): AccountRow {
  return {
    id: id as AccountId,
    address: mail,
    name: '',
    baseUrl: `${fake.url}/`,
    user: mail,
    practice: false,
    principalHref: '/p/' as Href,
    homeHrefs: [],
    inboxHref: null,
    outboxHref: `/${id}/out/` as Href,
    principalCollections: [],
    addresses: [`mailto:${mail}`],
    capabilities: { davTokens: [], autoSchedule: true, outboxFreeBusy: true, syncCollection: true, availability: null, peopleSearch: null, scheduleTag: false, product },
    status: 'live',
    lastSuccessUtc: null,
    problem: null,
    progress: null,
    paused: false,
    behalf: null,
    delegators: [],
    ...more,
  }
}

function deps(accounts: readonly AccountRow[], more: Partial<LookUpDeps> = {}): LookUpDeps {
  return {
    accounts,
    clock: {
      now: () => now,
      zone: () => 'UTC',
      after: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
    log: quiet,
    newId: () => 'uid',
    online: true,
    sessionOf: (id) => {
      const client = clients.get(id) ?? openDav({ baseUrl: fake.url, auth: { kind: 'anonymous' }, log: quiet, accountId: id })
      clients.set(id, client)
      return client
    },
    freebusyUrls: () => [],
    secretsOf: async () => ok(noSecrets),
    onUrl: () => undefined,
    known: () => [],
    maskUid: null,
    tell: (told) => rows.push(...told),
    ...more,
  }
}

const given = (url: string): KnownUrl => ({ via: 'person', url, approved: true, row: null })

const question = (people: readonly string[], accountId: string | null = 'n', fresh = false): BusyQuestion & { readonly fresh: boolean } => ({
  people: people.map((address) => ({ address, name: '', kind: 'individual' as const })),
  window,
  accountId: accountId as AccountId | null,
  exceptObjectId: null,
  fresh,
})
/** The last word on each (address, source, account). */
const outcome = (): Record<string, string> => Object.fromEntries(rows.map((row) => [`${row.address} ${row.source}${row.accountId === null ? '' : ` ${row.accountId}`}`, row.state === 'unknown' ? `unknown ${row.reason?.code}` : row.state]))

const response = (address: string, status: string, freebusy: readonly string[] | null): string =>
  `<c:response><c:recipient><href>mailto:${address}</href></c:recipient><c:request-status>${status}</c:request-status>${freebusy === null ? '' : `<c:calendar-data><![CDATA[${vfreebusy(freebusy, address)}]]></c:calendar-data>`}</c:response>`
const vfreebusy = (periods: readonly string[], attendee = '', start = '20261101T000000Z', end = '20261231T000000Z'): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:REPLY', 'BEGIN:VFREEBUSY', `DTSTART:${start}`, `DTEND:${end}`, ...(attendee === '' ? [] : [`ATTENDEE:mailto:${attendee}`]), ...periods, 'END:VFREEBUSY', 'END:VCALENDAR', ''].join('\r\n')
const wrap = (inner: string): { status: number; body: string } => ({ status: 200, body: `<c:schedule-response xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${inner}</c:schedule-response>` })
const attendeesIn = ({ body }: FakeRequest): string[] => [...body.replaceAll('\r\n ', '').matchAll(/^ATTENDEE:mailto:(.*)\r?$/gm)].map(([, address]) => (address ?? '').trim())
const busyNine = 'FREEBUSY:20261123T090000Z/20261123T100000Z'

describe('Outbox', () => {
  const quarter = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2027, 3, 23) }
  const pieceOf = ({ body }: FakeRequest): [number, number] => [/^DTSTART:(.*)\r?$/m, /^DTEND:(.*)\r?$/m].map((line) => Date.parse((line.exec(body)?.[1] ?? '').replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'))) as [number, number]
  const stampOf = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  const wholePiece = (periods: readonly string[]) => (request: FakeRequest) => wrap(`<c:response><c:recipient><href>mailto:bob@n.test</href></c:recipient><c:request-status>2.0;Success</c:request-status><c:calendar-data><![CDATA[${vfreebusy(periods, 'bob@n.test', stampOf(pieceOf(request)[0]), stampOf(pieceOf(request)[1]))}]]></c:calendar-data></c:response>`)

  it('SCH-50: more than 62 days are asked in pieces that lie end to end, and are one answer; a meeting over a seam is one block', async () => {
    const asked: [number, number][] = []
    fake.on('POST /n/out/', (request) => {
      asked.push(pieceOf(request))
      const [, seam] = pieceOf(request)
      return wholePiece([`FREEBUSY:${stampOf(seam - 3_600_000)}/${stampOf(seam)}`, `FREEBUSY:${stampOf(pieceOf(request)[0])}/${stampOf(pieceOf(request)[0] + 3_600_000)}`])(request)
    })
    await freeBusy.lookUp({ ...question(['bob@n.test']), window: quarter }, deps([account('n', 'me@n.test')]))
    const pieces = asked.toSorted((a, b) => a[0] - b[0])
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.every(([from, to], at) => to - from <= 62 * 86_400_000 && (at === 0 || from === pieces[at - 1]?.[1]))).toBe(true)
    const row = rows.at(-1)
    expect(row).toMatchObject({ state: 'answered', coverage: { startUtc: pieces[0]?.[0], endUtc: pieces.at(-1)?.[1] } })
    const seam = pieces[0]?.[1] ?? 0
    expect(row?.spans).toContainEqual({ startUtc: seam - 3_600_000, endUtc: seam + 3_600_000, kind: 'busy' })
    expect(row?.spans.some(({ kind }) => kind === 'unknown')).toBe(false)
  })
  it('SCH-50: a piece that fails stays unknown, and the others count; when all fail, the row says why', async () => {
    let lost: [number, number] | null = null
    fake.on('POST /n/out/', (request) => {
      const piece = pieceOf(request)
      if (piece[0] < quarter.startUtc) return wholePiece([])(request)
      lost ??= piece
      return lost[0] === piece[0] ? { status: 403 } : wholePiece([])(request)
    })
    await freeBusy.lookUp({ ...question(['bob@n.test']), window: quarter }, deps([account('n', 'me@n.test')]))
    expect(rows.at(-1)?.state).toBe('answered')
    expect(rows.at(-1)?.spans.filter(({ kind }) => kind === 'unknown')).toEqual([{ startUtc: lost?.[0], endUtc: lost?.[1], kind: 'unknown' }])
    fake.on('POST /n/out/', { status: 403 })
    await freeBusy.lookUp({ ...question(['bob@n.test'], 'n', true), window: quarter }, deps([account('n', 'me@n.test')]))
    expect(rows.at(-1)).toMatchObject({ state: 'unknown', reason: { code: 'refused' } })
  })

  it('T-C15, T-C16: one question for all; a missing recipient and a 3.7 are unknown, each with its reason', async () => {
    fake.on('POST /n/out/', wrap(response('bob@n.test', '2.0;Success', [busyNine]) + response('carl@n.test', '3.7;Invalid Calendar User', null)))
    await freeBusy.lookUp(question(['Bob@N.test', 'carl@n.test', 'dora@n.test']), deps([account('n', 'me@n.test')]))
    expect(outcome()).toEqual({ 'bob@n.test outbox n': 'answered', 'carl@n.test outbox n': 'unknown unknown-user', 'dora@n.test outbox n': 'unknown not-covered' })
    const bob = rows.find((row) => row.state === 'answered')
    expect(bob).toMatchObject({ label: 'n.test', askedAtUtc: now, reason: null })
    expect(bob?.spans.filter(({ kind }) => kind === 'busy')).toEqual([{ startUtc: nine, endUtc: nine + 3_600_000, kind: 'busy' }])
    expect(rows.slice(0, 3).every(({ state }) => state === 'asking')).toBe(true)
    expect(fake.requests).toHaveLength(1)
  })

  it('SCH-50, SCH-54, FBU-12: what is asked', async () => {
    fake.on('POST /n/out/', wrap(''))
    await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test', { addresses: ['/p/', 'mailto:Me@N.test'] })], { maskUid: 'meeting-1' }))
    const body = fake.requests[0]?.body ?? ''
    expect(body).toContain('ORGANIZER:mailto:Me@N.test\r\n')
    expect(body).toContain('DTSTART:20261116T000000Z\r\nDTEND:20261201T000000Z\r\n')
    expect(body).toContain('X-CALENDARSERVER-MASK-UID:meeting-1\r\n')
  })

  it('T-C18, SCH-53: 120 people → three requests of at most fifty, and three pieces of news', async () => {
    const people = Array.from({ length: 120 }, (_, n) => `p${n}@n.test`)
    fake.on('POST /n/out/', (request) => wrap(attendeesIn(request).map((address) => response(address, '2.0', [])).join('')))
    const news: number[] = []
    await freeBusy.lookUp(question(people), deps([account('n', 'me@n.test')], { tell: (told) => void (rows.push(...told), news.push(told.length)) }))
    expect(fake.requests.map((request) => attendeesIn(request).length).sort((a, b) => a - b)).toEqual([20, 50, 50])
    expect([news[0], news.slice(1).sort((a, b) => a - b)]).toEqual([120, [20, 50, 50]])
    expect(new Set(Object.values(outcome()))).toEqual(new Set(['answered']))
    expect(Object.keys(outcome())).toHaveLength(120)
  })

  it('T-C17: 501 turns the capability off, and the freebusy URL still answers', async () => {
    const off: string[] = []
    fake.on('POST /n/out/', { status: 501 }).on('GET /fb', { status: 200, body: vfreebusy([busyNine]) })
    await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')], { onNoOutboxFreeBusy: (id) => off.push(id), freebusyUrls: () => [given(`${fake.url}/fb`)] }))
    expect(outcome()).toEqual({ 'bob@n.test outbox n': 'unknown not-supported', 'bob@n.test fburl': 'answered' })
    expect(off).toEqual(['n'])
  })

  it('T-F32: Outlook Web Access answers in digits, one for each half hour from where it was asked', async () => {
    const asked: string[] = []
    const digits = (start: number): string => '0'.repeat((nine - start) / 1_800_000) + '22' + '0'.repeat(20)
    const answer = ({ path }: FakeRequest): { status: number; body: string } => {
      const query = new URL(path, fake.url).searchParams
      asked.push(`${query.get('u')} ${query.get('interval')}`)
      return { status: 200, body: `<a:response xmlns:a="WM"><a:recipients><a:item><a:fbdata>${digits(Date.parse(query.get('start') ?? ''))}</a:fbdata></a:item></a:recipients></a:response>` }
    }
    fake.on('GET /public/', answer)
    await freeBusy.lookUp(question(['bob@n.test'], null), deps([], { freebusyUrls: () => [given(`${fake.url}/public/?cmd=freebusy&u=SMTP:{userid}`)] }))
    expect(asked).toEqual(['SMTP:bob@n.test 30'])
    expect(rows.at(-1)?.spans.filter(({ kind }) => kind === 'busy')).toEqual([{ startUtc: nine, endUtc: nine + 3_600_000, kind: 'busy' }])
  })

  it('one person spoils the whole answer (sabre/dav 4.7.1): then each is asked alone', async () => {
    fake.on('POST /n/out/', (request) => {
      const people = attendeesIn(request)
      return people.includes('bad@n.test') ? { status: 500 } : wrap(people.map((address) => response(address, '2.0', [])).join(''))
    })
    await freeBusy.lookUp(question(['bob@n.test', 'bad@n.test', 'carl@n.test']), deps([account('n', 'me@n.test')]))
    expect(outcome()).toEqual({ 'bob@n.test outbox n': 'answered', 'bad@n.test outbox n': 'unknown unreachable', 'carl@n.test outbox n': 'answered' })
  })

  it('T-C24: SOGo 5.8.0 says "no busy time" of whom it may not tell: unknown, and so is a group (DAViCal 1.1.12); others mean it', async () => {
    fake.on('POST /n/out/', (request) => wrap(attendeesIn(request).map((address) => response(address, '2.0;Success', [])).join('')))
    await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test', {}, 'sogo')]))
    expect(outcome()).toEqual({ 'bob@n.test outbox n': 'unknown not-supported' })
    rows = []
    const group = { ...question(['team@n.test']), people: [{ address: 'team@n.test', name: '', kind: 'group' as const }] }
    await freeBusy.lookUp(group, deps([account('n', 'me@n.test', {}, 'davical')]))
    expect(outcome()).toEqual({ 'team@n.test outbox n': 'unknown not-supported' })
    rows = []
    await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')]))
    expect(outcome()).toEqual({ 'bob@n.test outbox n': 'answered' })
  })

  it('T-C26: Radicale 3.7.8 puts FBTYPE in a property', async () => {
    const data = ['BEGIN:VCALENDAR', 'BEGIN:VFREEBUSY', 'DTSTART:20261123T150000Z', 'DTEND:20261123T160000Z', 'FBTYPE:BUSY-TENTATIVE', 'END:VFREEBUSY', 'END:VCALENDAR', ''].join('\r\n')
    fake.on('POST /n/out/', wrap(`<c:response><c:recipient>mailto:bob@n.test</c:recipient><c:request-status>2.0</c:request-status><c:calendar-data>${data}</c:calendar-data></c:response>`))
    await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')]))
    expect(rows.at(-1)?.spans.filter(({ kind }) => kind !== 'unknown')).toEqual([{ startUtc: Date.UTC(2026, 10, 23, 15), endUtc: Date.UTC(2026, 10, 23, 16), kind: 'tentative' }])
  })

  it.each([
    ['3.7;No calendar-home-set property found', 'refused'],
    ['3.7;Could not find principal', 'unknown-user'],
    ['3.8;Noauthority', 'refused'],
    ['5.1;Service unavailable', 'unreachable'],
    ['5.3;No scheduling', 'not-supported'],
    ['2.0;Success', 'not-covered'],
    ['', 'not-covered'],
  ])('request-status %s without data is unknown: %s', async (status, code) => {
    fake.on('POST /n/out/', wrap(response('bob@n.test', status, null)))
    await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')]))
    expect(outcome()).toEqual({ 'bob@n.test outbox n': `unknown ${code}` })
  })
})

it('another organisation: what our own server cannot do is not said of theirs', async () => {
  fake.on('POST /n/out/', wrap(response('dave@s.test', '3.7;Invalid Calendar User', null) + response('erin@s.test', '5.1;Service unavailable', null)))
  await freeBusy.lookUp(question(['dave@s.test', 'erin@s.test']), deps([account('n', 'me@n.test')]))
  expect(rows.filter(({ state }) => state === 'unknown').map(({ source, reason }) => [source, reason?.code, reason?.text])).toEqual([
    ['other-server', 'unknown-user', 'Your server knows no way to this address at s.test'],
    ['other-server', 'unreachable', 'Your server cannot reach s.test'],
  ])
})

describe('freebusy URL', () => {
  const ask = async (body: string, status = 200, headers = {}): Promise<BusyAnswerRow | undefined> => {
    fake.on('GET /fb', { status, body, headers })
    await freeBusy.lookUp(question(['frank@f.test'], null), deps([], { freebusyUrls: () => [given(`${fake.url}/fb?token=s3cret`)] }))
    return rows.at(-1)
  }
  it('FBU-11, T-F21: outside of what it covers nothing is known; the content type does not matter', async () => {
    const row = await ask(vfreebusy([busyNine], '', '20261123T000000Z', '20261123T120000Z'), 200, { 'content-type': 'application/octet-stream' })
    expect(row).toMatchObject({ state: 'answered', label: '127.0.0.1', coverage: { startUtc: window.startUtc, endUtc: Date.UTC(2026, 10, 23, 12) } })
    expect(row?.spans.at(-1)?.kind).toBe('unknown')
  })
  it('T-F20: a sign-in page is no free/busy data', async () => expect(await ask('<html>Sign in</html>', 200, { 'content-type': 'text/html' })).toMatchObject({ state: 'unknown', reason: { code: 'not-free-busy' }, coverage: null, spans: [] }))
  it('FBU-31, T-F08: a template is filled in for the person; one that cannot be is not asked', async () => {
    fake.on('GET /fb/frank@f.test.ifb', { status: 200, body: vfreebusy([busyNine]) })
    const told = async (url: string): Promise<BusyAnswerRow | undefined> => {
      await freeBusy.lookUp(question(['frank@f.test'], null), deps([], { freebusyUrls: () => [given(`${fake.url}${url}`)] }))
      return rows.at(-1)
    }
    expect(await told('/fb/%NAME%@%SERVER%.ifb')).toMatchObject({ state: 'answered' })
    expect(await told('/fb/{userid}.ifb')).toMatchObject({ state: 'answered' })
    expect(await told('/fb/{foo}')).toMatchObject({ state: 'unknown', reason: { code: 'bad-url' } })
    expect(fake.requests).toHaveLength(2)
  })
  it('SOGo 5.8.0: an empty answer proves nothing', async () => {
    fake.on('GET /SOGo/dav/public/frank/freebusy.ifb', { status: 200, body: vfreebusy([]) })
    await freeBusy.lookUp(question(['frank@f.test'], null), deps([], { freebusyUrls: () => [given(`${fake.url}/SOGo/dav/public/frank/freebusy.ifb`)] }))
    expect(rows.at(-1)).toMatchObject({ state: 'unknown', reason: { code: 'not-supported' } })
  })
  it('T-F35: SOGo 5.8.0 about nobody', async () => expect(await ask(vfreebusy(['ATTENDEE:mailto:(null)']))).toMatchObject({ state: 'unknown', reason: { code: 'unknown-user' } }))
  it('FBU-11: an answer for other days', async () => expect(await ask(vfreebusy([], '', '20200101T000000Z', '20200201T000000Z'))).toMatchObject({ state: 'unknown', reason: { code: 'not-covered' } }))
  it.each([
    [401, 'sign-in'],
    [403, 'refused'],
    [404, 'unknown-user'],
    [410, 'gone'],
    [429, 'unreachable'],
    [503, 'unreachable'],
  ])('FBU-20, T-F33: %i is %s, and no token is told', async (status, code) => {
    const row = await ask('no', status)
    expect(row).toMatchObject({ state: 'unknown', reason: { code } })
    expect(JSON.stringify(rows)).not.toContain('s3cret')
  })
})

describe('all together', () => {
  it('T-F30: a dead source delays nobody and becomes unknown in time', async () => {
    const order: string[] = []
    fake
      .on('POST /n/out/', wrap(response('bob@n.test', '2.0', [])))
      .on('GET /dead', { status: 200, delayMs: 60_000 })
      .on('GET /ok', { status: 200, body: vfreebusy([]) })
    const urls: Record<string, string> = { 'dead@x.test': '/dead', 'ok@x.test': '/ok' }
    await freeBusy.lookUp(
      question(['bob@n.test', 'dead@x.test', 'ok@x.test']),
      deps([account('n', 'me@n.test')], {
        freebusyUrls: (address) => (urls[address] === undefined ? [] : [given(`${fake.url}${urls[address]}`)]),
        limits: { fburlMs: 400 },
        tell: (told) => {
          rows.push(...told)
          for (const row of told) if (row.state !== 'asking') order.push(`${row.address} ${row.source} ${row.state}`)
        },
      }),
    )
    expect(order.at(-1)).toBe('dead@x.test fburl unknown')
    expect(outcome()).toMatchObject({ 'dead@x.test fburl': 'unknown timeout', 'ok@x.test fburl': 'answered', 'bob@n.test outbox n': 'answered' })
  })

  it('the time limit of the Outbox ends the question for those still open', async () => {
    fake.on('POST /n/out/', { status: 200, delayMs: 60_000 })
    await freeBusy.lookUp(question(['bob@n.test', 'carl@n.test']), deps([account('n', 'me@n.test')], { limits: { outboxMs: 200 } }))
    expect(outcome()).toEqual({ 'bob@n.test outbox n': 'unknown timeout', 'carl@n.test outbox n': 'unknown timeout' })
    expect(rows).toHaveLength(4)
  })

  it('offline: unknown at once, and nothing is sent', async () => {
    expect(await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')], { online: false }))).toEqual({ asked: 1 })
    expect(outcome()).toEqual({ 'bob@n.test outbox n': 'unknown offline' })
    expect(fake.requests).toEqual([])
  })

  it('what was known before stays to be seen while asking, and after a fault that may pass, with its own age', async () => {
    const before: BusyAnswerRow = { address: 'bob@n.test', source: 'outbox', label: 'n.test', accountId: 'n' as AccountId, state: 'answered', askedAtUtc: now - 3_600_000, asked: window, coverage: window, reason: null, spans: [{ ...window, kind: 'busy' }] }
    const known = { known: () => [before] }
    fake.on('POST /n/out/', { status: 503 }, { status: 403 })
    await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')], known))
    expect(rows[0]).toMatchObject({ state: 'asking', coverage: window, spans: before.spans })
    expect(rows[1]).toEqual({ ...before, state: 'unknown', reason: { code: 'unreachable', text: 'n.test is temporarily unavailable' } })
    await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')], known))
    expect(rows.at(-1)).toMatchObject({ state: 'unknown', reason: { code: 'refused' }, coverage: null, spans: [] })
  })

  it('FBU-24: a young answer that covers the window is not asked again, unless a fresh one is wanted', async () => {
    const young: BusyAnswerRow = { address: 'bob@n.test', source: 'outbox', label: 'n.test', accountId: 'n' as AccountId, state: 'answered', askedAtUtc: now - 60_000, asked: window, coverage: window, reason: null, spans: [] }
    fake.on('POST /n/out/', wrap(''))
    const asked = async (row: BusyAnswerRow, fresh: boolean): Promise<number> => (await freeBusy.lookUp(question(['bob@n.test'], 'n', fresh), deps([account('n', 'me@n.test')], { known: () => [row] }))).asked
    expect(await asked(young, false)).toBe(0)
    expect(await asked(young, true)).toBe(1)
    expect(await asked({ ...young, askedAtUtc: now - 600_000 }, false)).toBe(1)
    expect(await asked({ ...young, asked: { ...window, endUtc: window.endUtc - 1 } }, false)).toBe(1)
    expect(await asked({ ...young, state: 'unknown' }, false)).toBe(1)
    expect(await asked({ ...young, state: 'asking' }, false)).toBe(1)
    expect(await asked({ ...young, state: 'asking', askedAtUtc: now - 1_000 }, false)).toBe(0)
  })

  it('what was being asked when the program ended is asked again at once, and waits for no time limit', async () => {
    const cutOff: BusyAnswerRow = { address: 'bob@n.test', source: 'outbox', label: 'n.test', accountId: 'n' as AccountId, state: 'asking', askedAtUtc: now - 1_000, asked: window, coverage: null, reason: null, spans: [] }
    fake.on('POST /n/out/', wrap(''))
    const next = createFreeBusy(createFburlMemory(), now)
    expect(await next.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')], { known: () => [cutOff] }))).toEqual({ asked: 1 })
    await next.close()
  })

  it('FBU-24: how long an answer of a URL holds is for its server to say, within a minute and a day', async () => {
    const urls = [given(`${fake.url}/fb/bob`)]
    const asked = async (headers: Record<string, string>, laterMs: number): Promise<number> => {
      fake.on('GET /fb/bob', { status: 200, headers, body: vfreebusy([]) })
      await freeBusy.lookUp(question(['bob@n.test'], null, true), deps([], { freebusyUrls: () => urls }))
      const [last] = rows.slice(-1)
      if (last === undefined) throw new Error('no row')
      const held = { ...last, askedAtUtc: now - laterMs }
      const row = { ...held, freshUntilUtc: typeof held.freshUntilUtc === 'number' ? held.freshUntilUtc - laterMs : null }
      expect(held.state).toBe('answered')
      return (await freeBusy.lookUp(question(['bob@n.test']), deps([], { freebusyUrls: () => urls, known: () => [row] }))).asked
    }
    const minutes = 60_000
    expect([await asked({}, 14 * minutes), await asked({}, 16 * minutes)]).toEqual([0, 1])
    expect([await asked({ 'cache-control': 'max-age=7200' }, 119 * minutes), await asked({ 'cache-control': 'max-age=7200' }, 121 * minutes)]).toEqual([0, 1])
    expect([await asked({ 'cache-control': 'no-cache' }, 30_000), await asked({ 'cache-control': 'no-cache' }, 61_000)]).toEqual([0, 1])
  })

  it('SCH-54: an answer with a meeting left out is no answer to another question, and not shown while that one is asked', async () => {
    const young = (mask: string | null): BusyAnswerRow => ({ address: 'bob@n.test', source: 'outbox', label: 'n.test', mask, accountId: 'n' as AccountId, state: 'answered', askedAtUtc: now - 60_000, asked: window, coverage: window, reason: null, spans: [{ ...window, kind: 'free' }] })
    fake.on('POST /n/out/', wrap(''))
    const asked = async (held: string | null, maskUid: string | null): Promise<number> => {
      rows = []
      return (await freeBusy.lookUp(question(['bob@n.test']), deps([account('n', 'me@n.test')], { known: () => [young(held)], maskUid }))).asked
    }
    expect(await asked('meeting-1', 'meeting-1')).toBe(0)
    expect(await asked('meeting-1', null)).toBe(1)
    expect(rows[0]).toMatchObject({ state: 'asking', mask: null, spans: [] })
    expect(await asked('meeting-1', 'meeting-2')).toBe(1)
    expect(rows[0]).toMatchObject({ state: 'asking', mask: 'meeting-2', spans: [] })
    expect(await asked(null, 'meeting-1')).toBe(1)
    // With nothing left out it says too much rather than too little: it may stand while the question is under way.
    expect(rows[0]).toMatchObject({ state: 'asking', mask: 'meeting-1', spans: [{ ...window, kind: 'free' }] })
  })
})

describe('several freebusy URLs of one person (11.5)', () => {
  it('the next is asked when the best gives nothing, and the row says which one spoke', async () => {
    fake.on('GET /own', { status: 404 }).on('GET /card', { status: 200, body: vfreebusy([busyNine]) })
    const ends: string[] = []
    const urls: KnownUrl[] = [given(`${fake.url}/own`), { ...given(`${fake.url}/card`), via: 'contact' }, { ...given(`${fake.url}/domain`), via: 'domain' }]
    await freeBusy.lookUp(question(['frank@f.test'], null), deps([], { freebusyUrls: () => urls, onUrl: ({ via }, { reason }) => void ends.push(`${via} ${reason?.code ?? 'fine'}`) }))
    expect(rows.at(-1)).toMatchObject({ state: 'answered', via: 'contact' })
    expect(ends).toEqual(['person unknown-user', 'contact fine'])
    expect(fake.requests.map(({ path }) => path.split('?')[0])).toEqual(['/own', '/card'])
  })
  it('when none does, the row says why of the best one', async () => {
    fake.on('GET /own', { status: 403 })
    await freeBusy.lookUp(question(['frank@f.test'], null), deps([], { freebusyUrls: () => [given(`${fake.url}/own`), { ...given(`${fake.url}/card`), via: 'contact' }] }))
    expect(rows.at(-1)).toMatchObject({ state: 'unknown', via: 'person', reason: { code: 'refused' } })
  })
  it('a locked keychain is told, and nothing is asked without its password', async () => {
    await freeBusy.lookUp(question(['frank@f.test'], null), deps([], { freebusyUrls: () => [given(`${fake.url}/own`)], secretsOf: async () => fail({ kind: 'sign-in', cause: 'vault-locked', effect: 'nothing-changed', retry: 'never' }) }))
    expect(rows.at(-1)).toMatchObject({ state: 'unknown', reason: { code: 'sign-in' } })
    expect(fake.requests).toEqual([])
  })
})

describe('chooseSources (§11.5)', () => {
  const kinds = (address: string, accounts: readonly AccountRow[], asking: string | null, url: string | null = null): string[] =>
    chooseSources(address, { accounts, askingAccountId: asking, freebusyUrls: () => (url === null ? [] : [{ ...given(url), approved: false }]) }).map((source) => `${source.kind} ${source.kind === 'fburl' ? '' : source.account.id} ${source.label}`)
  it('none for myself, whatever the account and the spelling', () => {
    const accounts = [account('n', 'me@n.test'), account('s', 'me@s.test')]
    expect([kinds('MAILTO:Me@S.test', accounts, 'n'), kinds('me@n.test', accounts, null)]).toEqual([[], []])
  })
  it('own server; another server behind it; my account over there; the URL', () => {
    const accounts = [account('n', 'me@n.test'), account('s', 'me@s.test')]
    expect(kinds('bob@n.test', accounts, 'n')).toEqual(['outbox n n.test'])
    expect(kinds('dave@s.test', accounts, 'n', 'https://fb.s.test/dave?token=x')).toEqual(['other-server n s.test', 'outbox s s.test', 'fburl  fb.s.test'])
    expect(kinds('x@elsewhere.test', accounts, 's')).toEqual(['other-server s elsewhere.test'])
  })
  it('an account that cannot ask is not asked', () => {
    const mute = account('n', 'me@n.test', { outboxHref: null })
    const off = account('s', 'me@s.test')
    expect(kinds('bob@n.test', [mute], 'n')).toEqual([])
    expect(kinds('bob@s.test', [{ ...off, capabilities: { ...off.capabilities, outboxFreeBusy: false } }], null)).toEqual([])
    expect(kinds('bob@n.test', [mute], 'n', 'no url')).toEqual(['fburl  freebusy URL'])
  })
})
