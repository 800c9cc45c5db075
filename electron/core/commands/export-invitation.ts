import { eventsOf } from '../../../shared/ical/tree.ts'
import { uidOf } from '../../../shared/ical/fields.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { composeByMail } from '../mail/by-mail.ts'
import { mailOrder } from '../mail/compose-order.ts'
import { nameOfSender } from '../mail/orders.ts'
import { mailForm, myAddresses, organizerHref } from '../scheduling/identity.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import type { CommandOf } from './deps.ts'
import { Refused } from './refused.ts'

/** The message as the file a mail would carry, and a mail to put it into (IMI-5). Whether it was sent nobody knows but the person: the history says what was taken. */
export const command: CommandOf<'export-invitation'> = (deps) => async ({ objectId, address }) => {
  const nowUtc = deps.clock.now()
  return deps.store.write(['invites'], (tx) => {
    const composed = composeByMail(tx, { objectId, addresses: [address] }, true)
    if (!composed.ok) throw new Refused(composed.problem)
    const { account, before, after, mails, title } = composed.value
    const from = tx.mailAccount(account.id) ?? { fromAddress: mailForm(organizerHref(account)), name: account.name }
    const order = mailOrder(must(mails[0], 'message'), { before, after, me: myAddresses(account), who: nameOfSender(account, from), from, zone: tx.zone(), nowUtc })
    tx.addLedger(ledgerRow(account.id, uidOf(must(eventsOf(after)[0], 'event')) as Uid, nowUtc, { kind: 'exported', who: order.toName || order.to }))
    return {
      fileName: `${title.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim().slice(0, 60) || 'invitation'}.ics`,
      text: order.ics,
      mailto: `mailto:${encodeURIComponent(order.to)}?subject=${encodeURIComponent(order.subject)}&body=${encodeURIComponent(order.text.replaceAll('\n', '\r\n'))}`,
    }
  })
}
