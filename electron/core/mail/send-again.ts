import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AgainPreview } from '../../../shared/contract/words.ts'
import { severityOfStatus } from '../../../shared/event/delivery-code.ts'
import { roleIn } from '../../../shared/event/roles.ts'
import { textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, sameAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { mailtoLink } from '../../../shared/wording/mailto.ts'
import { againWhy, wordBesideWhy } from '../../../shared/wording/words.ts'
import { readObject } from '../scheduling/compose.ts'
import { forceSend } from '../scheduling/force-send.ts'
import { addressesIn, hostOf } from '../scheduling/identity.ts'
import { isMailed, isPosted, markMailed } from '../scheduling/reach.ts'
import { missingRight } from '../scheduling/sent-by.ts'
import type { AccountRow, CollectionRow, MailOrder, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { composeByMail } from './by-mail.ts'
import { leavingWith, type Orders } from './orders.ts'
import { mailableOf, wordOrders, wordText } from './word.ts'

export interface AskAgain {
  readonly objectId: ObjectId
  readonly addresses: readonly string[]
  readonly reminder?: boolean | undefined
  readonly word?: string | undefined
}

/** The invitation once more, to these people alone, each by the way they got the first one (T-C14): for the sheet and for the command. */
export interface Again {
  readonly account: AccountRow
  readonly collection: CollectionRow
  readonly object: ObjectRow
  readonly head: Component
  readonly people: readonly CalPerson[]
  /** The event as it asks the server to send again, and says whom I mail. */
  readonly root: Component
  readonly served: readonly CalPerson[]
  readonly posted: readonly CalPerson[]
  readonly mailed: readonly CalPerson[]
  /** Who gets my word in a mail of its own. */
  readonly besides: readonly MailOrder[]
  /** Who does not get it at all. */
  readonly wordless: readonly CalPerson[]
  readonly orders: Orders
}

export function composeAgain(read: ReadStore, { objectId, addresses, word = '' }: AskAgain, nowUtc: Instant): Result<Again, AppError> {
  const object = read.object(objectId)
  if (object === null || object.deletedHere) return fail({ ...no('gone'), objectId })
  const account = must(read.account(object.accountId), 'account of an object')
  const collection = must(read.collection(object.collectionId), 'calendar of an object')
  const text = readObject(object)
  if (!text.ok) return text
  const root = copyOf(text.value)
  const head = must(masterOf(root) ?? eventsOf(root)[0], 'event in an object')
  if (roleIn(head, addressesIn(account, collection)).role !== 'organizer') return fail({ ...no('refused', 'not-organizer'), objectId })
  const missing = missingRight(account, root)
  if (missing !== null) return fail({ ...no('refused', missing), objectId })
  const everybody = eventsOf(root).flatMap((event) => attendeesOf(event))
  const people = everybody.filter((a, i) => addresses.some((x) => isThem(a, x)) && everybody.findIndex((b) => b.address === a.address) === i)
  const mailed = people.filter((person) => isMailed(account, person))
  const posted = people.filter((person) => isPosted(account, person))
  const served = people.filter((person) => !mailed.includes(person) && !posted.includes(person))
  if (forceSend(root, served.map((person) => person.raw)).length + mailed.length + posted.length === 0) return fail({ ...no('bad-data', 'nobody'), objectId })
  const composed = mailed.length === 0 ? null : composeByMail(read, { objectId, addresses: mailed.map((person) => person.raw) })
  if (composed !== null && !composed.ok) return composed
  const mails = composed === null ? [] : composed.value.mails
  markMailed(root, mails)
  const orders = leavingWith(read, { account, before: text.value, after: root, word }, { mails, posts: posted.map((person) => againTo(person, root)) }, nowUtc)
  // Servers carry invitations and no words: those go beside them.
  const others = word.trim() === '' ? [] : [...served, ...posted]
  const besides = wordOrders(read, { account, root, recurrenceId: null, people: others, word }, nowUtc)
  const wordless = others.filter((person) => !besides.some(({ raw }) => raw === person.raw))
  return ok({ account, collection, object, head, people, root, served, posted, mailed, besides, wordless, orders: { ...orders, mails: [...orders.mails, ...besides] } })
}

export function againPreviewOf(read: ReadStore, { account, served, posted, mailed, besides, wordless, orders, root }: Again, { reminder = false, word = '' }: AskAgain): AgainPreview {
  const from = read.mailAccount(account.id)?.fromAddress ?? ''
  const host = hostOf(account)
  const factsOf = (people: readonly CalPerson[]): Parameters<typeof againWhy>[1] => ({ reminder, word: word.trim() !== '', isLost: people.every((person) => person.scheduleStatus !== null && severityOfStatus(person.scheduleStatus) === 'error') })
  const first = orders.mails.find((order) => !besides.includes(order))
  const groups: AgainPreview['preview']['groups'] = [
    ...(served.length > 0 ? [{ kind: 'invitation' as const, why: againWhy({ kind: 'server', host }, factsOf(served)), people: served.map(shortOf) }] : []),
    ...(posted.length > 0 ? [{ kind: 'invitation' as const, why: againWhy({ kind: 'post', host }, factsOf(posted)), people: posted.map(shortOf) }] : []),
    ...(mailed.length > 0 && first !== undefined ? [{ kind: 'invitation' as const, why: againWhy({ kind: 'mail', from }, factsOf(mailed)), people: mailed.map(shortOf), mail: { from, subject: first.subject, text: first.text } }] : []),
    ...(besides[0] === undefined ? [] : [{ kind: 'word' as const, why: wordBesideWhy(from, host), people: besides.map(({ to, toName }) => ({ address: to, name: toName })), mail: { from, subject: besides[0].subject, text: besides[0].text } }]),
  ]
  const hand = wordless.flatMap((person) => mailableOf(person) ?? [])
  const { subject, text } = wordText(read, { root, recurrenceId: null, word })
  return {
    preview: { groups, messages: served.length + posted.length + orders.mails.length, changed: [], holdSeconds: read.settings().holdSeconds },
    wordless: wordless.map(shortOf),
    mailto: hand.length === 0 ? '' : mailtoLink({ to: hand, subject, body: text }),
  }
}

const shortOf = (person: CalPerson): { address: string; name: string } => ({ address: person.email ?? person.address, name: person.name })
const isThem = (person: CalPerson, address: string): boolean => sameAddress(address, person.raw) || (person.email !== null && sameAddress(address, person.email))

/** The whole of what this person is in, as the revision it is (ITP-39). */
function againTo({ address, raw, name, kind }: CalPerson, root: Component): ItipMessage {
  const off = eventsOf(root).every((event) => textOf(event, 'status').toUpperCase().startsWith('CANCELLED'))
  return { method: off ? 'CANCEL' : 'REQUEST', to: { address, raw, name, kind }, why: off ? 'cancelled' : 'resend', recurrenceIds: [] }
}

const no = (kind: AppError['kind'], cause?: string): AppError => ({ kind, effect: 'nothing-changed', retry: 'never', ...(cause === undefined ? {} : { cause }) })
