import { noLimits } from '../../shared/model/calendars.ts'
import { noticeKinds } from '../../shared/model/notices.ts'
import type { AppState } from '../../shared/contract/app.ts'
import type { AccountView, CalendarView } from '../../shared/contract/calendars.ts'
import type { Occurrence } from '../../shared/contract/events.ts'
import type { QueueRow } from '../../shared/contract/queue.ts'
import type { AccountId, CollectionId, ObjectId, QueueId } from '../../shared/model/ids.ts'
import { addDays } from '../../shared/time/days.ts'
import { toInstant } from '../../shared/time/zones.ts'

/** The story of the design pictures: Tue 13 Oct 2026, 10:42 in Berlin. For tests and for looking at views without a core. */
export const storyZone = 'Europe/Berlin'
export const storyNowUtc = Date.parse('2026-10-13T08:42:00Z')

const calendar = (account: string, name: string, hue: CalendarView['hue'], more: Partial<CalendarView> = {}): CalendarView => ({
  id: `${account}/${name.toLowerCase()}` as CollectionId,
  accountId: account as AccountId,
  name,
  hue,
  visible: true,
  writable: true,
  countsAsBusy: true,
  isDefault: false,
  description: '',
  rights: { change: true, remove: true },
  limits: noLimits,
  state: 'there',
  keptHere: [],
  eventCount: 120,
  unreadableCount: 0,
  lastSuccessUtc: storyNowUtc - 60_000,
  problem: null,
  ...more,
})

const account = (id: string, address: string, name: string, calendars: CalendarView[], more: Partial<AccountView> = {}): AccountView => ({
  id: id as AccountId,
  address,
  name,
  host: `cal.${address.split('@')[1]}`,
  practice: false,
  status: 'live',
  lastSuccessUtc: storyNowUtc - 60_000,
  problem: null,
  addresses: [address],
  canSchedule: true,
  newCalendars: 'yes',
  abilities: [
    { key: 'auto-schedule', works: true, title: 'Sends your invitations itself', detail: 'You save, the server delivers. Parley will not send a second copy.' },
    { key: 'free-busy', works: true, title: 'Tells when colleagues are free', detail: 'Everyone at north.example, live' },
    { key: 'other-organisations', works: null, title: 'Reaches other organisations', detail: 'Will be known after the first question to one' },
    { key: 'sync', works: true, title: 'Sends only what changed', detail: 'Looking for news costs one short question' },
    { key: 'availability', works: false, title: 'Does not keep working hours', detail: 'Parley keeps yours on this computer' },
  ],
  progress: null,
  paused: false,
  nextTryUtc: storyNowUtc + 60_000,
  delegators: [],
  calendars,
  ...more,
})

export const storyAccounts: readonly AccountView[] = [
  account('north', 'alice@north.example', 'Alice Hartmann', [
    calendar('north', 'Work', 'blue', { isDefault: true }),
    calendar('north', 'Product', 'violet'),
    calendar('north', 'Hiring', 'coral'),
    calendar('north', 'Room bookings', 'slate', { visible: false }),
  ]),
  account('home', 'alice@home.example', 'Alice', [calendar('home', 'Personal', 'green'), calendar('home', 'Family', 'amber'), calendar('home', 'Birthdays', 'magenta', { countsAsBusy: false })]),
  account('south', 'alice@south.example', 'Alice', [calendar('south', 'Partner team', 'jade', { writable: false })], { status: 'sign-in' }),
]

export const storyApp: AppState = {
  version: '0.1.0',
  zone: storyZone,
  online: true,
  host: 'loopback',
  accounts: 3,
  counts: { invitations: 4, unsent: 1, needsYou: 0 },
  practice: { running: false, people: [] },
  settings: { theme: 'light', weekStart: 1, homeZone: null, secondZone: 'America/New_York', workingDays: [1, 2, 3, 4, 5], workStartMin: 540, workEndMin: 1_080, holdSeconds: 10, defaultReminderMin: 10, notices: [...noticeKinds], quietHours: null, hourPx: 48 },
}

const face = (name: string): Occurrence['faces'][number] => ({ address: `${name.split(' ')[0]!.toLowerCase()}@north.example`, name, answer: 'accepted' })
const bob = face('Bob Lindqvist')
const carol = face('Carol Nguyen')
const ivan = face('Ivan Petrov')

