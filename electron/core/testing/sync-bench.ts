import type { CollectionId, Etag, Href, ObjectId, QueueId, ScheduleTag } from '../../../shared/model/ids.ts'
import { fail, must } from '../../../shared/model/result.ts'
import { openTransport } from '../dav/http.ts'
import { openDav } from '../dav/open-dav.ts'
import type { DavClient } from '../dav/shapes.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { AccountRow, QueueEntry } from '../store/rows.ts'
import { createAnswerReader } from '../sync/answer-reader.ts'
import { pullAccount } from '../sync/pull.ts'
import { type Pushed, pushAccount } from '../sync/push.ts'
import { createOwnWrites, type SyncContext } from '../sync/sync-deps.ts'
import type { CalendarServer } from './calendar-server.ts'
import { createFakePorts, systemClock } from './fake-ports.ts'
import { anAccount, aQueued } from './store-rows.ts'

/** One client of one server: store, context and the two halves of a round, each to be run by hand. */
export interface Client {
  readonly store: Store
  readonly context: SyncContext
  readonly dav: DavClient
  /** Throws the fault of the round. */
  pull(): Promise<void>
  push(): Promise<Pushed>
  /** Titles drawn, sorted. */
  titles(): readonly string[]
  cal(): CollectionId
  object(name: string): ObjectId
  /** What a command does: the local text, and a row that may leave at once. */
  edit(name: string, text: string, patch?: Partial<QueueEntry>): QueueEntry
  create(name: string, text: string, patch?: Partial<QueueEntry>): QueueEntry
  remove(name: string, patch?: Partial<QueueEntry>): QueueEntry
  close(): Promise<void>
}

const nobodyMails = async () => fail({ kind: 'refused', effect: 'saved-here', retry: 'never', cause: 'no-mail-account' } as const)

export function startClient(server: CalendarServer, account: Partial<AccountRow> = {}, path = ':memory:'): Client {
  const ports = createFakePorts()
  const store = openStore(path, ports.log, { now: () => Date.now(), zone: () => 'Europe/Berlin' })
  const row = anAccount({ baseUrl: server.url, ...account })
  if (store.read.account(row.id) === null) store.write(['accounts'], (tx) => tx.putAccount(row))
  const transport = openTransport({ perHost: 6 })
  const dav = openDav({ baseUrl: server.url, auth: { kind: 'anonymous' }, log: ports.log, allowPlainHttp: true, transport })
  const closing = new AbortController()
  const context: SyncContext = {
    store,
    clock: systemClock,
    log: ports.log,
    network: ports.network,
    newId: ports.newId,
    sessionOf: () => dav,
    answers: createAnswerReader(null, ports.log),
    mailer: { send: nobodyMails, test: nobodyMails },
    processInbox: async () => undefined,
    random: () => 0,
    signal: closing.signal,
    ownWrites: createOwnWrites(systemClock),
  }
  let made = 0
  const cal = () => must(store.read.collections(row.id).find((one) => one.kind === 'calendar' && one.href === '/alice/cal/'), 'calendar').id
  const hrefOf = (name: string) => `/alice/cal/${name}` as Href
  const object = (name: string) => must(store.read.objectByHref(cal(), hrefOf(name)), name)

  function enqueue(patch: Partial<QueueEntry>): QueueEntry {
    made += 1
    return store.write(['queue'], (tx) => tx.enqueue({ ...aQueued(), id: `q${made}-${ports.newId()}` as QueueId, accountId: row.id, collectionId: cal(), madeAtUtc: Date.now(), ...patch }))
  }

  return {
    store,
    context,
    dav,
    async pull() {
      const pulled = await pullAccount(context, row.id)
      if (!pulled.ok) throw Object.assign(new Error(`pull: ${pulled.problem.kind} ${pulled.problem.cause ?? ''}`), { problem: pulled.problem })
    },
    push: () => pushAccount(context, row.id),
    titles: () =>
      store.read
        .occurrencesIn({ window: { startUtc: Date.parse('2026-01-01T00:00:00Z'), endUtc: Date.parse('2027-12-31T00:00:00Z') }, zone: 'UTC' })
        .map((one) => one.title)
        .toSorted(),
    cal,
    object: (name) => object(name).id,
    edit(name, text, patch = {}) {
      const before = object(name)
      store.write(['objects'], (tx) => tx.setLocalText(before.id, text))
      return enqueue({ objectId: before.id, href: before.href, text, baseText: before.serverText, baseEtag: before.etag, baseScheduleTag: before.scheduleTag, undoText: before.localText, ...patch })
    },
    create(name, text, patch = {}) {
      const id = ports.newId() as ObjectId
      store.write(['objects'], (tx) => tx.createLocalObject({ id, collectionId: cal(), href: hrefOf(name), text }))
      return enqueue({ objectId: id, href: hrefOf(name), text, baseEtag: null as Etag | null, baseScheduleTag: null as ScheduleTag | null, ...patch })
    },
    remove(name, patch = {}) {
      const before = object(name)
      store.write(['objects'], (tx) => tx.setDeletedHere(before.id, true))
      return enqueue({ kind: 'delete', objectId: before.id, href: before.href, baseText: before.serverText, baseEtag: before.etag, baseScheduleTag: before.scheduleTag, ...patch })
    },
    async close() {
      closing.abort()
      await dav.close()
      await transport.close()
      store.close()
    },
  }
}
