import { createHash } from 'node:crypto'
import { sequenceOf, textOf, timeOf, uidOf } from '../../../shared/ical/fields.ts'
import { organizerOf, toAddress } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, writeCalendar, type Component, type Property } from '../../../shared/ical/tree.ts'
import { addNeededZones } from '../../../shared/ical/vtimezone.ts'
import { addressSet, type MyAddresses } from '../../../shared/event/roles.ts'
import { composeMessage, type ItipMessage } from '../../../shared/itip/outgoing.ts'
import { strip } from '../../../shared/itip/strip.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import type { MailFacts } from '../../../shared/wording/mail.ts'
import { isMailable } from '../scheduling/reach.ts'
import type { MailAccountRow, MailOrder } from '../store/rows.ts'
import { wordsOfMessage } from './mail-words.ts'

export interface OrderContext {
  readonly before: Component | null
  readonly after: Component | null
  readonly me: MyAddresses
  /** Name of who writes, or the address. */
  readonly who: string
  readonly from: Pick<MailAccountRow, 'fromAddress'>
  readonly zone: Zone
  readonly nowUtc: Instant
  /** Of the sender's own, for the one who reads the mail. */
  readonly word?: string
}

/** One message of the scheduling table as the mail that carries it (RFC 6047), with only what this recipient may see (IMI-3). */
export function mailOrder(message: ItipMessage, ctx: OrderContext): MailOrder {
  const root = composeMessage(message, ctx.before, ctx.after, { nowUtc: ctx.nowUtc, me: ctx.me })
  return orderOf(root, { to: message.to, kind: kindOf(message), meeting: message.method === 'REPLY' ? (ctx.after ?? ctx.before) : null, ...(ctx.word === undefined ? {} : { word: ctx.word }) }, ctx)
}

interface Addressed {
  readonly to: Pick<ItipMessage['to'], 'address' | 'raw' | 'name'>
  readonly kind: MailFacts['kind']
  /** See `mail-words.ts`. */
  readonly meeting?: Component | null
  readonly word?: string
}

/** The mail around a message that is composed already. */
export function orderOf(root: Component, { to, kind, meeting = null, word = '' }: Addressed, ctx: Pick<OrderContext, 'who' | 'from' | 'zone' | 'me'>): MailOrder {
  cleanForMail(root, ctx)
  const method = textOf(root, 'method').toUpperCase() as NonNullable<MailOrder['method']>
  return {
    to: to.address,
    toName: to.name,
    raw: to.raw,
    method,
    ...wordsOfMessage(root, { kind, who: ctx.who, zone: ctx.zone, meeting, word }),
    ics: writeCalendar(root),
    messageId: messageIdOf(root, method, to.address, ctx.from.fromAddress),
  }
}

/** Kept of the private properties: what the recipient needs to join or to read the text. */
const shared = new Set(['x-alt-desc', 'x-google-conference', 'x-microsoft-skypeteamsmeetingurl', 'x-microsoft-onlinemeetingconflink', 'x-microsoft-cdo-busystatus', 'x-wr-calname', 'x-wr-timezone'])

/** IMI-3, T-I54: no alarms, no SCHEDULE-*, nothing private; every zone that is used is explained in the message itself. */
function cleanForMail(root: Component, { me, from }: Pick<OrderContext, 'me' | 'from'>): void {
  strip(root)
  for (const event of eventsOf(root)) for (const name of ['organizer', 'attendee']) for (const line of event.getAllProperties(name)) nameByMail(line, me, from.fromAddress)
  for (const event of eventsOf(root)) for (const property of event.getAllProperties()) if (property.name.startsWith('x-') && !shared.has(property.name)) event.removeProperty(property)
  addNeededZones(root)
}

/** I may stand in my own event by a path of my server; whoever gets a mail can answer to a mail address only (IMI-4). */
function nameByMail(line: Property, me: MyAddresses, from: string): void {
  const address = toAddress(String(line.getFirstValue() ?? ''))
  if (!isMailable(address) && addressSet(me).has(address)) line.setValue(`mailto:${from}`)
}

function kindOf({ method, why }: ItipMessage): MailFacts['kind'] {
  if (method === 'REPLY') return 'answered'
  if (method === 'CANCEL') return why === 'removed' ? 'removed' : 'cancelled'
  return why === 'ask-again' ? 'ask-again' : why === 'updated' ? 'updated' : 'invited'
}

/**
 * The same for the same revision to the same person, so that a mail which is handed over twice is one mail to those who look. DTSTAMP
 * and dates are in it too: sending the same revision again on purpose is another mail.
 */
function messageIdOf(root: Component, method: string, recipient: string, from: string): string {
  const head = must(masterOf(root) ?? eventsOf(root)[0], 'event in a message')
  const stamp = timeOf(head, 'dtstamp')
  const facts = [uidOf(head), sequenceOf(head), method, toAddress(recipient), organizerOf(head)?.address ?? '', stamp?.kind === 'utc' ? stamp.instant : '', ...eventsOf(root).map((event) => textOf(event, 'recurrence-id'))]
  const digest = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32)
  return `<parley-${digest}@${from.split('@')[1] ?? 'localhost'}>`
}
