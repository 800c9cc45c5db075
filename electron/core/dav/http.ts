import type { Readable } from 'node:stream'
import { createGunzip, createInflate } from 'node:zlib'
import { Agent, request } from 'undici'
import type { AppError } from '../../../shared/contract/app-error.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import { publicLookup } from './private-network.ts'
import { davError, errorOfThrow } from './errors.ts'
import { isLoopback, resolveHref } from './hrefs.ts'
import { pieceDecoder } from './piece-decoder.ts'
import type { Auth, DavResult, Headers, Room } from './shapes.ts'
import type { WireLog } from './wire-log.ts'

export interface TransportOptions {
  /** Sockets to one host at the same time; across hosts there is no limit. */
  readonly perHost: number
  /** Further certificate authorities (PEM), for servers of a house. */
  readonly ca?: string
  readonly connectTimeoutMs?: number
  /** Names that resolve into a private network are not connected to (FBU-23). */
  readonly publicOnly?: boolean
  /** Told of every request that leaves, redirects and second attempts included. */
  readonly wire?: Pick<WireLog, 'begin'>
}

/** Keeps sockets open between requests; close it when done. */
export interface Transport {
  readonly agent: Agent
  readonly wire?: Pick<WireLog, 'begin'>
  close(): Promise<void>
}

export function openTransport(options: TransportOptions): Transport {
  const agent = new Agent({
    connections: options.perHost,
    pipelining: 1,
    keepAliveTimeout: 15_000,
    connect: {
      timeout: options.connectTimeoutMs ?? 10_000,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      ...(options.publicOnly ? { lookup: publicLookup } : {}),
    },
  })
  return { agent, close: () => agent.destroy(), ...(options.wire === undefined ? {} : { wire: options.wire }) }
}

export interface HttpAsk {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: string | null
  readonly auth: Auth
  /** Credentials go to this origin and to no other. */
  readonly authOrigin: string
  readonly allowPlainHttp: boolean
  /** From sending to the first byte of the answer, and between two bytes of it. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** What to do with a redirect to another origin: go there without credentials, or give it back as the answer. */
  readonly otherOrigin: 'follow' | 'give-back'
  /** Says no to a target before it is asked, redirects included. */
  readonly refuse?: (url: URL) => AppError | null
}

export interface HttpReply {
  readonly status: number
  readonly headers: Headers
  readonly url: string
  /** Unpacked, not yet read; must be read or discarded. */
  readonly stream: Readable
  /** Permanent moves that were followed, oldest first. */
  readonly moved: readonly string[]
  /** Told of each piece of the body that was read. */
  readonly seen?: (piece: Uint8Array) => void
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const maxRedirects = 5
/** Asking these again cannot do anything twice. */
const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT'])

/**
 * One request with our redirect policy (HTTP-11, DIS-5): at most five, method and body kept (303 becomes GET), never from
 * https to http. Gives every final status; only what kept an answer from coming is an error.
 */
export async function send(transport: Transport, ask: HttpAsk): DavResult<HttpReply> {
  let { url, method, body } = ask
  const moved: string[] = []
  for (let hop = 0; ; hop += 1) {
    const target = new URL(url)
    const no = ask.refuse?.(target)
    if (no) return fail(no)
    const withAuth = target.origin === ask.authOrigin || isUpgradeOf(target, ask.authOrigin)
    const plain = withAuth ? refusePlain(target, ask) : null
    if (plain) return fail(plain)
    const reply = await once(transport, { ...ask, url, method, body, auth: withAuth ? ask.auth : { kind: 'anonymous' } })
    if (!reply.ok) return reply
    const location = reply.value.headers.location
    if (!redirectStatuses.has(reply.value.status) || location === undefined || !/^[\x21-\x7e]/.test(location)) return ok({ ...reply.value, moved })
    const next = new URL(resolveHref(location, url))
    if (next.origin !== target.origin && !isUpgradeOf(next, target.origin) && ask.otherOrigin === 'give-back') return ok({ ...reply.value, moved })
    discard(reply.value)
    const facts = { host: target.host, detail: `${reply.value.status} ${next.origin}` }
    if (target.protocol === 'https:' && next.protocol !== 'https:') return fail(davError({ kind: 'refused', cause: 'plain-http', retry: 'never' }, facts))
    if (next.protocol !== 'https:' && next.protocol !== 'http:') return fail(davError({ kind: 'refused', cause: 'redirect', retry: 'never' }, facts))
    if (hop === maxRedirects) return fail(davError({ kind: 'refused', cause: 'too-many-redirects', retry: 'never' }, facts))
    if (reply.value.status === 301 || reply.value.status === 308) moved.push(next.href)
    if (reply.value.status === 303) [method, body] = ['GET', null]
    url = next.href
  }
}

/** Lets go of a body: a short one is read to its end, so that the socket can be used again. */
export function discard({ stream }: HttpReply): void {
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > 65_536) stream.destroy()
  })
}

