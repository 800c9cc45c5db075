import type { AppError } from '../../../shared/contract/app-error.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { davError, errorOfAnswer } from './errors.ts'
import { askingUrl, dialectsFor, readFreeBusyUrl, urlShape, type Dialect } from './fburl-request.ts'
import { openTransport, readWhole, send, type Transport } from './http.ts'
import { isPrivateAddress } from './private-network.ts'
import type { Auth, DavResult, Headers } from './shapes.ts'

/** What was learnt about freebusy URLs while the program runs. Holds URLs with tokens: never logged, never stored in clear. */
export interface FburlMemory {
  readonly dialects: Map<string, { readonly dialect: Dialect; readonly learntUtc: Instant }>
  readonly answers: Map<string, { readonly etag: string; readonly body: string }>
  /** 410: not asked again (FBU-20). */
  readonly gone: Set<string>
}
export const createFburlMemory = (): FburlMemory => ({ dialects: new Map(), answers: new Map(), gone: new Set() })

export interface FburlAsk {
  readonly url: string
  readonly window: Interval
  /** The person typed it or agreed to it: then a private network is fine (T-F29). */
  readonly approved: boolean
  readonly nowUtc: Instant
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}
export interface FburlAnswer {
  readonly body: string
  /** 301 or 308: where it lives now. */
  readonly movedTo: string | null
}

export interface FburlReader {
  getFreeBusyUrl(ask: FburlAsk): DavResult<FburlAnswer>
  close(): Promise<void>
}

const maxBytes = 5_000_000
const rememberMs = 30 * 86_400_000
const maxRequests = 3
/** Try the next dialect after these; 401, 403 and 404 say something else (FBU-30, T-F12). */
const dialectFaults: ReadonlySet<number> = new Set([400, 406, 415, 422, 500])

/** CC/S 0903 "Freebusy Read URL", as it is spoken in the wild. No limit across hosts, a polite one for each. */
export function openFburlReader(memory: FburlMemory, options: { readonly perHost?: number; readonly ca?: string } = {}): FburlReader {
  const perHost = options.perHost ?? 32
  const certificates = options.ca === undefined ? {} : { ca: options.ca }
  const anywhere = openTransport({ perHost, ...certificates })
  const publicOnly = openTransport({ perHost, publicOnly: true, ...certificates })
  return {
    getFreeBusyUrl: (ask) => getFreeBusyUrl(ask, memory, ask.approved ? anywhere : publicOnly),
    close: async () => {
      await Promise.all([anywhere.close(), publicOnly.close()])
    },
  }
}

async function getFreeBusyUrl(ask: FburlAsk, memory: FburlMemory, transport: Transport): DavResult<FburlAnswer> {
  const read = readFreeBusyUrl(ask.url)
  if (!read.ok) return fail(davError({ kind: 'refused', cause: read.problem.cause, retry: 'never' }, { detail: read.problem.detail }))
  if (memory.gone.has(ask.url)) return fail(davError({ kind: 'gone', cause: 'gone', retry: 'never' }, { host: read.value.host, httpStatus: 410 }))
  const auth = takeUserInfo(read.value)
  const shape = urlShape(read.value)
  const ladder = orderedDialects(read.value, memory, ask.nowUtc)
  let withFormat = true
  let last: AppError | null = null
  for (let asked = 0, step = 0; asked < maxRequests && step < ladder.length; asked += 1) {
    const dialect = ladder[step] ?? 'none'
    const answer = await once({ ask, url: askingUrl(read.value, ask.window, dialect, { withFormat }), auth, memory, transport })
    if (answer.ok) {
      memory.dialects.set(shape, { dialect, learntUtc: ask.nowUtc })
      return answer
    }
    last = answer.problem
    if (last.httpStatus === 410) memory.gone.add(ask.url)
    if (last.httpStatus === 406 && withFormat && read.value.searchParams.has('format')) withFormat = false
    else if (last.httpStatus !== undefined && dialectFaults.has(last.httpStatus)) step += 1
    else break
  }
  return fail(last ?? davError({ kind: 'refused', cause: 'bad-url', retry: 'never' }))
}

/** The one that worked here before comes first. */
function orderedDialects(url: URL, memory: FburlMemory, nowUtc: Instant): readonly Dialect[] {
  const ladder = dialectsFor(url)
  const learnt = memory.dialects.get(urlShape(url))
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
  readonly memory: FburlMemory
  readonly transport: Transport
}

async function once({ ask, url, auth, memory, transport }: Once): DavResult<FburlAnswer> {
  const cached = memory.answers.get(url)
  const headers: Headers = { accept: 'text/calendar, text/x-vcalendar, */*;q=0.5', ...(cached ? { 'if-none-match': cached.etag } : {}) }
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
  const movedTo = moved.at(-1) ?? null
  if (status === 304 && cached) return ok({ body: cached.body, movedTo })
  if (status === 200 || status === 204) {
    if (status === 200 && answered.etag !== undefined) remember(memory, url, answered.etag, body.value)
    return ok({ body: body.value, movedTo })
  }
  return fail(withoutUrl(errorOfAnswer({ status, headers: answered, body: body.value, url }, new URL(url).host)))
}

/** A body of a few kilobytes each: the oldest leave when there are many. */
function remember(memory: FburlMemory, url: string, etag: string, body: string): void {
  memory.answers.delete(url)
  memory.answers.set(url, { etag, body })
  for (const oldest of memory.answers.keys()) {
    if (memory.answers.size <= 500) break
    memory.answers.delete(oldest)
  }
}

/** Error pages repeat the URL, and the URL may hold a token (T-F33). */
function withoutUrl({ detail: _detail, href: _href, ...rest }: AppError): AppError {
  return rest
}
