import type { QueueRow } from '../../../shared/contract/queue.ts'
import { mergeObjects } from '../../../shared/event/merge.ts'
import type { AccountId, Href, ObjectId } from '../../../shared/model/ids.ts'
import { calendarFieldTitle, calendarValueWords } from '../../../shared/wording/calendars.ts'
import { isLocal } from '../scheduling/identity.ts'
import { isCalendarKind, standsUnder } from '../store/queue.ts'
import { type AccountRow, type CollectionRow, isMessageRow, type QueueEntry } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { agrees, calendarFields, fieldsFrom } from '../sync/calendar-fields.ts'
import type { QueryOf } from './deps.ts'

/** What has not reached a server yet, in order of making. Emptying the schedule Inbox is not something a person did: not shown. On this computer nothing is sent. */
export const query: QueryOf<'queue'> = ({ read }) => async () => {
  const accounts = new Map<AccountId, AccountRow>(read.accounts().map((a) => [a.id, a]))
  const entries = read.queue().filter((entry) => entry.kind !== 'delete-inbox-item' && !isLocal(entry))
  return { rows: entries.map((entry) => toQueueRow(read, entry, accounts.get(entry.accountId) ?? null, hasLater(entries, entry))) }
}

const hasLater = (entries: readonly QueueEntry[], entry: QueueEntry): boolean => entries.some((other) => standsUnder(entry, other))

function toQueueRow(read: ReadStore, entry: QueueEntry, account: AccountRow | null, builtUpon: boolean): QueueRow {
  return {
    id: entry.id,
    accountId: entry.accountId,
    accountName: account?.address ?? '',
    paused: account?.paused ?? false,
    objectId: entry.objectId,
    about: isCalendarKind(entry.kind) ? 'calendar' : 'event',
    intent: entry.intent,
    state: entry.state,
    madeAtUtc: entry.madeAtUtc,
    leavesAtUtc: entry.leavesAtUtc,
    nextTryUtc: entry.nextTryUtc,
    attempts: entry.attempts,
    messages: entry.messages,
    error: entry.error,
    conflict: entry.conflict === null ? null : { kind: entry.conflict.kind, fields: isCalendarKind(entry.kind) ? calendarClashes(entry, read.collection(entry.collectionId)) : clashesOf(entry) },
    other: otherOf(read, entry),
    canEdit: entry.kind === 'put' && entry.state !== 'sending' && entry.conflict === null && isMine(read, entry),
    ifDiscarded: ifDiscarded(read, entry),
    canUndo: (entry.state === 'held' || entry.state === 'waiting') && !entry.maybeSent && !builtUpon,
  }
}

/** RFC 6638 §3.2.4.1, RFC 4791 §5.3.2.1: the answer names the one that has this UID; where it names none, the UID finds it. */
function otherOf(read: ReadStore, { accountId, objectId, error }: QueueEntry): ObjectId | null {
  if (error === null || objectId === null || !takenUid.has(error.precondition ?? '')) return null
  const uid = read.object(objectId)?.uid
  const named = error.href === undefined ? [] : read.collections(accountId).flatMap((one) => read.objectByHref(one.id, error.href as Href) ?? [])
  const known = uid === undefined ? [] : read.objectsByUid(uid, accountId)
  return [...named, ...known].find((one) => one.id !== objectId && !one.deletedHere && !one.vanished)?.id ?? null
}
const takenUid: ReadonlySet<string> = new Set(['unique-scheduling-object-resource', 'no-uid-conflict'])

/** What only exists here goes with its last row: the person is told so before, not that it "goes back". */
function ifDiscarded(read: ReadStore, entry: QueueEntry): QueueRow['ifDiscarded'] {
  if (isMessageRow(entry)) return 'stays'
  if (entry.kind === 'make-calendar') return 'gone'
  if (entry.kind !== 'put' || entry.objectId === null) return 'back'
  if (entry.conflict?.kind !== 'deleted-there' && (read.object(entry.objectId)?.serverText ?? null) !== null) return 'back'
  return read.queueOf(entry.objectId).some((other) => other.id !== entry.id && !isMessageRow(other)) ? 'back' : 'gone'
}

/** Of somebody else's meeting only the answer is mine to change. */
const isMine = (read: ReadStore, { objectId }: QueueEntry): boolean => objectId !== null && read.object(objectId)?.deletedHere === false && !read.parts(objectId).some(({ role }) => role === 'attendee')

/** Both versions side by side, for the person to choose; nothing to compare when one side is gone. */
function clashesOf(entry: QueueEntry): { field: string; before: string; mine: string; theirs: string }[] {
  const theirs = entry.conflict?.theirText ?? null
  if (theirs === null || entry.text === null || entry.baseText === null) return []
  const outcome = mergeObjects(entry.baseText, entry.text, theirs)
  return outcome.kind === 'clash' ? outcome.fields.map((f) => ({ ...f })) : []
}

/** The same for a calendar: only what both changed. */
function calendarClashes({ calendar }: QueueEntry, collection: CollectionRow | null): { field: string; before: string; mine: string; theirs: string }[] {
  const says = collection?.says ?? null
  if (!calendar || says === null) return []
  const base = calendar.base === null ? {} : fieldsFrom(calendar.base)
  const theirs = fieldsFrom(says)
  return calendarFields
    .filter((field) => calendar.set[field] !== undefined && !agrees(field, calendar.set, says))
    .map((field) => ({ field: calendarFieldTitle(field), before: calendarValueWords(field, base), mine: calendarValueWords(field, calendar.set), theirs: calendarValueWords(field, theirs) }))
}
