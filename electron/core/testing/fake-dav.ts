import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { testCertificate, testKey } from './tls-fixture.ts'

export interface FakeRequest {
  readonly method: string
  /** Path and query as they came. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One scripted answer. Times are real: keep them short. */
export interface FakeReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
  /** Before the first byte. */
  readonly delayMs?: number
  /** Sends this many bytes of the body, then cuts the connection: a torn answer. */
  readonly tearAfter?: number
  /** Closes the connection without any answer; the request was read (and may have taken effect). */
  readonly drop?: true
  /** Sends the headers and then nothing more. */
  readonly hang?: true
  /** Pauses between pieces of this many bytes. */
  readonly trickle?: number
}

type Step = FakeReply | ((request: FakeRequest) => FakeReply | Promise<FakeReply>)

export interface FakeDav {
  /** `http://127.0.0.1:port`, or https with the certificate of `tls-fixture.ts`. */
  readonly url: string
  readonly requests: readonly FakeRequest[]
  /**
   * `METHOD /path` (query left out when matching, `*` for any method) → answers in order; the last one repeats.
   * Setting a route again replaces what was left of it.
   */
  on(route: string, ...steps: Step[]): FakeDav
  /** `METHOD /path?query` of every request so far. */
  log(): readonly string[]
  clear(): void
  close(): Promise<void>
}

/** A real HTTP server on loopback that answers by script: what a server of the world may do to a client, on demand. */
export async function startFakeDav(options: { readonly tls?: boolean } = {}): Promise<FakeDav> {
  const routes = new Map<string, Step[]>()
  const requests: FakeRequest[] = []

  const answer = async (incoming: IncomingMessage, out: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming)
    requests.push(request)
    const path = request.path.split('?')[0] ?? ''
    const steps = routes.get(`${request.method} ${path}`) ?? routes.get(`* ${path}`)
    const step = steps && steps.length > 1 ? steps.shift() : steps?.[0]
    const reply: FakeReply = step === undefined ? { status: 404, body: 'not scripted' } : typeof step === 'function' ? await step(request) : step
    await speak(reply, out, request.method === 'HEAD')
  }

  const listen = (incoming: IncomingMessage, out: ServerResponse): void => {
    answer(incoming, out).catch((error: unknown) => {
      out.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  }
  const server = options.tls ? createTlsServer({ cert: testCertificate, key: testKey }, listen) : createServer(listen)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const fake: FakeDav = {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    on: (route, ...steps) => {
      routes.set(route, steps)
      return fake
    },
    log: () => requests.map(({ method, path }) => `${method} ${path}`),
    clear: () => void requests.splice(0),
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())))
    },
  }
  return fake
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const parts: Buffer[] = []
  for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers, body: Buffer.concat(parts).toString('utf8') }
}

async function speak(reply: FakeReply, out: ServerResponse, headOnly: boolean): Promise<void> {
  if (reply.delayMs !== undefined) await wait(reply.delayMs)
  if (reply.drop) {
    out.destroy()
    return
  }
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : Buffer.from(reply.body ?? '')
  for (const [name, value] of Object.entries(reply.headers ?? {})) out.setHeader(name, typeof value === 'string' ? value : [...value])
  if (reply.hang) {
    out.writeHead(reply.status, { 'content-length': Math.max(body.length, 1) })
    out.flushHeaders()
    return
  }
  if (reply.tearAfter !== undefined) {
    out.writeHead(reply.status, { 'content-length': body.length })
    await new Promise<void>((resolve) => out.write(body.subarray(0, reply.tearAfter), () => resolve()))
    out.destroy()
    return
  }
  out.writeHead(reply.status)
  if (reply.trickle !== undefined)
    for (let from = 0; from < body.length; from += reply.trickle) {
      out.write(body.subarray(from, from + reply.trickle))
      await wait(1)
    }
  else if (!headOnly) out.write(body)
  out.end()
}

/** A multistatus body: `responses` are the inner XML of each response, prefix `d:` DAV:, `c:` CalDAV, `s:` calendarserver. */
export function multistatus(responses: readonly string[], syncToken?: string): FakeReply {
  const token = syncToken === undefined ? '' : `<d:sync-token>${syncToken}</d:sync-token>`
  return {
    status: 207,
    headers: { 'content-type': 'application/xml; charset=utf-8' },
    body:
      '<?xml version="1.0" encoding="utf-8"?>\n<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/" xmlns:a="http://apple.com/ns/ical/">' +
      `${responses.map((inner) => `<d:response>${inner}</d:response>`).join('\n')}${token}</d:multistatus>`,
  }
}

/** Inner XML of a response with properties that were found. */
export const found = (href: string, properties: string): string => `<d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>`
/** Inner XML of a response that is only a status. */
export const only = (href: string, status: number, phrase = ''): string => `<d:href>${href}</d:href><d:status>HTTP/1.1 ${status}${phrase === '' ? '' : ` ${phrase}`}</d:status>`
