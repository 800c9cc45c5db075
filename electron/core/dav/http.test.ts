import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { startFakeDav, type FakeDav } from '../testing/fake-dav.ts'
import { testCertificate } from '../testing/tls-fixture.ts'
import { publicLookup } from './private-network.ts'
import { authHeader, openTransport, readWhole, send, type HttpAsk, type Transport } from './http.ts'
import type { DavResult } from './shapes.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})
const server = async (tls = false): Promise<FakeDav> => {
  const fake = await startFakeDav({ tls })
  open.push(fake)
  return fake
}
const transport = (ca?: string): Transport => {
  const made = openTransport({ perHost: 4, ...(ca === undefined ? {} : { ca }) })
  open.push(made)
  return made
}
const basic = { kind: 'basic', user: 'jörg', password: 'p→w:x' } as const
const asking = (url: string, more: Partial<HttpAsk> = {}): HttpAsk => ({
  method: 'PROPFIND',
  url,
  headers: {},
  body: '<x/>',
  auth: basic,
  authOrigin: new URL(url).origin,
  allowPlainHttp: false,
  timeoutMs: 2_000,
  otherOrigin: 'follow',
  ...more,
})
const whole = async (ask: HttpAsk, maxBytes = 100_000, ca?: string): DavResult<{ status: number; body: string; url: string }> => {
  const reply = await send(transport(ca), ask)
  if (!reply.ok) return reply
  const body = await readWhole(reply.value, maxBytes)
  return body.ok ? { ok: true, value: { status: reply.value.status, body: body.value, url: reply.value.url } } : body
}

describe('redirects (HTTP-11, DIS-5)', () => {
  it.each([301, 302, 307, 308])('%i keeps method and body, and the credentials at the same origin', async (status) => {
    const fake = await server()
    fake.on('PROPFIND /a', { status, headers: { location: '/b' } }).on('PROPFIND /b', { status: 207, body: 'here' })
    expect(await whole(asking(`${fake.url}/a`))).toEqual({ ok: true, value: { status: 207, body: 'here', url: `${fake.url}/b` } })
    expect(fake.requests.map(({ body, headers }) => [body, headers.authorization])).toEqual([
      ['<x/>', authHeader(basic).authorization],
      ['<x/>', authHeader(basic).authorization],
    ])
  })

  it('303 becomes GET', async () => {
    const fake = await server()
    fake.on('POST /a', { status: 303, headers: { location: '/b' } }).on('GET /b', { status: 200, body: 'seen' })
    expect(await whole(asking(`${fake.url}/a`, { method: 'POST' }))).toMatchObject({ value: { status: 200, body: 'seen' } })
  })

  it('T-F26: another origin is asked without credentials', async () => {
    const [fake, other] = [await server(), await server()]
    fake.on('PROPFIND /a', { status: 302, headers: { location: `${other.url}/b` } })
    other.on('PROPFIND /b', { status: 200 })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ ok: true })
    expect(other.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('another origin is given back when the caller wants to ask the person', async () => {
    const [fake, other] = [await server(), await server()]
    fake.on('PROPFIND /a', { status: 302, headers: { location: `${other.url}/b` } })
    expect(await whole(asking(`${fake.url}/a`, { otherOrigin: 'give-back' }))).toMatchObject({ value: { status: 302 } })
    expect(other.requests).toEqual([])
  })

  it('the sixth is too many', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 302, headers: { location: '/a' } })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ ok: false, problem: { cause: 'too-many-redirects' } })
    expect(fake.requests).toHaveLength(6)
  })

  it('other schemes are not followed', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 302, headers: { location: 'file:///etc/passwd' } })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ ok: false, problem: { cause: 'redirect' } })
  })
})

describe('credentials', () => {
  it('Basic is UTF-8 (RFC 7617)', () => expect(Buffer.from((authHeader(basic).authorization ?? '').slice(6), 'base64').toString('utf8')).toBe('jörg:p→w:x'))

  it('never in clear text to another computer without a yes', async () => {
    const ask = asking('http://calendar.invalid/x')
    expect(await whole(ask)).toMatchObject({ ok: false, problem: { kind: 'refused', cause: 'plain-http', host: 'calendar.invalid' } })
    expect(await whole({ ...ask, allowPlainHttp: true })).toMatchObject({ ok: false, problem: { cause: 'host-not-found' } })
    expect(await whole({ ...ask, auth: { kind: 'anonymous' } })).toMatchObject({ ok: false, problem: { cause: 'host-not-found' } })
  })
})

