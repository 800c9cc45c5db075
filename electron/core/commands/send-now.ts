import type { CommandOf } from './deps.ts'
import { gone, refused } from './refused.ts'

/** Ends the hold, or the wait for the next try. A conflict is not sent but decided. */
export const command: CommandOf<'send-now'> = (deps) => async ({ queueId }) => {
  deps.store.write(['queue'], (tx) => {
    const row = tx.queueEntry(queueId)
    if (row === null) throw gone()
    if (row.conflict !== null) throw refused('conflict-undecided')
    if (row.state !== 'sending') tx.patchQueue(queueId, { state: 'waiting', leavesAtUtc: null, nextTryUtc: null, attempts: 0, error: null })
  })
  deps.sync.wake()
  return {}
}
