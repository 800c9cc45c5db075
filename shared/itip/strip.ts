import { eventsOf, rawOf, type Component } from '../ical/tree.ts'

/** What belongs to one copy of an event and never travels in a message (IMI-3, SCH-5, T-I54). */
const ownParams = ['schedule-agent', 'schedule-status', 'schedule-force-send', 'x-dtstamp', 'x-sequence', 'x-parley-proposes', 'x-parley-words'] as const
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

/** Calendar addresses of one VEVENT's ATTENDEEs that are to be sent to again (SCH-6). */
export const forcedIn = (event: Component): string[] => event.getAllProperties('attendee').filter((p) => forceOf(p) === 'REQUEST').map(valueOf)

/** Whether my answer in this VEVENT is to be sent to its ORGANIZER again (SCH-6, RFC 6638 §7.2). */
export const isReplyForced = (event: Component): boolean => event.getAllProperties('organizer').some((p) => forceOf(p) === 'REPLY')

const forceOf = (property: Parameters<typeof rawOf>[0]): string => String(rawOf(property)[1]['schedule-force-send'] ?? '').toUpperCase()

const valueOf = (property: Parameters<typeof rawOf>[0]): string => String(rawOf(property)[3] ?? '')
