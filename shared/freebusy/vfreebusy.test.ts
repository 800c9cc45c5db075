import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BusySpan } from '../model/busy.ts'
import { freeBusyRequest, readFreeBusy, writeFreeBusy, type FreeBusyAnswer } from './vfreebusy.ts'
import { readOwaFreeBusy } from './owa.ts'
import { toTimeline } from './timeline.ts'

const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 0, day, hour, minute)
const window = { startUtc: at(6, 8), endUtc: at(6, 18) }
const lines = (...l: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...l, 'END:VCALENDAR', ''].join('\r\n')
const fb = (...l: string[]): string => lines('BEGIN:VFREEBUSY', ...l, 'END:VFREEBUSY')
const range = ['DTSTART:20260106T080000Z', 'DTEND:20260106T180000Z']
const show = (a: FreeBusyAnswer): string[] => a.spans.filter((s) => s.kind !== 'free').map((s) => `${s.kind} ${new Date(s.startUtc).toISOString().slice(11, 16)}-${new Date(s.endUtc).toISOString().slice(11, 16)}`)
const read = (text: string, options = {}): string[] => {
  const r = readFreeBusy(text, window, options)
  return r.ok ? show(r.value) : [`! ${r.problem.code}`]
}

describe('readFreeBusy', () => {
  const cases: { name: string; text: string; out: string[]; options?: object }[] = [
    { name: 'T-F13 what the reply does not cover is unknown', text: fb('DTSTART:20260106T100000Z', 'DTEND:20260106T120000Z'), out: ['unknown 08:00-10:00', 'unknown 12:00-18:00'] },
    { name: 'T-F14 no range and no periods: nothing is known', text: fb('DTSTAMP:20260101T000000Z'), out: ['unknown 08:00-18:00'] },
    { name: 'T-F14 a range and no periods: free', text: fb(...range), out: [] },
    { name: 'FBU-11 periods without a range: only they are known', text: fb('FREEBUSY:20260106T090000Z/20260106T100000Z'), out: ['unknown 08:00-09:00', 'busy 09:00-10:00', 'unknown 10:00-18:00'] },
    { name: 'a REPORT over the window speaks about all of it', text: fb('FREEBUSY:20260106T090000Z/20260106T100000Z'), options: { answersWindow: true }, out: ['busy 09:00-10:00'] },
    { name: 'T-F15 METHOD and ORGANIZER are ignored', text: lines('METHOD:PUBLISH', 'BEGIN:VFREEBUSY', 'ORGANIZER:mailto:other@x.example', ...range, 'FREEBUSY:20260106T090000Z/20260106T100000Z', 'END:VFREEBUSY'), options: { address: 'a@b.example' }, out: ['busy 09:00-10:00'] },
    { name: 'T-F16 BUSYTENTATIVE without hyphen', text: fb(...range, 'FREEBUSY;FBTYPE=BUSYTENTATIVE:20260106T100000Z/20260106T120000Z'), out: ['tentative 10:00-12:00'] },
    { name: 'T-F16 unknown kind is busy', text: fb(...range, 'FREEBUSY;FBTYPE=X-OOO:20260106T100000Z/20260106T120000Z'), out: ['busy 10:00-12:00'] },
    { name: 'T-F16 lower case', text: fb(...range, 'freebusy;fbtype=busy-unavailable:20260106T100000Z/20260106T120000Z'), out: ['unavailable 10:00-12:00'] },
    { name: 'FBTYPE=FREE is not a block', text: fb(...range, 'FREEBUSY;FBTYPE=FREE:20260106T100000Z/20260106T120000Z'), out: [] },
    { name: 'T-F17 durations, comma lists and repeated lines', text: fb(...range, 'FREEBUSY:20260106T080000Z/PT1H,20260106T100000Z/20260106T110000Z', 'FREEBUSY;FBTYPE=BUSY:20260106T120000Z/PT1H30M', 'FREEBUSY:20260106T150000Z/P1D'), out: ['busy 08:00-09:00', 'busy 10:00-11:00', 'busy 12:00-13:30', 'busy 15:00-18:00'] },
    { name: 'T-F18, FBU-22 several VFREEBUSY are one answer, the hole between is unknown', text: lines('BEGIN:VFREEBUSY', 'DTSTART:20260106T080000Z', 'DTEND:20260106T100000Z', 'END:VFREEBUSY', 'BEGIN:VFREEBUSY', 'DTSTART:20260106T110000Z', 'DTEND:20260106T180000Z', 'FREEBUSY:20260106T120000Z/PT1H', 'END:VFREEBUSY'), out: ['unknown 10:00-11:00', 'busy 12:00-13:00'] },
    { name: 'T-F19 events instead of free/busy', text: lines('BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260106T090000Z', 'DTEND:20260106T100000Z', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:2', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260106T110000Z', 'DTEND:20260106T120000Z', 'TRANSP:TRANSPARENT', 'END:VEVENT'), out: ['busy 09:00-10:00'] },
    { name: 'FBA-3 Microsoft words in a published calendar', text: lines('BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260106T090000Z', 'DTEND:20260106T100000Z', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:2', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260105T110000Z', 'DTEND:20260105T120000Z', 'RRULE:FREQ=DAILY', 'X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE', 'END:VEVENT'), out: ['unavailable 09:00-10:00', 'tentative 11:00-12:00'] },
    { name: 'T-F35 FBU-25 an answer about nobody', text: fb('ATTENDEE:mailto:(null)', ...range), out: ['! unknown-user'] },
    { name: 'FBU-25 an answer about somebody else', text: fb('ATTENDEE:mailto:zoe@elsewhere.example', ...range), options: { address: 'bob@a.example' }, out: ['! unknown-user'] },
    { name: 'an alias of the same domain is the person', text: fb('ATTENDEE;CN="B: x":MAILTO:Robert@A.example', ...range), options: { address: 'bob@a.example' }, out: [] },
    { name: 'T-C26 FBTYPE as a property: the range is the period', text: lines('BEGIN:VFREEBUSY', 'DTSTART:20260106T150000Z', 'DTEND:20260106T160000Z', 'FBTYPE:BUSY-TENTATIVE', 'END:VFREEBUSY'), options: { answersWindow: true }, out: ['tentative 15:00-16:00'] },
    { name: 'FBU-8 days that do not exist cover nothing', text: fb('DTSTART:20260106T080000Z', 'DTEND:20260231T000000Z', 'FREEBUSY:20260106T090000Z/20260106T100000Z'), out: ['unknown 08:00-09:00', 'busy 09:00-10:00', 'unknown 10:00-18:00'] },
    { name: 'FBU-8 periods outside of the range are heard', text: fb('DTSTART:20260106T080000Z', 'DTEND:20260106T100000Z', 'FREEBUSY:20260106T120000Z/PT1H'), out: ['unknown 10:00-12:00', 'busy 12:00-13:00', 'unknown 13:00-18:00'] },
    { name: 'FBA-10 a local time with TZID', text: fb(...range, 'FREEBUSY;TZID=Europe/Berlin:20260106T100000/20260106T110000', 'FREEBUSY;TZID=UTC:20260106T140000/20260106T150000'), out: ['busy 09:00-10:00', 'busy 14:00-15:00'] },
    { name: 'folds, BOM and bare LF', text: `\uFEFF${fb(...range, 'FREEBUSY;FBTYPE=BUSY:20260106T0900').replaceAll('\r\n', '\n').replace('T0900\n', 'T0900\n 00Z/20260106T10\n\t0000Z\n')}`, out: ['busy 09:00-10:00'] },
    { name: 'FBU-20 a login page', text: '<html><body>Sign in</body></html>', out: ['! not-free-busy'] },
    { name: 'an empty body', text: ' \r\n', out: ['! empty'] },
    { name: 'a calendar with nothing in it', text: lines(), out: ['! empty'] },
    { name: 'a body that breaks off', text: 'BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nDTSTART:20260106T080000Z\r\nDTEND:20260106T180000Z\r\n', out: ['! torn'] },
    { name: 'FBU-23 too many periods', text: fb(...range, `FREEBUSY:${Array.from({ length: 20_001 }, () => '20260106T080000Z/PT1M').join(',')}`), out: ['! too-large'] },
  ]
  test.each(cases)('$name', ({ text, out, options }) => expect(read(text, options)).toEqual(out))

  test('coverage, silence and stamp are told (SCH-55)', () => {
    const r = readFreeBusy(fb('DTSTAMP:20260105T120000Z', 'DTSTART:20260106T100000Z', 'DTEND:20260107T120000Z'), window)
    expect(r.ok && { ...r.value, spans: [] }).toEqual({ spans: [], coverage: { startUtc: at(6, 10), endUtc: at(6, 18) }, from: 'vfreebusy', silent: true, stampUtc: at(5, 12) })
  })
  test('never throws on torn bytes', () => {
    const text = fb(...range, 'FREEBUSY;FBTYPE=BUSY:20260106T090000Z/20260106T100000Z,20260106T110000Z/PT1H')
    for (let i = 0; i < text.length; i++) expect(() => readFreeBusy(text.slice(0, i), window)).not.toThrow()
  })
  test('Cyrus, as seen: the whole answer', () => {
    const text = fb('DTSTAMP:20261122T105243Z', ...range, 'FREEBUSY:20260106T090000Z/20260106T100000Z', 'FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260106T110000Z/20260106T120000Z', 'URL:http://127.0.0.1:18080/freebusy/user/bob@a.test?start=…')
    expect(read(text, { address: 'bob@a.test' })).toEqual(['busy 09:00-10:00', 'tentative 11:00-12:00'])
  })
})

