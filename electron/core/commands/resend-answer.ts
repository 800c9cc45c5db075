import { addressSet } from '../../../shared/event/roles.ts'
import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { copyOf, eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import { countOrders, leavingWith } from '../mail/orders.ts'
import { countMessages, readObject } from '../scheduling/compose.ts'
import { dropForceSend, forceReply } from '../scheduling/force-send.ts'
import { hostOf, isOthers, myAddresses } from '../scheduling/identity.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import { markMailed, outgoing, senderOf } from '../scheduling/reach.ts'
import type { CommandOf } from './deps.ts'
import { keepText, savedOf } from './keep-change.ts'
import { keepMails, withMails } from './keep-mails.ts'
import { gone, refused, Refused } from './refused.ts'

/**
 * T-S17: the answer that did not arrive once more, by the way it went before. A server that sends by itself sees no change in an answer it
 * has, and is therefore asked by SCHEDULE-FORCE-SEND=REPLY (RFC 6638 §7.2); one that does not know it leaves the old status standing, so
 * that it is still shown as not delivered. Answer and comment stay as they are.
 */
export const command: CommandOf<'resend-answer'> = (deps) => async ({ objectId }) => {
  const nowUtc = deps.clock.now()
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const object = tx.object(objectId)
    if (object === null || object.deletedHere || object.vanished) throw gone({ objectId })
    const account = must(tx.account(object.accountId), 'account of an object')
    const collection = must(tx.collection(object.collectionId), 'calendar of an object')
    if (!collection.writable) throw refused('read-only-calendar', { objectId })
    if (isOthers(collection)) throw refused('calendar-of-another', { objectId })
    const read = readObject(object)
    if (!read.ok) throw new Refused(read.problem)
    const after = copyOf(read.value)
    if (!forceReply(after, addressSet(myAddresses(account)))) throw refused('not-invited', { objectId })
    const out = outgoing(senderOf(tx, account), read.value, after)
    const orders = leavingWith(tx, { account, before: read.value, after }, out, nowUtc)
    const messages = countMessages(out.messages)
    if (messages + countOrders(orders) === 0) throw refused('no-mail-account', { objectId })
    // The request is to a server that sends by itself (SCH-6).
    if (messages === 0) dropForceSend(after)
    markMailed(after, out.mails)
    const head = must(masterOf(after) ?? eventsOf(after)[0], 'event in an object')
    const title = textOf(head, 'summary')
    const uid = uidOf(head) as Uid
    const intent = intentOf({ kind: 'answer-again', title })
    const fact = { kind: 'answered-again' as const, host: messages === 0 ? null : hostOf(account) }
    if (messages + out.mails.length === 0) {
      // What is posted changes nothing in the event.
      tx.addLedger(ledgerRow(account.id, uid, nowUtc, fact))
      return { ...savedOf(objectId, keepMails(tx, deps, { account, collection, object, title, orders })), intent }
    }
    const entry = keepText(tx, deps, object, after, { account, collection, uid, intent, messages, following: countOrders(orders), ledger: [fact] })
    return savedOf(objectId, withMails(tx, deps, entry, { account, collection, title, orders }))
  })
  deps.sync.wake()
  return saved
}
