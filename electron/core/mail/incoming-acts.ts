import type { IcsAct, OpenedItem } from '../../../shared/contract/mail.ts'
import { addressSet, roleIn } from '../../../shared/event/roles.ts'
import { prepareOrganizerChange } from '../../../shared/event/organizer-change.ts'
import { recurrenceIdOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, setAttendee } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, type Component } from '../../../shared/ical/tree.ts'
import { declineCounter, takeCounter } from '../../../shared/itip/counter.ts'
import { readWithdrawal } from '../../../shared/itip/proposal.ts'
import { answerToRefresh } from '../../../shared/itip/refresh.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { editInstance } from '../../../shared/recurrence/edit-series.ts'
import { canSchedule, myAddresses } from '../scheduling/identity.ts'
import { openOf } from '../scheduling/proposals.ts'
import { isMailable, isPosted, markMailed, outgoing, senderOf, type Outgoing, type Sender } from '../scheduling/reach.ts'
import type { MailOrder, ProposalRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { questionFor, type Question } from './ask-latest.ts'
import { orderOf } from './compose-order.ts'
import type { Incoming } from './incoming.ts'
import { nameOfSender } from './orders.ts'

/** What doing one thing with an opened message makes of the calendar and of other people: for the sheet and for the command. */
export interface PlannedAct extends Sender, Outgoing {
  readonly act: IcsAct
  readonly label: string
  readonly before: Component | null
  /** What the object then is; null: it stays as it is. */
  readonly after: Component | null
  /** A mail beside those of the change: the answer to a proposal. */
  readonly extra: MailOrder | null
  /** Of `ask-latest` alone: the question, ready to leave. */
  readonly question?: Question
}

export function kindOfIncoming({ method, outcome }: Incoming): OpenedItem['kind'] {
  if (method === null || outcome === null) return 'event'
  // One that takes the place of another and asks for nothing has no buttons of a proposal.
  if (outcome.why === 'counter') return readWithdrawal(outcome.comment) === null ? 'counter' : 'counter-withdrawn'
  if (outcome.why === 'counter-declined') return 'counter-declined'
  if (outcome.why === 'refresh-wanted' || outcome.why === 'needs-refresh') return 'latest'
  if (outcome.why === 'party-crasher') return 'answer'
  if (outcome.what === 'ignored' || outcome.what === 'refused' || outcome.what === 'unchanged' || (outcome.what === 'ask' && outcome.root === null)) return 'nothing'
  if (method === 'REPLY') return 'answer'
  if (method === 'PUBLISH') return 'published'
  if (method === 'CANCEL') return 'cancellation'
  return outcome.why === 'new-invitation' || outcome.why === 'not-invited' ? 'invitation' : 'update'
}

/** Everything that can be done with it, best first. Nothing happens by itself (IMI-4). */
export function actsFor(read: ReadStore, item: Incoming, nowUtc: Instant): PlannedAct[] {
  const sender = senderOf(read, item.account)
  const plan = (act: IcsAct, label: string, after: Component | null): PlannedAct => {
    const out = after === null ? none : outgoing(sender, item.stored, after)
    if (after !== null) markMailed(after, out.mails)
    return { ...sender, act, label, before: item.stored, after, extra: null, ...out }
  }
  const { outcome, stored } = item
  if (outcome === null) return stored === null ? [plan('store', 'Add to calendar', copyOf(item.root))] : []
  switch (kindOfIncoming(item)) {
    case 'invitation':
      return [plan('store', outcome.why === 'not-invited' ? 'Keep in my calendar' : 'Add and answer', must(outcome.root, 'invitation'))]
    case 'published':
      return [plan(stored === null ? 'store' : 'apply', stored === null ? 'Add to calendar' : 'Update', must(outcome.root, 'published event'))]
    case 'update':
      return [plan('apply', 'Take the change', must(outcome.root, 'updated meeting'))]
    case 'cancellation':
      return [plan('apply', 'Mark as cancelled', must(outcome.root, 'cancelled meeting'))]
    case 'answer':
      if (outcome.why === 'party-crasher') return [plan('add-person', 'Add to the meeting', withPerson(item, canSchedule(item.account), nowUtc))]
      return [plan('apply', 'Take the answer', must(outcome.root, 'answered meeting'))]
    case 'counter':
      return counterActs(read, item, sender, plan, nowUtc)
    case 'counter-withdrawn':
      return withdrawnProposal(read, item) === null ? [] : [plan('note-withdrawal', 'Note it with the meeting', null)]
    case 'counter-declined':
      return declinedProposal(read, item) === null ? [] : [plan('note-decline', 'Note it with the meeting', null)]
    case 'latest':
      return outcome.why === 'refresh-wanted' ? latestActs(item, sender, plan) : askActs(read, item, plan, nowUtc)
    case 'nothing':
      return outcome.why === 'no-such-instance' ? askActs(read, item, plan, nowUtc) : []
    default:
      return []
  }
}

type Plan = (act: IcsAct, label: string, after: Component | null) => PlannedAct

/** ITP-37: the meeting as it is, to who asked, after the organizer saw what leaves. */
function latestActs(item: Incoming, sender: Sender, plan: Plan): PlannedAct[] {
  const { account } = sender
  const message = item.stored === null || item.from === null ? null : answerToRefresh(item.stored, item.from, myAddresses(account))
  if (message === null) return []
  const listed = eventsOf(must(item.stored, 'my meeting')).flatMap(attendeesOf).find((person) => person.address === message.to.address) ?? must(item.from, 'who asks')
  const posted = isPosted(account, listed)
  if (!posted && !(sender.canMail && isMailable(message.to.address))) return []
  const out = posted ? { posts: [message] } : { mails: [message] }
  return [{ ...plan('send-latest', message.method === 'CANCEL' ? 'Tell them' : 'Send the latest', null), ...out }]
}

/** ITP-18, ITP-19: what cannot be placed is asked for whole. */
function askActs(read: ReadStore, item: Incoming, plan: Plan, nowUtc: Instant): PlannedAct[] {
  const question = questionFor(read, item.account, item.stored ?? item.root, nowUtc)
  return question === null ? [] : [{ ...plan('ask-latest', 'Ask for the latest', null), question }]
}

const none: Outgoing = { messages: [], posts: [], mails: [], undeliverable: [], swallowed: [] }

function counterActs(read: ReadStore, item: Incoming, sender: Sender, plan: Plan, nowUtc: Instant): PlannedAct[] {
  const taken = takeCounter(must(item.stored, 'my meeting'), item.root, { myAddresses: myAddresses(item.account), nowUtc, zone: read.zone() })
  const acts = taken === null ? [] : [plan('apply', 'Move the meeting', taken)]
  const no = declined(read, item, sender, nowUtc)
  const later = taken === null ? [] : [plan('note-counter', 'Decide later', null)]
  return no === null ? [...acts, ...later] : [...acts, { ...plan('decline-counter', 'Keep it as it is', null), extra: no }, ...later]
}

/** My open proposal that an opened DECLINECOUNTER answers (T-I38): the date it names, else the only one. */
export function declinedProposal(read: ReadStore, { object, head, method }: Incoming): ProposalRow | null {
  if (object === null || method !== 'DECLINECOUNTER') return null
  const mine = read.proposalsOf(object.accountId, object.uid).filter((row) => row.mine && row.state === 'open')
  return mine.findLast((row) => row.time.recurrenceId === recurrenceIdOf(head)) ?? null
}

/** The open proposal of theirs that an opened COUNTER takes back. */
function withdrawnProposal(read: ReadStore, { object, from, outcome }: Incoming): ProposalRow | null {
  const back = readWithdrawal(outcome?.comment ?? '')
  return object === null || from === null || back === null ? null : openOf(read, object, from.address, back.recurrenceId)
}

/** DECLINECOUNTER travels by mail alone here (ITP-41). */
function declined(read: ReadStore, item: Incoming, sender: Sender, nowUtc: Instant): MailOrder | null {
  const from = read.mailAccount(sender.account.id)
  if (from === null || item.from === null || !isMailable(item.from.address)) return null
  return orderOf(declineCounter(item.root, nowUtc), { to: item.from, kind: 'counter-declined' }, { who: nameOfSender(sender.account, from), from, zone: read.zone(), me: myAddresses(sender.account) })
}

/**
 * ITP-34: somebody who was not asked answers and is let in, on the dates they answered for. Where the server schedules, it alone may set
 * an answer (SCH-4): they are asked, and answer once more.
 */
function withPerson(item: Incoming, asks: boolean, nowUtc: Instant): Component {
  const stored = must(item.stored, 'my meeting')
  let root = copyOf(stored)
  for (const reply of eventsOf(item.root)) {
    const person = must(attendeesOf(reply)[0], 'who answered')
    const add = (event: Component): void =>
      setAttendee(event, { address: person.raw, role: 'required', rsvp: true, partstat: asks ? 'needs-action' : person.partstat, ...(person.name === '' ? {} : { name: person.name }) })
    const date = recurrenceIdOf(reply)
    if (date === null) eventsOf(root).forEach(add)
    else root = editInstance(root, date, add)
  }
  return prepareOrganizerChange(stored, root, { myAddresses: myAddresses(item.account), nowUtc })
}

/** Whether the calendar must be chosen: it becomes a new object. */
export const needsCalendar = (item: Incoming, acts: readonly PlannedAct[]): boolean => item.object === null && acts.some(({ act }) => act === 'store')

/** Whether it asks for an answer of mine once it is stored. */
export const isAsked = (item: Incoming, after: Component): boolean => eventsOf(after).some((event) => roleIn(event, addressSet(myAddresses(item.account))).role === 'attendee')

