import { onTestFinished } from 'vitest'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Notice } from '../../../shared/contract/wire.ts'
import type { Etag, Href, ObjectId } from '../../../shared/model/ids.ts'
import { fail, type Result } from '../../../shared/model/result.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { createAdding } from '../commands/adding.ts'
import type { CommandDeps } from '../commands/deps.ts'
import { createWireLog } from '../dav/wire-log.ts'
import { createFinding } from '../commands/finding.ts'
import { Refused } from '../commands/refused.ts'
import { createNotices } from '../notices/tell-notices.ts'
import type { Notifier, PracticeHost } from '../ports.ts'
import type { QueryDeps } from '../queries/deps.ts'
import type { SchedulingDeps } from '../scheduling/deps.ts'
import { openStore } from '../store/open-store.ts'
import type { AccountRow, CollectionRow, InboxItemRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { quietLog } from './fake-ports.ts'
import { aCollection, anAccount } from './store-rows.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

/** A store in memory with one account and one calendar, a clock that stands still, and nobody to ask. It is closed when the test is over. */
export interface World {
  readonly store: Store
  readonly clock: TestClock
  readonly queries: QueryDeps
  readonly commands: CommandDeps
  readonly scheduling: SchedulingDeps
  /** What the send queue was told, the system's notices, and which accounts were synced. */
  readonly woken: { count: number }
  readonly notices: Notice[]
  readonly synced: (string | undefined)[]
  /** A version that came from the server: with news about meetings, unless it is `quiet`: what we sent ourselves. */
  put(name: string, text: string, options?: { readonly quiet?: boolean; readonly calendar?: string }): ObjectId
  inbox(item: Pick<InboxItemRow, 'uid' | 'method' | 'text'> & { readonly name?: string }): void
}

export interface WorldOptions {
  readonly now?: Instant
  readonly zone?: Zone
  readonly account?: Partial<AccountRow>
  readonly calendar?: Partial<CollectionRow>
  readonly online?: boolean
  readonly practice?: PracticeHost | null
  readonly net?: Partial<Pick<CommandDeps, 'discover' | 'lookUp' | 'searchPrincipals' | 'fburls' | 'lookUpSrv' | 'vault'>>
}

/** Sunday noon; the week of the tests begins the day after. */
export const worldNow = Date.parse('2026-11-22T12:00:00Z')
const unreachable: AppError = { kind: 'offline', effect: 'nothing-changed', retry: 'later', cause: 'host-not-found' }
const nobodyThere = async (): Promise<Result<never, AppError>> => fail(unreachable)

export function createWorld(options: WorldOptions = {}): World {
  const clock = createTestClock(options.now ?? worldNow, options.zone ?? 'Europe/Berlin')
  const store = openStore(':memory:', quietLog, clock)
  onTestFinished(() => store.close())
  store.write(['accounts'], (tx) => {
    tx.putAccount(anAccount({ lastSuccessUtc: clock.now(), ...options.account }))
    tx.putCollection(aCollection(options.calendar))
    tx.patchSettings({ holdSeconds: 10 })
  })
  let ids = 0
  const newId = (): string => `id-${(ids += 1)}`
  const online = (): boolean => options.online ?? true
  const woken = { count: 0 }
  const wake = (): void => void (woken.count += 1)
  const synced: World['synced'] = []
  const notices: Notice[] = []
  const notifier: Notifier = { notify: (notice) => void notices.push(notice) }
  const practice = options.practice ?? null
  const adding = createAdding(() => store.announce(['adding']))
  const wire = createWireLog(clock, () => store.announce(['wire-log']))
  const finding = createFinding(() => store.announce(['finding']))
  const commands: CommandDeps = {
    store,
    clock,
    log: quietLog,
    newId,
    online,
    practice,
    sync: { wake, syncNow: async (id) => void synced.push(id) },
    vault: {
      place: 'memory',
      lasting: false,
      seal: async (_id, _field, plain) => new TextEncoder().encode(`sealed ${plain}`),
      open: nobodyThere,
    },
    sessions: {
      sessionOf: () => ({}) as ReturnType<CommandDeps['sessions']['sessionOf']>,
      forget: async () => undefined,
      close: async () => undefined,
    },
    mailer: { test: nobodyThere },
    findMailSettings: async () => null,
    discover: nobodyThere,
    lookUp: async () => ({ asked: 0 }),
    lookNow: async () => undefined,
    searchPrincipals: nobodyThere,
    adding,
    availability: { wake: () => undefined, look: async () => undefined },
    publisher: { wake: () => undefined, publish: async () => null, open: nobodyThere },
    subscriber: { wake: () => undefined, refresh: async () => null, look: nobodyThere },
    finding,
    fburls: { getFreeBusyUrl: nobodyThere, findOffered: nobodyThere, close: async () => undefined },
    lookUpSrv: async () => ({ kind: 'none' }),
    wire,
    ...options.net,
  }
  let stamps = 0
  return {
    store,
    clock,
    woken,
    notices,
    synced,
    queries: { read: store.read, clock, online, version: 'test', host: 'loopback', practice, adding: adding.current, finding: finding.current, nextRoundUtc: () => null, requests: () => [], faults: () => [], wire, isFetching: () => false },
    commands,
    scheduling: { store, clock, log: quietLog, notices: createNotices({ read: store.read, clock, notifier, newId }), newId, wake },
    put(name, text, { quiet = false, calendar = 'cal' } = {}) {
      const collectionId = calendar as CollectionRow['id']
      const href = `${store.read.collection(collectionId)?.href ?? ''}${name}` as Href
      const etag = `"${(stamps += 1)}"` as Etag
      return store.write(['objects'], (tx) => tx.putServerObject({ collectionId, href, etag, scheduleTag: null, text }, quiet ? { sent: text } : {}))
    },
    inbox({ name, ...item }) {
      const href = `/alice/inbox/${name ?? (stamps += 1)}.ics` as Href
      store.write(['invites'], (tx) => tx.putInboxItem({ accountId: 'acc' as AccountRow['id'], href, etag: null, handled: false, ...item }))
    },
  }
}

/** The `AppError` a command says no with. */
export async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.error
    throw thrown
  }
  throw new Error('it was not refused')
}
