import { randomUUID } from 'node:crypto'
import { type Topic, topics as everything } from '../../../shared/contract/topics.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { AccountId, CollectionId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import type { Log } from '../ports.ts'
import { steady } from '../steady.ts'
import { readAccounts, writeAccounts } from './accounts.ts'
import { readAvailabilities, writeAvailabilities } from './availability.ts'
import { readCollections, writeCollections } from './collections.ts'
import { type Db, openDb } from './db.ts'
import { readContacts, writeContacts } from './contacts.ts'
import { deliveriesByUid, readDeliveries, writeDeliveries } from './deliveries.ts'
import { readFburlMemory, writeFburlMemory } from './fburl-memory.ts'
import { readFreebusyAddresses, writeFreebusyAddresses } from './freebusy-addresses.ts'
import { dropIndex, indexObject, reindexOccurrences } from './index-object.ts'
import type { IndexContext } from './index-plan.ts'
import { readInvites, writeInvites } from './invites.ts'
import { readMailAccounts, writeMailAccounts } from './mail-accounts.ts'
import { migrate } from './migrate.ts'
import { readObjects, writeObjects } from './objects.ts'
import { readOccurrences } from './occurrences.ts'
import { readPeople, writePeople } from './people.ts'
import { readPlans, writePlans } from './plans.ts'
import { readWatches, writeWatches } from './watches.ts'
import { readPublishedLinks, writePublishedLinks } from './published-links.ts'
import { readReminders, writeReminders } from './reminders.ts'
import { readProposals, writeProposals } from './proposals.ts'
import { readQueue, writeQueue } from './queue.ts'
import { readSettings, writeSettings } from './settings.ts'
import { createSeriesCache, type SeriesCache } from './series.ts'
import type { ReadStore, Store, WriteStore } from './store.ts'
import { readSubscriptions, writeSubscriptions } from './subscriptions.ts'
import { createTransactions } from './transactions.ts'
import { readUninvited, writeUninvited } from './uninvited.ts'
import { movedOn, rollingWindow, widened } from './window.ts'

export type { DrawnRow, NewLocalObject, NewsRow, RangeQuestion, ReadStore, ServerObject, Store, WriteStore } from './store.ts'

/** Raise it when what is derived from the texts changes: the index is then made anew at the next start. */
const indexVersion = '1'

export interface StoreClock {
  now(): Instant
  /** The computer's zone. */
  zone(): Zone
}
const systemClock: StoreClock = { now: () => Date.now(), zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone }

/** Opens, or makes, the profile's store. `:memory:` for tests. Throws when the file is no database or of a newer version. */
export function openStore(path: string, log: Log, clock: StoreClock = systemClock): Store {
  const db = openDb(path)
  migrate(db)
  const change = changeFeed()
  const series = createSeriesCache(db)
  const index = createIndex(db, clock, log, series)
  const read = readAll(db, index, series, clock)
  const tx = writeAll(db, read, index, series, clock)
  const transactions = createTransactions(db, log, () => {
    forgetRead()
    // Not at once: a listener that writes would write into what just failed.
    steady(log).soon(() => change.tell(everything))
  })
  let pending: Set<Topic> | null = null

  function run<T>(topics: readonly Topic[], work: (tx: WriteStore) => T, around: (inner: () => T) => T): T {
    if (pending !== null) {
      // Already inside one: part of it.
      for (const topic of topics) pending.add(topic)
      return work(tx)
    }
    pending = new Set(topics)
    try {
      const value = around(() => work(tx))
      const stale = [...pending]
      pending = null
      change.tell(stale)
      return value
    } catch (error) {
      forgetRead()
      throw error
    } finally {
      pending = null
    }
  }

  /** It may have been read from what was then taken back. */
  function forgetRead(): void {
    series.touchAll()
    index.forgetContexts()
  }

  index.start()
  return {
    read,
    // A person's work is on the disk when this returns. Else a power cut, not a crash, may take the last ones back: the server has them.
    write: (topics, work) => run(topics, work, (inner) => transactions.whole(topics.includes('queue'), inner)),
    writeStep: (topics, work) => run(topics, work, transactions.step),
    stepsLost: transactions.stepsLost,
    announce: change.tell,
    onChange: change.on,
    keepIndexFresh: () => {
      if (index.keepFresh()) change.tell(['objects', 'busy'])
    },
    close() {
      transactions.close()
      db.close()
    },
  }
}

