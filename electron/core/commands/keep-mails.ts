import type { Href, QueueId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { mailIntent } from '../../../shared/wording/mail.ts'
import type { AccountRow, CollectionRow, MailOrder, ObjectRow, QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'

export interface MailsOf {
  readonly account: AccountRow
  readonly collection: Pick<CollectionRow, 'id'>
  readonly object: Pick<ObjectRow, 'id'>
  readonly title: string
  readonly orders: readonly MailOrder[]
}

/**
 * One row a mail, behind the change it tells of: rows of one object leave in their order, so nobody is told of what the server has not
 * taken yet (IMI-1). Held as long as any message, and like them it survives whatever happens to this computer.
 */
export function keepMails(tx: WriteStore, deps: CommandDeps, { account, collection, object, title, orders }: MailsOf): QueueEntry[] {
  const nowUtc = deps.clock.now()
  const holdMs = tx.settings().holdSeconds * 1_000
  return orders.map((mail) =>
    tx.enqueue({
      id: deps.newId() as QueueId,
      accountId: account.id,
      collectionId: collection.id,
      objectId: object.id,
      kind: 'send-mail',
      state: holdMs > 0 ? 'held' : 'waiting',
      intent: mailIntent(mail, title),
      href: `mailto:${mail.to}` as Href,
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
      messages: 1,
      error: null,
      conflict: null,
      mail,
    }),
  )
}

/** Mails behind the change they belong to, in the order in which they leave. */
export const withMails = (tx: WriteStore, deps: CommandDeps, entry: QueueEntry, mails: Omit<MailsOf, 'object'>): QueueEntry[] => [entry, ...keepMails(tx, deps, { ...mails, object: { id: must(entry.objectId, 'object of a change') } })]
