import type { CallOutput } from '../../../shared/contract/calls.ts'
import { roleIn } from '../../../shared/event/roles.ts'
import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { sameAddress } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import { deputiesOf } from '../../../shared/itip/delegate.ts'
import type { ObjectId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { mailtoLink } from '../../../shared/wording/mailto.ts'
import { composeByMail } from '../mail/by-mail.ts'
import { mailOrder } from '../mail/compose-order.ts'
import { nameOfSender } from '../mail/orders.ts'
import { handOver, type PassedOn } from '../mail/pass-on.ts'
import { readObject } from '../scheduling/compose.ts'
import { mailForm, myAddresses, organizerHref } from '../scheduling/identity.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import type { MailOrder } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { CommandOf } from './deps.ts'
import { Refused } from './refused.ts'

/** The message as the file a mail would carry, and a mail to put it into (IMI-5). Whether it was sent nobody knows but the person: the history says what was taken. */
export const command: CommandOf<'export-invitation'> = (deps) => async ({ objectId, address }) => {
  const nowUtc = deps.clock.now()
  return deps.store.write(['invites'], (tx) => {
    const passed = passedOn(tx, objectId, address)
    if (passed !== null) {
      const order = must(handOver(tx, passed, nowUtc, true), 'mail to who goes instead')
      tx.addLedger(ledgerRow(passed.account.id, uidOf(must(eventsOf(passed.after)[0], 'event')) as Uid, nowUtc, { kind: 'exported', who: order.toName || order.to }))
      return fileOf(order, textOf(must(masterOf(passed.after) ?? eventsOf(passed.after)[0], 'event'), 'summary'))
    }
    const composed = composeByMail(tx, { objectId, addresses: [address] }, true)
    if (!composed.ok) throw new Refused(composed.problem)
    const { account, before, after, mails, title } = composed.value
    const from = tx.mailAccount(account.id) ?? { fromAddress: mailForm(organizerHref(account)), name: account.name }
    const order = mailOrder(must(mails[0], 'message'), { before, after, me: myAddresses(account), who: nameOfSender(account, from), from, zone: tx.zone(), nowUtc })
    tx.addLedger(ledgerRow(account.id, uidOf(must(eventsOf(after)[0], 'event')) as Uid, nowUtc, { kind: 'exported', who: order.toName || order.to }))
    return fileOf(order, title)
  })
}

const fileOf = (order: MailOrder, title: string): CallOutput<'export-invitation'> => ({
  fileName: `${title.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim().slice(0, 60) || 'invitation'}.ics`,
  text: order.ics,
  mailto: mailtoLink({ to: [order.to], subject: order.subject, body: order.text }),
})

/** For somebody I passed my invitation to: what they get is mine to hand over, not my answer (ITP-40). */
function passedOn(tx: ReadStore, objectId: ObjectId, address: string): PassedOn | null {
  const object = tx.object(objectId)
  const account = object === null ? null : tx.account(object.accountId)
  const text = object === null || object.vanished ? null : readObject(object)
  if (account === null || text === null || !text.ok) return null
  const mine = myAddresses(account)
  const deputies = eventsOf(text.value).flatMap((event) => {
    const { me } = roleIn(event, mine)
    return me === null || me.partstat !== 'delegated' ? [] : deputiesOf(event, me).to
  })
  const to = deputies.find((one) => sameAddress(one.address, address))
  return to === undefined ? null : { account, after: text.value, to: { address: to.address, name: to.name || (tx.person(to.address)?.name ?? '') } }
}
