import { describe, expect, it } from 'vitest'
import { barDays, barInWords, barParts, coverageInWords, fromCards, looksLikeUrl, personOf } from './finder-model.ts'

const at = (text: string): number => Date.parse(`${text}:00Z`)
const zone = 'Europe/Berlin'
// Monday to Monday at midnight in Berlin.
const window = { startUtc: at('2026-11-22T23:00'), endUtc: at('2026-12-06T23:00') }

describe('the bar of what was found', () => {
  it('draws everything but free time, as fractions, with words', () => {
    const spans = [
      { startUtc: window.startUtc, endUtc: at('2026-11-23T23:00'), kind: 'free' as const },
      { startUtc: at('2026-11-23T23:00'), endUtc: at('2026-11-24T23:00'), kind: 'busy' as const },
      { startUtc: at('2026-11-24T23:00'), endUtc: window.endUtc, kind: 'unknown' as const },
    ]
    const parts = barParts({ spans, window }, zone)
    expect(parts.map(({ from, to, kind }) => [from, to, kind])).toEqual([
      [1 / 14, 2 / 14, 'busy'],
      [2 / 14, 1, 'unknown'],
    ])
    expect(parts[0]?.words).toMatch(/^Busy: /)
    expect(barInWords({ spans, window }, zone)).toMatch(/^Busy: .*\. Unknown: .*\.$/)
  })
  it('says free only of time that is said to be free', () => {
    expect(barInWords({ spans: [{ ...window, kind: 'free' }], window }, zone)).toBe('Free all the time shown.')
    expect(barInWords({ spans: [{ ...window, kind: 'unknown' }], window }, zone)).toMatch(/^Unknown/)
  })
  it('fourteen midnights, also over the end of summer time', () => {
    expect(barDays(window, zone).map(({ label }) => label).join(' ')).toBe('Mo Tu We Th Fr Sa Su Mo Tu We Th Fr Sa Su')
    const autumn = { startUtc: at('2026-10-18T22:00'), endUtc: at('2026-11-01T23:00') }
    const days = barDays(autumn, zone)
    expect(days).toHaveLength(14)
    expect(days.filter(({ isWeekStart }) => isWeekStart)).toHaveLength(2)
    expect((days[7]?.at ?? 0) * (autumn.endUtc - autumn.startUtc)).toBe(at('2026-10-25T23:00') - autumn.startUtc)
  })
  it.each([
    [null, 'It says nothing about these two weeks'],
    [window, 'It speaks about all of the two weeks shown'],
    [{ startUtc: window.startUtc, endUtc: at('2026-11-27T23:00') }, 'It speaks about Mon 23 November to Fri 27 November'],
  ])('coverage %o', (coverage, words) => expect(coverageInWords({ coverage, window }, zone)).toBe(words))
})

it.each([
  ['MAILTO:Dave@South.example', null, 'dave@south.example'],
  ['https://x.example/fb/dave@south.example', null, null],
  ['https://x.example/fb', 'dave@south.example', 'dave@south.example'],
])('whom %s is about', (what, address, whom) => {
  expect(personOf({ what, address })).toBe(whom)
})
it('a URL is told from an address', () => expect(['https://x/a@b', 'webcal://x', 'a@b.example', 'x'].map(looksLikeUrl)).toEqual([true, true, false, false]))

it.each([
  ['VCL-1: its preferred URL and its address', 'BEGIN:VCARD\r\nFN:Dana\r\nEMAIL:dana@x.example\r\nFBURL:https://b/\r\nFBURL;PREF=1:https://a/\r\nEND:VCARD\r\n', { name: 'Dana', what: 'https://a/', whose: 'dana@x.example' }],
  ['its address alone', '\nBEGIN:VCARD\nFN:Dana\nEMAIL:dana@x.example\nEND:VCARD', { name: 'Dana', what: 'dana@x.example', whose: 'dana@x.example' }],
  ['a card without either', 'BEGIN:VCARD\nFN:Dana\nEND:VCARD', null],
  ['a link', 'https://x.example/dana.ifb', null],
])('a pasted card: %s', (_, text, expected) => expect(fromCards(text)).toEqual(expected))
