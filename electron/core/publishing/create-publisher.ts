import type { AppError } from '../../../shared/contract/app-error.ts'
import { readFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { addDays, dayOf, startOfDay } from '../../../shared/time/days.ts'
import type { Vault } from '../accounts/vault.ts'
import { davError } from '../dav/errors.ts'
import type { Clock, Log, Network, Stop } from '../ports.ts'
import { myAddresses } from '../scheduling/identity.ts'
import type { AccountRow, PublishedLinkRow } from '../store/rows.ts'
import type { ReadStore, Store } from '../store/store.ts'
import { backoffMs } from '../sync/backoff.ts'
import { contentOf, type Content } from './content.ts'
import type { WireLog } from '../dav/wire-log.ts'
import { occupied, openTarget, type Target } from './target.ts'

export interface PublisherDeps {
  readonly store: Store
  readonly vault: Pick<Vault, 'open'>
  readonly clock: Clock
  readonly log: Log
  readonly network: Network
  readonly wire?: Pick<WireLog, 'begin'>
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random?: () => number
}

export interface Publisher {
  start(): void
  /** Settings of a link changed: looks again at once. */
  wake(): void
  /** This one now, whatever failed before; resolves when the target has answered. Null: it is published. */
  publish(id: string): Promise<AppError | null>
  /** Opens the place of a link, for looking at it or clearing it. */
  open(row: PublishedLinkRow): Promise<Result<Target, AppError>>
  close(): Promise<void>
}

/** FBP-2: many changes of one minute are one publishing. */
const afterChangeMs = 60_000
const afterStartMs = 3_000
/** A little after midnight the window has moved on. */
const afterMidnightMs = 20_000

/** Keeps every published link as my calendars are. A link that cannot be written rests or is tried again later; it delays no other. */
export function createPublisher(deps: PublisherDeps): Publisher {
  const { store, clock, network, log } = deps
  const running = new Map<string, Promise<AppError | null>>()
  let planned: { readonly at: Instant; readonly stop: Stop } | null = null
  let closed = false

  function plan(at: Instant): void {
    if (closed || (planned !== null && planned.at <= at)) return
    planned?.stop()
    planned = { at, stop: clock.after(Math.max(0, at - clock.now()), look) }
  }

  /** Publishes what differs from what stands there, and plans the next look. */
  function look(): void {
    planned = null
    if (closed) return
    const now = clock.now()
    const links = store.read.publishedLinks().filter((row) => !row.paused && !isResting(row) && restingAccount(store.read, row) === null)
    if (links.length === 0) return
    for (const row of links) {
      if (row.nextTryUtc !== null && row.nextTryUtc > now) plan(row.nextTryUtc)
      else if (network.online() && hasChanged(row, now)) void publish(row.id)
    }
    const zone = store.read.zone()
    plan(startOfDay(addDays(dayOf(now, zone), 1), zone) + afterMidnightMs)
  }

  function hasChanged(row: PublishedLinkRow, now: Instant): boolean {
    const said = contentOf(store.read, row.id, row.settings, now)
    return said.kind === 'ready' && said.content.digest !== row.digest
  }

  function publish(id: string): Promise<AppError | null> {
    const under = running.get(id)
    if (under) return under
    const work = publishOne(id).finally(() => running.delete(id))
    running.set(id, work)
    return work
  }

  async function publishOne(id: string): Promise<AppError | null> {
    const row = store.read.publishedLink(id)
    if (row === null) return null
    const said = contentOf(store.read, id, row.settings, clock.now())
    // Nothing is known yet, so nothing is said; the link shows why.
    if (said.kind === 'withheld') return null
    store.announce(['publishing'])
    const done = await write(row, said.content)
    const now = clock.now()
    // Settings may have changed meanwhile: what was written belongs to the old ones.
    const same = JSON.stringify(store.read.publishedLink(id)?.settings) === JSON.stringify(row.settings)
    if (!same) {
      plan(now)
      return done.ok ? null : done.problem
    }
    if (done.ok) store.write(['publishing'], (tx) => tx.patchPublishedLink(id, { etag: done.value.etag, digest: said.content.digest, lastSuccessUtc: now, lastTriedUtc: now, nextTryUtc: null, failures: 0, problem: done.value.warning }))
    else {
      const failures = row.failures + 1
      const nextTryUtc = done.problem.retry === 'never' ? null : now + backoffMs(failures, (deps.random ?? Math.random)(), Math.max(30_000, done.problem.retryAfterMs ?? 0))
      store.write(['publishing'], (tx) => tx.patchPublishedLink(id, { lastTriedUtc: now, nextTryUtc, failures, problem: done.problem }))
      if (nextTryUtc !== null) plan(nextTryUtc)
    }
    log.info('published', { link: id, ok: done.ok, status: done.ok ? null : (done.problem.httpStatus ?? null), cause: done.ok ? null : (done.problem.cause ?? null) })
    return done.ok ? null : done.problem
  }

  async function write(row: PublishedLinkRow, content: Content): Promise<Result<{ readonly etag: string | null; readonly warning: AppError | null }, AppError>> {
    const opened = await open(row)
    if (!opened.ok) return opened
    const target = opened.value
    try {
      const isFirst = row.lastSuccessUtc === null
      if (isFirst && !row.mayOverwrite) {
        const standing = await target.look()
        if (!standing.ok) return standing
        if (standing.value === 'other') return fail(occupied(hostOfLink(row)))
      }
      const written = await target.write(content.text, row.etag)
      if (!written.ok) return written
      return ok({ etag: written.value.etag, warning: isFirst ? await readBack(target, content, row) : row.problem })
    } finally {
      await target.close()
    }
  }

  async function open(row: PublishedLinkRow): Promise<Result<Target, AppError>> {
    const secret = row.sealed === null ? ok(null) : await deps.vault.open(row.id, 'publish-secret', row.sealed)
    if (!secret.ok) return fail({ ...secret.problem, host: hostOfLink(row) })
    return openTarget(row.settings, secret.value, deps)
  }

  const stops: Stop[] = []
  return {
    start() {
      stops.push(
        store.onChange((topics) => {
          if (topics.some((topic) => topic === 'objects' || topic === 'accounts' || topic === 'app')) plan(clock.now() + afterChangeMs)
        }),
        network.onChange((online) => {
          if (online) plan(clock.now() + 1_000)
        }),
      )
      plan(clock.now() + afterStartMs)
    },
    wake: () => plan(clock.now()),
    publish,
    open,
    async close() {
      closed = true
      planned?.stop()
      for (const stop of stops) stop()
      await Promise.all(running.values())
    },
  }
}

/** FBP-3: read once what was written. A target that gives something else, or nothing, helps nobody, and the person has to know. */
async function readBack(target: Target, content: Content, row: PublishedLinkRow): Promise<AppError | null> {
  const read = await target.read()
  const warn = (cause: string, facts: Partial<AppError> = {}): AppError => davError({ kind: 'refused', cause, retry: 'later' }, { host: hostOfLink(row), ...facts })
  if (!read.ok) return warn('not-readable-there', read.problem.httpStatus === undefined ? {} : { httpStatus: read.problem.httpStatus })
  const understood = readFreeBusy(read.value.body, content.window, { address: row.settings.address })
  const same = understood.ok && JSON.stringify(understood.value.spans) === JSON.stringify(content.spans)
  if (!same) return warn('reads-otherwise')
  return read.value.openToAll ? null : warn('read-needs-sign-in')
}

/** Nothing but the person can mend it (FBP-3: 405, 501, 401, …). */
export const isResting = (row: Pick<PublishedLinkRow, 'problem'>): boolean => row.problem?.retry === 'never'

export const hostOfLink = (row: PublishedLinkRow): string => {
  try {
    return new URL(row.settings.url.replace(/^webcals?:/i, 'https:')).host
  } catch {
    return ''
  }
}

/** The account that speaks by the address of this link, while it rests: nothing is published under that name. Null: it does not rest. */
export const restingAccount = (read: ReadStore, { settings }: Pick<PublishedLinkRow, 'settings'>): AccountRow | null =>
  read.accounts().find((account) => account.paused && myAddresses(account).includes(toAddress(settings.address))) ?? null
