import { describe, expect, it } from 'vitest'
import type { EventDraft } from '../contract/events.ts'
import { noLimits, type CalendarLimits } from '../model/calendars.ts'
import { newDraft } from './draft.ts'
import { limitProblems } from './limits.ts'

const draft = (more: Partial<EventDraft> = {}): EventDraft => ({
  ...newDraft({ collectionId: 'c' as EventDraft['collectionId'], when: { kind: 'timed', localStart: '2026-11-23T10:00:00', localEnd: '2026-11-23T11:00:00', zone: 'Europe/Berlin' } }),
  ...more,
})
const guest = (n: number): EventDraft['attendees'][number] => ({ address: `p${n}@x.example`, name: '', role: 'required', kind: 'individual', answer: 'needs-action' })

describe('CAL-10: what a calendar takes at most is known before anything is sent', () => {
  it.each<[string, Partial<EventDraft>, Partial<CalendarLimits>, string[]]>([
    ['no limits', { attendees: [guest(1), guest(2)] }, {}, []],
    ['exactly as many people, with the organizer', { attendees: [guest(1), guest(2)] }, { maxPeople: 3 }, []],
    ['one too many', { attendees: [guest(1), guest(2)] }, { maxPeople: 2 }, ['too-many-people']],
    ['alone counts as nobody', {}, { maxPeople: 0 }, []],
    ['after the last date', {}, { maxUtc: Date.parse('2026-11-23T09:59:00Z') }, ['too-late']],
    ['up to the last date', {}, { maxUtc: Date.parse('2026-11-23T10:00:00Z') }, []],
    ['before the first date', { when: { kind: 'all-day', startDate: '1899-12-31', endDate: '1900-01-01' } }, { minUtc: Date.parse('1900-01-01T00:00:00Z') }, ['too-early']],
  ])('%s', (_, more, limits, codes) => expect(limitProblems(draft(more), { ...noLimits, ...limits }).map(({ code }) => code)).toEqual(codes))
})
