import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedPlace } from '../../../shared/contract/subscriptions.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { fail, must, ok } from '../../../shared/model/result.ts'
import { command as look } from '../commands/look-at-subscription.ts'
import { command as pause } from '../commands/pause-subscription.ts'
import { command as refresh } from '../commands/refresh-subscription.ts'
import { command as remove } from '../commands/remove-subscription.ts'
import { command as save } from '../commands/save-subscription.ts'
import { command as setCalendar } from '../commands/set-calendar.ts'
import type { CommandDeps } from '../commands/deps.ts'
import { openFeedReader, readFeedUrl } from '../dav/get-feed.ts'
import { query as accounts } from '../queries/accounts.ts'
import { query as eventDetails } from '../queries/event-details.ts'
import { query as freeBusy } from '../queries/free-busy.ts'
import { query as inviteList } from '../queries/invite-list.ts'
import { query as subscriptions } from '../queries/subscriptions.ts'
import { switchedNetwork } from '../switched-network.ts'
import { type FakeDav, type FakeReply, startFakeDav } from '../testing/fake-dav.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { createWorld, refusalOf, type World } from '../testing/world.ts'
import { createSubscriber, type Subscriber } from './create-subscriber.ts'

const now = Date.parse('2026-11-22T10:00:00Z')
const event = (uid: string, day: string, more = ''): string => `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:202611${day}T090000Z\r\nDTEND:202611${day}T100000Z\r\nSUMMARY:Talk ${uid}\r\n${more}END:VEVENT\r\n`
const feed = (...events: string[]): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nX-WR-CALNAME:Talks\r\n${events.join('')}END:VCALENDAR\r\n`

let world: World
let fake: FakeDav
let network: ReturnType<typeof switchedNetwork>
let subscriber: Subscriber
let deps: CommandDeps
const place = (more: Partial<FeedPlace> = {}): FeedPlace => ({ url: `${fake.url}/talks.ics`, user: '', allowPlain: false, ...more })
const add = async (more: { readonly place?: Partial<FeedPlace>; readonly secret?: string; readonly countsAsBusy?: boolean; readonly intervalMin?: number } = {}): Promise<CollectionId> =>
  (await save(deps)({ id: null, place: place(more.place), secret: more.secret ?? null, name: 'Talks', hue: 'jade', intervalMin: more.intervalMin ?? 60, countsAsBusy: more.countsAsBusy ?? false })).id
const state = async (): Promise<Awaited<ReturnType<ReturnType<typeof subscriptions>>>['subscriptions'][number]> => must((await subscriptions({ ...world.queries, isFetching: subscriber.isFetching })({})).subscriptions[0], 'subscription')
const titles = (): string[] => world.store.read.occurrencesIn({ window: { startUtc: now, endUtc: now + 10 * 86_400_000 }, zone: 'UTC' }).map((row) => row.title)
const serve = (...replies: FakeReply[]): void => void fake.on('GET /talks.ics', ...replies)

beforeEach(async () => {
  fake = await startFakeDav()
  world = createWorld({ now })
  network = switchedNetwork()
  const vault: CommandDeps['vault'] = { ...world.commands.vault, open: async (owner, _field, sealed) => {
      const [mine, text] = [`sealed for ${owner} `, new TextDecoder().decode(sealed)]
      return text.startsWith(mine) ? ok(text.slice(mine.length)) : fail({ kind: 'sign-in', cause: 'vault-locked', effect: 'nothing-changed', retry: 'never' })
    }, seal: async (owner, _field, plain) => new TextEncoder().encode(`sealed for ${owner} ${plain}`) }
  subscriber = createSubscriber({ store: world.store, vault, clock: world.clock, log: quietLog, network: network.port, random: () => 0, reader: openFeedReader({ timeoutMs: 300, totalMs: 600, maxBytes: 20_000 }) })
  deps = { ...world.commands, vault, subscriber }
})
afterEach(async () => {
  await subscriber.close()
  await fake.close()
})

describe('ICS-21: what is read', () => {
  it('events are drawn, can only be read, and belong to no account', async () => {
    serve({ status: 200, body: feed(event('a', '24'), event('b', '25')) })
    const id = await add()
    expect(await subscriber.refresh(id)).toBeNull()
    expect(titles()).toEqual(['Talk a', 'Talk b'])
    expect(await state()).toMatchObject({ state: 'fresh', lastSuccessUtc: now, nextTryUtc: now + 3_600_000, calendar: { writable: false, countsAsBusy: false, eventCount: 2, rights: { change: false, remove: false } } })
    expect((await accounts(world.queries)({})).accounts).toHaveLength(1)
    const row = must(world.store.read.occurrencesIn({ window: { startUtc: now, endUtc: now + 10 * 86_400_000 }, zone: 'UTC' })[0], 'row')
    expect((await eventDetails(world.queries)({ objectId: row.objectId, recurrenceId: row.recurrenceId, zone: 'UTC' })).event).toMatchObject({ calendarName: 'Talks', canEdit: false, canAnswer: false })
  })
  it('nothing in it is an invitation, whoever it names', async () => {
    serve({ status: 200, body: feed(event('a', '24', 'ORGANIZER:mailto:bob@south.example\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:alice@north.example\r\n')).replace('VERSION', 'METHOD:REQUEST\r\nVERSION') })
    await subscriber.refresh(await add())
    expect(titles()).toEqual(['Talk a'])
    expect(world.store.read.news()).toEqual([])
    expect((await inviteList(world.queries)({ zone: 'UTC' } as never)) as unknown).not.toMatchObject({ items: [{}] })
  })
  it('the next time only what reads otherwise is written, and what is gone goes', async () => {
    serve({ status: 200, body: feed(event('a', '24'), event('b', '25')) }, { status: 200, body: feed(event('b', '25'), event('c', '26')) })
    const id = await add()
    await subscriber.refresh(id)
    const kept = world.store.read.objectsByUid('b' as never)[0]?.id
    await subscriber.refresh(id)
    expect(titles()).toEqual(['Talk b', 'Talk c'])
    expect(world.store.read.objectsByUid('b' as never)[0]?.id).toBe(kept)
  })
  it('HTTP-5: it is asked whether what is held still stands, by ETag and by date; 304 is a success', async () => {
    serve({ status: 200, headers: { etag: 'W/"1"', 'last-modified': 'Sat, 21 Nov 2026 10:00:00 GMT' }, body: feed(event('a', '24')) }, { status: 304 })
    const id = await add()
    await subscriber.refresh(id)
    await world.clock.advance(5_000)
    expect(await subscriber.refresh(id)).toBeNull()
    expect(fake.requests[0]?.headers).not.toHaveProperty('if-none-match')
    expect(fake.requests[1]?.headers).toMatchObject({ 'if-none-match': 'W/"1"', 'if-modified-since': 'Sat, 21 Nov 2026 10:00:00 GMT' })
    expect(await state()).toMatchObject({ state: 'fresh', lastSuccessUtc: now + 5_000 })
    expect(titles()).toEqual(['Talk a'])
  })
  it.each([
    ['mine, when it is the longest', 'PT1H', 240, 240],
    ['the publisher’s, when it is longer', 'P1D', 60, 1_440],
    ['a wish for a year becomes a week', 'P365D', 60, 10_080],
  ])('how often: %s', async (_, wish, intervalMin, expected) => {
    serve({ status: 200, body: feed(event('a', '24')).replace('X-WR', `REFRESH-INTERVAL;VALUE=DURATION:${wish}\r\nX-WR`) })
    await subscriber.refresh(await add({ intervalMin }))
    expect(await state()).toMatchObject({ everyMin: expected, nextTryUtc: now + expected * 60_000 })
  })
})

describe('ICS-21: what goes wrong keeps what was read last', () => {
  const faults: readonly { readonly name: string; readonly reply: FakeReply; readonly cause: string; readonly state: 'trouble' | 'stopped' }[] = [
    { name: '401', reply: { status: 401, headers: { 'www-authenticate': 'Basic' } }, cause: 'feed-needs-sign-in', state: 'stopped' },
    { name: '401 of another method', reply: { status: 401, headers: { 'www-authenticate': 'Negotiate' } }, cause: 'sign-in-method', state: 'stopped' },
    { name: '403', reply: { status: 403 }, cause: 'forbidden', state: 'trouble' },
    { name: '404', reply: { status: 404 }, cause: 'feed-not-there', state: 'trouble' },
    { name: '410 stops', reply: { status: 410 }, cause: 'feed-gone', state: 'stopped' },
    { name: '429', reply: { status: 429 }, cause: 'rate-limit', state: 'trouble' },
    { name: '500', reply: { status: 500 }, cause: 'server-fault', state: 'trouble' },
    { name: '503', reply: { status: 503 }, cause: 'too-busy', state: 'trouble' },
    { name: '204', reply: { status: 204 }, cause: 'unexpected-answer', state: 'trouble' },
    { name: '206 is half of it', reply: { status: 206, body: feed() }, cause: 'unexpected-answer', state: 'trouble' },
    { name: 'a web page', reply: { status: 200, headers: { 'content-type': 'text/calendar' }, body: '<html>Sign in</html>' }, cause: 'not-a-calendar', state: 'trouble' },
    { name: 'an empty body', reply: { status: 200, body: '' }, cause: 'not-a-calendar', state: 'trouble' },
    { name: 'a calendar that ends too early', reply: { status: 200, body: feed(event('z', '26')).slice(0, -10) }, cause: 'feed-torn', state: 'trouble' },
    { name: 'a connection cut inside', reply: { status: 200, body: feed(event('z', '26')), tearAfter: 60 }, cause: 'no-answer', state: 'trouble' },
    { name: 'more than fits', reply: { status: 200, body: 'x'.repeat(30_000) }, cause: 'too-large', state: 'trouble' },
    { name: 'no answer in time', reply: { status: 200, hang: true }, cause: 'timeout', state: 'trouble' },
    { name: 'a redirect that leads in circles', reply: { status: 302, headers: { location: '/talks.ics' } }, cause: 'too-many-redirects', state: 'stopped' },
    { name: 'a redirect to what is no web address', reply: { status: 302, headers: { location: 'ftp://127.0.0.1/x.ics' } }, cause: 'redirect', state: 'stopped' },
  ]
  it.each(faults)('$name', async ({ reply, cause, state: expected }) => {
    serve({ status: 200, body: feed(event('a', '24')) }, reply)
    const id = await add()
    await subscriber.refresh(id)
    await world.clock.advance(1_000)
    expect(await refusalOf(refresh(deps)({ id }))).toMatchObject({ cause })
    expect(titles()).toEqual(['Talk a'])
    const now2 = await state()
    expect(now2).toMatchObject({ state: expected, lastSuccessUtc: now, problem: { cause } })
    expect(now2.nextTryUtc === null).toBe(expected === 'stopped')
    expect(JSON.stringify(now2.problem)).not.toContain('talks.ics')
  })
  it('Retry-After is heeded, and a fault that lasts is asked about less and less, never less often than the interval', async () => {
    serve({ status: 503, headers: { 'retry-after': '7200' } })
    const id = await add({ intervalMin: 30 })
    await subscriber.refresh(id)
    expect((await state()).nextTryUtc).toBe(now + 7_200_000)
    serve({ status: 500 })
    const pauses: number[] = []
    for (let i = 0; i < 12; i += 1) {
      await subscriber.refresh(id)
      pauses.push(((await state()).nextTryUtc ?? 0) - now)
    }
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    expect(Math.max(...pauses)).toBeLessThanOrEqual(30 * 60_000)
    expect(Math.min(...pauses)).toBeGreaterThan(60_000)
  })
  it('one that mended itself is fresh again', async () => {
    serve({ status: 500 }, { status: 200, body: feed(event('a', '24')) })
    const id = await add()
    await subscriber.refresh(id)
    expect((await state()).state).toBe('trouble')
    await subscriber.refresh(id)
    expect(await state()).toMatchObject({ state: 'fresh', problem: null })
  })
})

describe('where secrets and plain text go', () => {
  it('a password goes to the origin it was typed for, and not along a redirect', async () => {
    const other = await startFakeDav()
    try {
      fake.on('GET /talks.ics', { status: 302, headers: { location: `${other.url}/elsewhere.ics` } })
      other.on('GET /elsewhere.ics', { status: 200, body: feed(event('a', '24')) })
      await subscriber.refresh(await add({ place: { user: 'alice' }, secret: 'hush' }))
      expect(fake.requests[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('alice:hush').toString('base64')}`)
      expect(other.requests[0]?.headers).not.toHaveProperty('authorization')
      expect(titles()).toEqual(['Talk a'])
    } finally {
      await other.close()
    }
  })
  it('a new address on another server wants the password typed again; on the same it is kept', async () => {
    serve({ status: 200, body: feed() })
    const id = await add({ place: { user: 'alice' }, secret: 'hush' })
    const change = (url: string): Promise<unknown> => save(deps)({ id, place: place({ user: 'alice', url }), secret: null, name: 'Talks', hue: 'jade', intervalMin: 60, countsAsBusy: false })
    expect(await refusalOf(change('https://other.example/talks.ics'))).toMatchObject({ cause: 'feed-secret' })
    expect(await refusalOf(look(deps)({ id, place: place({ user: 'alice', url: 'https://other.example/talks.ics' }), secret: null }))).toMatchObject({ cause: 'feed-secret' })
    expect(await refusalOf(look(deps)({ id, place: place({ user: 'alice', url: `${fake.url}/nothing.ics` }), secret: null }))).toMatchObject({ cause: 'feed-not-there' })
    expect(fake.requests.at(-1)?.headers['authorization']).toBe(`Basic ${Buffer.from('alice:hush').toString('base64')}`)
    await change(`${fake.url}/other.ics`)
    expect(new TextDecoder().decode(must(world.store.read.subscription(id)?.sealed, 'sealed'))).toContain('hush')
  })
  it.each([
    ['webcal://cal.example/a.ics#part', false, 'https://cal.example/a.ics'],
    ['webcals://cal.example/a.ics', false, 'https://cal.example/a.ics'],
    ['http://127.0.0.1:8/a.ics', false, 'http://127.0.0.1:8/a.ics'],
    ['http://cal.example/a.ics', true, 'http://cal.example/a.ics'],
    ['http://cal.example/a.ics', false, 'plain-feed'],
    ['https://me:secret@cal.example/a.ics', true, 'password-in-url'],
    ['ftp://cal.example/a.ics', true, 'unsupported-scheme'],
    ['file:///etc/passwd', true, 'unsupported-scheme'],
    ['calendar', true, 'bad-url'],
  ])('the address %s (plain allowed: %s) → %s', (url, allowPlain, expected) => {
    const read = readFeedUrl({ url, allowPlain })
    expect(read.ok ? read.value.href : read.problem.cause).toBe(expected)
  })
  it('a redirect may not lead to plain text without a yes', async () => {
    serve({ status: 301, headers: { location: 'http://cal.example/talks.ics' } })
    expect(await refusalOf(look(deps)({ id: null, place: place(), secret: null }))).toMatchObject({ cause: 'plain-feed', host: 'cal.example' })
  })
})

