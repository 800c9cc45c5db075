import { describe, expect, test } from 'vitest'
import { eventsOf, readCalendar, writeCalendar, type Component } from '../ical/tree.ts'
import { applyMessage } from './apply-message.ts'
import { composeMessage, messagesFor, prepareOrganizerChange } from './outgoing.ts'
import { withAnswer, writeReply, type MyAnswer } from './reply.ts'

const nowUtc = Date.UTC(2026, 10, 1, 12)
const me = ['mailto:o@example.com']
const tree = (text: string): Component => {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const calendar = (...events: string[][]): Component => tree(['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n'))
const text = (root: Component): string => writeCalendar(root).replaceAll(/\r\n[ \t]/g, '')
const event = (more: string[] = [], people: string[] = ['a;PARTSTAT=ACCEPTED', 'b;PARTSTAT=ACCEPTED'], start = 'DTSTART:20261103T090000Z'): string[] => [
  'BEGIN:VEVENT',
  'UID:u',
  'DTSTAMP:20261101T100000Z',
  'SEQUENCE:1',
  start,
  'DURATION:PT1H',
  ...(more.some((l) => l.startsWith('SUMMARY')) ? [] : ['SUMMARY:Sync']),
  ...more,
  'ORGANIZER:mailto:o@example.com',
  'ATTENDEE;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:o@example.com',
  ...people.map((p) => `ATTENDEE${p.slice(1)}:mailto:${p[0]}@example.com`),
  'END:VEVENT',
]
const weekly = ['RRULE:FREQ=WEEKLY']
const prepare = (before: Component | null, after: Component): Component => prepareOrganizerChange(before, after, { nowUtc, myAddresses: me })
/** SEQUENCE of the parts, then a's answers. */
const revision = (root: Component): string => [...text(root).matchAll(/SEQUENCE:(\d+)/g)].map((m) => m[1]).join() + ' ' + [...text(root).matchAll(/ATTENDEE[^\r]*PARTSTAT=([A-Z-]+)[^\r]*:mailto:a@/g)].map((m) => m[1]).join()

describe('prepareOrganizerChange (ITP-3, SCH-8)', () => {
  const cases: [string, string[], string[], string][] = [
    ['T-I41 only the title', [], ['SUMMARY:Other'], '1 ACCEPTED'],
    ['T-I43 UNTIL comes nearer', weekly, ['RRULE:FREQ=WEEKLY;UNTIL=20270101T000000Z'], '2 ACCEPTED'],
    ['a rule that goes on longer', ['RRULE:FREQ=WEEKLY;COUNT=3'], ['RRULE:FREQ=WEEKLY;COUNT=4'], '2 NEEDS-ACTION'],
    ['T-I44 one RDATE more', weekly, [...weekly, 'RDATE:20261105T090000Z'], '2 NEEDS-ACTION'],
    ['T-I45 one EXDATE more', weekly, [...weekly, 'EXDATE:20261110T090000Z'], '2 ACCEPTED'],
    ['T-I45 one EXDATE less', [...weekly, 'EXDATE:20261110T090000Z'], weekly, '2 NEEDS-ACTION'],
    ['T-I46 INTERVAL=1 said', weekly, ['RRULE:FREQ=WEEKLY;INTERVAL=1'], '1 ACCEPTED'],
    ['T-I46 parts in another order', ['RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4'], ['RRULE:COUNT=4;BYDAY=TH,TU;FREQ=WEEKLY'], '1 ACCEPTED'],
    ['T-I46 EXDATEs in another order', [...weekly, 'EXDATE:20261110T090000Z,20261117T090000Z'], [...weekly, 'EXDATE:20261117T090000Z', 'EXDATE:20261110T090000Z'], '1 ACCEPTED'],
    ['STATUS', [], ['STATUS:TENTATIVE'], '2 ACCEPTED'],
    ['STATUS:CONFIRMED said', [], ['STATUS:CONFIRMED'], '1 ACCEPTED'],
  ]
  test.each(cases)('%s', (_, before, after, out) => expect(revision(prepare(calendar(event(before)), calendar(event(after))))).toBe(out))
  test('T-I42 the start moves; the same instant in another spelling does not', () => {
    expect(revision(prepare(calendar(event()), calendar(event([], undefined, 'DTSTART:20261103T100000Z'))))).toBe('2 NEEDS-ACTION')
    expect(revision(prepare(calendar(event()), calendar(event([], undefined, 'DTSTART;TZID=Europe/Berlin:20261103T100000'))))).toBe('1 ACCEPTED')
  })
  test('CC 0802 an override of its own is a revision of its own', () => {
    const after = calendar(event(weekly), event(['RECURRENCE-ID:20261110T090000Z'], undefined, 'DTSTART:20261110T110000Z'))
    expect(revision(prepare(calendar(event(weekly)), after))).toBe('1,2 ACCEPTED,NEEDS-ACTION')
  })
  test('never lower, never twice, always there', () => {
    const bumped = prepare(calendar(event()), calendar(event([], undefined, 'DTSTART:20261103T100000Z')))
    expect(revision(prepare(bumped, bumped))).toBe('2 NEEDS-ACTION')
    expect(revision(prepare(calendar(event()), bumped))).toBe('2 NEEDS-ACTION')
    const without = calendar(event().filter((l) => !l.startsWith('SEQUENCE')))
    expect(revision(prepare(null, without))).toBe('0 NEEDS-ACTION')
  })
})

const who = (before: Component | null, after: Component | null, mine = me): string[] => messagesFor(before, after, mine).map((m) => `${m.method} ${m.to.address[0] ?? ''} ${m.why}${m.recurrenceIds.length > 0 ? ` ${m.recurrenceIds.join()}` : ''}`)

describe('messagesFor (RFC 6638 §3.2.1)', () => {
  const base = calendar(event())
  const series = calendar(event(weekly))
  const date = (people?: string[], start = 'DTSTART:20261110T090000Z', more: string[] = []): string[] => event(['RECURRENCE-ID:20261110T090000Z', ...more], people, start)
  const cases: [string, Component | null, Component | null, string[]][] = [
    ['created', null, base, ['REQUEST a invited', 'REQUEST b invited']],
    ['deleted', base, null, ['CANCEL a cancelled', 'CANCEL b cancelled']],
    ['moved', base, calendar(event([], undefined, 'DTSTART:20261103T100000Z')), ['REQUEST a ask-again', 'REQUEST b ask-again']],
    ['another place', base, calendar(event(['LOCATION:x'])), ['REQUEST a updated', 'REQUEST b updated']],
    ['nothing they would notice', base, calendar(event(['X-A:1', 'CATEGORIES:x', 'TRANSP:OPAQUE'])), []],
    ['T-I46 the same rule', series, calendar(event(['RRULE:FREQ=WEEKLY;INTERVAL=1'])), []],
    ['T-I47 one is taken off', base, calendar(event([], ['a;PARTSTAT=ACCEPTED'])), ['REQUEST a updated', 'CANCEL b removed']],
    ['one more', base, calendar(event([], ['a;PARTSTAT=ACCEPTED', 'b;PARTSTAT=ACCEPTED', 'c'])), ['REQUEST a updated', 'REQUEST b updated', 'REQUEST c invited']],
    ['the event is off', base, calendar(event(['STATUS:CANCELLED'])), ['CANCEL a cancelled', 'CANCEL b cancelled']],
    ['off already, deleted now', calendar(event(['STATUS:CANCELLED'])), null, []],
    ['it loses its organizer', base, tree(text(base).replaceAll(/(ORGANIZER|ATTENDEE)[^\r]*\r\n/g, '')), ['CANCEL a removed', 'CANCEL b removed']],
    ['SCH-5 the client invites this one itself', null, calendar(event([], ['a;SCHEDULE-AGENT=CLIENT', 'b;SCHEDULE-AGENT=NONE', 'c;SCHEDULE-AGENT=SERVER', 'd;SCHEDULE-AGENT=X-WHAT'])), ['REQUEST c invited']],
    ['from SERVER to CLIENT', base, calendar(event([], ['a;SCHEDULE-AGENT=CLIENT', 'b;PARTSTAT=ACCEPTED'])), ['CANCEL a removed']],
    ['SCH-6 sent again', base, calendar(event([], ['a;PARTSTAT=ACCEPTED;SCHEDULE-FORCE-SEND=REQUEST', 'b;PARTSTAT=ACCEPTED'])), ['REQUEST a resend']],
    ['ITP-39 asked again', base, calendar(event([], ['a;PARTSTAT=NEEDS-ACTION;RSVP=TRUE', 'b;PARTSTAT=ACCEPTED'])), ['REQUEST a ask-again']],
    ['one date moves', series, calendar(event(weekly), date(undefined, 'DTSTART:20261110T110000Z')), ['REQUEST a ask-again 20261110T090000Z', 'REQUEST b ask-again 20261110T090000Z']],
    ['T-I48 b is taken off one date', series, calendar(event(weekly), date(['a;PARTSTAT=ACCEPTED'])), ['REQUEST a updated 20261110T090000Z', 'CANCEL b removed 20261110T090000Z']],
    ['T-I49 c for one date only', series, calendar(event(weekly), date(['a;PARTSTAT=ACCEPTED', 'b;PARTSTAT=ACCEPTED', 'c'])), ['REQUEST a updated 20261110T090000Z', 'REQUEST b updated 20261110T090000Z', 'REQUEST c invited 20261110T090000Z']],
    ['one date is off', series, calendar(event(weekly), date(undefined, undefined, ['STATUS:CANCELLED'])), ['CANCEL a cancelled 20261110T090000Z', 'CANCEL b cancelled 20261110T090000Z']],
    ['a date is taken out', series, calendar(event([...weekly, 'EXDATE:20261110T090000Z'])), ['REQUEST a updated', 'REQUEST b updated']],
    ['a plain event', null, calendar(event().filter((l) => !/^(ORG|ATT)/.test(l))), []],
  ]
  test.each(cases)('%s', (_, before, after, out) => expect(who(before, after).sort()).toEqual([...out].sort()))

  const a = ['mailto:a@example.com']
  const answered = (partstat: string): Component => calendar(event([], [`a;PARTSTAT=${partstat}`, 'b']))
  test('the attendee’s side: answer, same answer, removal, agent', () => {
    expect(who(answered('NEEDS-ACTION'), answered('ACCEPTED'), a)).toEqual(['REPLY o answered'])
    expect(who(answered('ACCEPTED'), answered('ACCEPTED'), a)).toEqual([])
    expect(who(answered('ACCEPTED'), null, a)).toEqual(['REPLY o declined'])
    expect(who(answered('NEEDS-ACTION'), tree(text(answered('ACCEPTED')).replace('ORGANIZER:', 'ORGANIZER;SCHEDULE-AGENT=CLIENT:')), a)).toEqual([])
    expect(who(series, calendar(event([...weekly, 'EXDATE:20261110T090000Z'])), a)).toEqual(['REPLY o answered 20261110T090000Z'])
    const forced = (root: Component): Component => tree(text(root).replaceAll('ORGANIZER:', 'ORGANIZER;SCHEDULE-FORCE-SEND=REPLY:'))
    expect(['T-S17 the same answer again', who(answered('ACCEPTED'), forced(answered('ACCEPTED')), a)]).toEqual(['T-S17 the same answer again', ['REPLY o resend']])
    expect(['a changed one is sent once', who(answered('ACCEPTED'), forced(answered('DECLINED')), a)]).toEqual(['a changed one is sent once', ['REPLY o answered']])
    expect(['what is not mine is not sent', who(answered('ACCEPTED'), forced(answered('ACCEPTED')), ['mailto:x@example.com'])]).toEqual(['what is not mine is not sent', []])
    expect(who(series, calendar(event(weekly), date(['a;PARTSTAT=DECLINED', 'b;PARTSTAT=ACCEPTED'])), a)).toEqual(['REPLY o answered 20261110T090000Z'])
  })
})

describe('composeMessage', () => {
  const compose = (before: Component | null, after: Component | null, to: string, mine = me): string => {
    const message = messagesFor(before, after, mine).find((m) => m.to.address.startsWith(to))
    if (message === undefined) throw new Error(`nothing for ${to}`)
    return text(composeMessage(message, before, after, { nowUtc, me: mine }))
  }
  test('T-I54 IMI-3 nothing of our own copy travels', () => {
    const own = calendar(event(['X-MOZ-LASTACK:1', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', 'END:VALARM'].slice(0, 1), ['a;SCHEDULE-STATUS=1.2;SCHEDULE-FORCE-SEND=REQUEST;SCHEDULE-AGENT=SERVER;X-DTSTAMP=1;X-SEQUENCE=1']))
    const out = compose(null, own, 'a')
    expect([/SCHEDULE-/.test(out), /X-(MOZ|DTSTAMP|SEQUENCE)/.test(out), out.includes('METHOD:REQUEST'), out.includes('DTSTAMP:20261101T120000Z')]).toEqual([false, false, true, true])
  })
  test('T-I48 SCH-9 a date without me comes as EXDATE; T-I49 in one date only: no master', () => {
    const after = calendar(event(weekly), event(['RECURRENCE-ID:20261110T090000Z'], ['a;PARTSTAT=ACCEPTED', 'c'], 'DTSTART:20261110T090000Z'))
    const forB = compose(null, after, 'b')
    expect([forB.includes('EXDATE:20261110T090000Z'), forB.includes('RECURRENCE-ID')]).toEqual([true, false])
    const forC = compose(null, after, 'c')
    expect([forC.match(/BEGIN:VEVENT/g)?.length, forC.includes('RRULE'), forC.includes('RECURRENCE-ID')]).toEqual([1, false, true])
  })
  test('ITP-17 CANCEL: STATUS only when all is off, SEQUENCE raised', () => {
    const base = calendar(event())
    const off = compose(base, null, 'a')
    expect([off.includes('STATUS:CANCELLED'), off.includes('SEQUENCE:2'), off.match(/ATTENDEE/g)?.length]).toEqual([true, true, 1])
    const after = prepare(base, calendar(event([], ['a;PARTSTAT=ACCEPTED'])))
    const removed = compose(base, after, 'b')
    expect([removed.includes('STATUS'), removed.includes('SEQUENCE:2')]).toEqual([false, true])
  })
  test('what we send is understood by what we read: invite, answer, move, cancel', () => {
    const receive = (stored: Component | null, message: Component, mine: string): ReturnType<typeof applyMessage> => applyMessage(stored, message, { myAddresses: [mine], nowUtc, zone: 'UTC' })
    const send = (before: Component | null, after: Component | null, mine: string, to: string): Component => {
      const message = messagesFor(before, after, [mine]).find((m) => m.to.address.startsWith(to))
      if (message === undefined) throw new Error(`nothing for ${to}`)
      return composeMessage(message, before, after, { nowUtc, me: [mine] })
    }
    const [o, a] = ['mailto:o@example.com', 'mailto:a@example.com']
    let organizers = prepare(null, calendar(event(weekly)))
    const invited = receive(null, send(null, organizers, o, 'a'), a)
    expect(invited.why).toBe('new-invitation')
    const answered = withAnswer(invited.root ?? organizers, { recurrenceId: null, scope: 'all', answer: 'accepted', comment: 'Yes', myAddresses: [a], nowUtc })
    const back = receive(organizers, send(invited.root, answered, a, 'o'), o)
    expect([back.what, back.why, back.comment]).toEqual(['stored', 'answered', 'Yes'])
    organizers = back.root ?? organizers
    const moved = prepareOrganizerChange(organizers, tree(text(organizers).replace('DTSTART:20261103T090000Z', 'DTSTART:20261103T100000Z')), { nowUtc: nowUtc + 60_000, myAddresses: [o] })
    const update = receive(answered, send(organizers, moved, o, 'a'), a)
    expect([update.why, update.changes.map((c) => c.field)]).toEqual(['rescheduled', ['when']])
    const no = withAnswer(update.root ?? answered, { recurrenceId: '20261110T100000Z', scope: 'this', answer: 'declined', comment: '', myAddresses: [a], nowUtc })
    const oneNo = receive(moved, send(update.root, no, a, 'o'), o)
    expect([oneNo.why, oneNo.recurrenceId]).toEqual(['answered', '20261110T100000Z'])
    const cancelled = receive(no, send(oneNo.root, null, o, 'a'), a)
    expect([cancelled.why, text(cancelled.root ?? no).match(/STATUS:CANCELLED/g)?.length]).toEqual(['cancelled', 2])
  })
})

describe('my answer', () => {
  const my = (change: Partial<MyAnswer>): MyAnswer => ({ recurrenceId: null, scope: 'all', answer: 'accepted', comment: '', myAddresses: ['mailto:A@example.com'], nowUtc, ...change })
  /** As it goes out: my copy answered, the difference told to the organizer. */
  const replyTo = (root: Component, answer: MyAnswer): Component => {
    const [after, mine] = [withAnswer(root, answer), [...answer.myAddresses]]
    const [message] = messagesFor(root, after, mine)
    if (message === undefined) throw new Error('nothing to tell')
    return composeMessage(message, root, after, { nowUtc, me: mine })
  }
  const single = calendar(event(['X-KEEP:1'], ['a;CN=Ann;PARTSTAT=NEEDS-ACTION;RSVP=TRUE', 'b']))
  const lines = (root: Component): string[] => text(root).split('\r\n').filter((l) => !l.startsWith('LAST-MODIFIED'))
  test('SCH-10, SCH-11 only PARTSTAT changes', () => {
    const out = lines(withAnswer(single, my({})))
    expect(out.filter((l) => !lines(single).includes(l))).toEqual(['ATTENDEE;CN=Ann;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:a@example.com'])
    expect(out.length).toBe(lines(single).length)
  })
  test('a no frees the time, a later yes takes it again (Cyrus 3.6.1)', () => {
    const no = withAnswer(single, my({ answer: 'declined', comment: 'Away' }))
    expect([text(no).includes('TRANSP:TRANSPARENT'), text(no).includes('COMMENT:Away')]).toEqual([true, true])
    const yes = withAnswer(no, my({}))
    expect([text(yes).includes('TRANSP:OPAQUE'), text(yes).includes('Away')]).toEqual([true, false])
  })
  test('T-I12, ITP-15 the message: one ATTENDEE, SEQUENCE echoed, no alarm, no RSVP', () => {
    const out = text(replyTo(single, my({ comment: 'Fine' })))
    expect(out.slice(out.indexOf('BEGIN:VEVENT')).split('\r\n').filter(Boolean)).toEqual([
      'BEGIN:VEVENT',
      'UID:u',
      'DTSTART:20261103T090000Z',
      'SEQUENCE:1',
      'DTSTAMP:20261101T120000Z',
      'ORGANIZER:mailto:o@example.com',
      'ATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:a@example.com',
      'REQUEST-STATUS:2.0;Success',
      'COMMENT:Fine',
      'END:VEVENT',
      'END:VCALENDAR',
    ])
  })
  const series = calendar(event(weekly, ['a;PARTSTAT=ACCEPTED']))
  test('T-I13 one date: an override with the answer, before the master (DAViCal 1.1.12); the message names that date only', () => {
    const answer = my({ recurrenceId: '20261117T090000Z', scope: 'this', answer: 'declined' })
    const [first, second] = text(withAnswer(series, answer)).split('BEGIN:VEVENT').slice(1)
    expect([first?.includes('RECURRENCE-ID:20261117T090000Z'), first?.includes('PARTSTAT=DECLINED:mailto:a@'), second?.includes('DECLINED')]).toEqual([true, true, false])
    expect(second).toContain('PARTSTAT=ACCEPTED:mailto:a@')
    const message = text(replyTo(series, answer))
    expect([message.match(/BEGIN:VEVENT/g)?.length, message.includes('RECURRENCE-ID:20261117T090000Z')]).toEqual([1, true])
  })
  test('one date of a copy in which Cyrus 3.6.1 left two TRANSP: one stays in each part, or it refuses the answer', () => {
    const twice = calendar(event([...weekly, 'TRANSP:OPAQUE', 'TRANSP:OPAQUE'], ['a;PARTSTAT=ACCEPTED']))
    for (const scope of ['this', 'following', 'all'] as const) {
      const parts = text(withAnswer(twice, my({ recurrenceId: '20261117T090000Z', scope, answer: 'declined' }))).split('BEGIN:VEVENT').slice(1)
      expect(parts.map((part) => part.match(/^TRANSP:/gm)?.length)).toEqual(parts.map(() => 1))
    }
  })
  test('ITP-16 the series with a date of its own: both in one message; the date keeps its answer', () => {
    const some = withAnswer(series, my({ recurrenceId: '20261117T090000Z', scope: 'this', answer: 'declined' }))
    const all = withAnswer(some, my({ recurrenceId: '20261124T090000Z', scope: 'all', answer: 'tentative' }))
    expect(text(all).match(/PARTSTAT=(DECLINED|TENTATIVE)/g)).toEqual(['PARTSTAT=DECLINED', 'PARTSTAT=TENTATIVE'])
    expect(text(replyTo(some, my({ answer: 'tentative' }))).match(/BEGIN:VEVENT/g)?.length).toBe(2)
  })
  test('this and following: the dates from now to there keep the former answer', () => {
    const out = text(withAnswer(series, my({ recurrenceId: '20261117T090000Z', scope: 'following', answer: 'declined' })))
    expect(out.split('BEGIN:VEVENT').slice(1).map((e) => [/RECURRENCE-ID:(\d+)/.exec(e)?.[1] ?? 'series', /PARTSTAT=([A-Z]+):mailto:a@/.exec(e)?.[1]])).toEqual([
      ['20261103', 'ACCEPTED'],
      ['20261110', 'ACCEPTED'],
      ['series', 'DECLINED'],
    ])
  })
  test('T-I11 asked through a group: the message names me as its member', () => {
    const asked = calendar(event([], ['s;CUTYPE=GROUP']))
    const out = text(writeReply(asked, eventsOf(asked).map((one) => ({ event: one, answer: 'accepted' })), my({})))
    expect(out).toMatch(/ATTENDEE;PARTSTAT=ACCEPTED;CUTYPE=INDIVIDUAL;MEMBER="mailto:s@example.com":mailto:a@example.com/)
  })
  test('not in it, nothing changes', () => {
    expect(text(withAnswer(single, my({ myAddresses: ['mailto:x@example.com'] })))).toBe(text(single))
  })
})
