import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Clock, PracticeHost } from '../core/ports.ts'
import { createAnswerer } from './answers/answerer.ts'
import type { Answerer } from './answers/answerer.ts'
import { createHappenings } from './answers/happenings.ts'
import { createBackground } from './background.ts'
import type { Background } from './background.ts'
import { handleDav } from './dav/handle.ts'
import { createInboxLocks, type InboxLocks } from './dav/inbox-lock.ts'
import { freeBusyUrl } from './freebusy/freebusy-url.ts'
import { publishedFile } from './freebusy/published.ts'
import type { Tokens } from './freebusy/freebusy-url.ts'
import { signedIn } from './http/basic-auth.ts'
import { control } from './http/control.ts'
import { reply, text } from './http/exchange.ts'
import type { PracticeRequest, PracticeResponse } from './http/exchange.ts'
import { serve } from './http/serve.ts'
import type { ServedRequest, Serving } from './http/serve.ts'
import { ControlPanel, ordinaryKnobs } from './knobs.ts'
import type { Organisation } from './organisation.ts'
import { domains, people, practicePassword } from './people.ts'
import type { Person } from './people.ts'
import { createPeers, ischedulePath } from './scheduling/peers.ts'
import type { Peers } from './scheduling/peers.ts'
import { ischeduleEndpoint } from './scheduling/ischedule.ts'
import { createScheduler } from './scheduling/scheduler.ts'
import type { Scheduler } from './scheduling/scheduler.ts'
import { seedOps } from './seed/seed.ts'
import { openStore } from './store/open-store.ts'

export interface PracticeOptions {
  /** Folder that keeps what people did; a new one is filled with the seed. */
  readonly dir: string
  readonly clock: Clock
  /** Milliseconds until the practice people answer an invitation; null: they do not. */
  readonly answerDelayMs: number | null
  /** Fixed ports by domain; free ones otherwise. */
  readonly ports?: Readonly<Record<string, number>>
  /** Without the believable calendars: people with one empty calendar each, for tests that count. */
  readonly empty?: boolean
  readonly newId?: () => string
}

export type Practice = PracticeHost & {
  readonly knobs: ControlPanel
  /** Where everybody's free/busy can be read, also of those who have a calendar server. */
  freebusyUrlOf(address: string): string
  /** What the practice people would do by and by (`answers/happenings.ts`), at once. */
  happen(): Promise<void>
  close(): Promise<void>
}

/** The one freebusy URL with a token: who has the URL may read it (FBU-7). */
const tokens: Tokens = new Map([['frank@freelance.example', 'lantern-7431']])

/** How long closing waits for what is under way. What is not handed over by then is in the journal. */
const closeMs = 2000

interface Running {
  readonly org: Organisation
  readonly serving: Serving
  readonly answerer: Answerer
  readonly scheduler: Scheduler
}

/** Starts all organisations on the loopback and gives where they answer (issue 2 §3). */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const panel = new ControlPanel(ordinaryKnobs(options.answerDelayMs))
  const calendarServers = new Map<string, string>()
  const running: Running[] = []
  const servers: Record<string, string> = {}
  const background = createBackground()
  const happenings = createHappenings({
    clock: options.clock,
    background,
    delayMs: () => panel.knobs.answerDelayMs,
    placeOf: (user) => running.find(({ org }) => org.people.some((person) => person.user === user)) ?? null,
  })
  const onSignIn = (person: Person): void => {
    if (person === people[0]) happenings.begin()
  }
  for (const { domain, offers } of domains) {
    const one = await startOne({ domain, offers, options, panel, background, calendarServers, onSignIn, happen: () => happenings.now() })
    running.push(one)
    servers[domain] = one.serving.baseUrl
    if (offers === 'calendar') calendarServers.set(domain, one.serving.baseUrl)
  }
  // Only now can everybody reach everybody.
  for (const { answerer, scheduler } of running) {
    background.run(scheduler.resume())
    answerer.resume()
  }
  const freebusyUrlOf = (address: string): string => {
    const token = tokens.get(address)
    return `${servers[address.split('@')[1] ?? ''] ?? ''}/freebusy/${address}${token === undefined ? '' : `?token=${token}`}`
  }
  return {
    servers,
    people: people.filter((person) => calendarServers.has(person.domain) && person.kind === 'individual').map(({ address, name }) => ({ address, name, password: practicePassword })),
    freebusyUrls: Object.fromEntries([...tokens.keys()].map((address) => [address, freebusyUrlOf(address)])),
    knobs: panel,
    freebusyUrlOf,
    happen: () => happenings.now(),
    async close() {
      happenings.stop()
      for (const { answerer } of running) answerer.stop()
      await background.idle(closeMs)
      await Promise.all(running.map(({ serving }) => serving.close()))
      for (const { org } of running) org.store.close()
    },
  }
}

