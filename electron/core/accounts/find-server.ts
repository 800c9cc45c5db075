import type { AppError } from '../../../shared/contract/app-error.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import { davError, errorOfAnswer } from '../dav/errors.ts'
import { isLoopback, resolveHref, sameSite } from '../dav/hrefs.ts'
import { discard, readWhole, send, type HttpAsk, type HttpReply, type Transport } from '../dav/http.ts'
import { readMultistatus } from '../dav/multistatus.ts'
import { dav as davName } from '../dav/names.ts'
import type { Auth, Headers } from '../dav/shapes.ts'
import type { SrvLookup } from '../dav/srv.ts'
import { propfindBody, writeRequest } from '../dav/write-request.ts'
import { childOf, hrefsOf, XmlFault } from '../dav/xml.ts'

export interface FindOptions {
  readonly transport: Transport
  readonly lookUpSrv: SrvLookup
  readonly allowPlainHttp: boolean
  readonly knownServers: Readonly<Record<string, string>>
  readonly approvedOrigins: readonly string[]
  readonly signal?: AbortSignal
}

export interface FoundServer {
  /** The URL that named the principal, after redirects. */
  readonly url: string
  readonly user: string
  readonly principalHref: string
  readonly principalCollections: readonly string[]
  readonly headers: Headers
}

interface Candidate {
  readonly url: string
  readonly wellKnown: boolean
}

/** Where to look, and whose house it is: hosts of that house need no further yes (DIS-8). */
interface Plan {
  readonly candidates: readonly Candidate[]
  readonly home: string
}

const timeoutMs = 15_000
const asked = propfindBody(['d:current-user-principal', 'd:principal-URL', 'd:resourcetype', 'd:principal-collection-set'])

/**
 * Finds the server for an address or a URL and signs in there (RFC 6764 §6; DIS-1…DIS-8).
 * `onFound` is told the host once something answers like a DAV server; until then no password leaves this computer.
 */
export async function findServer(
  where: string,
  users: readonly string[],
  password: string,
  options: FindOptions,
  onFound: (host: string) => void,
): Promise<Result<FoundServer, AppError>> {
  const plan = await planFor(where, options)
  if (!plan.ok) return plan
  const faults: AppError[] = []
  const seen = new Set<string>()
  const queue = [...plan.value.candidates]
  for (let candidate = queue.shift(); candidate; candidate = queue.shift()) {
    if (seen.has(candidate.url)) continue
    seen.add(candidate.url)
    const met = await meet(candidate, plan.value.home, options)
    if (!met.ok) {
      faults.push(met.problem)
      continue
    }
    if (met.value.kind === 'elsewhere') {
      queue.unshift({ url: met.value.url, wellKnown: false })
      continue
    }
    onFound(new URL(met.value.url).host)
    const signedIn = await signIn(met.value.url, users, password, plan.value.home, options)
    if (signedIn.ok) return signedIn
    // A wrong password is final: asking every door with it would lock the account (DIS-6).
    if (signedIn.problem.kind === 'sign-in') return signedIn
    faults.push(signedIn.problem)
  }
  return fail(mostTelling(faults, plan.value.home))
}

async function planFor(where: string, options: FindOptions): Promise<Result<Plan, AppError>> {
  const text = where.trim()
  const mail = /^(?:mailto:)?[^\s@/]+@([^\s@/:]+)$/i.exec(text)
  if (mail?.[1] !== undefined) return ok(await planForDomain(mail[1].toLowerCase(), options))
  let url: URL
  try {
    url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text.replace(/^caldavs:/i, 'https:').replace(/^caldav:/i, 'http:') : `https://${text}`)
  } catch {
    return fail(davError({ kind: 'refused', cause: 'bad-url', retry: 'never' }))
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fail(davError({ kind: 'refused', cause: 'bad-url', retry: 'never' }))
  url.username = ''
  url.password = ''
  url.hash = ''
  return ok({ home: url.hostname, candidates: [{ url: url.href, wellKnown: false }, ...doors(url.origin)] })
}

