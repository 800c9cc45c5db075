import type { Instant } from '../model/time.ts'
import { setText, setTime, textOf, uidOf, wholeSeconds } from '../ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, setAttendee, setOrganizer, type CalPerson } from '../ical/people.ts'
import { addEvent, eventsOf, masterOf, newCalendar, type Component } from '../ical/tree.ts'
import { addressSet, isOneOf, roleIn, type MyAddresses } from '../event/roles.ts'
import type { ItipMessage } from './outgoing.ts'

/**
 * METHOD:REFRESH (RFC 5546 §3.2.6): the organizer is asked for the current version. `source` is my copy, or the message that could not be
 * placed without one (ITP-18, ITP-19). SEQUENCE and everything else stay out; it is about all I am in. Null: there is nobody to ask, or
 * the meeting is mine.
 */
export function composeRefresh(source: Component, me: MyAddresses, nowUtc: Instant): Component | null {
  const head = masterOf(source) ?? eventsOf(source)[0]
  const organizer = head === undefined ? null : organizerOf(head)
  const mine = addressSet(me)
  if (head === undefined || organizer === null || isOneOf(organizer, mine)) return null
  const own = eventsOf(source).flatMap((event) => roleIn(event, mine).me ?? [])[0]
  const address = own?.raw ?? [...mine].filter((one) => one.includes('@')).map((one) => `mailto:${one}`)[0]
  if (address === undefined) return null
  const out = newCalendar('REFRESH')
  const event = addEvent(out)
  setText(event, 'uid', uidOf(head))
  setTime(event, 'dtstamp', { kind: 'utc', instant: wholeSeconds(nowUtc) })
  setOrganizer(event, { address: organizer.raw, ...(organizer.name === '' ? {} : { name: organizer.name }) })
  setAttendee(event, { address, ...(own === undefined || own.name === '' ? {} : { name: own.name }) })
  return out
}

/**
 * ITP-37, T-I39: what answers a REFRESH: my meeting as it is to who asks, SEQUENCE unchanged; who is no longer in it, or asks about one
 * that is off, is told that. `stored` is my meeting; null: it is gone, or was never mine, and there is nothing to say.
 */
export function answerToRefresh(stored: Component, asker: Pick<CalPerson, 'address' | 'raw' | 'name' | 'kind'>, me: MyAddresses): ItipMessage | null {
  const mine = addressSet(me)
  if (!eventsOf(stored).some((event) => roleIn(event, mine).role === 'organizer')) return null
  const lines = eventsOf(stored).flatMap((event) => attendeesOf(event).filter((a) => sameAddress(a.raw, asker.raw) || a.email === asker.address).map((person) => ({ event, person })))
  const { raw, address, name, kind } = lines[0]?.person ?? asker
  const to = { address, raw, name, kind }
  if (lines.length === 0) return { method: 'CANCEL', to, why: 'removed', recurrenceIds: [] }
  const isOff = eventsOf(stored).every((event) => textOf(event, 'status').toUpperCase().startsWith('CANCELLED'))
  return isOff ? { method: 'CANCEL', to, why: 'cancelled', recurrenceIds: [] } : { method: 'REQUEST', to, why: 'resend', recurrenceIds: [] }
}
