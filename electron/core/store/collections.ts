import type { CollectionId } from '../../../shared/model/ids.ts'
import type { Db } from './db.ts'
import type { CollectionRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<CollectionRow>(db, 'collection', ['id'], {
    id: 'plain',
    accountId: 'plain',
    href: 'plain',
    kind: 'plain',
    name: 'plain',
    hue: 'plain',
    description: 'plain',
    says: 'json',
    rights: 'json',
    limits: 'json',
    visible: 'flag',
    writable: 'flag',
    countsAsBusy: 'flag',
    isDefault: 'flag',
    components: 'json',
    reports: 'json',
    syncToken: 'plain',
    ctag: 'plain',
    gone: 'flag',
    removed: 'flag',
    position: 'plain',
    lastSuccessUtc: 'plain',
    problem: 'json',
    owner: 'json',
  })

export function readCollections(db: Db): Pick<ReadStore, 'collections' | 'collection' | 'hasCollection' | 'objectCounts'> {
  const rows = table(db)
  return {
    collections: (accountId) => (accountId === undefined ? rows.find('ORDER BY accountId, position, name') : rows.find('WHERE accountId = ? ORDER BY position, name', accountId)),
    collection: (id) => rows.first('WHERE id = ?', id),
    hasCollection: (id) => db.one('SELECT 1 FROM collection WHERE id = ?', id) !== null,
    objectCounts() {
      const counted = db.all<{ id: CollectionId; events: number; unreadable: number }>(
        'SELECT c.id AS id, COUNT(*) AS events, COUNT(o.problem) AS unreadable FROM object o JOIN collection c ON c.key = o.collectionKey WHERE o.deletedHere = 0 GROUP BY c.key',
      )
      return new Map(counted.map(({ id, events, unreadable }) => [id, { events, unreadable }]))
    },
  }
}

export interface CollectionHooks {
  dropObjects(collectionId: CollectionId): void
  /** Whose it is decides which of its meetings are mine: the parts of its objects are read again. */
  reindex(collectionId: CollectionId): void
}

export function writeCollections(db: Db, hooks: CollectionHooks): Pick<WriteStore, 'putCollection' | 'patchCollection' | 'removeCollection'> {
  const rows = table(db)
  return {
    putCollection(row) {
      const before = rows.first('WHERE id = ?', row.id)
      rows.put(row)
      if (before !== null && (before.owner === null) !== (row.owner === null)) hooks.reindex(row.id)
    },
    patchCollection: (id, patch) => rows.patch(patch, 'WHERE id = ?', id),
    removeCollection(id) {
      hooks.dropObjects(id)
      rows.remove('WHERE id = ?', id)
    },
  }
}