let made = 0
export function occurrenceOf(collection: string, title: string, startUtc: number, endUtc: number, more: Partial<Occurrence> = {}): Occurrence {
  const id = `o${++made}`
  return {
    key: id,
    objectId: id as ObjectId,
    recurrenceId: null,
    collectionId: collection as CollectionId,
    accountId: collection.split('/')[0] as AccountId,
    title,
    location: '',
    startUtc,
    endUtc,
    startDate: null,
    endDate: null,
    status: 'confirmed',
    showAs: 'busy',
    repeats: false,
    role: 'plain',
    myAnswer: null,
    people: { total: 0, yes: 0, maybe: 0, no: 0, undelivered: 0 },
    faces: [],
    unsent: false,
    editable: true,
    ...more,
  }
}

function timed(collection: string, title: string, date: string, from: string, to: string, more: Partial<Occurrence> = {}): Occurrence {
  return occurrenceOf(collection, title, toInstant(`${date}T${from}:00`, storyZone), toInstant(`${date}T${to}:00`, storyZone), more)
}
function whole(collection: string, title: string, startDate: string, endDate: string, more: Partial<Occurrence> = {}): Occurrence {
  return occurrenceOf(collection, title, toInstant(`${startDate}T00:00:00`, storyZone), toInstant(`${endDate}T00:00:00`, storyZone), { startDate, endDate, ...more })
}

const asked: Partial<Occurrence> = { role: 'attendee', myAnswer: 'needs-action', editable: false }
const maybe: Partial<Occurrence> = { role: 'attendee', myAnswer: 'tentative', editable: false }
const people = (total: number, yes: number, undelivered = 0): Partial<Occurrence> => ({ role: 'organizer', people: { total, yes, maybe: 0, no: 0, undelivered }, faces: [bob, carol, ivan].slice(0, total) })

export const storyOccurrences: Occurrence[] = [
  whole('home/family', 'School autumn break', '2026-10-12', '2026-10-24', { showAs: 'free' }),
  whole('north/work', 'On call: Bob', '2026-10-13', '2026-10-16', { showAs: 'free' }),
  whole('home/birthdays', 'Mum’s birthday', '2026-10-17', '2026-10-18', { showAs: 'free' }),
  whole('north/product', 'Beta round 2', '2026-10-07', '2026-10-13'),
  whole('north/product', 'Release 4.2 freeze', '2026-10-14', '2026-10-17', { status: 'tentative' }),
  ...['12', '13', '14', '15', '16', '19', '20', '21', '22', '23'].map((day) => timed('north/work', 'Stand-up', `2026-10-${day}`, '09:00', '09:30', { repeats: true, recurrenceId: `202610${day}T070000Z` })),
  timed('north/product', 'Roadmap review', '2026-10-12', '10:00', '11:30', people(3, 3)),
  timed('home/personal', 'Lunch with Bob', '2026-10-12', '12:30', '13:15', { location: 'Kantine' }),
  timed('north/hiring', 'Interview: Ortiz', '2026-10-12', '14:00', '15:00'),
  timed('north/room bookings', 'Focus: pricing', '2026-10-12', '15:30', '17:30'),
  timed('north/work', 'Supplier call', '2026-10-13', '10:00', '11:00'),
  timed('north/product', 'Design critique', '2026-10-13', '11:30', '12:30', maybe),
  timed('north/work', 'Sales forecast', '2026-10-13', '13:00', '14:00', { role: 'attendee', myAnswer: 'declined', editable: false }),
  timed('north/hiring', 'Hiring panel', '2026-10-13', '14:15', '15:30', { location: 'Borealis' }),
  timed('north/work', '1:1 with Carol', '2026-10-13', '16:00', '16:45'),
  timed('home/personal', 'Yoga', '2026-10-13', '18:30', '19:30'),
  timed('north/work', 'Budget review', '2026-10-14', '10:00', '11:00', { role: 'attendee', myAnswer: 'accepted', editable: false }),
  timed('south/partner team', 'Partner sync', '2026-10-14', '10:30', '11:30', asked),
  timed('home/personal', 'Dentist', '2026-10-14', '10:45', '11:30'),
  timed('north/product', 'Research readout', '2026-10-14', '13:00', '14:00'),
  timed('north/work', 'Launch planning', '2026-10-14', '15:00', '16:30', { ...people(8, 4), location: 'Aurora', repeats: true, recurrenceId: '20261014T130000Z' }),
  timed('home/family', 'Swimming: Lina', '2026-10-14', '17:30', '18:30'),
  timed('south/partner team', 'Contract call', '2026-10-15', '10:30', '11:30', maybe),
  timed('north/work', 'Budget prep', '2026-10-15', '12:30', '15:30'),
  timed('north/hiring', 'Interview', '2026-10-15', '13:00', '15:00'),
  timed('north/product', 'Design', '2026-10-15', '13:30', '15:15'),
  timed('north/work', '1:1 Bob', '2026-10-15', '14:00', '15:30'),
  timed('home/family', 'School', '2026-10-15', '14:30', '16:00', { location: 'Lina' }),
  timed('north/work', 'Hand over: Dave', '2026-10-15', '16:30', '17:30'),
  timed('north/room bookings', 'Writing block', '2026-10-16', '10:00', '12:00'),
  timed('north/work', 'Security walk-through', '2026-10-16', '11:00', '12:00', asked),
  timed('north/product', 'Demo: offline', '2026-10-16', '13:00', '14:15', { unsent: true }),
  timed('north/work', 'Week close', '2026-10-16', '16:00', '16:30'),
  timed('home/family', 'Dinner: Okafors', '2026-10-16', '19:00', '21:30'),
  timed('home/personal', 'Market', '2026-10-17', '10:00', '11:30'),
  timed('home/family', 'Birthday dinner', '2026-10-17', '18:00', '21:00'),
  timed('home/personal', 'Long run', '2026-10-18', '09:30', '11:30'),
]

