import { describe, expect, test } from 'vitest'
import { busyOfOccurrences, kindOfEvent, type BusyOccurrence } from './from-events.ts'

const row = (change: Partial<BusyOccurrence> = {}): BusyOccurrence => ({ startUtc: 0, endUtc: 3_600_000, startDate: null, endDate: null, status: 'confirmed', showAs: 'busy', role: 'plain', myAnswer: null, countsAsBusy: true, ...change })
const kinds = (r: BusyOccurrence): string => busyOfOccurrences([r], { zone: 'UTC' }).map((s) => s.kind).join()

describe('busy time of my own events', () => {
  const cases: [string, BusyOccurrence, string][] = [
    ['FBA-1 confirmed and opaque', row(), 'busy'],
    ['T-A09 transparent', row({ showAs: 'free' }), ''],
    ['T-A09 cancelled', row({ status: 'cancelled' }), ''],
    ['T-A09 tentative by status', row({ status: 'tentative' }), 'tentative'],
    ['T-A09 declined by me', row({ role: 'attendee', myAnswer: 'declined' }), ''],
    ['FBA-2 delegated by me', row({ role: 'attendee', myAnswer: 'delegated' }), ''],
    ['T-A09 not answered yet', row({ role: 'attendee', myAnswer: 'needs-action' }), 'tentative'],
    ['FBA-2 maybe', row({ role: 'attendee', myAnswer: 'tentative' }), 'tentative'],
    ['FBA-2 accepted', row({ role: 'attendee', myAnswer: 'accepted' }), 'busy'],
    ['FBA-2 the organizer goes by status', row({ role: 'organizer', myAnswer: null }), 'busy'],
    ['FBA-3 out of office', row({ showAs: 'unavailable' }), 'unavailable'],
    ['T-A14, FBA-6 a calendar that does not count', row({ countsAsBusy: false }), ''],
    ['FBA-5 no length, no busy time', row({ endUtc: 0 }), ''],
  ]
  test.each(cases)('%s', (_, r, out) => expect(kinds(r)).toBe(out))

  test('T-A10 an all-day event covers the local day', () => {
    const allDay = row({ startUtc: Date.UTC(2026, 10, 24), endUtc: Date.UTC(2026, 10, 25), startDate: '2026-11-24', endDate: '2026-11-25' })
    expect(busyOfOccurrences([allDay], { zone: 'America/New_York' })).toEqual([{ startUtc: Date.UTC(2026, 10, 24, 5), endUtc: Date.UTC(2026, 10, 25, 5), kind: 'busy' }])
  })
})

test('FBA-3 words of one event', () => {
  const kind = (status: string, transp: string, busyStatus: string): string => kindOfEvent({ status, transp, busyStatus }, null)
  expect([kind('', '', ''), kind('', '', 'FREE'), kind('', 'OPAQUE', 'FREE'), kind('', '', 'WORKINGELSEWHERE'), kind('', 'OPAQUE', 'OOF'), kind('', 'TRANSPARENT', 'BUSY'), kind('CANCELLED:', '', ''), kind('X-WHAT', '', '')]).toEqual([
    'busy',
    'free',
    'busy',
    'free',
    'unavailable',
    'free',
    'free',
    'busy',
  ])
})