describe('what a person does', () => {
  it('the preview says what is there and keeps nothing', async () => {
    serve({ status: 200, body: feed(event('late', '28'), event('soon', '23'), event('past', '20'), 'BEGIN:VEVENT\r\nUID:day\r\nDTSTART;VALUE=DATE:20261125\r\nSUMMARY:All day\r\nEND:VEVENT\r\n', 'BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n') })
    const seen = await look(deps)({ id: null, place: place(), secret: null })
    expect(seen).toMatchObject({ name: 'Talks', events: 4, others: 1, unreadable: 0, already: null })
    expect(seen.next.map(({ title, startDate }) => [title, startDate])).toEqual([['Talk soon', null], ['All day', '2026-11-25'], ['Talk late', null]])
    expect(world.store.read.subscriptions()).toEqual([])
    await add()
    expect((await look(deps)({ id: null, place: place(), secret: null })).already).toBe('Talks')
  })
  it('it counts as busy only when that was chosen, and unread time is then not shown as free', async () => {
    serve({ status: 200, body: feed(event('a', '24')) })
    const id = await add()
    const window = { startUtc: now, endUtc: now + 4 * 86_400_000 }
    const mine = async (): Promise<{ state: string; kinds: string[] }> => {
      const { rows } = await freeBusy(world.queries)({ people: [{ address: 'alice@north.example', name: '', kind: 'individual' }], window, accountId: null, exceptObjectId: null })
      return { state: rows[0]?.state ?? '', kinds: [...new Set(rows[0]?.spans.map((span) => span.kind))] }
    }
    expect(await mine()).toEqual({ state: 'answered', kinds: ['free'] })
    await setCalendar(deps)({ id, countsAsBusy: true })
    expect(await mine()).toEqual({ state: 'asking', kinds: ['unknown'] })
    await subscriber.refresh(id)
    expect(await mine()).toEqual({ state: 'answered', kinds: ['free', 'busy'] })
  })
  it('name, colour and sight are mine; nothing is queued for a server', async () => {
    const id = await add()
    const saved = await setCalendar(deps)({ id, name: 'Lectures', hue: 'rose', visible: false })
    expect(saved.queueIds).toEqual([])
    expect((await state()).calendar).toMatchObject({ name: 'Lectures', hue: 'rose', visible: false })
    expect(world.store.read.queue()).toEqual([])
  })
  it('paused: not asked; going on: asked at once', async () => {
    serve({ status: 200, body: feed(event('a', '24')) })
    const id = await add()
    await pause(deps)({ id, paused: true })
    subscriber.start()
    await world.clock.advance(10_000)
    expect(fake.requests).toHaveLength(0)
    expect((await state()).state).toBe('paused')
    await pause(deps)({ id, paused: false })
    await world.clock.advance(1)
    await subscriber.refresh(id)
    expect(fake.requests).toHaveLength(1)
  })
  it('asked when due, and again by itself', async () => {
    serve({ status: 200, body: feed(event('a', '24')) })
    const id = await add({ intervalMin: 15 })
    subscriber.start()
    await world.clock.advance(2_000)
    await subscriber.refresh(id)
    expect(fake.requests).toHaveLength(1)
    await world.clock.advance(14 * 60_000)
    expect(fake.requests).toHaveLength(1)
    await world.clock.advance(61_000)
    await subscriber.refresh(id)
    expect(fake.requests).toHaveLength(2)
  })
  it('removed: its events go, and an answer that comes late changes nothing', async () => {
    serve({ status: 200, body: feed(event('a', '24')) }, { status: 200, body: feed(event('b', '25')), delayMs: 50 })
    const id = await add()
    await subscriber.refresh(id)
    const late = subscriber.refresh(id)
    await remove(deps)({ id })
    await late
    expect(titles()).toEqual([])
    expect(world.store.read.subscriptions()).toEqual([])
    expect(world.store.read.collection(id)).toBeNull()
  })
})
