import { describe, expect, it } from 'vitest'
import type { BusyRow } from '../contract/freebusy.ts'
import { countStates } from '../freebusy/slot.ts'
import { ageInWords, answerAge, answersInWords, countsInWords, slotDetail, sourceDetail, sourceLine, unknownSentence } from './busy.ts'

const nowUtc = 1_000_000_000
type Seen = Pick<BusyRow, 'state' | 'source' | 'askedAtUtc' | 'reason' | 'isMe'>
const row = (patch: Partial<Seen>): Seen => ({ state: 'answered', source: { kind: 'outbox', label: 'north.example' }, askedAtUtc: nowUtc - 30_000, reason: null, isMe: false, ...patch })
const minute = 60_000

describe('sourceLine: every row says where its times come from', () => {
  const cases: { name: string; row: Seen; text: string; icon: string; tone?: string }[] = [
    { name: 'own calendars', row: row({ source: { kind: 'own', label: 'my 5 calendars' }, isMe: true }), icon: 'own', text: 'my 5 calendars' },
    { name: 'a server that answered just now is live', row: row({}), icon: 'server', text: 'north.example · live' },
    { name: 'another organisation', row: row({ source: { kind: 'other-server', label: 'south.example' }, askedAtUtc: nowUtc - 5 * minute }), icon: 'other-server', text: 'south.example · 5 min old' },
    { name: 'a freebusy URL with its age', row: row({ source: { kind: 'fburl', label: 'freelance.example' }, askedAtUtc: nowUtc - 12 * minute }), icon: 'link', text: 'freebusy URL · 12 min old' },
    { name: 'unknown with its reason', row: row({ state: 'unknown', source: { kind: 'none', label: '' }, reason: { code: 'refused', text: 'x' } }), icon: 'unknown', text: 'unknown: server refused', tone: 'warn' },
    { name: 'unknown without a reason still says so', row: row({ state: 'unknown' }), icon: 'unknown', text: 'unknown: no answer', tone: 'warn' },
    { name: 'being asked for the first time', row: row({ state: 'asking', askedAtUtc: null, source: { kind: 'other-server', label: 'south.example' } }), icon: 'asking', text: 'asking south.example…' },
    { name: 'an old answer shows its age', row: row({ state: 'stale', askedAtUtc: nowUtc - 130 * minute }), icon: 'stale', text: 'north.example · 2 h old', tone: 'warn' },
  ]
  it.each(cases)('$name', ({ row, icon, text, tone }) => {
    expect(sourceLine(row, nowUtc)).toEqual({ icon, text, tone: tone ?? 'plain' })
  })
})

it('ages grow from live to days', () => {
  expect([0, 119_999, 120_000, 59 * minute, 60 * minute, 1_439 * minute, 1_440 * minute, 3_000 * minute].map(ageInWords)).toEqual([
    'live', 'live', '2 min old', '59 min old', '1 h old', '23 h old', '1 day old', '2 days old',
  ])
})

it('one of several sources says how old it is, or why it says nothing', () => {
  expect(answerAge({ askedAtUtc: 0, reason: null }, 40 * 60_000)).toBe('40 min old')
  expect(answerAge({ askedAtUtc: null, reason: null }, 0)).toBe('')
  expect(answerAge({ askedAtUtc: 0, reason: { code: 'refused', text: 'a.example refused the question' } }, 0)).toBe('server refused')
})

it('answersInWords counts every row once, with its unknowns', () => {
  const rows = [
    row({ isMe: true, source: { kind: 'own', label: '' } }),
    ...Array.from({ length: 5 }, () => row({})),
    row({ source: { kind: 'fburl', label: 'f' }, askedAtUtc: nowUtc - 12 * minute }),
    row({ state: 'unknown', source: { kind: 'none', label: '' } }),
    row({ state: 'asking' }),
  ]
  expect(answersInWords(rows, nowUtc).map((part) => part.text).join(', ')).toBe(
    '5 of 9 answered by their servers, you from your own calendars, 1 from a freebusy URL (12 min old), 1 unknown, 1 still asking',
  )
  expect(answersInWords([], nowUtc)).toEqual([{ text: 'Nobody invited yet', tone: 'plain' }])
})

it('counts name every kind that occurs', () => {
  expect(countsInWords(countStates(['free', 'free', 'unknown', 'tentative', 'away']))).toBe('2 free · 1 tentative · 1 away · 1 unknown')
  expect(countsInWords(countStates([]))).toBe('nobody yet')
})

it('slotDetail says what is in the way, in the reader’s zone', () => {
  const at = Date.UTC(2026, 9, 14, 13, 15)
  const span = { startUtc: at, endUtc: at + 45 * minute }
  expect(slotDetail({ state: 'tentative', because: [{ ...span, kind: 'tentative' }] }, 'Europe/Berlin')).toBe('tentative 15:15–16:00')
  expect(slotDetail({ state: 'busy', because: [{ ...span, kind: 'busy' }] }, 'Europe/Berlin')).toBe('busy until 16:00')
  expect(slotDetail({ state: 'off-hours', because: [] }, 'UTC')).toBe('outside working hours')
  expect(slotDetail({ state: 'free', because: [] }, 'UTC')).toBe('')
})

it('unknownSentence falls back on the source', () => {
  expect(unknownSentence(row({ reason: { code: 'refused', text: 'nowhere.example refused the question' } }))).toBe('nowhere.example refused the question')
  expect(unknownSentence(row({}))).toBe('north.example has not said anything, so nothing is known')
  expect(unknownSentence(row({ source: { kind: 'none', label: '' } }))).toBe('Nobody could be asked, so nothing is known')
})

describe('sourceDetail: when was asked, and which days the answer speaks about', () => {
  const at = (text: string): number => Date.parse(text)
  const now = at('2026-11-22T21:10:00Z')
  const seen = (patch: Partial<Seen & Pick<BusyRow, 'coverage'>>): Seen & Pick<BusyRow, 'coverage'> => ({ ...row({ askedAtUtc: at('2026-11-22T21:05:00Z') }), coverage: { startUtc: at('2026-11-21T00:00:00Z'), endUtc: at('2026-12-06T00:00:00Z') }, ...patch })
  it.each([
    ['an answer', seen({}), 'Asked today 21:05. Speaks about 21 Nov to 5 Dec.'],
    ['calendars on this computer are not asked and reach as far as one looks', seen({ askedAtUtc: null, source: { kind: 'own', label: 'your calendars' } }), ''],
    ['nothing known', seen({ state: 'unknown', coverage: null, reason: { code: 'unreachable', text: 'Your server cannot reach url.example' } }), 'Your server cannot reach url.example. Asked today 21:05.'],
    ['an older answer, and why no newer one', seen({ state: 'stale', askedAtUtc: at('2026-11-21T09:00:00Z'), reason: { code: 'offline', text: 'You are offline' } }), 'You are offline. Asked yesterday 09:00. Speaks about 21 Nov to 5 Dec.'],
    ['being asked', seen({ state: 'asking', askedAtUtc: null, coverage: null }), ''],
  ])('%s', (_name, given, text) => {
    expect(sourceDetail(given, now, 'UTC')).toBe(text)
  })
})
