import type { CallInput, CallName, CallOutput, SavedResult } from '../../shared/contract/calls.ts'
import type { AttendeeView, Delivery, EventDetails, EventDraft, Occurrence, SendPreview } from '../../shared/contract/events.ts'
import type { BusyRow, PersonView } from '../../shared/contract/freebusy.ts'
import type { InviteCard, InviteItem } from '../../shared/contract/invites.ts'
import type { BusyKind, BusySpan } from '../../shared/model/busy.ts'
import type { AccountId, CollectionId, InviteId, ObjectId, QueueId } from '../../shared/model/ids.ts'
import type { Instant, Interval } from '../../shared/model/time.ts'
import { toTimeline } from '../../shared/freebusy/timeline.ts'
import { addDays, weekdayOf } from '../../shared/time/days.ts'
import { toInstant, toLocal } from '../../shared/time/zones.ts'
import { storyNowUtc, storyOccurrences, storyZone } from './story.ts'

/**
 * The scheduling half of the story: Alice plans "Launch planning" with people of two organisations, one freebusy URL and one
 * address nobody can ask. A fixture client lays these answers over its own.
 */
export { storyNowUtc as storyNow, storyZone }
const storyNow = storyNowUtc
const minute = 60_000
const at = (date: string, hour: number): Instant => toInstant(`${date}T${String(Math.floor(hour)).padStart(2, '0')}:${String(Math.round((hour % 1) * 60)).padStart(2, '0')}:00`, storyZone)

const accountId = 'north' as AccountId
const workId = 'north/work' as CollectionId
const launchId = 'launch' as ObjectId

type Block = readonly [string, number, number, BusyKind]
const wed = '2026-10-14'
const thu = '2026-10-15'
const day = (date: string, list: readonly (readonly [number, number, BusyKind?])[]): Block[] => list.map(([from, to, kind]) => [date, from, to, kind ?? 'busy'])

interface Person {
  readonly address: string
  readonly name: string
  readonly zone: string | null
  readonly hours: readonly [number, number] | null
  readonly kind?: BusyRow['kind']
  readonly source: BusyRow['source']
  readonly state?: BusyRow['state']
  readonly reason?: BusyRow['reason']
  readonly askedMinAgo?: number | null
  readonly coverEnd?: Instant
  readonly blocks: readonly Block[]
}

const north = { kind: 'outbox', label: 'north.example' } as const
const south = { kind: 'other-server', label: 'south.example' } as const
const standing = (hour: number, length: number, kind: BusyKind = 'busy'): Block[] => weekdays.map((date) => [date, hour, hour + length, kind])
const weekdays = Array.from({ length: 60 }, (_, n) => addDays('2026-10-12', n)).filter((date) => weekdayOf(date) <= 5 && date !== wed && date !== thu)

