import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import { deleteObject } from '../dav/delete-object.ts'
import { getObject, type ObjectBody } from '../dav/get-objects.ts'
import { type PutCondition, putObject } from '../dav/put-object.ts'
import type { DavClient } from '../dav/shapes.ts'
import { isCalendarKind } from '../store/queue.ts'
import type { QueueEntry } from '../store/rows.ts'
import { backoffMs } from './backoff.ts'
import { isMeeting, saysTheSame, uidOfText } from './compare-texts.ts'
import { baseOf, rebaseRows } from './rebase.ts'
import { bringTogether, resolveChangedThere, type Resolved } from './resolve-conflict.ts'
import { sendCalendar } from './send-calendar.ts'
import { keepMailForLater, sendMail } from './send-mail.ts'
import { sendMove } from './send-move.ts'
import { sendPost } from './send-post.ts'
import { isRoadBlock, type SyncContext } from './sync-deps.ts'

/** Rounds of fetching and bringing together before giving a busy object some rest (SCH-22). */
const mostRounds = 4
/** A fault of the server's own that comes back this often is told to the person. */
const mostFaults = 6
const mostInboxTries = 5
const signInPauseMs = 5 * 60_000

/**
 * Sends one row of the queue and stores what became of it; in every case the row is in a state from which it goes on, also when
 * the process ends anywhere in between. Gives the fault that kept it, for the state of the account.
 */
export async function sendRow(context: SyncContext, dav: DavClient, queued: QueueEntry): Promise<AppError | null> {
  const row = context.store.write(['queue'], (tx) => {
    tx.patchQueue(queued.id, { state: 'sending', attempts: queued.attempts + 1, leavesAtUtc: null, nextTryUtc: null })
    return must(tx.queueEntry(queued.id), 'queued row')
  })
  const sent = await sendByKind(context, dav, row)
  if (sent.ok) return null
  if (row.kind === 'send-mail') keepMailForLater(context, row, sent.problem)
  else keepForLater(context, row, sent.problem)
  return sent.problem
}

async function sendByKind(context: SyncContext, dav: DavClient, row: QueueEntry): Sent {
  try {
    if (row.kind === 'send-mail') return await sendMail(context, row)
    if (row.kind === 'post-message') return await sendPost(context, dav, row)
    if (row.kind === 'move') return await sendMove(context, dav, row)
    if (isCalendarKind(row.kind)) return await sendCalendar(context, dav, row)
    return await (row.kind === 'put' ? sendPut(context, dav, row) : row.kind === 'delete' ? sendDelete(context, dav, row) : sendInboxDelete(context, dav, row))
  } catch (error) {
    if (context.signal.aborted) throw error
    // A mistake of ours: said in the log, and the row does not stay 'sending' for ever.
    context.log.warn('send-bug', { queueId: row.id, message: error instanceof Error ? error.message.slice(0, 200) : 'unknown' })
    return fail({ kind: 'bug', effect: 'saved-here', retry: 'later', cause: 'unexpected' })
  }
}

type Sent = Promise<Result<void, AppError>>

async function sendPut(context: SyncContext, dav: DavClient, first: QueueEntry): Sent {
  let row = first
  if (row.maybeSent) {
    // T-Y15: no answer came last time. What is there tells whether it arrived.
    const looked = await resolveMaybeSent(context, dav, row)
    if (looked.kind !== 'again') return ended(looked)
    row = looked.row
  }
  for (let round = 1; round <= mostRounds; round += 1) {
    const condition = conditionOf(context, row)
    const text = must(row.text, 'text of a put')
    const put = condition === null ? null : await putObject(dav, { href: row.href, text, condition, headers: row.headers })
    if (put?.ok) {
      const stored = await readBack(dav, row, { text: put.value.text, etag: put.value.etag, scheduleTag: put.value.scheduleTag })
      finish(context, row, stored)
      return ok(undefined)
    }
    const isNew = condition?.kind === 'new'
    if (put !== null && put.problem.kind !== 'conflict' && (isNew || put.problem.kind !== 'gone')) return put
    const resolved = isNew ? await resolveTaken(context, dav, row) : await resolveChangedThere(context, dav, row)
    if (resolved.kind !== 'again') return ended(resolved)
    row = resolved.row
  }
  return fail({ kind: 'conflict', effect: 'saved-here', retry: 'later', cause: 'changes-all-the-time', host: dav.host })
}

