import type { CollectionId, Href, ObjectId, QueueId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { Db } from './db.ts'
import { type CollectionRow, type InviteRow, isMessageRow, type QueueEntry, type QueueHead, type QueueKind } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<QueueEntry>(db, 'queue', ['seq'], {
    id: 'plain',
    seq: 'plain',
    accountId: 'plain',
    collectionId: 'plain',
    objectId: 'plain',
    kind: 'plain',
    state: 'plain',
    intent: 'plain',
    href: 'plain',
    text: 'plain',
    baseText: 'plain',
    baseEtag: 'plain',
    baseScheduleTag: 'plain',
    headers: 'json',
    undoText: 'plain',
    undoInvite: 'json',
    madeAtUtc: 'plain',
    leavesAtUtc: 'plain',
    nextTryUtc: 'plain',
    attempts: 'plain',
    messages: 'plain',
    maybeSent: 'flag',
    error: 'json',
    conflict: 'json',
    mail: 'json',
    post: 'json',
    calendar: 'json',
    move: 'json',
    waitsFor: 'plain',
  })

type RawHead = Omit<QueueHead, 'move'> & { readonly move: string | null }
const heads = 'SELECT id, seq, accountId, collectionId, objectId, kind, state, intent, href, leavesAtUtc, nextTryUtc, move, waitsFor FROM queue'
const toHead = (raw: RawHead): QueueHead => ({ ...raw, move: raw.move === null ? null : (JSON.parse(raw.move) as NonNullable<QueueHead['move']>) })

export function readQueue(db: Db): Pick<ReadStore, 'queue' | 'queueHeads' | 'queueEntry' | 'queueOf' | 'sendingHrefs'> {
  const rows = table(db)
  return {
    queue: (accountId) => (accountId === undefined ? rows.find('ORDER BY seq') : rows.find('WHERE accountId = ? ORDER BY seq', accountId)),
    queueHeads({ accountId, state } = {}) {
      const wanted = [['accountId', accountId], ['state', state]].filter((pair): pair is [string, string] => pair[1] !== undefined)
      const where = wanted.length === 0 ? '' : `WHERE ${wanted.map(([column]) => `${column} = ?`).join(' AND ')}`
      return db.all<RawHead>(`${heads} ${where} ORDER BY seq`, ...wanted.map(([, cell]) => cell)).map(toHead)
    },
    queueEntry: (id) => rows.first('WHERE id = ?', id),
    queueOf: (objectId) => rows.find('WHERE objectId = ? ORDER BY seq', objectId),
    sendingHrefs: () => db.all<{ collectionId: CollectionId; href: Href }>("SELECT collectionId, href FROM queue WHERE state = 'sending'"),
  }
}

export interface QueueHooks {
  setLocalText(id: ObjectId, text: string | null): void
  setDeletedHere(id: ObjectId, deletedHere: boolean): void
  putInvite(row: InviteRow): void
  patchCollection(id: CollectionId, patch: Partial<Omit<CollectionRow, 'id' | 'accountId'>>): void
  removeCollection(id: CollectionId): void
}

export const isCalendarKind = (kind: QueueKind): boolean => kind === 'make-calendar' || kind === 'change-calendar' || kind === 'delete-calendar'

/** Rows made later that stand on this one: taking it back alone would leave them on nothing. */
export function standsUnder(entry: QueueEntry, other: QueueEntry): boolean {
  if (other.seq <= entry.seq) return false
  if (isCalendarKind(entry.kind)) return other.collectionId === entry.collectionId && (entry.kind === 'make-calendar' || isCalendarKind(other.kind))
  return entry.objectId !== null && (other.objectId === entry.objectId || other.move?.objectId === entry.objectId)
}

export function writeQueue(db: Db, hooks: QueueHooks): Pick<WriteStore, 'enqueue' | 'patchQueue' | 'removeQueued' | 'settleLocal' | 'settleCalendar' | 'undoQueued'> {
  const rows = table(db)
  const { queue, queueEntry, queueOf } = readQueue(db)

  function settleCalendar({ kind, collectionId, calendar }: QueueEntry): void {
    if (kind === 'make-calendar') hooks.removeCollection(collectionId)
    if (kind === 'change-calendar') hooks.patchCollection(collectionId, must(calendar, 'order about a calendar').before)
    if (kind === 'delete-calendar') hooks.patchCollection(collectionId, { removed: false, gone: false })
  }

  function settleLocal(objectId: ObjectId): void {
    const last = queueOf(objectId).findLast((row) => !isMessageRow(row))
    const leaving = db.one("SELECT 1 FROM queue WHERE kind = 'move' AND json_extract(move, '$.objectId') = ? LIMIT 1", objectId) !== null
    hooks.setDeletedHere(objectId, last?.kind === 'delete' || leaving)
    const lastText = queueOf(objectId).findLast((row) => row.kind === 'put' || row.kind === 'move')?.text ?? null
    hooks.setLocalText(objectId, lastText)
  }

  function canUndo(entry: QueueEntry | null, staying: (accountId: QueueEntry['accountId']) => readonly QueueEntry[]): entry is QueueEntry {
    if (!entry || entry.maybeSent || entry.state === 'sending') return false
    return staying(entry.accountId).every((row) => !standsUnder(entry, row))
  }

  /** Rows that are not taken back; read once an account, as an import takes thousands back. */
  function stayingWithout(ids: readonly QueueId[]): (accountId: QueueEntry['accountId']) => readonly QueueEntry[] {
    const going = new Set(ids)
    const known = new Map<string, readonly QueueEntry[]>()
    return (accountId) => {
      const rows = known.get(accountId) ?? queue(accountId).filter((row) => !going.has(row.id))
      known.set(accountId, rows)
      return rows
    }
  }

  return {
    enqueue(entry) {
      const seq = (db.one<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'queue'")?.seq ?? 0) + 1
      const row: QueueEntry = { ...entry, maybeSent: false, seq }
      rows.put(row)
      return row
    },
    patchQueue: (id, patch) => rows.patch(patch, 'WHERE id = ?', id),
    removeQueued: (id) => rows.remove('WHERE id = ?', id),
    settleLocal,
    settleCalendar,
    undoQueued(ids) {
      const entries = ids.map(queueEntry)
      const staying = stayingWithout(ids)
      if (entries.length === 0 || !entries.every((entry) => canUndo(entry, staying))) return false
      for (const id of ids) rows.remove('WHERE id = ?', id)
      const newestFirst = entries.filter((entry) => entry !== null).toSorted((a, b) => b.seq - a.seq)
      for (const entry of newestFirst) if (entry.undoInvite) hooks.putInvite(entry.undoInvite)
      for (const entry of newestFirst) settleCalendar(entry)
      const objects = new Set(newestFirst.flatMap((entry) => [entry.objectId, entry.move?.objectId ?? null]))
      for (const objectId of objects) if (objectId !== null) settleLocal(objectId)
      return true
    },
  }
}
