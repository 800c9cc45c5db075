import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import { deleteObject } from '../dav/delete-object.ts'
import { getObject, type ObjectBody } from '../dav/get-objects.ts'
import { moveObject } from '../dav/move-object.ts'
import { putObject } from '../dav/put-object.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { ObjectRow, QueueEntry } from '../store/rows.ts'
import { isMeeting, uidOfText } from './compare-texts.ts'
import { baseOf, rebaseRows } from './rebase.ts'
import { isRoadBlock, type SyncContext } from './sync-deps.ts'

type Sent = Promise<Result<void, AppError>>
/** `again`: this is what to go on with. */
type Step = { readonly kind: 'again'; readonly row: QueueEntry } | { readonly kind: 'over'; readonly result: Result<void, AppError> }

const mostRounds = 4

/**
 * Sends a row that brings an object into another calendar of its account (HTTP-15, T-C11). MOVE where the server knows it; else an event
 * without people is put there and then deleted here, in that order: whatever happens in between, it is somewhere. A meeting waits for the
 * person instead, because a server would take the pair for a new meeting and a cancelled one.
 */
export async function sendMove(context: SyncContext, dav: DavClient, first: QueueEntry): Sent {
  let row = first
  for (let round = 1; round <= mostRounds; round += 1) {
    if (row.maybeSent) {
      const looked = await lookAtBoth(context, dav, row)
      if (looked.kind === 'over') return looked.result
      row = looked.row
    }
    const source = context.store.read.object(must(row.move, 'origin of a move').objectId)
    if (source === null || source.serverText === null) return goneThere(context, row)
    const moved = await moveObject(dav, { from: source.href, to: row.href, etag: source.etag })
    if (moved.ok) return await finish(context, dav, row)
    const { problem } = moved
    if (problem.kind === 'conflict' || problem.kind === 'gone') {
      const next = await resolve(context, dav, row, source)
      if (next.kind === 'over') return next.result
      row = next.row
      continue
    }
    if (isRoadBlock(problem) || problem.retry !== 'never' || problem.kind === 'bug') return moved
    if (isMeeting(source.serverText)) return fail({ ...problem, kind: 'refused', cause: 'meeting-cannot-change-calendar', retry: 'never' })
    return await putThenDelete(context, dav, row, source)
  }
  return fail({ kind: 'conflict', effect: 'saved-here', retry: 'later', cause: 'changes-all-the-time', host: dav.host })
}

/** No answer came last time, or the process ended: what is in both places tells how far it got. */
async function lookAtBoth(context: SyncContext, dav: DavClient, row: QueueEntry): Promise<Step> {
  const there = await getObject(dav, row.href)
  if (!there.ok) return there.problem.kind === 'gone' ? { kind: 'again', row: patched(context, row, { maybeSent: false }) } : { kind: 'over', result: there }
  if (uidOfText(there.value.text) !== uidOfText(must(row.text, 'text of a move'))) return { kind: 'again', row: patched(context, row, { maybeSent: false }) }
  const source = context.store.read.object(must(row.move, 'origin of a move').objectId)
  // The first half of put and delete: the second is left.
  return { kind: 'over', result: source === null || source.serverText === null ? await finish(context, dav, row) : await deleteAfterPut(context, dav, row, source, there.value) }
}

/** 412 or 404: changed there, gone there, moved by our own first try, or the new name is taken. */
async function resolve(context: SyncContext, dav: DavClient, row: QueueEntry, source: ObjectRow): Promise<Step> {
  const got = await getObject(dav, source.href)
  if (!got.ok) {
    if (got.problem.kind !== 'gone') return { kind: 'over', result: got }
    const there = await getObject(dav, row.href)
    const arrived = there.ok && uidOfText(there.value.text) === uidOfText(must(row.text, 'text of a move'))
    return { kind: 'over', result: arrived ? await finish(context, dav, row) : goneThere(context, row) }
  }
  if (got.value.etag === source.etag) return { kind: 'again', row: renamed(context, row) }
  return { kind: 'again', row: takeTheirs(context, row, source, got.value) }
}

/** Moving changes nothing of an object: what they made of it is what moves, and my later changes stand on that. */
function takeTheirs(context: SyncContext, row: QueueEntry, source: ObjectRow, { etag, scheduleTag, text }: ObjectBody): QueueEntry {
  return context.store.write(['queue', 'objects', 'invites'], (tx) => {
    tx.putServerObject({ collectionId: source.collectionId, href: source.href, etag, scheduleTag, text })
    tx.patchQueue(row.id, { text, maybeSent: false })
    const objectId = must(row.objectId, 'object of a move')
    rebaseRows(tx, { objectId, behind: row.seq, from: row.text, onto: text })
    tx.settleLocal(objectId)
    return must(tx.queueEntry(row.id), 'queued row')
  })
}

