import type { AppError } from '../../../shared/contract/app-error.ts'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import { toTimeline } from '../../../shared/freebusy/timeline.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { openFburlReader, type FburlReader } from '../dav/fburl.ts'
import { leastFreshMs } from '../dav/freshness.ts'
import type { FburlMemory } from '../dav/fburl-memory.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { WireLog } from '../dav/wire-log.ts'
import type { Clock, Log } from '../ports.ts'
import type { AccountRow, BusyAnswerRow } from '../store/rows.ts'
import { askFburl, type UrlEnd, type UrlOutcome } from './ask-fburl.ts'
import { askOutbox, type Outcome, type Person } from './ask-outbox.ts'
import { chooseSources, type OutboxSource, type Source } from './choose-source.ts'
import type { KnownUrl } from './known-urls.ts'
import { offlineReason, timeoutReason } from './reasons.ts'
import type { UrlSecrets } from './url-secrets.ts'

export interface LookUpDeps {
  readonly accounts: readonly AccountRow[]
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  readonly online: boolean
  sessionOf(id: AccountId): DavClient
  /** Freebusy URLs of a person, best first (`known-urls.ts`). */
  freebusyUrls(address: string): readonly KnownUrl[]
  /** What signs the request to one of them. */
  secretsOf(known: KnownUrl): Promise<Result<UrlSecrets, AppError>>
  /** What one of them came to: told to who keeps it. */
  onUrl(known: KnownUrl, end: UrlEnd): void
  /** Answers still held; those young enough that cover the window are not asked again unless `fresh`. */
  known(address: string): readonly BusyAnswerRow[]
  /** The meeting being edited, by UID, so that servers leave it out (SCH-54). */
  readonly maskUid: string | null
  /** As soon as each is there: first `asking`, then `answered` or `unknown`. One row for each address, source and account. */
  tell(rows: readonly BusyAnswerRow[]): void
  /** The Outbox said that it does not do this: not to be asked for a day (SCH-52); whoever lends the accounts remembers it. */
  onNoOutboxFreeBusy?(id: AccountId): void
  readonly limits?: Partial<Limits>
}

interface Limits {
  readonly outboxMs: number
  readonly fburlMs: number
}
const usualLimits: Limits = { outboxMs: 20_000, fburlMs: 10_000 }

const dayMs = 86_400_000
/** Neighbouring days come along, so that turning a page needs no new question (FBU-12). */
const marginMs = 7 * dayMs
/** Servers refuse longer questions, or answer a part of them: more is asked in pieces. */
const outboxPieceMs = 62 * dayMs
const longestMs = 366 * dayMs
/** An answer younger than this is as good as a new one, where its source does not say itself how long it holds (FBU-24). */
const freshForMs: Readonly<Record<BusyAnswerRow['source'], number>> = { outbox: 120_000, 'other-server': 120_000, fburl: 15 * 60_000 }

interface Ask {
  readonly person: Person
  readonly source: Source
  readonly before: BusyAnswerRow | null
  /** UID of the meeting that is left out of the answer. */
  readonly mask: string | null
}

/**
 * Asks every source of every person at once; a dead one delays nobody, and a time limit turns it into unknown (FBU-20, T-F30).
 * Own addresses have no source: their row comes from the store. Resolves when all have ended, with how many people were asked.
 *
 * What a failed source said before is kept in the row with its old `askedAtUtc`: state `unknown`, the reason of today, and
 * `coverage` of then, for the query to show as stale.
 */
export type LookUp = (question: BusyQuestion & { readonly fresh: boolean }, deps: LookUpDeps) => Promise<{ readonly asked: number }>

/** Keeps sockets from one question to the next. `sinceUtc`: what was asked before that asks no more; a program that ended has nobody waiting. */
export function createFreeBusy(memory: FburlMemory, sinceUtc: Instant, wire?: Pick<WireLog, 'begin'>): { readonly lookUp: LookUp; readonly fburls: FburlReader; close(): Promise<void> } {
  const fburls = openFburlReader(memory, wire === undefined ? {} : { wire })
  return { lookUp: (question, deps) => lookUp(question, { ...deps, fburls, sinceUtc }), fburls, close: () => fburls.close() }
}

type Deps = LookUpDeps & { readonly fburls: FburlReader; readonly sinceUtc: Instant }

async function lookUp(question: BusyQuestion & { readonly fresh: boolean }, deps: Deps): Promise<{ readonly asked: number }> {
  const asks = question.people.flatMap((person) => asksFor(person, question, deps))
  const window = widen(question.window)
  const nowUtc = deps.clock.now()
  const asked = new Set(asks.map(({ person }) => person.address)).size
  if (!deps.online) {
    deps.tell(asks.map((ask) => rowOf(ask, { kind: 'unknown', reason: offlineReason }, window, nowUtc)))
    return { asked }
  }
  deps.tell(asks.map((ask) => askingRow(ask, window, nowUtc)))
  await Promise.all([...byAccount(asks).values()].map((group) => askAccount(group, window, deps)).concat(asks.map((ask) => askUrl(ask, window, deps))))
  deps.log.info('free-busy', { people: asked, sources: asks.length })
  return { asked }
}

