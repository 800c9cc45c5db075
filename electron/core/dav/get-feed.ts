import type { AppError } from '../../../shared/contract/app-error.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import { davError, errorOfAnswer } from './errors.ts'
import { readFreeBusyUrl } from './fburl-request.ts'
import { isLoopback } from './hrefs.ts'
import { openTransport, readWhole, send } from './http.ts'
import { isPrivateAddress } from './private-network.ts'
import type { Auth, DavResult } from './shapes.ts'
import type { WireLog } from './wire-log.ts'

export interface FeedAsk {
  readonly url: URL
  /** For the origin of `url`, and no other. */
  readonly auth: Auth
  readonly allowPlain: boolean
  /** Of what is held here already; both null: nothing is. */
  readonly etag: string | null
  readonly lastModified: string | null
  readonly signal?: AbortSignal
}
export type FeedAnswer = { readonly kind: 'unchanged' } | { readonly kind: 'text'; readonly body: string; readonly etag: string | null; readonly lastModified: string | null }

export interface FeedReader {
  getFeed(ask: FeedAsk): DavResult<FeedAnswer>
  close(): Promise<void>
}

export interface FeedLimits {
  readonly maxBytes?: number
  /** From sending to the first byte, and between two bytes. */
  readonly timeoutMs?: number
  /** For all of it, however steadily it drips. */
  readonly totalMs?: number
  readonly wire?: Pick<WireLog, 'begin'>
}

/** In: what a person typed. webcal means https (ICS-21); a password in the address is refused, because addresses are passed on. */
export function readFeedUrl(place: { readonly url: string; readonly allowPlain: boolean }): Result<URL, AppError> {
  const refused = (cause: string, host?: string): Result<never, AppError> => fail(davError({ kind: 'refused', cause, retry: 'never' }, host === undefined ? {} : { host }))
  const read = readFreeBusyUrl(place.url)
  if (!read.ok) return refused(read.problem.cause)
  const url = read.value
  if (url.username !== '' || url.password !== '') return refused('password-in-url', url.host)
  url.hash = ''
  return isPlain(url) && !place.allowPlain ? refused('plain-feed', url.host) : ok(url)
}

const isPlain = (url: URL): boolean => url.protocol === 'http:' && !isLoopback(url.hostname)

/**
 * Reads a calendar at a web address, conditionally where something is held (RFC 9110 §13.1.2, §13.1.3; ICS-21). Redirects are followed as
 * `http.ts` says, never from https to http, never into the private network from outside of it, and credentials stay with the first origin.
 * Any status but 200 and 304 is a problem; one of 410 or 401 is final, everything else may pass.
 */
export function openFeedReader({ maxBytes = 20_000_000, timeoutMs = 20_000, totalMs = 120_000, wire }: FeedLimits = {}): FeedReader {
  const transport = openTransport({ perHost: 2, ...(wire === undefined ? {} : { wire }) })
  return {
    close: () => transport.close(),
    async getFeed({ url, auth, allowPlain, etag, lastModified, signal }) {
      const late = AbortSignal.timeout(totalMs)
      const inTime = (problem: AppError): AppError => (late.aborted ? davError({ kind: 'offline', cause: 'timeout', retry: 'later' }, { host: url.host }) : bare(problem))
      const inside = isPrivateAddress(url.hostname)
      const reply = await send(transport, {
        method: 'GET',
        url: url.href,
        headers: { accept: 'text/calendar, text/plain;q=0.8, */*;q=0.5', ...(etag !== null ? { 'if-none-match': etag } : {}), ...(lastModified !== null ? { 'if-modified-since': lastModified } : {}) },
        body: null,
        auth,
        authOrigin: url.origin,
        allowPlainHttp: allowPlain,
        timeoutMs,
        signal: signal === undefined ? late : AbortSignal.any([signal, late]),
        otherOrigin: 'follow',
        refuse(target) {
          if (isPlain(target) && !allowPlain) return davError({ kind: 'refused', cause: 'plain-feed', retry: 'later' }, { host: target.host })
          return isPrivateAddress(target.hostname) && !inside ? davError({ kind: 'refused', cause: 'private-network', retry: 'later' }, { host: target.host }) : null
        },
      })
      if (!reply.ok) return fail(inTime(reply.problem))
      const body = await readWhole(reply.value, maxBytes)
      if (!body.ok) return fail(inTime(body.problem.cause === 'too-large' ? { ...body.problem, retry: 'later' } : body.problem))
      const { status, headers } = reply.value
      if (status === 304 && (etag !== null || lastModified !== null)) return ok({ kind: 'unchanged' })
      if (status === 200) return ok({ kind: 'text', body: body.value, etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null })
      return fail(refusal(errorOfAnswer({ status, headers, body: '', url: reply.value.url }, url.host), status, auth))
    },
  }
}

function refusal(error: AppError, status: number, auth: Auth): AppError {
  if (status === 401) return auth.kind === 'anonymous' && error.cause === 'wrong-password' ? { ...error, cause: 'feed-needs-sign-in' } : error
  if (status === 410) return { ...error, cause: 'feed-gone' }
  if (status === 404) return { ...error, cause: 'feed-not-there', retry: 'later' }
  return { ...error, retry: 'later' }
}

/** Addresses of calendars are often secrets, and error pages repeat them. */
const bare = ({ detail: _detail, href: _href, ...rest }: AppError): AppError => rest