async function planForDomain(domain: string, options: FindOptions): Promise<Plan> {
  const known = options.knownServers[domain]
  if (known !== undefined) return { home: new URL(known).hostname, candidates: doors(known) }
  const candidates: Candidate[] = []
  for (const service of options.allowPlainHttp ? (['_caldavs', '_caldav'] as const) : (['_caldavs'] as const)) {
    const srv = await options.lookUpSrv(service, domain)
    if (srv.kind !== 'found') continue
    const scheme = service === '_caldavs' ? 'https' : 'http'
    for (const { host, port, path } of srv.targets) {
      const origin = new URL(`${scheme}://${host}:${port}`).origin
      // Errors on the path of the TXT record lead to the well-known place (DIS-3).
      candidates.push(...(path === null ? [] : [{ url: `${origin}${path}`, wellKnown: false }]), ...doors(origin))
    }
    break
  }
  candidates.push(...doors(`https://${domain}`))
  if (options.allowPlainHttp) candidates.push(...doors(`http://${domain}`))
  return { home: domain, candidates }
}

const doors = (origin: string): Candidate[] => [
  { url: new URL('/.well-known/caldav', origin).href, wellKnown: true },
  { url: new URL('/', origin).href, wellKnown: false },
]

/** Without a password: does something that speaks DAV live here, or does it send us on? */
async function meet({ url, wellKnown }: Candidate, home: string, options: FindOptions): Promise<Result<{ kind: 'here' | 'elsewhere'; url: string }, AppError>> {
  const stranger = refuseStranger(url, home, options)
  if (stranger) return fail(stranger)
  for (const method of wellKnown ? (['PROPFIND', 'GET'] as const) : (['PROPFIND'] as const)) {
    const reply = await ask(url, method, { kind: 'anonymous' }, options)
    if (!reply.ok) return reply
    discard(reply.value)
    const moved = redirectOf(reply.value)
    if (moved !== null) return ok({ kind: 'elsewhere', url: moved })
    // Some sites redirect GET alone (DIS-5): what it leads to is asked as a DAV resource again.
    if (method === 'GET') {
      if (reply.value.url !== url) return ok({ kind: 'elsewhere', url: reply.value.url })
      break
    }
    if (reply.value.status === 207 || reply.value.status === 401) return ok({ kind: 'here', url: reply.value.url })
    if (!wellKnown) return fail(notCaldav(reply.value))
  }
  return fail(davError({ kind: 'refused', cause: 'not-caldav', retry: 'never' }, { host: new URL(url).host }))
}

/** User names in the order of RFC 6764 §6.4: the whole address, then the part before the @. */
async function signIn(url: string, users: readonly string[], password: string, home: string, options: FindOptions): Promise<Result<FoundServer, AppError>> {
  let fault: AppError | null = null
  for (const user of users) {
    const read = await readPrincipal(url, user, password, home, options)
    if (read.ok || read.problem.kind !== 'sign-in' || read.problem.cause === 'sign-in-method') return read
    fault = read.problem
  }
  return fail(fault ?? davError({ kind: 'sign-in', cause: 'wrong-password', retry: 'never' }, { host: new URL(url).host }))
}

async function readPrincipal(from: string, user: string, password: string, home: string, options: FindOptions): Promise<Result<FoundServer, AppError>> {
  let url = from
  for (let hop = 0; hop <= 5; hop += 1) {
    const reply = await ask(url, 'PROPFIND', { kind: 'basic', user, password }, options)
    if (!reply.ok) return reply
    const moved = redirectOf(reply.value)
    if (moved !== null) {
      discard(reply.value)
      const stranger = refuseStranger(moved, home, options)
      if (stranger) return fail(stranger)
      url = moved
      continue
    }
    const { status, headers } = reply.value
    const host = new URL(reply.value.url).host
    const body = await readWhole(reply.value, 5_000_000)
    if (!body.ok) return body
    if (status === 401) return fail(errorOfAnswer({ status, headers, body: body.value, url }, host))
    const principal = status === 207 ? principalIn(body.value) : null
    if (!principal) return fail(notCaldav(reply.value))
    return ok({ url: reply.value.url, user, principalHref: principal.href, principalCollections: principal.collections, headers })
  }
  return fail(davError({ kind: 'refused', cause: 'too-many-redirects', retry: 'never' }, { host: new URL(url).host }))
}

