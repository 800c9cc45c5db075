import type { AppError } from '../../../shared/contract/app-error.ts'
import type { CalendarProps } from '../../../shared/model/calendars.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import { makeCalendar, patchCalendar } from '../dav/calendar-props.ts'
import { deleteObject } from '../dav/delete-object.ts'
import { type ListAsk, readCalendar } from '../dav/list-calendars.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { CalendarOrder, CollectionRow, QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import { agrees, calendarFields, fieldsFrom, pick, propOf, propsFrom, saidAnew } from './calendar-fields.ts'
import type { SyncContext } from './sync-deps.ts'

type Sent = Promise<Result<void, AppError>>

/** Sends a row that is about a calendar itself: made, changed or deleted (CAL-8). */
export async function sendCalendar(context: SyncContext, dav: DavClient, row: QueueEntry): Sent {
  const collection = context.store.read.collection(row.collectionId)
  if (collection === null) {
    context.store.write(['queue'], (tx) => tx.removeQueued(row.id))
    return ok(undefined)
  }
  if (row.kind === 'make-calendar') return await sendMake(context, dav, row, collection)
  return row.kind === 'delete-calendar' ? await sendRemoval(context, dav, row, collection) : await sendChange(context, dav, row, collection)
}

async function sendMake(context: SyncContext, dav: DavClient, row: QueueEntry, collection: CollectionRow): Sent {
  const { set } = orderOf(row)
  const account = must(context.store.read.account(row.accountId), 'account of a calendar')
  const props = propsFrom(set)
  const made = await makeCalendar(dav, { href: collection.href, props, extendedMkcol: account.capabilities.davTokens.includes('extended-mkcol') })
  if (!made.ok) {
    // Its name is ours alone: when it is there, an earlier try of this row made it, and only the answer was lost.
    const there = await readCalendar(dav, collection.href, askOf(context, row))
    if (!there.ok) {
      if (made.problem.cause !== 'not-supported') return made
      noteUnsupported(context, row)
      return fail({ ...made.problem, cause: 'no-new-calendars' })
    }
  }
  return await settleProps(context, dav, row, collection)
}

/** What the server did not keep when it made the calendar is asked for once more; then it is read back (DAViCal, Xandikos). */
async function settleProps(context: SyncContext, dav: DavClient, row: QueueEntry, collection: CollectionRow): Sent {
  const { set } = orderOf(row)
  const found = await readCalendar(dav, collection.href, askOf(context, row))
  if (!found.ok) return found
  // Transp is asked for in any case: DAViCal 1.1.12 says it and does not heed it when it came with MKCALENDAR.
  const missing = calendarFields.filter((field) => set[field] !== undefined && (!agrees(field, set, found.value.says) || (field === 'countsAsBusy' && !set.countsAsBusy)))
  if (missing.length === 0) return finish(context, row, found.value.says)
  const patched = await patchCalendar(dav, collection.href, propsFrom(pick(set, missing)))
  if (!patched.ok) return patched
  return await readBack(context, dav, row, collection)
}

async function sendChange(context: SyncContext, dav: DavClient, row: QueueEntry, collection: CollectionRow): Sent {
  const { set, base } = orderOf(row)
  const found = await readCalendar(dav, collection.href, askOf(context, row))
  if (!found.ok) return found
  const { says } = found.value
  const asked = calendarFields.filter((field) => set[field] !== undefined)
  if (base !== null && asked.some((field) => saidAnew(field, base, says) && !agrees(field, set, says))) {
    stop(context, row, says)
    return ok(undefined)
  }
  const open = asked.filter((field) => !agrees(field, set, says))
  if (open.length === 0) return finish(context, row, says)
  const patched = await patchCalendar(dav, collection.href, propsFrom(pick(set, open)))
  if (!patched.ok) return patched
  // A name is what others see: the rest stays here quietly, and the settings of the calendar say so.
  if (patched.value.includes(propOf.name)) return fail({ kind: 'refused', effect: 'saved-here', retry: 'never', cause: 'calendar-name-refused', host: dav.host })
  return await readBack(context, dav, row, collection)
}

async function readBack(context: SyncContext, dav: DavClient, row: QueueEntry, collection: CollectionRow): Sent {
  const found = await readCalendar(dav, collection.href, askOf(context, row))
  return found.ok ? finish(context, row, found.value.says) : found
}

