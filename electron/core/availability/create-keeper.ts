import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AvailabilityPlan } from '../../../shared/contract/availability.ts'
import { toTimeline } from '../../../shared/freebusy/timeline.ts'
import { readAvailabilityPlan, writeAvailability } from '../../../shared/freebusy/availability-plan.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { subtract } from '../../../shared/time/intervals.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import { readStoredAvailability, writeStoredAvailability, type StoredAvailability } from '../dav/availability-prop.ts'
import { davError } from '../dav/errors.ts'
import type { DavClient } from '../dav/shapes.ts'
import { askOutbox, type Outcome } from '../freebusy/ask-outbox.ts'
import type { Clock, Log, Network, Stop } from '../ports.ts'
import { hostOf, myAddresses } from '../scheduling/identity.ts'
import type { AccountRow, ServerAvailabilityRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { awayIn, personOf } from './my-plan.ts'

export interface KeeperDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly network: Network
  readonly newId: () => string
  sessionOf(id: AccountId): DavClient
}

export interface AvailabilityKeeper {
  start(): void
  /** The plan of somebody changed: their servers are told at once. */
  wake(): void
  /** Looks at the servers of a person now; resolves when all have answered. `overwrite`: the person chose the plan that is here. */
  look(personId: string, options?: { readonly overwrite?: boolean }): Promise<void>
  close(): Promise<void>
}

const everyMs = 60 * 60_000
const afterStartMs = 4_000
const timeoutMs = 20_000
const dayMs = 86_400_000

/** Keeps each server's calendar-availability as the plan is. One that cannot be reached is tried again within the hour. */
export function createAvailabilityKeeper(deps: KeeperDeps): AvailabilityKeeper {
  const { store, clock, network } = deps
  const running = new Map<AccountId, Promise<void>>()
  const stops: Stop[] = []
  let planned: Stop | null = null
  let closed = false

  function plan(ms: number): void {
    planned?.()
    if (!closed) planned = clock.after(ms, round)
  }
  /** One that was let rest is not asked; its state stays as it was last known. */
  const atWork = (): readonly AccountRow[] => store.read.accounts().filter((account) => !account.paused)
  function round(): void {
    for (const account of atWork()) if (store.read.availability(personOf(account)) !== null && network.online()) void check(account, false)
    plan(everyMs)
  }

  function check(account: AccountRow, overwrite: boolean): Promise<void> {
    const under = running.get(account.id)
    if (under && !overwrite) return under
    const work = (under ?? Promise.resolve()).then(() => checkOne(account, overwrite)).finally(() => {
      if (running.get(account.id) === work) running.delete(account.id)
    })
    running.set(account.id, work)
    return work
  }

  async function checkOne(account: AccountRow, overwrite: boolean): Promise<void> {
    const mine = store.read.availability(personOf(account))?.plan ?? null
    const before = store.read.serverAvailability(account.id)
    const keep = (row: Partial<ServerAvailabilityRow> & Pick<ServerAvailabilityRow, 'state'>): void => {
      if (closed || store.read.account(account.id) === null) return
      store.write(['availability'], (tx) => tx.putServerAvailability({ accountId: account.id, sentText: before?.sentText ?? null, theirText: null, problem: null, checkedUtc: clock.now(), ...row }))
    }
    if (account.inboxHref === null || account.capabilities.availability === false) return keep({ state: 'unsupported' })
    const dav = deps.sessionOf(account.id)
    const there = await readStoredAvailability(dav, account.inboxHref)
    if (!there.ok) return keep({ state: 'waiting', problem: savedHere(there.problem) })
    if (mine === null) return keep(there.value.text === null ? { state: 'none' } : { state: 'differs', theirText: there.value.text })
    if (saysTheSame(there.value.text, mine)) return keep({ state: await followed(account, mine, dav), sentText: there.value.text })
    const sent = before?.sentText ?? null
    const untouched = there.value.text === null || (sent !== null && sameText(sent, there.value.text))
    if (!untouched && !overwrite) return keep({ state: 'differs', theirText: there.value.text })
    await put({ account, plan: mine, there: there.value, dav, keep })
  }

  async function put({ account, plan: mine, there, dav, keep }: { readonly account: AccountRow; readonly plan: AvailabilityPlan; readonly there: StoredAvailability; readonly dav: DavClient; readonly keep: (row: Partial<ServerAvailabilityRow> & Pick<ServerAvailabilityRow, 'state'>) => void }): Promise<void> {
    const inbox = account.inboxHref ?? ''
    const written = await writeStoredAvailability(dav, inbox, writeAvailability(mine, clock.now()), there.under)
    if (!written.ok) return keep({ state: written.problem.retry === 'later' || written.problem.kind === 'offline' ? 'waiting' : 'refused', problem: savedHere(written.problem) })
    const back = await readStoredAvailability(dav, inbox)
    if (!back.ok) return keep({ state: 'waiting', problem: savedHere(back.problem) })
    if (!saysTheSame(back.value.text, mine)) return keep({ state: 'refused', theirText: back.value.text, problem: savedHere(davError({ kind: 'refused', cause: 'kept-otherwise', retry: 'never' }, { host: dav.host })) })
    deps.log.info('availability-stored', { account: account.id })
    keep({ state: await followed(account, mine, dav), sentText: back.value.text })
  }

  /**
   * Asks the server about the coming week: only answers that say what the plan says prove that it follows it. Cyrus 3.6.1 looks at the
   * first AVAILABLE of a VAVAILABILITY and calls all other hours unavailable.
   */
  async function followed(account: AccountRow, mine: AvailabilityPlan, dav: DavClient): Promise<'kept' | 'partly' | 'ignored' | 'stored'> {
    const now = clock.now()
    const address = myAddresses(account).find((one) => one.includes('@'))
    if (address === undefined || account.outboxHref === null || account.capabilities.outboxFreeBusy === false) return 'stored'
    const window = { startUtc: now, endUtc: now + 7 * dayMs }
    const answers: Outcome[] = []
    await askOutbox({
      dav,
      account,
      people: [{ address, label: hostOf(account), isGroup: false, relayed: false }],
      window,
      maskUid: null,
      nowUtc: now,
      newId: deps.newId,
      timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      tell: (told) => void answers.push(...told.map(({ outcome }) => outcome)),
    })
    const answer = answers[0]
    return answer === undefined || answer.kind === 'unknown' ? 'stored' : verdict(awayIn(mine, window), toTimeline(answer.spans, null, window))
  }

  return {
    start() {
      stops.push(network.onChange((online) => online && plan(1_000)))
      plan(afterStartMs)
    },
    wake: () => plan(0),
    async look(personId, { overwrite = false } = {}) {
      await Promise.all(atWork().filter((account) => personOf(account) === personId).map((account) => check(account, overwrite)))
    },
    async close() {
      closed = true
      planned?.()
      for (const stop of stops) stop()
      await Promise.all(running.values())
    },
  }
}