function renamed(context: SyncContext, row: QueueEntry): QueueEntry {
  const href = row.href.replace(/[^/]*$/, `${context.newId()}.ics`) as Href
  context.store.write(['objects'], (tx) => tx.moveObject(must(row.objectId, 'object of a move'), href))
  return patched(context, row, { href })
}

function patched(context: SyncContext, row: QueueEntry, patch: Partial<QueueEntry>): QueueEntry {
  return context.store.write(['queue'], (tx) => {
    tx.patchQueue(row.id, patch)
    return must(tx.queueEntry(row.id), 'queued row')
  })
}

async function putThenDelete(context: SyncContext, dav: DavClient, row: QueueEntry, source: ObjectRow): Sent {
  const text = must(source.serverText, 'text of an object')
  const put = await putObject(dav, { href: row.href, text, condition: { kind: 'new' } })
  if (!put.ok && put.problem.kind !== 'conflict') return put
  const there = await getObject(dav, row.href)
  if (!there.ok) return there
  if (uidOfText(there.value.text) !== uidOfText(text)) {
    const again = renamed(context, row)
    return await putThenDelete(context, dav, again, source)
  }
  return await deleteAfterPut(context, dav, row, source, there.value)
}

async function deleteAfterPut(context: SyncContext, dav: DavClient, row: QueueEntry, first: ObjectRow, copy: ObjectBody): Sent {
  let [source, there] = [first, copy]
  for (let round = 1; round <= mostRounds; round += 1) {
    const deleted = await deleteObject(dav, { href: source.href, condition: source.etag === null ? { kind: 'any' } : { kind: 'etag', etag: source.etag }, tellOrganizer: false })
    if (deleted.ok) return await finish(context, dav, row)
    if (deleted.problem.kind !== 'conflict') return deleted
    // Changed there after the copy was made: the copy follows before anything is deleted.
    const got = await getObject(dav, source.href)
    if (!got.ok && got.problem.kind === 'gone') return await finish(context, dav, row)
    if (!got.ok) return got
    takeTheirs(context, row, source, got.value)
    const put = await putObject(dav, { href: row.href, text: got.value.text, condition: there.etag === null ? { kind: 'new' } : { kind: 'etag', etag: there.etag } })
    if (!put.ok) return put
    const copied = await getObject(dav, row.href)
    if (!copied.ok) return copied
    ;[source, there] = [must(context.store.read.object(source.id), 'object that moves'), copied.value]
  }
  return fail({ kind: 'conflict', effect: 'saved-here', retry: 'later', cause: 'changes-all-the-time', host: dav.host })
}

/** It was deleted there meanwhile: what is here is put there as new, or let go; the person chooses. */
function goneThere(context: SyncContext, row: QueueEntry): Result<void, AppError> {
  context.store.write(['queue', 'objects', 'invites'], (tx) => {
    const source = must(row.move, 'origin of a move').objectId
    tx.patchQueue(row.id, {
      kind: 'put',
      move: null,
      state: 'needs-you',
      nextTryUtc: null,
      maybeSent: false,
      error: { kind: 'conflict', effect: 'saved-here', retry: 'never', cause: 'deleted-there' },
      conflict: { kind: 'deleted-there', theirText: null, theirEtag: null },
    })
    tx.removeServerObject(source, { quiet: true })
  })
  return ok(undefined)
}

async function finish(context: SyncContext, dav: DavClient, row: QueueEntry): Sent {
  const origin = must(row.move, 'origin of a move')
  const objectId = must(row.objectId, 'object of a move')
  const got = await getObject(dav, row.href)
  // It is there, and cannot be read now: without etag the next pull takes it for changed and reads it.
  const stored = got.ok ? got.value : { etag: null, scheduleTag: null, text: must(row.text, 'text of a move') }
  context.ownWrites.add(row.collectionId, row.href)
  context.ownWrites.add(origin.collectionId, origin.href)
  context.store.write(['queue', 'objects', 'invites'], (tx) => {
    tx.removeQueued(row.id)
    tx.removeServerObject(origin.objectId, { quiet: true })
    if (tx.collection(row.collectionId) === null) return
    tx.putServerObject({ collectionId: row.collectionId, href: row.href, etag: stored.etag, scheduleTag: stored.scheduleTag, text: stored.text }, { sent: stored.text })
    const server = tx.object(objectId)
    rebaseRows(tx, { objectId, behind: row.seq, from: row.text, onto: stored.text, base: baseOf(server) })
    tx.settleLocal(objectId)
  })
  return ok(undefined)
}
