import type { AppError } from '../../../shared/contract/app-error.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Log } from '../ports.ts'
import { readBodyHere, ReaderBroke } from './body-reader.ts'
import { davError, errorOfAnswer, errorOfInnerStatus, errorOfThrow } from './errors.ts'
import { resolveHref } from './hrefs.ts'
import { charsetOf, discard, openTransport, readPieces, readWhole, send, type HttpReply, type Transport } from './http.ts'
import { readMultistatus } from './multistatus.ts'
import type { Auth, DavAnswer, DavClient, DavResult, Headers, MultistatusEnd, MultistatusResponse, ResponseSink, SendOptions } from './shapes.ts'
import { type RequestBody, writeRequest } from './write-request.ts'
import type { RequestLog, RunningNote } from './request-log.ts'
import type { WireLog } from './wire-log.ts'
import { XmlFault } from './xml.ts'

export interface DavOptions {
  readonly baseUrl: string
  /** Fixed, or looked up when first needed (the vault may have to be opened). */
  readonly auth: Auth | (() => Promise<Result<Auth, AppError>>)
  readonly log: Log
  /** The person said yes to a password in clear text. Loopback needs no yes. */
  readonly allowPlainHttp?: boolean
  /** Goes into errors. */
  readonly accountId?: string
  /** What people call this server, where that is not its host: the practice organisations answer at a port of this computer. */
  readonly name?: string
  /** Shared sockets; without it the client opens its own and closes them. */
  readonly transport?: Transport
  readonly ca?: string
  /** Every 401. */
  readonly onSignInRefused?: (error: AppError) => void
  /** Silence longer than this ends a request; unless a request says otherwise. */
  readonly timeoutMs?: number
  /** Where each request is noted, for diagnostics. */
  readonly requests?: RequestLog
  /** For the sockets it opens itself. */
  readonly wire?: Pick<WireLog, 'begin'>
}

const defaultTimeoutMs = 60_000
/** A server may think long before it lists a big calendar for the first time (Radicale 3.1.8: 50 s for 10,000). */
const reportTimeoutMs = 180_000
const maxAnswerBytes = 20_000_000
const maxMultistatusBytes = 500_000_000

