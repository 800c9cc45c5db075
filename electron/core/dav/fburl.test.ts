import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeDav, type FakeDav } from '../testing/fake-dav.ts'
import { openFburlReader, type FburlAsk, type FburlReader } from './fburl.ts'
import { createFburlMemory, type FburlMemory } from './fburl-memory.ts'
import { askingUrl, fillTemplate, readFreeBusyUrl, type Dialect } from './fburl-request.ts'
import { must } from '../../../shared/model/result.ts'

const window = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2026, 10, 30) }
const asked = (url: string, dialect: Dialect = 'extended'): string => {
  const read = readFreeBusyUrl(url)
  return askingUrl(must(read.ok ? read.value : null, 'url'), window, dialect)
}
const range = 'start=2026-11-23T00:00:00Z&end=2026-11-30T00:00:00Z'

describe('the request', () => {
  it.each([
    ['T-F01', 'https://h/freebusy/user1@example.com', 'extended', `https://h/freebusy/user1@example.com?${range}`],
    ['T-F02', 'https://h/freebusy?user=user1@example.com&token=xcsfdgetdh', 'extended', `https://h/freebusy?user=user1@example.com&token=xcsfdgetdh&${range}`],
    ['T-F03', 'https://h/fb?start=20200101T000000Z&user=a&end=x', 'extended', `https://h/fb?user=a&${range}`],
    ['T-F04', 'https://h/fb#frag', 'extended', `https://h/fb?${range}`],
    ['T-F06', 'https://h/fb?period=P7D', 'extended', `https://h/fb?${range}`],
    ['FBU-30 basic', 'https://h/fb', 'basic', 'https://h/fb?start=20261123T000000Z&end=20261130T000000Z'],
    ['FBU-30 none keeps what was there', 'https://h/fb?user=a&period=P7D', 'none', 'https://h/fb?user=a&period=P7D'],
    ['T-F31 Zimbra', 'https://h/service/pubcal/freebusy.ifb?acct=a@b.c', 'zimbra', `https://h/service/pubcal/freebusy.ifb?acct=a@b.c&s=${window.startUtc}&e=${window.endUtc}`],
    ['WCAP', 'https://h/get_freebusy.wcap?calid=a', 'wcap', 'https://h/get_freebusy.wcap?calid=a&dtstart=20261123T000000Z&dtend=20261130T000000Z'],
    ['T-F32 OWA', 'https://h/public/?cmd=freebusy&interval=60&u=SMTP:a@b.c', 'owa', `https://h/public/?cmd=freebusy&u=SMTP:a@b.c&${range}&interval=30`],
    ['webcal', 'webcal://h/a.ifb', 'none', 'https://h/a.ifb'],
  ] as const)('%s: %s as %s', (_, url, dialect, expected) => {
    expect(decodeURIComponent(asked(url, dialect))).toBe(expected)
    // T-F05, T-F06.
    expect(asked(url, dialect)).not.toMatch(/\+|\.\d{3}Z|start=\d{4}-\d\d-\d\d&/)
  })

  it.each([
    ['T-F07', 'http://fb/%NAME%@%SERVER%.vfb', 'user1@example.com', 'http://fb/user1@example.com.vfb'],
    ['FBU-31', 'http://fb/%email%', 'user1@example.com', 'http://fb/user1@example.com'],
    ['T-F08', 'https://h/fb/{userid}?t={token}', 'user1@example.com', 'https://h/fb/user1@example.com?t=s3cret'],
    ['T-F08', 'https://{domain}/{user}', 'user1@example.com', 'https://example.com/user1'],
    ['T-F09, FBU-32', 'https://h/{userid}', 'a+b/c@example.com', 'https://h/a%2Bb%2Fc@example.com'],
    ['T-F10, FBU-32', 'https://h/fb?user={userid}', 'user 1@example.com', 'https://h/fb?user=user%201@example.com'],
  ])('%s: %s for %s', (_, template, address, expected) => expect(fillTemplate(template, address, 's3cret')).toEqual({ ok: true, value: expected }))

  it('T-F08: a key that is not known is a mistake in the template', () => {
    expect(fillTemplate('https://h/{foo}', 'a@b.c')).toMatchObject({ ok: false, problem: { cause: 'bad-url', detail: 'the template names {foo}, which is not known' } })
    expect(fillTemplate('https://h/{token}', 'a@b.c')).toMatchObject({ ok: false })
  })
})

