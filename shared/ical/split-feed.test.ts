import { describe, expect, it } from 'vitest'
import { isIcalProblem, scanObject } from './scan.ts'
import { splitFeed } from './split-feed.ts'

const digest = (text: string): string => `d${text.length}`
const calendar = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (uid: string, ...lines: string[]): string => ['BEGIN:VEVENT', ...(uid === '' ? [] : [`UID:${uid}`]), 'DTSTART:20261124T090000Z', ...lines, 'END:VEVENT'].join('\r\n')
const split = (text: string) => {
  const feed = splitFeed(text, digest)
  if (!feed.ok) throw new Error(feed.problem.code)
  return feed.value
}

describe('ICS-21: a whole calendar as one text', () => {
  it('each UID is an object of its own, with its overrides and only the zones it names', () => {
    const zone = (name: string): string => `BEGIN:VTIMEZONE\r\nTZID:${name}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE`
    const feed = split(calendar(zone('Here'), event('a', 'RRULE:FREQ=DAILY', 'EXDATE;TZID="Here":20261125T100000'), event('b'), 'BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:20261126T090000Z\r\nDTSTART;TZID=There:20261126T110000\r\nEND:VEVENT', zone('There')))
    expect(feed.items.map(({ uid }) => uid)).toEqual(['a', 'b'])
    expect(feed.items[0]?.text.match(/TZID:(Here|There)/g)).toEqual(['TZID:Here', 'TZID:There'])
    expect(feed.items[0]?.text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(feed.items[1]?.text).not.toContain('VTIMEZONE')
  })
  it('lines are kept as they came, folds and unknown properties too; alarms and METHOD are not taken over', () => {
    const odd = 'X-ODD;A="x:y":a\\,b\r\n  folded'
    const { items } = split(calendar('METHOD:REQUEST', event('a', odd, 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', 'END:VALARM', 'SUMMARY:After')))
    expect(items[0]?.text).toContain(`\r\n${odd}\r\nSUMMARY:After\r\nEND:VEVENT`)
    expect(items[0]?.text).not.toMatch(/VALARM|TRIGGER|METHOD/)
  })
  it('an event without a UID gets the same one each time', () => {
    const [first, second] = [split(calendar(event('', 'SUMMARY:x'))), split(calendar(event('', 'SUMMARY:x')))]
    expect(first.items).toEqual(second.items)
    const scanned = scanObject(first.items[0]?.text ?? '')
    expect(isIcalProblem(scanned) ? null : scanned.uid).toBe(first.items[0]?.uid)
  })
  it.each([
    ['NAME before X-WR-CALNAME, with escapes', ['X-WR-CALNAME:Old', 'NAME:Team\\, all'], { name: 'Team, all' }],
    ['X-WR-CALNAME alone', ['X-WR-CALNAME:Old'], { name: 'Old' }],
    ['REFRESH-INTERVAL before X-PUBLISHED-TTL', ['X-PUBLISHED-TTL:PT1H', 'REFRESH-INTERVAL;VALUE=DURATION:P1D'], { refreshMs: 86_400_000 }],
    ['X-PUBLISHED-TTL alone', ['X-PUBLISHED-TTL:PT12H'], { refreshMs: 43_200_000 }],
    ['an interval that is none', ['REFRESH-INTERVAL;VALUE=DURATION:soon', 'X-PUBLISHED-TTL:-PT1H'], { refreshMs: null }],
    ['COLOR by name', ['COLOR:teal'], { color: '#008080' }],
    ['the colour of Apple', ['X-APPLE-CALENDAR-COLOR:#CF3058FF', 'COLOR:teal'], { color: '#cf3058' }],
    ['a colour nobody knows', ['COLOR:dusk'], { color: null }],
    ['tasks are counted, not taken', ['BEGIN:VTODO', 'UID:t', 'END:VTODO'], { others: 1, items: [] }],
  ])('RFC 7986: %s', (_, lines, expected) => {
    expect(split(calendar(...lines))).toMatchObject(expected)
  })
  it.each(['\n', '\r'])('line ends %j, a byte order mark and blank lines before it', (end) => {
    expect(split(`\uFEFF\r\n${calendar(event('a'))}`.replace(/\r\n/g, end)).items).toHaveLength(1)
  })
  it('calendars behind one another', () => {
    expect(split(calendar(event('a')) + calendar(event('b'))).items.map(({ uid }) => uid)).toEqual(['a', 'b'])
  })
  it.each([
    ['a web page', '<!DOCTYPE html><html>BEGIN:VCALENDAR</html>', 'not-calendar'],
    ['nothing', '  \r\n', 'empty'],
    ['cut off inside an event', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n', 'torn'],
    ['cut off behind an event', `BEGIN:VCALENDAR\r\n${event('a')}\r\n`, 'torn'],
    ['crossed', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n', 'torn'],
  ])('%s is a problem as a whole', (_, text, code) => {
    const feed = splitFeed(text, digest)
    expect(feed.ok ? null : feed.problem.code).toBe(code)
  })
})
