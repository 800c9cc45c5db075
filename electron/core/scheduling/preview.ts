import type { SendPreview } from '../../../shared/contract/events.ts'
import { changedFields, whatChanged, type FieldChange } from '../../../shared/event/changes.ts'
import { exceptionFates } from '../../../shared/event/exception-fates.ts'
import { addressSet } from '../../../shared/event/roles.ts'
import { severityOfStatus } from '../../../shared/event/delivery-code.ts'
import { instantOf, rruleOf, timesOf, type EventSpan } from '../../../shared/ical/fields.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import { assertNever } from '../../../shared/model/result.ts'
import type { Zone } from '../../../shared/model/time.ts'
import type { Slots } from '../../../shared/recurrence/edit-series.ts'
import { dayOf } from '../../../shared/time/days.ts'
import { previewWhy, type PreviewKind } from '../../../shared/wording/send-preview.ts'
import { dateInWords } from '../../../shared/wording/times.ts'
import type { AccountRow } from '../store/rows.ts'
import { countMessages } from './compose.ts'
import { behalfIn, hostOf, myAddresses, reachesPeople } from './identity.ts'
import type { Outgoing, Sender } from './reach.ts'
import { isLostGroup } from './series-people.ts'

export interface PreviewInput extends Sender, Outgoing {
  readonly before: Component | null
  readonly after: Component | null
  readonly zone: Zone
  readonly holdSeconds: number
  /** Of a change to several dates of a series. */
  readonly slots?: Slots
  /** The rest of a series that was split. */
  readonly also?: Component | null
  /** See `Composed`. */
  readonly optional?: readonly ItipMessage[]
  readonly quiet?: boolean
  /** What a person to be mailed would read, word for word. */
  readonly mailTo: (message: ItipMessage) => MailSample | null
}

export type MailSample = NonNullable<SendPreview['groups'][number]['mail']>

const order: readonly PreviewKind[] = ['invitation', 'answer-again', 'update', 'question', 'word', 'cancellation', 'room', 'will-not-arrive', 'nothing']

/** Who gets what, and why: what the sheet shows is what the save does, both come from `outgoing`. */
export function previewOf(input: PreviewInput): SendPreview {
  const { account, canMail, before, after, messages, mails, posts, undeliverable, swallowed } = input
  const changes = before !== null && after !== null ? whatChanged(before, after, input.zone) : []
  const facts = { host: hostOf(account), canSchedule: reachesPeople(account), canMail, deleted: after === null, isMinor: before !== null && after !== null && isMinor(before, after), changes, calledOff: before === null || after === null ? [] : calledOffIn(before, after, input.zone) }
  const groups: Group[] = []
  const seen = new Set<string>()
  const put = (kind: PreviewKind, way: Group['way'], person: Person, mail: MailSample | null = null, isSwallowed = false, isGroup = false, isChosen = false): void => {
    if (seen.has(person.address)) return
    seen.add(person.address)
    let group = groups.find((g) => g.kind === kind && g.way === way && g.isSwallowed === isSwallowed && g.isGroup === isGroup && g.isChosen === isChosen)
    if (group === undefined) groups.push((group = { kind, way, mail, isSwallowed, isGroup, isChosen, people: [] }))
    group.people.push({ address: person.address, name: person.name })
  }
  const byKind = (list: readonly ItipMessage[]): ItipMessage[] => [...list].sort((a, b) => order.indexOf(kindOf(a)) - order.indexOf(kindOf(b)))
  const lost = unreachable(before)
  for (const message of swallowed) put('will-not-arrive', 'none', message.to, null, true, isLostGroup(account, message))
  for (const message of undeliverable) put('will-not-arrive', 'none', message.to)
  for (const message of byKind(mails)) put(kindOf(message), 'mail', message.to, input.mailTo(message))
  for (const message of byKind(posts)) put(kindOf(message), 'post', message.to)
  for (const message of messages) if (lost.has(message.to.address)) put('will-not-arrive', 'server', message.to)
  for (const message of byKind(messages)) put(kindOf(message), 'server', message.to)
  const count = countMessages([...messages, ...posts]) + mails.length
  if (input.quiet === true) for (const message of input.optional ?? []) put('nothing', 'none', message.to, null, false, false, true)
  if (count > 0 && after !== null) for (const person of othersIn(after, account)) put('nothing', 'none', person)
  const placed = groups.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  return {
    groups: placed.map(({ kind, way, mail, isSwallowed, isGroup, isChosen, people }) => ({ kind, why: previewWhy(kind, { ...facts, way, isSwallowed, isGroup, isChosen, mailFrom: mail?.from ?? '' }), people, ...(mail === null ? {} : { mail }) })),
    messages: count,
    changed: [...new Set(changes.map(changedWord))],
    holdSeconds: input.holdSeconds,
    ...fatesIn(input),
    ...choiceIn(input),
    ...behalfIn(account),
  }
}

