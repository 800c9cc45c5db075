import { attendeesOf, organizerOf, sameAddress } from '../../../shared/ical/people.ts'
import type { CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf } from '../../../shared/ical/tree.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'

/** Whom the client tells by itself, it alone writes about (RFC 6638 §7.1, §7.3). */
export const isServed = (person: CalPerson): boolean => person.scheduleAgent === null || person.scheduleAgent === 'SERVER'

/**
 * Writes how a message went beside whom it went to: on ATTENDEE for what an organizer sent, on ORGANIZER for a reply
 * (SCH-30). In place. With `only`, nothing but that value is replaced. True when something was written.
 */
export function markDelivery(root: Component, message: { readonly method: ItipMessage['method']; readonly to: { readonly address: string } }, status: string, only?: string): boolean {
  let written = false
  for (const event of eventsOf(root)) {
    const people = message.method === 'REPLY' ? [organizerOf(event)].filter((one) => one !== null) : attendeesOf(event)
    const name = message.method === 'REPLY' ? 'organizer' : 'attendee'
    for (const person of people) {
      if (!sameAddress(person.address, message.to.address) || !isServed(person) || (only !== undefined && person.scheduleStatus !== only)) continue
      for (const property of event.getAllProperties(name)) {
        if (String(property.getFirstValue()) !== person.raw) continue
        property.setParameter('schedule-status', status)
        written = true
      }
    }
  }
  return written
}
