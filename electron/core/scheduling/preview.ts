import type { SendPreview } from '../../../shared/contract/events.ts'
import { whatChanged, type FieldChange } from '../../../shared/event/changes.ts'
import { severityOfStatus } from '../../../shared/event/delivery-code.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { eventsOf, type Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import { assertNever } from '../../../shared/model/result.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { previewWhy, type PreviewKind } from '../../../shared/wording/send-preview.ts'
import type { AccountRow } from '../store/rows.ts'
import { countMessages } from './compose.ts'
import { canSchedule, hostOf, myAddresses } from './identity.ts'

export interface PreviewInput {
  readonly account: AccountRow
  readonly before: Component | null
  readonly after: Component | null
  readonly messages: readonly ItipMessage[]
  readonly undeliverable: readonly ItipMessage[]
  readonly zone: Zone
  readonly holdSeconds: number
}

const order: readonly PreviewKind[] = ['invitation', 'answer-again', 'update', 'cancellation', 'room', 'will-not-arrive', 'nothing']

/** Who gets what, and why: what the sheet shows is what the save does, both come from `outgoing`. */
export function previewOf(input: PreviewInput): SendPreview {
  const { account, before, after, messages, undeliverable } = input
  const changes = before !== null && after !== null ? whatChanged(before, after, input.zone) : []
  const facts = { host: hostOf(account), canSchedule: canSchedule(account), deleted: after === null, changes }
  const grouped = new Map<PreviewKind, Map<string, { address: string; name: string }>>()
  const seen = new Set<string>()
  const put = (kind: PreviewKind, person: { readonly address: string; readonly name: string }): void => {
    if (seen.has(person.address)) return
    seen.add(person.address)
    const group = grouped.get(kind) ?? new Map<string, { address: string; name: string }>()
    grouped.set(kind, group.set(person.address, { address: person.address, name: person.name }))
  }
  const lost = unreachable(before)
  for (const message of undeliverable) put('will-not-arrive', message.to)
  for (const message of messages) if (lost.has(message.to.address)) put('will-not-arrive', message.to)
  for (const message of [...messages].sort((a, b) => order.indexOf(kindOf(a)) - order.indexOf(kindOf(b)))) put(kindOf(message), message.to)
  const count = countMessages(messages)
  if (count > 0 && after !== null) for (const person of othersIn(after, account)) put('nothing', person)
  return {
    groups: order.flatMap((kind) => {
      const people = grouped.get(kind)
      return people === undefined ? [] : [{ kind, why: previewWhy(kind, facts), people: [...people.values()] }]
    }),
    messages: count,
    changed: [...new Set(changes.map(changedWord))],
    holdSeconds: input.holdSeconds,
  }
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
