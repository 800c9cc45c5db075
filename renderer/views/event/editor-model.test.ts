import { describe, expect, it } from 'vitest'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { DraftWhen, EventDraft, RepeatRule } from '../../../shared/contract/events.ts'
import { storyDraft } from '../../testing/scheduling-story.ts'
import { changedInWords, endTimes, isSeveralDays, lastDateOf, lengthOf, openedWith, othersCalendar, problemInWords, problemsOf, reminderInWords, repeatChoices, sameDraft, scopeChoices, setAllDay, setEndTime, setLastDate, setStartDate, setStartTime, settled, toggleDay } from './editor-model.ts'
import { followStart } from '../../../shared/event/when.ts'
import { mailTo } from './mail-to.ts'

const berlin = 'Europe/Berlin'
const timed = (from: string, to: string): Extract<DraftWhen, { kind: 'timed' }> => ({ kind: 'timed', localStart: from, localEnd: to, zone: berlin })
const when = timed('2026-10-14T15:00:00', '2026-10-14T16:30:00')
const days: DraftWhen = { kind: 'all-day', startDate: '2026-10-14', endDate: '2026-10-17' }

describe('the time of a draft', () => {
  it('another first day takes the length along', () => {
    expect(setStartDate(when, '2026-10-20')).toEqual(timed('2026-10-20T15:00:00', '2026-10-20T16:30:00'))
    expect(setStartDate(days, '2026-10-20')).toEqual({ kind: 'all-day', startDate: '2026-10-20', endDate: '2026-10-23' })
  })
  it('another start time takes the length along, over midnight and over a change of clocks too', () => {
    expect(setStartTime(when, '23:00')).toEqual(timed('2026-10-14T23:00:00', '2026-10-15T00:30:00'))
    expect(setStartTime(timed('2026-10-25T01:00:00', '2026-10-25T04:00:00'), '00:00').localEnd).toBe('2026-10-25T03:00:00')
  })
  it('an end before the start means the next day', () => {
    expect(setEndTime(when, '01:00').localEnd).toBe('2026-10-15T01:00:00')
    expect(setEndTime(timed('2026-10-14T23:00:00', '2026-10-15T01:00:00'), '23:30').localEnd).toBe('2026-10-14T23:30:00')
    expect(setEndTime(timed('2026-10-14T09:00:00', '2026-10-16T17:00:00'), '08:00').localEnd).toBe('2026-10-16T08:00:00')
  })
  it('all-day days are shown with their last day and stored with the day after', () => {
    expect(lastDateOf(days)).toBe('2026-10-16')
    expect(setLastDate(days, '2026-10-14')).toEqual({ kind: 'all-day', startDate: '2026-10-14', endDate: '2026-10-15' })
  })
  it('all day and back', () => {
    expect(setAllDay(when, true, berlin, '09:00')).toEqual({ kind: 'all-day', startDate: '2026-10-14', endDate: '2026-10-15' })
    expect(setAllDay(days, false, berlin, '09:00')).toEqual(timed('2026-10-14T09:00:00', '2026-10-14T10:00:00'))
    expect(setAllDay(when, false, berlin, '09:00')).toBe(when)
  })
  it('an evening until midnight is one day', () => {
    const evening = timed('2026-10-14T23:00:00', '2026-10-15T00:00:00')
    expect([evening, setEndTime(evening, '00:30'), setEndTime(setEndTime(evening, '23:30'), '00:00')].map(isSeveralDays)).toEqual([false, true, false])
    expect(setAllDay(evening, true, berlin, '09:00')).toEqual({ kind: 'all-day', startDate: '2026-10-14', endDate: '2026-10-15' })
  })
  it('lengths in words, nothing for an end before the start', () => {
    expect([lengthOf(when), lengthOf(days), lengthOf(timed('2026-10-14T15:00:00', '2026-10-14T14:00:00'))]).toEqual(['1 h 30 min', '3 days', ''])
  })
  it('ends are offered with the length they make', () => {
    expect(endTimes(timed('2026-10-14T23:30:00', '2026-10-15T00:30:00')).slice(0, 4)).toEqual([
      { time: '23:45', detail: '15 min' },
      { time: '00:00', detail: '30 min, next day' },
      { time: '00:15', detail: '45 min, next day' },
      { time: '00:30', detail: '1 h, next day' },
    ])
  })
})

