import type { Db } from './db.ts'
import type { PublishedLinkRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<PublishedLinkRow>(db, 'publishedLink', ['id'], {
    id: 'plain',
    settings: 'json',
    sealed: 'plain',
    paused: 'flag',
    mayOverwrite: 'flag',
    etag: 'plain',
    digest: 'plain',
    lastSuccessUtc: 'plain',
    lastTriedUtc: 'plain',
    nextTryUtc: 'plain',
    failures: 'plain',
    problem: 'json',
  })

export function readPublishedLinks(db: Db): Pick<ReadStore, 'publishedLinks' | 'publishedLink'> {
  const rows = table(db)
  return {
    publishedLinks: () => rows.find('ORDER BY rowid'),
    publishedLink: (id) => rows.first('WHERE id = ?', id),
  }
}

export function writePublishedLinks(db: Db): Pick<WriteStore, 'putPublishedLink' | 'patchPublishedLink' | 'removePublishedLink'> {
  const rows = table(db)
  return {
    putPublishedLink: (row) => rows.put(row),
    patchPublishedLink: (id, patch) => rows.patch(patch, 'WHERE id = ?', id),
    removePublishedLink: (id) => rows.remove('WHERE id = ?', id),
  }
}
