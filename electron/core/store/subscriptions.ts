import type { Db } from './db.ts'
import type { SubscriptionRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<SubscriptionRow>(db, 'subscription', ['id'], {
    id: 'plain',
    place: 'json',
    sealed: 'plain',
    intervalMin: 'plain',
    wantedMin: 'plain',
    paused: 'flag',
    etag: 'plain',
    lastModified: 'plain',
    lastSuccessUtc: 'plain',
    nextTryUtc: 'plain',
    failures: 'plain',
    problem: 'json',
  })

export function readSubscriptions(db: Db): Pick<ReadStore, 'subscriptions' | 'subscription'> {
  const rows = table(db)
  return {
    subscriptions: () => rows.find('ORDER BY rowid'),
    subscription: (id) => rows.first('WHERE id = ?', id),
  }
}

/** It goes with its calendar. */
export function writeSubscriptions(db: Db): Pick<WriteStore, 'putSubscription' | 'patchSubscription'> {
  const rows = table(db)
  return {
    putSubscription: (row) => rows.put(row),
    patchSubscription: (id, patch) => rows.patch(patch, 'WHERE id = ?', id),
  }
}