/** One server, one sign-in. Credentials go to the origin of `baseUrl` and to no other. */
export function openDav(options: DavOptions): DavClient {
  const transport = options.transport ?? openTransport({ perHost: 6, ...(options.ca === undefined ? {} : { ca: options.ca }), ...(options.wire === undefined ? {} : { wire: options.wire }) })
  const base = new URL(options.baseUrl)
  const url = (href: string): string => resolveHref(href, base.href)
  const host = options.name ?? base.host
  const own = (error: AppError): AppError => ({ ...error, ...(error.host === base.host ? { host } : {}), ...(options.accountId === undefined ? {} : { accountId: options.accountId }) })
  let auth: Promise<Result<Auth, AppError>> | null = null

  const ask = async (method: string, href: string, body: string | null, headers: Headers, send_: SendOptions & { readonly timeoutMs: number }): DavResult<HttpReply> => {
    auth ??= typeof options.auth === 'function' ? options.auth() : Promise.resolve(ok(options.auth))
    const signedBy = await auth
    if (!signedBy.ok) {
      auth = null
      return fail(own(signedBy.problem))
    }
    const note = options.requests?.begin({ accountId: options.accountId ?? null, method, url: url(href) })
    const reply = await send(transport, {
      method,
      url: url(href),
      headers: { ...headers, ...send_.headers },
      body,
      auth: signedBy.value,
      authOrigin: base.origin,
      allowPlainHttp: options.allowPlainHttp ?? false,
      timeoutMs: send_.timeoutMs,
      ...(send_.signal ? { signal: send_.signal } : {}),
      otherOrigin: 'give-back',
    })
    if (!reply.ok) {
      note?.end(reply.problem.cause ?? reply.problem.kind)
      return fail(own(reply.problem))
    }
    const answer: HttpReply = note === undefined ? reply.value : { ...reply.value, seen: both(reply.value.seen, note) }
    note?.answered(answer.status)
    answer.stream.once('close', () => note?.end())
    if (answer.status === 401) return await refuse(answer)
    if (answer.status >= 300 && answer.status < 400 && answer.headers.location !== undefined && answer.status !== 304) return otherOrigin(answer)
    return ok(answer)
  }

  const refuse = async (reply: HttpReply): DavResult<never> => {
    // Whoever lends the credentials decides whether they may be tried again.
    auth = null
    const answer = await whole(reply, maxAnswerBytes)
    const error = own(answer.ok ? errorOfAnswer(answer.value, host) : answer.problem)
    if (error.kind === 'sign-in') options.onSignInRefused?.(error)
    return fail(error)
  }

  const otherOrigin = (reply: HttpReply): Result<never, AppError> => {
    discard(reply)
    const target = new URL(resolveHref(reply.headers.location ?? '', reply.url))
    return fail(own(davError({ kind: 'refused', cause: 'other-origin', retry: 'never' }, { host: target.host, href: target.href, httpStatus: reply.status })))
  }

  const whole = async (reply: HttpReply, maxBytes: number): DavResult<DavAnswer> => {
    const body = await readWhole(reply, maxBytes)
    return body.ok ? ok({ status: reply.status, headers: reply.headers, body: body.value, url: reply.url }) : fail(own(body.problem))
  }

  const plain = async (method: string, href: string, body: string | null, headers: Headers, send_: SendOptions = {}): DavResult<DavAnswer> => {
    const reply = await ask(method, href, body, headers, { ...send_, timeoutMs: send_.timeoutMs ?? options.timeoutMs ?? defaultTimeoutMs })
    return reply.ok ? await whole(reply.value, send_.maxBytes ?? maxAnswerBytes) : reply
  }

  const multistatus = async (method: string, href: string, depth: 0 | 1, body: RequestBody, to: ResponseSink, send_: SendOptions = {}): DavResult<MultistatusEnd> => {
    const timeoutMs = send_.timeoutMs ?? options.timeoutMs ?? (method === 'REPORT' ? reportTimeoutMs : defaultTimeoutMs)
    const asked = { method, url: url(href), headers: { depth: String(depth), prefer: 'return=minimal' }, body }
    const reply = await writeRequest(asked, (written) => ask(method, href, written.body, written.headers, { ...send_, timeoutMs }))
    if (!reply.ok) return reply
    const { status, headers } = reply.value
    if (status !== 207 && !(status === 200 && /\bxml\b/i.test(headers['content-type'] ?? ''))) {
      const answer = await whole(reply.value, maxAnswerBytes)
      return answer.ok ? fail(own(errorOfAnswer(answer.value, host))) : answer
    }
    const charset = charsetOf(headers)
    const reader = typeof to === 'function' ? readBodyHere(charset, to) : to.open(charset)
    try {
      const read = await readPieces(reply.value, send_.maxBytes ?? maxMultistatusBytes, reader.write, send_.room)
      if (!read.ok) return fail(own(read.problem))
      const { syncToken } = await reader.end()
      return ok({ status, headers, syncToken, url: reply.value.url })
    } catch (thrown) {
      if (thrown instanceof ReaderBroke) throw thrown
      if (!(thrown instanceof XmlFault)) return fail(own(errorOfThrow(thrown, host)))
      return fail(own(davError({ kind: 'bad-data', cause: 'torn-answer', retry: 'later' }, { host, httpStatus: status, detail: thrown.message.slice(0, 300) })))
    } finally {
      reader.drop()
    }
  }

  return {
    baseUrl: base.href,
    host,
    url,
    propfind: (href, depth, body, take, send_) => multistatus('PROPFIND', href, depth, body, take, send_),
    report: (href, depth, body, to, send_) => multistatus('REPORT', href, depth, body, to, send_),
    get: (href, send_) => plain('GET', href, null, {}, send_),
    put: (href, body, send_) => plain('PUT', href, body, { 'content-type': 'text/calendar; charset=utf-8' }, send_),
    delete: (href, send_) => plain('DELETE', href, null, {}, send_),
    post: (href, body, send_) => plain('POST', href, body, { 'content-type': 'text/calendar; charset=utf-8' }, send_),
    options: (href, send_) => plain('OPTIONS', href, null, {}, send_),
    lock: (href, body, send_) => plain('LOCK', href, body, { 'content-type': 'application/xml; charset=utf-8' }, send_),
    unlock: (href, send_) => plain('UNLOCK', href, null, {}, send_),
    change: (method, href, body, send_) => writeRequest({ method, url: url(href), headers: {}, body }, (written) => plain(method, href, written.body, written.headers, send_)),
    move: (href, send_) => plain('MOVE', href, null, {}, send_),
    close: async () => {
      if (!options.transport) await transport.close()
    },
  }
}

const both = (first: HttpReply['seen'], note: RunningNote) => (piece: Uint8Array): void => {
  first?.(piece)
  note.read(piece.length)
}

/** The first failed status of a multistatus that answers a write (Xandikos 0.2.8 refuses so); null when all of it was done. */
export function failureInside(answer: DavAnswer, host: string): AppError | null {
  const responses: MultistatusResponse[] = []
  const reader = readMultistatus((response) => responses.push(response))
  try {
    reader.write(answer.body)
    reader.end()
  } catch (thrown) {
    if (!(thrown instanceof XmlFault)) throw thrown
    return davError({ kind: 'bad-data', cause: 'torn-answer', retry: 'later' }, { host, httpStatus: answer.status, detail: thrown.message.slice(0, 300) })
  }
  for (const { status, refused, precondition, description } of responses) {
    const codes = [...refused.values()].filter((code) => code >= 300)
    // 424: it fell with another one of the same request, which says why.
    const failed = status !== null && status >= 300 ? status : (codes.find((code) => code !== 424) ?? codes[0] ?? null)
    if (failed !== null) return errorOfInnerStatus(failed, host, precondition, description)
  }
  return null
}

