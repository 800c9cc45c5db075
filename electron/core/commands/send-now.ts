import { isMessageRow, type QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import { mailsOf } from '../sync/resolve-conflict.ts'
import type { CommandOf } from './deps.ts'
import { gone, refused } from './refused.ts'

/** Ends the hold, or the wait for the next try. A conflict is not sent but decided. */
export const command: CommandOf<'send-now'> = (deps) => async ({ queueId }) => {
  deps.store.write(['queue'], (tx) => {
    const row = tx.queueEntry(queueId)
    if (row === null) throw gone()
    if (row.conflict !== null) throw refused('conflict-undecided')
    if (row.state === 'sending') return
    const now = { state: 'waiting', leavesAtUtc: null, nextTryUtc: null, attempts: 0, error: null } as const
    // Of a mail that may have left, the person decides: it goes once more, under the name it had.
    tx.patchQueue(queueId, row.kind === 'send-mail' ? { ...now, maybeSent: false } : now)
    // Its mails wait for nothing else; and a message goes behind the change it tells of, which goes now too (EXP-2).
    for (const other of [...mailsOf(tx, row), ...changesBefore(tx, row)]) if (other.state === 'held') tx.patchQueue(other.id, now)
  })
  deps.sync.wake()
  return {}
}

/** All on the same object that has to leave before this message can. */
const changesBefore = (tx: WriteStore, row: QueueEntry): readonly QueueEntry[] => (row.objectId === null || !isMessageRow(row) ? [] : tx.queueOf(row.objectId).filter((other) => other.seq < row.seq))