/** Mostly people want to know where and under which name they meet, and not of every word in the text or of who else comes. */
function choiceIn({ before, after, optional = [] }: PreviewInput): Pick<SendPreview, 'choice'> {
  if (before === null || after === null || optional.length === 0) return {}
  const people = [...new Map(optional.map(({ to }) => [to.address, { address: to.address, name: to.name }])).values()]
  return { choice: { people, usual: isMinor(before, after) ? 'quiet' : 'tell' } }
}

const isMinor = (before: Component, after: Component): boolean => [...changedFields(before, after)].every((field) => field === 'text' || field === 'people')

function fatesIn({ account, before, after, also = null, slots, zone }: PreviewInput): Pick<SendPreview, 'fates'> {
  if (before === null || after === null || slots === undefined || slots.size === 0) return {}
  const spanOf = ({ startUtc, endUtc, startDate }: EventSpan): Pick<EventSpan, 'startUtc' | 'endUtc' | 'startDate'> => ({ startUtc, endUtc, startDate })
  const fates = exceptionFates(before, also === null ? [after] : [after, also], slots, { zone, mine: addressSet(myAddresses(account)) })
  return fates.length === 0 ? {} : { fates: fates.map((fate) => ({ ...fate, slot: spanOf(fate.slot), movedTo: fate.movedTo === null ? null : spanOf(fate.movedTo), own: [...fate.own], answersStay: [...fate.answersStay], answersVoid: [...fate.answersVoid] })) }
}

/** Days that are taken out of a series whose rule stays, as words. */
function calledOffIn(before: Component, after: Component, zone: Zone): string[] {
  const [then, now] = [masterOf(before), masterOf(after)]
  if (then === null || now === null || rruleOf(then) !== rruleOf(now)) return []
  const daysOf = (event: Component): string[] => timesOf(event, 'exdate').map((time) => (time.kind === 'date' ? time.date : dayOf(instantOf(time, zone), zone)))
  const known = new Set(daysOf(then))
  return [...new Set(daysOf(now))].filter((day) => !known.has(day)).sort().map((day) => dateInWords(day))
}

type Person = SendPreview['groups'][number]['people'][number]

interface Group {
  readonly kind: PreviewKind
  readonly way: 'server' | 'post' | 'mail' | 'none'
  readonly mail: MailSample | null
  readonly isSwallowed: boolean
  readonly isGroup: boolean
  readonly isChosen: boolean
  readonly people: Person[]
}

function kindOf(message: ItipMessage): PreviewKind {
  const room = message.to.kind === 'room' || message.to.kind === 'resource'
  switch (message.why) {
    case 'invited':
      return room ? 'room' : 'invitation'
    case 'ask-again':
      return room ? 'room' : 'answer-again'
    case 'updated':
    case 'resend':
    case 'answered':
      return 'update'
    case 'removed':
    case 'cancelled':
    case 'declined':
      return 'cancellation'
    default:
      return assertNever(message.why)
  }
}

/** People whom the last message did not reach, by what the server wrote beside them. */
function unreachable(before: Component | null): ReadonlySet<string> {
  if (before === null) return new Set()
  const people = eventsOf(before).flatMap((event) => attendeesOf(event))
  return new Set(people.filter((a) => a.scheduleStatus !== null && severityOfStatus(a.scheduleStatus) === 'error').map((a) => a.address))
}

function othersIn(root: Component, account: AccountRow): readonly { address: string; name: string }[] {
  const mine = new Set<string>(myAddresses(account))
  return eventsOf(root).flatMap((event) => attendeesOf(event).filter((a) => !mine.has(a.address)))
}

const words: Readonly<Record<FieldChange['field'], SendPreview['changed'][number]>> = { when: 'time', where: 'place', title: 'title', text: 'text', repeat: 'repeat', people: 'people' }
const changedWord = (change: FieldChange): SendPreview['changed'][number] => words[change.field]
