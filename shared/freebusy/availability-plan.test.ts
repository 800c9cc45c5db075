import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AvailabilityPlan } from '../contract/availability.ts'
import type { BusyKind } from '../model/busy.ts'
import { addDays } from '../time/days.ts'
import { toInstant } from '../time/zones.ts'
import { readAvailability } from './availability.ts'
import { planOfHours, readAvailabilityPlan, roughHours, troublesOf, writeAvailability } from './availability-plan.ts'

const zone = 'Europe/Berlin'
const plan = (more: Partial<AvailabilityPlan> = {}): AvailabilityPlan => ({
  zone,
  usual: {
    id: 'usual',
    name: 'Usual hours',
    from: null,
    until: null,
    hours: [
      { days: [1, 2, 3, 4], startMin: 540, endMin: 1020, place: 'Office' },
      { days: [5], startMin: 540, endMin: 720, place: 'Home' },
    ],
  },
  periods: [],
  absences: [],
  ...more,
})
const kindAt = (p: AvailabilityPlan, local: string): BusyKind | undefined => {
  const at = toInstant(local, p.zone)
  const read = readAvailability(writeAvailability(p, 0), { startUtc: at, endUtc: at + 60_000 }, p.zone)
  return read.ok ? read.value[0]?.kind : undefined
}

describe('AVA-6: one weekly object, and dated ones of a higher priority', () => {
  const summer = { id: 'summer', name: 'Summer', from: '2026-07-01', until: '2026-07-31', hours: [{ days: [1, 2, 3], startMin: 420, endMin: 780, place: '' }] }
  const away = { id: 'away', name: 'Holiday', from: '2026-07-08', startMin: 720, until: '2026-07-10', endMin: 1440, kind: 'unavailable' as const }
  const whole = plan({ periods: [summer], absences: [away] })
  it.each<[string, string, BusyKind]>([
    ['a usual Monday', '2026-11-23T10:00:00', 'free'],
    ['a usual Monday night', '2026-11-23T20:00:00', 'unavailable'],
    ['Friday afternoon', '2026-11-27T14:00:00', 'unavailable'],
    ['a summer Monday early', '2026-07-06T07:30:00', 'free'],
    ['a summer Monday at the usual time', '2026-07-06T15:00:00', 'unavailable'],
    ['a summer Thursday', '2026-07-02T10:00:00', 'unavailable'],
    ['the morning before the holiday', '2026-07-08T11:59:00', 'free'],
    ['its first minute', '2026-07-08T12:00:00', 'unavailable'],
    ['the day after it is Saturday', '2026-07-11T10:00:00', 'unavailable'],
    ['the last summer day', '2026-07-31T10:00:00', 'unavailable'],
    ['the first usual day', '2026-08-03T15:00:00', 'free'],
    ['a winter clock, the same hours', '2026-01-05T09:00:00', 'free'],
  ])('%s', (_, local, kind) => expect(kindAt(whole, local)).toBe(kind))

  it('RFC 7953 §3.1: the form others read', () => {
    const text = writeAvailability(whole, Date.parse('2026-11-22T00:00:00Z'))
    expect(text.match(/BEGIN:VAVAILABILITY/g)).toHaveLength(3)
    expect(text.match(/PRIORITY:\d/g)).toEqual(['PRIORITY:5', 'PRIORITY:1'])
    expect(text).toContain('BEGIN:VTIMEZONE')
    expect(text).toContain('RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH')
    // The start is one of its own dates.
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20200110T090000')
  })
})

describe('reading back', () => {
  it.each([
    ['no availability', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n', /no availability/],
    ['hours with an exception', writeAvailability(plan(), 0).replace('END:AVAILABLE', 'EXDATE;TZID=Europe/Berlin:20261123T090000\r\nEND:AVAILABLE'), /do not simply repeat/],
    ['every second week', writeAvailability(plan(), 0).replace('FREQ=WEEKLY;', 'FREQ=WEEKLY;INTERVAL=2;'), /do not simply repeat/],
    ['times in UTC', writeAvailability(plan(), 0).replace(/DTSTART;TZID=Europe\/Berlin:20200106T090000/, 'DTSTART:20200106T080000Z'), /do not simply repeat/],
    ['two usual ones', writeAvailability(plan({ periods: [{ id: 'b', name: '', from: null, until: null, hours: [] }] }), 0), /several sets/],
    ['torn', 'BEGIN:VCALENDAR', /./],
  ])('%s is left as it is and said', (_, text, why) => {
    const read = readAvailabilityPlan(text, zone)
    expect(read.ok ? '' : read.problem).toMatch(why)
  })
})

describe('property', () => {
  const date = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-06-01', n))
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((list) => [...list].sort((a, b) => a - b))
  const minutes = fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 })).filter(([a, b]) => a < b).map(([a, b]) => ({ startMin: a * 15, endMin: b * 15 }))
  const hours = fc.array(fc.record({ days, span: minutes, place: fc.constantFrom('', 'Office', 'Home; with, signs') }).map(({ days: d, span, place }) => ({ days: d, ...span, place })), { maxLength: 4 })
  const dates = fc.tuple(date, fc.integer({ min: 0, max: 30 })).map(([from, n]) => ({ from, until: addDays(from, n) }))
  const plans: fc.Arbitrary<AvailabilityPlan> = fc.record({
    zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
    usual: hours.map((list) => ({ id: 'usual', name: 'Usual', from: null, until: null, hours: list })),
    periods: fc.array(fc.tuple(dates, hours), { maxLength: 2 }).map((list) => list.map(([at, h], i) => ({ id: `p${i}`, name: `P${i}`, ...at, hours: h.length === 0 ? [{ days: [1], startMin: 0, endMin: 1440, place: '' }] : h }))),
    absences: fc.array(fc.tuple(dates, minutes, fc.constantFrom('unavailable' as const, 'busy' as const, 'tentative' as const)), { maxLength: 2 }).map((list) => list.map(([at, span, kind], i) => ({ id: `a${i}`, name: '', ...at, ...span, kind }))),
  })
  it('what is written is read back whole', () => {
    fc.assert(
      fc.property(plans, (p) => {
        expect(readAvailabilityPlan(writeAvailability(p, 0), p.zone)).toEqual({ ok: true, value: p })
      }),
      { seed: 20261122 },
    )
  })
})

it('AVA-4: what overlaps or ends before it begins is said', () => {
  const a = { id: 'a', name: 'Trip', from: '2026-07-08', startMin: 0, until: '2026-07-10', endMin: 1440, kind: 'unavailable' as const }
  expect(troublesOf(plan({ absences: [a, { ...a, id: 'b', name: 'Fair', from: '2026-07-10', until: '2026-07-12' }] }))).toEqual(['“Trip” and “Fair” overlap. Where they do, the busier one counts.'])
  expect(troublesOf(plan({ absences: [{ ...a, from: '2026-07-11' }] }))).toEqual(['“Trip” ends before it begins.'])
  expect(troublesOf(plan({ absences: [a, { ...a, id: 'b', from: '2026-07-11', until: '2026-07-12' }] }))).toEqual([])
})

it('the settings’ hours are a plan, and a plan gives them back', () => {
  const settings = { workingDays: [1, 3], workStartMin: 480, workEndMin: 960 }
  expect(roughHours(planOfHours(settings, zone, 'u'))).toEqual(settings)
  expect(roughHours(plan())).toEqual({ workingDays: [1, 2, 3, 4, 5], workStartMin: 540, workEndMin: 1020 })
  expect(roughHours(plan({ usual: { id: 'u', name: '', from: null, until: null, hours: [] } }))).toBeNull()
})
