import type { ObjectId } from '../../../shared/model/ids.ts'
import type { ReminderRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'

/** Rows of one instance that the person has not done with, by time. `recurrenceId` null on a series is its first instance, as elsewhere. */
export const openRemindersOf = (read: ReadStore, { objectId, recurrenceId }: { readonly objectId: ObjectId; readonly recurrenceId: string | null }): ReminderRow[] =>
  read.reminders().filter((row) => row.doneUtc === null && row.objectId === objectId && row.recurrenceId === (recurrenceId ?? ''))
