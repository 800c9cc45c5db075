import type { PersonKind } from '../../shared/model/people.ts'
import type { Zone } from '../../shared/model/time.ts'

/** Everybody's password in the practice organisations. */
export const practicePassword = 'practice'

/** Somebody with a mailbox in one of the organisations. */
export interface Person {
  /** Sign-in name and path segment: the part before the @. */
  readonly user: string
  readonly domain: string
  readonly address: string
  readonly name: string
  readonly kind: PersonKind
  readonly zone: Zone
  /** How many a room holds. */
  readonly seats?: number
}

const person = (user: string, domain: string, name: string, zone: Zone, kind: PersonKind = 'individual'): Person => ({ user, domain, address: `${user}@${domain}`, name, kind, zone })

/** The cast (issue 2 §3). The first one is who a newcomer plays. */
export const people: readonly Person[] = [
  person('alice', 'north.example', 'Alice Hoffmann', 'Europe/Berlin'),
  person('bob', 'north.example', 'Bob Lindqvist', 'Europe/Berlin'),
  person('carol', 'north.example', 'Carol Nguyen', 'Europe/Helsinki'),
  { ...person('aurora', 'north.example', 'Aurora', 'Europe/Berlin', 'room'), seats: 10 },
  person('dave', 'south.example', 'Dave Okafor', 'America/New_York'),
  person('erin', 'south.example', 'Erin Walsh', 'Europe/Lisbon'),
  person('frank', 'freelance.example', 'Frank Castellano', 'Europe/London'),
]

/** Who may act for whom (calendar-proxy): `write` also sends and answers in their name, `read` looks and no more. */
export interface ProxyRight {
  readonly who: string
  readonly of: string
  readonly may: 'read' | 'write'
}

export const proxyRights: readonly ProxyRight[] = [
  { who: 'alice@north.example', of: 'carol@north.example', may: 'write' },
  { who: 'erin@south.example', of: 'dave@south.example', may: 'read' },
]

/**
 * `calendar`: a CalDAV server with scheduling. `freebusy`: nothing but freebusy URLs.
 * A domain that is not listed here does not exist for anybody: `nowhere.example`.
 */
export const domains: readonly { readonly domain: string; readonly offers: 'calendar' | 'freebusy' }[] = [
  { domain: 'north.example', offers: 'calendar' },
  { domain: 'south.example', offers: 'calendar' },
  { domain: 'freelance.example', offers: 'freebusy' },
]
