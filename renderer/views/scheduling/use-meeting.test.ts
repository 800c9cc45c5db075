import { describe, expect, it } from 'vitest'
import type { EventDraft } from '../../../shared/contract/events.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { afterTaken } from './use-meeting.ts'

const zone = 'Europe/Berlin'
const draft = (patch: Partial<EventDraft> = {}): EventDraft => ({
  objectId: 'o' as EventDraft['objectId'],
  recurrenceId: null,
  scope: 'all',
  collectionId: 'c' as EventDraft['collectionId'],
  title: 'Review',
  location: '',
  description: '',
  conferenceUrl: '',
  when: { kind: 'timed', localStart: '2026-11-24T10:00:00', localEnd: '2026-11-24T11:00:00', zone },
  repeat: null,
  reminders: [],
  showAs: 'busy',
  visibility: 'public',
  organizer: 'ana@x.example',
  attendees: [],
  ...patch,
})
const span = (start: string, end: string): ProposalView['time'] => ({ startUtc: Date.parse(start), endUtc: Date.parse(end), startDate: null, endDate: null })
const now = span('2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z')
const weekly: EventDraft['repeat'] = { freq: 'weekly', interval: 1, days: ['TU'], nth: null, end: { kind: 'never' }, custom: null }
const taken = (from: EventDraft, one: Partial<ProposalView>): string => {
  const next = afterTaken(from, { recurrenceId: null, now, time: now, ...one }, zone)
  const { when } = next.draft
  const words = when.kind === 'timed' ? `${when.localStart}/${when.localEnd.slice(11)}` : `${when.startDate}/${when.endDate}`
  return next.slot === null ? `${words}, no slot` : words
}

describe('the draft on the grid after a yes to a proposal (ITP-36)', () => {
  it.each([
    ['one meeting goes to the proposed time, with its length', draft(), { time: span('2026-11-25T13:00:00Z', '2026-11-25T13:30:00Z') }, '2026-11-25T14:00:00/14:30:00'],
    ['one that becomes whole days', draft(), { time: { ...span('2026-11-24T23:00:00Z', '2026-11-25T23:00:00Z'), startDate: '2026-11-25', endDate: '2026-11-26' } }, '2026-11-25/2026-11-26'],
    ['one date that was proposed for', draft({ scope: 'this', recurrenceId: '20261201T090000Z' }), { recurrenceId: '20261201T090000Z', time: span('2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z') }, '2026-12-02T10:00:00/11:00:00'],
    ['a series from its first date, by as much as the next date moves', draft({ repeat: weekly }), { time: span('2026-12-01T13:00:00Z', '2026-12-01T14:00:00Z') }, '2026-11-24T14:00:00/15:00:00'],
    ['a proposal for another date leaves it', draft({ scope: 'this', recurrenceId: '20261201T090000Z' }), { recurrenceId: '20261208T090000Z', time: span('2026-12-09T09:00:00Z', '2026-12-09T10:00:00Z') }, '2026-11-24T10:00:00/11:00:00, no slot'],
    ['one date of a series that lies there as a whole', draft({ repeat: weekly }), { recurrenceId: '20261201T090000Z', time: span('2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z') }, '2026-11-24T10:00:00/11:00:00, no slot'],
  ] as const)('%s', (_, from, one, out) => {
    expect(taken(from, one)).toBe(out)
  })
})
