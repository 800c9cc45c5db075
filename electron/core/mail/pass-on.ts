import { composeDelegated } from '../../../shared/itip/delegate.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { mailForm, myAddresses, organizerHref } from '../scheduling/identity.ts'
import { isMailable } from '../scheduling/reach.ts'
import type { AccountRow, MailOrder } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { orderOf } from './compose-order.ts'
import { nameOfSender } from './orders.ts'

export interface PassedOn {
  readonly account: AccountRow
  /** My copy, after I passed it on. */
  readonly after: Component
  readonly to: { readonly address: string; readonly name: string }
}

/**
 * The invitation as I hand it on (RFC 5546 §3.2.2.3): no CalDAV server carries it for an attendee, so a mail of mine does, or a file. That
 * holds for the older model too: its Outbox takes a REQUEST from the organizer alone (EXP-2, EXP-4 organizer-allowed), so there the REPLY is
 * posted and the organizer asks the deputy.
 * `withoutAccount`: composed all the same, for people who carry it themselves. Null: it cannot be mailed.
 */
export function handOver(read: ReadStore, { account, after, to }: PassedOn, nowUtc: Instant, withoutAccount = false): MailOrder | null {
  const known = read.mailAccount(account.id)
  if ((known === null && !withoutAccount) || !isMailable(to.address)) return null
  const from = known ?? { fromAddress: mailForm(organizerHref(account)), name: account.name }
  const me = myAddresses(account)
  const address = toAddress(to.address)
  const request = composeDelegated(after, { address: `mailto:${address}`, name: to.name }, me, nowUtc)
  return orderOf(request, { to: { address, raw: `mailto:${address}`, name: to.name }, kind: 'passed-on' }, { who: nameOfSender(account, from), from, zone: read.zone(), me })
}
