import type { AppError } from '../../../shared/contract/app-error.ts'
import { freeBusyRequest } from '../../../shared/freebusy/vfreebusy.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import { davError } from '../dav/errors.ts'
import { sameSite } from '../dav/hrefs.ts'
import { openTransport, type Transport } from '../dav/http.ts'
import { listCalendars, readDefaultCalendar, reportsOf, type FoundCalendar } from '../dav/list-calendars.ts'
import { caldav, dav as davName } from '../dav/names.ts'
import { openDav } from '../dav/open-dav.ts'
import { readProps } from '../dav/read-props.ts'
import { askOutbox } from '../dav/schedule-response.ts'
import { unescapeAddress } from '../dav/search-principals.ts'
import type { DavClient } from '../dav/shapes.ts'
import { lookUpSrv, type SrvLookup } from '../dav/srv.ts'
import { childrenOf, hrefsOf } from '../dav/xml.ts'
import type { WireLog } from '../dav/wire-log.ts'
import type { Clock, Log } from '../ports.ts'
import type { Capabilities } from '../store/rows.ts'
import { davTokens, judge, productOf } from './capabilities.ts'
import { findServer, type FoundServer } from './find-server.ts'

export interface Discovered {
  /** The URL that answered; hrefs are resolved against it, and credentials go to its origin alone. */
  readonly baseUrl: string
  /** The user name that worked (full address, or the part before the @). */
  readonly user: string
  readonly name: string
  readonly principalHref: Href
  readonly principalCollections: readonly Href[]
  readonly homeHrefs: readonly Href[]
  readonly inboxHref: Href | null
  readonly outboxHref: Href | null
  readonly defaultCalendarHref: Href | null
  /** As the server listed them (unescaped), preferred first. */
  readonly addresses: readonly string[]
  readonly capabilities: Capabilities
  readonly calendars: readonly FoundCalendar[]
}
export type DiscoveryStep = 'find' | 'sign-in' | 'learn' | 'calendars'
export interface StepReport {
  readonly key: DiscoveryStep
  readonly state: 'running' | 'done' | 'failed'
  /** Facts for the sentence under the step: a host, a count. Never a secret. */
  readonly detail: string
  readonly tookMs: number | null
}
export interface DiscoverOptions {
  readonly log: Log
  readonly allowPlainHttp: boolean
  /** Domain → base URL that answers for it (the practice organisations). */
  readonly knownServers: Readonly<Record<string, string>>
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
  /** The yes of a person to a host that discovery led to: without it `cause: 'other-origin'` names the host, and `href` the URL to try. */
  readonly approvedOrigins?: readonly string[]
  readonly signal?: AbortSignal
  readonly lookUpSrv?: SrvLookup
  readonly ca?: string
  readonly wire?: Pick<WireLog, 'begin'>
}

/**
 * From an address or a URL to all that an account needs (DIS-1…DIS-13a). `user` may be empty: then it is taken from the address.
 * Steps are told as they begin and end; the first failure ends it.
 */
export async function discover(
  where: string,
  user: string,
  password: string,
  options: DiscoverOptions,
  onStep: (step: StepReport) => void,
): Promise<Result<Discovered, AppError>> {
  const transport = openTransport({ perHost: 4, ...(options.ca === undefined ? {} : { ca: options.ca }), ...(options.wire === undefined ? {} : { wire: options.wire }) })
  const steps = stepTeller(options.clock, onStep)
  try {
    const result = await run(where, user, password, { ...options, transport }, steps)
    if (!result.ok) steps.fail(result.problem)
    return result
  } finally {
    await transport.close()
  }
}

type RunOptions = DiscoverOptions & { readonly transport: Transport }

