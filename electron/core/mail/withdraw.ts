import { roleIn } from '../../../shared/event/roles.ts'
import { spanOf } from '../../../shared/ical/fields.ts'
import { organizerOf, type CalPerson } from '../../../shared/ical/people.ts'
import { composeCounter, eventAt, withdrawalComment } from '../../../shared/itip/proposal.ts'
import type { Answer } from '../../../shared/model/people.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { ProposalWayFact } from '../../../shared/wording/proposals.ts'
import { readObject } from '../scheduling/compose.ts'
import { addressesIn, hostOf, myAddresses } from '../scheduling/identity.ts'
import { postOrder } from '../scheduling/post-orders.ts'
import { lastCounterUtc, titleOf } from '../scheduling/proposals.ts'
import { isMailable } from '../scheduling/reach.ts'
import type { AccountRow, CollectionRow, MailOrder, ObjectRow, PostOrder, ProposalRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { orderOf } from './compose-order.ts'
import { meetingOf } from './decide.ts'
import { nameOfSender } from './orders.ts'
import { carriers } from './propose.ts'

/** A proposal of mine taken back, composed: what the sheet shows is what leaves. */
export interface ComposedWithdrawal {
  readonly row: ProposalRow
  readonly account: AccountRow
  readonly collection: CollectionRow
  readonly object: ObjectRow
  readonly title: string
  readonly me: CalPerson
  readonly organizer: CalPerson
  readonly way: ProposalWayFact
  /** The comment that says it, in an answer or in a COUNTER. */
  readonly comment: string
  /** By the way the proposal went: a COUNTER for the time that stands, which takes the place of the first one. */
  readonly mail: MailOrder | null
  readonly post: PostOrder | null
  /** Answers that can carry it; empty where none is needed. */
  readonly answers: readonly Answer[]
}

/** Null: there is nothing of mine to take back, or the way it went is closed now. */
export function composeWithdrawal(read: ReadStore, asked: { readonly proposalId: string; readonly words: string }, nowUtc: Instant): ComposedWithdrawal | null {
  const row = read.proposal(asked.proposalId)
  const object = row === null ? null : meetingOf(read, row)
  if (row === null || object === null || !row.mine || row.state !== 'open') return null
  const account = must(read.account(object.accountId), 'account of an object')
  const collection = must(read.collection(object.collectionId), 'calendar of an object')
  const text = readObject(object)
  if (!text.ok || !collection.writable || collection.gone) return null
  const root = text.value
  const { recurrenceId } = row.time
  const event = eventAt(root, recurrenceId)
  const organizer = event === null ? null : organizerOf(event)
  const stands = event === null ? null : spanOf(event, read.zone())
  const { role, me } = event === null ? { role: 'plain' as const, me: null } : roleIn(event, addressesIn(account, collection))
  if (organizer === null || stands === null || me === null || role !== 'attendee') return null
  const comment = withdrawalComment(asked.words, recurrenceId)
  const named = organizer.name || organizer.address
  const base = { row, account, collection, object, title: titleOf(root, recurrenceId), me, organizer, comment, mail: null, post: null, answers: [] }
  if (row.way === 'reply') return { ...base, way: { kind: account.capabilities.product === 'davical' ? 'reply-line' : 'reply', organizer: named, host: hostOf(account) }, answers: carriers.filter((answer) => answer !== me.partstat) }
  const counter = must(composeCounter(root, { time: { ...stands, recurrenceId }, comment, myAddresses: myAddresses(account), nowUtc, formerUtc: lastCounterUtc(read, object) }), 'a counter for a date that is there')
  if (row.way === 'post') return { ...base, way: { kind: 'post', organizer: named, host: hostOf(account) }, post: postOrder(account, counter, organizer) }
  const from = read.mailAccount(account.id)
  if (from === null || !isMailable(organizer.address)) return null
  const mail = orderOf(counter, { to: organizer, kind: 'counter-withdrawn' }, { who: nameOfSender(account, from), from, zone: read.zone(), me: myAddresses(account) })
  return { ...base, way: { kind: 'mail', organizer: named, from: from.fromAddress }, mail }
}
