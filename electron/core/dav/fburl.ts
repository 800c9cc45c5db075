import type { AppError } from '../../../shared/contract/app-error.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { davError, errorOfAnswer } from './errors.ts'
import type { FburlMemory } from './fburl-memory.ts'
import { askingUrl, dialectsFor, readFreeBusyUrl, urlShape, withoutRange, type Dialect } from './fburl-request.ts'
import { freshForMs } from './freshness.ts'
import { openTransport, readWhole, send, type Transport } from './http.ts'
import { findOfferedFreeBusy, type OfferAsk } from './offered-freebusy.ts'
import { isPrivateAddress } from './private-network.ts'
import type { Auth, DavResult, Headers } from './shapes.ts'
import type { WireLog } from './wire-log.ts'

export interface FburlAsk {
  readonly url: string
  readonly window: Interval
  /** The person typed it or agreed to it: then a private network is fine (T-F29). */
  readonly approved: boolean
  readonly nowUtc: Instant
  /** For the origin of `url`, and no other. */
  readonly auth?: Auth
  /** The person asks now: what is remembered as gone is tried again. */
  readonly again?: boolean
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Each request as it ends. */
  onTry?(one: FburlTry): void
}
export interface FburlTry {
  readonly dialect: Dialect
  /** Null: no answer came; `cause` says why. */
  readonly status: number | null
  readonly cause: string | null
  readonly tookMs: number
}
export interface FburlAnswer {
  readonly body: string
  /** 301 or 308: where it lives now. */
  readonly movedTo: string | null
  /** 304: what was kept still holds. */
  readonly unchanged: boolean
  /** It can be asked next time whether it changed. */
  readonly rememberable: boolean
  /** How long it says it holds, in ms (FBU-24); null: it does not say. */
  readonly freshForMs: number | null
  readonly dialect: Dialect
}

export interface FburlReader {
  getFreeBusyUrl(ask: FburlAsk): DavResult<FburlAnswer>
  /** FBU-33: the freebusy service a server names by itself. */
  findOffered(ask: OfferAsk): ReturnType<typeof findOfferedFreeBusy>
  close(): Promise<void>
}

const maxBytes = 5_000_000
const rememberMs = 30 * 86_400_000
/** A dialect that still works is written down anew at most once a day. */
const learnAgainMs = 86_400_000
/** After 429 without a word how long. */
const quietMs = 60_000
const maxRequests = 3
/** Try the next dialect after these; 401, 403 and 404 say something else (FBU-30, T-F12). */
const dialectFaults: ReadonlySet<number> = new Set([400, 406, 415, 422, 500])

/** CC/S 0903 "Freebusy Read URL", as it is spoken in the wild. No limit across hosts, a polite one for each. */
export function openFburlReader(memory: FburlMemory, options: { readonly perHost?: number; readonly ca?: string; readonly wire?: Pick<WireLog, 'begin'> } = {}): FburlReader {
  const perHost = options.perHost ?? 32
  const shared = { perHost, ...(options.ca === undefined ? {} : { ca: options.ca }), ...(options.wire === undefined ? {} : { wire: options.wire }) }
  const anywhere = openTransport(shared)
  const publicOnly = openTransport({ ...shared, publicOnly: true })
  return {
    getFreeBusyUrl: (ask) => getFreeBusyUrl(ask, memory, ask.approved ? anywhere : publicOnly),
    findOffered: (ask) => findOfferedFreeBusy(ask.approved ? anywhere : publicOnly, ask),
    close: async () => {
      await Promise.all([anywhere.close(), publicOnly.close()])
    },
  }
}