const people: readonly Person[] = [
  { address: 'alice@north.example', name: 'Alice Hartmann', zone: storyZone, hours: [9, 18], source: { kind: 'own', label: 'my 3 calendars' }, blocks: [...day(wed, [[9, 9.5], [10, 11], [11, 11.5], [13, 14], [17.5, 18.5]]), ...day(thu, [[9, 9.5], [10.5, 11.5, 'tentative'], [13, 15]]), ...standing(9, 0.5)] },
  { address: 'bob@north.example', name: 'Bob Lindqvist', zone: storyZone, hours: [8.5, 18], source: north, blocks: [...day(wed, [[9, 11], [12, 12.5], [14, 14.5], [16.5, 17, 'tentative']]), ...day(thu, [[9, 10]]), ...standing(11, 1.5), ...standing(16, 1)] },
  { address: 'carol@north.example', name: 'Carol Nguyen', zone: 'Europe/Helsinki', hours: [8, 17], source: north, blocks: [...day(wed, [[8.5, 10], [11, 12, 'tentative'], [13, 14], [15.25, 16, 'tentative']]), ...day(thu, [[8, 9.5], [10, 11]]), ...standing(9.5, 2)] },
  { address: 'dave@south.example', name: 'Dave Okafor', zone: 'America/New_York', hours: [8.5, 17.5], source: south, blocks: [...day(wed, [[16.5, 17.5], [18.5, 19.5]]), ...standing(15, 1)] },
  { address: 'erin@south.example', name: 'Erin Walsh', zone: 'Europe/Lisbon', hours: [9, 18], source: south, blocks: [...day(wed, [[7, 11, 'unavailable'], [13.5, 14.5], [17, 18]]), ...day(thu, [[10.5, 11.5, 'tentative']]), ['2026-10-16', 0, 23.9, 'unavailable'], ...standing(12, 1)] },
  { address: 'ivan@north.example', name: 'Ivan Petrov', zone: storyZone, hours: [9, 18], source: north, blocks: [...day(wed, [[9, 9.5], [11, 12.5], [13, 14.5, 'tentative'], [16.5, 17.5]]), ...day(thu, [[9, 9.5], [9.75, 11.5]]), ...standing(14, 1, 'tentative')] },
  { address: 'frank@freelance.example', name: 'Frank Castellano', zone: 'Europe/London', hours: [9, 17.5], source: { kind: 'fburl', label: 'freelance.example' }, askedMinAgo: 12, coverEnd: at(wed, 24 - 1 / 60), reason: { code: 'not-covered', text: 'URL ends Wed 14 Oct' }, blocks: day(wed, [[10, 11.5], [13, 14], [17, 18]]) },
  { address: 'grace@nowhere.example', name: 'Grace Kim', zone: null, hours: null, source: { kind: 'none', label: '' }, state: 'unknown', askedMinAgo: 1, reason: { code: 'refused', text: 'nowhere.example refused the question, so nothing is known' }, blocks: [] },
  { address: 'heidi@south.example', name: 'Heidi Tanaka', zone: 'Pacific/Auckland', hours: [9, 17], source: south, state: 'asking', askedMinAgo: null, reason: { code: 'asking', text: 'Waiting for south.example' }, blocks: [] },
  { address: 'aurora@north.example', name: 'Aurora', zone: storyZone, hours: null, kind: 'room', source: north, blocks: [...day(wed, [[9, 12], [13, 14.5], [16.5, 18]]), ...day(thu, [[8.5, 10]]), ...standing(10, 2)] },
  { address: 'borealis@north.example', name: 'Borealis', zone: storyZone, hours: null, kind: 'room', source: north, blocks: [...day(wed, [[8, 10.5], [11, 16], [17, 20, 'unavailable']]), ...day(thu, [[9, 11.5]]), ...standing(13, 3)] },
]

const titles = new Map([[10, 'Budget review'], [13, 'Research readout'], [17.5, 'Swimming: Lina'], [10.5, 'Contract call']])

function rowOf(person: Person, window: Interval): BusyRow {
  const known = (person.state ?? 'answered') === 'answered'
  const coverage = known ? { startUtc: window.startUtc, endUtc: Math.min(window.endUtc, person.coverEnd ?? window.endUtc) } : null
  const spans: BusySpan[] = person.blocks.map(([date, from, to, kind]) => ({ startUtc: at(date, from), endUtc: at(date, to), kind }))
  const merged = toTimeline(known ? spans : [], coverage, window)
  const isMe = person.address === 'alice@north.example'
  const asked = person.askedMinAgo === null ? null : storyNow - (person.askedMinAgo ?? 0.5) * minute
  return {
    address: person.address, name: person.name, kind: person.kind ?? 'individual', isMe, state: person.state ?? 'answered', source: person.source, askedAtUtc: asked, coverage,
    reason: person.reason ?? null, spans: merged, sources: [{ source: person.source, askedAtUtc: asked, coverage, reason: person.reason ?? null, spans: merged }], sourcesDiffer: false,
    zone: person.zone,
    workingHours: person.hours && person.zone ? { days: [1, 2, 3, 4, 5], startMin: person.hours[0] * 60, endMin: person.hours[1] * 60, zone: person.zone } : null,
    titles: isMe ? person.blocks.map(([date, from, to, kind]) => ({ startUtc: at(date, from), endUtc: at(date, to), title: titles.get(from) ?? (from === 9 ? 'Stand-up' : 'Meeting'), tentative: kind === 'tentative' })) : [],
    freebusyUrl: person.source.kind === 'fburl' ? 'https://freelance.example/frank.vfb' : null,
  }
}

/** Bob answers by his server and by a URL, and they do not agree: for the comparison. */
function differing(row: BusyRow): BusyRow {
  const url: BusyRow['sources'][number] = {
    source: { kind: 'fburl', label: 'bob.example' }, askedAtUtc: storyNow - 40 * minute, coverage: row.coverage, reason: null,
    spans: toTimeline([{ startUtc: at(wed, 15), endUtc: at(wed, 15.5), kind: 'free' }], row.coverage, row.coverage ?? { startUtc: 0, endUtc: 1 }),
  }
  return { ...row, sources: [...row.sources, url], sourcesDiffer: true }
}