function asksFor(person: BusyQuestion['people'][number], question: BusyQuestion & { readonly fresh: boolean }, deps: Deps): readonly Ask[] {
  const address = toAddress(person.address)
  const known = deps.known(address)
  return chooseSources(address, { accounts: deps.accounts, askingAccountId: question.accountId, freebusyUrls: (a) => deps.freebusyUrls(a) }).flatMap((source) => {
    const mask = source.kind === 'fburl' ? null : deps.maskUid
    const held = known.find((row) => row.source === source.kind && row.accountId === accountOf(source)) ?? null
    const heldMask = held?.mask ?? null
    if (!question.fresh && held && heldMask === mask && stillGood(held, question.window, deps)) return []
    // What was answered with another meeting left out would show its time as free.
    const before = heldMask === null || heldMask === mask ? held : null
    return [{ person: { address, label: source.label, isGroup: person.kind === 'group', relayed: source.kind === 'other-server' }, source, before, mask }]
  })
}

function stillGood(row: BusyAnswerRow, window: Interval, { clock, sinceUtc }: Deps): boolean {
  const nowUtc = clock.now()
  if (row.asked.startUtc > window.startUtc || row.asked.endUtc < window.endUtc) return false
  // A question that is under way is not asked twice; one that never ended (the program did) is.
  if (row.state === 'asking') return row.askedAtUtc >= sinceUtc && nowUtc - row.askedAtUtc < usualLimits.outboxMs
  if (row.state !== 'answered') return false
  const said = row.freshUntilUtc ?? null
  return said === null ? nowUtc - row.askedAtUtc < freshForMs[row.source] : nowUtc < Math.max(said, row.askedAtUtc + leastFreshMs)
}

const accountOf = (source: Source): AccountId | null => (source.kind === 'fburl' ? null : source.account.id)

/** Whole days in UTC around the window. */
function widen({ startUtc, endUtc }: Interval): Interval {
  return { startUtc: Math.floor((startUtc - marginMs) / dayMs) * dayMs, endUtc: Math.ceil((endUtc + marginMs) / dayMs) * dayMs }
}

/** No longer than a year (FBU-12); the days asked for win over the margin. */
function shorten(wide: Interval): Interval {
  const overMs = wide.endUtc - wide.startUtc - longestMs
  if (overMs <= 0) return wide
  const startUtc = wide.startUtc + Math.min(overMs, marginMs)
  return { startUtc, endUtc: Math.min(wide.endUtc, startUtc + longestMs) }
}

type OutboxAsk = Ask & { readonly source: OutboxSource }

function byAccount(asks: readonly Ask[]): ReadonlyMap<AccountId, readonly OutboxAsk[]> {
  const groups = new Map<AccountId, OutboxAsk[]>()
  for (const { source, ...ask } of asks) {
    if (source.kind === 'fburl') continue
    const group = groups.get(source.account.id) ?? []
    group.push({ ...ask, source })
    groups.set(source.account.id, group)
  }
  return groups
}

async function askAccount(asks: readonly OutboxAsk[], wide: Interval, deps: LookUpDeps): Promise<void> {
  const account = asks[0]?.source.account
  if (!account) return
  const window = shorten(wide)
  const pieces = inPieces(window)
  const open = new Map(asks.map((ask) => [ask.person.address, { ask, told: [] as Outcome[], left: pieces.length }]))
  /** Whoever is done, as one piece of news: of 500 people each alone would be 500 of them, and as many new looks at all rows. */
  const finish = (addresses: readonly string[]): void => {
    const rows = addresses.flatMap((address) => {
      const one = open.get(address)
      if (!one) return []
      open.delete(address)
      return [rowOf(one.ask, joined(one.told, window), window, deps.clock.now())]
    })
    if (rows.length > 0) deps.tell(rows)
  }
  const limit = deadline(deps, { ...usualLimits, ...deps.limits }.outboxMs, () => {
    for (const { ask, told } of open.values()) told.push({ kind: 'unknown', reason: timeoutReason(ask.person.label) })
    finish([...open.keys()])
  })
  const ended = await Promise.all(
    pieces.map((piece) =>
      askOutbox({
        dav: deps.sessionOf(account.id),
        account,
        people: asks.map(({ person }) => person),
        window: piece,
        maskUid: deps.maskUid,
        nowUtc: deps.clock.now(),
        newId: deps.newId,
        timeoutMs: { ...usualLimits, ...deps.limits }.outboxMs,
        signal: limit.signal,
        tell(told) {
          for (const { address, outcome } of told) {
            const one = open.get(address)
            if (!one) continue
            one.told.push(outcome)
            one.left -= 1
          }
          finish(told.flatMap(({ address }) => (open.get(address)?.left === 0 ? [address] : [])))
        },
      }),
    ),
  )
  limit.stop()
  if (ended.some(({ supported }) => !supported)) deps.onNoOutboxFreeBusy?.(account.id)
}

