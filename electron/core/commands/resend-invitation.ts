import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, sameAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import { roleIn } from '../../../shared/event/roles.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import { readObject } from '../scheduling/compose.ts'
import { forceSend } from '../scheduling/force-send.ts'
import { composeByMail } from '../mail/by-mail.ts'
import { countOrders, leavingWith } from '../mail/orders.ts'
import { addressesIn } from '../scheduling/identity.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import { noteReminded } from '../scheduling/reminded.ts'
import { isMailed, isPosted, markMailed } from '../scheduling/reach.ts'
import type { CommandOf } from './deps.ts'
import { keepText, savedOf } from './keep-change.ts'
import { keepMails, withMails } from './keep-mails.ts'
import { badData, gone, refused, Refused } from './refused.ts'

/** T-C14: the same invitation once more, to these people alone, each by the way they got the first one; nothing else changes. */
export const command: CommandOf<'resend-invitation'> = (deps) => async ({ objectId, addresses, reminder = false }) => {
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const object = tx.object(objectId)
    if (object === null || object.deletedHere) throw gone({ objectId })
    const account = must(tx.account(object.accountId), 'account of an object')
    const collection = must(tx.collection(object.collectionId), 'calendar of an object')
    const read = readObject(object)
    if (!read.ok) throw new Refused(read.problem)
    const root = read.value
    const head = must(masterOf(root) ?? eventsOf(root)[0], 'event in an object')
    if (roleIn(head, addressesIn(account, collection)).role !== 'organizer') throw refused('not-organizer', { objectId })
    const everybody = eventsOf(root).flatMap((event) => attendeesOf(event))
    const people = everybody.filter((a, i) => addresses.some((x) => sameAddress(x, a.raw)) && everybody.findIndex((b) => b.address === a.address) === i)
    const mailed = people.filter((person) => isMailed(account, person)).map((person) => person.raw)
    const posted = people.filter((person) => isPosted(account, person))
    const served = people.filter((person) => !mailed.includes(person.raw) && !posted.includes(person)).map((person) => person.raw)
    if (forceSend(root, served).length + mailed.length + posted.length === 0) throw badData('nobody', { objectId })
    const composed = mailed.length === 0 ? null : composeByMail(tx, { objectId, addresses: mailed })
    if (composed !== null && !composed.ok) throw new Refused(composed.problem)
    const mails = composed === null ? [] : composed.value.mails
    markMailed(root, mails)
    const orders = leavingWith(tx, { account, before: root, after: root }, { mails, posts: posted.map((person) => againTo(person, root)) }, deps.clock.now())
    const names = people.map((a) => (a.name === '' ? a.address : a.name))
    const title = textOf(head, 'summary')
    const uid = uidOf(head) as Uid
    const intent = intentOf({ kind: reminder ? 'remind' : 'resend', title, names })
    const fact = { kind: reminder ? ('reminded' as const) : ('resent' as const), names }
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

/** The whole of what this person is in, as the revision it is (ITP-39). */
function againTo({ address, raw, name, kind }: CalPerson, root: Component): ItipMessage {
  const off = eventsOf(root).every((event) => textOf(event, 'status').toUpperCase().startsWith('CANCELLED'))
  return { method: off ? 'CANCEL' : 'REQUEST', to: { address, raw, name, kind }, why: off ? 'cancelled' : 'resend', recurrenceIds: [] }
}
