import type { CalendarRemoval } from '../contract/calendars.ts'
import type { CalendarField, CalendarFields } from '../model/calendars.ts'
import { assertNever } from '../model/result.ts'

/** What a person did to a calendar, for the send queue and the undo bar. */
export type CalendarDeed =
  | { readonly kind: 'make'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'change'; readonly name: string; readonly fields: readonly CalendarField[] }
  | { readonly kind: 'order' }
  | { readonly kind: 'delete'; readonly name: string; readonly events: number }

const quoted = (name: string): string => `“${name.trim() === '' ? 'No name' : name.trim()}”`

export function calendarIntent(deed: CalendarDeed): string {
  switch (deed.kind) {
    case 'make':
      return `Make the calendar ${quoted(deed.name)}`
    case 'rename':
      return `Rename the calendar ${quoted(deed.name)} to ${quoted(deed.to)}`
    case 'change':
      return `Change the ${inWords(deed.fields)} of the calendar ${quoted(deed.name)}`
    case 'order':
      return 'Put the calendars in another order'
    case 'delete':
      return `Delete the calendar ${quoted(deed.name)}${deed.events === 0 ? '' : deed.events === 1 ? ' with 1 event' : ` with ${deed.events} events`}`
    default:
      return assertNever(deed)
  }
}

/** Of an event. */
export const calendarMoveIntent = (title: string, calendar: string): string => `Move ${title.trim() === '' ? '“No title”' : quoted(title)} to the calendar ${quoted(calendar)}`

export const calendarCopyIntent = (title: string, calendar: string): string => `Copy ${title.trim() === '' ? '“No title”' : quoted(title)} to the calendar ${quoted(calendar)}`

/** Where people are invited into somebody else's calendar. */
export const meetingInOthersWords = (owner: string): string => `This calendar belongs to ${owner}. Invitations from it would be theirs, and Parley cannot send them for ${owner}. Use a calendar of your own to invite people.`

/** Beside a meeting that lies there. */
export const othersMeetingWords = (owner: string): string => `In the calendar of ${owner}, who alone can change it or answer it. What you were asked yourself is in your own calendars.`

export const belongsToWords = (owner: string): string => `belongs to ${owner}`

const fieldWords: Readonly<Record<CalendarField, string>> = { name: 'name', hue: 'colour', countsAsBusy: 'busy time', position: 'place', description: 'description' }

function inWords(fields: readonly CalendarField[]): string {
  const words = fields.map((field) => fieldWords[field])
  return words.length < 2 ? (words[0] ?? 'settings') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** What the server does not keep. Null: it keeps all of it. */
export function keptHereWords(fields: readonly CalendarField[], host: string): string | null {
  if (fields.length === 0) return null
  const words = inWords(fields)
  return `${words[0]?.toUpperCase()}${words.slice(1)} ${fields.length === 1 ? 'is' : 'are'} kept on this computer only: ${host} does not take ${fields.length === 1 ? 'it' : 'them'}.`
}

/** Why no calendar can be made there. */
export function noNewCalendarWords(why: 'no-right' | 'unsupported', host: string): string {
  return why === 'no-right' ? `${host} gives you no right to make calendars.` : `${host} does not make calendars for programs. Make it on its web page; it appears here by itself.`
}

export const calendarFieldTitle = (field: CalendarField): string => `${fieldWords[field][0]?.toUpperCase()}${fieldWords[field].slice(1)}`

/** A choice as people say it; '' where there is none. */
export function calendarValueWords(field: CalendarField, fields: Partial<CalendarFields>): string {
  const value = fields[field]
  if (value === undefined) return ''
  return typeof value === 'boolean' ? (value ? 'counts as busy' : 'does not count') : String(value)
}

const count = (value: number, one: string, many: string): string => (value === 1 ? `1 ${one}` : `${value} ${many}`)

/** What goes with a calendar, for the person who is about to delete it. */
export function removalWords({ events, meetings, people, invitations, unsent, isDefault }: Omit<CalendarRemoval, 'name'>, local = false): readonly string[] {
  if (local) return [events === 0 ? 'There are no events in it.' : `${count(events, 'event', 'events')} in it ${events === 1 ? 'is' : 'are'} on this computer alone: nothing else has ${events === 1 ? 'it' : 'them'}. Export the calendar first to keep a copy.`]
  return [
    events === 0 ? 'There are no events in it.' : `${count(events, 'event', 'events')} in it ${events === 1 ? 'is' : 'are'} deleted on the server and on all your devices.`,
    ...(meetings === 0 ? [] : [`${count(meetings, 'meeting', 'meetings')} ahead ${meetings === 1 ? 'is' : 'are'} yours, with ${count(people, 'person', 'people')}. Some servers then tell them that ${meetings === 1 ? 'it is' : 'they are'} cancelled; others tell nobody. To be sure, cancel ${meetings === 1 ? 'it' : 'them'} first.`]),
    ...(invitations === 0 ? [] : [`You are invited to ${count(invitations, 'meeting', 'meetings')} in it. Some servers then tell the organizers that you do not come; others tell nobody.`]),
    ...(unsent === 0 ? [] : [`${count(unsent, 'change', 'changes')} in it ${unsent === 1 ? 'has' : 'have'} not reached the server and ${unsent === 1 ? 'goes' : 'go'} along with it.`]),
    ...(isDefault ? ['Invitations arrive in this calendar. The server may refuse to delete it.'] : []),
  ]
}

/** What the calendars belong to that no server has: the name of their group. */
export const thisComputer = 'On this computer'

/** Beside people who were added to an event there. */
export const peopleOnThisComputerWords = (calendar: string): string => `${calendar} is on this computer alone, so nobody can be invited from it.`
/** When there is no account to invite from either. */
export const accountToInviteWords = 'Add an account to invite people.'
/** What a person should know of a calendar that is nowhere else. */
export const keptOnThisComputerWords = 'On this computer alone. Export it now and then to have a copy.'
/** What the first one is called until somebody names it. */
export const firstCalendarName = 'Personal'

/** Beside a calendar that an event cannot go to; '' when it can. */
export function placeWords(problem: string | null): string {
  switch (problem) {
    case null:
      return ''
    case 'there-already':
      return 'It is here'
    case 'read-only-calendar':
      return 'Can only be read'
    case 'leaves-read-only':
      return 'It cannot leave a calendar that can only be read. Copy it instead.'
    case 'meeting-cannot-change-calendar':
      return 'A meeting stays with its account'
    case 'calendar-of-another':
      return 'A meeting and somebody else’s calendar do not mix'
    default:
      return 'It cannot be read, so it stays with its account'
  }
}

/** Why an event can be neither changed nor deleted here. */
export const readOnlyWords = { subscribed: 'It comes from a web address and can only be read.', gone: 'Its server no longer has this calendar, so nothing in it can be changed.', rights: 'You may look at this calendar and not change it.' } as const