export interface StoryOptions {
  /** Invents so many more people, for pictures of crowded grids and for measuring. */
  readonly crowd?: number
  readonly sourcesDiffer?: boolean
}

function crowdPerson(n: number): Person {
  const blocks = weekdays.flatMap((date, nth): Block[] => [0, 1, 2].map((i) => [date, 8 + ((n * 7 + nth * 3 + i * 5) % 20) / 2, 8.75 + ((n * 7 + nth * 3 + i * 5) % 20) / 2, (n + i) % 5 === 0 ? 'tentative' : 'busy']))
  return { address: `person${n}@south.example`, name: `Person Number${n}`, zone: n % 4 === 0 ? 'America/New_York' : storyZone, hours: [9, 18], source: south, blocks }
}

const attendee = (person: Person, role: EventDraft['attendees'][number]['role']): EventDraft['attendees'][number] => ({ address: person.address, name: person.name, role, kind: person.kind ?? 'individual', answer: 'needs-action' })
const optional = new Set(['frank@freelance.example', 'grace@nowhere.example', 'heidi@south.example'])

export const storyDraft = (options: StoryOptions = {}): EventDraft => ({
  objectId: null, recurrenceId: null, scope: 'all', collectionId: workId,
  title: 'Launch planning', location: 'Aurora', conferenceUrl: 'https://meet.north.example/launch',
  description: 'Agenda\n1. Where the launch stands, ten minutes each\n2. Open risks, Dave first\n3. What we tell partners on Friday',
  when: { kind: 'timed', localStart: '2026-10-14T15:00:00', localEnd: '2026-10-14T16:30:00', zone: storyZone },
  repeat: { freq: 'weekly', interval: 1, days: ['WE'], nth: null, end: { kind: 'until', date: '2026-12-30' }, custom: null },
  reminders: [10], showAs: 'busy', visibility: 'public', organizer: 'alice@north.example',
  attendees: [...people.slice(1).map((person) => attendee(person, optional.has(person.address) ? 'optional' : 'required')), ...Array.from({ length: options.crowd ?? 0 }, (_, n) => attendee(crowdPerson(n), n % 3 === 0 ? 'optional' : 'required'))],
})

const personView = (person: Person): PersonView => ({ address: person.address, name: person.name, kind: person.kind ?? 'individual', source: 'directory', detail: person.source.label || 'seen before', freebusyUrl: null })

// ---- what the inspector and the invitations show

const delivery = (severity: Delivery['severity'], text: string, code: string | null = null, next: Delivery['next'] = []): Delivery => ({ code, severity, text, next })
const delivered = delivery('ok', 'Delivered Mon 18:04, south.example', '1.2')
const view = (address: string, name: string, answer: AttendeeView['answer'], patch: Partial<AttendeeView> = {}): AttendeeView => ({
  address, name, role: 'required', kind: 'individual', answer, comment: '', isMe: false, isOrganizer: false, delivery: delivered, ...patch,
})

const occurrence = (patch: Partial<Occurrence>): Occurrence => ({
  key: `${patch.title}-${patch.startUtc}`, objectId: (patch.title ?? 'x') as ObjectId, recurrenceId: null, collectionId: workId, accountId, title: 'Event', location: '', startUtc: at(wed, 9), endUtc: at(wed, 10),
  startDate: null, endDate: null, status: 'confirmed', showAs: 'busy', repeats: false, role: 'plain', myAnswer: null, people: { total: 0, yes: 0, maybe: 0, no: 0, undelivered: 0 }, faces: [], unsent: false, editable: true, ...patch,
})

