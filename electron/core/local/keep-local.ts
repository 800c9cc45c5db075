import { localAccount } from '../../../shared/model/calendars.ts'
import type { CollectionId, ObjectId, QueueId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { Clock, Log, Stop } from '../ports.ts'
import { steady } from '../steady.ts'
import { isCalendarKind } from '../store/queue.ts'
import type { QueueEntry, QueueHead } from '../store/rows.ts'
import type { Store, WriteStore } from '../store/store.ts'

/** Between two of these clicks are answered. */
const atOnce = 200

/** Makes final what was done in calendars on this computer. Killed in between, the next start goes on: until then the rows hold it. */
export function keepLocal({ store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Log }): Stop {
  let planned: Stop | null = null
  const { soon } = steady(log)
  let turn: Stop | null = null
  let over = false
  /** Found to be due, and settled a handful at a time. */
  let going: readonly QueueHead[] = []

  function look(): void {
    turn = null
    planned?.()
    planned = null
    if (over) return
    if (going.length === 0) going = findDue()
    if (going.length > 0) settleSome()
  }

  function findDue(): readonly QueueHead[] {
    const rows = store.read.queueHeads({ accountId: localAccount })
    const waits = (row: QueueHead): boolean => row.waitsFor ? store.read.queueEntry(row.waitsFor) !== null : false
    const due = dueRows(rows, clock.now(), waits)
    const next = Math.min(...rows.filter((row) => !waits(row)).map((row) => row.leavesAtUtc ?? 0))
    if (due.length === 0 && Number.isFinite(next)) planned = clock.after(Math.max(0, next - clock.now()), lookSoon)
    return due
  }

  /** What it writes makes it look again: for the rest, and for when the next is due. */
  function settleSome(): void {
    const some = going.slice(0, atOnce)
    going = going.slice(atOnce)
    try {
      store.write(['queue', 'objects', 'accounts'], (tx) => {
        for (const { id } of some) {
          const row = tx.queueEntry(id)
          if (row !== null) settle(tx, row)
        }
      })
    } catch (error) {
      // A mistake of ours: all of it stays as it is drawn, and is tried again with the next change.
      going = []
      log.warn('local-bug', { message: error instanceof Error ? error.message.slice(0, 200) : 'unknown' })
    }
  }

  function lookSoon(): void {
    if (!over) turn ??= soon(look)
  }

  const stop = store.onChange((topics) => {
    if (topics.includes('queue')) lookSoon()
  })
  lookSoon()
  return () => {
    over = true
    stop()
    planned?.()
    turn?.()
  }
}

/** In order of making: what can no longer be taken back, and all that such a row stands on, as that cannot be taken back either. */
export function dueRows<Row extends QueueHead>(rows: readonly Row[], now: Instant, waits: (row: Row) => boolean): readonly Row[] {
  const due = new Set<QueueId>()
  const objects = new Set<ObjectId>()
  const calendars = new Set<CollectionId>()
  const changed = new Set<CollectionId>()
  for (const row of rows.toReversed()) {
    const isOver = (row.leavesAtUtc ?? 0) <= now && !waits(row)
    const carries = row.objectId !== null ? objects.has(row.objectId) : row.kind === 'make-calendar' ? calendars.has(row.collectionId) : changed.has(row.collectionId)
    if (!isOver && !carries) continue
    due.add(row.id)
    if (row.objectId !== null) objects.add(row.objectId)
    if (row.move) objects.add(row.move.objectId)
    calendars.add(row.collectionId)
    if (isCalendarKind(row.kind)) changed.add(row.collectionId)
  }
  return rows.filter(({ id }) => due.has(id))
}

function settle(tx: WriteStore, row: QueueEntry): void {
  const { objectId } = row
  if (row.kind === 'delete-calendar') {
    for (const other of tx.queueHeads({ accountId: localAccount })) if (other.collectionId === row.collectionId) tx.removeQueued(other.id)
    return tx.removeCollection(row.collectionId)
  }
  tx.removeQueued(row.id)
  if (objectId === null) return
  if (row.kind === 'put' || row.kind === 'move') {
    const text = must(row.text, 'text that is kept')
    if (row.move) tx.removeServerObject(row.move.objectId, { quiet: true })
    tx.putServerObject({ collectionId: row.collectionId, href: row.href, etag: null, scheduleTag: null, text }, { sent: text })
  }
  if (tx.queueOf(objectId).length > 0) tx.settleLocal(objectId)
  // Nothing stands on it any more; an import of thousands need not look for it thousands of times.
  else tx.setLocalText(objectId, null)
  if (row.kind === 'delete') {
    tx.setDeletedHere(objectId, false)
    tx.removeServerObject(objectId, { quiet: true })
  }
}
