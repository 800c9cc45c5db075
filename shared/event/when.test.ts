import { describe, expect, it } from 'vitest'
import type { DraftWhen } from '../contract/events.ts'
import { slotOf, whenAt } from './when.ts'

const berlin = 'Europe/Berlin'
const timed: DraftWhen = { kind: 'timed', localStart: '2026-10-14T09:00:00', localEnd: '2026-10-14T10:30:00', zone: 'America/New_York' }
const allDay: DraftWhen = { kind: 'all-day', startDate: '2026-10-14', endDate: '2026-10-15' }

describe('slotOf', () => {
  it('a timed draft means its own zone, not the reader’s', () => {
    expect(slotOf(timed, berlin)).toEqual({ startUtc: Date.parse('2026-10-14T13:00Z'), endUtc: Date.parse('2026-10-14T14:30Z') })
  })
  it('an all-day draft means the reader’s days', () => {
    expect(slotOf(allDay, berlin)).toEqual({ startUtc: Date.parse('2026-10-13T22:00Z'), endUtc: Date.parse('2026-10-14T22:00Z') })
  })
  it('nothing for a zone nobody knows, and for an end before the start', () => {
    expect(slotOf({ ...timed, zone: 'Nowhere/Land' }, berlin)).toBeNull()
    expect(slotOf({ ...timed, localEnd: timed.localStart }, berlin)).toBeNull()
  })
})

describe('whenAt', () => {
  it('keeps the zone of the draft', () => {
    const slot = { startUtc: Date.parse('2026-10-15T13:00Z'), endUtc: Date.parse('2026-10-15T14:00Z') }
    expect(whenAt(timed, slot, berlin)).toEqual({ ...timed, localStart: '2026-10-15T09:00:00', localEnd: '2026-10-15T10:00:00' })
  })
  it('an all-day draft moved by days stays all day, over a change of clocks too', () => {
    const slot = { startUtc: Date.parse('2026-10-24T22:00Z'), endUtc: Date.parse('2026-10-25T23:00Z') }
    expect(whenAt(allDay, slot, berlin)).toEqual({ kind: 'all-day', startDate: '2026-10-25', endDate: '2026-10-26' })
  })
  it('an all-day draft dropped on hours becomes timed', () => {
    const slot = { startUtc: Date.parse('2026-10-15T13:00Z'), endUtc: Date.parse('2026-10-15T14:00Z') }
    expect(whenAt(allDay, slot, berlin)).toEqual({ kind: 'timed', localStart: '2026-10-15T15:00:00', localEnd: '2026-10-15T16:00:00', zone: berlin })
  })
  it('goes round', () => {
    const slot = slotOf(timed, berlin)
    expect(slot && whenAt(timed, slot, berlin)).toEqual(timed)
  })
})
