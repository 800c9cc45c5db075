import { describe, expect, test } from 'vitest'
import { offsetMsAt } from '../time/zones.ts'
import { zoneOfVtimezone } from './embedded-zones.ts'
import { setTime } from './fields.ts'
import { addEvent, newCalendar, readCalendar, writeCalendar } from './tree.ts'
import { addNeededZones, vtimezoneFor } from './vtimezone.ts'

test('Berlin by its present rules', () =>
  expect(vtimezoneFor('Europe/Berlin', 2020).split('\r\n')).toEqual([
    'BEGIN:VTIMEZONE', 'TZID:Europe/Berlin',
    'BEGIN:STANDARD', 'DTSTART:20200101T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0100', 'END:STANDARD',
    'BEGIN:DAYLIGHT', 'DTSTART:20200329T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT',
    'BEGIN:STANDARD', 'DTSTART:20201025T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD',
    'END:VTIMEZONE',
  ])) // prettier-ignore

test('a zone that never changes', () => expect(vtimezoneFor('Asia/Kolkata', 2020)).toContain('TZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE'))

describe('what is written reads back as the same clocks', () => {
  test.each(['America/New_York', 'Pacific/Apia', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Jerusalem', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'America/Santiago'])('%s', (zone) => {
    const since = 2005
    // Another name, so that the rules and not the name are read; only the clocks are compared.
    const read = zoneOfVtimezone(vtimezoneFor(zone, since, 'Test'))
    expect(read).not.toBeNull()
    const own = read as string
    const differ: string[] = []
    // A principal zone may stand in for it from 2022 on; one of its own must fit all along.
    const from = own.startsWith('X-Embedded/') ? since : 2022
    for (let at = Date.UTC(from, 0, 1); at < Date.UTC(2031, 0, 1); at += 6 * 3_600_000) if (offsetMsAt(own, at) !== offsetMsAt(zone, at)) differ.push(new Date(at).toISOString())
    expect(differ).toEqual([])
  })
})

test('ICS-12 zones are added once, before what uses them, under the name used', () => {
  const root = newCalendar()
  setTime(addEvent(root), 'dtstart', { kind: 'zoned', local: '2026-10-14T15:00:00', tzid: 'W. Europe Standard Time', zone: 'Europe/Berlin' })
  setTime(addEvent(root), 'dtstart', { kind: 'zoned', local: '2026-10-14T15:00:00', tzid: 'Nowhere', zone: null })
  addNeededZones(root)
  addNeededZones(root)
  const text = writeCalendar(root)
  expect(text.match(/^TZID:.*$/gm)?.map((line) => line.trim())).toEqual(['TZID:W. Europe Standard Time'])
  expect(text.indexOf('BEGIN:VTIMEZONE')).toBeLessThan(text.indexOf('BEGIN:VEVENT'))
  expect(readCalendar(text).ok).toBe(true)
})
