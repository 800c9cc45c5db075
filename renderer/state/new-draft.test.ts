import { describe, expect, it } from 'vitest'
import { must } from '../../shared/model/result.ts'
import { weekDays } from '../../shared/time/days.ts'
import { storyAccounts } from '../testing/story.ts'
import { askerFor } from './asker.ts'
import { meetingPeople } from './meeting-people.ts'
import { calendarForNew, hourInView } from './new-draft.ts'

const zone = 'Europe/Berlin'
const now = Date.UTC(2026, 10, 22, 15, 12)
const work = { workStartMin: 9 * 60, workingDays: [1, 2, 3, 4, 5] }

describe('where a new event begins that nobody placed', () => {
  it.each([
    ['no calendar in sight', [], '2026-11-22T17:00'],
    ['this week', weekDays('2026-11-22', 1), '2026-11-22T17:00'],
    ['another week: its first working day', weekDays('2026-11-29', 1), '2026-11-23T09:00'],
    ['a week that begins with a Sunday', weekDays('2026-11-29', 7), '2026-11-30T09:00'],
    ['one free day alone', ['2026-11-28'], '2026-11-28T09:00'],
  ] as const)('%s', (_name, days, start) => {
    const when = hourInView(days, now, zone, work)
    expect(when).toMatchObject({ kind: 'timed', zone })
    expect(when.kind === 'timed' && when.localStart).toMatch(start)
  })
})

describe('somebody I act for', () => {
  const [north, home] = [must(storyAccounts[0], 'account'), must(storyAccounts[1], 'account')]
  const hers = { ...home, name: 'Carol', address: 'carol@north.example', addresses: ['carol@north.example'], behalf: { name: 'Carol', loginId: north.id, by: north.address, mayInvite: true, mayAnswer: true } }

  it('what is new goes to a calendar of mine, and to theirs when there is no other', () => {
    expect(calendarForNew([hers, north])?.accountId).toBe(north.id)
    expect(calendarForNew([hers])?.accountId).toBe(hers.id)
  })

  it('PPL-6: is the organizer in a calendar of theirs, and is not me', () => {
    const me = askerFor([north, hers], must(hers.calendars[0], 'calendar').id)
    const [first] = meetingPeople({ draft: { attendees: [], organizer: null }, me, rows: [], window: { startUtc: now, endUtc: now + 1 }, usualHours: { days: [1], startMin: 0, endMin: 1 }, zone })
    expect(first).toMatchObject({ address: 'carol@north.example', isMe: false, isOrganizer: true })
  })
})
