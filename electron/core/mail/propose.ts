import type { ProposalAsk, ProposalWayKind } from '../../../shared/contract/proposals.ts'
import type { DraftWhen } from '../../../shared/contract/events.ts'
import { isSeries } from '../../../shared/event/draft.ts'
import { roleIn } from '../../../shared/event/roles.ts'
import { slotOf } from '../../../shared/event/when.ts'
import { spanOf, textOf } from '../../../shared/ical/fields.ts'
import type { EventSpan } from '../../../shared/ical/moment.ts'
import { organizerOf, type CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf, type Component } from '../../../shared/ical/tree.ts'
import { composeCounter, eventAt, isSameSpan, proposalComment, timeForAll, type ProposedTime } from '../../../shared/itip/proposal.ts'
import { must } from '../../../shared/model/result.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { timesInWords } from '../../../shared/wording/times.ts'
import { proposalWayWords, type ProposalProblem } from '../../../shared/wording/proposals.ts'
import { readObject } from '../scheduling/compose.ts'
import { addressesIn, hostOf, myAddresses, reachesPeople } from '../scheduling/identity.ts'
import { lastCounterUtc } from '../scheduling/proposals.ts'
import { isMailable, isMailed, isPosted } from '../scheduling/reach.ts'
import { postOrder } from '../scheduling/post-orders.ts'
import { whenWords } from '../scheduling/when-words.ts'
import type { AccountRow, CollectionRow, MailOrder, ObjectRow, PostOrder } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { orderOf } from './compose-order.ts'
import { whenWords as whenInMail } from './mail-words.ts'
import { nameOfSender } from './orders.ts'

/** A proposal of mine, composed for every way it can travel: what the sheet shows is what leaves. */
export interface ComposedProposal {
  readonly account: AccountRow
  readonly collection: CollectionRow
  readonly object: ObjectRow
  readonly before: Component
  readonly title: string
  readonly organizer: CalPerson
  readonly me: CalPerson
  readonly time: ProposedTime
  readonly instead: EventSpan
  /** For a person. */
  readonly beforeWords: string
  readonly afterWords: string
  /** METHOD:COUNTER by mail; null without a mail account, or to somebody without a mail address. */
  readonly mail: MailOrder | null
  /** METHOD:COUNTER through the Outbox of a server that carries messages and makes none; null elsewhere: servers that make their own refuse it (ITP-41). */
  readonly post: PostOrder | null
  /** My answer with the proposal as its comment, through the server; null where it tells the organizer nothing. */
  readonly reply: { readonly comment: string; readonly answers: readonly Answer[]; readonly onMyLine: boolean } | null
  readonly ways: readonly { readonly way: ProposalWayKind; readonly why: string }[]
}

export type ProposalResult = { readonly ok: true; readonly value: ComposedProposal } | { readonly ok: false; readonly problem: ProposalProblem; readonly about: Partial<ComposedProposal> }

/** Answers a proposal can go with: a no without another time is no proposal of one. */
export const carriers: readonly Answer[] = ['tentative', 'declined', 'accepted']