function ended(resolved: Exclude<Resolved, { kind: 'again' }>): Result<void, AppError> {
  return resolved.kind === 'failed' ? fail(resolved.error) : ok(undefined)
}

/** SCH-20: the Schedule-Tag alone where it can be trusted, else the etag. Null: neither is known, the object must be looked at first. */
function conditionOf(context: SyncContext, row: QueueEntry): PutCondition | null {
  if (row.baseText === null && row.baseEtag === null) return { kind: 'new' }
  const trusted = context.store.read.account(row.accountId)?.capabilities.scheduleTag ?? false
  if (trusted && row.baseScheduleTag !== null) return { kind: 'schedule-tag', tag: row.baseScheduleTag }
  return row.baseEtag === null ? null : { kind: 'etag', etag: row.baseEtag }
}

/** The name we chose is taken: by our own first try (same UID), or by a stranger's object, then another name is chosen. */
async function resolveTaken(context: SyncContext, dav: DavClient, row: QueueEntry): Promise<Resolved> {
  const got = await getObject(dav, row.href)
  if (!got.ok) return got.problem.kind === 'gone' ? { kind: 'again', row } : { kind: 'failed', error: got.problem }
  if (uidOfText(got.value.text) === uidOfText(must(row.text, 'text of a put'))) {
    finish(context, row, got.value)
    return { kind: 'done' }
  }
  return context.store.write(['queue'], (tx) => {
    const href = row.href.replace(/[^/]*$/, `${context.newId()}.ics`) as Href
    tx.patchQueue(row.id, { href })
    if (row.objectId !== null) tx.moveObject(row.objectId, href)
    return { kind: 'again', row: must(tx.queueEntry(row.id), 'queued row') }
  })
}

async function resolveMaybeSent(context: SyncContext, dav: DavClient, row: QueueEntry): Promise<Resolved> {
  const got = await getObject(dav, row.href)
  const isNew = row.baseText === null && row.baseEtag === null
  if (!got.ok) {
    if (got.problem.kind !== 'gone') return { kind: 'failed', error: got.problem }
    return isNew ? { kind: 'again', row } : resolveChangedThere(context, dav, row)
  }
  if (isNew) return resolveTaken(context, dav, row)
  if (got.value.etag !== null && got.value.etag === row.baseEtag) return { kind: 'again', row }
  const merged = bringTogether(context.store, row, got.value)
  // Bringing it together changed nothing of what is there: all of ours arrived.
  if (merged.kind !== 'again' || !saysTheSame(must(merged.row.text, 'text of a put'), got.value.text)) return merged
  finish(context, merged.row, got.value)
  return { kind: 'done' }
}

type Stored = Pick<ObjectBody, 'etag' | 'scheduleTag'> & { readonly text: string }

/** What the server made of it (HTTP-7, SCH-30). Null: it is gone again already. If it cannot be read now, the next pull does: without etag it counts as changed. */
async function readBack(dav: DavClient, row: QueueEntry, answer: Pick<ObjectBody, 'etag' | 'scheduleTag'> & { readonly text: string | null }): Promise<Stored | null> {
  const sent = must(row.text, 'text of a put')
  if (answer.text !== null) return { ...answer, text: answer.text }
  if (answer.etag !== null && !isMeeting(sent)) return { ...answer, text: sent }
  const got = await getObject(dav, row.href)
  if (got.ok) return got.value
  return got.problem.kind === 'gone' ? null : { text: sent, etag: null, scheduleTag: null }
}

/** The server has it: its version is ours now, the row has gone, and those behind it stand on it. */
function finish(context: SyncContext, row: QueueEntry, stored: Stored | null): void {
  const { store, ownWrites } = context
  ownWrites.add(row.collectionId, row.href)
  store.write(['queue', 'objects', 'invites'], (tx) => {
    tx.removeQueued(row.id)
    // The account or the calendar may have been removed meanwhile.
    if (tx.collection(row.collectionId) === null) return
    if (stored !== null) tx.putServerObject({ collectionId: row.collectionId, href: row.href, ...stored }, row.text === null ? {} : { sent: row.text })
    else if (row.objectId !== null) tx.removeServerObject(row.objectId)
    if (row.objectId === null) return
    const server = tx.object(row.objectId)
    rebaseRows(tx, { objectId: row.objectId, behind: row.seq, from: row.text, onto: server?.serverText ?? null, base: baseOf(server) })
    tx.settleLocal(row.objectId)
  })
}

