import { describe, expect, it } from 'vitest'
import { must } from '../../shared/model/result.ts'
import { weekDays } from '../../shared/time/days.ts'
import { toInstant } from '../../shared/time/zones.ts'
import { storyAccounts } from '../testing/story.ts'
import { askerFor } from './asker.ts'
import { meetingPeople } from './meeting-people.ts'
import { calendarForNew, hourInView, nextWorkingHour } from './new-draft.ts'

const zone = 'Europe/Berlin'
const now = Date.UTC(2026, 10, 22, 15, 12)
const work = { workStartMin: 9 * 60, workEndMin: 17 * 60, workingDays: [1, 2, 3, 4, 5] }

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

describe('where a meeting begins that nobody placed', () => {
  const at = (local: string): number => toInstant(local, zone)
  it.each([
    ['within work: the next hour', '2026-11-25T10:20:00', '2026-11-25T11:00'],
    ['on the hour: the next one', '2026-11-25T10:00:00', '2026-11-25T11:00'],
    ['before work: its first hour', '2026-11-25T05:10:00', '2026-11-25T09:00'],
    ['the last whole hour of work', '2026-11-25T15:30:00', '2026-11-25T16:00'],
    ['no whole hour is left: tomorrow', '2026-11-25T16:01:00', '2026-11-26T09:00'],
    ['a Friday evening: Monday', '2026-11-27T18:00:00', '2026-11-30T09:00'],
    ['a Sunday before midnight: Monday', '2026-11-22T23:30:00', '2026-11-23T09:00'],
    ['the night the clocks go back', '2026-10-25T02:30:00', '2026-10-26T09:00'],
  ])('%s', (_name, now, start) => expect(nextWorkingHour(at(now), zone, work)).toMatchObject({ localStart: expect.stringContaining(start) as string }))

  it('who works at no time gets the next hour', () => {
    expect(nextWorkingHour(at('2026-11-25T10:20:00'), zone, { ...work, workingDays: [] })).toMatchObject({ localStart: expect.stringContaining('2026-11-25T11:00') as string })
  })
  it('an event begun late in the evening is not put at midnight', () => {
    const late = hourInView(weekDays('2026-11-25', 1), at('2026-11-25T23:10:00'), zone, work)
    expect(late).toMatchObject({ localStart: expect.stringContaining('2026-11-26T09:00') as string })
    expect(hourInView(weekDays('2026-11-25', 1), at('2026-11-25T22:10:00'), zone, work)).toMatchObject({ localStart: expect.stringContaining('2026-11-25T23:00') as string })
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
