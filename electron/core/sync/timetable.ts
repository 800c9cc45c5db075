import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { Clock, Stop } from '../ports.ts'
import { backoffMs } from './backoff.ts'
import type { Pushed } from './push.ts'

export interface TimetableDeps {
  readonly clock: Clock
  readonly random: () => number
  accounts(): readonly { readonly id: AccountId; readonly practice: boolean; /** Reachable as far as the host knows, and not resting. */ readonly online: boolean }[]
  /** When the queue of an account has something to send; null: nothing waits. */
  dueAt(id: AccountId): Instant | null
  push(id: AccountId): Promise<Pushed>
  pull(id: AccountId): Promise<AppError | null>
}

export interface Timetable {
  /** Something changed: accounts, queue or network. Looks again at once. */
  look(): void
  /** When the next pull of an account is planned; null: one runs, or none is planned. */
  nextUtc(id: AccountId): Instant | null
  /** A round now, whatever failed before; resolves when a pull that began after this call has ended. */
  now(id: AccountId): Promise<void>
  /** Stops; resolves when nothing runs any more. */
  close(): Promise<void>
}

const practiceEveryMs = 3_000
const activeEveryMs = 60_000
const quietEveryMs = 180_000
const activeForMs = 10 * 60_000
const signInEveryMs = 10 * 60_000
const afterFaultMs = 5_000
/** After our own writes: what the server made of it, and quick answers (SCH-30, SCH-32: 1.0 is looked at again). */
const afterWriteMs = [1_500]
const afterMessageMs = [1_500, 8_000, 20_000, 60_000]

interface Line {
  pulling: Promise<void> | null
  pushing: Promise<void> | null
  pullAt: Instant
  /** Extra looks. */
  soon: Instant[]
  failures: number
  pushNotBefore: Instant
  pullAgain: boolean
  waiters: (() => void)[]
}

/** Decides when each account pushes and pulls. Accounts do not wait for one another; of each, one push and one pull run at a time. */
export function createTimetable(deps: TimetableDeps): Timetable {
  const { clock } = deps
  const lines = new Map<AccountId, Line>()
  let activeUntil: Instant = clock.now() + activeForMs
  let timer: Stop | null = null
  let closed = false

  function lineOf(id: AccountId): Line {
    let line = lines.get(id)
    if (line === undefined) {
      line = { pulling: null, pushing: null, pullAt: 0, soon: [], failures: 0, pushNotBefore: 0, pullAgain: false, waiters: [] }
      lines.set(id, line)
    }
    return line
  }

  /** Whatever goes wrong in it, there is a next one. */
  function look(): void {
    timer?.()
    timer = null
    if (closed) return
    try {
      lookAtAll()
    } catch (error) {
      timer ??= clock.after(afterFaultMs, look)
      throw error
    }
  }

  function lookAtAll(): void {
    const accounts = deps.accounts()
    for (const id of lines.keys()) if (!accounts.some((account) => account.id === id)) drop(id)
    let next: Instant = Infinity
    for (const account of accounts) {
      if (!account.online) {
        settleWaiters(lineOf(account.id))
        continue
      }
      next = Math.min(next, lookAt(account.id, account.practice))
    }
    if (Number.isFinite(next)) timer = clock.after(Math.max(20, next - clock.now()), look)
  }

  /** Starts what is due and says when to look again. */
  function lookAt(id: AccountId, practice: boolean): Instant {
    const line = lineOf(id)
    const now = clock.now()
    const waiting = deps.dueAt(id)
    const due = waiting === null ? null : Math.max(waiting, line.pushNotBefore)
    if (due !== null && due <= now && line.pushing === null) startPush(id, line)
    if (line.soon.some((at) => at <= now)) line.pullAt = Math.min(line.pullAt, now)
    line.soon = line.soon.filter((at) => at > now)
    if (line.pullAt <= now && line.pulling === null) startPull(id, line, practice)
    const nextPush = line.pushing === null && due !== null ? due : Infinity
    const nextPull = line.pulling === null ? Math.min(line.pullAt, ...line.soon) : Infinity
    return Math.min(nextPush, nextPull)
  }

  function startPush(id: AccountId, line: Line): void {
    line.pushing = deps
      .push(id)
      .then((pushed) => {
        // Rows know themselves when to try again; this keeps a fault of ours from turning in circles.
        line.pushNotBefore = pushed.problem?.kind === 'bug' ? clock.now() + 5_000 : 0
        if (pushed.sent > 0) line.soon.push(...(pushed.told > 0 ? afterMessageMs : afterWriteMs).map((ms) => clock.now() + ms))
      })
      .finally(() => {
        line.pushing = null
        look()
      })
  }

  function startPull(id: AccountId, line: Line, practice: boolean): void {
    const waiters = line.waiters.splice(0)
    line.pullAgain = false
    line.pullAt = Infinity
    line.pulling = deps
      .pull(id)
      .then((problem) => {
        line.failures = problem === null || problem.kind === 'cancelled' ? 0 : line.failures + 1
        line.pullAt = line.pullAgain ? 0 : clock.now() + pauseAfter(problem, line, practice)
      })
      .finally(() => {
        line.pulling = null
        for (const done of waiters) done()
        look()
      })
  }

  function pauseAfter(problem: AppError | null, line: Line, practice: boolean): number {
    const now = clock.now()
    const usual = practice ? practiceEveryMs : now < activeUntil ? activeEveryMs : quietEveryMs
    if (problem === null) return Math.round(usual * (0.9 + 0.2 * deps.random()))
    if (problem.kind === 'sign-in') return signInEveryMs
    return Math.max(practice ? 0 : 5_000, backoffMs(line.failures, deps.random(), problem.retryAfterMs))
  }

  function settleWaiters(line: Line): void {
    for (const done of line.waiters.splice(0)) done()
  }

  function drop(id: AccountId): void {
    const line = lines.get(id)
    if (line === undefined || line.pulling !== null || line.pushing !== null) return
    settleWaiters(line)
    lines.delete(id)
  }

  return {
    look,
    nextUtc(id) {
      const line = lines.get(id)
      if (line === undefined || line.pulling !== null) return null
      const next = Math.min(line.pullAt, ...line.soon)
      return Number.isFinite(next) && next > 0 ? next : null
    },
    now(id) {
      if (closed) return Promise.resolve()
      activeUntil = clock.now() + activeForMs
      const line = lineOf(id)
      line.failures = 0
      line.pullAt = Math.min(line.pullAt, clock.now())
      line.pullAgain = true
      const done = new Promise<void>((resolve) => line.waiters.push(resolve))
      look()
      return done
    },
    async close() {
      closed = true
      timer?.()
      await Promise.allSettled([...lines.values()].flatMap((line) => [line.pulling, line.pushing].filter((work) => work !== null)))
      for (const line of lines.values()) settleWaiters(line)
    },
  }
}
