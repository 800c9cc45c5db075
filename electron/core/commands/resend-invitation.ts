import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import { countOrders } from '../mail/orders.ts'
import { composeAgain } from '../mail/send-again.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import { noteReminded } from '../scheduling/reminded.ts'
import type { CommandOf } from './deps.ts'
import { keepText, savedOf } from './keep-change.ts'
import { keepMails, withMails } from './keep-mails.ts'
import { Refused } from './refused.ts'

/** T-C14: the same invitation once more, to these people alone, each by the way they got the first one; nothing else changes. */
export const command: CommandOf<'resend-invitation'> = (deps) => async (asked) => {
  const { objectId, reminder = false, word = '' } = asked
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const composed = composeAgain(tx, asked, deps.clock.now())
    if (!composed.ok) throw new Refused(composed.problem)
    const { account, collection, object, head, people, root, served, mailed, wordless, orders } = composed.value
    const names = people.map((a) => (a.name === '' ? a.address : a.name))
    const title = textOf(head, 'summary')
    const uid = uidOf(head) as Uid
    const intent = intentOf({ kind: reminder ? 'remind' : 'resend', title, names })
    const fact = { kind: reminder ? ('reminded' as const) : ('resent' as const), names, ...(wordless.length === people.length ? {} : { word: word.trim() }) }
    if (reminder) noteReminded(tx, account.id, uid, people.map((person) => person.address), deps.clock.now())
    if (served.length + mailed.length === 0) {
      // What is posted changes nothing in the event.
      tx.addLedger(ledgerRow(account.id, uid, deps.clock.now(), fact))
      return { ...savedOf(objectId, keepMails(tx, deps, { account, collection, object, title, orders })), intent }
    }
    const entry = keepText(tx, deps, object, root, { account, collection, uid, intent, messages: served.length, following: countOrders(orders), ledger: [fact] })
    return savedOf(objectId, withMails(tx, deps, entry, { account, collection, title, orders }))
  })
  deps.sync.wake()
  return saved
}
