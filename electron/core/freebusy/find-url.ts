import type { AppError } from '../../../shared/contract/app-error.ts'
import type { FindingStep, FoundUrl, FreebusyFinding } from '../../../shared/contract/freebusy-urls.ts'
import { toTimeline } from '../../../shared/freebusy/timeline.ts'
import { domainOfAddress } from '../../../shared/ical/people.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { addDays, dayOf, startOfDay } from '../../../shared/time/days.ts'
import { dialectInWords, silenceInWords, statusInWords } from '../../../shared/wording/freebusy-finding.ts'
import type { FburlReader, FburlTry } from '../dav/fburl.ts'
import { fillTemplate, isTemplate, readFreeBusyUrl } from '../dav/fburl-request.ts'
import type { Auth } from '../dav/shapes.ts'
import type { SrvLookup } from '../dav/srv.ts'
import { askOneUrl, type OneAsked } from './ask-fburl.ts'
import { hostOfUrl, originOfUrl, type KnownUrl } from './known-urls.ts'
import { noSecrets, type UrlSecrets } from './url-secrets.ts'
import { shapesFor } from './url-shapes.ts'

export interface FindUrl {
  /** A mail address, a URL, or a template. */
  readonly what: string
  /** Whom a URL or a template is for; null: nobody in particular. */
  readonly address: string | null
  readonly auth: Auth
}

/** A server of the house: of an account in that domain, or of the practice. */
export interface OwnServer {
  readonly origin: string
  readonly product: string
}

export interface FindUrlDeps {
  readonly reader: FburlReader
  readonly zone: Zone
  readonly nowUtc: Instant
  readonly signal: AbortSignal
  readonly lookUpSrv: SrvLookup
  knownUrls(address: string): readonly KnownUrl[]
  secretsOf(known: KnownUrl): Promise<Result<UrlSecrets, AppError>>
  serversOf(domain: string): readonly OwnServer[]
  /** Of the practice: its own name in place of a port of this computer. */
  nameOf(host: string): string
  /** After every change. */
  show(finding: FreebusyFinding): void
}

/** Guesses end sooner than what a person typed. */
const guessMs = 5_000
const typedMs = 10_000
/** At one server, at a time: a guess must not look like an attack. */
const guessesAtOnce = 3
const shownDays = 14

/**
 * The way to somebody's free/busy, step by step (FBU-30, FBU-31, FBU-33; 11.5). A URL is tried as it is, in every syntax; for an address: what is
 * known of the person, the servers of the house, then where the domain says its calendars live. Guesses go to the domain's own servers only,
 * never into private networks, and never with a password (FBU-23, FBU-31).
 */
export async function findUrl(ask: FindUrl, deps: FindUrlDeps): Promise<FreebusyFinding> {
  const what = ask.what.trim()
  const board = openBoard({ what: masked(what), address: ask.address }, deps)
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(what) || isTemplate(what)) await tryTyped(what, ask, board, deps)
  else if (/^(?:mailto:)?[^\s@]+@[^\s@]+$/i.test(what)) await tryAddress(what.replace(/^mailto:/i, '').toLowerCase(), board, deps)
  else board.problem('This is neither a mail address nor a web address that begins with https://.')
  return board.end()
}

async function tryTyped(what: string, { address, auth }: FindUrl, board: Board, deps: FindUrlDeps): Promise<void> {
  if (isTemplate(what) && address === null) return board.problem('A template is tried with somebody: say whose address to fill in.')
  const filled = isTemplate(what) ? fillTemplate(what, address ?? '') : { ok: true as const, value: what }
  if (!filled.ok) return board.problem(`The template cannot be filled in: ${filled.problem.detail}.`)
  const read = readFreeBusyUrl(filled.value)
  if (!read.ok) return board.problem(read.problem.cause === 'unsupported-scheme' ? `Addresses that begin with ${read.problem.detail}: cannot be read. Ask for one that begins with https://.` : 'This is not a web address.')
  const url = filled.value
  const step = board.start('url', 'What you typed', url)
  const asked = await probe({ url, address, approved: true, secrets: { auth, token: null }, timeoutMs: typedMs }, board, step, deps)
  const template = isTemplate(what) ? what : templateOf(url, address)
  finishTyped(asked, { url: isTemplate(what) ? what : url, template, title: 'What you typed' }, board, step, deps)
}

function finishTyped(asked: Probed, found: Kept, board: Board, step: string, deps: FindUrlDeps): void {
  if (asked.read !== null && asked.outcome.kind === 'answered') return board.found(step, asked, found, deps)
  board.failed(step, asked)
  if (asked.fault?.httpStatus === 401) board.signIn(found.url)
}

