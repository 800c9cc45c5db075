import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinCalendars, splitCalendar } from './blocks.ts'
import { scanObject } from './scan.ts'
import { readCalendar } from './tree.ts'

const lines = (...all: readonly string[]): string => `${all.join('\r\n')}\r\n`
const event = (uid: string, ...more: readonly string[]): string[] => ['BEGIN:VEVENT', ...(uid === '' ? [] : [`UID:${uid}`]), 'DTSTAMP:20260101T000000Z', 'DTSTART:20261124T090000Z', ...more, 'END:VEVENT']
const file = (...inside: readonly string[]): string => lines('BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Other//EN', ...inside, 'END:VCALENDAR')
const zone = (tzid: string, offset: string): string[] => ['BEGIN:VTIMEZONE', `TZID:${tzid}`, 'BEGIN:STANDARD', 'DTSTART:19700101T000000', `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, 'END:STANDARD', 'END:VTIMEZONE']
const zoned = (uid: string, tzid: string): string[] => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', `DTSTART;TZID="${tzid}":20261124T090000`, 'END:VEVENT']
const uids = (text: string): string[] => (splitCalendar(text)?.objects ?? []).map((one) => one.uid)

describe('a file taken apart', () => {
  it('CAL-1: dates of a series stand with their series, wherever the file has them', () => {
    const text = file(...event('s', 'RRULE:FREQ=DAILY;COUNT=3'), ...event('a'), ...event('s', 'RECURRENCE-ID:20261125T090000Z', 'SUMMARY:Moved'))
    const split = splitCalendar(text)
    expect(split?.objects.map((one) => [one.uid, (one.text.match(/BEGIN:VEVENT/g) ?? []).length])).toEqual([['s', 2], ['a', 1]])
    for (const one of split?.objects ?? []) expect(readCalendar(one.text).ok).toBe(true)
  })

  it.each([
    ['its end is missing, another begins', ['BEGIN:VEVENT', 'UID:bad', 'SUMMARY:Broken'], event('good')],
    ['an alarm in it does not end', ['BEGIN:VEVENT', 'UID:bad', 'SUMMARY:Broken', 'BEGIN:VALARM', 'END:VEVENT'], event('good')],
    ['the file is cut off', event('good'), ['BEGIN:VEVENT', 'UID:bad', 'SUMMARY:Broken']],
  ])('one torn event spoils no other: %s', (_, first, second) => {
    const split = splitCalendar(file(...first, ...second))
    expect(split?.objects.map((one) => one.uid)).toEqual(['good'])
    expect(split?.torn).toEqual([{ title: 'Broken', start: '' }])
  })

  it('the UID of an alarm is not the UID of its event (RFC 9074 §4)', () => {
    expect(uids(file(...event('', 'BEGIN:VALARM', 'UID:alarm', 'TRIGGER:-PT5M', 'END:VALARM'), ...event('')))).toEqual(['', ''])
  })

  it('an event that is there twice counts once, in its newer version', () => {
    const split = splitCalendar(file(...event('a', 'SEQUENCE:2', 'SUMMARY:New'), ...event('a', 'SEQUENCE:1', 'SUMMARY:Old')))
    expect(split).toMatchObject({ repeated: 1, objects: [{ uid: 'a' }] })
    expect(split?.objects[0]?.text).toContain('SUMMARY:New')
    expect(split?.objects[0]?.text).not.toContain('Old')
  })

  it('tasks are counted and left, METHOD is told, a text without a calendar is none', () => {
    expect(splitCalendar(file('METHOD:PUBLISH', 'BEGIN:VTODO', 'UID:t', 'END:VTODO', ...event('a')))).toMatchObject({ others: 1, methods: ['PUBLISH'], objects: [{ uid: 'a' }] })
    expect(splitCalendar('just words')).toBeNull()
    expect(splitCalendar(event('a').join('\n'))).toBeNull()
  })

  it('each calendar of a file has its own zones (RFC 5545 §3.4)', () => {
    const split = splitCalendar(file(...zone('Mine', '+0100'), ...zoned('a', 'Mine')) + file(...zone('Mine', '+0500'), ...zoned('b', 'Mine')))
    expect(split?.objects.map((one) => /TZOFFSETTO:(.*)\r/.exec(one.text)?.[1])).toEqual(['+0100', '+0500'])
  })

  it('never throws, and what it gives can be read or not, but is never torn', () => {
    const piece = fc.constantFrom('BEGIN:VCALENDAR', 'END:VCALENDAR', 'BEGIN:VEVENT', 'END:VEVENT', 'BEGIN:VALARM', 'END:VALARM', 'UID:a', 'UID:b', ' folded', 'SUMMARY:x', 'BEGIN:VTIMEZONE', 'END:VTIMEZONE', 'TZID:Z', 'DTSTART;TZID=Z:20261124T090000', '', 'END:', 'METHOD:PUBLISH')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (all) => {
        for (const one of splitCalendar(all.join('\n'))?.objects ?? []) {
          const scanned = scanObject(one.text)
          expect('code' in scanned ? scanned.code : 'fine').toBe('fine')
        }
      }),
      { seed: 20261122 },
    )
  })
})

describe('objects joined into a file', () => {
  it('CAL-9: every component keeps its own lines, folds and unknown words among them; a zone stands once', () => {
    const odd = ['X-ODD;P="a:b":kept', 'DESCRIPTION:folded', ' here', 'BEGIN:VALARM', 'X-MINE:1', 'TRIGGER:-PT5M', 'ACTION:DISPLAY', 'END:VALARM']
    const a = file(...zone('Mine', '+0100'), ...event('a', ...odd))
    const b = file(...zone('Mine', '+0100'), ...zoned('b', 'Mine'))
    const c = file(...zone('Mine', '+0100'), ...zoned('c', 'Mine'))
    const { text, left } = joinCalendars([a, b, c], 'Garden, and more')
    expect(left).toBe(0)
    expect(text).toContain(event('a', ...odd).join('\r\n'))
    expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1)
    expect(text).toContain(String.raw`X-WR-CALNAME:Garden\, and more`)
    expect(uids(text)).toEqual(['a', 'b', 'c'])
  })

  it('ICS-12: a zone that everybody knows is brought along where the object had none', () => {
    const { text } = joinCalendars([file(...zoned('a', 'Europe/Berlin'))], 'x')
    expect(text).toContain('TZID:Europe/Berlin')
    expect(text).toContain('BEGIN:DAYLIGHT')
  })

  it('two meanings of one private TZID stand in two calendars, so that no event moves', () => {
    const { text } = joinCalendars([file(...zone('Mine', '+0100'), ...zoned('a', 'Mine')), file(...zone('Mine', '+0500'), ...zoned('b', 'Mine'))], 'x')
    expect(text.match(/BEGIN:VCALENDAR/g)).toHaveLength(2)
    expect(splitCalendar(text)?.objects.map((one) => /TZOFFSETTO:(.*)\r/.exec(one.text)?.[1])).toEqual(['+0100', '+0500'])
  })

  it('what is torn is left out and counted', () => {
    expect(joinCalendars([file('BEGIN:VEVENT', 'UID:a'), 'words', file(...event('b'))], 'x')).toMatchObject({ left: 2 })
  })

  it('what was joined comes apart as it was', () => {
    const uid = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(fc.uniqueArray(uid, { minLength: 1, maxLength: 20 }), (all) => {
        const joined = joinCalendars(all.map((one) => file(...event(one, `SUMMARY:${one}`))), 'x')
        expect(uids(joined.text)).toEqual(all)
      }),
      { seed: 20261122 },
    )
  })
})
