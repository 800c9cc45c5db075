import { intentOf } from '../../../shared/wording/queue.ts'
import type { AccountId, CollectionId, Href, QueueId } from '../../../shared/model/ids.ts'
import type { QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'
import { gone } from './refused.ts'

/** The Inbox item goes, after `holdMs`: an undo of what was done with the message keeps it. */
export function letGo(tx: WriteStore, deps: CommandDeps, item: { readonly accountId: AccountId; readonly href: string }, holdMs: number): QueueEntry {
  if (!tx.inboxItems(item.accountId).some((one) => one.href === item.href)) throw gone({ cause: 'not-as-shown' })
  const nowUtc = deps.clock.now()
  return tx.enqueue({
    id: deps.newId() as QueueId,
    accountId: item.accountId,
    collectionId: tx.collections(item.accountId).find((one) => one.kind === 'inbox')?.id ?? ('' as CollectionId),
    objectId: null,
    kind: 'delete-inbox-item',
    state: holdMs > 0 ? 'held' : 'waiting',
    intent: intentOf({ kind: 'clear-inbox', title: '' }),
    href: item.href as Href,
    text: null,
    baseText: null,
    baseEtag: null,
    baseScheduleTag: null,
    headers: {},
    undoText: null,
    undoInvite: null,
    madeAtUtc: nowUtc,
    leavesAtUtc: holdMs > 0 ? nowUtc + holdMs : null,
    nextTryUtc: null,
    attempts: 0,
    messages: 0,
    error: null,
    conflict: null,
  })
}