async function run(where: string, user: string, password: string, options: RunOptions, steps: StepTeller): Promise<Result<Discovered, AppError>> {
  steps.start('find', '')
  const users = userNames(where, user)
  if (users.length === 0) return fail(davError({ kind: 'sign-in', cause: 'no-user', retry: 'never' }))
  const server = await findServer(
    where,
    users,
    password,
    {
      transport: options.transport,
      lookUpSrv: options.lookUpSrv ?? lookUpSrv,
      allowPlainHttp: options.allowPlainHttp,
      knownServers: options.knownServers,
      approvedOrigins: options.approvedOrigins ?? [],
      ...(options.signal ? { signal: options.signal } : {}),
    },
    (host) => steps.next('sign-in', host),
  )
  if (!server.ok) return server
  const base = baseFor(server.value, options)
  if (!base.ok) return base
  const dav = openDav({
    baseUrl: base.value,
    auth: { kind: 'basic', user: server.value.user, password },
    log: options.log,
    allowPlainHttp: options.allowPlainHttp,
    transport: options.transport,
    timeoutMs: 20_000,
  })

  steps.next('learn', dav.host)
  const principal = await learnPrincipal(dav, server.value)
  if (!principal.ok) return principal
  const home = principal.value.homeHrefs[0]
  if (home === undefined) return fail(davError({ kind: 'refused', cause: 'no-calendars', retry: 'never' }, { host: dav.host }))
  const [answer, defaultCalendar] = await Promise.all([dav.options(home), principal.value.inboxHref ? readDefaultCalendar(dav, principal.value.inboxHref) : null])
  if (!answer.ok) return answer
  const tokens = davTokens(answer.value.headers)
  const product = productOf({ ...server.value.headers, ...answer.value.headers }, tokens, principal.value.principalHref)
  const outboxFreeBusy = await probeOutbox(dav, principal.value, tokens, options)

  steps.next('calendars', dav.host)
  const listed = await listCalendars(dav, { homes: principal.value.homeHrefs, inboxHref: principal.value.inboxHref, outboxHref: principal.value.outboxHref, product })
  if (!listed.ok) return listed
  const { calendars } = listed.value
  steps.done(String(calendars.length))
  const capabilities = judge({
    tokens,
    product,
    hasInbox: principal.value.inboxHref !== null,
    hasOutbox: principal.value.outboxHref !== null,
    hasAddress: principal.value.addresses.some((address) => /^mailto:/i.test(address)),
    outboxFreeBusy,
    collectionReports: calendars.map((calendar) => calendar.reports),
    principalReports: principal.value.reports,
  })
  options.log.info('discovered', { product, autoSchedule: capabilities.autoSchedule, calendars: calendars.length })
  const { reports: _reports, ...identity } = principal.value
  return ok({
    baseUrl: dav.baseUrl,
    user: server.value.user,
    ...identity,
    defaultCalendarHref: defaultCalendar?.ok ? defaultCalendar.value : null,
    capabilities,
    calendars,
  })
}

/** DIS-6: what the person typed; else the whole address, then the part before the @. */
function userNames(where: string, user: string): readonly string[] {
  if (user.trim() !== '') return [user.trim()]
  const mail = /^(?:mailto:)?(([^\s@/]+)@[^\s@/:]+)$/i.exec(where.trim())
  if (mail) return [mail[1] ?? '', mail[2] ?? '']
  try {
    const named = new URL(where.trim()).username
    return named === '' ? [] : [decodeURIComponent(named)]
  } catch {
    return []
  }
}

/** Usually where we signed in; a principal on a sister host of the same house (iCloud's shards) moves the base there. */
function baseFor(server: FoundServer, options: RunOptions): Result<string, AppError> {
  const principal = new URL(server.principalHref, server.url)
  const found = new URL(server.url)
  if (principal.origin === found.origin) return ok(server.url)
  const allowed = (options.approvedOrigins ?? []).includes(principal.origin) || (principal.protocol === 'https:' && sameSite(principal.hostname, found.hostname))
  return allowed ? ok(new URL('/', principal).href) : fail(davError({ kind: 'refused', cause: 'other-origin', retry: 'never' }, { host: principal.host, href: principal.href }))
}

interface Principal extends Pick<Discovered, 'name' | 'principalHref' | 'principalCollections' | 'homeHrefs' | 'inboxHref' | 'outboxHref' | 'addresses'> {
  readonly reports: readonly string[] | null
}