/** Forty events in one day, some with names nobody would shorten well. */
export function crowdedDay(date: string): Occurrence[] {
  const collections = storyAccounts.flatMap((one) => one.calendars.map((each) => each.id as string))
  return Array.from({ length: 40 }, (_, n) => {
    const startUtc = toInstant(`${date}T00:00:00`, storyZone) + (7 * 60 + ((n * 37) % 720)) * 60_000
    const title = n % 5 === 0 ? `Quarterly cross-organisational alignment on procurement and vendor risk, part ${n}` : n % 7 === 0 ? 'Donaudampfschifffahrtsgesellschaftskapitänsbesprechung' : `Meeting ${n}`
    return occurrenceOf(collections[n % collections.length]!, title, startUtc, startUtc + (15 + ((n * 20) % 100)) * 60_000)
  })
}

/** `count` events over a year from `from` on, most of them in working hours. */
export function manyEvents(count: number, from: string): Occurrence[] {
  const collections = storyAccounts.flatMap((one) => one.calendars.map((each) => each.id as string))
  return Array.from({ length: count }, (_, n) => {
    const date = addDays(from, Math.floor((n * 365) / count))
    const startUtc = toInstant(`${date}T00:00:00`, storyZone) + (8 * 60 + ((n * 97) % 660)) * 60_000
    return occurrenceOf(collections[n % collections.length]!, `Event ${n}`, startUtc, startUtc + [15, 30, 30, 45, 60, 60, 90][n % 7]! * 60_000, n % 9 === 0 ? people(4, 2) : {})
  })
}

const queued = (id: string, intent: string, more: Partial<QueueRow> = {}): QueueRow => ({
  id: id as QueueId,
  accountId: 'north' as AccountId,
  accountName: 'north.example',
  objectId: 'o1' as ObjectId,
  about: 'event',
  intent,
  state: 'waiting',
  madeAtUtc: storyNowUtc - 600_000,
  leavesAtUtc: null,
  nextTryUtc: null,
  attempts: 0,
  messages: 0,
  error: null,
  conflict: null,
  canUndo: true,
  ifDiscarded: 'back',
  canEdit: true,
  paused: false,
  ...more,
})

export const storyQueue: readonly QueueRow[] = [
  queued('q1', 'Move “Demo: offline” to Fri 16 Oct, 13:00', { messages: 3, state: 'held', leavesAtUtc: storyNowUtc + 8_000 }),
  queued('q2', 'Accept “Partner sync”', { attempts: 2, nextTryUtc: storyNowUtc + 240_000, messages: 1 }),
  queued('q3', 'Change the time and place of “Design review with the whole of the northern product organisation and guests”', {
    state: 'needs-you',
    canUndo: false,
    conflict: {
      kind: 'both-changed',
      fields: [
        { field: 'Time', before: 'Wed 14 Oct, 15:00–16:00', mine: 'Wed 14 Oct, 16:00–17:00', theirs: 'Thu 15 Oct, 10:00–11:00' },
        { field: 'Place', before: 'Aurora', mine: 'Borealis', theirs: '' },
      ],
    },
  }),
  queued('q4', 'Invite 4 people to “Budget”', { state: 'needs-you', canUndo: false, error: { kind: 'forbidden', effect: 'saved-here', retry: 'never', host: 'cal.north.example', httpStatus: 403, precondition: 'need-privileges' } }),
]