describe('repeating', () => {
  const weekly: RepeatRule = { freq: 'weekly', interval: 1, days: ['WE'], nth: null, end: { kind: 'count', count: 6 }, custom: null }
  it('offers what fits the day, and keeps the end', () => {
    const choices = repeatChoices('2026-10-28', weekly)
    expect(choices.map((choice) => choice.label)).toEqual(['Does not repeat', 'Every day', 'Every weekday', 'Every week on Wednesday', 'Every 2 weeks on Wednesday', 'Every month on day 28', 'Every month on the last Wednesday', 'Every year on 28 October'])
    expect(choices[6]?.rule).toMatchObject({ freq: 'monthly', days: ['WE'], nth: -1, end: { kind: 'count', count: 6 } })
    expect(repeatChoices('2026-10-14', null)[6]).toMatchObject({ label: 'Every month on the second Wednesday', rule: { nth: 2 } })
  })
  it('days are kept in the order of the week, and one always stays', () => {
    expect(toggleDay(weekly, 'MO').days).toEqual(['MO', 'WE'])
    expect(toggleDay(weekly, 'WE')).toBe(weekly)
  })
  it('a rule that meant the first day follows it; others stay', () => {
    expect(followStart(weekly, '2026-10-14', '2026-10-15')?.days).toEqual(['TH'])
    const two: RepeatRule = { ...weekly, days: ['MO', 'WE'] }
    expect(followStart(two, '2026-10-14', '2026-10-15')).toBe(two)
    const custom: RepeatRule = { ...weekly, custom: 'FREQ=WEEKLY;BYDAY=WE' }
    expect(followStart(custom, '2026-10-14', '2026-10-15')).toBe(custom)
    expect(followStart({ ...weekly, freq: 'monthly', nth: 2 }, '2026-10-14', '2026-10-22')).toMatchObject({ days: ['TH'], nth: 4 })
  })
})

describe('words', () => {
  it('reminders', () => {
    expect([0, 1, 10, 90, 1_440, 2_880, 10_080].map(reminderInWords)).toEqual(['At the start', '1 minute before', '10 minutes before', '1 h 30 min before', '1 day before', '2 days before', '1 week before'])
  })
  it('problems are sentences beside their field', () => {
    const problems = [{ code: 'ends-before-start', field: 'when', detail: '' }, { code: 'bad-address', field: 'attendees', detail: 'bob' }] as const
    expect(problemsOf(problems, 'when')).toBe('It ends before it starts.')
    expect(problemsOf(problems, 'attendees')).toBe('“bob” is not an address anybody can be invited at.')
    expect(problemsOf(problems, 'repeat')).toBe('')
  })
  it.each(['ends-before-start', 'unknown-zone', 'bad-date', 'bad-address', 'twice', 'until-before-start', 'bad-rule', 'not-organizer', 'no-instance', 'mixed-organizer'] as const)('%s has a sentence', (code) => {
    expect(problemInWords({ code, field: 'all', detail: 'x' })).toMatch(/^.{12,}\.$/)
  })
  it('scopes name their dates', () => {
    expect(scopeChoices('2026-10-14').map((choice) => choice.label)).toEqual(['Only Wednesday 14 October', '14 October and later', 'All dates'])
  })
  it('what was changed', () => {
    expect(changedInWords(['time', 'people', 'text'], false)).toBe('You changed the time, the people and the text.')
    expect(changedInWords(['place'], false)).toBe('You changed the place.')
    expect(changedInWords([], true)).toBe('This is a new meeting.')
  })
})

