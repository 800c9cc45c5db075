import { mergeObjects } from '../../../shared/event/merge.ts'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { QueueId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { getObject, type ObjectBody } from '../dav/get-objects.ts'
import type { DavClient } from '../dav/shapes.ts'
import { followMove } from '../scheduling/follow-move.ts'
import { isCalendarKind } from '../store/queue.ts'
import { isMessageRow, type QueueEntry } from '../store/rows.ts'
import type { Store, WriteStore } from '../store/store.ts'
import { onlyAnswersDiffer } from './compare-texts.ts'
import { baseOf, rebaseRows } from './rebase.ts'
import { dropCalendarRow, keepMyCalendar } from './send-calendar.ts'
import type { SyncContext } from './sync-deps.ts'

/** `again`: brought together, send this. `stopped`: the row waits for the person. `done`: nothing is left to do. `failed`: could not look. */
export type Resolved =
  | { readonly kind: 'again'; readonly row: QueueEntry }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: AppError }

/**
 * The server has another version than our change was made on (HTTP-8, SCH-22). Looks at it, keeps it, and brings both together
 * where nobody would have to choose: then it is silent. Else the row keeps both versions and waits.
 */
export async function resolveChangedThere(context: SyncContext, dav: DavClient, row: QueueEntry): Promise<Resolved> {
  const got = await getObject(dav, row.href)
  if (got.ok) return bringTogether(context.store, row, got.value)
  if (got.problem.kind !== 'gone') return { kind: 'failed', error: got.problem }
  if (row.kind === 'delete') return { kind: 'done' }
  stop(context.store, row, 'deleted-there', null)
  return { kind: 'stopped' }
}

export function bringTogether(store: Store, row: QueueEntry, theirs: ObjectBody): Resolved {
  const base = { baseText: theirs.text, baseEtag: theirs.etag, baseScheduleTag: theirs.scheduleTag }
  const before = row.baseText ?? theirs.text
  const merged = row.kind === 'delete' || row.text === null ? null : mergeObjects(before, row.text, theirs.text)
  const canGo = merged === null ? onlyAnswersDiffer(before, theirs.text) : merged.kind === 'clean'
  if (!canGo) {
    stop(store, row, row.kind === 'delete' ? 'changed-there-deleted-here' : 'both-changed', theirs)
    return { kind: 'stopped' }
  }
  return store.write(['queue', 'objects'], (tx) => {
    keepTheirs(tx, row, theirs)
    const text = merged?.kind === 'clean' ? merged.text : row.text
    tx.patchQueue(row.id, { ...base, maybeSent: false, text })
    if (row.objectId !== null) {
      rebaseRows(tx, { objectId: row.objectId, behind: row.seq, from: row.text, onto: text })
      tx.settleLocal(row.objectId)
    }
    return { kind: 'again', row: must(tx.queueEntry(row.id), 'queued row') }
  })
}

function stop(store: Store, row: QueueEntry, kind: 'both-changed' | 'deleted-there' | 'changed-there-deleted-here', theirs: ObjectBody | null): void {
  store.write(['queue', 'objects', 'invites'], (tx) => {
    if (theirs !== null) keepTheirs(tx, row, theirs)
    else if (row.objectId !== null) tx.removeServerObject(row.objectId)
    tx.patchQueue(row.id, {
      state: 'needs-you',
      nextTryUtc: null,
      maybeSent: false,
      error: { kind: 'conflict', effect: 'saved-here', retry: 'never', cause: kind },
      conflict: { kind, theirText: theirs?.text ?? null, theirEtag: theirs?.etag ?? null },
    })
  })
}

function keepTheirs(tx: WriteStore, row: QueueEntry, theirs: ObjectBody): void {
  tx.putServerObject({ collectionId: row.collectionId, href: row.href, etag: theirs.etag, scheduleTag: theirs.scheduleTag, text: theirs.text })
}

/** The person chose. Mine: sent again, standing on their version. Theirs: the change is dropped. False: there is nothing to choose any more. */
export function resolveConflict(store: Store, id: QueueId, keep: 'mine' | 'theirs'): boolean {
  return keep === 'theirs' ? discardQueued(store, id) === 'done' : keepMine(store, id)
}

