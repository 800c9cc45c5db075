import type { Db } from './db.ts'
import type { FreebusyAddressRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<FreebusyAddressRow>(db, 'freebusyAddress', ['scope', 'subject'], {
    scope: 'plain',
    subject: 'plain',
    url: 'plain',
    user: 'plain',
    sealedPassword: 'plain',
    sealedToken: 'plain',
    changedUtc: 'plain',
    workedUtc: 'plain',
    problem: 'json',
  })

export function readFreebusyAddresses(db: Db): Pick<ReadStore, 'freebusyAddresses' | 'freebusyAddress'> {
  const rows = table(db)
  return {
    freebusyAddresses: () => rows.find("ORDER BY scope = 'domain' DESC, subject"),
    freebusyAddress: (scope, subject) => rows.first('WHERE scope = ? AND subject = ?', scope, subject),
  }
}

export function writeFreebusyAddresses(db: Db): Pick<WriteStore, 'putFreebusyAddress' | 'patchFreebusyAddress' | 'removeFreebusyAddress' | 'dropUrlAnswers'> {
  const rows = table(db)
  return {
    putFreebusyAddress: (row) => rows.put(row),
    patchFreebusyAddress: (scope, subject, patch) => rows.patch(patch, 'WHERE scope = ? AND subject = ?', scope, subject),
    removeFreebusyAddress: (scope, subject) => rows.remove('WHERE scope = ? AND subject = ?', scope, subject),
    dropUrlAnswers(scope, subject) {
      if (scope === 'person') db.run("DELETE FROM busyAnswer WHERE source = 'fburl' AND address = ?", subject)
      else db.run("DELETE FROM busyAnswer WHERE source = 'fburl' AND substr(address, instr(address, '@') + 1) = ?", subject)
    },
  }
}
