import { must } from '../../../shared/model/result.ts'
import type { Instant, PlainDate } from '../../../shared/model/time.ts'
import { addDays } from '../../../shared/time/days.ts'
import { bookSlug, etagOf, inboxSlug, outboxSlug } from '../organisation.ts'
import { people } from '../people.ts'
import type { Person } from '../people.ts'
import type { Op } from '../store/state.ts'
import { apple, caldav, dav } from '../xml/names.ts'
import { element, escapeXml } from '../xml/write-xml.ts'
import { calendarsByUser, hoursByUser } from './calendars.ts'
import { contacts, writeCard } from './contacts.ts'
import { meetings } from './meetings.ts'
import type { Meeting } from './meetings.ts'
import { ownEvents } from './own-events.ts'
import type { OwnEvent } from './own-events.ts'
import { storyInstant, storyMonday } from './story-time.ts'
import { uidOf, writeEvent, writeWorkingHours } from './write-event.ts'
import type { SeedEvent } from './write-event.ts'

const dayMs = 24 * 3600_000

/** Everything a new organisation begins with; `empty` leaves the events and hours out. */
export function seedOps({ domain, now, empty }: { readonly domain: string; readonly now: Instant; readonly empty: boolean }): readonly Op[] {
  const here = people.filter((person) => person.domain === domain)
  const boxes = here.flatMap((person) => collectionOps(person, now, empty))
  if (empty) return boxes
  const monday = storyMonday(now)
  const isHere = (user: string): boolean => here.some((person) => person.user === user)
  return [...boxes, ...ownEvents.filter((event) => isHere(event.who)).map((event) => ownOp(event, monday, now)), ...meetings.flatMap((meeting) => meetingOps({ meeting, monday, now, here }))]
}

function collectionOps(person: Person, now: Instant, empty: boolean): readonly Op[] {
  const hours = hoursByUser[person.user]
  const availability = empty || hours === undefined ? {} : { [caldav('calendar-availability')]: escapeXml(writeWorkingHours(hours, now - 90 * dayMs)) }
  const calendars = must(calendarsByUser[person.user], `calendars of ${person.user}`)
  return [
    ...calendars.map(({ slug, name, color, transparent }, index): Op => ({
      op: 'collection',
      user: person.user,
      slug,
      kind: 'calendar',
      properties: {
        [dav('displayname')]: name,
        [apple('calendar-color')]: color,
        [apple('calendar-order')]: String(index + 1),
        [caldav('schedule-calendar-transp')]: element(caldav(transparent === true ? 'transparent' : 'opaque')),
      },
    })),
    { op: 'collection', user: person.user, slug: inboxSlug, kind: 'inbox', properties: { [dav('displayname')]: 'Inbox', [caldav('schedule-default-calendar-URL')]: defaultCalendar(person, must(calendars[0], 'a calendar').slug), ...availability } },
    ...bookOps(person, empty),
    { op: 'collection', user: person.user, slug: outboxSlug, kind: 'outbox', properties: { [dav('displayname')]: 'Outbox' } },
  ]
}

/** Rooms know nobody. */
function bookOps({ user, kind }: Person, empty: boolean): readonly Op[] {
  if (kind !== 'individual') return []
  const cards = empty ? [] : contacts.filter((contact) => contact.of === user)
  return [
    { op: 'collection', user, slug: bookSlug, kind: 'addressbook', properties: {} },
    ...cards.map((contact): Op => ({ op: 'object', user, slug: bookSlug, name: `${contact.slug}.vcf`, text: writeCard(contact), etag: etagOf(writeCard(contact)), scheduleTag: null })),
  ]
}

const defaultCalendar = (person: Person, slug: string): string => element(dav('href'), `/dav/calendars/${person.user}/${slug}/`)

function ownOp(event: OwnEvent, monday: PlainDate, now: Instant): Op {
  const zone = must(people.find((person) => person.user === event.who), event.who).zone
  const { day, lastDay, from, to, title, rule, where, text, showAs, reminderMin } = event
  const when =
    from === undefined || to === undefined
      ? { from: addDays(monday, day), days: (lastDay ?? day) - day + 1 }
      : { startUtc: storyInstant(monday, day, from), endUtc: storyInstant(monday, day, to), zone }
  const seed: SeedEvent = { title, when, stampUtc: now - 20 * dayMs, key: event.who, ...given({ rule, where, text, showAs, reminderMin }) }
  return objectOp({ user: event.who, slug: event.in, seed, text: writeEvent(seed, { of: '' }), scheduleTag: null })
}

/** Without what is undefined: optional means absent here. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

interface MeetingContext {
  readonly meeting: Meeting
  readonly monday: PlainDate
  readonly now: Instant
  readonly here: readonly Person[]
}

function meetingOps({ meeting, monday, now, here }: MeetingContext): readonly Op[] {
  const zone = must(people.find((person) => person.address === meeting.organizer), meeting.organizer).zone
  const { title, rule, where, text, link, showAs, organizer, guests } = meeting
  const when = { startUtc: storyInstant(monday, meeting.day, meeting.from), endUtc: storyInstant(monday, meeting.day, meeting.to), zone }
  const seed: SeedEvent = { title, organizer, guests, when, stampUtc: now - 2 * 3600_000, ...given({ rule, where, text, link, showAs }) }
  const ops: Op[] = []
  for (const person of here) {
    if (person.address !== organizer && !guests.some((guest) => guest.address === person.address)) continue
    const slug = meeting.in?.[person.user] ?? must(calendarsByUser[person.user]?.[0], 'a calendar').slug
    ops.push(objectOp({ user: person.user, slug, seed, text: writeEvent(seed, { of: person.address }), scheduleTag: `"seed-${uidOf(seed).slice(0, 8)}"` }))
    if (meeting.news?.includes(person.user) === true) ops.push(inboxOp(person, seed, writeEvent(seed, { of: person.address, method: 'REQUEST' })))
  }
  return ops
}

function objectOp({ user, slug, seed, text, scheduleTag }: { readonly user: string; readonly slug: string; readonly seed: SeedEvent; readonly text: string; readonly scheduleTag: string | null }): Op {
  return { op: 'object', user, slug, name: `${uidOf(seed)}.ics`, text, etag: etagOf(text), scheduleTag }
}

function inboxOp(person: Person, seed: SeedEvent, text: string): Op {
  return { op: 'object', user: person.user, slug: inboxSlug, name: `${uidOf(seed)}-0.ics`, text, etag: etagOf(text), scheduleTag: null }
}
