import { describe, expect, it } from 'vitest'
import type { AttendeeView } from '../../../shared/contract/events.ts'
import { clockOf, sortPeople, tallyOf, waitingFor } from './inspector-model.ts'

const person = (name: string, answer: AttendeeView['answer'], patch: Partial<AttendeeView> = {}): AttendeeView => ({
  address: `${name}@x.example`, name, role: 'required', kind: 'individual', answer, comment: '', isMe: false, isOrganizer: false,
  delivery: { code: null, severity: 'ok', text: '', next: [] }, ...patch,
})
const failed = { code: '5.2', severity: 'error', text: 'No way', next: [] } as const
const people = [
  person('Alice', 'accepted', { isOrganizer: true, isMe: true }),
  person('Bob', 'accepted'),
  person('Carol', 'tentative'),
  person('Dave', 'needs-action'),
  person('Grace', 'needs-action', { delivery: { ...failed, next: [] } }),
  person('Aurora', 'accepted', { kind: 'room' }),
]

describe('attendees of the organizer', () => {
  it('problems come first, then those without an answer, rooms last', () => {
    const sorted = sortPeople(people)
    expect(sorted.problems.map((p) => p.name)).toEqual(['Grace'])
    expect(sorted.people.map((p) => p.name)).toEqual(['Dave', 'Carol', 'Bob'])
    expect(sorted.rooms.map((p) => p.name)).toEqual(['Aurora'])
  })
  it('the tally names every kind and leaves out rooms and the organizer', () => {
    expect(tallyOf(people)).toMatchObject({ total: 4, words: '1 yes · 1 maybe · 1 no answer · 1 not delivered' })
  })
  it('who cannot be reached for now counts as not delivered, not as silent (5.1)', () => {
    const later = person('Bo', 'needs-action', { delivery: { code: '5.1', severity: 'warning', text: 'Later', next: ['resend'] } })
    expect(tallyOf([later]).words).toBe('1 not delivered')
  })
  it('only people who were reached are reminded', () => {
    expect(waitingFor(people).map((p) => p.name)).toEqual(['Dave'])
  })
})

describe('the clocks of a guest', () => {
  const at = { startUtc: Date.parse('2026-12-01T14:00:00Z'), startDate: null }
  it.each([
    ['elsewhere', 'America/New_York', '09:00 New York'],
    ['already tomorrow there', 'Pacific/Auckland', 'Wed 03:00 Auckland'],
    ['the same clocks under another name', 'Europe/Paris', ''],
    ['not known', undefined, ''],
  ])('%s', (_, zone, words) => expect(clockOf(zone === undefined ? {} : { zone }, at, 'Europe/Berlin')).toBe(words))
  it('an all-day event begins for everybody with their own day', () => expect(clockOf({ zone: 'Asia/Tokyo' }, { ...at, startDate: '2026-12-01' }, 'Europe/Berlin')).toBe(''))
})
