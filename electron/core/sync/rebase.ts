import { mergeObjects } from '../../../shared/event/merge.ts'
import type { Etag, ObjectId, ScheduleTag } from '../../../shared/model/ids.ts'
import { isMessageRow, type ObjectRow } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'

export interface Rebase {
  readonly objectId: ObjectId
  /** Rows made after this one. */
  readonly behind: number
  /** The text they were made on, and what now stands in its place. */
  readonly from: string | null
  readonly onto: string | null
  /** What the first of them is sent against, when that changed too. */
  readonly base?: { readonly baseText: string | null; readonly baseEtag: Etag | null; readonly baseScheduleTag: ScheduleTag | null }
}

/**
 * Each row of an object was made on the text of the one before it. When that text becomes another (the server rewrote it, it was
 * brought together with theirs, it was discarded) the change moves along through all of them. Where it cannot, the row waits for the person.
 */
export function rebaseRows(tx: WriteStore, { objectId, behind, from, onto, base }: Rebase): void {
  let [before, after] = [from, onto]
  const rows = tx.queueOf(objectId).filter((row) => row.seq > behind && !isMessageRow(row))
  for (const [index, row] of rows.entries()) {
    if (index === 0 && base !== undefined) tx.patchQueue(row.id, base)
    if (row.kind !== 'put' || row.text === null || before === null || after === null || before === after) return
    const merged = mergeObjects(before, row.text, after)
    if (merged.kind === 'clash') {
      tx.patchQueue(row.id, { baseText: before, state: 'needs-you', conflict: { kind: 'both-changed', theirText: after, theirEtag: base?.baseEtag ?? null } })
      return
    }
    tx.patchQueue(row.id, { text: merged.text })
    ;[before, after] = [row.text, merged.text]
  }
}

export function baseOf(server: ObjectRow | null): NonNullable<Rebase['base']> {
  return { baseText: server?.serverText ?? null, baseEtag: server?.etag ?? null, baseScheduleTag: server?.scheduleTag ?? null }
}