const storyLaunch: EventDetails = {
  occurrence: occurrence({ key: 'launch', objectId: launchId, recurrenceId: '20261014T130000Z', title: 'Launch planning', location: 'Aurora', startUtc: at(wed, 15), endUtc: at(wed, 16.5), repeats: true, role: 'organizer', people: { total: 8, yes: 4, maybe: 1, no: 0, undelivered: 1 } }),
  calendarName: 'Work', description: 'Agenda\n1. Where the launch stands, ten minutes each\n2. Open risks, Dave first', conferenceUrl: 'https://meet.north.example/launch', zone: storyZone,
  repeatText: 'Every Wednesday until 30 December', reminders: [10], organizer: { address: 'alice@north.example', name: 'Alice Hartmann', isMe: true },
  attendees: [
    view('alice@north.example', 'Alice Hartmann', 'accepted', { isMe: true, isOrganizer: true, delivery: delivery('none', '') }),
    view('grace@nowhere.example', 'Grace Kim', 'needs-action', { role: 'optional', delivery: delivery('error', 'Not delivered: no way to reach nowhere.example', '5.2', ['correct-address', 'mail', 'remove']) }),
    view('frank@freelance.example', 'Frank Castellano', 'needs-action', { role: 'optional', delivery: delivery('note', 'By mail · delivery not confirmed', '1.1', ['resend']) }),
    view('heidi@south.example', 'Heidi Tanaka', 'needs-action', { role: 'optional', delivery: delivery('ok', 'Delivered Mon 18:04, south.example', '1.2', ['resend']) }),
    view('carol@north.example', 'Carol Nguyen', 'tentative', { comment: 'Ten minutes late, trams.' }),
    view('bob@north.example', 'Bob Lindqvist', 'accepted'),
    view('dave@south.example', 'Dave Okafor', 'accepted'),
    view('erin@south.example', 'Erin Walsh', 'accepted'),
    view('ivan@north.example', 'Ivan Petrov', 'accepted'),
    view('aurora@north.example', 'Aurora', 'accepted', { kind: 'room' }),
  ],
  myReplyDelivery: null, myAddress: 'alice@north.example',
  history: [
    { atUtc: storyNow - 87 * minute, text: 'You sent the invitation to Heidi and Frank again' },
    { atUtc: at('2026-10-12', 19.34), text: 'Carol answered Maybe' },
    { atUtc: at('2026-10-12', 18.07), text: 'Invited 8 people and Aurora' },
  ],
  canEdit: true, canAnswer: false,
}

/** Launch planning with all its people; any other event of the story without. */
function detailsOf(objectId: string, recurrenceId: string | null): EventDetails | null {
  if (objectId === launchId) return storyLaunch
  const found = storyOccurrences.find((one) => one.objectId === objectId && one.recurrenceId === recurrenceId)
  if (!found) return null
  if (found.title === 'Launch planning') return { ...storyLaunch, occurrence: { ...found, role: 'organizer' } }
  return { ...storyLaunch, occurrence: found, calendarName: found.collectionId.split('/')[1] ?? '', description: '', conferenceUrl: '', repeatText: found.repeats ? 'Repeats' : '', organizer: null, attendees: [], history: [], canAnswer: false }
}

const item = (id: string, patch: Partial<InviteItem>): InviteItem => ({
  id: id as InviteId, accountId, objectId: id as ObjectId, recurrenceId: null, section: 'needs-answer', title: 'Invitation', startUtc: at(wed, 9), endUtc: at(wed, 10), startDate: null,
  organizer: { address: 'erin@south.example', name: 'Erin Walsh' }, conflicts: 0, dates: null, myAnswer: 'needs-action', reply: 'none', news: '', ...patch,
})

const storyInvites: InviteItem[] = [
  item('security', { title: 'Security walk-through', startUtc: at('2026-10-16', 11), endUtc: at('2026-10-16', 12), organizer: { address: 'ivan@north.example', name: 'Ivan Petrov' }, conflicts: 1 }),
  item('budget', { title: 'Quarterly budget', startUtc: at('2026-10-20', 14), endUtc: at('2026-10-20', 15), organizer: { address: 'bob@north.example', name: 'Bob Lindqvist' } }),
  item('supplier', { title: 'Supplier day', startUtc: at('2026-10-22', 9.5), endUtc: at('2026-10-22', 12), organizer: { address: 'carol@north.example', name: 'Carol Nguyen' }, conflicts: 1, dates: { total: 6, clear: 5 } }),
  item('partner', { section: 'changed', title: 'Partner sync', startUtc: at(wed, 10.5), endUtc: at(wed, 11.5), conflicts: 2, dates: { total: 12, clear: 10 }, myAnswer: 'accepted', recurrenceId: null }),
  item('offsite', { section: 'cancelled', title: 'Team offsite', startUtc: at('2026-10-29', 9), endUtc: at('2026-10-29', 17), organizer: { address: 'dave@south.example', name: 'Dave Okafor' }, conflicts: null, myAnswer: 'accepted' }),
  item('critique', { section: 'answered', title: 'Design critique', startUtc: at('2026-10-13', 11.5), endUtc: at('2026-10-13', 12.5), myAnswer: 'tentative', reply: 'delivered' }),
  item('forecast', { section: 'answered', title: 'Sales forecast', startUtc: at('2026-10-13', 13), endUtc: at('2026-10-13', 14), myAnswer: 'declined', reply: 'delivered' }),
  item('readout', { section: 'answered', title: 'Research readout', startUtc: at(wed, 13), endUtc: at(wed, 14), myAnswer: 'accepted', reply: 'unsent' }),
  item('contract', { section: 'problems', title: 'Contract review', startUtc: at('2026-10-19', 10), endUtc: at('2026-10-19', 11), myAnswer: 'accepted', reply: 'refused' }),
]

