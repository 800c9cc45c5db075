import { ledgerRow } from '../scheduling/ledger.ts'
import { discardQueued } from '../sync/resolve-conflict.ts'
import type { CommandOf } from './deps.ts'
import { gone, refused } from './refused.ts'

/** The person gives a change up; what is on the server stays, and the history says so. */
export const command: CommandOf<'discard-queued'> = (deps) => async ({ queueId }) => {
  const { store } = deps
  const row = store.read.queueEntry(queueId)
  if (row === null) throw gone()
  const uid = row.objectId === null ? null : (store.read.object(row.objectId)?.uid ?? null)
  const discarded = discardQueued(store, queueId)
  if (discarded === 'gone') throw gone()
  if (discarded !== 'done') throw refused(discarded)
  store.write(['invites'], (tx) => tx.reopenUninvited([queueId]))
  store.write(['invites'], (tx) => tx.takeBackProposals([queueId]))
  if (uid !== null && row.messages > 0) store.write(['invites'], (tx) => tx.addLedger(ledgerRow(row.accountId, uid, deps.clock.now(), { kind: 'discarded', intent: row.intent })))
  deps.sync.wake()
  return {}
}
