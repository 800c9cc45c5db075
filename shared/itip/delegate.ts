import type { Address } from '../model/ids.ts'
import type { Instant } from '../model/time.ts'
import { setText, setTime, wholeSeconds } from '../ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, setAttendee, toAddress, type CalPerson } from '../ical/people.ts'
import { copyOf, eventsOf, type Component } from '../ical/tree.ts'
import { addressSet, isOneOf, roleIn, type MyAddresses } from '../event/roles.ts'
import { strip } from './strip.ts'

/** Why an invitation cannot be passed to somebody (RFC 5546 §3.2.2.3: one person in place of one, never in a circle). */
export type DelegationProblem = 'not-invited' | 'myself' | 'organizer' | 'invited-already' | 'circle' | 'passed-already' | 'no-address'

/** Somebody on one side of a delegation, as far as this copy of the event tells. */
export interface Deputy {
  readonly address: Address
  readonly raw: string
  readonly name: string
  /** Null: they stand only in DELEGATED-TO or DELEGATED-FROM; what they answered is not told here. */
  readonly answer: CalPerson['partstat'] | null
}

/** Who came in place of a person, and in whose place a person came, in the order of the text (RFC 5545 §3.2.4, §3.2.5). */
export function deputiesOf(event: Component, person: Pick<CalPerson, 'delegatedTo' | 'delegatedFrom'>): { readonly to: readonly Deputy[]; readonly from: readonly Deputy[] } {
  const people = attendeesOf(event)
  const deputy = (raw: string): Deputy => {
    const listed = people.find((a) => sameAddress(a.raw, raw) || (a.email !== null && sameAddress(a.email, raw)))
    return { address: listed?.email ?? listed?.address ?? toAddress(raw), raw: listed?.raw ?? raw, name: listed?.name ?? '', answer: listed?.partstat ?? null }
  }
  return { to: person.delegatedTo.map(deputy), from: person.delegatedFrom.map(deputy) }
}

/**
 * Whether I may pass my invitation to this address; null: yes. Passing on what was passed to me is allowed, back along the chain is not.
 * Once passed it is theirs, until they decline: then it may be passed to another (ITP-40).
 */
export function delegationProblem(event: Component, to: string, me: MyAddresses): DelegationProblem | null {
  const mine = addressSet(me)
  const { me: own, role } = roleIn(event, mine)
  if (own === null || role !== 'attendee') return 'not-invited'
  const address = toAddress(to)
  if (!/^[^\s@/:]+@[^\s@/:]+$/.test(address)) return 'no-address'
  if (mine.has(address)) return 'myself'
  const organizer = organizerOf(event)
  if (organizer !== null && (sameAddress(organizer.raw, address) || organizer.email === address)) return 'organizer'
  if (own.partstat === 'delegated' && deputiesOf(event, own).to.some((d) => d.answer !== 'declined')) return 'passed-already'
  if (chainBefore(event, own).some((raw) => sameAddress(raw, address))) return 'circle'
  return attendeesOf(event).some((a) => isOneOf(a, new Set([address]))) ? 'invited-already' : null
}

/** Everybody the invitation went through before it came to this person. A circle in the text ends it. */
function chainBefore(event: Component, person: CalPerson): string[] {
  const people = attendeesOf(event)
  const chain: string[] = []
  const open = [...person.delegatedFrom]
  for (let raw = open.shift(); raw !== undefined; raw = open.shift()) {
    const here = raw
    if (chain.some((known) => sameAddress(known, here))) continue
    chain.push(here)
    open.push(...(people.find((a) => sameAddress(a.raw, here))?.delegatedFrom ?? []))
  }
  return chain
}

/**
 * The REQUEST that the delegator hands on (RFC 5546 §3.2.2.3, T-I40): the organizer's event as it came, SEQUENCE unchanged, with my line saying
 * who comes instead and theirs saying in whose place. `root` is my copy after the delegation; dates in which I did not delegate are left out.
 */
export function composeDelegated(root: Component, to: { readonly address: string; readonly name: string }, me: MyAddresses, nowUtc: Instant): Component {
  const request = strip(copyOf(root))
  setText(request, 'method', 'REQUEST')
  for (const event of eventsOf(request)) {
    const own = roleIn(event, me).me
    if (own === null || !own.delegatedTo.some((raw) => sameAddress(raw, to.address))) {
      request.removeSubcomponent(event)
      continue
    }
    addDeputy(event, own, to)
    setTime(event, 'dtstamp', { kind: 'utc', instant: wholeSeconds(nowUtc) })
  }
  return request
}

/** In place: the line of the one who comes instead, as the delegator and the organizer write it. Their answer, if they gave one, stays. */
export function addDeputy(event: Component, delegator: Pick<CalPerson, 'raw' | 'role'>, to: { readonly address: string; readonly name: string }): void {
  const listed = attendeesOf(event).find((a) => sameAddress(a.raw, to.address))
  setAttendee(event, {
    address: listed?.raw ?? to.address,
    ...(to.name === '' ? {} : { name: to.name }),
    role: delegator.role,
    delegatedFrom: [delegator.raw],
    ...(listed === undefined ? { partstat: 'needs-action' as const, rsvp: true } : {}),
  })
}
