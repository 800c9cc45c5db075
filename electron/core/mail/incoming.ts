import { addressSet, isOneOf, roleIn, type MyAddresses } from '../../../shared/event/roles.ts'
import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, toAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, masterOf, readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import { applyMessage, type ApplyOutcome } from '../../../shared/itip/apply-message.ts'
import { readMessage, type MessageProblem, type Method } from '../../../shared/itip/read-message.ts'
import { strip } from '../../../shared/itip/strip.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import type { AccountId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { readObject } from '../scheduling/compose.ts'
import { isLocal, myAddresses } from '../scheduling/identity.ts'
import type { AccountRow, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { isCalendarText, readEml } from './read-eml.ts'

/** One UID of what was opened, measured against what is here. */
export interface Incoming {
  readonly key: string
  /** Null: a plain file of events. */
  readonly method: Method | null
  readonly root: Component
  readonly head: Component
  readonly account: AccountRow
  readonly object: ObjectRow | null
  readonly stored: Component | null
  /** Of messages; null for plain events. */
  readonly outcome: ApplyOutcome | null
  /** Who says it, as far as the text tells. */
  readonly from: CalPerson | null
  readonly trust: Trust
}

/**
 * How far the sender is who the text says (IMI-4): the mail is theirs, somebody acts for them, somebody who was invited passes it on to me,
 * it is another's, or nothing tells.
 */
export type Trust = { readonly kind: 'theirs' | 'unknown' } | { readonly kind: 'for-them' | 'passed-on' | 'other'; readonly mailFrom: string }

export interface Opened {
  readonly items: readonly Incoming[]
  readonly mailFrom: string | null
  /** Why nothing of it can be taken; '' when it can. */
  readonly problem: OpenProblem | null
}
export type OpenProblem = 'no-calendar' | 'unreadable' | 'no-event' | 'method-mismatch' | 'unknown-method' | 'no-organizer' | 'no-attendee' | 'no-account'

export interface OpenAsk {
  readonly text: string
  readonly contentTypeMethod?: string | undefined
  /** Where it lies, if it came through a server that vouches for who sent it. */
  readonly inboxItem?: { readonly accountId: AccountId; readonly href: string } | undefined
}

/**
 * Reads an .ics, or a mail with one in it (RFC 6047), and says what each event in it would mean here. Nothing is stored. Several UIDs
 * in one text are taken one by one (T-I52); a mail whose part says another method than its calendar is no invitation (T-I51).
 */
export function openIncoming(read: ReadStore, asked: OpenAsk, nowUtc: Instant): Opened {
  const mail = isCalendarText(asked.text) ? { ics: asked.text, from: null, contentTypeMethod: null } : readEml(asked.text)
  if (mail === null) return nothing('no-calendar')
  const parsed = readCalendar(mail.ics)
  if (!parsed.ok) return nothing('unreadable', mail.from)
  const onServers = read.accounts()
  // An event that nobody sent can go to this computer; a message needs somebody it was sent to.
  const accounts = onServers.length > 0 || read.collections(localAccount).length === 0 ? onServers : [must(read.account(localAccount), 'account of this computer')]
  if (accounts.length === 0) return nothing('no-account', mail.from)
  const stated = asked.contentTypeMethod ?? mail.contentTypeMethod
  const items: Incoming[] = []
  let problem: OpenProblem | null = 'no-event'
  for (const [place, root] of byUid(parsed.value).entries()) {
    const one = openOne(read, root, { key: String(place), stated, mailFrom: mail.from, vouched: isInInbox(read, asked), accounts, nowUtc })
    if (typeof one === 'string') problem = one
    else items.push(one)
  }
  return { items, mailFrom: mail.from, problem: items.length > 0 ? null : problem }
}

/** Not because the asker says so: it must lie there, word for word. */
const isInInbox = (read: ReadStore, { text, inboxItem }: OpenAsk): boolean => inboxItem !== undefined && read.inboxItems(inboxItem.accountId).some((item) => item.href === inboxItem.href && item.text === text)

const nothing = (problem: OpenProblem, mailFrom: string | null = null): Opened => ({ items: [], mailFrom, problem })

/** Each UID as a calendar of its own, with the method and the zones. */
function byUid(root: Component): Component[] {
  const uids = [...new Set(eventsOf(root).map(uidOf))]
  if (uids.length === 1) return [root]
  return uids.map((uid) => {
    const one = copyOf(root)
    for (const event of eventsOf(one)) if (uidOf(event) !== uid) one.removeSubcomponent(event)
    return one
  })
}

interface OneContext {
  readonly key: string
  readonly stated: string | null
  readonly mailFrom: string | null
  /** A server let only the right person post it (EXP-2). */
  readonly vouched: boolean
  readonly accounts: readonly AccountRow[]
  readonly nowUtc: Instant
}

function openOne(read: ReadStore, root: Component, ctx: OneContext): Incoming | OpenProblem {
  const head = must(masterOf(root) ?? eventsOf(root)[0], 'event of a UID')
  const uid = uidOf(head) as Uid
  const plain = textOf(root, 'method').trim() === '' && ctx.stated === null
  const message = plain ? null : readMessage(writeCalendar(root), ctx.stated === null ? {} : { contentTypeMethod: ctx.stated })
  if (message !== null && !message.ok) return problemOf(message.problem.code)
  const method = message === null ? null : message.value.method
  if (method !== null && ctx.accounts.every(({ id }) => id === localAccount)) return 'no-account'
  const place = placeOf(read, uid, root, method, ctx.accounts)
  const readStored = place.object === null ? null : readObject(place.object)
  const stored = readStored !== null && readStored.ok ? readStored.value : null
  const outcome = method === null ? null : applyMessage(stored, root, { myAddresses: myAddresses(place.account), nowUtc: ctx.nowUtc, zone: read.zone() })
  const from = senderOfText(head, method)
  return { key: ctx.key, method, root: method === null ? plainRoot(root) : root, head, ...place, stored, outcome, from, trust: ctx.vouched ? { kind: 'theirs' } : trustOf(from, ctx.mailFrom, method === 'REQUEST' ? delegatorsOf(root, myAddresses(place.account)) : []) }
}

function problemOf(code: MessageProblem['code']): OpenProblem {
  // One UID at a time comes here, and a part with a method whose calendar has none contradicts itself.
  return code === 'several-uids' ? 'unreadable' : code === 'no-method' ? 'method-mismatch' : code
}

/** Marks of another copy mean nothing here (SCH-5), and somebody else's alarms do not ring (ITP-10). */
function plainRoot(root: Component): Component {
  const clean = copyOf(root)
  clean.removeAllProperties('method')
  return strip(clean)
}

interface Place {
  readonly account: AccountRow
  readonly object: ObjectRow | null
}

/** IMI-6: first where this meeting is already; else the account it is addressed to; else the first one. */
function placeOf(read: ReadStore, uid: Uid, root: Component, method: Method | null, accounts: readonly AccountRow[]): Place {
  const wants = method === 'REPLY' || method === 'COUNTER' || method === 'REFRESH' ? 'organizer' : 'attendee'
  const here = read.objectsByUid(uid).filter((object) => !object.deletedHere && !object.vanished)
  const known = here.flatMap((object) => {
    const account = read.account(object.accountId)
    // What lies in a calendar without people was sent to nobody.
    return account === null || (method !== null && isLocal(object)) ? [] : [{ account, object }]
  })
  const fits = (account: AccountRow): boolean => eventsOf(root).some((event) => roleIn(event, addressSet(myAddresses(account))).role === wants)
  const best = method === null || method === 'PUBLISH' ? known[0] : (known.find(({ account }) => fits(account)) ?? (accounts.some(fits) ? undefined : known[0]))
  if (best !== undefined) return best
  return { account: accounts.find(fits) ?? must(accounts[0], 'an account'), object: null }
}

/** Answers come from the attendee, everything else from the organizer (IMI-4). */
function senderOfText(head: Component, method: Method | null): CalPerson | null {
  if (method === 'REPLY' || method === 'COUNTER' || method === 'REFRESH') return attendeesOf(head)[0] ?? null
  return organizerOf(head)
}

/**
 * Who says in every part of this REQUEST that I come in their place: a delegated invitation is sent on by the one who was asked and not by the
 * organizer (RFC 5546 §3.2.2.3, ITP-40). My own line has to say the same.
 */
function delegatorsOf(root: Component, me: MyAddresses): CalPerson[] {
  const [first, ...others] = eventsOf(root).map((event) => {
    const own = roleIn(event, addressSet(me)).me
    return own === null ? [] : attendeesOf(event).filter((one) => one.partstat === 'delegated' && one.delegatedTo.some((raw) => sameAddress(raw, own.raw)) && own.delegatedFrom.some((raw) => sameAddress(raw, one.raw)))
  })
  return (first ?? []).filter((one) => others.every((people) => people.some((other) => other.address === one.address)))
}

function trustOf(from: CalPerson | null, mailFrom: string | null, delegators: readonly CalPerson[]): Trust {
  if (mailFrom === null || from === null) return { kind: 'unknown' }
  if (isOneOf(from, new Set([toAddress(mailFrom)]))) return { kind: 'theirs' }
  if (from.sentBy !== null && sameAddress(from.sentBy, mailFrom)) return { kind: 'for-them', mailFrom }
  return { kind: delegators.some((one) => isOneOf(one, new Set([toAddress(mailFrom)]))) ? 'passed-on' : 'other', mailFrom }
}
