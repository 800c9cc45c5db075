import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { decisionIntent } from '../../../shared/wording/uninvited.ts'
import type { LedgerFact } from '../../../shared/wording/ledger.ts'
import { countOrders, leavingWith } from '../mail/orders.ts'
import { countMessages } from '../scheduling/compose.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import { planDecision } from '../scheduling/uninvited.ts'
import type { CommandOf } from './deps.ts'
import { keepText, savedOf } from './keep-change.ts'
import { keepMails, withMails } from './keep-mails.ts'
import { gone } from './refused.ts'

/** T-I34: add who was not asked, leave them off, or tell them that it is without them. Never by itself, and only as the sheet showed it. */
export const command: CommandOf<'decide-uninvited'> = (deps) => async (asked) => {
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const nowUtc = deps.clock.now()
    const planned = planDecision(tx, asked, nowUtc)
    if (planned === null) throw gone({ objectId: asked.objectId, cause: 'not-as-shown' })
    const { account, collection, object, row, before, after, messages, posts, mails } = planned
    const head = must(masterOf(after) ?? eventsOf(after)[0], 'event of a meeting')
    const title = textOf(head, 'summary')
    const who = row.name || row.address
    const orders = leavingWith(tx, { account, before, after }, planned, nowUtc)
    const byUs = mails.length + posts.length
    const told = messages.length + byUs > 0
    const fact: LedgerFact = asked.decision === 'add' || asked.decision === 'optional' ? { kind: 'let-in', who, optional: asked.decision === 'optional' } : { kind: 'not-let-in', who, told }
    const mailing = { account, collection, title, orders }
    // A refusal of somebody who was never in the list changes nothing in the calendar.
    const stores = messages.length > 0 || (byUs > 0 && asked.decision !== 'refuse') || (asked.decision === 'optional' && before !== after)
    const intent = decisionIntent(asked.decision, who, title)
    const entries = stores
      ? withMails(tx, deps, keepText(tx, deps, object, after, { account, collection, uid: uidOf(head) as Uid, intent, messages: countMessages(messages), following: countOrders(orders), ledger: [fact] }), mailing)
      : keepMails(tx, deps, { ...mailing, object })
    if (!stores) tx.addLedger(ledgerRow(account.id, object.uid, nowUtc, fact))
    tx.putUninvited({ ...row, decided: asked.decision, decidedBy: entries[0]?.id ?? null })
    return { ...savedOf(object.id, entries), intent }
  })
  deps.sync.wake()
  return saved
}
