import type { Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { mailForm, myAddresses, organizerHref } from '../scheduling/identity.ts'
import type { MailSample } from '../scheduling/preview.ts'
import { postOrders } from '../scheduling/post-orders.ts'
import type { Outgoing } from '../scheduling/reach.ts'
import type { AccountRow, MailAccountRow, MailOrder, PostOrder } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { mailOrder, type OrderContext } from './compose-order.ts'

export interface MailedChange {
  readonly account: AccountRow
  readonly before: Component | null
  readonly after: Component | null
  /** Of my own, beside what the mails say anyhow. */
  readonly word?: string
}

/** The mails of a change, composed as they will leave. Sheet and command share it: what was shown is what is sent. Empty without a mail account. */
export function ordersOf(read: ReadStore, change: MailedChange, mails: readonly ItipMessage[], nowUtc: Instant): MailOrder[] {
  const from = mails.length === 0 ? null : read.mailAccount(change.account.id)
  if (from === null) return []
  const ctx = contextOf(read, change, from, nowUtc)
  return mails.map((message) => mailOrder(message, ctx))
}

/** What leaves with a change in rows of its own. */
export interface Orders {
  readonly mails: readonly MailOrder[]
  readonly posts: readonly PostOrder[]
}

export const noOrders: Orders = { mails: [], posts: [] }

/** Mails and posted messages of a change, ready to be queued behind it. */
export const leavingWith = (read: ReadStore, change: MailedChange, out: Pick<Outgoing, 'mails' | 'posts'>, nowUtc: Instant): Orders => ({
  mails: ordersOf(read, change, out.mails, nowUtc),
  posts: postOrders(change, out.posts, nowUtc),
})

/** How many people get one of them. */
export const countOrders = ({ mails, posts }: Orders): number => mails.length + posts.reduce((sum, post) => sum + post.recipients.length, 0)

/** For sheets: what one person would read, and whom it comes from. */
export function mailSample(read: ReadStore, change: MailedChange, nowUtc: Instant): (message: ItipMessage) => MailSample | null {
  return (message) => {
    const [order] = ordersOf(read, change, [message], nowUtc)
    const from = read.mailAccount(change.account.id)
    return order === undefined || from === null ? null : { from: from.fromAddress, subject: order.subject, text: order.text }
  }
}

export const nameOfSender = (account: AccountRow, from: Pick<MailAccountRow, 'name'> | null): string => from?.name || account.name || mailForm(organizerHref(account))

const contextOf = (read: ReadStore, { account, before, after, word = '' }: MailedChange, from: MailAccountRow, nowUtc: Instant): OrderContext => ({
  word,
  before,
  after,
  me: myAddresses(account),
  who: nameOfSender(account, from),
  from,
  zone: read.zone(),
  nowUtc,
})