export function composeProposal(read: ReadStore, ask: ProposalAsk, nowUtc: Instant): ProposalResult {
  const object = read.object(ask.objectId)
  const text = object === null || object.deletedHere || object.vanished ? null : readObject(object)
  if (object === null || text === null || !text.ok) return { ok: false, problem: 'no-such-date', about: {} }
  const account = must(read.account(object.accountId), 'account of an object')
  const collection = must(read.collection(object.collectionId), 'calendar of an object')
  const before = text.value
  const zone = read.zone()
  const repeats = isSeries(before)
  const date = repeats && ask.scope === 'this' ? ask.recurrenceId : null
  const event = eventAt(before, ask.recurrenceId)
  const instead = event === null ? null : spanOf(event, zone)
  const organizer = event === null ? null : organizerOf(event)
  const { role, me } = event === null ? { role: 'plain' as const, me: null } : roleIn(event, addressesIn(account, collection))
  const no = (problem: ProposalProblem, about: Partial<ComposedProposal> = {}): ProposalResult => ({ ok: false, problem, about })
  if (event === null || instead === null) return no('no-such-date')
  const title = textOf(event, 'summary')
  if (organizer === null || me === null || role !== 'attendee') return no('not-invited', { title })
  const named = { title, organizer, me, beforeWords: whenWords(instead, zone, nowUtc) }
  if (textOf(event, 'status').toUpperCase() === 'CANCELLED') return no('cancelled', named)
  if (!collection.writable || collection.gone) return no('read-only', named)
  const at = spanOfWhen(ask.when, zone)
  if (at === null || at.endUtc <= nowUtc) return no('over', named)
  const afterWords = whenWords(at, zone, nowUtc)
  if (isSameSpan(at, instead)) return no('same-time', { ...named, afterWords })
  const time = date === null ? timeForAll(before, ask.recurrenceId, at, zone) : { ...at, recurrenceId: date }
  if (time === null) return no('other-day', { ...named, afterWords })
  const all = repeats && date === null
  const words = all
    ? { beforeWords: `${timesInWords(instead.startUtc, instead.endUtc, { zone })} on every date`, afterWords: `${timesInWords(at.startUtc, at.endUtc, { zone })} on every date` }
    : { beforeWords: named.beforeWords, afterWords }
  const counter = must(composeCounter(before, { time, comment: ask.comment, myAddresses: myAddresses(account), nowUtc, formerUtc: lastCounterUtc(read, object) }), 'a proposal for a date that is there')
  const inMail = all ? words.afterWords : whenInMail(must(eventsOf(counter)[0], 'event of a proposal'), zone)
  const mail = mailOf(read, account, organizer, counter)
  const post = isPosted(account, organizer) ? postOrder(account, counter, organizer) : null
  const reply = post === null && reachesPeople(account) && !isMailed(account, organizer) ? { comment: proposalComment(ask.comment, inMail, time), answers: carriers.filter((answer) => answer !== me.partstat), onMyLine: account.capabilities.product === 'davical' } : null
  const whole = all ? must(spanOf(must(eventAt(before, null), 'a series'), zone), 'a series starts') : instead
  const value: ComposedProposal = { account, collection, object, before, ...named, ...words, time, instead: whole, mail, post, reply, ways: waysOf(read, account, organizer, { mail, post, reply }) }
  return value.ways.length === 0 ? { ok: false, problem: 'no-way', about: value } : { ok: true, value }
}

function mailOf(read: ReadStore, account: AccountRow, organizer: CalPerson, counter: Component): MailOrder | null {
  const from = read.mailAccount(account.id)
  if (from === null || !isMailable(organizer.address)) return null
  return orderOf(counter, { to: organizer, kind: 'counter' }, { who: nameOfSender(account, from), from, zone: read.zone(), me: myAddresses(account) })
}

function waysOf(read: ReadStore, account: AccountRow, { name, address }: CalPerson, { mail, post, reply }: Pick<ComposedProposal, 'mail' | 'post' | 'reply'>): ComposedProposal['ways'] {
  const organizer = name || address
  const from = read.mailAccount(account.id)?.fromAddress ?? ''
  return [
    ...(post === null ? [] : [{ way: 'post' as const, why: proposalWayWords({ kind: 'post', organizer, host: hostOf(account) }) }]),
    ...(mail === null ? [] : [{ way: 'mail' as const, why: proposalWayWords({ kind: 'mail', organizer, from }) }]),
    ...(reply === null ? [] : [{ way: 'reply' as const, why: proposalWayWords({ kind: reply.onMyLine ? 'reply-line' : 'reply', organizer, host: hostOf(account) }) }]),
  ]
}

/** Null for an end that does not lie after the start. */
function spanOfWhen(when: DraftWhen, zone: Zone): EventSpan | null {
  const slot = slotOf(when, zone)
  if (slot === null) return null
  return when.kind === 'all-day' ? { ...slot, startDate: when.startDate, endDate: when.endDate } : { ...slot, startDate: null, endDate: null }
}
