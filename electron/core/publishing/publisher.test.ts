import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Publishing } from '../../../shared/contract/publishing.ts'
import { readFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { must, ok } from '../../../shared/model/result.ts'
import { explainError } from '../../../shared/wording/errors.ts'
import { startFakeDav, type FakeDav, type FakeRequest } from '../testing/fake-dav.ts'
import { createWorld, refusalOf, type World } from '../testing/world.ts'
import { switchedNetwork } from '../switched-network.ts'
import { command as pause } from '../commands/pause-published-link.ts'
import { command as publishNow } from '../commands/publish-now.ts'
import { command as remove } from '../commands/remove-published-link.ts'
import { command as pauseAccount } from '../commands/pause-account.ts'
import { command as save } from '../commands/save-published-link.ts'
import { query as links } from '../queries/published-links.ts'
import { query as preview } from '../queries/publish-preview.ts'
import { createPublisher, type Publisher } from './create-publisher.ts'
import { awayToo, differences, whatOthersSee } from './seen.ts'
import type { CommandDeps } from '../commands/deps.ts'

const now = Date.parse('2026-11-22T10:00:00Z')
const meeting = (uid: string, start: string, end: string, more = ''): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:${start}\r\nDTEND:${end}\r\nSUMMARY:Secret talks\r\nLOCATION:Hidden room\r\n${more}END:VEVENT\r\nEND:VCALENDAR\r\n`

let world: World
let fake: FakeDav
let network: ReturnType<typeof switchedNetwork>
let publisher: Publisher
let deps: CommandDeps
const settings = (more: Partial<Publishing> = {}): Publishing => ({
  name: 'Public',
  url: `${fake.url}/fb/alice.ifb`,
  method: 'PUT',
  readUrl: '',
  auth: 'none',
  user: '',
  address: 'alice@north.example',
  collectionIds: null,
  backDays: 1,
  aheadDays: 60,
  roundMin: 0,
  tentative: 'tentative',
  away: 'unavailable',
  offHours: false,
  allowPlain: false,
  pastUnreadable: false,
  ...more,
})
/** A folder that keeps what is put: what a WebDAV server does. */
const folder = (path = '/fb/alice.ifb', at: { text: string | null; etag: number } = { text: null, etag: 0 }): typeof at => {
  fake.on(`GET ${path}`, () => (at.text === null ? { status: 404 } : { status: 200, body: at.text }))
  fake.on(`PUT ${path}`, (request: FakeRequest) => {
    const match = request.headers['if-match']
    if (match !== undefined && match !== `"${at.etag}"`) return { status: 412 }
    at.text = request.body
    at.etag += 1
    return { status: at.etag === 1 ? 201 : 204, headers: { etag: `"${at.etag}"` } }
  })
  fake.on(`DELETE ${path}`, () => {
    at.text = null
    return { status: 204 }
  })
  return at
}
const puts = (): FakeRequest[] => fake.requests.filter(({ method }) => method === 'PUT' || method === 'POST')
const link = async () => must((await links(world.queries)({})).links[0], 'link')

beforeEach(async () => {
  world = createWorld({ now })
  fake = await startFakeDav()
  network = switchedNetwork()
  const vault = { ...world.commands.vault, open: async (_owner: string, _field: string, sealed: Uint8Array) => ok(new TextDecoder().decode(sealed).replace('sealed ', '')) }
  publisher = createPublisher({ store: world.store, vault, clock: world.clock, log: world.commands.log, network: network.port, random: () => 0.5 })
  deps = { ...world.commands, vault, publisher }
  world.put('a.ics', meeting('a', '20261123T090000Z', '20261123T100000Z'))
})
afterEach(async () => {
  await publisher.close()
  await fake.close()
})

describe('FBP-1, FBP-3: publishing', () => {
  it('puts one VFREEBUSY that others can read, with times and types alone, and says when', async () => {
    const there = folder()
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    expect((await link()).state).toBe('waiting')
    await publishNow(deps)({ id })
    const text = must(there.text, 'text')
    expect(puts()[0]?.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(text).toContain('METHOD:PUBLISH')
    expect(text).toContain('ORGANIZER:mailto:alice@north.example')
    expect(text).not.toMatch(/SUMMARY|LOCATION|Secret|Hidden|ATTENDEE|DURATION|VTIMEZONE/)
    expect(text.match(/BEGIN:VFREEBUSY/g)).toHaveLength(1)
    const read = readFreeBusy(text, { startUtc: Date.parse('2026-11-23T08:00:00Z'), endUtc: Date.parse('2026-11-23T11:00:00Z') })
    expect(read.ok && read.value.spans.map(({ kind }) => kind)).toEqual(['free', 'busy', 'free'])
    expect(await link()).toMatchObject({ state: 'published', lastSuccessUtc: now, problem: null })
  })

  it('FBP-4: the preview is what leaves', async () => {
    const there = folder()
    const shown = await preview(world.queries)({ settings: settings({ roundMin: 60 }) })
    const { id } = await save(deps)({ id: null, settings: settings({ roundMin: 60 }), secret: null, overwrite: false })
    await publishNow(deps)({ id })
    const lines = (text: string): string[] => text.split('\r\n').filter((line) => !/^(UID|DTSTAMP)/.test(line))
    expect(lines(must(there.text, 'text'))).toEqual(lines(shown.text))
  })

  it('FBP-4: unknown time is not published as free: a calendar that was never fetched withholds everything', async () => {
    folder()
    world.store.write(['accounts'], (tx) => tx.patchAccount('acc' as never, { lastSuccessUtc: null }))
    expect((await preview(world.queries)({ settings: settings() })).withheld).toMatch(/have not been fetched yet/)
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    expect(await refusalOf(publishNow(deps)({ id }))).toMatchObject({ cause: 'nothing-to-publish' })
    expect(fake.requests).toEqual([])
  })

  it('an event that cannot be read withholds everything until the person says otherwise', async () => {
    folder()
    world.put('broken.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n')
    expect((await preview(world.queries)({ settings: settings() })).withheld).toMatch(/One event of these calendars cannot be read/)
    expect((await preview(world.queries)({ settings: settings({ pastUnreadable: true }) })).withheld).toBeNull()
  })

  it.each([
    ['declined', 'ORGANIZER:mailto:o@x.example\r\nATTENDEE;PARTSTAT=DECLINED:mailto:alice@north.example\r\n', 'free'],
    ['not answered', 'ORGANIZER:mailto:o@x.example\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:alice@north.example\r\n', 'tentative'],
    ['transparent', 'TRANSP:TRANSPARENT\r\n', 'free'],
  ])('FBP-4: what is %s', async (_, more, kind) => {
    world.put('b.ics', meeting('b', '20261124T090000Z', '20261124T100000Z', more))
    const { spans } = await preview(world.queries)({ settings: settings() })
    expect(spans.find((s) => s.startUtc <= Date.parse('2026-11-24T09:30:00Z') && Date.parse('2026-11-24T09:30:00Z') < s.endUtc)?.kind).toBe(kind)
  })

  it.each<[string, Partial<Publishing>]>([
    ['chosen calendars only', { collectionIds: ['none' as never] }],
    ['calendars that do not count (schedule-calendar-transp)', {}],
  ])('FBP-4: %s', async (_, more) => {
    if (more.collectionIds === undefined) world.store.write(['accounts'], (tx) => tx.patchCollection('cal' as never, { countsAsBusy: false }))
    expect((await preview(world.queries)({ settings: settings(more) })).spans.map(({ kind }) => kind)).toEqual(['free'])
  })

  it('POST where the target asks for it; the token goes into the URL and into nothing else', async () => {
    fake.on('GET /in', { status: 405 }).on('POST /in', { status: 202 })
    const { id } = await save(deps)({ id: null, settings: settings({ url: `${fake.url}/in?user={user}&token={token}`, method: 'POST', auth: 'token' }), secret: 's3cret', overwrite: false })
    await publishNow(deps)({ id }).catch(() => undefined)
    expect(puts().map(({ path }) => path)).toEqual(['/in?user=alice&token=s3cret'])
    expect(puts()[0]?.body).not.toContain('s3cret')
    expect(JSON.stringify(await links(world.queries)({}))).not.toContain('s3cret')
    // FBP-3: it took it, and cannot be read there.
    expect(await link()).toMatchObject({ state: 'trouble', problem: { cause: 'not-readable-there' } })
  })

  it('Basic goes to the target alone; who reads is a stranger', async () => {
    const there = folder()
    fake.on('GET /public/alice.ifb', () => ({ status: 200, body: there.text ?? '' }))
    const { id } = await save(deps)({ id: null, settings: settings({ auth: 'basic', user: 'alice', readUrl: `${fake.url}/public/alice.ifb` }), secret: 'pw', overwrite: false })
    await publishNow(deps)({ id })
    expect(fake.requests.map(({ method, path, headers }) => [method, path, headers['authorization'] !== undefined])).toEqual([
      ['GET', '/fb/alice.ifb', true],
      ['PUT', '/fb/alice.ifb', true],
      ['GET', '/public/alice.ifb', false],
    ])
    expect(there.text).toContain(`URL:${fake.url}/public/alice.ifb`)
    expect((await link()).state).toBe('published')
  })
})

describe('the guard', () => {
  it('what stands there and is no free/busy of mine is not written over without a yes', async () => {
    const there = folder('/fb/alice.ifb', { text: 'my novel', etag: 7 })
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    expect(await refusalOf(publishNow(deps)({ id }))).toMatchObject({ cause: 'target-occupied', retry: 'never' })
    expect([there.text, (await link()).state]).toEqual(['my novel', 'stopped'])
    await save(deps)({ id, settings: settings(), secret: null, overwrite: true })
    await publishNow(deps)({ id })
    expect(there.text).toContain('VFREEBUSY')
  })
  it('a free/busy of mine is, one of somebody else is not', async () => {
    const of = (who: string): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VFREEBUSY\r\nORGANIZER:mailto:${who}\r\nDTSTART:20261101T000000Z\r\nDTEND:20261130T000000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n`
    const there = folder('/fb/alice.ifb', { text: of('bob@north.example'), etag: 1 })
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    expect(await refusalOf(publishNow(deps)({ id }))).toMatchObject({ cause: 'target-occupied' })
    there.text = of('ALICE@north.example')
    await publishNow(deps)({ id })
    expect((await link()).state).toBe('published')
  })
  it.each([
    ['FBP-5: plain http elsewhere', { url: 'http://fb.example/a.ifb' }, 'plain-publishing'],
    ['FBP-5: ftp of older programs', { url: 'ftp://fb.example/a.ifb' }, 'unsupported-scheme'],
    ['no address at all', { url: 'alice' }, 'bad-url'],
    ['a password in the address', { url: 'https://a:b@fb.example/a.ifb' }, 'password-in-url'],
    ['unknown braces', { url: 'https://fb.example/{name}.ifb' }, 'bad-template'],
    ['an address that is not mine', { address: 'zoe@elsewhere.example' }, 'publish-address'],
    ['Basic without a password', { auth: 'basic' as const, user: 'alice' }, 'publish-secret'],
  ])('%s is refused before anything is sent', async (_, more, cause) => {
    expect(await refusalOf(save(deps)({ id: null, settings: settings(more), secret: null, overwrite: false }))).toMatchObject({ cause, effect: 'nothing-changed' })
  })
  it('FBP-5: plain http after the person’s yes', async () => {
    await save(deps)({ id: null, settings: settings({ url: 'http://fb.example/a.ifb', allowPlain: true }), secret: null, overwrite: false })
    expect((await links(world.queries)({})).links).toHaveLength(1)
  })
  it('a password typed for one server is not sent to another', async () => {
    folder()
    const { id } = await save(deps)({ id: null, settings: settings({ auth: 'basic', user: 'alice' }), secret: 'pw', overwrite: false })
    expect(await refusalOf(save(deps)({ id, settings: settings({ auth: 'basic', user: 'alice', url: 'https://evil.example/a.ifb' }), secret: null, overwrite: false }))).toMatchObject({ cause: 'publish-secret' })
  })
  it('practice calendars stay on this computer', async () => {
    world.store.write(['accounts'], (tx) => tx.patchAccount('acc' as never, { practice: true }))
    expect(await refusalOf(save(deps)({ id: null, settings: settings({ url: 'https://fb.example/a.ifb' }), secret: null, overwrite: false }))).toMatchObject({ cause: 'practice-publishing' })
  })
})