test('T-F32 the digits of Outlook Web Access', () => {
  const text = '<a:response xmlns:a="WM"><a:recipients><a:item><a:displayname>X</a:displayname><a:type>1</a:type><a:fbdata>0022134</a:fbdata></a:item></a:recipients></a:response>'
  const r = readOwaFreeBusy(text, { startUtc: at(6, 9), intervalMin: 30 }, { startUtc: at(6, 9), endUtc: at(6, 13) })
  expect(r.ok && r.value.spans.map((s) => [s.kind, (s.startUtc - at(6, 9)) / 1_800_000, (s.endUtc - at(6, 9)) / 1_800_000])).toEqual([
    ['free', 0, 2],
    ['busy', 2, 4],
    ['tentative', 4, 5],
    ['unavailable', 5, 6],
    ['unknown', 6, 8],
  ])
})

test('SCH-50 the question for the Outbox', () => {
  expect(freeBusyRequest({ window, nowUtc: at(5, 12), uid: 'q-1', organizer: 'mailto:alice@a.test', attendees: ['mailto:bob@a.test'], maskUid: 'm-1' })).toBe(
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Parley//Parley//EN', 'METHOD:REQUEST', 'BEGIN:VFREEBUSY', 'UID:q-1', 'DTSTAMP:20260105T120000Z', 'DTSTART:20260106T080000Z', 'DTEND:20260106T180000Z', 'ORGANIZER:mailto:alice@a.test', 'ATTENDEE:mailto:bob@a.test', 'X-CALENDARSERVER-MASK-UID:m-1', 'END:VFREEBUSY', 'END:VCALENDAR', ''].join('\r\n'),
  )
})

const spans = fc.array(
  fc.record({ s: fc.integer({ min: 0, max: 600 }), l: fc.integer({ min: 0, max: 120 }), kind: fc.constantFrom('tentative', 'busy', 'unavailable') }).map(({ s, l, kind }): BusySpan => ({ startUtc: at(6, 8) + s * 60_000, endUtc: at(6, 8) + (s + l) * 60_000, kind: kind as BusySpan['kind'] })),
  { maxLength: 20 },
)
test('T-F34 what we write reads back as the same busy time (seed 20261122)', () => {
  fc.assert(
    fc.property(spans, (list) => {
      const text = writeFreeBusy({ window, spans: list, nowUtc: at(5, 12), organizer: 'mailto:å-very-long-name-that-needs-a-fold-in-the-middle-of-it-all@north.example' })
      for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
      const r = readFreeBusy(text, window)
      expect(r.ok && r.value.spans).toEqual(toTimeline(list, window, window))
    }),
    { seed: 20261122, numRuns: 300, verbose: true },
  )
})