describe('a draft', () => {
  const draft: EventDraft = { ...storyDraft(), repeat: null }
  it('without people is one’s own again, unless it is a meeting already', () => {
    expect(settled({ ...draft, attendees: [] }).organizer).toBeNull()
    expect(settled(draft)).toBe(draft)
    const existing = { ...draft, attendees: [], objectId: 'x' as EventDraft['objectId'] }
    expect(settled(existing)).toBe(existing)
  })
  it('is the same when nothing that is saved differs', () => {
    expect(sameDraft({ ...draft, attendees: [] }, { ...draft, attendees: [], organizer: null })).toBe(true)
    expect(sameDraft(draft, { ...draft, title: 'x' })).toBe(false)
  })
  it('as a mail for a person no server reaches', () => {
    const link = decodeURIComponent(mailTo('grace@nowhere.example', { ...draft, attendees: [{ address: 'grace@nowhere.example', name: '', role: 'required', kind: 'individual', answer: 'needs-action' }] }, berlin, []))
    expect(link).toContain('mailto:grace@nowhere.example?subject=Invitation: Launch planning')
    expect(link).toContain('Wed 14 Oct, 15:00–16:30 (Berlin time)')
  })
})

describe('what the editor begins with', () => {
  const saved: EventDraft = { ...storyDraft(), objectId: 'x' as EventDraft['objectId'] }
  const moved: EventDraft = { ...saved, title: 'Moved' }
  const fresh: EventDraft = { ...saved, objectId: null }
  it('an event is opened as it is', () => {
    expect(openedWith(saved, false, null)).toEqual({ draft: saved, opened: saved })
  })
  it('work on it that was neither saved nor thrown away comes back', () => {
    expect(openedWith(saved, false, { draft: moved, opened: saved })).toEqual({ draft: moved, opened: saved })
    expect(openedWith({ ...saved, scope: 'this' }, false, { draft: moved, opened: saved }).draft.title).toBe(saved.title)
  })
  it('a draft back from the people grid is the newer one, compared with where its edit began', () => {
    expect(openedWith(moved, true, { draft: saved, opened: saved })).toEqual({ draft: moved, opened: saved })
  })
  it('a carried draft of an event whose beginning is not known counts as changed; a new one does not', () => {
    expect(openedWith(moved, true, null)).toEqual({ draft: moved, opened: null })
    expect(openedWith(fresh, true, null)).toEqual({ draft: fresh, opened: fresh })
  })
})

describe('PPL-6: people invited into the calendar of somebody else', () => {
  const calendar = (id: string, patch: object = {}) => ({ id, name: id, writable: true, isDefault: false, ...patch })
  const north = { calendars: [calendar('bobs', { ownerName: 'Bob Berg' }), calendar('work'), calendar('home', { isDefault: true })] }
  const south = { calendars: [calendar('shared', { ownerName: 'Eve' })] }
  const draft = (collectionId: string, attendees: readonly object[] = [{}]) => ({ collectionId, attendees }) as unknown as EventDraft
  const of = (...list: readonly object[]) => list as unknown as readonly AccountView[]
  it.each<[string, EventDraft, readonly AccountView[], [string | null, string | null]]>([
    ['nobody is invited yet', draft('bobs', []), of(north), [null, null]],
    ['a calendar of my own', draft('work'), of(north), [null, null]],
    ['the default one of the same account takes its place', draft('bobs'), of(south, north), ['Bob Berg', 'home']],
    ['none of my own there: one of another account', draft('shared'), of(south, north), ['Eve', 'home']],
    ['none at all', draft('shared'), of(south), ['Eve', null]],
  ])('%s', (_name, asked, accounts, [owner, own]) => {
    const found = othersCalendar(asked, accounts)
    expect([found.owner, found.own?.id ?? null]).toEqual([owner, own])
  })
})