/** DIS-9, DIS-10. */
async function learnPrincipal(dav: DavClient, server: FoundServer): Promise<Result<Principal, AppError>> {
  const own = await readProps(
    dav,
    server.principalHref,
    ['d:displayname', 'c:calendar-home-set', 'c:calendar-user-address-set', 'c:schedule-inbox-URL', 'c:schedule-outbox-URL', 'd:principal-collection-set', 'd:supported-report-set'],
  )
  if (!own.ok) return own
  const { props } = own.value
  const one = (name: string): Href | null => (hrefsOf(props.get(caldav(name)))[0] ?? null) as Href | null
  const listed = hrefsOf(props.get(davName('principal-collection-set')))
  const reports = props.get(davName('supported-report-set'))
  return ok({
    name: props.get(davName('displayname'))?.text.trim() ?? '',
    principalHref: server.principalHref as Href,
    principalCollections: (listed.length > 0 ? listed : server.principalCollections) as readonly Href[],
    homeHrefs: hrefsOf(props.get(caldav('calendar-home-set'))) as readonly Href[],
    inboxHref: one('schedule-inbox-URL'),
    outboxHref: one('schedule-outbox-URL'),
    addresses: addressesOf(props.get(caldav('calendar-user-address-set'))),
    reports: reports ? reportsOf(reports) : null,
  })
}

/** `preferred="1"` (Apple) comes first, then mail addresses; the rest keeps its order (SCH-1). */
function addressesOf(set: Parameters<typeof childrenOf>[0]): readonly string[] {
  const rank = (node: { readonly attributes: Readonly<Record<string, string>>; readonly text: string }): number =>
    (Number(node.attributes.preferred ?? 0) > 0 ? 0 : 2) + (/^mailto(:|%3a)/i.test(node.text.trim()) ? 0 : 1)
  return [...childrenOf(set, davName('href'))]
    .sort((a, b) => rank(a) - rank(b))
    .map((node) => unescapeAddress(node.text.trim()))
    .filter((address) => address !== '')
}

/** Asks the Outbox about oneself, one hour: only where the server names an Outbox and a scheduling token (never a probing POST elsewhere). */
async function probeOutbox(dav: DavClient, { outboxHref, addresses }: Principal, tokens: readonly string[], options: RunOptions): Promise<boolean | null> {
  const me = addresses.find((address) => /^mailto:/i.test(address))
  if (outboxHref === null || me === undefined || !(tokens.includes('calendar-auto-schedule') || tokens.includes('calendar-schedule'))) return false
  const startUtc = Math.floor(options.clock.now() / 3_600_000) * 3_600_000
  const text = freeBusyRequest({ window: { startUtc, endUtc: startUtc + 3_600_000 }, nowUtc: options.clock.now(), uid: options.newId(), organizer: me, attendees: [me] })
  const answer = await askOutbox(dav, { outboxHref, text, organizer: me, attendees: [me], timeoutMs: 10_000 })
  if (answer.ok) return answer.value.some(({ calendarText }) => calendarText !== null)
  return answer.problem.cause === 'not-supported' ? false : null
}

interface StepTeller {
  start(key: DiscoveryStep, detail: string): void
  next(key: DiscoveryStep, detail: string): void
  done(detail: string): void
  fail(error: AppError): void
}

function stepTeller(clock: Pick<Clock, 'now'>, tell: (step: StepReport) => void): StepTeller {
  let current: { readonly key: DiscoveryStep; readonly sinceUtc: number; readonly detail: string } | null = null
  const end = (state: 'done' | 'failed', detail: string): void => {
    if (current) tell({ key: current.key, state, detail, tookMs: clock.now() - current.sinceUtc })
    current = null
  }
  const start = (key: DiscoveryStep, detail: string): void => {
    current = { key, sinceUtc: clock.now(), detail }
    tell({ key, state: 'running', detail, tookMs: null })
  }
  return {
    start,
    next: (key, detail) => {
      // A second door that answered: sign-in begins again under the same step.
      if (current?.key !== key) end('done', detail)
      start(key, detail)
    },
    done: (detail) => end('done', detail),
    fail: (error) => end('failed', error.host ?? ''),
  }
}