const dayOfAlice: Occurrence[] = [
  occurrence({ title: 'Stand-up', startUtc: at(wed, 9), endUtc: at(wed, 9.5) }),
  occurrence({ title: 'Budget review', startUtc: at(wed, 10), endUtc: at(wed, 11) }),
  occurrence({ title: 'Dentist', startUtc: at(wed, 10.75), endUtc: at(wed, 11.5), collectionId: 'north/hiring' as CollectionId }),
  occurrence({ title: 'Research readout', startUtc: at(wed, 13), endUtc: at(wed, 14), collectionId: 'north/product' as CollectionId, showAs: 'tentative' }),
]
const conflictOf = (o: Occurrence): InviteCard['conflicts'][number] => ({ objectId: o.objectId, title: o.title, startUtc: o.startUtc, endUtc: o.endUtc, startDate: null, tentative: false, pending: false })

function cardFor(found: InviteItem): InviteCard {
  const isPartner = found.id === 'partner'
  const dates = isPartner ? Array.from({ length: 12 }, (_, n) => addDays(wed, n * 7)) : []
  return {
    item: found,
    occurrence: occurrence({ title: found.title, startUtc: found.startUtc, endUtc: found.endUtc, location: isPartner ? 'meet.south.example/partner' : 'Aurora', role: 'attendee', myAnswer: found.myAnswer, repeats: isPartner, objectId: found.objectId ?? ('x' as ObjectId) }),
    description: isPartner ? 'Where we stand with the two pilots. Please bring the numbers of September.' : '', conferenceUrl: '', organizerZone: isPartner ? 'Europe/Lisbon' : null,
    repeatText: isPartner ? 'Every Wednesday until 30 December, 12 dates' : '', myAddress: 'alice@north.example',
    people: [
      view(found.organizer.address, found.organizer.name, 'accepted', { isOrganizer: true, role: 'chair' }), view('alice@north.example', 'Alice Hartmann', found.myAnswer, { isMe: true }), view('mia@north.example', 'Mia Berg', 'accepted'),
      view('bob@north.example', 'Bob Lindqvist', 'accepted'), view('ivan@north.example', 'Ivan Petrov', 'accepted'), view('carol@north.example', 'Carol Nguyen', 'tentative'), view('frank@freelance.example', 'Frank Castellano', 'needs-action'),
    ].filter((person, place, all) => all.findIndex((one) => one.address === person.address) === place),
    changes: isPartner ? [{ field: 'when', before: '11:30–12:30', after: '10:30–11:30' }, { field: 'where', before: 'Room Tejo', after: 'meet.south.example/partner' }, { field: 'people', before: '', after: 'Frank Castellano added' }] : [],
    changedAtUtc: isPartner ? storyNow - 30 * minute : null,
    previousSlot: isPartner ? { startUtc: at(wed, 11.5), endUtc: at(wed, 12.5) } : null,
    previousAnswer: isPartner ? 'accepted' : null,
    conflicts: isPartner ? [dayOfAlice[1], dayOfAlice[2]].flatMap((o) => (o ? [conflictOf(o)] : [])) : [],
    day: isPartner ? dayOfAlice : [],
    series: isPartner ? { dates: dates.map((date, n) => ({ recurrenceId: `${date.replaceAll('-', '')}T083000Z`, startUtc: at(date, 10.5), conflicts: n === 0 || n === 4 ? dayOfAlice.slice(1, 3).map(conflictOf) : [] })), truncated: false } : null,
    replyDelivery: found.reply === 'refused' ? delivery('error', 'Refused by south.example', '5.3') : found.reply === 'delivered' ? delivery('ok', 'Delivered to south.example, confirmed by the server', '1.2') : null,
    canReply: found.section !== 'cancelled', cannotReplyWhy: '',
  }
}

