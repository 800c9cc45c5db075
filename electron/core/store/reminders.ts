import type { Db } from './db.ts'
import type { ReminderRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<ReminderRow>(db, 'reminder', ['accountId', 'uid', 'recurrenceId', 'atUtc'], {
    accountId: 'plain',
    uid: 'plain',
    recurrenceId: 'plain',
    atUtc: 'plain',
    objectId: 'plain',
    rungUtc: 'plain',
    snoozedUntilUtc: 'plain',
    doneUtc: 'plain',
  })

export function readReminders(db: Db): Pick<ReadStore, 'reminders'> {
  const rows = table(db)
  return { reminders: () => rows.find('ORDER BY atUtc, rowid') }
}

export function writeReminders(db: Db): Pick<WriteStore, 'putReminder' | 'forgetReminders'> {
  const rows = table(db)
  return {
    putReminder: (row) => rows.put(row),
    forgetReminders: (beforeUtc) => rows.remove('WHERE atUtc < ?', beforeUtc),
  }
}
