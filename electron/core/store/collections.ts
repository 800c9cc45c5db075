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
    // Out of indexes alone: a start asks this twice, and the rows of 100,000 objects lie among 170 MB of their texts.
    objectCounts() {
      const counted = db.all<{ id: CollectionId; stored: number; deleted: number; unreadable: number }>(
        `SELECT c.id AS id, (SELECT COUNT(*) FROM object o INDEXED BY object_href WHERE o.collectionKey = c.key) AS stored,
          (SELECT COUNT(*) FROM object o INDEXED BY object_deleted WHERE o.collectionKey = c.key AND o.deletedHere = 1) AS deleted,
          (SELECT COUNT(*) FROM object o INDEXED BY object_problem WHERE o.collectionKey = c.key AND o.problem IS NOT NULL AND o.deletedHere = 0) AS unreadable
         FROM collection c`,
      )
      return new Map(counted.map(({ id, stored, deleted, unreadable }) => [id, { events: stored - deleted, unreadable }]))
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
