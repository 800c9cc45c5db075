import type { AppError } from '../../../shared/contract/app-error.ts'
import { severityOfStatus } from '../../../shared/event/delivery-code.ts'
import { addressSet, roleIn } from '../../../shared/event/roles.ts'
import { textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import { readObject } from '../scheduling/compose.ts'
import { addressesIn, reachesPeople } from '../scheduling/identity.ts'
import { isMailable, markMailed, senderOf, type Sender } from '../scheduling/reach.ts'
import type { CollectionRow, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'

/** Telling some people of a meeting by mail instead of by the server: for the sheet that shows it and for the command that does it. */
export interface ByMail extends Sender {
  readonly object: ObjectRow
  readonly collection: CollectionRow
  readonly title: string
  readonly before: Component
  /** The event as it then says who tells them. */
  readonly after: Component
  readonly mails: readonly ItipMessage[]
}

/** `withoutAccount`: composed all the same, for people who carry the message themselves. */
export function composeByMail(read: ReadStore, asked: { readonly objectId: ObjectId; readonly addresses: readonly string[] }, withoutAccount = false): Result<ByMail, AppError> {
  const { objectId } = asked
  const object = read.object(objectId)
  if (object === null || object.deletedHere || object.vanished) return fail({ ...no('gone'), objectId })
  const account = must(read.account(object.accountId), 'account of an object')
  const collection = must(read.collection(object.collectionId), 'calendar of an object')
  if (!collection.writable && !withoutAccount) return fail({ ...no('refused', 'read-only-calendar'), objectId })
  const text = readObject(object)
  if (!text.ok) return text
  const before = text.value
  const sender = senderOf(read, account)
  if (!sender.canMail && !withoutAccount) return fail({ ...no('refused', 'no-mail-account'), objectId })
  const mine = addressSet(addressesIn(account, collection))
  const head = must(masterOf(before) ?? eventsOf(before)[0], 'event in an object')
  const role = roleIn(head, mine).role
  const found = role === 'organizer' ? invitations(before, asked.addresses) : role === 'attendee' ? answers(before, head, asked.addresses, mine) : []
  if (found.length === 0) return fail({ ...no('bad-data', 'nobody'), objectId })
  if (!withoutAccount && reachesPeople(account) && found.some(({ person }) => wasReached(person, read.deliveries(account.id, object.uid)))) return fail({ ...no('refused', 'server-reaches'), objectId })
  const mails = found.map(({ message }) => message)
  const after = copyOf(before)
  markMailed(after, mails)
  return ok({ ...sender, object, collection, title: textOf(head, 'summary'), before, after, mails })
}

interface Found {
  readonly person: CalPerson
  readonly message: ItipMessage
}

function invitations(root: Component, addresses: readonly string[]): Found[] {
  const off = eventsOf(root).every((event) => textOf(event, 'status').toUpperCase().startsWith('CANCELLED'))
  const people = new Map(eventsOf(root).flatMap(attendeesOf).map((person) => [person.address, person]))
  return [...people.values()]
    .filter((person) => addresses.some((a) => sameAddress(a, person.raw) || (person.email !== null && sameAddress(a, person.email))))
    .flatMap((person) => {
      const address = [person.address, person.email].find((a) => a !== null && isMailable(a))
      if (address === undefined || address === null) return []
      const to = { address, raw: person.raw, name: person.name, kind: person.kind }
      return [{ person, message: off ? { method: 'CANCEL' as const, to, why: 'cancelled' as const, recurrenceIds: [] } : { method: 'REQUEST' as const, to, why: 'invited' as const, recurrenceIds: [] } }]
    })
}

function answers(root: Component, head: Component, addresses: readonly string[], mine: ReadonlySet<string>): Found[] {
  const organizer = organizerOf(head)
  const given = eventsOf(root).some((event) => attendeesOf(event).some((a) => mine.has(a.address) && a.partstat !== 'needs-action'))
  if (organizer === null || !given || !addresses.some((a) => sameAddress(a, organizer.raw)) || !isMailable(organizer.address)) return []
  const { address, raw, name, kind } = organizer
  return [{ person: organizer, message: { method: 'REPLY', to: { address, raw, name, kind }, why: 'answered', recurrenceIds: [] } }]
}

/** IMI-1: never for those the server reached, or it would tell them that the meeting is off. */
function wasReached(person: CalPerson, posted: ReadonlyMap<string, string>): boolean {
  const code = posted.get(person.address) ?? person.scheduleStatus
  if (person.scheduleAgent === 'CLIENT' || code === null) return false
  const severity = severityOfStatus(code)
  return severity === 'ok' || severity === 'waiting' || severity === 'note'
}

const no = (kind: AppError['kind'], cause?: string): AppError => ({ kind, effect: 'nothing-changed', retry: 'never', ...(cause === undefined ? {} : { cause }) })