/** Whole days each, and together the window. */
function inPieces({ startUtc, endUtc }: Interval): readonly Interval[] {
  const pieces: Interval[] = []
  for (let from = startUtc; from < endUtc; from += outboxPieceMs) pieces.push({ startUtc: from, endUtc: Math.min(endUtc, from + outboxPieceMs) })
  return pieces
}

/** The answers to the pieces as one: what no piece spoke about stays unknown. Without any answer, the first reason. */
function joined(told: readonly Outcome[], window: Interval): Outcome {
  const answered = told.filter((one) => one.kind === 'answered')
  const [first] = told
  if (first === undefined) throw new Error('an outcome without pieces')
  if (answered.length === 0 || told.length === 1) return first
  return {
    kind: 'answered',
    spans: toTimeline(answered.flatMap(({ spans }) => spans.filter(({ kind }) => kind !== 'unknown')), null, window),
    coverage: { startUtc: Math.min(...answered.map(({ coverage }) => coverage.startUtc)), endUtc: Math.max(...answered.map(({ coverage }) => coverage.endUtc)) },
  }
}

async function askUrl(ask: Ask, wide: Interval, deps: Deps): Promise<void> {
  if (ask.source.kind !== 'fburl') return
  const { source, person } = ask
  const window = shorten(wide)
  const timeoutMs = { ...usualLimits, ...deps.limits }.fburlMs
  let told = false
  const tell = (outcome: Outcome | UrlOutcome): void => {
    if (told) return
    told = true
    deps.tell([rowOf(ask, outcome, window, deps.clock.now())])
  }
  // Each of the URLs has its own time; a dead one does not take the next one's.
  const limit = deadline(deps, timeoutMs * source.urls.length, () => tell({ kind: 'unknown', reason: timeoutReason(source.label) }))
  tell(
    await askFburl({
      reader: deps.fburls,
      source,
      address: person.address,
      window,
      zone: deps.clock.zone(),
      nowUtc: deps.clock.now(),
      timeoutMs,
      signal: limit.signal,
      secretsOf: (known) => deps.secretsOf(known),
      onUrl: (known, end) => deps.onUrl(known, end),
    }),
  )
  limit.stop()
}

/** First `late`, so that the row says "in time", then the request is given up. */
function deadline(deps: LookUpDeps, ms: number, late: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController()
  const stop = deps.clock.after(ms, () => {
    try {
      late()
    } finally {
      controller.abort()
    }
  })
  return { signal: controller.signal, stop }
}

function baseRow({ person, source, mask }: Ask, asked: Interval, askedAtUtc: number): Omit<BusyAnswerRow, 'state' | 'coverage' | 'reason' | 'spans'> {
  return { address: person.address, source: source.kind, label: source.label, via: source.kind === 'fburl' ? (source.urls[0]?.via ?? null) : null, mask, accountId: accountOf(source), askedAtUtc, asked }
}

/** What was known before stays to be seen while we ask. */
function askingRow(ask: Ask, window: Interval, nowUtc: number): BusyAnswerRow {
  return { ...baseRow(ask, window, nowUtc), state: 'asking', coverage: ask.before?.coverage ?? null, reason: null, spans: ask.before?.spans ?? [] }
}

function rowOf(ask: Ask, outcome: Outcome | UrlOutcome, window: Interval, nowUtc: number): BusyAnswerRow {
  const by = 'by' in outcome ? { label: outcome.label, via: outcome.by.via } : {}
  if (outcome.kind === 'answered') return { ...baseRow(ask, window, nowUtc), ...by, freshUntilUtc: 'by' in outcome && outcome.freshForMs !== null ? nowUtc + outcome.freshForMs : null, state: 'answered', coverage: outcome.coverage, reason: null, spans: outcome.spans }
  const { before } = ask
  // Only faults that may pass leave the old answer standing: a refusal or an unknown user is news about it.
  const passing = ['unreachable', 'timeout', 'offline', 'sign-in'].includes(outcome.reason.code)
  if (passing && before?.coverage) return { ...before, state: 'unknown', reason: outcome.reason }
  return { ...baseRow(ask, window, nowUtc), ...by, state: 'unknown', coverage: null, reason: outcome.reason, spans: [] }
}
