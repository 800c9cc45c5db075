import { addressSet, roleIn } from '../../../shared/event/roles.ts'
import { recurrenceIdOf, sequenceOf } from '../../../shared/ical/fields.ts'
import { eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import { readMessage } from '../../../shared/itip/read-message.ts'
import type { Href, Uid } from '../../../shared/model/ids.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import type { AccountRow, InboxItemRow } from '../store/rows.ts'
import type { ReadStore, WriteStore } from '../store/store.ts'
import { readObject } from './compose.ts'
import { myAddresses } from './identity.ts'
import { beginWait, filingMs, waitsSince } from './inbox-waits.ts'

/** `missing`: no calendar of mine has it · `older`: my copy is an earlier version than the organizer's message. */
export type Unplaced = 'missing' | 'older'

const horizonMs = 366 * 86_400_000

/**
 * A server that schedules files what it puts into the Inbox (SCH-40); two were seen that sometimes do not (DAViCal 1.1.12 with what comes from
 * another server). Such a message is all there is of a meeting, so it stays and waits for the person. Null: filed, over, not for me, or of a
 * meeting I knew and took out of my calendar.
 */
export function unplacedIn(read: ReadStore, account: AccountRow, item: Pick<InboxItemRow, 'method' | 'text'>, nowUtc: Instant, zone: Zone): Unplaced | null {
  const message = item.method.toUpperCase() === 'REQUEST' ? readMessage(item.text) : null
  if (message === null || !message.ok) return null
  const mine = addressSet(myAddresses(account))
  const asked = eventsOf(message.value.root).filter((event) => roleIn(event, mine).role === 'attendee')
  if (asked.length === 0 || expandOccurrences(item.text, { startUtc: nowUtc, endUtc: nowUtc + horizonMs }, { floatingZone: zone, cap: 1 }).instances.length === 0) return null
  const uid = message.value.uid as Uid
  const copies = read.objectsByUid(uid, account.id)
  if (copies.length === 0) return read.ledger(account.id, uid).length === 0 ? 'missing' : null
  const copy = copies.find((one) => !one.deletedHere && !one.vanished)
  const root = copy === undefined ? null : readObject(copy)
  if (root === null || !root.ok) return null
  const isOlder = asked.some((event) => {
    const here = eventsOf(root.value).find((one) => recurrenceIdOf(one) === recurrenceIdOf(event)) ?? masterOf(root.value)
    return here !== null && sequenceOf(event) > sequenceOf(here)
  })
  return isOlder ? 'older' : null
}

/** Those that stay in the Inbox, each with a note since when. */
export function keepUnplaced(tx: WriteStore, account: AccountRow, items: readonly InboxItemRow[], nowUtc: Instant): ReadonlySet<Href> {
  const kept = items.filter((item) => unplacedIn(tx, account, item, nowUtc, tx.zone()) !== null)
  for (const { href } of kept) beginWait(tx, account.id, href, nowUtc)
  return new Set(kept.map(({ href }) => href))
}

/** Messages that wait for the person, long enough to be sure. */
export function unplacedOf(read: ReadStore, account: AccountRow, nowUtc: Instant): readonly (InboxItemRow & { readonly unplaced: Unplaced })[] {
  return read.inboxItems(account.id, true).flatMap((item) => {
    const since = waitsSince(read, account.id, item.href)
    const unplaced = since === null || nowUtc - since < filingMs ? null : unplacedIn(read, account, item, nowUtc, read.zone())
    return unplaced === null ? [] : [{ ...item, unplaced }]
  })
}
