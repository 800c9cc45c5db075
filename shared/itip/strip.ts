import { sameAddress } from '../ical/people.ts'
import { eventsOf, rawOf, type Component } from '../ical/tree.ts'

/** What belongs to one copy of an event and never travels in a message (IMI-3, SCH-5, T-I54). */
const ownParams = ['schedule-agent', 'schedule-status', 'schedule-force-send', 'x-dtstamp', 'x-sequence'] as const
const ownProperties = /^(?:x-calendarserver-(?:private|attendee)-comment|x-moz-|x-parley-|x-apple-needs-reply|schedule-)/

/** In place: alarms, SCHEDULE-* and private marks go. */
export function strip(root: Component): Component {
  for (const event of eventsOf(root)) {
    event.removeAllSubcomponents('valarm')
    for (const property of event.getAllProperties()) {
      if (ownProperties.test(property.name)) event.removeProperty(property)
      else for (const param of ownParams) property.removeParameter(param)
    }
  }
  return root
}

/**
 * In place: asks the server to send to these people again although nothing changed (SCH-6, T-C14). On the organizer's side it marks
 * ATTENDEE; `reply` marks ORGANIZER, to send my answer again. Cyrus leaves the mark in the stored text: `clearForceSend` before the next edit.
 */
export function setForceSend(root: Component, addresses: readonly string[], what: 'request' | 'reply'): void {
  for (const event of eventsOf(root)) {
    for (const property of event.getAllProperties(what === 'request' ? 'attendee' : 'organizer')) {
      if (addresses.some((a) => sameAddress(a, valueOf(property)))) property.setParameter('schedule-force-send', what.toUpperCase())
    }
  }
}

export function clearForceSend(root: Component): void {
  for (const event of eventsOf(root)) for (const name of ['attendee', 'organizer']) for (const p of event.getAllProperties(name)) p.removeParameter('schedule-force-send')
}

/** Calendar addresses of one VEVENT's ATTENDEEs that are to be sent to again. */
export const forcedIn = (event: Component): string[] => event.getAllProperties('attendee').filter((p) => String(rawOf(p)[1]['schedule-force-send'] ?? '').toUpperCase() === 'REQUEST').map(valueOf)

const valueOf = (property: Parameters<typeof rawOf>[0]): string => String(rawOf(property)[3] ?? '')
