import type { CollectionId } from '../../../shared/model/ids.ts'
import type { MemberRow } from '../dav/shapes.ts'
import { hrefKey } from '../store/href-key.ts'
import type { SyncContext } from './sync-deps.ts'

export interface Ingest {
  /**
   * Stores rows that have their text, before it returns: while that runs nothing more is read from the server, so that an answer
   * of any size needs no room, and between two pieces of it queries and clicks get their turn.
   */
  add(rows: readonly MemberRow[]): void
}

/** Stores objects of one collection as they come in. Rows that we wrote or began to write after `askedAt` are passed over: ours is newer. */
export function createIngest(context: SyncContext, collectionId: CollectionId, askedAt: number, onStored: (count: number) => void): Ingest {
  const { store, signal, ownWrites } = context

  function isOurs(row: MemberRow, sending: ReadonlySet<string>): boolean {
    const written = ownWrites.when(collectionId, row.href)
    return (written !== null && written >= askedAt) || (sending.size > 0 && sending.has(hrefKey(row.href)))
  }

  return {
    add(rows) {
      if (signal.aborted || rows.length === 0) return
      const stored = store.writeStep(['objects'], (tx) => {
        const sending = new Set(tx.sendingHrefs().flatMap((one) => (one.collectionId === collectionId ? [hrefKey(one.href)] : [])))
        let count = 0
        for (const row of rows) {
          if (row.text === null || isOurs(row, sending)) continue
          tx.putServerObject({ collectionId, href: row.href, etag: row.etag, scheduleTag: row.scheduleTag, text: row.text })
          count += 1
        }
        return count
      })
      onStored(stored)
    },
  }
}
