import type { UninvitedPerson } from '../../../shared/contract/uninvited.ts'
import { prepareOrganizerChange } from '../../../shared/event/organizer-change.ts'
import { addressSet, isOneOf, roleIn } from '../../../shared/event/roles.ts'
import { attendeesOf, removeAttendee, sameAddress, setAttendee, toAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import { addDeputy } from '../../../shared/itip/delegate.ts'
import type { Address, InviteId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { editInstance } from '../../../shared/recurrence/edit-series.ts'
import type { AccountRow, CollectionRow, InboxItemRow, ObjectRow, UninvitedRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { readObject } from './compose.ts'
import { canSchedule, isOthers, myAddresses, postsMessages } from './identity.ts'
import { liesAhead, newInvite } from './invite-rows.ts'
import { ledgerRow } from './ledger.ts'
import { isMailable, markMailed, outgoing, senderOf, type Outgoing, type Sender } from './reach.ts'
import type { Reply } from './read-inbox.ts'
import type { NewsContext } from './take-news.ts'

type Came = Pick<UninvitedRow, 'address' | 'name' | 'recurrenceId' | 'answer' | 'comment' | 'insteadOf'>

const nameOf = ({ name, address }: Pick<UninvitedRow, 'name' | 'address'>): string => (name === '' ? address : name)

export const isListed = (root: Component, address: string): boolean => eventsOf(root).some((event) => attendeesOf(event).some((a) => isOneOf(a, new Set([toAddress(address)]))))

/** ITP-34: kept until the organizer decides. The same news again, by another way or a round later, is told once. */
export function noteUninvited(ctx: NewsContext, object: Pick<ObjectRow, 'id' | 'accountId' | 'uid'>, title: string, came: Came): void {
  const { tx, nowUtc } = ctx
  const known = tx.uninvited(object.accountId, object.uid).find((row) => row.address === came.address)
  // Who was taken off the list may still say no.
  if (known === undefined && came.answer === 'declined') return
  if (known !== undefined && (came.answer === null || (known.answer === came.answer && (came.comment === '' || known.comment === came.comment)))) return
  const row: UninvitedRow = {
    ...(known ?? { accountId: object.accountId, uid: object.uid, decided: null, decidedBy: null }),
    ...came,
    insteadOf: came.insteadOf ?? known?.insteadOf ?? null,
    name: came.name || known?.name || (tx.person(came.address)?.name ?? ''),
    atUtc: nowUtc,
  }
  tx.putUninvited(row)
  const who = nameOf(row)
  const opens = { kind: 'event', objectId: object.id, recurrenceId: row.recurrenceId } as const
  if (came.answer === null && row.insteadOf !== null) ctx.notices.push({ fact: { kind: 'instead', who: nameFor(ctx, row.insteadOf), instead: who, title }, opens })
  else {
    tx.addLedger(ledgerRow(object.accountId, object.uid, nowUtc, { kind: 'answered-uninvited', who, answer: row.answer }, { address: row.address, comment: row.comment, recurrenceId: row.recurrenceId }))
    ctx.notices.push({ fact: { kind: 'uninvited', who, title, answer: row.answer }, opens })
  }
  const invite = tx.inviteOf(object.accountId, object.uid, null) ?? newInvite(ctx.newId() as InviteId, object, null, nowUtc)
  tx.putInvite({ ...invite, changedUtc: nowUtc, dismissedUtc: null })
}

const nameFor = ({ tx }: Pick<NewsContext, 'tx'>, address: Address): string => tx.person(address)?.name || address

/** Somebody in my list passed the invitation on: who comes instead is asked by nobody yet, unless the server did (ITP-40). */
export function noteDelegation(ctx: NewsContext, object: Pick<ObjectRow, 'id' | 'accountId' | 'uid'>, meeting: { readonly title: string; readonly root: Component; readonly recurrenceId: string | null }, delegator: CalPerson): void {
  for (const raw of delegator.delegatedTo) {
    const address = toAddress(raw)
    if (ctx.mine.has(address) || isListed(meeting.root, address)) continue
    noteUninvited(ctx, object, meeting.title, { address, name: '', recurrenceId: meeting.recurrenceId, answer: null, comment: '', insteadOf: delegator.address })
  }
}

/** What an answer in the Inbox says of people who are not in my list; the server has told nobody else of it. */
export function noteFromInbox(ctx: NewsContext, object: ObjectRow, meeting: { readonly title: string; readonly root: Component }, reply: Reply): void {
  const { person, recurrenceId } = reply
  if (ctx.mine.has(person.address)) return
  if (isListed(meeting.root, person.address)) return noteDelegation(ctx, object, { ...meeting, recurrenceId }, person)
  noteUninvited(ctx, object, meeting.title, { address: person.address, name: person.name, recurrenceId, answer: person.partstat, comment: reply.comment, insteadOf: sentBy(meeting.root, person) })
}

/** Address of who in my list sends this person instead; null: nobody, they come by themselves. */
export function sentBy(root: Component, person: CalPerson): Address | null {
  const listed = eventsOf(root).flatMap(attendeesOf)
  return listed.find((a) => a.partstat === 'delegated' && person.delegatedFrom.some((raw) => sameAddress(raw, a.raw)))?.address ?? null
}

/**
 * DAViCal 1.1.12 loses the answer of somebody who is not in the list: the item in the Inbox is named after who wrote (`carol<UID>.ics`) and
 * holds the lines of everybody else, which still carry the organizer's SCHEDULE-STATUS. Who it was is known when exactly one person of
 * that name is known in one of my own domains; what they answered is not.
 */
export function strangerOnDavical(ctx: NewsContext, item: InboxItemRow, lines: readonly CalPerson[]): Came | null {
  const file = decoded(item.href.split('/').at(-1) ?? '')
  const ending = `${item.uid}.ics`.toLowerCase()
  if (ctx.account.capabilities.product !== 'davical' || !file.endsWith(ending) || file.length === ending.length) return null
  const user = file.slice(0, -ending.length)
  if (lines.length === 0 || lines.some((a) => a.scheduleStatus === null || localPart(a.address) === user)) return null
  const domains = new Set([...ctx.mine].map((a) => a.split('@')[1]).filter((d) => d !== undefined))
  const found = ctx.tx.people().filter((p) => localPart(p.address) === user && domains.has(p.address.split('@')[1] ?? ''))
  const one = found.length === 1 ? found[0] : undefined
  return one === undefined ? null : { address: one.address as Address, name: one.name, recurrenceId: null, answer: null, comment: '', insteadOf: null }
}

const localPart = (address: string): string => address.split('@')[0] ?? address

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase()
  } catch {
    return text.toLowerCase()
  }
}

// ---- the decision

/** Who still waits for one. Somebody who does not come, or was asked meanwhile, needs none. */
export function openDecisions(read: ReadStore, object: Pick<ObjectRow, 'id' | 'accountId' | 'uid'>, root: Component, nowUtc: number): readonly UninvitedRow[] {
  const rows = read.uninvited(object.accountId, object.uid).filter((row) => row.decided === null && row.answer !== 'declined')
  if (rows.length === 0 || !liesAhead(read, object.id, null, nowUtc)) return []
  return rows.filter((row) => !isListed(root, row.address) || (row.insteadOf === null && row.answer !== null))
}

export type Decision = NonNullable<UninvitedRow['decided']>

export interface PlannedDecision extends Sender, Outgoing {
  readonly object: ObjectRow
  readonly collection: CollectionRow
  readonly row: UninvitedRow
  readonly before: Component
  /** What the meeting then is; the same as `before` where nothing is stored. */
  readonly after: Component
}

/** What a decision would make of my meeting and of other people: for the sheet that shows it and for the command. Null: not possible, or not open. */
export function planDecision(read: ReadStore, asked: { readonly objectId: ObjectId; readonly address: string; readonly decision: Decision }, nowUtc: number): PlannedDecision | null {
  const object = read.object(asked.objectId)
  const account = object === null ? null : read.account(object.accountId)
  const collection = object === null ? null : read.collection(object.collectionId)
  if (object === null || object.deletedHere || object.vanished || account === null || collection === null || !collection.writable || isOthers(collection)) return null
  const text = readObject(object)
  if (!text.ok || !organizedBy(text.value, account)) return null
  const before = text.value
  const row = openDecisions(read, object, before, nowUtc).find((one) => one.address === toAddress(asked.address))
  if (row === undefined) return null
  const sender = senderOf(read, account)
  const planned = (after: Component, out: Outgoing): PlannedDecision => {
    markMailed(after, out.mails)
    return { ...sender, ...out, object, collection, row, before, after }
  }
  const listed = isListed(before, row.address)
  if (asked.decision === 'leave') return planned(before, nobody)
  if (asked.decision === 'refuse') {
    if (!listed) {
      const way = postsMessages(account) ? { posts: [refusalTo(row)] } : sender.canMail && isMailable(row.address) ? { mails: [refusalTo(row)] } : null
      return way === null ? null : { ...planned(before, { ...nobody, ...way }), before: withPerson(before, row, account, false) }
    }
    const after = copyOf(before)
    for (const event of eventsOf(after)) removeAttendee(event, row.address)
    return changed(after)
  }
  if (listed && asked.decision === 'add') return planned(before, nobody)
  return changed(withPerson(before, row, account, asked.decision === 'optional'))

  function changed(root: Component): PlannedDecision {
    const after = prepareOrganizerChange(before, root, { myAddresses: myAddresses(must(account, 'account')), nowUtc })
    return planned(after, outgoing(sender, before, after))
  }
}

const nobody: Outgoing = { messages: [], posts: [], mails: [], undeliverable: [], swallowed: [] }
const refusalTo = (row: UninvitedRow): Outgoing['mails'][number] => ({ method: 'CANCEL', to: { address: row.address, raw: `mailto:${row.address}`, name: row.name, kind: 'individual' }, why: 'removed', recurrenceIds: [] })

const organizedBy = (root: Component, account: AccountRow): boolean => eventsOf(root).some((event) => roleIn(event, addressSet(myAddresses(account))).role === 'organizer')

/** On the dates they answered for. Where the server schedules, it alone may set an answer (SCH-4): they are asked, and answer once more. */
function withPerson(stored: Component, row: UninvitedRow, account: AccountRow, optional: boolean): Component {
  const add = (event: Component): void => {
    const listed = attendeesOf(event).find((a) => a.address === row.address)
    const delegator = row.insteadOf === null ? undefined : attendeesOf(event).find((a) => a.address === row.insteadOf)
    if (delegator !== undefined) {
      addDeputy(event, delegator, { address: listed?.raw ?? `mailto:${row.address}`, name: row.name })
      setAttendee(event, { address: delegator.raw, delegatedTo: [listed?.raw ?? `mailto:${row.address}`] })
    }
    setAttendee(event, {
      address: listed?.raw ?? `mailto:${row.address}`,
      ...(row.name === '' ? {} : { name: row.name }),
      ...(optional ? { role: 'optional' as const } : delegator === undefined ? { role: 'required' as const } : {}),
      ...(listed === undefined ? { rsvp: true, partstat: canSchedule(account) || row.answer === null ? ('needs-action' as const) : row.answer } : {}),
    })
  }
  if (row.recurrenceId !== null && masterOf(stored) !== null) return editInstance(stored, row.recurrenceId, add)
  const root = copyOf(stored)
  eventsOf(root).forEach(add)
  return root
}

/** For the page. */
export function decisionView(row: UninvitedRow, root: Component, read: ReadStore): UninvitedPerson {
  const listed = isListed(root, row.address)
  const account = read.account(row.accountId)
  const canRefuse = listed || (account !== null && postsMessages(account)) || (read.mailAccount(row.accountId) !== null && isMailable(row.address))
  return {
    address: row.address,
    name: row.name,
    answer: row.answer,
    comment: row.comment,
    listed,
    insteadOf: row.insteadOf === null ? null : { address: row.insteadOf, name: eventsOf(root).flatMap(attendeesOf).find((a) => a.address === row.insteadOf)?.name ?? '' },
    decisions: [...(row.insteadOf !== null ? (['add'] as const) : (['add', 'optional'] as const)), 'leave' as const, ...(canRefuse ? (['refuse'] as const) : [])].filter((d) => !(listed && d === 'leave')),
  }
}

export const openDecisionsOf = (read: ReadStore, object: ObjectRow, account: AccountRow, nowUtc: number): readonly UninvitedPerson[] => {
  const text = readObject(object)
  if (!text.ok || !organizedBy(text.value, account)) return []
  return openDecisions(read, object, text.value, nowUtc).map((row) => decisionView(row, text.value, read))
}

/** Cheap: only meetings that had somebody uninvited are opened. */
export function waitsForDecision(read: ReadStore, objectId: ObjectId, nowUtc: number): boolean {
  const object = read.object(objectId)
  if (object === null || read.uninvited(object.accountId, object.uid as Uid).every((row) => row.decided !== null)) return false
  const account = read.account(object.accountId)
  return account !== null && openDecisionsOf(read, object, account, nowUtc).length > 0
}