function keepMine(store: Store, id: QueueId): boolean {
  return store.write(['queue', 'objects', 'invites'], (tx) => {
    const row = tx.queueEntry(id)
    if (row === null || row.state !== 'needs-you') return false
    if (isCalendarKind(row.kind)) {
      keepMyCalendar(tx, row)
      return true
    }
    // One that was deleted there is sent as a new one (`If-None-Match: *`): it has no base any more.
    const base = baseOf(row.objectId === null ? null : tx.object(row.objectId))
    const text = decided(row, base.baseText)
    tx.patchQueue(id, { ...base, text, state: 'waiting', leavesAtUtc: null, nextTryUtc: null, attempts: 0, maybeSent: false, error: null, conflict: null })
    if (row.objectId === null) return true
    rebaseRows(tx, { objectId: row.objectId, behind: row.seq, from: row.text, onto: text })
    tx.settleLocal(row.objectId)
    return true
  })
}

/** My changes on top of theirs; what they alone changed stays. A text that cannot be read is sent as it is. */
function decided(row: QueueEntry, theirs: string | null): string | null {
  if (row.text === null || theirs === null) return row.text
  const merged = mergeObjects(row.baseText ?? theirs, row.text, theirs, 'mine')
  return merged.kind === 'clean' ? merged.text : row.text
}

/** The messages right behind a change tell of it: they stand and fall with it. */
export function mailsOf(tx: WriteStore, row: QueueEntry): readonly QueueEntry[] {
  const behind = row.objectId === null ? [] : tx.queueOf(row.objectId).filter((other) => other.seq > row.seq)
  const next = behind.findIndex((other) => !isMessageRow(other))
  return next < 0 ? behind : behind.slice(0, next)
}

export type Discarded = 'done' | 'gone' | 'being-sent' | /** A new calendar, in which events wait. */ 'holds-unsent'

/** Takes a row out that has not left. What was made after it on the same object stays, without it. */
export function discardQueued(store: Store, id: QueueId): Discarded {
  return store.write(['queue', 'objects', 'invites', 'accounts'], (tx) => {
    const row = tx.queueEntry(id)
    if (row === null) return 'gone'
    if (row.state === 'sending') return 'being-sent'
    if (isCalendarKind(row.kind)) return dropCalendarRow(tx, row) ? 'done' : 'holds-unsent'
    tx.removeQueued(id)
    for (const waiting of tx.queue()) if (waiting.waitsFor === id) dropWaiting(tx, waiting)
    if (isMessageRow(row)) return 'done'
    if (row.kind === 'move' && row.move && row.objectId !== null) {
      followMove(tx, row.objectId, row.move.objectId)
      // What was changed after the move is a change of the object where it is.
      const { objectId, collectionId, href } = row.move
      for (const [index, other] of tx.queueOf(row.objectId).entries()) tx.patchQueue(other.id, { objectId, collectionId, href, ...(index === 0 ? baseOf(tx.object(objectId)) : {}) })
      tx.settleLocal(objectId)
    }
    if (row.undoInvite !== null) tx.putInvite(row.undoInvite)
    if (row.objectId !== null) {
      for (const mail of mailsOf(tx, row)) tx.removeQueued(mail.id)
      const ahead = tx.queueOf(row.objectId).findLast((other) => other.seq < row.seq && !isMessageRow(other))
      const server = tx.object(row.objectId)
      const onto = ahead === undefined ? { onto: server?.serverText ?? null, base: baseOf(server) } : { onto: ahead.text }
      rebaseRows(tx, { objectId: row.objectId, behind: row.seq, from: row.text, ...onto })
      tx.settleLocal(row.objectId)
    }
    return 'done'
  })
}

/** The second half of something whose first half is given up. */
export function dropWaiting(tx: WriteStore, row: QueueEntry): void {
  tx.removeQueued(row.id)
  if (row.objectId !== null) tx.settleLocal(row.objectId)
}
