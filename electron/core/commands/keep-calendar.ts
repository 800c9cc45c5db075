import type { CalendarFields } from '../../../shared/model/calendars.ts'
import type { CollectionRow, QueueEntry, QueueKind } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'
import { isLocal, localUndoMs } from '../scheduling/identity.ts'
import { newQueueRow } from '../store/new-queue-row.ts'

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
  return tx.enqueue(newQueueRow({ id: deps.newId(), madeAtUtc: deps.clock.now(), holdMs: isLocal(collection) ? localUndoMs : holdMs }, { accountId: collection.accountId, collectionId: collection.id, kind, intent, href: collection.href, calendar: { set, before, base: collection.says }, messages }))
}