describe('FBP-2: when', () => {
  const pass = (ms: number): Promise<void> => world.clock.advance(ms)
  /** Requests are real, the clock is not. */
  const settled = async (look: () => Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 400; i += 1) {
      if (await look()) return
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    throw new Error('waited in vain')
  }

  it('at once after saving; a minute after changes, many as one; not when nothing of it changed; after midnight', async () => {
    const there = folder()
    publisher.start()
    await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await pass(10)
    await settled(async () => (await link()).state === 'published')
    expect(puts()).toHaveLength(1)

    world.put('b.ics', meeting('b', '20261124T090000Z', '20261124T100000Z'))
    world.put('c.ics', meeting('c', '20261125T090000Z', '20261125T100000Z'))
    await pass(50_000)
    expect(puts()).toHaveLength(1)
    await pass(11_000)
    await settled(async () => puts().length === 2 && (await link()).lastSuccessUtc !== now)
    // T-F: conditional, with the tag of what we wrote.
    expect(puts()[1]?.headers['if-match']).toBe('"1"')
    expect(there.text?.match(/FREEBUSY;/g)).toHaveLength(3)

    world.put('b.ics', meeting('b', '20261124T090000Z', '20261124T100000Z', 'DESCRIPTION:no change of time\r\n'))
    await pass(61_000)
    await pass(10 * 60_000)
    expect(puts()).toHaveLength(2)

    await pass(14 * 3_600_000)
    await settled(async () => puts().length === 3)
    expect(/DTSTART:(\S+)/.exec(there.text ?? '')?.[1]).toBe('20261121T230000Z')
  })

  it('offline it waits, and goes out when the network is back', async () => {
    folder()
    network.set(false)
    publisher.start()
    await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await pass(10_000)
    expect([fake.requests.length, (await link()).state]).toEqual([0, 'waiting'])
    network.set(true)
    await pass(2_000)
    await settled(async () => (await link()).state === 'published')
  })

  it.each([
    [503, 'later', 'trouble', /asks for a pause Parley tries again/],
    [507, 'later', 'trouble', /no room left .* tries again by itself/],
    [401, 'never', 'stopped', /does not accept this user name and password/],
    [403, 'never', 'stopped', /does not let you write there Check the address and the sign-in/],
    [404, 'never', 'stopped', /no such folder .* must be there before/],
    [405, 'never', 'stopped', /takes no files at this address/],
    [501, 'never', 'stopped', /takes no files at this address/],
    [409, 'never', 'stopped', /no such folder .* must be there before/],
    [413, 'never', 'stopped', /so long a file Publish fewer days/],
    [400, 'never', 'stopped', /does not let you write there/],
  ] as const)('FBP-3: %i is told in words for a file, and tried again %s', async (status, retry, state, words) => {
    fake.on('GET /fb/alice.ifb', { status: 404 }).on('PUT /fb/alice.ifb', { status })
    publisher.start()
    await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await pass(10)
    await settled(async () => (await link()).problem !== null)
    const seen = await link()
    expect([seen.state, seen.problem?.retry, seen.problem?.httpStatus]).toEqual([state, retry, status])
    expect(seen.problem?.href ?? seen.problem?.detail).toBeUndefined()
    const said = seen.problem ? explainError(seen.problem) : null
    expect(`${said?.title} ${said?.next}`).toMatch(words)
    expect(`${said?.title} ${said?.next}`).not.toMatch(/event|calendar|discard/i)
    const before = puts().length
    folder()
    await pass(3_600_000)
    if (retry === 'later') await settled(async () => (await link()).state === 'published')
    else expect(puts()).toHaveLength(before)
  })

  it('Retry-After is kept', async () => {
    fake.on('GET /fb/alice.ifb', { status: 404 }).on('PUT /fb/alice.ifb', { status: 503, headers: { 'retry-after': '600' } })
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await publisher.publish(id)
    expect(((await link()).nextTryUtc ?? 0) - now).toBe(600_000)
  })

  it('a dead target delays no other', async () => {
    const there = folder('/fb/two.ifb')
    fake.on('GET /fb/alice.ifb', { status: 404 }).on('PUT /fb/alice.ifb', { status: 200, hang: true })
    publisher.start()
    await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await save(deps)({ id: null, settings: settings({ name: 'Two', url: `${fake.url}/fb/two.ifb` }), secret: null, overwrite: false })
    await pass(10)
    await settled(async () => (await links(world.queries)({})).links[1]?.state === 'published')
    expect(there.text).toContain('VFREEBUSY')
    await fake.close()
    fake = await startFakeDav()
  })

  it('a paused link is left alone, and catches up when it goes on', async () => {
    folder()
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await pause(deps)({ id, paused: true })
    publisher.start()
    await pass(3_600_000)
    expect([fake.requests.length, (await link()).state]).toEqual([0, 'paused'])
    await pause(deps)({ id, paused: false })
    await pass(10)
    await settled(async () => (await link()).state === 'published')
  })

  it('412: another computer of mine may have published; what anybody else put there stays', async () => {
    const there = folder()
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await publishNow(deps)({ id })
    there.etag = 50
    world.put('b.ics', meeting('b', '20261124T090000Z', '20261124T100000Z'))
    await publishNow(deps)({ id })
    expect(there.text?.match(/FREEBUSY;/g)).toHaveLength(2)
    there.etag = 90
    there.text = 'somebody’s list'
    expect(await refusalOf(publishNow(deps)({ id }))).toMatchObject({ cause: 'target-occupied' })
    expect(there.text).toBe('somebody’s list')
  })
})

