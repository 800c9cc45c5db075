import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { eventsOf, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import { addNeededZones } from '../../../shared/ical/vtimezone.ts'
import { composeMessage, type ItipMessage } from '../../../shared/itip/outgoing.ts'
import type { Method } from '../../../shared/itip/read-message.ts'
import { strip } from '../../../shared/itip/strip.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { AccountRow, PostOrder } from '../store/rows.ts'
import { myAddresses, organizerHref } from './identity.ts'

export interface PostedChange {
  readonly account: AccountRow
  readonly before: Component | null
  readonly after: Component | null
}

/** The messages of a change as they will leave: people who read the same share one (EXP-2), others get what they may see (SCH-9). */
export function postOrders({ account, before, after }: PostedChange, posts: readonly ItipMessage[], nowUtc: Instant): PostOrder[] {
  const orders: PostOrder[] = []
  for (const message of posts) {
    const order = postOrder(account, composeMessage(message, before, after, { nowUtc, me: myAddresses(account) }), message.to)
    const same = orders.findIndex((other) => other.ics === order.ics)
    if (same < 0) orders.push(order)
    else orders[same] = { ...order, recipients: [...must(orders[same], 'order').recipients, ...order.recipients] }
  }
  return orders
}

/** One message that is composed already, to one person. */
export function postOrder(account: AccountRow, message: Component, to: Pick<ItipMessage['to'], 'raw' | 'name'>): PostOrder {
  const root = strip(message)
  addNeededZones(root)
  return {
    uid: uidOf(must(eventsOf(root)[0], 'event in a message')) as Uid,
    method: textOf(root, 'method').toUpperCase() as Method,
    originator: organizerHref(account),
    recipients: [{ raw: to.raw, name: to.name }],
    ics: writeCalendar(root),
  }
}
