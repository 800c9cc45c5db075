import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Feed } from '../../../shared/ical/split-feed.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { Vault } from '../accounts/vault.ts'
import { type FeedAnswer, type FeedReader, openFeedReader } from '../dav/get-feed.ts'
import { isLoopback } from '../dav/hrefs.ts'
import type { Auth } from '../dav/shapes.ts'
import type { Clock, Log, Network, Stop } from '../ports.ts'
import type { SubscriptionRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { backoffMs } from '../sync/backoff.ts'
import { hostOfPlace, openKept } from './place.ts'
import { everyMin, readFeed, wantedMinOf } from './read-feed.ts'
import { takeFeed } from './take-feed.ts'

export interface SubscriberDeps {
  readonly store: Store
  readonly vault: Pick<Vault, 'open'>
  readonly clock: Clock
  readonly log: Log
  readonly network: Network
  readonly reader?: FeedReader
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random?: () => number
}

export interface Subscriber {
  start(): void
  /** A subscription was added or changed: looks again at once. */
  wake(): void
  /** This one now, whatever failed before; resolves when it has been read. Null: it is as its address says. */
  refresh(id: CollectionId): Promise<AppError | null>
  /** Being read at this moment. */
  isFetching(id: CollectionId): boolean
  /** What stands at an address, without keeping it. */
  look(place: { readonly url: URL; readonly auth: Auth; readonly allowPlain: boolean }): Promise<Result<Feed, AppError>>
  close(): Promise<void>
}

const afterStartMs = 2_000
/** A fault passes at its earliest in this time. */
const leastPauseMs = 60_000

/** Reads every subscribed calendar when it is due. One that cannot be read keeps what was read last, and delays no other. */
export function createSubscriber(deps: SubscriberDeps): Subscriber {
  const { store, clock, network, log } = deps
  const reader = deps.reader ?? openFeedReader()
  const running = new Map<CollectionId, Promise<AppError | null>>()
  const closing = new AbortController()
  let planned: { readonly at: Instant; readonly stop: Stop } | null = null

  function plan(at: Instant): void {
    if (closing.signal.aborted || (planned !== null && planned.at <= at)) return
    planned?.stop()
    planned = { at, stop: clock.after(Math.max(0, at - clock.now()), look) }
  }

  function look(): void {
    planned = null
    if (closing.signal.aborted) return
    const now = clock.now()
    for (const row of store.read.subscriptions()) {
      if (row.paused || isResting(row) || running.has(row.id)) continue
      if (row.nextTryUtc !== null && row.nextTryUtc > now) plan(row.nextTryUtc)
      else if (isReachable(row)) void refresh(row.id)
    }
  }

  const isReachable = (row: SubscriptionRow): boolean => network.online() || isLoopback(hostOfPlace(row.place).replace(/:\d+$/, ''))

  function refresh(id: CollectionId): Promise<AppError | null> {
    const under = running.get(id)
    if (under) return under
    let failed = false
    const work = refreshOne(id)
      .catch((error: unknown): AppError => {
        failed = true
        log.warn('subscription-bug', { id, message: error instanceof Error ? error.message.slice(0, 200) : 'unknown' })
        return { kind: 'bug', effect: 'nothing-changed', retry: 'later', cause: 'unexpected' }
      })
      .finally(() => {
        running.delete(id)
        if (closing.signal.aborted) return
        store.announce(['subscriptions'])
        // When it is next due could not be written down: looked at once it would be read again and again.
        if (failed) plan(clock.now() + leastPauseMs)
        else look()
      })
    running.set(id, work)
    store.announce(['subscriptions'])
    return work
  }

  async function refreshOne(id: CollectionId): Promise<AppError | null> {
    const row = store.read.subscription(id)
    if (row === null) return null
    const read = await readOne(row)
    const now = clock.now()
    const after = store.read.subscription(id)
    if (closing.signal.aborted || after === null) return null
    // It was told to read somewhere else meanwhile: what came belongs to the old place, and the new one is still due.
    if (JSON.stringify(after.place) !== JSON.stringify(row.place)) return null
    const patch = read.ok ? await take(after, read.value, now) : failed(after, read.problem, now)
    if (patch === null) return null
    store.write(['subscriptions'], (tx) => tx.patchSubscription(id, patch))
    log.info('subscription-read', { id, ok: patch.problem === null, status: patch.problem?.httpStatus ?? null, cause: patch.problem?.cause ?? null })
    return patch.problem
  }

  async function readOne(row: SubscriptionRow): Promise<Result<FeedAnswer, AppError>> {
    const place = await openKept(deps.vault, row)
    if (!place.ok) return place
    return reader.getFeed({ ...place.value, allowPlain: row.place.allowPlain, etag: row.etag, lastModified: row.lastModified, signal: closing.signal })
  }

  type Patch = Partial<SubscriptionRow> & Pick<SubscriptionRow, 'problem'>

  async function take(row: SubscriptionRow, answer: FeedAnswer, now: Instant): Promise<Patch | null> {
    if (answer.kind === 'unchanged') return done(row, now)
    const feed = readFeed(answer.body, hostOfPlace(row.place))
    if (!feed.ok) return failed(row, feed.problem, now)
    if (!(await takeFeed(store, row.id, feed.value, closing.signal))) return null
    const wantedMin = wantedMinOf(feed.value)
    return { ...done({ ...row, wantedMin }, now), wantedMin, etag: answer.etag, lastModified: answer.lastModified }
  }

  const done = (row: SubscriptionRow, now: Instant): Patch => ({ lastSuccessUtc: now, nextTryUtc: now + everyMin(row) * 60_000, failures: 0, problem: null })

  function failed(row: SubscriptionRow, problem: AppError, now: Instant): Patch {
    const failures = row.failures + 1
    if (problem.retry === 'never') return { failures, problem, nextTryUtc: null }
    const pauseMs = Math.min(everyMin(row) * 60_000, leastPauseMs + backoffMs(failures, (deps.random ?? Math.random)()))
    return { failures, problem, nextTryUtc: now + Math.max(pauseMs, problem.retryAfterMs ?? 0) }
  }

  const stops: Stop[] = []
  return {
    start() {
      stops.push(
        network.onChange((online) => {
          if (online) plan(clock.now() + 1_000)
        }),
      )
      plan(clock.now() + afterStartMs)
    },
    wake: () => plan(clock.now()),
    refresh,
    isFetching: (id) => running.has(id),
    async look({ url, auth, allowPlain }) {
      const answer = await reader.getFeed({ url, auth, allowPlain, etag: null, lastModified: null, signal: closing.signal })
      if (!answer.ok) return fail(answer.problem)
      return answer.value.kind === 'text' ? readFeed(answer.value.body, url.host) : ok({ name: '', color: null, refreshMs: null, items: [], others: 0 })
    },
    async close() {
      closing.abort()
      planned?.stop()
      for (const stop of stops) stop()
      await Promise.all(running.values())
      await reader.close()
    },
  }
}

/** Nothing but the person can mend it (410, 401, an address that is none). */
export const isResting = (row: Pick<SubscriptionRow, 'problem'>): boolean => row.problem?.retry === 'never'