async function tryAddress(address: string, board: Board, deps: FindUrlDeps): Promise<void> {
  for (const known of deps.knownUrls(address)) {
    const title = knownTitles[known.via]
    const step = board.start(`known ${known.url}`, title, known.url)
    const secrets = await deps.secretsOf(known)
    if (!secrets.ok) {
      board.done(step, 'no', silenceInWords(secrets.problem.cause ?? null), null)
      continue
    }
    const asked = await probe({ url: known.url, address, approved: known.approved, secrets: secrets.value, timeoutMs: typedMs }, board, step, deps)
    finishTyped(asked, { url: known.row?.url ?? known.url, template: known.via === 'domain' ? (known.row?.url ?? null) : templateOf(known.url, address), title }, board, step, deps)
    if (board.isOver()) return
  }
  const domain = domainOfAddress(address)
  const seen = new Set<string>()
  for (const server of deps.serversOf(domain)) {
    seen.add(server.origin)
    await tryServer(address, { ...server, approved: true }, board, deps)
    if (board.isOver()) return
  }
  if (seen.size > 0) return
  for (const origin of await originsOf(domain, board, deps)) {
    await tryServer(address, { origin, product: '', approved: false }, board, deps)
    if (board.isOver()) return
  }
}

const knownTitles: Readonly<Record<KnownUrl['via'], string>> = { person: 'The URL you gave for this person', contact: 'The URL in the contact card', domain: 'Your template for the domain' }

/** Where the domain says its calendars live (RFC 6764), then the domain itself. */
async function originsOf(domain: string, board: Board, deps: FindUrlDeps): Promise<readonly string[]> {
  const step = board.start('srv', 'Where the domain keeps its calendars', null, domain)
  const startMs = performance.now()
  const srv = await deps.lookUpSrv('_caldavs', domain)
  const tookMs = Math.round(performance.now() - startMs)
  const named = srv.kind === 'found' ? srv.targets.map(({ host, port }) => new URL(`https://${host}:${port}`).origin) : []
  board.done(step, named.length > 0 ? 'yes' : 'no', named.length > 0 ? `at ${named.map((origin) => new URL(origin).hostname).join(', ')}` : 'it does not say', tookMs)
  return [...new Set([...named, `https://${domain}`])]
}

interface Server extends OwnServer {
  readonly approved: boolean
}

/** What the server offers by itself, then the places where servers of the world keep it. A server that is not there is asked once. */
async function tryServer(address: string, server: Server, board: Board, deps: FindUrlDeps): Promise<void> {
  const offered = await tryOffer(address, server, board, deps)
  if (offered === 'not-there' || board.isOver()) return
  const shapes = [...shapesFor(server.product)]
  const found: { readonly asked: Probed; readonly step: string; readonly kept: Kept }[] = []
  let stop = false
  const worker = async (): Promise<void> => {
    for (let shape = shapes.shift(); shape && !stop && !deps.signal.aborted; shape = shapes.shift()) {
      const template = `${server.origin}${shape.template}`
      const filled = fillTemplate(template, address)
      if (!filled.ok) continue
      const title = `As ${shape.who}`
      const step = board.start(filled.value, title, filled.value)
      const asked = await probe({ url: filled.value, address, approved: server.approved, secrets: noSecrets, timeoutMs: guessMs }, board, step, deps)
      const real = asked.outcome.kind === 'answered' && (await knowsThePerson(template, address, asked, server, deps))
      if (real) {
        stop = true
        found.push({ asked, step, kept: { url: filled.value, template, title } })
      } else if (asked.outcome.kind === 'answered') board.done(step, 'no', 'says the same of a person who does not exist', asked.tookMs, asked.status)
      else board.failed(step, asked)
      // It wants a pause, or is gone: nothing more there.
      if (asked.fault !== null && (asked.fault.cause === 'rate-limit' || asked.fault.kind === 'offline')) stop = true
    }
  }
  // The product's own place is asked alone: it is usually right.
  const atOnce = server.product === '' ? guessesAtOnce : 1
  await Promise.all(Array.from({ length: atOnce }, worker))
  const [first] = found
  if (first) board.found(first.step, first.asked, first.kept, deps)
}

