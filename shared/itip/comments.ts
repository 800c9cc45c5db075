import type { Address } from '../model/ids.ts'
import { toAddress } from '../ical/people.ts'
import { addRaw, rawOf, type Component } from '../ical/tree.ts'

/** What attendees wrote with their answers, kept in the organizer's copy where CalendarServer keeps it too (SCH-12). */
const name = 'x-calendarserver-attendee-comment'
const ref = 'x-calendarserver-attendee-ref'

const whoOf = (property: ReturnType<Component['getAllProperties']>[number]): Address => toAddress(String(rawOf(property)[1][ref] ?? ''))

/** By address, in comparable form. */
export const attendeeCommentsIn = (event: Component): Map<Address, string> => new Map(event.getAllProperties(name).map((p) => [whoOf(p), String(rawOf(p)[3] ?? '')]))

/** '' takes it away. */
export function setAttendeeComment(event: Component, raw: string, comment: string): void {
  for (const p of event.getAllProperties(name)) if (whoOf(p) === toAddress(raw)) event.removeProperty(p)
  if (comment !== '') addRaw(event, [name, { [ref]: raw }, 'text', comment])
}
