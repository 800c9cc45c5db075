import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { contractVersion } from '../../shared/contract/topics.ts'
import type { Change, Notice } from '../../shared/contract/wire.ts'
import { encodeResult } from '../channel/messages.ts'
import type { CoreHost } from '../channel/supervise-core.ts'
import { type LoopbackServer, startServer } from './server.ts'

let server: LoopbackServer
let tell: (change: Change) => void
const asked: unknown[] = []

/** What the core was told of the network. */
const said: boolean[] = []
let heardOnline = (): void => undefined
beforeEach(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-page-'))
  mkdirSync(join(dir, 'page'))
  writeFileSync(join(dir, 'secret.txt'), 'not for you')
  writeFileSync(join(dir, 'page', 'index.html'), '<title>Parley</title>')
  asked.length = 0
  said.length = 0
  const core: Pick<CoreHost, 'callJson' | 'onChange' | 'setOnline'> = {
    setOnline: (online) => {
      said.push(online)
      heardOnline()
    },
    callJson: (name, input) => {
      asked.push({ name, input })
      return Promise.resolve(encodeResult({ ok: true, value: name }))
    },
    onChange: (next) => {
      tell = next
      return () => {}
    },
  }
  server = await startServer(core, { port: 0, pageDir: join(dir, 'page') })
})
afterEach(() => server.close())

interface Answer {
  readonly status: number
  readonly body: string
  readonly cookie: string | null
}

/** Node's own client, because fetch hides Host and Cookie. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const out = request(server.origin + path, { method: options.method ?? 'GET', headers: options.headers ?? {} }, (response) => {
      let body = ''
      response.on('data', (part: Buffer) => (body += part.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? null }))
    })
    out.on('error', reject)
    out.end(options.body)
  })
}

async function enter(): Promise<string> {
  const answer = await ask(new URL(server.address()).pathname + new URL(server.address()).search)
  expect(answer.status).toBe(303)
  return answer.cookie ?? ''
}

const callAs = (headers: Record<string, string>) => ask('/api/call/accounts', { method: 'POST', headers, body: '{"input":{}}' })

describe('who may come in', () => {
  test('the cookie carries the port in its name, so that two profiles do not throw each other out', async () => {
    expect(await enter()).toMatch(new RegExp(`^parley_session_${new URL(server.origin).port}=`))
  })

  test('a token lets one browser in, once', async () => {
    const path = new URL(server.address()).search
    expect((await ask(`/${path}`)).status).toBe(303)
    expect((await ask(`/${path}`)).status).toBe(403)
  })

  test('without a cookie neither page nor calls are given', async () => {
    expect([(await ask('/')).status, (await callAs({ origin: server.origin })).status]).toEqual([403, 403])
    expect(asked).toEqual([])
  })

  test('our page may call; the same cookie from another origin may not', async () => {
    const cookie = await enter()
    expect((await callAs({ cookie, origin: server.origin })).body).toBe('{"ok":true,"value":"accounts"}')
    expect((await callAs({ cookie, origin: 'http://evil.example' })).status).toBe(403)
    expect((await callAs({ cookie })).status).toBe(403)
    expect(asked).toHaveLength(1)
  })

  test('another Host name is refused, against DNS rebinding', async () => {
    const cookie = await enter()
    expect((await callAs({ cookie, origin: server.origin, host: 'evil.example' })).status).toBe(403)
  })

  test('a terminal may call with the secret of the profile, a browser may not use it', async () => {
    const authorization = `Bearer ${server.doors.secret}`
    expect((await callAs({ authorization })).status).toBe(200)
    expect((await callAs({ authorization, origin: server.origin })).status).toBe(403)
    expect((await callAs({ authorization: 'Bearer wrong' })).status).toBe(403)
  })
})

test('a page of another build is told to reload', async () => {
  const cookie = await enter()
  const answer = await callAs({ cookie, origin: server.origin, 'x-parley-contract': String(contractVersion + 1) })
  expect([answer.status, JSON.parse(answer.body).error.cause]).toEqual([409, 'stale-page'])
})

test('a body that is not JSON is answered as bad data', async () => {
  const cookie = await enter()
  const answer = await ask('/api/call/accounts', { method: 'POST', headers: { cookie, origin: server.origin }, body: 'BEGIN:VCALENDAR' })
  expect(JSON.parse(answer.body)).toEqual({ ok: false, error: { kind: 'bad-data', effect: 'nothing-changed', retry: 'never', cause: 'invalid-input' } })
})

test('files outside the page folder are not served', async () => {
  const cookie = await enter()
  expect((await ask('/', { headers: { cookie } })).body).toContain('Parley')
  expect((await ask('/..%2fsecret.txt', { headers: { cookie } })).status).toBe(404)
})

test('changes arrive by socket, for our page only', async () => {
  const cookie = await enter()
  const url = `${server.origin.replace('http', 'ws')}/api/changes`
  const page = new WebSocket(url, { headers: { cookie, origin: server.origin } })
  await new Promise((resolve) => page.once('open', resolve))
  const heard = new Promise((resolve) => page.once('message', (bytes: Buffer) => resolve(JSON.parse(bytes.toString()))))
  tell({ topics: ['objects'] })
  expect(await heard).toEqual({ topics: ['objects'] })
  const notice: Notice = { id: 'n', kind: 'answers', title: 'Bob accepted', body: 'Review', opens: { kind: 'invites' }, actions: [] }
  const called = new Promise((resolve) => page.once('message', (bytes: Buffer) => resolve(JSON.parse(bytes.toString()))))
  server.tell({ topics: [], notice })
  expect(await called).toEqual({ topics: [], notice })
  page.close()

  const stranger = new WebSocket(url, { headers: { cookie, origin: 'http://evil.example' } })
  expect(await new Promise((resolve) => stranger.once('error', (error: Error) => resolve(error.message)))).toMatch('403')
})

test('a page that hears of the network tells the core at once; other words are passed over, and a closed page is silent', async () => {
  const cookie = await enter()
  const page = new WebSocket(`${server.origin.replace('http', 'ws')}/api/changes`, { headers: { cookie, origin: server.origin } })
  await new Promise((resolve) => page.once('open', resolve))
  const next = () => new Promise<void>((resolve) => (heardOnline = resolve))
  const offline = next()
  page.send('{"kind":"call"}')
  page.send('offline')
  await offline
  const online = next()
  page.send('online')
  await online
  const closed = next()
  page.close()
  await closed
  expect(said).toEqual([false, true, true])
})