/** The same host on https with its usual port. */
function isUpgradeOf(to: URL, from: string): boolean {
  const origin = new URL(from)
  return origin.protocol === 'http:' && to.protocol === 'https:' && to.hostname === origin.hostname && to.port === ''
}

/** Basic is clear text: only over TLS, to this computer, or after the person's yes. */
function refusePlain(url: URL, ask: HttpAsk): AppError | null {
  if (ask.auth.kind === 'anonymous' || url.protocol === 'https:' || ask.allowPlainHttp || isLoopback(url.hostname)) return null
  return davError({ kind: 'refused', cause: 'plain-http', retry: 'never' }, { host: url.host })
}

async function once(transport: Transport, ask: HttpAsk): Promise<Result<HttpReply, AppError>> {
  const host = new URL(ask.url).host
  const headersSent: Headers = { 'accept-encoding': 'gzip, deflate', 'user-agent': 'Parley/0.1', ...ask.headers, ...authHeader(ask.auth) }
  for (let attempt = 1; ; attempt += 1) {
    const exchange = transport.wire?.begin({ method: ask.method, url: ask.url, headers: headersSent, body: ask.body })
    try {
      const reply = await request(ask.url, {
        dispatcher: transport.agent,
        method: ask.method,
        headers: headersSent,
        body: ask.body,
        headersTimeout: ask.timeoutMs,
        bodyTimeout: ask.timeoutMs,
        ...(ask.signal ? { signal: ask.signal } : {}),
      })
      const headers = joinHeaders(reply.headers)
      const stream = unpack(reply.body, headers)
      // Who reads the body gets its errors from the reading; of a body that nobody reads there is nobody to tell.
      stream.on('error', () => undefined)
      exchange?.answered(reply.statusCode, headers)
      if (exchange) stream.once('close', () => exchange.end())
      return ok({ status: reply.statusCode, headers, url: ask.url, stream, moved: [], ...(exchange ? { seen: exchange.read } : {}) })
    } catch (thrown) {
      const error = errorOfThrow(thrown, host)
      exchange?.end(error)
      // A kept socket may have been closed by the server just as we wrote: ask once more where that is harmless.
      if (error.cause === 'no-answer' && attempt === 1 && repeatable.has(ask.method)) continue
      return fail(error)
    }
  }
}

/** RFC 7617 with UTF-8, whatever charset the server names: it is what servers of today expect. */
export function authHeader(auth: Auth): Headers {
  return auth.kind === 'anonymous' ? {} : { authorization: `Basic ${Buffer.from(`${auth.user}:${auth.password}`, 'utf8').toString('base64')}` }
}

function joinHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const out: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw)) if (value !== undefined) out[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  return out
}

function unpack(body: Readable, headers: Headers): Readable {
  const coding = headers['content-encoding']?.trim().toLowerCase()
  const unzip = coding === 'gzip' || coding === 'x-gzip' ? createGunzip() : coding === 'deflate' ? createInflate() : null
  if (!unzip) return body
  body.on('error', (error) => unzip.destroy(error))
  unzip.on('close', () => body.destroy())
  return body.pipe(unzip)
}

/**
 * Feeds the body of an answer piece by piece. The cap counts unpacked bytes, so a small packed bomb is stopped too.
 * What `take` throws is thrown: it is no fault of the network.
 */
export async function readPieces(reply: HttpReply, maxBytes: number, take: (piece: Uint8Array) => void, room: Room = () => null): DavResult<void> {
  const host = new URL(reply.url).host
  let bytes = 0
  let taking = false
  try {
    for await (const piece of reply.stream as AsyncIterable<Buffer>) {
      bytes += piece.length
      reply.seen?.(piece)
      if (bytes > maxBytes) {
        reply.stream.destroy()
        return fail(davError({ kind: 'bad-data', cause: 'too-large', retry: 'never' }, { host, httpStatus: reply.status }))
      }
      taking = true
      take(piece)
      await room()
      taking = false
    }
    return ok(undefined)
  } catch (thrown) {
    reply.stream.destroy()
    if (taking) throw thrown
    return fail(errorOfThrow(thrown, host))
  }
}

export async function readWhole(reply: HttpReply, maxBytes: number): DavResult<string> {
  const decoder = pieceDecoder(charsetOf(reply.headers))
  const parts: string[] = []
  const read = await readPieces(reply, maxBytes, (piece) => parts.push(decoder.next(piece)))
  if (!read.ok) return read
  parts.push(decoder.end())
  return ok(parts.join(''))
}

/** As a `TextDecoder` calls it; UTF-8 where the answer names none, or one that is not known. */
export function charsetOf(headers: Headers): string {
  const named = /charset\s*=\s*"?([\w.:-]+)/i.exec(headers['content-type'] ?? '')?.[1]
  if (named === undefined) return 'utf-8'
  try {
    return new TextDecoder(named).encoding
  } catch {
    return 'utf-8'
  }
}
