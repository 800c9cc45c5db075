import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contractVersion } from '../../shared/contract/topics.ts'
import type { Change } from '../../shared/contract/wire.ts'
import type { Client, Link } from './client.ts'
import { openOverHttp } from './over-http.ts'

/** Stands in for the browser's socket: the test opens, speaks and closes it. */
class ScriptedSocket {
  static readonly all: ScriptedSocket[] = []
  onopen: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  constructor(readonly url: string) {
    ScriptedSocket.all.push(this)
  }
}

describe('the client of the loopback host', () => {
  let server: Server
  let status = 200
  let body = '{"ok":true,"value":{"accounts":[]}}'
  const seen: { url?: string | undefined; contract?: unknown; body: string }[] = []
  let client: Client
  const links: Link[] = []

  beforeEach(async () => {
    status = 200
    ScriptedSocket.all.length = seen.length = links.length = 0
    Object.assign(globalThis, { WebSocket: ScriptedSocket })
    server = createServer((request, response) => {
      let text = ''
      request.on('data', (part: Buffer) => (text += String(part)))
      request.on('end', () => {
        seen.push({ url: request.url, contract: request.headers['x-parley-contract'], body: text })
        response.writeHead(status, { 'content-type': 'application/json' }).end(body)
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    client = openOverHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    client.onLink((link) => links.push(link))
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  it('posts the input with the version of the contract', async () => {
    expect(await client.call('accounts', {})).toEqual({ ok: true, value: { accounts: [] } })
    expect(seen).toEqual([{ url: '/api/call/accounts', contract: String(contractVersion), body: '{"input":{}}' }])
  })
  const refusals = [
    { status: 409, link: 'stale', cause: 'stale-page' },
    { status: 401, link: 'signed-out', cause: 'signed-out' },
  ] as const
  for (const { status: code, link, cause } of refusals)
    it(`tells that the page is ${link} on ${code}`, async () => {
      status = code
      expect(await client.call('accounts', {})).toMatchObject({ ok: false, error: { cause } })
      expect(links).toEqual(['up', link])
    })
  it('answers with a fault when nobody listens', async () => {
    await new Promise((done) => {
      server.closeAllConnections()
      server.close(done)
    })
    expect(await client.call('accounts', {})).toMatchObject({ ok: false, error: { cause: 'core-unreachable', effect: 'nothing-changed' } })
    expect(links).toEqual(['up', 'down'])
  })
  it('answers with a fault when the answer is torn', async () => {
    body = '{"ok":tr'
    expect(await client.call('accounts', {})).toMatchObject({ ok: false, error: { cause: 'core-unreachable' } })
    body = '{"ok":true,"value":{"accounts":[]}}'
  })
  it('hands on changes, and calls everything stale after a gap', async () => {
    const changes: Change[] = []
    client.onChange((change) => changes.push(change))
    const [first] = ScriptedSocket.all
    first!.onopen?.()
    first!.onmessage?.({ data: '{"topics":["objects"]}' })
    expect(changes).toEqual([{ topics: ['objects'] }])
    first!.onclose?.()
    await expect.poll(() => ScriptedSocket.all.length, { timeout: 2_000 }).toBe(2)
    ScriptedSocket.all[1]!.onopen?.()
    expect(changes[1]!.topics).toContain('queue')
    expect(changes[1]!.topics).toContain('objects')
  })
})