function principalIn(body: string): { readonly href: string; readonly collections: readonly string[] } | null {
  const found: { href: string; collections: readonly string[] }[] = []
  const reader = readMultistatus(({ href, props }) => {
    const collections = hrefsOf(props.get(davName('principal-collection-set')))
    const named = hrefsOf(props.get(davName('current-user-principal')))[0]
    const isPrincipal = childOf(props.get(davName('resourcetype')), davName('principal')) !== undefined
    if (named !== undefined) found.push({ href: named, collections })
    else if (isPrincipal) found.push({ href, collections })
  })
  try {
    reader.write(body)
    reader.end()
  } catch (thrown) {
    if (thrown instanceof XmlFault) return null
    throw thrown
  }
  return found[0] ?? null
}

function ask(url: string, method: 'GET' | 'PROPFIND', auth: Auth, options: FindOptions): Promise<Result<HttpReply, AppError>> {
  const bare = { method, url, headers: {}, body: null }
  if (method === 'GET') return carry(bare, auth, options)
  return writeRequest({ method, url, headers: { depth: '0' }, body: asked }, (written) => carry(written, auth, options))
}

const carry = ({ method, url, headers, body }: Pick<HttpAsk, 'method' | 'url' | 'headers' | 'body'>, auth: Auth, options: FindOptions): Promise<Result<HttpReply, AppError>> =>
  send(options.transport, {
    method,
    url,
    headers,
    body,
    auth,
    authOrigin: new URL(url).origin,
    allowPlainHttp: options.allowPlainHttp,
    timeoutMs,
    ...(options.signal ? { signal: options.signal } : {}),
    otherOrigin: 'give-back',
  })

/** Where a redirect that `send` gave back leads: another origin. */
function redirectOf(reply: HttpReply): string | null {
  const location = reply.headers.location
  return reply.status >= 300 && reply.status < 400 && location !== undefined ? new URL(resolveHref(location, reply.url)).href : null
}

/** A host outside of the house the person named gets nothing until the person says yes (DIS-8). */
function refuseStranger(url: string, home: string, { approvedOrigins, knownServers }: FindOptions): AppError | null {
  const target = new URL(url)
  const known = Object.values(knownServers).some((base) => new URL(base).origin === target.origin)
  if (known || approvedOrigins.includes(target.origin) || target.hostname === home || (isLoopback(target.hostname) && isLoopback(home))) return null
  if (target.protocol === 'https:' && sameSite(target.hostname, home)) return null
  return davError({ kind: 'refused', cause: 'other-origin', retry: 'never' }, { host: target.host, href: target.href })
}

const notCaldav = (reply: HttpReply): AppError => davError({ kind: 'refused', cause: 'not-caldav', retry: 'never' }, { host: new URL(reply.url).host, httpStatus: reply.status })

/** Of all that went wrong, what the person can do most about. */
const telling = ['sign-in-method', 'other-origin', 'plain-http', 'certificate', 'not-caldav', 'torn-answer', 'timeout', 'no-answer', 'connection-refused', 'unreachable', 'host-not-found']

function mostTelling(faults: readonly AppError[], home: string): AppError {
  const rank = ({ cause }: AppError): number => {
    const at = telling.indexOf(cause ?? '')
    return at < 0 ? telling.length : at
  }
  const worst = [...faults].sort((a, b) => rank(a) - rank(b))[0]
  return worst ?? davError({ kind: 'refused', cause: 'not-caldav', retry: 'never' }, { host: home })
}