async function sendRemoval(context: SyncContext, dav: DavClient, row: QueueEntry, collection: CollectionRow): Sent {
  const made = context.store.read.queue(row.accountId).find((other) => other.kind === 'make-calendar' && other.collectionId === row.collectionId)
  // One that was never tried to be made is not there.
  if (made === undefined || made.attempts > 0) {
    // That I no longer keep a copy is no answer to those who invited me (SCH-13).
    const deleted = await deleteObject(dav, { href: collection.href, condition: { kind: 'any' }, tellOrganizer: false })
    if (!deleted.ok) return deleted
  }
  context.ownWrites.addCalendar(row.accountId, collection.href)
  context.store.write(['queue', 'objects', 'accounts', 'invites'], (tx) => {
    for (const other of tx.queue(row.accountId)) if (other.collectionId === row.collectionId) tx.removeQueued(other.id)
    tx.removeCollection(row.collectionId)
    for (const invite of tx.invites()) if (invite.accountId === row.accountId && tx.object(invite.objectId) === null) tx.removeInvite(invite.id)
  })
  return ok(undefined)
}

/** The server has it. What it made of it is ours too, where nothing newer waits. */
function finish(context: SyncContext, row: QueueEntry, says: CalendarProps): Result<void, AppError> {
  context.ownWrites.addCalendar(row.accountId, row.href)
  context.store.write(['queue', 'objects', 'accounts'], (tx) => {
    tx.removeQueued(row.id)
    const later = changesBehind(tx, row)
    for (const other of later) tx.patchQueue(other.id, { calendar: { ...orderOf(other), base: says } })
    tx.patchCollection(row.collectionId, { says, ...(later.length > 0 || says.name === null ? {} : { name: says.name }) })
  })
  return ok(undefined)
}

/** Somebody else changed the same thing: both are kept until the person chooses. */
function stop(context: SyncContext, row: QueueEntry, says: CalendarProps): void {
  context.store.write(['queue', 'accounts'], (tx) => {
    tx.patchCollection(row.collectionId, { says })
    tx.patchQueue(row.id, {
      state: 'needs-you',
      nextTryUtc: null,
      maybeSent: false,
      error: { kind: 'conflict', effect: 'saved-here', retry: 'never', cause: 'both-changed' },
      conflict: { kind: 'both-changed', theirText: null, theirEtag: null },
    })
  })
}

/** Mine: sent again, on top of what they made of it. */
export function keepMyCalendar(tx: WriteStore, row: QueueEntry): void {
  const base = tx.collection(row.collectionId)?.says ?? null
  tx.patchQueue(row.id, { calendar: { ...orderOf(row), base }, state: 'waiting', leavesAtUtc: null, nextTryUtc: null, attempts: 0, maybeSent: false, error: null, conflict: null })
}

/**
 * The change is given up: the calendar is as it was before, or, after a clash, as they made it. What was changed after it stays.
 * False: a calendar that holds work which has not been sent cannot be given up.
 */
export function dropCalendarRow(tx: WriteStore, row: QueueEntry): boolean {
  if (row.kind === 'make-calendar' && tx.queue(row.accountId).some((other) => other.id !== row.id && other.collectionId === row.collectionId && other.objectId !== null)) return false
  const says = tx.collection(row.collectionId)?.says ?? null
  const later = changesBehind(tx, row)
  tx.removeQueued(row.id)
  tx.settleCalendar(row)
  if (row.kind === 'make-calendar') for (const other of later) tx.removeQueued(other.id)
  if (row.kind !== 'change-calendar') return true
  if (row.conflict !== null && says !== null) tx.patchCollection(row.collectionId, pick(fieldsFrom(says), calendarFields.filter((field) => orderOf(row).set[field] !== undefined)))
  for (const other of later) tx.patchCollection(row.collectionId, orderOf(other).set)
  return true
}

const changesBehind = (tx: WriteStore, row: QueueEntry): readonly QueueEntry[] =>
  tx.queue(row.accountId).filter((other) => other.collectionId === row.collectionId && other.kind === 'change-calendar' && other.seq > row.seq)

const orderOf = (row: QueueEntry): CalendarOrder => must(row.calendar, 'order about a calendar')

/** The button for new calendars goes where the server knows no way to make one. */
function noteUnsupported(context: SyncContext, row: QueueEntry): void {
  const account = must(context.store.read.account(row.accountId), 'account of a calendar')
  const { capabilities } = account
  context.store.write(['accounts'], (tx) => tx.patchAccount(account.id, { capabilities: { ...capabilities, newCalendars: { home: capabilities.newCalendars?.home ?? null, unsupported: true } } }))
}

function askOf(context: SyncContext, row: QueueEntry): ListAsk {
  const account = must(context.store.read.account(row.accountId), 'account of a calendar')
  return { homes: account.homeHrefs, inboxHref: account.inboxHref, outboxHref: account.outboxHref, product: account.capabilities.product }
}