async function sendDelete(context: SyncContext, dav: DavClient, first: QueueEntry): Sent {
  let row = first
  const tellOrganizer = !Object.entries(row.headers).some(([name, value]) => name.toLowerCase() === 'schedule-reply' && value.toUpperCase() === 'F')
  for (let round = 1; round <= mostRounds; round += 1) {
    const condition = conditionOf(context, row)
    const deleted = condition === null || condition.kind === 'new' ? null : await deleteObject(dav, { href: row.href, condition, tellOrganizer })
    if (deleted?.ok) {
      finishDelete(context, row)
      return ok(undefined)
    }
    if (deleted !== null && deleted.problem.kind !== 'conflict') return deleted
    const resolved = await resolveChangedThere(context, dav, row)
    if (resolved.kind === 'done') finishDelete(context, row)
    if (resolved.kind !== 'again') return ended(resolved)
    row = resolved.row
  }
  return fail({ kind: 'conflict', effect: 'saved-here', retry: 'later', cause: 'changes-all-the-time', host: dav.host })
}

function finishDelete(context: SyncContext, row: QueueEntry): void {
  context.ownWrites.add(row.collectionId, row.href)
  context.store.write(['queue', 'objects', 'invites'], (tx) => {
    tx.removeQueued(row.id)
    if (row.objectId === null) return
    tx.settleLocal(row.objectId)
    tx.removeServerObject(row.objectId, { quiet: true })
    rebaseRows(tx, { objectId: row.objectId, behind: row.seq, from: null, onto: null, base: baseOf(null) })
  })
}

/** Not a person's work: what the server will not delete is passed over from then on. */
async function sendInboxDelete(context: SyncContext, dav: DavClient, row: QueueEntry): Sent {
  const deleted = await deleteObject(dav, { href: row.href, condition: { kind: 'any' }, tellOrganizer: true })
  if (!deleted.ok && (isRoadBlock(deleted.problem) || (deleted.problem.retry !== 'never' && row.attempts < mostInboxTries))) return deleted
  if (!deleted.ok) context.log.warn('inbox-item-stays', { accountId: row.accountId, kind: deleted.problem.kind, status: deleted.problem.httpStatus ?? 0 })
  context.store.write(['queue'], (tx) => {
    tx.removeQueued(row.id)
    if (deleted.ok) tx.removeInboxItem(row.accountId, row.href)
    else tx.setInboxItemHandled(row.accountId, row.href)
  })
  return ok(undefined)
}

/** It did not arrive, or nobody knows whether it did: the row goes back to waiting, or to the person when waiting would not help. */
function keepForLater(context: SyncContext, row: QueueEntry, error: AppError): void {
  const waits = isRoadBlock(error) || (error.retry !== 'never' && row.attempts < mostFaults)
  const now = context.clock.now()
  const random = (context.random ?? Math.random)()
  const pauseMs = error.kind === 'sign-in' ? signInPauseMs : error.kind === 'cancelled' ? 0 : backoffMs(row.attempts, random, error.retryAfterMs)
  context.store.write(['queue'], (tx) => {
    tx.patchQueue(row.id, {
      state: waits ? 'waiting' : 'needs-you',
      nextTryUtc: waits ? now + pauseMs : null,
      maybeSent: row.maybeSent || mayHaveArrived(error),
      error: error.kind === 'cancelled' ? null : { ...error, effect: 'saved-here', accountId: row.accountId, ...(row.objectId === null ? {} : { objectId: row.objectId }) },
    })
  })
}

/** No answer, or one from something in between: the server may have done it all the same. */
function mayHaveArrived({ kind, cause, httpStatus }: AppError): boolean {
  if (httpStatus !== undefined) return httpStatus >= 500 && httpStatus !== 501 && httpStatus !== 503 && httpStatus !== 507
  return kind === 'cancelled' || kind === 'bug' || cause === 'no-answer' || cause === 'timeout'
}