function changeFeed(): { tell(topics: readonly Topic[]): void; on: Store['onChange'] } {
  const listeners = new Set<(topics: readonly Topic[]) => void>()
  return {
    tell(topics) {
      if (topics.length > 0) for (const listener of listeners) listener(topics)
    },
    on(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function readAll(db: Db, index: Index, series: SeriesCache, clock: StoreClock): ReadStore {
  const settings = readSettings(db)
  return {
    ...readAccounts(db),
    ...readCollections(db),
    ...readObjects(db),
    ...readOccurrences(db, series, index.ensure),
    ...readInvites(db),
    ...readDeliveries(db),
    ...readMailAccounts(db),
    ...readQueue(db),
    ...readPeople(db),
    ...readFreebusyAddresses(db),
    ...readFburlMemory(db),
    ...readContacts(db),
    ...readPlans(db),
    ...readWatches(db),
    ...readPublishedLinks(db),
    ...readSubscriptions(db),
    ...readAvailabilities(db),
    ...readUninvited(db),
    ...readReminders(db),
    ...readProposals(db),
    ...settings,
    indexedWindow: index.window,
    indexContext: index.contextIn,
    zone: () => settings.settings().homeZone ?? clock.zone(),
  }
}

function writeAll(db: Db, read: ReadStore, index: Index, series: SeriesCache, clock: StoreClock): WriteStore {
  const { forgetHomes, readAgain, ...objects } = writeObjects(db, { newId: randomUUID, now: clock.now, contextOf: index.contextOf, touched: series.touch })
  const invites = writeInvites(db)
  const dropObjects = (collectionKeys: string, id: string) => {
    forgetHomes()
    index.dropWhere(collectionKeys, id)
  }
  const collections = writeCollections(db, {
    dropObjects: (id) => dropObjects('SELECT key FROM collection WHERE id = ?', id),
    reindex(id) {
      forgetHomes()
      index.readAnew(id)
    },
  })
  return {
    ...read,
    ...objects,
    ...writeAccounts(db, { reindex: index.rebuild, dropObjects: (id) => dropObjects('SELECT key FROM collection WHERE accountId = ?', id) }),
    ...writeDeliveries(db, (accountId, uid) => {
      index.forgetContexts()
      readAgain(accountId, uid)
    }),
    ...collections,
    ...writeMailAccounts(db),
    ...writeQueue(db, { ...objects, ...collections, putInvite: invites.putInvite }),
    ...invites,
    ...writePeople(db),
    ...writeFreebusyAddresses(db),
    ...writeFburlMemory(db),
    ...writeContacts(db),
    ...writePlans(db),
    ...writeWatches(db),
    ...writePublishedLinks(db),
    ...writeSubscriptions(db),
    ...writeAvailabilities(db),
    ...writeUninvited(db),
    ...writeReminders(db),
    ...writeProposals(db),
    ...writeSettings(db, { settingsChanged: () => void index.keepFresh() }),
  }
}

interface Index {
  start(): void
  window(): Interval
  ensure(asked: Interval): void
  /** True when something was indexed anew. */
  keepFresh(): boolean
  contextOf(home: ContextHome): IndexContext
  contextIn(collectionId: CollectionId): IndexContext
  forgetContexts(): void
  rebuild(accountId: AccountId): void
  /** One calendar. */
  readAnew(collectionId: CollectionId): void
  dropWhere(collectionKeys: string, cell: string): void
}

/** `isOthers`: the calendar is somebody else's, and none of its meetings is mine whoever is invited (PPL-6). */
interface ContextHome {
  readonly accountId: AccountId
  readonly isOthers: number
}

/** Keeps parts and occurrences in step with the window, the zone of floating times and the addresses that are mine. */
function createIndex(db: Db, clock: StoreClock, log: Log, series: SeriesCache): Index {
  const settings = readSettings(db)
  const { setMemo } = writeSettings(db, { settingsChanged: () => undefined })
  const accounts = readAccounts(db)
  const zoneNow = () => settings.settings().homeZone ?? clock.zone()
  let window = rollingWindow(clock.now())
  let zone = zoneNow()
  /** One and the same object as long as it holds: what was read with it may then be written. */
  const contexts = new Map<string, IndexContext>()

  type Drawn = [number, AccountId, number, string | null]
  const each = (where: string, cells: readonly string[], work: (key: number, home: ContextHome, text: string) => void): number => {
    const rows = db.cells<[number]>(`SELECT o.key FROM object o JOIN collection c ON c.key = o.collectionKey WHERE ${where}`, ...cells)
    for (const [key] of rows) {
      const [row] = db.cells<Drawn>('SELECT o.key, c.accountId, c.owner IS NOT NULL, COALESCE(o.localText, o.serverText) FROM object o JOIN collection c ON c.key = o.collectionKey WHERE o.key = ?', key)
      if (row && row[3] !== null) work(key, { accountId: row[1], isOthers: row[2] }, row[3])
    }
    return rows.length
  }

  function contextOf({ accountId, isOthers }: ContextHome): IndexContext {
    const name = `${accountId} ${isOthers}`
    let context = contexts.get(name)
    if (context === undefined) {
      const account = isOthers === 1 ? null : accounts.account(accountId)
      context = { myAddresses: account === null ? [] : [...account.addresses, account.address].map(toAddress), zone, window, deliveries: deliveriesByUid(db, accountId) }
      contexts.set(name, context)
    }
    return context
  }

  function remember(): void {
    setMemo('index', JSON.stringify({ version: indexVersion, window, zone }))
  }

  function inOne(work: () => void): void {
    series.touchAll()
    // Reading may widen the index, also inside a transaction that is open already.
    db.exec('SAVEPOINT reindex')
    try {
      work()
      remember()
      db.exec('RELEASE reindex')
    } catch (error) {
      db.exec('ROLLBACK TO reindex')
      db.exec('RELEASE reindex')
      throw error
    }
  }

  function moveTo(next: { readonly window: Interval; readonly zone: Zone }): void {
    const started = clock.now()
    const zoneMoved = next.zone !== zone
    window = next.window
    zone = next.zone
    contexts.clear()
    inOne(() => {
      const objects = each(zoneMoved ? 'o.repeats = 1 OR o.floating = 1' : 'o.repeats = 1', [], (key, home, text) => reindexOccurrences(db, key, text, contextOf(home)))
      log.info('index-moved', { objects, ms: clock.now() - started })
    })
  }

  function reindexAll(where: string, ...cells: string[]): void {
    inOne(() => each(where, cells, (key, home, text) => {
      const head = indexObject(db, key, text, contextOf(home))
      db.run('UPDATE object SET repeats = ?, floating = ?, meeting = ?, problem = ? WHERE key = ?', head.repeats ? 1 : 0, head.floating ? 1 : 0, head.meeting ? 1 : 0, head.problem, key)
    }))
  }

  return {
    start() {
      const known = settings.memo('index')
      const memo = known === null ? null : (JSON.parse(known) as { version: string; window: Interval; zone: Zone })
      if (memo === null || memo.version !== indexVersion) return reindexAll('1 = 1')
      window = memo.window
      zone = memo.zone
      this.keepFresh()
    },
    window: () => window,
    ensure(asked) {
      const next = widened(window, asked)
      if (next !== null) moveTo({ window: next, zone })
    },
    keepFresh() {
      const nextWindow = movedOn(window, clock.now())
      const nextZone = zoneNow()
      if (nextWindow === null && nextZone === zone) return false
      moveTo({ window: nextWindow ?? window, zone: nextZone })
      return true
    },
    contextOf,
    contextIn: (collectionId) => contextOf(must(db.one<ContextHome>('SELECT accountId, owner IS NOT NULL AS isOthers FROM collection WHERE id = ?', collectionId), 'collection')),
    forgetContexts: () => contexts.clear(),
    rebuild(accountId) {
      contexts.clear()
      reindexAll('c.accountId = ?', accountId)
    },
    readAnew: (collectionId) => reindexAll('c.id = ?', collectionId),
    dropWhere(collectionKeys, cell) {
      contexts.clear()
      series.touchAll()
      const keys = db.cells<[number]>(`SELECT key FROM object WHERE collectionKey IN (${collectionKeys})`, cell)
      for (const [key] of keys) dropIndex(db, key)
      db.run(`DELETE FROM object WHERE collectionKey IN (${collectionKeys})`, cell)
    },
  }
}
