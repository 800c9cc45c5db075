import { intentOf } from '../../../shared/wording/queue.ts'
import type { AccountId, CollectionId, Href } from '../../../shared/model/ids.ts'
import type { QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'
import { gone } from './refused.ts'
import { newQueueRow } from '../store/new-queue-row.ts'

/** The Inbox item goes, after `holdMs`: an undo of what was done with the message keeps it. */
export function letGo(tx: WriteStore, deps: CommandDeps, item: { readonly accountId: AccountId; readonly href: string }, holdMs: number): QueueEntry {
  if (!tx.inboxItems(item.accountId).some((one) => one.href === item.href)) throw gone({ cause: 'not-as-shown' })
  return tx.enqueue(
    newQueueRow(
      { id: deps.newId(), madeAtUtc: deps.clock.now(), holdMs },
      { accountId: item.accountId, collectionId: tx.collections(item.accountId).find((one) => one.kind === 'inbox')?.id ?? ('' as CollectionId), kind: 'delete-inbox-item', intent: intentOf({ kind: 'clear-inbox', title: '' }), href: item.href as Href },
    ),
  )
}
