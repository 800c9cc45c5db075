import type { AccountId, CollectionId, Href, ObjectId } from '../../../shared/model/ids.ts'
import { newCollection } from '../store/new-collection.ts'
import { newQueueRow } from '../store/new-queue-row.ts'
import type { AccountRow, CollectionRow, QueueEntry } from '../store/rows.ts'

/** Whole rows for tests, of which each names only what it is about. */
export const anAccount = (patch: Partial<AccountRow> = {}): AccountRow => ({
  id: 'acc' as AccountId,
  address: 'alice@north.example',
  name: 'Alice',
  baseUrl: 'http://127.0.0.1:1/',
  user: 'alice',
  practice: false,
  principalHref: '/p/alice/' as Href,
  homeHrefs: ['/alice/' as Href],
  inboxHref: null,
  outboxHref: null,
  principalCollections: [],
  addresses: ['mailto:alice@north.example'],
  capabilities: { davTokens: [], autoSchedule: true, outboxFreeBusy: null, syncCollection: true, availability: null, peopleSearch: null, scheduleTag: true, product: '' },
  status: 'live',
  lastSuccessUtc: null,
  problem: null,
  progress: null,
  paused: false,
  behalf: null,
  delegators: [],
  ...patch,
})

export const aCollection = (patch: Partial<CollectionRow> = {}): CollectionRow => ({
  ...newCollection({ id: 'cal' as CollectionId, accountId: 'acc' as AccountId, href: '/alice/cal/' as Href, name: 'Calendar', hue: 'blue', countsAsBusy: true, position: 0 }),
  isDefault: true,
  reports: ['sync-collection', 'calendar-multiget'],
  ...patch,
})

export const aQueued = (patch: Partial<QueueEntry> = {}): Omit<QueueEntry, 'seq' | 'maybeSent'> => ({
  ...newQueueRow({ id: 'q1', madeAtUtc: 0 }, { accountId: 'acc' as AccountId, collectionId: 'cal' as CollectionId, objectId: 'obj' as ObjectId, kind: 'put', intent: 'Change', href: '/alice/cal/a.ics' as Href }),
  ...patch,
})

export interface IcsEvent {
  readonly uid?: string
  readonly title?: string
  /** `20261124T090000Z`, `20261124`, or a local time, with `zone`. */
  readonly start?: string
  readonly end?: string
  readonly zone?: string
  /** Further lines of the VEVENT. */
  readonly lines?: readonly string[]
  /** Whole further components. */
  readonly more?: readonly string[]
}

/** A calendar object as servers hold them. */
export function icsOf({ uid = 'a', title = 'Design review', start = '20261124T090000Z', end = '20261124T100000Z', zone, lines = [], more = [] }: IcsEvent = {}): string {
  const at = (value: string) => (value.length === 8 ? `;VALUE=DATE:${value}` : zone === undefined ? `:${value}` : `;TZID=${zone}:${value}`)
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//test//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20261101T000000Z',
    `DTSTART${at(start)}`,
    `DTEND${at(end)}`,
    `SUMMARY:${title}`,
    ...lines,
    'END:VEVENT',
    ...more,
    'END:VCALENDAR',
    '',
  ].join('\r\n')
}

/** Lines that make a meeting of it: organizer first. */
export const meetingLines = (organizer: string, ...attendees: readonly (readonly [address: string, partstat: string])[]): readonly string[] => [
  `ORGANIZER:mailto:${organizer}`,
  ...attendees.map(([address, partstat]) => `ATTENDEE;PARTSTAT=${partstat}:mailto:${address}`),
]
