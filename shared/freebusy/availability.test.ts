import { describe, expect, test } from 'vitest'
import type { BusySpan } from '../model/busy.ts'
import type { Interval } from '../model/time.ts'
import { readAvailability } from './availability.ts'
import { toTimeline } from './timeline.ts'

const calendar = (...parts: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//t//t//EN', ...parts, 'END:VCALENDAR', ''].join('\r\n')
const availability = (head: string[], ...available: string[][]): string => ['BEGIN:VAVAILABILITY', 'UID:v', 'DTSTAMP:20110101T000000Z', ...head, ...available.flatMap((a, i) => ['BEGIN:AVAILABLE', ...(a.some((l) => l.startsWith('UID')) ? [] : [`UID:a${i}`]), 'DTSTAMP:20110101T000000Z', ...a, 'END:AVAILABLE']), 'END:VAVAILABILITY'].join('\r\n')
const utc = (text: string): number => Date.parse(text.length === 13 ? `${text}:00Z` : `${text}Z`)
const window = (from: string, to: string): Interval => ({ startUtc: utc(from), endUtc: utc(to) })
const read = (text: string, w: Interval): string[] => {
  const r = readAvailability(text, w, 'UTC')
  return r.ok ? say(r.value) : [`! ${r.problem}`]
}
const say = (spans: readonly BusySpan[]): string[] => spans.map((s) => `${s.kind} ${new Date(s.startUtc).toISOString().slice(0, 16)} ${new Date(s.endUtc).toISOString().slice(0, 16)}`)
const weekdays = (zone: string, start: string, from: string, to: string): string[] => [`DTSTART;TZID=${zone}:${start}T${from}`, `DTEND;TZID=${zone}:${start}T${to}`, 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR']

describe('VAVAILABILITY (RFC 7953)', () => {
  test('T-A18 weekly hours in Montreal', () => {
    const text = calendar(availability([], weekdays('America/Montreal', '20111003', '090000', '170000')))
    expect(read(text, window('2011-11-08T05:00', '2011-11-09T05:00'))).toEqual(['unavailable 2011-11-08T05:00 2011-11-08T14:00', 'free 2011-11-08T14:00 2011-11-08T22:00', 'unavailable 2011-11-08T22:00 2011-11-09T05:00'])
  })
  test('T-A19 an event lies on top of the hours', () => {
    const w = window('2026-01-06T00:00', '2026-01-07T00:00')
    const r = readAvailability(calendar(availability([], ['DTSTART:20260106T080000Z', 'DTEND:20260106T180000Z'])), w, 'UTC')
    const both = toTimeline([...(r.ok ? r.value : []), { ...window('2026-01-06T12:00', '2026-01-06T14:00'), kind: 'busy' }], null, w)
    const slots = Array.from({ length: 12 }, (_, i) => both.find((s) => s.startUtc <= w.startUtc + i * 7_200_000 && s.endUtc > w.startUtc + i * 7_200_000)?.kind[0])
    expect(slots.join(' ')).toBe('u u u u f f b f f u u u')
  })
  const office = (priority: string): string => availability([`PRIORITY:${priority}`, 'BUSYTYPE:BUSY-TENTATIVE', 'DTSTART:20110101T000000Z'], ['DTSTART:20110103T090000Z', 'DTEND:20110103T170000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'])
  const away = (priority: string): string => availability([`PRIORITY:${priority}`, 'BUSYTYPE:BUSY', 'DTSTART:20101215T000000Z', 'DTEND:20110115T000000Z'])
  const event: BusySpan = { ...window('2011-01-01T12:00', '2011-01-01T13:00'), kind: 'busy' }
  const over = window('2011-01-01T11:00', '2011-01-03T11:00')
  const withEvent = (text: string): string[] => {
    const r = readAvailability(text, over, 'UTC')
    return say(toTimeline([...(r.ok ? r.value : []), event], null, over))
  }
  test('T-A20, AVA-3 the higher priority replaces all below, free time as well', () => {
    expect(withEvent(calendar(office('2'), away('1')))).toEqual(['busy 2011-01-01T11:00 2011-01-03T11:00'])
  })
  test('T-A21 priorities the other way round', () => {
    expect(withEvent(calendar(office('1'), away('2')))).toEqual([
      'tentative 2011-01-01T11:00 2011-01-01T12:00',
      'busy 2011-01-01T12:00 2011-01-01T13:00',
      'tentative 2011-01-01T13:00 2011-01-03T09:00',
      'free 2011-01-03T09:00 2011-01-03T11:00',
    ])
  })
  test('T-A22 PRIORITY:9 stands above none', () => {
    const none = availability(['BUSYTYPE:BUSY'])
    const nine = availability(['PRIORITY:9', 'BUSYTYPE:BUSY-TENTATIVE'])
    expect(read(calendar(none, nine), over)).toEqual(['tentative 2011-01-01T11:00 2011-01-03T11:00'])
    expect(read(calendar(nine, none), over)).toEqual(['tentative 2011-01-01T11:00 2011-01-03T11:00'])
  })
  test('AVA-4 of equal priority the most restrictive wins', () => {
    const free = availability([], ['DTSTART:20110101T110000Z', 'DTEND:20110103T110000Z'])
    expect(read(calendar(free, availability(['DTSTART:20110102T110000Z'])), over)).toEqual(['free 2011-01-01T11:00 2011-01-02T11:00', 'unavailable 2011-01-02T11:00 2011-01-03T11:00'])
  })
  test('T-A23 without bounds it covers everything asked', () => {
    expect(read(calendar(availability([])), over)).toEqual(['unavailable 2011-01-01T11:00 2011-01-03T11:00'])
  })
  test('T-A24 a week in Denver between weeks in Montreal', () => {
    const text = calendar(
      availability(['DTSTART;TZID=America/Montreal:20111002T000000', 'DTEND;TZID=America/Montreal:20111023T030000'], weekdays('America/Montreal', '20111003', '090000', '170000')),
      availability(['DTSTART;TZID=America/Montreal:20111023T030000', 'DTEND;TZID=America/Montreal:20111030T030000'], weekdays('America/Denver', '20111024', '090000', '170000')),
      availability(['DTSTART;TZID=America/Montreal:20111030T030000'], weekdays('America/Montreal', '20111031', '090000', '170000')),
    )
    expect(read(text, window('2011-10-24T12:00', '2011-10-25T00:00'))).toEqual(['unavailable 2011-10-24T12:00 2011-10-24T15:00', 'free 2011-10-24T15:00 2011-10-24T23:00', 'unavailable 2011-10-24T23:00 2011-10-25T00:00'])
  })
  test('AVA-1 an override and an exception of AVAILABLE', () => {
    const text = calendar(
      availability(
        [],
        ['UID:hours', 'DTSTART:20260105T090000Z', 'DTEND:20260105T170000Z', 'RRULE:FREQ=DAILY', 'EXDATE:20260107T090000Z'],
        ['UID:hours', 'RECURRENCE-ID:20260106T090000Z', 'DTSTART:20260106T120000Z', 'DTEND:20260106T130000Z'],
      ),
    )
    expect(read(text, window('2026-01-06T00:00', '2026-01-08T00:00'))).toEqual(['unavailable 2026-01-06T00:00 2026-01-06T12:00', 'free 2026-01-06T12:00 2026-01-06T13:00', 'unavailable 2026-01-06T13:00 2026-01-08T00:00'])
  })
  test('garbage is a problem and not free time', () => {
    expect(readAvailability('<html>', over, 'UTC').ok).toBe(false)
    expect(readAvailability(calendar(), over, 'UTC').ok).toBe(false)
  })
})
