import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCalendar, writeCalendar, type Component } from '../ical/tree.ts'
import { takeCounter } from './counter.ts'
import { composeCounter, counterFrom, noteProposal, notedProposals, proposalComment, readProposalComment, readTimeToken, timeForAll, timeOfCounter, timeToken, type ProposedTime } from './proposal.ts'

const nowUtc = Date.parse('2026-11-20T12:00:00Z')
const utc = (text: string): number => Date.parse(text)
const tree = (...lines: readonly string[]): Component => {
  const read = readCalendar(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x', ...lines, 'END:VCALENDAR', ''].join('\r\n'))
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const meeting = (...more: readonly string[]): Component =>
  tree('BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261101T090000Z', 'SEQUENCE:1', 'SUMMARY:Review', 'ORGANIZER:mailto:o@example.com', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:o@example.com', 'ATTENDEE;CN=Ana;PARTSTAT=ACCEPTED:mailto:a@example.com', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.com', ...more, 'END:VEVENT')
const once = meeting('DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z')
const weekly = meeting('DTSTART;TZID=Europe/Berlin:20261124T100000', 'DTEND;TZID=Europe/Berlin:20261124T110000', 'RRULE:FREQ=WEEKLY;COUNT=6', 'EXDATE;TZID=Europe/Berlin:20261208T100000')
const at = (start: string, end: string, recurrenceId: string | null = null): ProposedTime => ({ startUtc: utc(start), endUtc: utc(end), startDate: null, endDate: null, recurrenceId })
const ask = (time: ProposedTime, comment = '') => ({ time, comment, myAddresses: ['a@example.com'], nowUtc, formerUtc: 0 })
const unfolded = (root: Component | null): string => (root === null ? '' : writeCalendar(root).replaceAll(/\r\n[ \t]/g, ''))

describe('a proposal of mine as COUNTER (ITP-36, RFC 5546 §3.2.7)', () => {
  test('T-I37 the same UID and SEQUENCE, the new time, me alone, my words', () => {
    const text = unfolded(composeCounter(once, ask(at('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z'), 'Tuesday is full')))
    expect(text.split('\r\n').filter((line) => !/^(BEGIN|END|VERSION|PRODID|CALSCALE)/.test(line) && line !== '')).toEqual([
      'METHOD:COUNTER',
      'UID:u',
      'DTSTART:20261125T090000Z',
      'DTEND:20261125T100000Z',
      'SEQUENCE:1',
      'SUMMARY:Review',
      'DTSTAMP:20261120T120000Z',
      'ORGANIZER:mailto:o@example.com',
      'ATTENDEE;CN=Ana;PARTSTAT=ACCEPTED:mailto:a@example.com',
      'COMMENT:Tuesday is full',
    ])
  })
  test('one date of a series names it by its own clock, and nothing of the rule', () => {
    const text = unfolded(composeCounter(weekly, ask(at('2026-12-02T13:00:00Z', '2026-12-02T14:00:00Z', '20261201T090000Z'))))
    expect(text).toContain('RECURRENCE-ID;TZID=Europe/Berlin:20261201T100000')
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20261202T140000')
    expect(text.split('BEGIN:VEVENT')[1]).not.toContain('RRULE')
    expect(text).toMatch(/BEGIN:VTIMEZONE[\s\S]*TZID:Europe\/Berlin/)
  })
  test('a date the series does not have, and a meeting that does not ask me, propose nothing', () => {
    expect(composeCounter(weekly, ask(at('2026-12-02T13:00:00Z', '2026-12-02T14:00:00Z', '20261203T090000Z')))).toBeNull()
    expect(composeCounter(once, { ...ask(at('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z')), myAddresses: ['x@example.com'] })).toBeNull()
  })
})

describe('a proposal taken (T-I37)', () => {
  const organizer = { myAddresses: ['o@example.com'], nowUtc, zone: 'UTC' }
  test.each([
    ['a COUNTER', (time: ProposedTime) => composeCounter(once, ask(time))],
    ['the same in words', (time: ProposedTime) => counterFrom(once, time)],
  ])('%s: SEQUENCE is one higher, others are asked again', (_, made) => {
    const counter = made(at('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z'))
    const text = unfolded(counter === null ? null : takeCounter(once, counter, organizer))
    expect([text.includes('SEQUENCE:2'), text.includes('DTSTART:20261125T090000Z'), text.match(/PARTSTAT=NEEDS-ACTION/g)?.length]).toEqual([true, true, 2])
  })
  test('ITP-44 the whole series: dates that were taken out stay out', () => {
    const counter = counterFrom(weekly, at('2026-11-24T13:00:00Z', '2026-11-24T14:00:00Z'))
    const text = unfolded(counter === null ? null : takeCounter(weekly, counter, organizer))
    expect(text).toContain('EXDATE;TZID=Europe/Berlin:20261208T140000')
  })
})

describe('the whole series by one of its dates', () => {
  const all = (root: Component, rid: string | null, time: ProposedTime): string | null => {
    const found = timeForAll(root, rid, time, 'Europe/Berlin')
    return found === null ? null : timeToken(found)
  }
  test.each([
    ['the time of day moves for all', weekly, '20261201T090000Z', at('2026-12-01T13:00:00Z', '2026-12-01T14:30:00Z'), '20261124T130000Z/20261124T143000Z'],
    ['another day cannot be said for all', weekly, '20261201T090000Z', at('2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z'), null],
    ['what does not repeat is itself', once, null, at('2026-12-02T09:00:00Z', '2026-12-02T10:00:00Z'), '20261202T090000Z/20261202T100000Z'],
  ] as const)('%s', (_, root, rid, time, out) => expect(all(root, rid, time)).toBe(out))
})

const times = fc
  .record({ start: fc.integer({ min: 0, max: 60_000 }), length: fc.integer({ min: 1, max: 3_000 }), allDay: fc.boolean(), rid: fc.constantFrom(null, '20261201T090000Z', '20261201') })
  .map(({ start, length, allDay, rid }): ProposedTime => {
    const unit = allDay ? 86_400_000 : 60_000
    const [startUtc, endUtc] = [start * unit, (start + length) * unit]
    const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
    return { startUtc, endUtc, startDate: allDay ? date(startUtc) : null, endDate: allDay ? date(endUtc) : null, recurrenceId: rid }
  })

describe('a proposal in words (ITP-41)', () => {
  test('what a person reads', () => {
    expect(proposalComment('Tuesday is full', 'Wed 25 Nov 2026, 10:00–11:00 (Berlin time)', at('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z'))).toBe(
      'Tuesday is full\nProposed instead: Wed 25 Nov 2026, 10:00–11:00 (Berlin time)\n[proposed-time 20261125T090000Z/20261125T100000Z]',
    )
  })
  test('comes back as it was said, whatever was written', () => {
    fc.assert(
      fc.property(times, fc.string(), (time, words) => {
        expect(readProposalComment(proposalComment(words, 'Wed 25 Nov 2026, 10:00–11:00', time))).toEqual({ time, words: words.trim() })
      }),
      { seed: 20261122, examples: [[at('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z', '20261201T090000Z'), 'Proposed instead: never\n[proposed-time x]']] },
    )
  })
  test.each(['See you there', '', '[proposed-time 20261125T100000Z/20261125T090000Z]', '[proposed-time 20261125T100000/20261125T110000]', '[proposed-time 20261125/20261125T110000Z]', '[proposed-time 20261399T000000Z/20261125T110000Z]'])('“%s” proposes nothing', (comment) => {
    expect(readProposalComment(comment)).toBeNull()
  })
  test('on my own line (DAViCal): written in every part, read back, taken away', () => {
    const time = at('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z', '20261201T090000Z')
    const root = tree(...writeCalendar(once).split('\r\n').filter((line) => !/VCALENDAR|VERSION|PRODID/.test(line) && line !== ''))
    noteProposal(root, 'MAILTO:A@example.com', { time, words: 'Tuesday; "full"\nreally' })
    const again = readCalendar(writeCalendar(root))
    expect(again.ok && [...notedProposals(again.value)]).toEqual([['a@example.com', { time, words: "Tuesday; 'full' really", raw: 'mailto:a@example.com' }]])
    noteProposal(root, 'a@example.com', null)
    expect(writeCalendar(root)).toBe(writeCalendar(once))
  })
  test('a token that is none', () => expect([readTimeToken(''), readTimeToken('20261125T090000Z'), readTimeToken('20261125T090000Z/20261125T100000Z of x')]).toEqual([null, null, null]))
  test('what a COUNTER asks for is what was proposed', () => {
    const time = at('2026-12-02T13:00:00Z', '2026-12-02T14:00:00Z', '20261201T090000Z')
    const counter = composeCounter(weekly, ask(time))
    expect(counter === null ? null : timeOfCounter(counter, 'UTC')).toEqual(time)
  })
})
