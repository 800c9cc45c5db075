import { createHash } from 'node:crypto'
import { must } from '../../../shared/model/result.ts'
import type { Instant, PlainDate, Zone } from '../../../shared/model/time.ts'
import { fold } from '../../../shared/ical/tree.ts'
import { vtimezoneFor } from '../../../shared/ical/vtimezone.ts'
import { addDays } from '../../../shared/time/days.ts'
import { utcText } from '../dav/time-range.ts'
import { people } from '../people.ts'
import type { Person } from '../people.ts'
import { inZone } from './story-time.ts'

export type SeedAnswer = 'ACCEPTED' | 'TENTATIVE' | 'DECLINED' | 'NEEDS-ACTION'

export interface SeedGuest {
  readonly address: string
  readonly answer: SeedAnswer
  /** As the organizer's copy has it (SCH-30). */
  readonly delivery?: string
  readonly optional?: boolean
}

export interface SeedEvent {
  readonly title: string
  /** Timed, or days from the first to the last. */
  readonly when: { readonly startUtc: Instant; readonly endUtc: Instant; readonly zone: Zone } | { readonly from: PlainDate; readonly days: number }
  readonly rule?: string
  readonly exceptUtc?: readonly Instant[]
  readonly where?: string
  readonly text?: string
  readonly link?: string
  readonly showAs?: 'busy' | 'free' | 'tentative' | 'away'
  readonly reminderMin?: number
  readonly organizer?: string
  readonly guests?: readonly SeedGuest[]
  /** When it was written down last. */
  readonly stampUtc: Instant
  /** Tells two events of the same title apart. */
  readonly key?: string
}

/** Who the names behind addresses are; those outside of the cast too. */
const strangers: Readonly<Record<string, string>> = { 'grace@nowhere.example': 'Grace Kim' }
const nameOf = (address: string): string => people.find((person) => person.address === address)?.name ?? strangers[address] ?? address
const personOf = (address: string): Person | null => people.find((person) => person.address === address) ?? null

/** The same for the same event in every copy, and in every run. */
export function uidOf(event: Pick<SeedEvent, 'title' | 'key'>): string {
  const hex = createHash('sha256').update(`practice ${event.title} ${event.key ?? ''}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

export interface Copy {
  /** Whose copy: delivery is written in the organizer's alone. */
  readonly of: string
  readonly method?: 'REQUEST'
}

export function writeEvent(event: SeedEvent, copy: Copy): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Parley//Practice//EN', 'CALSCALE:GREGORIAN']
  if (copy.method !== undefined) lines.push(`METHOD:${copy.method}`)
  if ('zone' in event.when) lines.push(...zoneLines(event.when.zone))
  lines.push('BEGIN:VEVENT', `UID:${uidOf(event)}`, `DTSTAMP:${utcText(event.stampUtc)}`, 'SEQUENCE:0', ...whenLines(event), `SUMMARY:${escapeText(event.title)}`)
  if (event.where !== undefined) lines.push(`LOCATION:${escapeText(event.where)}`)
  if (event.text !== undefined) lines.push(`DESCRIPTION:${escapeText(event.text)}`)
  if (event.link !== undefined) lines.push(`CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:${event.link}`)
  lines.push(...stateLines(event), ...peopleLines(event, copy))
  if (event.reminderMin !== undefined && copy.method === undefined) lines.push('BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(event.title)}`, `TRIGGER:-PT${event.reminderMin}M`, 'END:VALARM')
  lines.push('END:VEVENT', 'END:VCALENDAR', '')
  return lines.map(fold).join('\r\n')
}

function whenLines({ when, rule, exceptUtc }: SeedEvent): readonly string[] {
  const lines: string[] = []
  if ('zone' in when) {
    const at = (instant: Instant): string => inZone(instant, when.zone).replace(/[-:]/g, '')
    lines.push(`DTSTART;TZID=${when.zone}:${at(when.startUtc)}`, `DTEND;TZID=${when.zone}:${at(when.endUtc)}`)
    for (const except of exceptUtc ?? []) lines.push(`EXDATE;TZID=${when.zone}:${at(except)}`)
  } else lines.push(`DTSTART;VALUE=DATE:${when.from.replace(/-/g, '')}`, `DTEND;VALUE=DATE:${addDays(when.from, when.days).replace(/-/g, '')}`)
  return rule === undefined ? lines : [...lines, `RRULE:${rule}`]
}

function stateLines({ showAs }: SeedEvent): readonly string[] {
  const lines = [showAs === 'tentative' ? 'STATUS:TENTATIVE' : 'STATUS:CONFIRMED']
  lines.push(showAs === 'free' ? 'TRANSP:TRANSPARENT' : 'TRANSP:OPAQUE')
  if (showAs === 'away') lines.push('X-MICROSOFT-CDO-BUSYSTATUS:OOF')
  return lines
}

function peopleLines(event: SeedEvent, copy: Copy): readonly string[] {
  const { organizer, guests } = event
  if (organizer === undefined) return []
  const mine = copy.of === organizer && copy.method === undefined
  const lines = [`ORGANIZER;CN=${nameOf(organizer)}:mailto:${organizer}`, `ATTENDEE;CN=${nameOf(organizer)};CUTYPE=INDIVIDUAL;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:${organizer}`]
  for (const guest of guests ?? []) {
    const kind = personOf(guest.address)?.kind === 'room' ? 'ROOM' : 'INDIVIDUAL'
    const role = kind === 'ROOM' ? 'NON-PARTICIPANT' : guest.optional === true ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT'
    const rsvp = guest.answer === 'NEEDS-ACTION' ? ';RSVP=TRUE' : ''
    const delivery = mine ? `;SCHEDULE-STATUS=${guest.delivery ?? (guest.answer === 'NEEDS-ACTION' ? '1.2' : '2.0')}` : ''
    lines.push(`ATTENDEE;CN=${nameOf(guest.address)};CUTYPE=${kind};ROLE=${role};PARTSTAT=${guest.answer}${rsvp}${delivery}:mailto:${guest.address}`)
  }
  return lines
}

const escapeText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n')

const zones = new Map<Zone, readonly string[]>()
function zoneLines(zone: Zone): readonly string[] {
  if (!zones.has(zone)) zones.set(zone, vtimezoneFor(zone, 2020).split('\r\n'))
  return must(zones.get(zone), 'a zone')
}

export interface WorkingHours {
  readonly zone: Zone
  readonly from: string
  readonly to: string
}

/** Monday to Friday, the same hours; everything else is BUSY-UNAVAILABLE (RFC 7953 §3.1). */
export function writeWorkingHours({ zone, from, to }: WorkingHours, stampUtc: Instant): string {
  const time = (clock: string): string => `20240101T${clock.replace(':', '')}00`
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Parley//Practice//EN', ...zoneLines(zone)]
  lines.push('BEGIN:VAVAILABILITY', `UID:${uidOf({ title: `hours ${zone} ${from} ${to}` })}`, `DTSTAMP:${utcText(stampUtc)}`)
  lines.push('BEGIN:AVAILABLE', `UID:${uidOf({ title: `week ${zone} ${from} ${to}` })}`, `DTSTAMP:${utcText(stampUtc)}`, 'SUMMARY:Working hours')
  lines.push(`DTSTART;TZID=${zone}:${time(from)}`, `DTEND;TZID=${zone}:${time(to)}`, 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'END:AVAILABLE', 'END:VAVAILABILITY', 'END:VCALENDAR', '')
  return lines.map(fold).join('\r\n')
}
