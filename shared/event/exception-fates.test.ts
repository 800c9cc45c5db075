import { describe, expect, test } from 'vitest'
import type { EventDraft, RepeatRule } from '../contract/events.ts'
import { readCalendar, type Component } from '../ical/tree.ts'
import type { CollectionId, ObjectId } from '../model/ids.ts'
import { must } from '../model/result.ts'
import { fateWords } from '../wording/exception-fates.ts'
import { applyDraft, draftOf } from './draft.ts'
import { exceptionFates } from './exception-fates.ts'
import { addressSet } from './roles.ts'

const zone = 'Europe/Berlin'
const alice = 'mailto:alice@north.example'
const mine = addressSet([alice])
const people = (bob: string, carol: string): string[] => [`ORGANIZER:${alice}`, `ATTENDEE;PARTSTAT=ACCEPTED:${alice}`, `ATTENDEE;CN=Bob;PARTSTAT=${bob}:mailto:bob@north.example`, `ATTENDEE;CN=Carol;PARTSTAT=${carol}:mailto:carol@north.example`]
const at = (name: string, local: string): string => `${name};TZID=Europe/Berlin:${local}`
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261001T080000Z', ...lines, 'END:VEVENT']
/** Wednesdays at 15; the 21st at 17 with Bob's own no, the 28th in a room of its own, the 4th left out, the 11th called off. */
const text = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//t//t//EN',
  ...event('SUMMARY:Sync', at('DTSTART', '20261014T150000'), at('DTEND', '20261014T160000'), 'RRULE:FREQ=WEEKLY;BYDAY=WE', at('EXDATE', '20261104T150000'), ...people('ACCEPTED', 'ACCEPTED')),
  ...event('SUMMARY:Sync', at('RECURRENCE-ID', '20261021T150000'), at('DTSTART', '20261021T170000'), at('DTEND', '20261021T180000'), ...people('DECLINED', 'ACCEPTED')),
  ...event('SUMMARY:Sync', 'LOCATION:Garden', at('RECURRENCE-ID', '20261028T150000'), at('DTSTART', '20261028T150000'), at('DTEND', '20261028T160000'), ...people('ACCEPTED', 'ACCEPTED')),
  ...event('SUMMARY:Sync', 'STATUS:CANCELLED', at('RECURRENCE-ID', '20261111T150000'), at('DTSTART', '20261111T150000'), at('DTEND', '20261111T160000'), ...people('ACCEPTED', 'ACCEPTED')),
  'END:VCALENDAR', '',
].join('\r\n')
const tree = (): Component => {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const weekly = (days: RepeatRule['days']): RepeatRule => ({ freq: 'weekly', interval: 1, days, nth: null, end: { kind: 'never' }, custom: null })

function told(recurrenceId: string, scope: EventDraft['scope'], change: (draft: EventDraft) => Partial<EventDraft>): string[] {
  const before = tree()
  const draft = must(draftOf(before, recurrenceId, scope, zone, mine, { objectId: 'o' as ObjectId, collectionId: 'c' as CollectionId }), 'draft')
  const applied = applyDraft(before, { ...draft, ...change(draft) }, { nowUtc: Date.UTC(2026, 9, 12), newUid: 'v', myAddress: alice, myName: '' })
  if (!applied.ok) throw new Error(applied.problem.code)
  const { root, also, slots } = applied.value
  return exceptionFates(before, also === undefined ? [root] : [root, also], slots, { zone, mine }).map((fate) => {
    const { date, words } = fateWords(JSON.parse(JSON.stringify(fate)), zone)
    return `${fate.kept ? 'kept' : 'LOST'} ${date}: ${words}`
  })
}
const moved = (day: string, from: string, to: string): EventDraft['when'] => ({ kind: 'timed', localStart: `2026-10-${day}T${from}:00`, localEnd: `2026-10-${day}T${to}:00`, zone })
const first = '20261014T130000Z'

describe('what becomes of the dates that differ from their series (ITP-44)', () => {
  test('another text for all: every date keeps what is its own, and the answers given for it', () => {
    expect(told(first, 'all', () => ({ title: 'Weekly sync' }))).toEqual([
      'kept Wed 21 Oct: moved to Wed 21 Oct, 17:00–18:00, the answer of Bob for it stays',
      'kept Wed 28 Oct: place of its own',
      'kept Wed 4 Nov: does not take place',
      'kept Wed 11 Nov: called off',
    ])
  })
  test('all an hour later: they go along under new names, a moved date keeps its time, and who answered for it alone is asked again', () => {
    expect(told(first, 'all', () => ({ when: moved('14', '16:00', '17:00') }))).toEqual([
      'kept Wed 21 Oct: moved to Wed 21 Oct, 17:00–18:00, Bob must answer for it again',
      'kept Wed 28 Oct: place of its own',
      'kept Wed 4 Nov: does not take place',
      'kept Wed 11 Nov: called off',
    ])
  })
  test('another day of the week by the rule: the dates are no more, and each is named', () => {
    expect(told(first, 'all', (draft) => ({ when: draft.when, repeat: weekly(['TH']) })).map((line) => line.slice(0, 15))).toEqual(['LOST Wed 21 Oct', 'LOST Wed 28 Oct', 'LOST Wed 4 Nov:', 'LOST Wed 11 Nov'])
  })
  test('every other week: those between are lost, the others kept', () => {
    expect(told(first, 'all', () => ({ repeat: { ...weekly(['WE']), interval: 2 } })).map((line) => line.slice(0, 15))).toEqual(['LOST Wed 21 Oct', 'kept Wed 28 Oct', 'LOST Wed 4 Nov:', 'kept Wed 11 Nov'])
  })
  test('an end before them: what lies behind it is lost', () => {
    expect(told(first, 'all', () => ({ repeat: { ...weekly(['WE']), end: { kind: 'until', date: '2026-10-25' } } })).map((line) => line.slice(0, 15))).toEqual(['kept Wed 21 Oct', 'LOST Wed 28 Oct', 'LOST Wed 4 Nov:', 'LOST Wed 11 Nov'])
  })
  test('it repeats no more: all are lost', () => {
    expect(told(first, 'all', () => ({ repeat: null })).map((line) => line.slice(0, 4))).toEqual(['LOST', 'LOST', 'LOST', 'LOST'])
  })
  test('this and following: earlier dates are not touched and not named', () => {
    expect(told('20261028T140000Z', 'following', (draft) => ({ when: draft.when, location: 'Hall' }))).toEqual(['kept Wed 28 Oct: place of its own', 'kept Wed 4 Nov: does not take place', 'kept Wed 11 Nov: called off'])
  })
  test('one date alone: no other is spoken of', () => {
    expect(told('20261028T140000Z', 'this', () => ({ location: 'Hall' }))).toEqual([])
  })
  test('the time of an own date moves along: its own answer must be given again, and that is said', () => {
    const before = text.replace(at('DTSTART', '20261021T170000'), at('DTSTART', '20261021T150000')).replace(at('DTEND', '20261021T180000'), at('DTEND', '20261021T160000'))
    const read = readCalendar(before)
    if (!read.ok) throw new Error('unreadable')
    const draft = must(draftOf(read.value, first, 'all', zone, mine, { objectId: 'o' as ObjectId, collectionId: 'c' as CollectionId }), 'draft')
    const applied = applyDraft(read.value, { ...draft, when: moved('14', '16:00', '17:00') }, { nowUtc: Date.UTC(2026, 9, 12), newUid: 'v', myAddress: alice, myName: '' })
    if (!applied.ok) throw new Error(applied.problem.code)
    const [one] = exceptionFates(read.value, [applied.value.root], applied.value.slots, { zone, mine })
    expect(one).toMatchObject({ own: [], kept: true, answersStay: [], answersVoid: ['Bob'] })
  })
})
