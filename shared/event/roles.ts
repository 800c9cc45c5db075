import type { Address } from '../model/ids.ts'
import { attendeesOf, organizerOf, toAddress, type CalPerson } from '../ical/people.ts'
import type { ScannedEvent } from '../ical/scan.ts'
import type { Component } from '../ical/tree.ts'

export type Role = 'plain' | 'organizer' | 'attendee'
export type MyAddresses = readonly string[] | ReadonlySet<Address>

/** My addresses in comparable form (PPL-4). Make it once where many events are read. */
export const addressSet = (addresses: MyAddresses): ReadonlySet<Address> => (Array.isArray(addresses) ? new Set(addresses.map(toAddress)) : (addresses as ReadonlySet<Address>))

/** Whether this is one of my addresses: by the calendar address, or by its EMAIL parameter (PPL-4). */
export const isOneOf = (person: Pick<CalPerson, 'address' | 'email'>, mine: ReadonlySet<Address>): boolean => mine.has(person.address) || (person.email !== null && mine.has(person.email))

/**
 * What I am in one VEVENT (SCH-1): `organizer` when ORGANIZER is one of my addresses, `attendee` when somebody else's is and
 * I am listed. Anything else is plain: no message leaves for it. `me` is my own ATTENDEE line, if there is one.
 */
export function roleIn(event: Component | ScannedEvent, myAddresses: MyAddresses): { role: Role; me: CalPerson | null } {
  const mine = addressSet(myAddresses)
  const scanned = 'attendees' in event
  const organizer = scanned ? event.organizer : organizerOf(event)
  const people = scanned ? event.attendees : attendeesOf(event)
  // Invited by several of my addresses: the one I answered as speaks for me.
  const me = people.find((a) => a.partstat !== 'needs-action' && isOneOf(a, mine)) ?? people.find((a) => isOneOf(a, mine)) ?? null
  if (organizer === null) return { role: 'plain', me }
  if (isOneOf(organizer, mine)) return { role: 'organizer', me }
  return { role: me === null ? 'plain' : 'attendee', me }
}
