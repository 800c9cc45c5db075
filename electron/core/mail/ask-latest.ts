import { textOf } from '../../../shared/ical/fields.ts'
import { organizerOf, type CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import { composeRefresh } from '../../../shared/itip/refresh.ts'
import type { SendPreview } from '../../../shared/contract/events.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { askLatestWhy } from '../../../shared/wording/posted.ts'
import { readObject } from '../scheduling/compose.ts'
import { hostOf, isOthers, myAddresses } from '../scheduling/identity.ts'
import { postOrder } from '../scheduling/post-orders.ts'
import { isMailable, isPosted } from '../scheduling/reach.ts'
import type { AccountRow, CollectionRow, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { orderOf } from './compose-order.ts'
import { nameOfSender, type Orders } from './orders.ts'

/** A question for the current version, by the way it can travel. */
export interface Question {
  readonly organizer: CalPerson
  readonly orders: Orders
  readonly preview: SendPreview
}

/**
 * REFRESH to the organizer of `source`, my copy or a message about it (ITP-19): through the Outbox of a server that carries messages, else by
 * mail; RFC 6638 servers have no way for it (§11.5). Null: it cannot travel, or the meeting is mine.
 */
export function questionFor(read: ReadStore, account: AccountRow, source: Component, nowUtc: Instant): Question | null {
  const head = must(masterOf(source) ?? eventsOf(source)[0], 'event to ask about')
  const organizer = organizerOf(head)
  const refresh = composeRefresh(source, myAddresses(account), nowUtc)
  if (organizer === null || refresh === null) return null
  const people = [{ address: organizer.email ?? organizer.address, name: organizer.name }]
  const preview = (why: string, mail: SendPreview['groups'][number]['mail']): SendPreview => ({ groups: [{ kind: 'question', why, people, ...(mail === undefined ? {} : { mail }) }], messages: 1, changed: [], holdSeconds: read.settings().holdSeconds })
  if (isPosted(account, organizer)) return { organizer, orders: { mails: [], posts: [postOrder(account, refresh, organizer)] }, preview: preview(askLatestWhy({ host: hostOf(account) }), undefined) }
  const from = read.mailAccount(account.id)
  if (from === null || !isMailable(organizer.address)) return null
  const mail = orderOf(refresh, { to: organizer, kind: 'refresh', meeting: source }, { who: nameOfSender(account, from), from, zone: read.zone(), me: myAddresses(account) })
  return { organizer, orders: { mails: [mail], posts: [] }, preview: preview(askLatestWhy({ from: from.fromAddress }), { from: from.fromAddress, subject: mail.subject, text: mail.text }) }
}

export interface ComposedQuestion extends Question {
  readonly account: AccountRow
  readonly collection: CollectionRow
  readonly object: ObjectRow
  readonly title: string
}

/** The same for a meeting in my calendar: for the sheet that shows it and for the command. */
export function composeAskLatest(read: ReadStore, objectId: ObjectId, nowUtc: Instant): ComposedQuestion | null {
  const object = read.object(objectId)
  const text = object === null || object.deletedHere || object.vanished ? null : readObject(object)
  if (object === null || text === null || !text.ok) return null
  const account = must(read.account(object.accountId), 'account of an object')
  const collection = must(read.collection(object.collectionId), 'calendar of an object')
  if (isOthers(collection)) return null
  const question = questionFor(read, account, text.value, nowUtc)
  const head = masterOf(text.value) ?? eventsOf(text.value)[0]
  return question === null || head === undefined ? null : { ...question, account, object, collection, title: textOf(head, 'summary') }
}
