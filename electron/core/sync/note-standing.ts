import type { AppError } from '../../../shared/contract/app-error.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { isRoadBlock, type SyncContext } from './sync-deps.ts'

/** How exact a calendar's last success is: a quiet round must not cost a write each time. */
const noteEveryMs = 60_000

/** Each calendar after a round: when it was last up to date, and what is in the way of it alone. One write for all, none when nothing is new. */
export function noteStanding({ store, clock, signal }: SyncContext, seen: ReadonlyMap<CollectionId, AppError | null>): void {
  if (signal.aborted) return
  const now = clock.now()
  const changes = [...seen].flatMap(([id, fault]) => {
    const row = store.read.collection(id)
    // What stops the whole account is said of the account.
    if (row === null || (fault !== null && (fault.kind === 'cancelled' || isRoadBlock(fault)))) return []
    const told = JSON.stringify(row.problem) !== JSON.stringify(fault)
    const success = fault === null && (row.lastSuccessUtc === null || now - row.lastSuccessUtc >= noteEveryMs || told)
    return told || success ? [{ id, patch: { problem: fault, ...(success ? { lastSuccessUtc: now } : {}) } }] : []
  })
  if (changes.length === 0) return
  store.write(['accounts'], (tx) => {
    for (const { id, patch } of changes) tx.patchCollection(id, patch)
  })
}
