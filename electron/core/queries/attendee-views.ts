import type { AttendeeView } from '../../../shared/contract/events.ts'
import { isOneOf } from '../../../shared/event/roles.ts'
import { recurrenceIdOf, textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, toAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf, overridesOf, type Component } from '../../../shared/ical/tree.ts'
import { attendeeCommentsIn } from '../../../shared/itip/comments.ts'
import { deputiesOf } from '../../../shared/itip/delegate.ts'
import { readProposalComment, readWithdrawal } from '../../../shared/itip/proposal.ts'
import { deliveryOf, joinCodes } from '../../../shared/itip/status.ts'
import type { Address } from '../../../shared/model/ids.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import type { LedgerRow } from '../store/rows.ts'

export interface PeopleContext {
  readonly mine: ReadonlySet<Address>
  readonly ledger: readonly LedgerRow[]
  readonly recurrenceId: string | null
  readonly nowUtc: Instant
  /** The server tells nobody: mail is the way. */
  readonly byMail: boolean
  readonly reminded: ReadonlyMap<Address, Instant>
  /** Null: not known. */
  readonly zoneOf: (address: Address) => Zone | null
  /** My change that would be delivered has not left yet. */
  readonly unsent: boolean
}

/** Everybody in one VEVENT with answer, comment and, for those I invited, what became of the invitation. */
export function attendeeViews(root: Component, event: Component, context: PeopleContext): AttendeeView[] {
  const organizer = organizerOf(event)
  const iOrganize = organizer !== null && isOneOf(organizer, context.mine)
  const seen = new Set<Address>()
  return attendeesOf(event).flatMap((person) => {
    if (seen.has(person.address)) return []
    seen.add(person.address)
    const isMe = isOneOf(person, context.mine)
    return [
      {
        address: person.email ?? person.address,
        name: person.name,
        role: person.role,
        kind: person.kind,
        answer: person.partstat,
        comment: wordsOf(isMe ? textOf(event, 'comment') : commentOf(event, person, context)),
        isMe,
        isOrganizer: person.address === organizer?.address,
        delivery: iOrganize && !isMe ? deliveryTo(root, person, context) : { code: null, severity: 'none' as const, text: '', next: [] },
        ...chainOf(event, person),
        ...writtenBy(event, person.address === organizer?.address ? organizer : person),
        ...remindedAt(person, context),
        ...clockOf(person, context),
      },
    ]
  })
}

/** One name on each side: the newest of several. */
function chainOf(event: Component, person: CalPerson): Pick<AttendeeView, 'passedBy' | 'passedTo'> {
  const { from, to } = deputiesOf(event, person)
  const by = from.at(-1)
  // Who takes an invitation back stands here no more, whatever the other one's line still says.
  const stands = by !== undefined && attendeesOf(event).some((a) => a.raw === by.raw && a.partstat === 'delegated')
  const next = person.partstat === 'delegated' ? to.at(-1) : undefined
  return { ...(by !== undefined && stands ? { passedBy: by.name || by.address } : {}), ...(next === undefined ? {} : { passedTo: next.name || next.address }) }
}
/** Who wrote it in that person's name, by name where they are in the meeting too (SENT-BY, RFC 5545 §3.2.18). */
export function writtenBy(event: Component, { sentBy }: Pick<CalPerson, 'sentBy'>): Pick<AttendeeView, 'sentBy'> {
  if (sentBy === null) return {}
  const address = toAddress(sentBy)
  return { sentBy: attendeesOf(event).find((one) => one.address === address)?.name || address }
}

function clockOf(person: CalPerson, { zoneOf }: PeopleContext): Pick<AttendeeView, 'zone'> {
  const zone = zoneOf(person.address)
  return zone === null ? {} : { zone }
}

function remindedAt(person: CalPerson, { reminded }: PeopleContext): Pick<AttendeeView, 'remindedUtc'> {
  const at = reminded.get(person.address)
  return at === undefined ? {} : { remindedUtc: at }
}

/** A proposal in it is shown as one; here stand the words. */
const wordsOf = (comment: string): string => readProposalComment(comment)?.words ?? readWithdrawal(comment)?.words ?? comment

/** The newest thing they wrote, about this date or about all of them; what came before this computer knew the meeting is in my copy (SCH-12). */
function commentOf(event: Component, person: CalPerson, { ledger, recurrenceId }: PeopleContext): string {
  const said = ledger.filter((row) => row.address === person.address && (row.recurrenceId === null || row.recurrenceId === recurrenceId))
  return said.at(-1)?.comment ?? attendeeCommentsIn(event).get(person.address) ?? ''
}

/** A person in several dates of a series has a status in each: the series shows the worst (T-S14). */
function deliveryTo(root: Component, person: CalPerson, context: PeopleContext): AttendeeView['delivery'] {
  const own = overridesOf(root).some((o) => recurrenceIdOf(o) === context.recurrenceId)
  const lines = own ? [person] : eventsOf(root).flatMap((e) => attendeesOf(e).filter((a) => a.address === person.address))
  const codes = joinCodes(lines.map((a) => a.scheduleStatus))
  // Cyrus takes the status away with the answer: who has answered was reached (SCH-32: reply status replaces delivery).
  if (codes === null && !context.unsent && person.partstat !== 'needs-action') return { code: null, severity: 'ok', text: 'Answered', next: [] }
  const sent = context.ledger.filter((row) => row.address === null).at(-1)
  return deliveryOf(codes, {
    about: 'attendee',
    agent: person.scheduleAgent,
    sentUtc: sent?.atUtc ?? null,
    nowUtc: context.nowUtc,
    ...elsewhere(person, context),
    unsent: context.unsent,
  })
}

/** What became of my own answer, told on ORGANIZER of my copy (T-S17); null when there is none to tell of. */
export function replyDelivery(event: Component, context: Pick<PeopleContext, 'mine' | 'nowUtc' | 'byMail' | 'unsent'>): AttendeeView['delivery'] | null {
  const organizer = organizerOf(event)
  const me = attendeesOf(event).find((a) => isOneOf(a, context.mine))
  if (organizer === null || me === undefined || isOneOf(organizer, context.mine) || me.partstat === 'needs-action') return null
  return deliveryOf(organizer.scheduleStatus, { about: 'my-reply', agent: organizer.scheduleAgent, nowUtc: context.nowUtc, ...elsewhere(organizer, context), unsent: context.unsent })
}

/** Where a message went, worth saying only when it left my own organisation. */
function elsewhere(person: CalPerson, { mine }: Pick<PeopleContext, 'mine'>): { readonly where?: string } {
  const domain = domainOf(person.email ?? person.address)
  return domain === '' || [...mine].some((address) => domainOf(address) === domain) ? {} : { where: domain }
}

const domainOf = (address: string): string => address.split('@')[1]?.toLowerCase() ?? ''
