import type { AppError } from '../../../shared/contract/app-error.ts'
import type { DavAnswer, Headers } from './shapes.ts'

const kinds: ReadonlySet<string> = new Set(['offline', 'sign-in', 'forbidden', 'gone', 'conflict', 'refused', 'bad-data', 'cancelled', 'bug'])

export function isAppError(value: unknown): value is AppError {
  if (typeof value !== 'object' || value === null) return false
  const candidate = value as { kind?: unknown; effect?: unknown; retry?: unknown }
  return typeof candidate.kind === 'string' && kinds.has(candidate.kind) && typeof candidate.effect === 'string' && typeof candidate.retry === 'string'
}

type Shape = Pick<AppError, 'kind' | 'retry'> & { readonly cause: string }
type Facts = Omit<Partial<AppError>, 'kind' | 'retry' | 'effect' | 'cause'>

/** Reads change nothing, and a write that failed for certain changed nothing either; the send queue says so of its own rows. */
export const davError = (shape: Shape, facts: Facts = {}): AppError => ({ ...shape, effect: 'nothing-changed', ...facts })

const refused = (cause: string, retry: AppError['retry'] = 'never'): Shape => ({ kind: 'refused', cause, retry })

/** What a final status means (HTTP-10); the precondition in the body says the rest (HTTP-4). */
function shapeOfStatus(status: number): Shape {
  switch (status) {
    case 401:
      return { kind: 'sign-in', cause: 'wrong-password', retry: 'never' }
    case 402:
    case 403:
      return { kind: 'forbidden', cause: 'forbidden', retry: 'never' }
    case 404:
      return { kind: 'gone', cause: 'not-there', retry: 'never' }
    case 410:
      return { kind: 'gone', cause: 'gone', retry: 'never' }
    case 405:
    case 501:
      return refused('not-supported')
    case 408:
    case 504:
      return { kind: 'offline', cause: 'timeout', retry: 'later' }
    case 409:
      return refused('not-accepted')
    case 412:
      return { kind: 'conflict', cause: 'changed-there', retry: 'now' }
    case 413:
      return refused('object-too-large')
    case 423:
      return refused('locked', 'later')
    case 429:
    case 503:
      return refused(status === 429 ? 'rate-limit' : 'too-busy', 'later')
    case 507:
      return refused('no-room', 'later')
    default:
      if (status >= 500) return refused('server-fault', 'later')
      if (status >= 400) return refused('bad-request')
      if (status >= 300) return refused('redirect')
      return { kind: 'bad-data', cause: 'unexpected-answer', retry: 'later' }
  }
}

/** The answer of a request that did not do what was asked. `detail` is the server's own words, cut short. */
export function errorOfAnswer(answer: DavAnswer, host: string): AppError {
  const precondition = preconditionOf(answer.body)
  const shape = shapeOfStatus(answer.status)
  const cause =
    answer.status === 401 && !offersBasic(answer.headers) ? 'sign-in-method' : precondition?.name === 'need-privileges' ? 'need-privileges' : shape.cause
  return davError(
    { ...shape, cause },
    {
      host,
      httpStatus: answer.status,
      ...(precondition ? { precondition: precondition.name } : {}),
      ...(precondition?.href ? { href: precondition.href } : {}),
      ...retryAfter(answer.headers),
      ...detailOf(answer.body),
    },
  )
}

/** A status inside a multistatus that failed as a whole. */
export function errorOfInnerStatus(status: number, host: string, precondition: string | null, detail: string): AppError {
  return davError(shapeOfStatus(status), {
    host,
    httpStatus: status,
    ...(precondition ? { precondition: localName(precondition) } : {}),
    ...(detail ? { detail: detail.slice(0, 300) } : {}),
  })
}

/** No `WWW-Authenticate` at all also means Basic: some servers forget it. */
function offersBasic(headers: Headers): boolean {
  const schemes = headers['www-authenticate']
  return schemes === undefined || /\bbasic\b/i.test(schemes)
}

