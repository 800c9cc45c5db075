import type { Db } from './db.ts'
import type { UninvitedRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<UninvitedRow>(db, 'uninvited', ['accountId', 'uid', 'address'], {
    accountId: 'plain',
    uid: 'plain',
    address: 'plain',
    name: 'plain',
    recurrenceId: 'plain',
    answer: 'plain',
    comment: 'plain',
    insteadOf: 'plain',
    atUtc: 'plain',
    decided: 'plain',
    decidedBy: 'plain',
  })

export function readUninvited(db: Db): Pick<ReadStore, 'uninvited'> {
  const rows = table(db)
  return { uninvited: (accountId, uid) => rows.find('WHERE accountId = ? AND uid = ? ORDER BY atUtc, address', accountId, uid) }
}

export function writeUninvited(db: Db): Pick<WriteStore, 'putUninvited' | 'reopenUninvited'> {
  const rows = table(db)
  return {
    putUninvited: (row) => rows.put(row),
    reopenUninvited: (queueIds) => void db.run('UPDATE uninvited SET decided = NULL, decidedBy = NULL WHERE decidedBy IN (SELECT value FROM json_each(?))', JSON.stringify(queueIds)),
  }
}