async function tryOffer(address: string, server: Server, board: Board, deps: FindUrlDeps): Promise<'there' | 'not-there'> {
  const step = board.start(`offer ${server.origin}`, 'What the server offers by itself', null, new URL(server.origin).host)
  const startMs = performance.now()
  const offer = await deps.reader.findOffered({ url: `${server.origin}/`, approved: server.approved, timeoutMs: guessMs, signal: deps.signal })
  const tookMs = Math.round(performance.now() - startMs)
  if (!offer.ok) {
    board.done(step, 'no', silenceInWords(offer.problem.cause ?? null, offer.problem.detail), tookMs)
    return 'not-there'
  }
  const { url, status } = offer.value
  if (url === null) {
    board.done(step, 'no', 'is there, and names no freebusy service', tookMs, status)
    return 'there'
  }
  // It says whom it is about by `user` (FBU-2).
  const kept = `${url}${url.includes('?') ? '&' : '?'}user=${encodeURIComponent(address)}`
  const asked = await probe({ url: kept, address, approved: server.approved && originOfUrl(url) === server.origin, secrets: noSecrets, timeoutMs: guessMs }, board, step, deps)
  if (asked.outcome.kind === 'answered') board.found(step, asked, { url: kept, template: `${url}${url.includes('?') ? '&' : '?'}user={userid}`, title: 'What the server offers by itself' }, deps)
  else board.failed(step, asked)
  return 'there'
}

/** A server that answers "never busy" of everybody knows nobody: silence counts only where a made-up person gets another answer. */
async function knowsThePerson(template: string, address: string, asked: Probed, server: Server, deps: FindUrlDeps): Promise<boolean> {
  if (asked.read?.answer.silent !== true) return true
  const nobody = fillTemplate(template, `parley-nobody-here@${domainOfAddress(address)}`)
  if (!nobody.ok) return false
  const control = await askOneUrl({ ...questionOf(address, deps), address: `parley-nobody-here@${domainOfAddress(address)}`, url: nobody.value, approved: server.approved, secrets: noSecrets, label: '', timeoutMs: guessMs })
  return control.outcome.kind !== 'answered'
}

interface Probe {
  readonly url: string
  readonly address: string | null
  readonly approved: boolean
  readonly secrets: UrlSecrets
  readonly timeoutMs: number
}
type Probed = OneAsked & { readonly tookMs: number; readonly status: number | null }

async function probe({ url, address, approved, secrets, timeoutMs }: Probe, board: Board, step: string, deps: FindUrlDeps): Promise<Probed> {
  const tries: FburlTry[] = []
  const startMs = performance.now()
  const asked = await askOneUrl({
    ...questionOf(address, deps),
    url,
    approved,
    secrets,
    label: deps.nameOf(hostOfUrl(url)),
    timeoutMs,
    again: true,
    onTry(one) {
      tries.push(one)
      if (one.status !== 200 && one.status !== 304) board.note(step, `${dialectInWords[one.dialect]}: ${triedInWords(one)}`)
    },
  })
  return { ...asked, tookMs: Math.round(performance.now() - startMs), status: tries.at(-1)?.status ?? null }
}

const questionOf = (address: string | null, { reader, zone, nowUtc, signal }: FindUrlDeps): { readonly reader: FburlReader; readonly address: string; readonly window: Interval; readonly zone: Zone; readonly nowUtc: Instant; readonly signal: AbortSignal } => ({
  reader,
  address: address ?? '',
  window: shownWindow(nowUtc, zone),
  zone,
  nowUtc,
  signal,
})

/** Two weeks from today, whole days of the person who looks. */
function shownWindow(nowUtc: Instant, zone: Zone): Interval {
  const today = dayOf(nowUtc, zone)
  return { startUtc: startOfDay(today, zone), endUtc: startOfDay(addDays(today, shownDays), zone) }
}

const triedInWords = ({ status, cause }: FburlTry): string => (status === null ? silenceInWords(cause) : `${statusInWords(status)} (${status})`)

/** The full address in it, or its first part as a whole piece of the path or a parameter: then others of the domain can be asked alike. */
export function templateOf(url: string, address: string | null): string | null {
  if (address === null || isTemplate(url)) return null
  const local = address.slice(0, address.lastIndexOf('@'))
  const spelled = (text: string): string[] => [...new Set([text, encodeURIComponent(text), encodeURIComponent(text).replaceAll('%40', '@')])].map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const whole = new RegExp(`(?:${spelled(address).join('|')})`, 'i')
  if (whole.test(url)) return url.replace(whole, '{userid}')
  const part = new RegExp(`(?<=[/=~?])(?:${spelled(local).join('|')})(?=$|[/.&#?])`, 'i')
  const { origin } = new URL(url)
  const rest = url.slice(origin.length)
  return part.test(rest) ? `${origin}${rest.replace(part, '{user}')}` : null
}