interface StartOne {
  readonly domain: string
  readonly offers: 'calendar' | 'freebusy'
  readonly options: PracticeOptions
  readonly panel: ControlPanel
  readonly background: Background
  readonly calendarServers: ReadonlyMap<string, string>
  readonly onSignIn: (person: Person) => void
  readonly happen: () => Promise<void>
}

async function startOne({ domain, offers, options, panel, background, calendarServers, onSignIn, happen }: StartOne): Promise<Running> {
  const own = people.filter((person) => person.domain === domain)
  const store = openStore(join(options.dir, `${domain}.journal`))
  if (store.fresh) store.commit([{ op: 'life', life: randomBytes(6).toString('hex') }, ...seedOps({ domain, now: options.clock.now(), empty: options.empty ?? false })])
  const org: Organisation = { domain, people: own, store, panel, clock: options.clock, newId: options.newId ?? randomUUID, background }
  const peers = createPeers({ self: domain, panel, addresses: calendarServers })
  const answerer = createAnswerer({ org, scheduler: () => scheduler })
  const scheduler: Scheduler = createScheduler({ org, peers, tell: (news) => answerer.onDelivered(news) })
  const locks = createInboxLocks()
  const present = (person: Person): void => {
    answerer.signedIn(person)
    onSignIn(person)
  }
  const serving = await serve({
    domain,
    port: options.ports?.[domain] ?? 0,
    panel,
    userOf: (request) => signedIn(request.headers['authorization'], own)?.user ?? null,
    handle: (request) => route({ org, offers, peers, locks, scheduler, request, happen, present }),
  })
  return { org, serving, answerer, scheduler }
}

interface Routed {
  readonly org: Organisation
  readonly offers: 'calendar' | 'freebusy'
  readonly peers: Peers
  readonly locks: InboxLocks
  readonly scheduler: Scheduler
  readonly request: ServedRequest
  readonly happen: () => Promise<void>
  readonly present: (person: Person) => void
}

async function route({ org, offers, peers, locks, scheduler, request, happen, present }: Routed): Promise<PracticeResponse> {
  const { path } = request
  if (path.startsWith('/_practice/')) return control(org.panel, request, happen)
  if (path.startsWith('/published/')) return publishedFile(org, request, signedIn(request.headers['authorization'], org.people))
  if (path === '/freebusy' || path.startsWith('/freebusy/')) return freeBusyUrl(org, request, tokens)
  if (offers === 'freebusy') return text(404, `${org.domain} has no calendar server, only freebusy URLs.\n`)
  // Known to everybody, without signing in (RFC 6764 §5).
  if (path === '/.well-known/caldav' || path === '/.well-known/carddav' || path === '/') return reply(301, '', { Location: `${originOf(request)}/dav/` })
  if (path === ischedulePath) return ischeduleEndpoint({ org, scheduler, request })
  if (path !== '/dav' && !path.startsWith('/dav/')) return text(404, 'There is nothing here.\n')
  const me = signedIn(request.headers['authorization'], org.people)
  if (me === null) return text(401, 'Sign in.\n', { 'WWW-Authenticate': `Basic realm="${org.domain}", charset="UTF-8"` })
  present(me)
  return handleDav({ org, scheduler, me, request }, peers, locks)
}

const originOf = (request: PracticeRequest): string => `http://${request.headers['host'] ?? '127.0.0.1'}`
