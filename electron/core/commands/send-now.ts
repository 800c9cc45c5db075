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
    // Its mails wait for nothing else.
    for (const mail of mailsOf(tx, row)) if (mail.state === 'held') tx.patchQueue(mail.id, now)
  })
  deps.sync.wake()
  return {}
}