/** For the screen: what looks like a secret in an address is not shown. */
export function masked(url: string): string {
  return url.replace(/([?&](?:token|key|secret|auth|sig|signature|password|pwd)=)(?!\{)[^&#]*/gi, '$1…').replace(/^([a-z][a-z\d+.-]*:\/\/)[^/@?#]*@/i, '$1…@')
}

interface Kept {
  readonly url: string
  readonly template: string | null
  readonly title: string
}

/** The steps as the page sees them. */
interface Board {
  start(key: string, title: string, url: string | null, host?: string): string
  /** What happened meanwhile. */
  note(key: string, outcome: string): void
  done(key: string, state: 'yes' | 'no', outcome: string, tookMs: number | null, status?: number | null): void
  failed(key: string, asked: Probed): void
  found(key: string, asked: Probed, kept: Kept, deps: FindUrlDeps): void
  signIn(url: string): void
  problem(text: string): void
  isOver(): boolean
  end(): FreebusyFinding
}

function openBoard({ what, address }: { readonly what: string; readonly address: string | null }, deps: FindUrlDeps): Board {
  let finding: FreebusyFinding = { what, address, running: true, steps: [], found: null, signIn: null, problem: null }
  const show = (patch: Partial<FreebusyFinding>): void => deps.show((finding = { ...finding, ...patch }))
  const change = (key: string, patch: Partial<FindingStep>): void => show({ steps: finding.steps.map((step) => (step.key === key ? { ...step, ...patch } : step)) })
  const done: Board['done'] = (key, state, outcome, tookMs, status = null) => change(key, { state, outcome, tookMs, status })
  show({})
  return {
    start(key, title, url, host) {
      const step: FindingStep = { key, title, host: deps.nameOf(host ?? (url === null ? '' : hostWithPort(url))), url: url === null ? null : masked(url), state: 'running', outcome: '', status: null, tookMs: null }
      show({ steps: [...finding.steps, step] })
      return key
    },
    note: (key, outcome) => change(key, { outcome }),
    done,
    failed(key, { outcome, fault, tookMs, status }) {
      const words = fault === null ? (outcome.kind === 'unknown' ? outcome.reason.text : '') : fault.httpStatus === undefined ? silenceInWords(fault.cause ?? null, fault.detail) : statusInWords(fault.httpStatus)
      done(key, 'no', words, tookMs, fault?.httpStatus ?? status)
    },
    found(key, { read, tookMs, status }, kept, { nowUtc, zone }) {
      if (read === null) throw new Error('found without an answer')
      const window = shownWindow(nowUtc, zone)
      const { answer, http } = read
      done(key, 'yes', answer.from === 'events' ? 'answered with a published calendar' : 'answered', tookMs, status)
      const found: FoundUrl = {
        url: kept.url,
        template: kept.template,
        host: deps.nameOf(hostWithPort(kept.url)),
        title: kept.title,
        window,
        spans: toTimeline(answer.spans.filter(({ kind }) => kind !== 'unknown'), null, window),
        coverage: answer.coverage,
        from: answer.from,
        stampUtc: answer.stampUtc,
        rememberable: http.rememberable,
        notes: notesOn(read, window, zone),
      }
      show({ found })
    },
    signIn: (url) => show({ signIn: { host: deps.nameOf(hostWithPort(url)), url } }),
    problem: (problem) => show({ problem }),
    isOver: () => finding.found !== null || finding.signIn !== null || deps.signal.aborted,
    end() {
      const none = finding.found === null && finding.signIn === null && finding.problem === null
      show({ running: false, ...(none ? { problem: deps.signal.aborted ? 'Stopped.' : 'No free/busy was found this way.' } : {}) })
      return finding
    },
  }
}

function hostWithPort(url: string): string {
  const read = readFreeBusyUrl(url)
  return read.ok ? read.value.host : hostOfUrl(url)
}

function notesOn({ answer, http }: NonNullable<OneAsked['read']>, window: Interval, zone: Zone): string[] {
  const notes: string[] = []
  const times = http.body.match(/^(?:FREEBUSY|DTSTART|DTEND)[^:\r\n]*:[^\r\n]*/gim) ?? []
  const named = [...new Set(times.flatMap((line) => /;TZID="?([^":;]+)/i.exec(line)?.[1] ?? []))]
  if (answer.from === 'events') notes.push(`It is a published calendar: busy times are worked out from its events, whole days as they fall in ${zone}.`)
  else if (named.length > 0) notes.push(`Its times name a zone (${named.slice(0, 3).join(', ')}) where UTC is due; they are read in that zone.`)
  else if (times.some((line) => /:\d{8}T\d{6}(?![\dZ])/.test(line))) notes.push('Its times name no zone; they are read as UTC.')
  if (answer.silent) notes.push('It reports no busy time at all for these two weeks.')
  if (answer.coverage !== null && (answer.coverage.startUtc > window.startUtc || answer.coverage.endUtc < window.endUtc)) notes.push('It speaks about a part of these two weeks; the rest stays unknown.')
  if (http.movedTo !== null) notes.push('The server says that it has moved for good; the new address is used from now on.')
  return notes
}