/** The same plan, whatever the bytes: servers write texts anew. */
function saysTheSame(text: string | null, mine: AvailabilityPlan): boolean {
  const read = text === null ? null : readAvailabilityPlan(text, mine.zone)
  return read !== null && read.ok && JSON.stringify(read.value) === JSON.stringify(mine)
}

const sameText = (a: string, b: string | null): boolean => b !== null && a.replace(/\s+/g, '') === b.replace(/\s+/g, '')

const savedHere = (problem: AppError): AppError => ({ ...problem, effect: 'saved-here' })

/**
 * What an answer says of a plan. In: closed time of the plan, and the answer as a timeline. Events of mine hide what lies under them,
 * so only time that the answer calls free or unavailable is judged.
 */
export function verdict(away: readonly BusySpan[], answer: readonly BusySpan[]): 'kept' | 'partly' | 'ignored' | 'stored' {
  const closed = away.filter(({ kind }) => kind === 'unavailable')
  const heard = answer.filter(({ kind }) => kind === 'unavailable')
  const free = answer.filter(({ kind }) => kind === 'free')
  const overlap = (list: readonly Interval[], others: readonly Interval[]): boolean => list.some((a) => others.some((b) => Math.min(a.endUtc, b.endUtc) - Math.max(a.startUtc, b.startUtc) >= shortestMs))
  if (closed.length === 0) return heard.length === 0 ? 'kept' : 'partly'
  if (!overlap(closed, heard)) return overlap(closed, free) ? 'ignored' : 'stored'
  const openTime = subtract(answer.length === 0 ? [] : [{ startUtc: answer[0]?.startUtc ?? 0, endUtc: answer.at(-1)?.endUtc ?? 0 }], away.map(({ startUtc, endUtc }) => ({ startUtc, endUtc })))
  return overlap(openTime, heard) || overlap(closed, free) ? 'partly' : 'kept'
}
/** Seconds at the edges are no difference. */
const shortestMs = 10 * 60_000