const who = (...addresses: string[]): SendPreview['groups'][number]['people'] => people.filter((person) => addresses.includes(person.address)).map(({ address, name }) => ({ address, name }))
const preview: SendPreview = {
  groups: [
    { kind: 'answer-again', why: 'Because the time moved from 14:30 to 15:00', people: who('bob@north.example', 'carol@north.example', 'ivan@north.example', 'dave@south.example', 'erin@south.example', 'heidi@south.example') },
    { kind: 'invitation', why: 'New in this meeting', people: who('frank@freelance.example') },
    { kind: 'cancellation', why: 'You removed her from the meeting', people: [{ address: 'mia@north.example', name: 'Mia Berg' }] },
    { kind: 'will-not-arrive', why: 'No way to reach nowhere.example', people: who('grace@nowhere.example') },
    { kind: 'room', why: 'Aurora is asked, Borealis is given back', people: who('aurora@north.example', 'borealis@north.example') },
    { kind: 'nothing', why: 'The text and your own reminder', people: [] },
  ],
  messages: 10, changed: ['time', 'place', 'people', 'text'], holdSeconds: 10,
}

const saved = (intent: string, messages: number): SavedResult => ({ objectId: launchId, queueIds: ['q1' as QueueId], messages, leavesAtUtc: storyNow + 10_000, intent })

type Answers = { readonly [N in CallName]?: (input: CallInput<N>) => CallOutput<N> }

/** Answers of the story, by call; a fixture client lays them over its own. */
export function schedulingAnswers(options: StoryOptions = {}): Answers {
  const crowd = Array.from({ length: options.crowd ?? 0 }, (_, n) => crowdPerson(n))
  const everybody = new Map([...people, ...crowd].map((person) => [person.address, person]))
  return {
    'free-busy': ({ people: asked, window }) => ({
      rows: asked.flatMap(({ address }) => {
        const person = everybody.get(address)
        if (!person) return []
        const row = rowOf(person, window)
        return [options.sourcesDiffer && address === 'bob@north.example' ? differing(row) : row]
      }),
    }),
    'look-up-free-busy': ({ people: asked }) => ({ asked: asked.length }),
    people: ({ text }) => ({ people: people.filter((person) => `${person.name} ${person.address}`.toLowerCase().includes(text.toLowerCase())).map(personView) }),
    'look-up-people': () => ({ found: 0, unavailable: null }),
    'set-freebusy-address': () => ({}),
    'remove-freebusy-address': () => ({}),
    'event-details': ({ objectId, recurrenceId }) => ({ event: detailsOf(objectId, recurrenceId) }),
    'event-draft': ({ objectId, recurrenceId, scope, zone }) => {
      const one = detailsOf(objectId, recurrenceId)
      if (!one) return { draft: null }
      const when = { kind: 'timed' as const, localStart: toLocal(one.occurrence.startUtc, zone), localEnd: toLocal(one.occurrence.endUtc, zone), zone }
      const meeting = one.attendees.length > 0
      return { draft: { ...storyDraft(options), title: one.occurrence.title, location: one.occurrence.location, objectId, recurrenceId, scope, when, ...(meeting ? {} : { attendees: [], organizer: null, repeat: null }), ...(scope === 'this' ? { repeat: null } : {}) } }
    },
    'send-preview': () => preview,
    'delete-preview': () => ({ ...preview, groups: [{ kind: 'cancellation', why: 'The meeting is cancelled for everyone', people: who('bob@north.example', 'carol@north.example', 'dave@south.example') }], messages: 3, changed: [] }),
    'invite-list': () => ({ items: storyInvites }),
    'invite-card': ({ inviteId }) => {
      const found = storyInvites.find((candidate) => candidate.id === inviteId)
      return { card: found ? cardFor(found) : null }
    },
    'save-event': () => saved('Invite 9 people to “Launch planning”', 10),
    'delete-event': () => saved('Cancel “Launch planning”', 3),
    'reply-to-invite': ({ answer: given }) => saved(`Answer “Partner sync”: ${given}`, 1),
    'resend-answer': () => saved('Send the answer to “Partner sync” again', 1),
    'resend-invitation': () => saved('Send the invitation again', 1),
    'dismiss-invite': () => ({}),
    undo: () => ({ undone: true }),
  }
}
