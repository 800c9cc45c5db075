import type { Href } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { mailIntent } from '../../../shared/wording/mail.ts'
import { postIntent } from '../../../shared/wording/posted.ts'
import type { Orders } from '../mail/orders.ts'
import type { AccountRow, CollectionRow, ObjectRow, QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'
import { newQueueRow } from '../store/new-queue-row.ts'

export interface MailsOf {
  readonly account: AccountRow
  readonly collection: Pick<CollectionRow, 'id'>
  /** Null: about a meeting that is not in the calendar. */
  readonly object: Pick<ObjectRow, 'id'> | null
  readonly title: string
  readonly orders: Orders
}

/**
 * One row a message, behind the change it tells of: rows of one object leave in their order, so nobody is told of what the server has not
 * taken yet (IMI-1, EXP-2). Held as long as any message, and like them it survives whatever happens to this computer (EXP-7).
 */
export function keepMails(tx: WriteStore, deps: CommandDeps, { account, collection, object, title, orders }: MailsOf): QueueEntry[] {
  const madeAtUtc = deps.clock.now()
  const holdMs = tx.settings().holdSeconds * 1_000
  const keep = (row: Pick<QueueEntry, 'kind' | 'intent' | 'href' | 'messages' | 'mail' | 'post'>): QueueEntry =>
    tx.enqueue(newQueueRow({ id: deps.newId(), madeAtUtc, holdMs }, { accountId: account.id, collectionId: collection.id, objectId: object?.id ?? null, ...row }))
  return [
    ...orders.posts.map((post) => keep({ kind: 'post-message', intent: postIntent(post.method, post.recipients, title), href: must(account.outboxHref, 'Outbox of an account that posts'), messages: post.recipients.length, post })),
    ...orders.mails.map((mail) => keep({ kind: 'send-mail', intent: mailIntent(mail, title), href: `mailto:${mail.to}` as Href, messages: 1, mail })),
  ]
}

/** Messages behind the change they belong to, in the order in which they leave. */
export const withMails = (tx: WriteStore, deps: CommandDeps, entry: QueueEntry, mails: Omit<MailsOf, 'object'>): QueueEntry[] => [entry, ...keepMails(tx, deps, { ...mails, object: { id: must(entry.objectId, 'object of a change') } })]