describe('FBP-4: stopping', () => {
  const published = async (more: Partial<Publishing> = {}): Promise<string> => {
    const { id } = await save(deps)({ id: null, settings: settings(more), secret: null, overwrite: false })
    await publishNow(deps)({ id })
    return id
  }
  it('deletes what stands there', async () => {
    const there = folder()
    expect(await remove(deps)({ id: await published(), leave: false })).toEqual({ there: 'deleted' })
    expect([there.text, (await links(world.queries)({})).links]).toEqual([null, []])
  })
  it('where that is refused, an answer without any time to come takes its place', async () => {
    const there = folder()
    fake.on('DELETE /fb/alice.ifb', { status: 405 })
    expect(await remove(deps)({ id: await published(), leave: false })).toEqual({ there: 'emptied' })
    const read = readFreeBusy(must(there.text, 'text'), { startUtc: now + 1_000, endUtc: now + 86_400_000 })
    expect(read.ok && [read.value.coverage, read.value.spans.map(({ kind }) => kind)]).toEqual([null, ['unknown']])
  })
  it('where that is refused too, the person is told and the link stays, paused', async () => {
    folder()
    const id = await published()
    fake.on('DELETE /fb/alice.ifb', { status: 403 }).on('PUT /fb/alice.ifb', { status: 403 })
    expect(await remove(deps)({ id, leave: false })).toEqual({ there: 'left' })
    expect((await link()).state).toBe('paused')
    expect(await remove(deps)({ id, leave: true })).toEqual({ there: 'left' })
    expect((await links(world.queries)({})).links).toEqual([])
  })
})

