import { attendeesOf, organizerOf, setAttendee, setOrganizer, toAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, type Component } from '../../../shared/ical/tree.ts'
import { messagesFor, type ItipMessage } from '../../../shared/itip/outgoing.ts'
import type { AccountRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { myAddresses, postsMessages, reachesPeople } from './identity.ts'
import { isSwallowed } from './series-people.ts'

/** Whose changes, and whether mail can leave for them. */
export interface Sender {
  readonly account: AccountRow
  readonly canMail: boolean
}

export const senderOf = (read: ReadStore, account: AccountRow): Sender => ({ account, canMail: read.mailAccount(account.id) !== null })

export interface Outgoing {
  /** What the server sends by itself. */
  readonly messages: readonly ItipMessage[]
  /** What Parley hands to the server's Outbox, one person each (EXP-2). */
  readonly posts: readonly ItipMessage[]
  /** What Parley mails. Nobody gets both: each person has one agent (SCH-5, IMI-1). */
  readonly mails: readonly ItipMessage[]
  /** Who would get one if somebody sent it. */
  readonly undeliverable: readonly ItipMessage[]
  /** What the server takes and tells nobody. */
  readonly swallowed: readonly ItipMessage[]
}

/** Who gets what, and by which way: the server's where it schedules, its Outbox where it only carries, mail where it does neither or where the event says CLIENT. */
export function outgoing(sender: Sender, before: Component | null, after: Component | null, also: Component | null = null): Outgoing {
  const { account, canMail } = sender
  const mine = myAddresses(account)
  const all = (view: (root: Component | null) => Component | null): ItipMessage[] => [...messagesFor(view(before), view(after), mine), ...(also === null ? [] : messagesFor(null, view(also), mine))]
  const carried = reachesPeople(account) ? all((root) => root) : []
  const [served, posts] = postsMessages(account) ? [[], carried] : [carried, []]
  const swallowed = served.filter((m) => isSwallowed(account, before, after, m))
  const wanted = all((root) => (root === null ? null : asIfServed(root, (person) => isMailed(account, person))))
  const mails = canMail ? wanted.filter((m) => isMailable(m.to.address)) : []
  return { messages: served.filter((m) => !swallowed.includes(m)), posts, mails, undeliverable: wanted.filter((m) => !mails.includes(m)), swallowed }
}

/** What is left when nobody is told of a mere change who hears of it from Parley alone. Those who come, go or must answer are told. */
export const quietly = (out: Outgoing): Outgoing => ({ ...out, mails: out.mails.filter(isNoMereChange), posts: out.posts.filter(isNoMereChange) })
export const mereChanges = ({ mails, posts }: Outgoing): readonly ItipMessage[] => [...mails, ...posts].filter((message) => !isNoMereChange(message))
const isNoMereChange = ({ why }: ItipMessage): boolean => why !== 'updated'

/** Whether Parley tells this person by mail. */
export function isMailed(account: AccountRow, person: CalPerson): boolean {
  const agent = person.scheduleAgent ?? 'SERVER'
  return agent === 'CLIENT' || (agent === 'SERVER' && !reachesPeople(account))
}

/** Whether Parley tells this person by a message through the server's Outbox. */
export const isPosted = (account: AccountRow, person: CalPerson): boolean => (person.scheduleAgent ?? 'SERVER') === 'SERVER' && postsMessages(account)

/** Whether a calendar address is one that a mail can be sent to. */
export const isMailable = (address: string): boolean => /^[^\s@/:]+@[^\s@/:]+$/.test(toAddress(address))

/** A copy in which those picked look like people the server tells and nobody else does, so that one table says who gets what. */
function asIfServed(root: Component, pick: (person: CalPerson) => boolean): Component {
  const view = copyOf(root)
  for (const event of eventsOf(view)) {
    const organizer = organizerOf(event)
    if (organizer !== null) setOrganizer(event, { address: organizer.raw, scheduleAgent: pick(organizer) ? null : 'NONE' })
    for (const person of attendeesOf(event)) setAttendee(event, { address: person.raw, scheduleAgent: pick(person) ? null : 'NONE' })
  }
  return view
}

/**
 * IMI-1: before anything is mailed, the event itself says that this person is told by me, in every part of it. What became of an earlier
 * message is taken off; the new one is recorded when it has left.
 */
export function markMailed(root: Component, mails: readonly Pick<ItipMessage, 'to' | 'method'>[]): void {
  // My answer changes nobody's line but the organizer's own (SCH-10).
  const told = new Set(mails.filter((m) => m.method !== 'REPLY').map((m) => m.to.address))
  const mark = (person: CalPerson): { address: string; scheduleAgent: string; scheduleStatus: null } => ({ address: person.raw, scheduleAgent: 'CLIENT', scheduleStatus: null })
  for (const event of eventsOf(root)) {
    for (const person of attendeesOf(event)) if (told.has(person.address)) setAttendee(event, mark(person))
    const organizer = organizerOf(event)
    if (organizer !== null && mails.some((m) => m.method === 'REPLY' && m.to.address === organizer.address)) setOrganizer(event, mark(organizer))
  }
}