describe('asking', () => {
  let fake: FakeDav
  let reader: FburlReader
  let memory: FburlMemory
  const body = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'
  const ask = (path: string, more: Partial<FburlAsk> = {}): ReturnType<FburlReader['getFreeBusyUrl']> => reader.getFreeBusyUrl({ url: path.includes(':') ? path : `${fake.url}${path}`, window, approved: true, nowUtc: 0, timeoutMs: 1_000, ...more })
  beforeEach(async () => {
    fake = await startFakeDav()
    memory = createFburlMemory()
    reader = openFburlReader(memory)
  })
  afterEach(async () => {
    await reader.close()
    await fake.close()
  })
  const dialects = (): string[] => fake.requests.map(({ path }) => (path.includes('start=2026-11') ? 'extended' : path.includes('start=2026') ? 'basic' : 'none'))

  it('T-F11: 400 on extended, 200 on basic; the next look-up on that server starts with basic', async () => {
    fake.on('GET /fb/bob', { status: 400 }, { status: 200, body }).on('GET /fb/carol', { status: 200, body })
    expect(await ask('/fb/bob')).toMatchObject({ ok: true, value: { body } })
    expect(await ask('/fb/carol')).toMatchObject({ ok: true })
    expect(dialects()).toEqual(['extended', 'basic', 'basic'])
  })
  it('T-F12: 400, 400, plain 200', async () => {
    fake.on('GET /fb/bob', { status: 400 }, { status: 406 }, { status: 200, body })
    expect(await ask('/fb/bob')).toMatchObject({ ok: true })
    await ask('/fb/bob')
    expect(dialects()).toEqual(['extended', 'basic', 'none', 'none'])
  })
  it('FBU-30: what was learnt is forgotten after thirty days', async () => {
    fake.on('GET /fb/bob', { status: 400 }, { status: 200, body })
    await ask('/fb/bob')
    await ask('/fb/bob', { nowUtc: 31 * 86_400_000 })
    expect(dialects()).toEqual(['extended', 'basic', 'extended'])
  })
  it('FBU-30: at most three requests', async () => {
    fake.on('GET /fb/bob', { status: 500 })
    expect(await ask('/fb/bob')).toMatchObject({ ok: false, problem: { cause: 'server-fault' } })
    expect(fake.requests).toHaveLength(3)
  })
  it.each([
    [401, 'sign-in'],
    [403, 'forbidden'],
    [404, 'gone'],
  ])('T-F12, T-F23, T-F27: %i is asked once and may be asked again', async (status, kind) => {
    fake.on('GET /fb/bob', { status })
    expect(await ask('/fb/bob')).toMatchObject({ ok: false, problem: { kind } })
    expect(fake.requests).toHaveLength(1)
    await ask('/fb/bob')
    expect(fake.requests).toHaveLength(2)
  })
  it('T-F24: 410 is for good', async () => {
    fake.on('GET /fb/bob', { status: 410 })
    expect(await ask('/fb/bob')).toMatchObject({ problem: { cause: 'gone' } })
    expect(await ask('/fb/bob')).toMatchObject({ problem: { cause: 'gone' } })
    expect(fake.requests).toHaveLength(1)
  })
  it('T-F25: 406 with a format is asked without it', async () => {
    fake.on('GET /fb/bob', ({ path }) => ({ status: path.includes('format=') ? 406 : 200, body }))
    expect(await ask('/fb/bob?format=text/html')).toMatchObject({ ok: true })
    expect(fake.log().map((line) => line.includes('format='))).toEqual([true, false])
  })
  it('T-F22: 304 gives what was there', async () => {
    fake.on('GET /fb/bob', ({ headers }) => (headers['if-none-match'] === '"v1"' ? { status: 304 } : { status: 200, headers: { etag: '"v1"' }, body }))
    await ask('/fb/bob')
    expect(await ask('/fb/bob')).toMatchObject({ ok: true, value: { body } })
  })
  it('FBU-20: a permanent move is told', async () => {
    fake.on('GET /fb/bob', { status: 301, headers: { location: '/new/bob' } }).on('GET /new/bob', { status: 200, body })
    expect(await ask('/fb/bob')).toMatchObject({ ok: true, value: { movedTo: `${fake.url}/new/bob` } })
  })
  it('T-F28: other schemes are not asked', async () => expect(await ask('ftp://h/%NAME%.vfb')).toMatchObject({ problem: { cause: 'unsupported-scheme', detail: 'ftp' } }))
  it('T-F29: a private network only when the person agreed, redirects and names included', async () => {
    fake.on('GET /fb/bob', { status: 200, body })
    expect(await ask('/fb/bob', { approved: false })).toMatchObject({ ok: false, problem: { cause: 'private-network' } })
    expect(await ask(`http://localhost:${new URL(fake.url).port}/fb/bob`, { approved: false })).toMatchObject({ ok: false, problem: { cause: 'private-network' } })
    expect(await ask('/fb/bob', { approved: true })).toMatchObject({ ok: true })
    expect(fake.requests).toHaveLength(1)
  })
  it('T-F30: no answer in time', async () => {
    fake.on('GET /fb/bob', { status: 200, body, delayMs: 3_000 })
    expect(await ask('/fb/bob', { timeoutMs: 150 })).toMatchObject({ problem: { kind: 'offline', cause: 'timeout' } })
  })
  it('FBU-7: sign-in in the URL goes to a header, and to that origin', async () => {
    fake.on('GET /fb/bob', { status: 200, body })
    await ask(fake.url.replace('://', '://me:s%40cret@').concat('/fb/bob'))
    expect(fake.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:s@cret').toString('base64')}`)
  })
  it('T-F33: a token is in no error', async () => {
    for (const status of [400, 401, 403, 404, 410, 500]) {
      fake.on('GET /fb/bob', ({ path }) => ({ status, body: `<html>Not found: ${path}</html>` }))
      expect(JSON.stringify(await ask('/fb/bob?token=s3cret'))).not.toContain('s3cret')
    }
    fake.on('GET /fb/bob', { status: 302, headers: { location: 'gopher://x/?token=s3cret' } })
    expect(JSON.stringify(await ask('/fb/bob?token=s3cret'))).not.toContain('s3cret')
  })
  it('a hundred at one slow host in a few turns, never all at once', async () => {
    let open = 0
    let most = 0
    for (let n = 0; n < 100; n += 1) {
      fake.on(`GET /fb/${n}`, async () => {
        most = Math.max(most, (open += 1))
        await new Promise((done) => setTimeout(done, 100))
        open -= 1
        return { status: 200, body }
      })
    }
    const all = await Promise.all(Array.from({ length: 100 }, (_, n) => ask(`/fb/${n}`, { timeoutMs: 30_000 })))
    expect(all.every(({ ok }) => ok)).toBe(true)
    expect(most).toBe(32)
  })
})
