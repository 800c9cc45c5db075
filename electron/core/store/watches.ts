import type { Db } from './db.ts'
import type { WatchRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) => tableOf<WatchRow>(db, 'watch', ['objectId'], { objectId: 'plain', isOff: 'flag', askedAtUtc: 'plain', look: 'json', news: 'json' })

export function readWatches(db: Db): Pick<ReadStore, 'watches' | 'watch'> {
  const rows = table(db)
  return {
    watches: () => rows.find('ORDER BY objectId'),
    watch: (id) => rows.first('WHERE objectId = ?', id),
  }
}

export function writeWatches(db: Db): Pick<WriteStore, 'putWatch'> {
  const rows = table(db)
  return { putWatch: (row) => rows.put(row) }
}
