import type { CalendarFields } from '../../../shared/model/calendars.ts'
import type { QueueId } from '../../../shared/model/ids.ts'
import type { CollectionRow, QueueEntry, QueueKind } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'

export interface CalendarDeed {
  readonly kind: Extract<QueueKind, 'make-calendar' | 'change-calendar' | 'delete-calendar'>
  readonly collection: CollectionRow
  readonly intent: string
  readonly set: Partial<CalendarFields>
  readonly before: Partial<CalendarFields>
  /** Messages the server may send when it is done. */
  readonly messages: number
  /** How long it can be taken back before it leaves. */
  readonly holdMs: number
}

/** A row in the send queue about a calendar itself; what is drawn of it is stored by the command. */
export function keepCalendar(tx: WriteStore, deps: CommandDeps, { kind, collection, intent, set, before, messages, holdMs }: CalendarDeed): QueueEntry {
  const nowUtc = deps.clock.now()
  return tx.enqueue({
    id: deps.newId() as QueueId,
    accountId: collection.accountId,
    collectionId: collection.id,
    objectId: null,
    kind,
    state: holdMs > 0 ? 'held' : 'waiting',
    intent,
    href: collection.href,
    text: null,
    baseText: null,
    baseEtag: null,
    baseScheduleTag: null,
    headers: {},
    undoText: null,
    undoInvite: null,
    calendar: { set, before, base: collection.says },
    madeAtUtc: nowUtc,
    leavesAtUtc: holdMs > 0 ? nowUtc + holdMs : null,
    nextTryUtc: null,
    attempts: 0,
    messages,
    error: null,
    conflict: null,
  })
}
