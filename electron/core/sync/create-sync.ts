import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { AccountRow } from '../store/rows.ts'
import { pullAccount } from './pull.ts'
import { hurry, isQueued, nextDue, type Pushed, pushAccount, recoverSending } from './push.ts'
import { steady } from '../steady.ts'
import { createOwnWrites, type SyncContext, type SyncDeps } from './sync-deps.ts'
import { createTimetable } from './timetable.ts'

export interface Sync {
  start(): void
  /** A round now, of one account or of all; resolves when it is over. What went wrong is in the state of the account. */
  syncNow(accountId?: AccountId): Promise<void>
  /** When an account is looked at next by itself; null: it is being looked at, or rests. */
  nextRoundUtc(id: AccountId): Instant | null
  /** The queue, an account or a password changed. */
  wake(): void
  /** Ends what runs; unsent rows stay as they are. */
  close(): Promise<void>
}

/** The state of an account is told at most this often while nothing about it changes. */
const tellSuccessEveryMs = 60_000

/** Keeps every account in step with its server; a dead one does not hold up the others. */
export function createSync(deps: SyncDeps): Sync {
  const { store, clock, network, log } = deps
  const closing = new AbortController()
  const context: SyncContext = { ...deps, signal: closing.signal, ownWrites: createOwnWrites(clock) }
  const timetable = createTimetable({
    clock,
    random: deps.random ?? Math.random,
    accounts: () => store.read.accounts().map((account) => ({ id: account.id, practice: account.practice, online: isReachable(account) && !account.paused })),
    dueAt: (id) => nextDue(store.read.queueHeads({ accountId: id }), isQueued(store)),
    push: (id) => guarded(() => push(id), { sent: 0, told: 0, problem: bug('push failed') }),
    pull: (id) => guarded(() => pull(id), bug('pull failed')),
  })
  const stops: (() => void)[] = []
  let lookPlanned = false
  const { soon } = steady(log)

  /** The practice organisations answer on this computer: they are there without a network. */
  const isReachable = (account: AccountRow) => account.practice || network.online()

  async function push(id: AccountId): Promise<Pushed> {
    const pushed = await pushAccount(context, id)
    if (pushed.problem !== null) tellState(id, pushed.problem)
    return pushed
  }

  async function pull(id: AccountId): Promise<AppError | null> {
    const account = store.read.account(id)
    if (account === null) return null
    if (account.lastSuccessUtc === null && account.status === 'live') store.write(['accounts'], (tx) => tx.patchAccount(id, { status: 'syncing' }))
    const pulled = await pullAccount(context, id)
    const problem = pulled.ok ? null : pulled.problem
    tellState(id, problem)
    return problem
  }

  function tellState(id: AccountId, problem: AppError | null): void {
    const before = store.read.account(id)
    if (closing.signal.aborted || before === null || problem?.kind === 'cancelled') return
    const status = statusOf(problem)
    const now = clock.now()
    const same = before.status === status && before.progress === null && JSON.stringify(before.problem) === JSON.stringify(problem)
    // A problem is told anew each time: when it is tried next is part of what is shown.
    const quiet = same && problem === null && now - (before.lastSuccessUtc ?? 0) < tellSuccessEveryMs
    store.write(quiet ? [] : ['accounts'], (tx) => tx.patchAccount(id, { status, problem, progress: null, ...(problem === null ? { lastSuccessUtc: now } : {}) }))
  }

  /** A mistake of ours in one account must not end the loop of the others. */
  async function guarded<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!closing.signal.aborted) log.warn('sync-bug', { message: error instanceof Error ? error.message.slice(0, 200) : 'unknown', at: error instanceof Error ? (error.stack ?? '').split('\n')[1]?.trim().slice(0, 200) ?? '' : '' })
      return otherwise
    }
  }

  /** Many changes of one moment are looked at together. */
  function lookSoon(): void {
    if (lookPlanned || closing.signal.aborted) return
    lookPlanned = true
    soon(() => {
      lookPlanned = false
      if (!closing.signal.aborted) timetable.look()
    })
  }

  return {
    start() {
      recoverSending(store)
      stops.push(
        store.onChange((topics) => {
          if (topics.includes('queue') || topics.includes('accounts')) lookSoon()
        }),
        network.onChange((online) => {
          if (!online) return tellOffline()
          hurry(store, ['offline'])
          for (const account of store.read.accounts()) void timetable.now(account.id)
        }),
      )
      if (!network.online()) tellOffline()
      timetable.look()
    },
    async syncNow(accountId) {
      const ids = accountId === undefined ? store.read.accounts().map((account) => account.id) : [accountId]
      hurry(store, ['offline', 'sign-in'], accountId)
      await Promise.all(ids.map((id) => timetable.now(id)))
    },
    nextRoundUtc: timetable.nextUtc,
    wake: lookSoon,
    async close() {
      for (const stop of stops) stop()
      closing.abort()
      await timetable.close()
    },
  }

  function tellOffline(): void {
    for (const account of store.read.accounts()) {
      if (!isReachable(account)) tellState(account.id, { kind: 'offline', effect: 'saved-here', retry: 'later', cause: 'no-network', accountId: account.id })
    }
  }
}

function statusOf(problem: AppError | null): AccountRow['status'] {
  if (problem === null) return 'live'
  return problem.kind === 'offline' ? 'offline' : problem.kind === 'sign-in' ? 'sign-in' : 'problem'
}

const bug = (detail: string): AppError => ({ kind: 'bug', effect: 'saved-here', retry: 'later', detail })