describe('what others see', () => {
  const window = { startUtc: Date.parse('2026-11-23T08:00:00Z'), endUtc: Date.parse('2026-11-23T12:00:00Z') }
  it('a published link that fell behind shows where', async () => {
    folder()
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await publishNow(deps)({ id })
    const look = async () => (await whatOthersSee({ read: world.store.read, clock: world.clock, newId: deps.newId, online: () => true, publisher, sessionOf: deps.sessions.sessionOf }, window)).find(({ kind }) => kind === 'link')
    expect(await look()).toMatchObject({ label: 'Public', problem: null, differs: [] })
    world.put('b.ics', meeting('b', '20261123T110000Z', '20261123T113000Z'))
    expect((await look())?.differs).toEqual([{ startUtc: Date.parse('2026-11-23T11:00:00Z'), endUtc: Date.parse('2026-11-23T11:30:00Z'), here: 'busy', there: 'free' }])
  })
  it('an absence stands in the own row and in the link alike', async () => {
    folder()
    const away = { id: 'a', name: 'Trip', from: '2026-11-23', startMin: 0, until: '2026-11-23', endMin: 1440, kind: 'unavailable' as const }
    world.store.write(['availability'], (tx) => tx.putAvailability({ personId: 'me', plan: { zone: 'Europe/Berlin', usual: { id: 'u', name: '', from: null, until: null, hours: [] }, periods: [], absences: [away] }, updatedUtc: now }))
    const { id } = await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })
    await publishNow(deps)({ id })
    const seen = await whatOthersSee({ read: world.store.read, clock: world.clock, newId: deps.newId, online: () => true, publisher, sessionOf: deps.sessions.sessionOf }, window)
    expect(seen.map(({ kind, spans }) => [kind, spans.map((span) => span.kind)])).toEqual([
      ['own', ['unavailable']],
      ['link', ['unavailable']],
    ])
  })
  it('unknown time differs from nothing, and away is as good as busy', () => {
    const s = (from: number, to: number, kind: 'free' | 'busy' | 'unavailable' | 'tentative' | 'unknown') => ({ startUtc: from, endUtc: to, kind })
    expect(differences([s(0, 4, 'busy'), s(4, 10, 'free')], [s(0, 2, 'unknown'), s(2, 6, 'free'), s(6, 10, 'busy')])).toEqual([
      { startUtc: 2, endUtc: 4, here: 'busy', there: 'free' },
      { startUtc: 6, endUtc: 10, here: 'free', there: 'busy' },
    ])
    expect(differences([s(0, 4, 'busy')], [s(0, 4, 'unavailable')])).toEqual([])
    expect(differences([s(0, 4, 'busy')], [s(0, 4, 'tentative')])).toHaveLength(1)
  })
  it('an evening of mine is no difference where they say that I am away then; the same hour by day is one', () => {
    const s = (from: number, to: number, kind: 'free' | 'busy' | 'unavailable') => ({ startUtc: from, endUtc: to, kind })
    const mine = [s(0, 4, 'free'), s(4, 6, 'busy'), s(6, 14, 'free'), s(14, 16, 'busy'), s(16, 24, 'free')]
    const theirs = [s(0, 12, 'free'), s(12, 24, 'unavailable')]
    expect(differences(awayToo(mine, theirs, [{ startUtc: 12, endUtc: 24 }]), theirs)).toEqual([{ startUtc: 4, endUtc: 6, here: 'busy', there: 'free' }])
    // Away by day is told: that is not a night.
    expect(differences(awayToo(mine, theirs, [{ startUtc: 20, endUtc: 24 }]), theirs)).toHaveLength(3)
  })
})

it('a link rests with the account whose name it carries, says so, and catches up', async () => {
  folder()
  const id = (await save(deps)({ id: null, settings: settings(), secret: null, overwrite: false })).id
  await publisher.publish(id)
  expect(puts()).toHaveLength(1)
  publisher.start()
  const accountId = 'acc' as never
  await pauseAccount(deps)({ accountId, paused: true })
  world.put('b.ics', meeting('b', '20261124T090000Z', '20261124T100000Z'))
  await world.clock.advance(3_600_000)
  expect(puts()).toHaveLength(1)
  expect(await link()).toMatchObject({ state: 'published', restsWith: 'alice@north.example' })
  await pauseAccount(deps)({ accountId, paused: false })
  expect((await link()).restsWith).toBeNull()
  await world.clock.advance(1)
  await expect.poll(() => puts().length, { timeout: 10_000 }).toBe(2)
  expect(puts().at(-1)?.body).toContain('20261124T090000Z/20261124T100000Z')
})
