import type { Db } from './db.ts'
import type { MailAccountRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<MailAccountRow>(db, 'mailAccount', ['accountId'], {
    accountId: 'plain',
    host: 'plain',
    port: 'plain',
    security: 'plain',
    user: 'plain',
    fromAddress: 'plain',
    name: 'plain',
    workedUtc: 'plain',
    problem: 'json',
  })

export function readMailAccounts(db: Db): Pick<ReadStore, 'mailAccount'> {
  const rows = table(db)
  return { mailAccount: (accountId) => rows.first('WHERE accountId = ?', accountId) }
}

export function writeMailAccounts(db: Db): Pick<WriteStore, 'putMailAccount' | 'removeMailAccount'> {
  const rows = table(db)
  return {
    putMailAccount: (row) => rows.put(row),
    removeMailAccount: (accountId) => rows.remove('WHERE accountId = ?', accountId),
  }
}
