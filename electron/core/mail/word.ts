import { createHash } from 'node:crypto'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { SendPreview } from '../../../shared/contract/events.ts'
import { conferenceOf } from '../../../shared/event/details.ts'
import { addressSet, isOneOf } from '../../../shared/event/roles.ts'
import { textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { instanceOf } from '../../../shared/recurrence/edit-series.ts'
import { mailtoLink } from '../../../shared/wording/mailto.ts'
import { unmailableWhy, wordByHandWhy, wordMail, wordWhy } from '../../../shared/wording/words.ts'
import { readObject } from '../scheduling/compose.ts'
import { addressesIn } from '../scheduling/identity.ts'
import { isMailable } from '../scheduling/reach.ts'
import type { AccountRow, CollectionRow, MailOrder, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { whenWords } from './mail-words.ts'

interface About {
  readonly root: Component
  /** The date the words are about; null: the meeting. */
  readonly recurrenceId: string | null
  readonly word: string
}

/** Subject and text of a mail with a word about a meeting. */
export function wordText(read: ReadStore, { root, recurrenceId, word }: About): { readonly subject: string; readonly text: string } {
  const event = must(instanceOf(root, recurrenceId) ?? masterOf(root) ?? eventsOf(root)[0], 'event in an object')
  return wordMail({ title: textOf(event, 'summary'), when: whenWords(event, read.zone()), where: textOf(event, 'location'), link: conferenceOf(event), word })
}

/** One mail a person, without a message for calendars: it changes nothing. Empty without a mail account; who has no mail address is left out. */
export function wordOrders(read: ReadStore, { account, people, ...about }: About & { readonly account: AccountRow; readonly people: readonly CalPerson[] }, nowUtc: Instant): MailOrder[] {
  const from = people.length === 0 ? null : read.mailAccount(account.id)
  if (from === null) return []
  const { subject, text } = wordText(read, about)
  return people.flatMap((person) => {
    const to = mailableOf(person)
    if (to === null) return []
    const digest = createHash('sha256').update(JSON.stringify([to, subject, text, nowUtc])).digest('hex').slice(0, 32)
    return [{ to, toName: person.name, raw: person.raw, method: null, subject, text, ics: '', messageId: `<parley-${digest}@${from.fromAddress.split('@')[1] ?? 'localhost'}>` }]
  })
}

/** The address a mail to this person goes to; null: there is none. */
export const mailableOf = (person: CalPerson): string | null => [person.address, person.email].find((a) => a !== null && isMailable(a)) ?? null

export interface AskWord {
  readonly objectId: ObjectId
  readonly recurrenceId: string | null
  readonly addresses: readonly string[]
  readonly word: string
}

export interface Word {
  readonly account: AccountRow
  readonly collection: CollectionRow
  readonly object: ObjectRow
  readonly title: string
  readonly people: readonly CalPerson[]
  readonly orders: readonly MailOrder[]
  readonly preview: SendPreview
  readonly mailto: string
}

/** A word to people of a meeting, which itself stays as it is: for the sheet that shows it and for the command. */
export function composeWord(read: ReadStore, { objectId, recurrenceId, addresses, word }: AskWord, nowUtc: Instant): Result<Word, AppError> {
  const object = read.object(objectId)
  if (object === null || object.deletedHere || object.vanished) return fail({ kind: 'gone', effect: 'nothing-changed', retry: 'never', objectId })
  const account = must(read.account(object.accountId), 'account of an object')
  const collection = must(read.collection(object.collectionId), 'calendar of an object')
  const text = readObject(object)
  if (!text.ok) return text
  const root = text.value
  const mine = addressSet(addressesIn(account, collection))
  const everybody = new Map(eventsOf(root).flatMap((event) => [...attendeesOf(event), ...[organizerOf(event)].filter((one) => one !== null)]).map((person) => [person.address, person]))
  const people = [...everybody.values()].filter((person) => !isOneOf(person, mine) && addresses.some((a) => sameAddress(a, person.raw) || (person.email !== null && sameAddress(a, person.email))))
  if (people.length === 0) return fail({ kind: 'bad-data', effect: 'nothing-changed', retry: 'never', cause: 'nobody', objectId })
  const about = { root, recurrenceId, word }
  const orders = wordOrders(read, { account, people, ...about }, nowUtc)
  const mailable = people.filter((person) => mailableOf(person) !== null)
  const from = read.mailAccount(account.id)?.fromAddress ?? null
  const { subject, text: body } = wordText(read, about)
  const groups: SendPreview['groups'] = [
    ...(mailable.length === 0 ? [] : [{ kind: 'word' as const, why: from === null ? wordByHandWhy : wordWhy(mailable.length, from), people: mailable.map(shortOf), ...(from === null ? {} : { mail: { from, subject, text: body } }) }]),
    ...(mailable.length === people.length ? [] : [{ kind: 'nothing' as const, why: unmailableWhy(people.length - mailable.length), people: people.filter((person) => !mailable.includes(person)).map(shortOf) }]),
  ]
  return ok({
    account,
    collection,
    object,
    title: textOf(masterOf(root) ?? must(eventsOf(root)[0], 'event in an object'), 'summary'),
    people: mailable,
    orders,
    preview: { groups, messages: orders.length, changed: [], holdSeconds: read.settings().holdSeconds },
    mailto: mailable.length === 0 ? '' : mailtoLink({ to: mailable.flatMap((person) => mailableOf(person) ?? []), subject, body }),
  })
}

const shortOf = (person: CalPerson): { address: string; name: string } => ({ address: person.email ?? person.address, name: person.name })