function retryAfter(headers: Headers): Facts {
  const raw = headers['retry-after']
  if (raw === undefined) return {}
  if (/^\d+$/.test(raw.trim())) return { retryAfterMs: Math.min(Number(raw) * 1000, 86_400_000) }
  const until = Date.parse(raw)
  const now = headers.date === undefined ? Number.NaN : Date.parse(headers.date)
  // Both dates are the server's, so that a wrong clock here does not matter.
  return Number.isNaN(until) || Number.isNaN(now) ? {} : { retryAfterMs: Math.min(Math.max(until - now, 0), 86_400_000) }
}

export const localName = (clark: string): string => clark.slice(clark.lastIndexOf('}') + 1)

/**
 * Local name of the first element inside `DAV:error`, and an href in it (no-uid-conflict, unique-scheduling-object-resource).
 * Read with patterns because error bodies need not be XML at all (Radicale 3.7.8, SOGo 5.8.0) and a fault here must hide nothing.
 */
export function preconditionOf(body: string): { readonly name: string; readonly href: string | null } | null {
  const inside = /<(?:[\w.-]+:)?error\b[^>]*>([\s\S]*?)<\/(?:[\w.-]+:)?error\s*>/.exec(body)?.[1]
  const name = inside === undefined ? undefined : /<(?:[\w.-]+:)?([\w.-]+)/.exec(inside)?.[1]
  if (inside === undefined || name === undefined) return null
  const href = /<(?:[\w.-]+:)?href\b[^>]*>([^<]*)</.exec(inside)?.[1]?.trim()
  return { name, href: href ?? null }
}

function detailOf(body: string): Facts {
  const words = body
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words === '' ? {} : { detail: words.slice(0, 300) }
}

const certificateCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO|INVALID_CA|PATH_LENGTH_EXCEEDED)/

/** What the socket, TLS or the resolver said. `no-answer`: the request had left, it may have taken effect. */
export function errorOfThrow(thrown: unknown, host: string): AppError {
  if (isAppError(thrown)) return thrown
  const { code, message } = codeOf(thrown)
  const facts: Facts = { host, detail: code === '' ? message : code }
  const offline = (cause: string): AppError => davError({ kind: 'offline', cause, retry: 'later' }, facts)
  if (code === 'ABORT_ERR' || code === 'UND_ERR_ABORTED') return davError({ kind: 'cancelled', cause: 'cancelled', retry: 'now' }, { host })
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return offline('host-not-found')
  if (code === 'EPRIVATE') return davError({ kind: 'refused', cause: 'private-network', retry: 'never' }, { host })
  if (code === 'ECONNREFUSED') return offline('connection-refused')
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ENETDOWN' || code === 'EADDRNOTAVAIL') return offline('unreachable')
  if (/TIMEOUT|ETIMEDOUT|TIMEDOUT/.test(code)) return offline('timeout')
  if (certificateCodes.test(code)) return davError({ kind: 'refused', cause: 'certificate', retry: 'never' }, facts)
  if (/^(UND_ERR_SOCKET|ECONNRESET|EPIPE|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_)|^Z_|ERR_STREAM_PREMATURE_CLOSE/.test(code)) return offline('no-answer')
  return davError({ kind: 'bug', cause: 'unexpected', retry: 'never' }, { host, detail: message.slice(0, 300) })
}

function codeOf(thrown: unknown): { readonly code: string; readonly message: string } {
  let current: unknown = thrown
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    const { code, name, errors, cause, message } = current as { code?: unknown; name?: unknown; errors?: unknown; cause?: unknown; message?: unknown }
    if (name === 'AbortError') return { code: 'ABORT_ERR', message: 'aborted' }
    if (typeof code === 'string') return { code, message: String(message) }
    // Happy eyeballs: one error an address that was tried.
    current = Array.isArray(errors) ? (errors as unknown[])[0] : cause
  }
  return { code: '', message: thrown instanceof Error ? thrown.message : String(thrown) }
}