async function getFreeBusyUrl(ask: FburlAsk, memory: FburlMemory, transport: Transport): DavResult<FburlAnswer> {
  const read = readFreeBusyUrl(ask.url)
  if (!read.ok) return fail(davError({ kind: 'refused', cause: read.problem.cause, retry: 'never' }, { detail: read.problem.detail }))
  const { host, origin } = read.value
  const goneSince = memory.goneSinceUtc(ask.url)
  if (goneSince !== null && ask.again !== true && ask.nowUtc - goneSince < rememberMs) return fail(davError({ kind: 'gone', cause: 'gone', retry: 'never' }, { host, httpStatus: 410 }))
  const pausedMs = (memory.pausedUntilUtc(origin) ?? 0) - ask.nowUtc
  // A server that asked for quiet gets it, whoever of its people is looked up (FBU-20).
  if (pausedMs > 0) return fail(davError({ kind: 'refused', cause: 'rate-limit', retry: 'later' }, { host, retryAfterMs: pausedMs }))
  const inUrl = takeUserInfo(read.value)
  const auth = ask.auth ?? inUrl
  const shape = urlShape(read.value)
  const learnt = memory.dialectOf(shape)
  const ladder = orderedDialects(read.value, learnt, ask.nowUtc)
  let withFormat = true
  let last: AppError | null = null
  for (let asked = 0, step = 0; asked < maxRequests && step < ladder.length; asked += 1) {
    const dialect = ladder[step] ?? 'none'
    const startMs = performance.now()
    const answer = await once({ ask, url: askingUrl(read.value, ask.window, dialect, { withFormat }), auth, dialect, memory, transport })
    ask.onTry?.({ dialect, status: answer.ok ? (answer.value.unchanged ? 304 : 200) : (answer.problem.httpStatus ?? null), cause: answer.ok ? null : (answer.problem.cause ?? null), tookMs: Math.round(performance.now() - startMs) })
    if (answer.ok) {
      if (learnt?.dialect !== dialect || ask.nowUtc - learnt.learntUtc > learnAgainMs) memory.learnDialect(shape, dialect, ask.nowUtc)
      if (goneSince !== null) memory.setGone(ask.url, null)
      return answer
    }
    last = answer.problem
    if (last.httpStatus === 410) memory.setGone(ask.url, ask.nowUtc)
    if (last.httpStatus === 429 || last.retryAfterMs !== undefined) memory.pause(origin, ask.nowUtc + (last.retryAfterMs ?? quietMs), ask.nowUtc)
    if (last.httpStatus === 406 && withFormat && read.value.searchParams.has('format')) withFormat = false
    else if (last.httpStatus !== undefined && dialectFaults.has(last.httpStatus)) step += 1
    else break
  }
  // What was remembered works no more: the next look-up begins at the top.
  if (last?.httpStatus !== undefined && dialectFaults.has(last.httpStatus) && learnt !== null) memory.learnDialect(shape, null, ask.nowUtc)
  return fail(last ?? davError({ kind: 'refused', cause: 'bad-url', retry: 'never' }))
}

/** The one that worked here before comes first. */
function orderedDialects(url: URL, learnt: ReturnType<FburlMemory['dialectOf']>, nowUtc: Instant): readonly Dialect[] {
  const ladder = dialectsFor(url)
  if (!learnt || nowUtc - learnt.learntUtc > rememberMs || !ladder.includes(learnt.dialect)) return ladder
  return [learnt.dialect, ...ladder.filter((dialect) => dialect !== learnt.dialect)]
}

/** `https://user:secret@host/…`: used for that origin, and never sent as part of a URL. */
function takeUserInfo(url: URL): Auth {
  if (url.username === '') return { kind: 'anonymous' }
  const auth: Auth = { kind: 'basic', user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  url.username = ''
  url.password = ''
  return auth
}

interface Once {
  readonly ask: FburlAsk
  readonly url: string
  readonly auth: Auth
  readonly dialect: Dialect
  readonly memory: FburlMemory
  readonly transport: Transport
}

async function once({ ask, url, auth, dialect, memory, transport }: Once): DavResult<FburlAnswer> {
  const cached = memory.answerOf(url)
  const headers: Headers = {
    accept: 'text/calendar, text/x-vcalendar, */*;q=0.5',
    ...(cached?.etag ? { 'if-none-match': cached.etag } : cached?.lastModified ? { 'if-modified-since': cached.lastModified } : {}),
  }
  const origin = new URL(url).origin
  const reply = await send(transport, {
    method: 'GET',
    url,
    headers,
    body: null,
    auth,
    authOrigin: origin,
    allowPlainHttp: false,
    timeoutMs: ask.timeoutMs ?? 10_000,
    ...(ask.signal ? { signal: ask.signal } : {}),
    otherOrigin: 'follow',
    // No literal address on the way either; names are judged when they are connected to.
    ...(ask.approved ? {} : { refuse: (target: URL) => (isPrivateAddress(target.hostname) ? davError({ kind: 'refused', cause: 'private-network', retry: 'never' }, { host: target.host }) : null) }),
  })
  if (!reply.ok) return fail(withoutUrl(reply.problem))
  const body = await readWhole(reply.value, maxBytes)
  if (!body.ok) return fail(withoutUrl(body.problem))
  const { status, headers: answered, moved } = reply.value
  const movedTo = moved.length === 0 ? null : withoutRange(moved.at(-1) ?? url, dialect)
  if (status === 304 && cached) return ok({ body: cached.body, movedTo, unchanged: true, rememberable: true, freshForMs: freshForMs(answered), dialect })
  if (status === 200 || status === 204) {
    const [etag, lastModified] = [answered.etag ?? null, answered['last-modified'] ?? null]
    const rememberable = status === 200 && (etag !== null || lastModified !== null)
    if (rememberable) memory.keepAnswer(url, { etag, lastModified, body: body.value }, ask.nowUtc)
    return ok({ body: body.value, movedTo, unchanged: false, rememberable, freshForMs: freshForMs(answered), dialect })
  }
  return fail(withoutUrl(errorOfAnswer({ status, headers: answered, body: body.value, url }, new URL(url).host)))
}

/** Error pages repeat the URL, and the URL may hold a token (T-F33). */
function withoutUrl({ detail: _detail, href: _href, ...rest }: AppError): AppError {
  return rest
}
