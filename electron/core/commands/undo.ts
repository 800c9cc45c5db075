import type { QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import { forgetReminded } from '../scheduling/reminded.ts'
import { followMove } from '../scheduling/follow-move.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import type { CommandOf } from './deps.ts'

/** Takes changes back before they leave: all of them or none, together with the messages they would have sent. */
export const command: CommandOf<'undo'> = (deps) => async ({ queueIds }) => {
  const why = deps.store.write(['objects', 'queue', 'invites', 'accounts', 'plans'], (tx) => {
    const entries = queueIds.flatMap((id) => tx.queueEntry(id) ?? [])
    const uids = new Map(entries.map((e) => [e.id, e.objectId === null ? null : (tx.object(e.objectId)?.uid ?? null)]))
    if (!tx.undoQueued(queueIds)) return entries.length < queueIds.length ? 'gone' : entries.some((e) => e.maybeSent || e.state === 'sending') ? 'on-its-way' : 'built-upon'
    tx.reopenUninvited(queueIds)
    tx.takeBackProposals(queueIds)
    for (const entry of entries.toReversed()) {
      if (entry.move && entry.objectId !== null) followMove(tx, entry.objectId, entry.move.objectId)
      askAgain(tx, entry)
      const uid = uids.get(entry.id) ?? null
      if (uid !== null) forgetReminded(tx, entry.accountId, uid, entry.madeAtUtc)
      if (uid !== null && entry.messages > 0) tx.addLedger(ledgerRow(entry.accountId, uid, deps.clock.now(), { kind: 'taken-back', intent: entry.intent }))
    }
    return null
  })
  if (why !== null) return { undone: false, why }
  deps.sync.wake()
  return { undone: true }
}

/** The invitation stands where it stood before the answer that was taken back. */
function askAgain(tx: WriteStore, entry: QueueEntry): void {
  if (entry.undoInvite !== null) return tx.putInvite(entry.undoInvite)
  // The answer itself made the row: without it there is nothing to list.
  const made = tx.invites().filter((row) => row.objectId === entry.objectId && row.answeredText !== null && row.answeredText === entry.text)
  for (const row of made) tx.removeInvite(row.id)
}
