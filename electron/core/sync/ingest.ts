import type { CollectionId } from '../../../shared/model/ids.ts'
import type { MemberRow } from '../dav/shapes.ts'
import { hrefKey } from '../store/href-key.ts'
import type { SyncContext } from './sync-deps.ts'

/** A step takes no longer than this; between two of them queries and clicks get their turn. */
const sliceMs = 15

export interface Ingest {
  /** Rows with text. Returns at once; they are stored in slices. */
  add(rows: readonly MemberRow[]): void
  /** Resolves when all that was added is stored: how many. Throws what the store threw. */
  finish(): Promise<number>
}

/** Stores objects of one collection as they come in. Rows that we wrote or began to write after `askedAt` are passed over: ours is newer. */
export function createIngest(context: SyncContext, collectionId: CollectionId, askedAt: number, onStored: (count: number) => void): Ingest {
  const { store, signal, ownWrites } = context
  let waiting: MemberRow[] = []
  let next = 0
  let stored = 0
  let pump: Promise<void> | null = null

  function isOurs(row: MemberRow, sending: ReadonlySet<string>): boolean {
    const written = ownWrites.when(collectionId, row.href)
    return (written !== null && written >= askedAt) || sending.has(hrefKey(row.href))
  }

  function slice(): void {
    const before = stored
    const until = performance.now() + sliceMs
    store.writeStep(['objects'], (tx) => {
      const sending = new Set(
        tx.sendingHrefs().filter((one) => one.collectionId === collectionId).map((one) => hrefKey(one.href)),
      )
      do {
        const row = waiting[next]
        next += 1
        if (row === undefined || row.text === null || isOurs(row, sending)) continue
        tx.putServerObject({ collectionId, href: row.href, etag: row.etag, scheduleTag: row.scheduleTag, text: row.text })
        stored += 1
      } while (next < waiting.length && performance.now() < until)
    })
    if (next >= waiting.length) {
      waiting = []
      next = 0
    }
    onStored(stored - before)
  }

  async function run(): Promise<void> {
    while (next < waiting.length) {
      await new Promise((resolve) => setImmediate(resolve))
      if (signal.aborted) return
      slice()
    }
  }

  return {
    add(rows) {
      for (const row of rows) waiting.push(row)
      if (pump === null && waiting.length > 0) {
        pump = run().finally(() => (pump = null))
        // Told to the caller by `finish`, which waits for the same promise.
        pump.catch(() => undefined)
      }
    },
    async finish() {
      while (pump !== null) await pump
      return stored
    },
  }
}