describe('what can go wrong on the way', () => {
  it('connection refused', async () => expect(await whole(asking('http://127.0.0.1:1/'))).toMatchObject({ problem: { kind: 'offline', cause: 'connection-refused', retry: 'later' } }))

  it('no first byte in time', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 200, delayMs: 5_000 })
    expect(await whole(asking(`${fake.url}/a`, { timeoutMs: 200 }))).toMatchObject({ problem: { kind: 'offline', cause: 'timeout' } })
  })

  it('headers, then silence', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 200, body: 'xxxx', hang: true })
    expect(await whole(asking(`${fake.url}/a`, { timeoutMs: 300 }))).toMatchObject({ problem: { kind: 'offline', cause: 'timeout' } })
  })

  it('a torn body is an error, not a short body', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 200, body: 'x'.repeat(1_000), tearAfter: 500 })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ problem: { kind: 'offline', cause: 'no-answer' } })
  })

  it('a dropped connection: asked again where that is harmless, told at once where it is not', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 200, drop: true }, { status: 207, body: 'ok' }).on('PUT /a', { status: 200, drop: true }, { status: 204 })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ value: { status: 207 } })
    expect(await whole(asking(`${fake.url}/a`, { method: 'PUT' }))).toMatchObject({ problem: { kind: 'offline', cause: 'no-answer' } })
    expect(fake.log()).toEqual(['PROPFIND /a', 'PROPFIND /a', 'PUT /a'])
  })

  it('given up by the caller', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 200, delayMs: 2_000 })
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    expect(await whole(asking(`${fake.url}/a`, { signal: controller.signal }))).toMatchObject({ problem: { kind: 'cancelled' } })
  })

  it('more than the cap, also when it is small on the wire', async () => {
    const fake = await server()
    fake.on('PROPFIND /plain', { status: 200, body: 'x'.repeat(5_000) }).on('PROPFIND /bomb', { status: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) })
    expect(await whole(asking(`${fake.url}/plain`), 1_000)).toMatchObject({ problem: { cause: 'too-large' } })
    expect(await whole(asking(`${fake.url}/bomb`), 1_000_000)).toMatchObject({ problem: { cause: 'too-large' } })
  })
})

describe('bodies', () => {
  it('gzip is asked for and unpacked; a torn one is an error', async () => {
    const fake = await server()
    const packed = gzipSync('täxt '.repeat(1_000))
    fake.on('PROPFIND /a', { status: 200, headers: { 'content-encoding': 'gzip' }, body: packed, trickle: 7 }).on('PROPFIND /b', { status: 200, headers: { 'content-encoding': 'gzip' }, body: packed.subarray(0, 20) })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ value: { body: 'täxt '.repeat(1_000) } })
    expect(await whole(asking(`${fake.url}/b`))).toMatchObject({ ok: false, problem: { cause: 'no-answer' } })
    expect(fake.requests[0]?.headers['accept-encoding']).toContain('gzip')
  })

  it('T-R19 a fold inside a letter is taken out before the bytes become text, however they arrive', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 200, body: Uint8Array.from([...Buffer.from('Caf'), 0xc3, 13, 10, 32, 0xa9, 13, 10, 32]), trickle: 1 })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ ok: true, value: { body: 'Café\r\n ' } })
  })
  it('letters cut between two packets stay whole, and the named charset counts', async () => {
    const fake = await server()
    fake.on('PROPFIND /a', { status: 200, body: 'aé€😀', trickle: 1 }).on('PROPFIND /b', { status: 200, headers: { 'content-type': 'text/xml; charset="iso-8859-1"' }, body: new Uint8Array([0x61, 0xe9]) })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ value: { body: 'aé€😀' } })
    expect(await whole(asking(`${fake.url}/b`))).toMatchObject({ value: { body: 'aé' } })
  })
})

describe('TLS', () => {
  it('a certificate that does not fit', async () => {
    const fake = await server(true)
    fake.on('PROPFIND /a', { status: 207 })
    expect(await whole(asking(`${fake.url}/a`))).toMatchObject({ ok: false, problem: { kind: 'refused', cause: 'certificate', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
    expect(await whole(asking(`${fake.url}/a`), 1_000, testCertificate)).toMatchObject({ ok: true })
  })
  it('T-F26: from https to http is refused', async () => {
    const [fake, plain] = [await server(true), await server()]
    fake.on('PROPFIND /a', { status: 302, headers: { location: `${plain.url}/b` } })
    expect(await whole(asking(`${fake.url}/a`), 1_000, testCertificate)).toMatchObject({ ok: false, problem: { cause: 'plain-http' } })
    expect(plain.requests).toEqual([])
  })
  it('something that is not TLS at all', async () => {
    const fake = await server()
    expect(await whole(asking(fake.url.replace('http:', 'https:')))).toMatchObject({ ok: false, problem: { cause: 'certificate' } })
  })
})

describe('publicLookup (FBU-23)', () => {
  it.each([true, false])('a name that lives in a private network is not connected to (all: %s)', async (all) => {
    const code = await new Promise((done) => publicLookup('localhost', { all }, (error) => done(error?.code)))
    expect(code).toBe('EPRIVATE')
  })
})
