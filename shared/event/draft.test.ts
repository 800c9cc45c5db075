import { describe, expect, test } from 'vitest'
import type { EventDraft } from '../contract/events.ts'
import type { CollectionId, ObjectId } from '../model/ids.ts'
import { must } from '../model/result.ts'
import { eventsOf, readCalendar, writeCalendar, writeComponent, type Component } from '../ical/tree.ts'
import { repeatOnDay } from './when.ts'
import { applyDraft, draftOf, newDraft, validateDraft, type AppliedDraft, type DraftContext } from './draft.ts'

const ids = { objectId: 'o-1' as ObjectId, collectionId: 'c-1' as CollectionId }
const ctx: DraftContext = { nowUtc: Date.UTC(2026, 10, 22, 12), newUid: 'new-uid', myAddress: 'mailto:Alice@north.example', myName: 'Alice' }
const me = [ctx.myAddress]
const tree = (text: string): Component => {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const calendar = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:u-1', 'DTSTAMP:20261001T000000Z', ...lines, 'END:VEVENT']
const when = (start: string, end: string, zone = 'Europe/Berlin'): EventDraft['when'] => ({ kind: 'timed', localStart: `2026-${start}:00`, localEnd: `2026-${end}:00`, zone })
const person = (address: string, change: Partial<EventDraft['attendees'][number]> = {}): EventDraft['attendees'][number] => ({ address, name: '', role: 'required', kind: 'individual', answer: 'needs-action', ...change })

/** Lines of the events, without what every save writes anew. */
const eventLines = (root: Component): string[] => {
  const text = writeCalendar(root).replaceAll(/\r\n[ \t]/g, '')
  return text
    .slice(text.indexOf('BEGIN:VEVENT'))
    .split('\r\n')
    .filter((l) => l !== '' && !/^(DTSTAMP|LAST-MODIFIED|CREATED|END:VCALENDAR|UID)/.test(l))
}
const apply = (root: Component | null, draft: EventDraft, change: Partial<DraftContext> = {}): AppliedDraft => {
  const applied = applyDraft(root, draft, { ...ctx, ...change })
  if (!applied.ok) throw new Error(`${applied.problem.code} ${applied.problem.detail}`)
  return applied.value
}
const edit = (text: string, recurrenceId: string | null, scope: EventDraft['scope'], change: (draft: EventDraft) => Partial<EventDraft>): AppliedDraft => {
  const root = tree(text)
  const before = writeCalendar(root)
  const draft = must(draftOf(root, recurrenceId, scope, 'Europe/Berlin', me, ids), 'draft')
  const applied = apply(root, { ...draft, ...change(draft) })
  expect(writeCalendar(root)).toBe(before)
  return applied
}

describe('a new event', () => {
  test('SCH-3, SCH-4, ITP-5 a meeting: me once as CHAIR, others asked, SEQUENCE 0, zones included', () => {
    const draft = { ...newDraft({ collectionId: ids.collectionId, when: when('11-24T10:00', '11-24T11:00'), title: 'Review', organizer: 'alice@north.example' }), attendees: [person('bob@north.example', { name: 'Bob' }), person('aurora@north.example', { name: 'Aurora', kind: 'room' as const }), person('alice@north.example')], reminders: [10] }
    const { root, also } = apply(null, draft)
    expect(also).toBeUndefined()
    expect(eventLines(root)).toEqual([
      'BEGIN:VEVENT',
      'DTSTART;TZID=Europe/Berlin:20261124T100000',
      'DTEND;TZID=Europe/Berlin:20261124T110000',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'SUMMARY:Review',
      'ORGANIZER;CN=Alice:mailto:Alice@north.example',
      'ATTENDEE;CN=Alice;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:Alice@north.example',
      'ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;RSVP=TRUE:mailto:bob@north.example',
      'ATTENDEE;CN=Aurora;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;CUTYPE=ROOM;RSVP=TRUE:mailto:aurora@north.example',
      'SEQUENCE:0',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-PT10M',
      'DESCRIPTION:Review',
      'END:VALARM',
      'END:VEVENT',
    ])
    expect(writeCalendar(root)).toContain('TZID:Europe/Berlin')
    expect(writeCalendar(root)).toContain('UID:new-uid')
  })
  test('all-day and repeating', () => {
    const draft = { ...newDraft({ collectionId: ids.collectionId, when: { kind: 'all-day', startDate: '2026-11-24', endDate: '2026-11-26' }, title: 'Fair' }), repeat: { freq: 'yearly' as const, interval: 1, days: [], nth: null, end: { kind: 'count' as const, count: 3 }, custom: null } }
    expect(eventLines(apply(null, draft).root)).toEqual(['BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261126', 'STATUS:CONFIRMED', 'TRANSP:TRANSPARENT', 'SUMMARY:Fair', 'RRULE:FREQ=YEARLY;COUNT=3', 'SEQUENCE:0', 'END:VEVENT'])
  })
})

const single = calendar(
  ...event(
    'SEQUENCE:2',
    'SUMMARY;LANGUAGE=en:Review',
    'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261124T100000',
    'DURATION:PT1H',
    'ORGANIZER;CN=Alice:mailto:alice@north.example',
    'ATTENDEE;CN=Alice;PARTSTAT=ACCEPTED:mailto:alice@north.example',
    'ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED;X-DTSTAMP=20261101T000000Z:mailto:bob@north.example',
    'ATTENDEE;CN=Carol;PARTSTAT=DECLINED:mailto:carol@north.example',
    'X-KEEP;X-P=1:Me',
    'BEGIN:VALARM',
    'ACTION:EMAIL',
    'TRIGGER:-PT1H',
    'END:VALARM',
  ),
)

describe('editing a single meeting', () => {
  test('nothing changed: nothing is written but what must be', () => {
    expect(eventLines(edit(single, null, 'all', () => ({})).root)).toEqual(eventLines(tree(single)))
  })
  test('T-I41 title only: SEQUENCE and answers stay, unknown things too', () => {
    const { root } = edit(single, null, 'all', () => ({ title: 'Design review' }))
    expect(eventLines(root)).toEqual(eventLines(tree(single.replace('en:Review', 'en:Design review'))))
    expect(writeCalendar(root)).toContain('DTSTAMP:20261122T120000Z')
  })
  test('T-I42 SCH-8 time moved: SEQUENCE+1, others asked again, my answer and the TZID stay, DURATION becomes DTEND', () => {
    const { root } = edit(single, null, 'all', () => ({ when: when('11-24T15:00', '11-24T16:30') }))
    const lines = eventLines(root)
    expect(lines).toContain('SEQUENCE:3')
    expect(lines.filter((l) => /^(DT|DUR|ATT)/.test(l))).toEqual([
      'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261124T150000',
      'ATTENDEE;CN=Alice;PARTSTAT=ACCEPTED:mailto:alice@north.example',
      'ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;X-DTSTAMP=20261101T000000Z;RSVP=TRUE:mailto:bob@north.example',
      'ATTENDEE;CN=Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol@north.example',
      'DTEND;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261124T163000',
    ].sort((a, b) => lines.indexOf(a) - lines.indexOf(b)))
    expect(lines).toContain('X-KEEP;X-P=1:Me')
  })
  test('T-I47 somebody is taken off: SEQUENCE+1, the others’ answers stay', () => {
    const { root } = edit(single, null, 'all', (d) => ({ attendees: d.attendees.filter((a) => a.name !== 'Carol') }))
    const lines = eventLines(root)
    expect([lines.includes('SEQUENCE:3'), lines.filter((l) => l.startsWith('ATTENDEE')).length, lines.some((l) => l.includes('CN=Bob;PARTSTAT=ACCEPTED'))]).toEqual([true, 2, true])
  })
  test('somebody is added: asked, without a new SEQUENCE', () => {
    const { root } = edit(single, null, 'all', (d) => ({ attendees: [...d.attendees, person('mailto:dave@south.example', { role: 'optional' })] }))
    expect(eventLines(root)).toContain('ATTENDEE;PARTSTAT=NEEDS-ACTION;ROLE=OPT-PARTICIPANT;CUTYPE=INDIVIDUAL;RSVP=TRUE:mailto:dave@south.example')
    expect(eventLines(root)).toContain('SEQUENCE:2')
  })
  test('ITP-38 the last one is taken off: a plain event again', () => {
    const lines = eventLines(edit(single, null, 'all', () => ({ attendees: [] })).root)
    expect(lines.filter((l) => /^(ORG|ATT)/.test(l))).toEqual([])
  })
  test('reminders: ours change, others stay', () => {
    const lines = eventLines(edit(single, null, 'all', () => ({ reminders: [5] })).root)
    expect(lines.filter((l) => l.startsWith('TRIGGER'))).toEqual(['TRIGGER:-PT1H', 'TRIGGER:-PT5M'])
  })
})

const series = calendar(
  ...event('SEQUENCE:1', 'SUMMARY:Sync', 'DTSTART;TZID=Europe/Berlin:20261014T150000', 'DTEND;TZID=Europe/Berlin:20261014T160000', 'RRULE:FREQ=WEEKLY;BYDAY=WE', 'ORGANIZER:mailto:alice@north.example', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@north.example', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@north.example'),
  ...event('SEQUENCE:1', 'RECURRENCE-ID;TZID=Europe/Berlin:20261021T150000', 'SUMMARY:Sync in the garden', 'DTSTART;TZID=Europe/Berlin:20261021T150000', 'DTEND;TZID=Europe/Berlin:20261021T160000', 'ORGANIZER:mailto:alice@north.example', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@north.example', 'ATTENDEE;PARTSTAT=DECLINED:mailto:bob@north.example'),
)

describe('a series', () => {
  test('the draft of a date, by scope', () => {
    const of = (rid: string, scope: EventDraft['scope']): unknown[] => {
      const d = must(draftOf(tree(series), rid, scope, 'UTC', me, ids), 'draft')
      return [d.title, d.when.kind === 'timed' && d.when.localStart, d.repeat?.freq ?? null, d.organizer, d.attendees.map((a) => `${a.address} ${a.answer}`)]
    }
    expect(of('20261021T130000Z', 'this')).toEqual(['Sync in the garden', '2026-10-21T15:00:00', null, 'alice@north.example', ['bob@north.example declined']])
    expect(of('20261021T130000Z', 'all')).toEqual(['Sync', '2026-10-21T15:00:00', 'weekly', 'alice@north.example', ['bob@north.example accepted']])
    // After the clocks changed it is 14:00Z.
    expect(of('20261028T140000Z', 'following')).toEqual(['Sync', '2026-10-28T15:00:00', 'weekly', 'alice@north.example', ['bob@north.example accepted']])
  })
  test('this date only: an override, asked again there and only there', () => {
    const { root } = edit(series, '20261028T140000Z', 'this', () => ({ when: when('10-28T16:00', '10-28T17:00') }))
    const text = writeCalendar(root)
    const [master, , override] = text.split('BEGIN:VEVENT').slice(1)
    expect(override).toContain('RECURRENCE-ID;TZID=Europe/Berlin:20261028T150000')
    expect(override).toContain('DTSTART;TZID=Europe/Berlin:20261028T160000')
    expect(override).toContain('SEQUENCE:2')
    expect(override).toContain('PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@north.example')
    expect(override).not.toContain('RRULE')
    expect(master).toContain('SEQUENCE:1')
    expect(master).toContain('PARTSTAT=ACCEPTED:mailto:bob@north.example')
  })
  test('all dates, a day later: the weekday of the rule and the single dates go along (ITP-44, ICS-8)', () => {
    const { root, dropped } = edit(series, '20261028T140000Z', 'all', () => ({ when: when('10-29T09:00', '10-29T10:00') }))
    const [master, override] = writeCalendar(root).split('BEGIN:VEVENT').slice(1)
    expect(dropped).toEqual([])
    expect(master).toContain('DTSTART;TZID=Europe/Berlin:20261015T090000')
    expect(master).toContain('RRULE:FREQ=WEEKLY;BYDAY=TH')
    expect(master).toContain('SEQUENCE:2')
    expect(override).toContain('RECURRENCE-ID;TZID=Europe/Berlin:20261022T090000')
    expect(override).toContain('SUMMARY:Sync in the garden')
    expect(override).toContain('PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@north.example')
  })
  describe('to another weekday (ITP-44, ICS-8)', () => {
    const meeting = ['ORGANIZER:mailto:alice@north.example', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@north.example', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@north.example']
    const at = (day: string, hour = '15'): string[] => [`DTSTART;TZID=Europe/Berlin:2026${day}T${hour}0000`, `DTEND;TZID=Europe/Berlin:2026${day}T${Number(hour) + 1}0000`]
    const repeating = (start: string, rule: string, ...more: string[]): string => calendar(...event('SEQUENCE:1', 'SUMMARY:Sync', ...at(start), `RRULE:${rule}`, ...meeting), ...more)
    const override = (day: string, ...lines: string[]): string[] => event('SEQUENCE:1', `RECURRENCE-ID;TZID=Europe/Berlin:2026${day}T150000`, ...lines, ...meeting)
    const lineOf = (root: Component, start: string): string[] => eventsOf(root).flatMap((one) => writeComponent(one).replaceAll(/\r\n[ \t]/g, '').split('\r\n')).filter((line) => line.startsWith(start))

    test('what was left out, added and moved by hand goes along, and is told; clocks change in between', () => {
      const text = repeating('1014', 'FREQ=WEEKLY;BYDAY=WE;UNTIL=20261125T140000Z', ...override('1028', 'SUMMARY:By hand', ...at('1030', '11'))).replace('RRULE', 'EXDATE;TZID=Europe/Berlin:20261104T150000\r\nRDATE;TZID=Europe/Berlin:20261113T150000\r\nRRULE')
      const { root, dropped, slots } = edit(text, '20261021T130000Z', 'all', () => ({ when: when('10-22T15:00', '10-22T16:00') }))
      expect(lineOf(root, 'RRULE')).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20261126T225959Z'])
      expect([lineOf(root, 'EXDATE'), lineOf(root, 'RDATE'), lineOf(root, 'RECURRENCE-ID')]).toEqual([['EXDATE;TZID=Europe/Berlin:20261105T150000'], ['RDATE;TZID=Europe/Berlin:20261114T150000'], ['RECURRENCE-ID;TZID=Europe/Berlin:20261029T150000']])
      expect(lineOf(root, 'DTSTART;')).toEqual(['DTSTART;TZID=Europe/Berlin:20261015T150000', 'DTSTART;TZID=Europe/Berlin:20261030T110000'])
      expect([dropped, [...slots]]).toEqual([[], [['20261104T140000Z', '20261105T140000Z'], ['20261028T140000Z', '20261029T140000Z']]])
    })
    test('twice a week: a date that now has the name of another is asked again (RFC 5546 §3.2.2)', () => {
      const text = repeating('1013', 'FREQ=WEEKLY;BYDAY=TU,WE', ...override('1020', 'SUMMARY:In the garden', ...at('1020')))
      const { root } = edit(text, '20261013T130000Z', 'all', () => ({ when: when('10-14T15:00', '10-14T16:00') }))
      expect(lineOf(root, 'RECURRENCE-ID')).toEqual(['RECURRENCE-ID;TZID=Europe/Berlin:20261021T150000'])
      expect(lineOf(root, 'ATTENDEE').filter((line) => line.endsWith('bob@north.example')).map((line) => /PARTSTAT=([A-Z-]+)/.exec(line)?.[1])).toEqual(['NEEDS-ACTION', 'NEEDS-ACTION'])
      expect(lineOf(root, 'SEQUENCE')).toEqual(['SEQUENCE:2', 'SEQUENCE:2'])
    })
    test('monthly on the nth weekday: exceptions stay in their months though those days are not equally far apart', () => {
      // Second Tuesdays 14 July, 11 August, 8 September; second Wednesdays 8 July, 12 August, 9 September.
      const text = repeating('0714', 'FREQ=MONTHLY;BYDAY=2TU;UNTIL=20260908T130000Z', ...override('0908', 'SUMMARY:In the garden', ...at('0908'))).replace('RRULE', 'EXDATE;TZID=Europe/Berlin:20260714T150000\r\nRRULE')
      const { root, dropped } = edit(text, '20260811T130000Z', 'all', () => ({ when: when('08-12T15:00', '08-12T16:00') }))
      expect(dropped).toEqual([])
      expect([...lineOf(root, 'DTSTART;'), ...lineOf(root, 'EXDATE'), ...lineOf(root, 'RRULE')]).toEqual(['DTSTART;TZID=Europe/Berlin:20260708T150000', 'DTSTART;TZID=Europe/Berlin:20260909T150000', 'EXDATE;TZID=Europe/Berlin:20260708T150000', 'RRULE:FREQ=MONTHLY;BYDAY=2WE;UNTIL=20260909T215959Z'])
    })
    test('this and following: the first half keeps its day (ITP-43)', () => {
      const { root, also } = edit(repeating('1014', 'FREQ=WEEKLY;BYDAY=WE;COUNT=5'), '20261028T140000Z', 'following', () => ({ when: when('10-30T15:00', '10-30T16:00') }))
      const rest = must(also, 'second half')
      expect([...lineOf(root, 'RRULE'), ...lineOf(rest, 'RRULE'), ...lineOf(rest, 'DTSTART;')]).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261028T135959Z', 'RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3', 'DTSTART;TZID=Europe/Berlin:20261030T150000'])
    })
    test('all-day', () => {
      const text = calendar(...event('DTSTART;VALUE=DATE:20261014', 'DTEND;VALUE=DATE:20261015', 'RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261104', 'EXDATE;VALUE=DATE:20261021'))
      const { root } = edit(text, '20261014', 'all', () => ({ when: { kind: 'all-day', startDate: '2026-10-16', endDate: '2026-10-17' } }))
      expect([...lineOf(root, 'DTSTART;'), ...lineOf(root, 'RRULE'), ...lineOf(root, 'EXDATE')]).toEqual(['DTSTART;VALUE=DATE:20261016', 'RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20261106', 'EXDATE;VALUE=DATE:20261023'])
    })
    test('the days the editor shows along with the new date are the move, and no new rule', () => {
      const { root, dropped } = edit(repeating('1013', 'FREQ=WEEKLY;UNTIL=20261027T135959Z;BYDAY=TU,WE'), '20261014T130000Z', 'all', (d) => ({ when: when('10-15T15:00', '10-15T16:00'), repeat: repeatOnDay(d, '2026-10-14', '2026-10-15') }))
      expect([dropped, lineOf(root, 'RRULE')]).toEqual([[], ['RRULE:FREQ=WEEKLY;UNTIL=20261027T225959Z;BYDAY=WE,TH']])
    })
    test.each([
      ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10', 'special-rule'],
      ['FREQ=MONTHLY;BYDAY=-1WE', 'not-last'],
    ])('%s cannot: %s', (rule, code) => {
      const root = tree(repeating('1014', rule))
      const draft = must(draftOf(root, '20261014T130000Z', 'all', 'UTC', me, ids), 'draft')
      expect(applyDraft(root, { ...draft, when: when('10-13T15:00', '10-13T16:00') }, ctx)).toEqual({ ok: false, problem: { code, field: 'when', detail: '' } })
    })
  })
  test('all dates, another title and one more person: what a date has of its own stays, the person is in both', () => {
    const { root } = edit(series, '20261028T140000Z', 'all', (d) => ({ title: 'Weekly', location: 'Aurora', attendees: [...d.attendees, person('carol@north.example')] }))
    const [master, override] = writeCalendar(root).split('BEGIN:VEVENT').slice(1)
    expect([master?.includes('SUMMARY:Weekly'), override?.includes('SUMMARY:Sync in the garden'), override?.includes('LOCATION:Aurora')]).toEqual([true, true, true])
    expect(override).toContain('mailto:carol@north.example')
    expect(override).toContain('PARTSTAT=DECLINED:mailto:bob@north.example')
    expect(master).toContain('SEQUENCE:1')
  })
  test('this and following: two objects, the second asks everybody (ITP-43)', () => {
    const { root, also } = edit(series, '20261028T140000Z', 'following', () => ({ when: when('10-28T10:00', '10-28T11:00') }))
    const before = writeCalendar(root)
    const after = writeCalendar(must(also, 'second half'))
    expect(before).toMatch(/UNTIL=20261021T130000Z|UNTIL=20261028T13/)
    expect(before).toContain('SEQUENCE:2')
    expect(before).toContain('PARTSTAT=ACCEPTED:mailto:bob@north.example')
    expect(after).toContain('UID:new-uid')
    expect(after).toContain('DTSTART;TZID=Europe/Berlin:20261028T100000')
    expect(after).toContain('PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@north.example')
    expect(after).not.toContain('garden')
  })
  test('it no longer repeats: rule, dates and overrides go', () => {
    const { root } = edit(series, '20261014T130000Z', 'all', () => ({ repeat: null }))
    expect(writeCalendar(root).match(/BEGIN:VEVENT/g)?.length).toBe(1)
    expect(writeCalendar(root).slice(writeCalendar(root).indexOf('BEGIN:VEVENT'))).not.toContain('RRULE')
  })
  test('T-I43 the end of the rule comes nearer: SEQUENCE+1, answers stay', () => {
    const { root } = edit(series, '20261014T130000Z', 'all', (d) => ({ repeat: d.repeat && { ...d.repeat, end: { kind: 'until', date: '2026-12-31' } } }))
    const [master] = writeCalendar(root).split('BEGIN:VEVENT').slice(1)
    expect(master).toContain('SEQUENCE:2')
    expect(master).toContain('PARTSTAT=ACCEPTED:mailto:bob@north.example')
  })
  test('twice a week instead of once: everybody is asked again', () => {
    const { root } = edit(series, '20261014T130000Z', 'all', (d) => ({ repeat: d.repeat && { ...d.repeat, days: ['WE', 'FR'] } }))
    const [master] = writeCalendar(root).split('BEGIN:VEVENT').slice(1)
    expect(master).toContain('SEQUENCE:2')
    expect(master).toContain('PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@north.example')
  })
})

describe('what may not be', () => {
  const theirs = single.replace('ORGANIZER;CN=Alice:mailto:alice@', 'ORGANIZER;CN=Olga:mailto:olga@')
  const tryEdit = (text: string, change: Partial<EventDraft>): string => {
    const root = tree(text)
    const applied = applyDraft(root, { ...must(draftOf(root, null, 'all', 'UTC', me, ids), 'draft'), ...change }, ctx)
    return applied.ok ? 'ok' : `${applied.problem.code}`
  }
  test.each([
    ['SCH-10 an attendee moves it', { when: when('11-24T15:00', '11-24T16:00') }, 'not-organizer'],
    ['SCH-10 an attendee renames it', { title: 'Mine now' }, 'not-organizer'],
    ['SCH-10 an attendee invites', { attendees: [person('x@y.example')] }, 'not-organizer'],
    ['SCH-10 an attendee calls it tentative', { showAs: 'tentative' as const }, 'not-organizer'],
    ['SCH-10 an attendee sets a reminder', { reminders: [15] }, 'ok'],
    ['SCH-10 an attendee shows it as free', { showAs: 'free' as const }, 'ok'],
  ])('%s', (_, change, out) => expect(tryEdit(theirs, change)).toBe(out))
  test('an attendee’s edit touches nothing else, not even SEQUENCE', () => {
    const root = tree(theirs)
    const applied = apply(root, { ...must(draftOf(root, null, 'all', 'UTC', me, ids), 'draft'), showAs: 'free' })
    expect(eventLines(applied.root).filter((l) => !eventLines(root).includes(l))).toEqual(['TRANSP:TRANSPARENT'])
  })
  test('T-I53 two organizers in one object', () => {
    const mixed = series.replace('RECURRENCE-ID', 'X-A:1\r\nRECURRENCE-ID').replace(/(garden[\s\S]*?ORGANIZER:mailto:)alice/, '$1olga')
    const root = tree(mixed)
    const applied = applyDraft(root, { ...must(draftOf(root, '20261014T130000Z', 'all', 'UTC', me, ids), 'draft'), title: 'x' }, ctx)
    expect(!applied.ok && applied.problem.code).toBe('mixed-organizer')
  })
  const good = newDraft({ collectionId: ids.collectionId, when: when('11-24T10:00', '11-24T11:00') })
  const bad: [string, Partial<EventDraft>, string[]][] = [
    ['nothing wrong', {}, []],
    ['ends before it starts', { when: when('11-24T10:00', '11-24T09:00') }, ['ends-before-start']],
    ['an all-day event of no days', { when: { kind: 'all-day', startDate: '2026-11-24', endDate: '2026-11-24' } }, ['ends-before-start']],
    ['a zone nobody knows', { when: when('11-24T10:00', '11-24T11:00', 'Mars/Olympus') }, ['unknown-zone']],
    ['a day that does not exist', { when: when('11-31T10:00', '11-31T11:00') }, ['bad-date']],
    ['an hour that does not exist', { when: when('11-24T24:00', '11-25T11:00') }, ['bad-date']],
    ['not an address', { attendees: [person('bob')] }, ['bad-address']],
    ['the same person twice', { attendees: [person('bob@a.example'), person('mailto:BOB@a.example')] }, ['twice']],
    ['until before the start', { repeat: { freq: 'daily', interval: 1, days: [], nth: null, custom: null, end: { kind: 'until', date: '2026-11-23' } } }, ['until-before-start']],
  ]
  test.each(bad)('validateDraft: %s', (_, change, out) => expect(validateDraft({ ...good, ...change }).map((p) => p.code)).toEqual(out))
})
