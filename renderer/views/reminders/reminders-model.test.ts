import { describe, expect, it } from 'vitest'
import type { Reminder } from '../../../shared/contract/reminders.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { laterChoices, nearness, spoken, whenOf } from './reminders-model.ts'

const zone = 'Europe/Berlin'
const at = (local: string): number => Date.parse(`2026-11-${local}:00+01:00`)
const reminder = (patch: Partial<Reminder> = {}): Reminder => ({ objectId: 'o' as ObjectId, recurrenceId: null, title: 'Dentist', location: '', hue: null, startUtc: at('23T09:00'), endUtc: at('23T09:30'), startDate: null, endDate: null, atUtc: at('23T08:50'), late: false, ...patch })
const day = (startDate: string, endDate: string): Reminder => reminder({ startDate, endDate, startUtc: Date.parse(`${startDate}T00:00:00+01:00`), endUtc: Date.parse(`${endDate}T00:00:00+01:00`) })

describe('how near it is', () => {
  it.each([
    ['in 10 min', reminder(), '23T08:50'],
    ['in 1 min', reminder(), '23T08:59'],
    ['now', reminder(), '23T09:00'],
    ['since 5 min', reminder(), '23T09:05'],
    ['over', reminder(), '23T09:30'],
    ['in 2 h', reminder(), '23T07:00'],
    ['in 2 h 5 min', reminder(), '23T06:55'],
    ['in 3 days', reminder(), '20T09:00'],
    ['today', day('2026-11-23', '2026-11-24'), '23T18:00'],
    ['tomorrow', day('2026-11-23', '2026-11-24'), '22T18:00'],
    ['in 2 days', day('2026-11-23', '2026-11-24'), '21T23:59'],
    ['over', day('2026-11-23', '2026-11-24'), '24T00:00'],
  ])('%s', (words, one, now) => expect(nearness(one, at(now), zone)).toBe(words))
})

it('says when it is', () => {
  expect(whenOf(reminder(), at('22T12:00'), zone)).toMatch(/Mon 23 Nov, 09:00–09:30/)
})

describe('later', () => {
  const labels = (starts: string | null, now: string): string[] => laterChoices(starts === null ? null : at(starts), at(now), 540, zone).map((one) => `${one.label} ${one.minutes}`)
  it('offers the start while it lies ahead, and the next morning of work', () => {
    expect(labels('23T09:00', '23T08:50')).toEqual(['In 5 minutes 5', 'In 15 minutes 15', 'In 1 hour 60', 'When it starts 10', 'Tomorrow morning 1450'])
  })
  it('does not offer a start that is past or days away', () => {
    expect(labels('23T09:00', '23T09:10').join()).not.toContain('starts')
    expect(labels('25T09:00', '23T09:10').join()).not.toContain('starts')
    expect(labels(null, '23T09:10').join()).not.toContain('starts')
  })
})

it('one is named to a reader, of several their number too', () => {
  expect(spoken([reminder()], at('23T08:50'), zone)).toBe('Reminder: Dentist, in 10 min')
  expect(spoken([reminder({ title: '' }), reminder()], at('23T08:50'), zone)).toBe('2 reminders. No title, in 10 min')
  expect(spoken([], at('23T08:50'), zone)).toBe('')
})
