import { describe, expect, test } from 'vitest'
import { must } from '../model/result.ts'
import { readCalendar, writeCalendar, type Component } from '../ical/tree.ts'
import { applyMessage, type ApplyOutcome } from './apply-message.ts'
import { attendeeCommentsIn } from './comments.ts'
import { readMessage } from './read-message.ts'
import { eventsOf } from '../ical/tree.ts'

const nowUtc = Date.UTC(2026, 10, 1, 12)
const calendar = (method: string | null, ...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...(method === null ? [] : [`METHOD:${method}`]), ...lines, 'END:VCALENDAR', ''].join('\r\n')
const tree = (text: string): Component => {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}

interface Ev {
  uid?: string
  seq?: number
  stamp?: string
  start?: string
  more?: string[]
  organizer?: string
  people?: string[]
}
/** `people`: `a=ACCEPTED`, with more parameters after a blank. */
const ev = ({ uid = 'u', seq = 1, stamp = '10', start = 'DTSTART:20261124T090000Z', more = [], organizer = 'o', people = ['o=ACCEPTED', 'a=NEEDS-ACTION', 'b=NEEDS-ACTION'] }: Ev = {}): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTAMP:20261101T${stamp}0000Z`,
  `SEQUENCE:${seq}`,
  start,
  'SUMMARY:Review',
  ...more,
  `ORGANIZER:mailto:${organizer}@example.com`,
  ...people.map((p) => {
    const [who = '', rest = ''] = p.split('=')
    const [partstat, ...params] = rest.split(' ')
    return `ATTENDEE;PARTSTAT=${partstat}${params.map((x) => `;${x.replace(':', '=')}`).join('')}:mailto:${who}@example.com`
  }),
  'END:VEVENT',
]
const alarm = ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', 'DESCRIPTION:mine', 'END:VALARM']

const apply = (stored: string | null, message: string, who = 'a'): ApplyOutcome & { text: string } => {
  const object = stored === null ? null : tree(stored)
  const before = object && writeCalendar(object)
  const read = readMessage(message)
  if (!read.ok) throw new Error(read.problem.code)
  const outcome = applyMessage(object, read.value.root, { myAddresses: [`mailto:${who}@example.com`], nowUtc, zone: 'UTC' })
  if (object !== null) expect(writeCalendar(object)).toBe(before)
  return { ...outcome, text: outcome.root === null ? '' : writeCalendar(outcome.root).replaceAll(/\r\n[ \t]/g, '') }
}
const partstat = (text: string, who: string, part = 0): string => new RegExp(`ATTENDEE[^\\r]*PARTSTAT=([A-Z-]+)[^\\r]*:mailto:${who}@`).exec(text.split('BEGIN:VEVENT')[part + 1] ?? '')?.[1] ?? '-'
const says = (o: ApplyOutcome): string => `${o.what} ${o.why}`

describe('REQUEST', () => {
  test('T-I01, ITP-10 an unknown UID is a new invitation, without the organizer’s alarms and without METHOD', () => {
    const o = apply(null, calendar('REQUEST', ...ev({ seq: 0, more: alarm })))
    expect([says(o), o.text.includes('VALARM'), o.text.includes('METHOD'), partstat(o.text, 'a'), o.from]).toEqual(['stored new-invitation', false, false, 'NEEDS-ACTION', 'o@example.com'])
  })
  test('T-I02 the same message again', () => {
    expect(says(apply(calendar(null, ...ev()), calendar('REQUEST', ...ev())))).toBe('unchanged same-again')
  })
  test('T-I03 ITP-13 a lower SEQUENCE is ignored', () => {
    expect(says(apply(calendar(null, ...ev({ seq: 1 })), calendar('REQUEST', ...ev({ seq: 0, stamp: '11' }))))).toBe('ignored stale')
  })
  const accepted = ev({ people: ['o=ACCEPTED', 'a=ACCEPTED', 'b=NEEDS-ACTION'], more: ['CATEGORIES:Mine', ...alarm] })
  test('T-I04, ITP-11 a later DTSTAMP with another place: answer, alarm and categories stay', () => {
    const o = apply(calendar(null, ...accepted), calendar('REQUEST', ...ev({ stamp: '11', more: ['LOCATION:Aurora'] })))
    expect([says(o), o.changes, partstat(o.text, 'a'), o.text.includes('DESCRIPTION:mine'), o.text.includes('CATEGORIES:Mine')]).toEqual(['stored updated', [{ field: 'where', before: '', after: 'Aurora' }], 'ACCEPTED', true, true])
  })
  const later = { seq: 2, stamp: '11', start: 'DTSTART:20261124T100000Z' }
  test('T-I05 rescheduled: the answer is open again, old and new time are told', () => {
    const o = apply(calendar(null, ...accepted), calendar('REQUEST', ...ev(later)))
    expect([says(o), partstat(o.text, 'a'), o.changes]).toEqual(['stored rescheduled', 'NEEDS-ACTION', [{ field: 'when', before: 'Tue 24 Nov, 09:00', after: 'Tue 24 Nov, 10:00' }]])
  })
  test('T-I06 rescheduled and the message says that I accepted: confirm', () => {
    expect(says(apply(calendar(null, ...accepted), calendar('REQUEST', ...ev({ ...later, people: ['o=ACCEPTED', 'a=ACCEPTED'] }))))).toBe('stored confirm-again')
  })
  test('T-I07 crossed messages: my later answer stands', () => {
    const stored = ev({ people: ['o=ACCEPTED', 'a=ACCEPTED'], more: ['LAST-MODIFIED:20261101T113000Z'] })
    const o = apply(calendar(null, ...stored), calendar('REQUEST', ...ev({ seq: 2, stamp: '11', people: ['o=ACCEPTED', 'a=NEEDS-ACTION'], more: ['LOCATION:Aurora'] })))
    expect([says(o), partstat(o.text, 'a'), o.text.includes('Aurora')]).toEqual(['stored updated', 'ACCEPTED', true])
  })
  test('T-I07, ITP-41 a no to the proposal that came with my answer crossed nothing: I am asked again, and the same no later on leaves my answer', () => {
    const no = (stamp: string, more: string[] = []): string => calendar('REQUEST', ...ev({ stamp, more, people: ['o=ACCEPTED', 'a=NEEDS-ACTION RSVP:TRUE X-PARLEY-KEPT:20261125T090000Z/20261125T100000Z'] }))
    const first = apply(calendar(null, ...accepted), no('11'))
    expect([says(first), partstat(first.text, 'a')]).toEqual(['stored answer-again', 'NEEDS-ACTION'])
    const answered = first.text.replace('PARTSTAT=NEEDS-ACTION', 'PARTSTAT=TENTATIVE')
    const second = apply(answered, no('12', ['LOCATION:Aurora']))
    expect([partstat(second.text, 'a'), second.text.includes('Aurora')]).toEqual(['TENTATIVE', true])
  })
  test('T-I08 ITP-12 only RSVP=TRUE came: answer once more', () => {
    const o = apply(calendar(null, ...accepted), calendar('REQUEST', ...ev({ stamp: '11', people: ['o=ACCEPTED', 'a=ACCEPTED RSVP:TRUE', 'b=NEEDS-ACTION'] })))
    expect([says(o), o.text.includes('SEQUENCE:1')]).toEqual(['stored answer-again', true])
  })
  test('T-I09 ITP-14 another organizer is refused', () => {
    expect(says(apply(calendar(null, ...accepted), calendar('REQUEST', ...ev({ seq: 5, organizer: 'evil' }))))).toBe('refused other-organizer')
  })
  test('T-I10 my address in other letters', () => {
    const message = calendar('REQUEST', ...ev()).replace('mailto:a@example.com', 'MAILTO:A@Example.COM')
    expect(says(apply(null, message))).toBe('stored new-invitation')
  })
  test('T-I11 asked through a group: a person decides', () => {
    const o = apply(null, calendar('REQUEST', ...ev({ people: ['o=ACCEPTED', 'staff=NEEDS-ACTION CUTYPE:GROUP'] })))
    expect([says(o), o.root !== null]).toEqual(['ask not-invited', true])
  })
  const weekly = { start: 'DTSTART:20261103T090000Z', more: ['RRULE:FREQ=WEEKLY'] }
  test('T-I23 one date of an unknown series stands alone', () => {
    const o = apply(null, calendar('REQUEST', ...ev({ start: 'DTSTART:20261110T110000Z', more: ['RECURRENCE-ID:20261110T090000Z'] })))
    expect([says(o), o.recurrenceId]).toEqual(['stored new-invitation', '20261110T090000Z'])
  })
  test('T-I24 a later master without that date drops it; a date alone changes only itself', () => {
    const date = ev({ start: 'DTSTART:20261110T110000Z', more: ['RECURRENCE-ID:20261110T090000Z'] })
    const whole = apply(calendar(null, ...date), calendar('REQUEST', ...ev({ ...weekly, seq: 2, stamp: '12' })))
    expect([says(whole), whole.text.match(/BEGIN:VEVENT/g)?.length, whole.text.includes('RECURRENCE-ID')]).toEqual(['stored updated', 1, false])
    const one = apply(calendar(null, ...ev(weekly)), calendar('REQUEST', ...date))
    expect([says(one), one.text.match(/BEGIN:VEVENT/g)?.length, one.changes.map((c) => c.field)]).toEqual(['stored rescheduled', 2, ['when']])
  })
  test('DAViCal 1.1.12 a REQUEST without anybody revokes', () => {
    const o = apply(calendar(null, ...accepted), calendar('REQUEST', ...ev({ seq: 2, people: [], more: ['STATUS:CANCELLED:'] })))
    expect([says(o), /STATUS:CANCELLED\r/.test(o.text)]).toEqual(['stored removed', true])
  })
  test('asked anew after a no, the time counts again', () => {
    const no = ev({ people: ['o=ACCEPTED', 'a=DECLINED'], more: ['TRANSP:TRANSPARENT'] })
    expect(apply(calendar(null, ...no), calendar('REQUEST', ...ev(later))).text).not.toContain('TRANSPARENT')
    expect(apply(calendar(null, ...no), calendar('REQUEST', ...ev({ stamp: '11', more: ['LOCATION:x'] }))).text).toContain('TRANSPARENT')
  })
})

describe('CANCEL', () => {
  const stored = calendar(null, ...ev({ people: ['o=ACCEPTED', 'a=ACCEPTED', 'b=ACCEPTED'], more: alarm }))
  test('T-I14 all of it: struck through, no alarm', () => {
    const o = apply(stored, calendar('CANCEL', ...ev({ seq: 2, more: ['STATUS:CANCELLED'] })))
    expect([says(o), o.text.includes('STATUS:CANCELLED'), o.text.includes('VALARM'), o.text.includes('SEQUENCE:2')]).toEqual(['stored cancelled', true, false, true])
  })
  test('T-I15 an unknown UID', () => expect(says(apply(null, calendar('CANCEL', ...ev({ seq: 2 }))))).toBe('ignored unknown-event'))
  test('T-I18 only somebody else is off the list', () => {
    const o = apply(stored, calendar('CANCEL', ...ev({ seq: 2, people: ['b=NEEDS-ACTION'] })))
    expect([says(o), partstat(o.text, 'a'), partstat(o.text, 'b'), o.text.includes('CANCELLED')]).toEqual(['stored others-removed', 'ACCEPTED', '-', false])
  })
  test('T-I19 I am off the list', () => expect(says(apply(stored, calendar('CANCEL', ...ev({ seq: 2, people: ['a=NEEDS-ACTION'] }))))).toBe('stored removed'))
  test('T-I20 a lower SEQUENCE', () => expect(says(apply(stored, calendar('CANCEL', ...ev({ seq: 0, more: ['STATUS:CANCELLED'] }))))).toBe('ignored stale'))
  test('ITP-14 somebody else’s cancel', () => expect(says(apply(stored, calendar('CANCEL', ...ev({ seq: 2, organizer: 'evil' }))))).toBe('refused other-organizer'))
  const series = calendar(null, ...ev({ start: 'DTSTART:20261103T090000Z', more: ['RRULE:FREQ=WEEKLY'], people: ['o=ACCEPTED', 'a=ACCEPTED'] }))
  test('T-I16 one date of a series', () => {
    const o = apply(series, calendar('CANCEL', ...ev({ seq: 2, start: 'DTSTART:20261110T090000Z', more: ['RECURRENCE-ID:20261110T090000Z', 'STATUS:CANCELLED'] })))
    const [master, date] = o.text.split('BEGIN:VEVENT').slice(1)
    expect([says(o), master?.includes('CANCELLED'), date?.includes('RECURRENCE-ID:20261110T090000Z'), date?.includes('STATUS:CANCELLED')]).toEqual(['stored instance-cancelled', false, true, true])
  })
  test('T-I17 from a date on: the series ends before it', () => {
    const o = apply(series, calendar('CANCEL', ...ev({ seq: 2, start: 'DTSTART:20261117T090000Z', more: ['RECURRENCE-ID;RANGE=THISANDFUTURE:20261117T090000Z'] })))
    expect([says(o), /UNTIL=202611(10T09|17T08)/.test(o.text)]).toEqual(['stored instance-cancelled', true])
  })
  test('a date that is not in the series', () => {
    expect(says(apply(series, calendar('CANCEL', ...ev({ seq: 2, start: 'DTSTART:20261111T090000Z', more: ['RECURRENCE-ID:20261111T090000Z'] }))))).toBe('ignored no-such-instance')
  })
})

describe('other messages of the organizer', () => {
  const series = calendar(null, ...ev({ seq: 2, start: 'DTSTART:20261103T090000Z', more: ['RRULE:FREQ=WEEKLY;COUNT=2'] }))
  test('T-I21 ADD: more dates, the master as it was', () => {
    const o = apply(series, calendar('ADD', ...ev({ seq: 3, start: 'DTSTART:20261120T090000Z' }), ...ev({ seq: 3, start: 'DTSTART:20261121T090000Z' })))
    expect([says(o), o.text.match(/RECURRENCE-ID:202611(20|21)T090000Z/g)?.length, o.text.includes('SEQUENCE:2')]).toEqual(['stored instances-added', 2, true])
  })
  test('T-I22 ADD to nothing: ask for the whole', () => expect(says(apply(null, calendar('ADD', ...ev({ seq: 3 }))))).toBe('ignored needs-refresh'))
  test('T-I38, ITP-21 DECLINECOUNTER changes nothing', () => expect([says(apply(series, calendar('DECLINECOUNTER', ...ev({ seq: 2 }))))]).toEqual(['unchanged counter-declined']))
  test('T-I50, ITP-20 PUBLISH: to read, newer replaces, another organizer is refused', () => {
    const first = apply(null, calendar('PUBLISH', ...ev()))
    expect([says(first), first.text.includes('ATTENDEE')]).toEqual(['stored published', false])
    const stored = calendar(null, ...ev({ people: [] }))
    expect(says(apply(stored, calendar('PUBLISH', ...ev({ seq: 2, people: [] }))))).toBe('stored published')
    expect(says(apply(stored, calendar('PUBLISH', ...ev({ people: [] }))))).toBe('unchanged same-again')
    expect(says(apply(stored, calendar('PUBLISH', ...ev({ seq: 2, people: [], organizer: 'x' }))))).toBe('refused other-organizer')
  })
})

describe('REPLY', () => {
  const meeting = calendar(null, ...ev({ people: ['o=ACCEPTED', 'a=NEEDS-ACTION RSVP:TRUE SCHEDULE-STATUS:1.2', 'b=NEEDS-ACTION'] }))
  const reply = (more: Ev = {}): string => calendar('REPLY', ...ev({ stamp: '11', people: ['a=ACCEPTED'], ...more }))
  test('T-I25, ITP-30 only that person’s answer changes, status 2.0, the comment is kept', () => {
    const o = apply(meeting, reply({ more: ['COMMENT:Five minutes late', 'SUMMARY:Hijacked'] }), 'o')
    expect([says(o), partstat(o.text, 'a'), partstat(o.text, 'b'), /SCHEDULE-STATUS=2\.0/.test(o.text), o.text.includes('Hijacked'), o.comment, o.from]).toEqual(['stored answered', 'ACCEPTED', 'NEEDS-ACTION', true, false, 'Five minutes late', 'a@example.com'])
    expect(attendeeCommentsIn(must(eventsOf(must(o.root, 'root'))[0], 'event')).get('a@example.com' as never)).toBe('Five minutes late')
  })
  test('T-I26 codes of REQUEST-STATUS', () => {
    expect(apply(meeting, reply({ more: ['REQUEST-STATUS:2.3;ignored', 'REQUEST-STATUS:2.3;again', 'REQUEST-STATUS:2.8;once'] }), 'o').text).toMatch(/SCHEDULE-STATUS="?2\.3,2\.8"?/)
  })
  test('T-I27 ITP-2 ITP-31 an older answer after a newer one', () => {
    const newer = apply(meeting, reply({ stamp: '12' }), 'o')
    expect(says(apply(newer.text, reply({ stamp: '11', people: ['a=DECLINED'] }), 'o'))).toBe('ignored stale')
    expect(says(apply(newer.text, reply({ stamp: '12' }), 'o'))).toBe('unchanged same-again')
    const changed = apply(newer.text, reply({ stamp: '13', people: ['a=DECLINED'] }), 'o')
    expect([says(changed), partstat(changed.text, 'a')]).toEqual(['stored answered', 'DECLINED'])
  })
  test('T-I28 the answer was given to the earlier time', () => {
    const moved = calendar(null, ...ev({ seq: 2, start: 'DTSTART:20261124T150000Z' }))
    expect(says(apply(moved, reply({ seq: 1 }), 'o'))).toBe('ignored answered-earlier-version')
  })
  test('T-I29 an earlier version of the same time: it counts, with a hint', () => {
    const o = apply(calendar(null, ...ev({ seq: 2, more: ['STATUS:TENTATIVE'] })), reply({ seq: 1 }), 'o')
    expect([says(o), partstat(o.text, 'a')]).toEqual(['stored answered-earlier-version', 'ACCEPTED'])
  })
  const series = calendar(null, ...ev({ start: 'DTSTART;TZID=Europe/Berlin:20261103T090000', more: ['DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=4'] }))
  const forDate = (start: string, id: string): string => reply({ start, more: [id], people: ['a=DECLINED'] })
  test.each([
    ['T-I30, ITP-32 a date without an override', 'DTSTART;TZID=Europe/Berlin:20261110T090000', 'RECURRENCE-ID;TZID=Europe/Berlin:20261110T090000', '20261110T090000'],
    ['T-I31, ITP-32 the first date', 'DTSTART;TZID=Europe/Berlin:20261103T090000', 'RECURRENCE-ID;TZID=Europe/Berlin:20261103T090000', '20261103T090000'],
    ['T-I32 RECURRENCE-ID in UTC', 'DTSTART:20261110T080000Z', 'RECURRENCE-ID:20261110T080000Z', '20261110T090000'],
    ['ITP-33 RECURRENCE-ID as a day', 'DTSTART;VALUE=DATE:20261110', 'RECURRENCE-ID;VALUE=DATE:20261110', '20261110T090000'],
  ])('%s', (_, start, id, written) => {
    const o = apply(series, forDate(start, id), 'o')
    expect(says(o)).toBe('stored answered')
    expect(o.text).toContain(`RECURRENCE-ID;TZID=Europe/Berlin:${written}`)
    expect([partstat(o.text, 'a', 0), partstat(o.text, 'a', 1), partstat(o.text, 'b', 1)]).toEqual(['NEEDS-ACTION', 'DECLINED', 'NEEDS-ACTION'])
    expect(o.text.match(/SEQUENCE:1/g)?.length).toBe(2)
  })
  test('T-I33, ITP-32 a date that is not in the set', () => {
    expect(says(apply(series, forDate('DTSTART;TZID=Europe/Berlin:20261111T090000', 'RECURRENCE-ID;TZID=Europe/Berlin:20261111T090000'), 'o'))).toBe('ignored no-such-instance')
  })
  test('T-I34 a party crasher: a person decides', () => {
    expect(says(apply(meeting, reply({ people: ['x=ACCEPTED'] }), 'o'))).toBe('ask party-crasher')
  })
  test('ITP-35 the answer for the series leaves single dates alone', () => {
    const declined = apply(series, forDate('DTSTART;TZID=Europe/Berlin:20261110T090000', 'RECURRENCE-ID;TZID=Europe/Berlin:20261110T090000'), 'o')
    const o = apply(declined.text, reply({ stamp: '12', start: 'DTSTART;TZID=Europe/Berlin:20261103T090000' }), 'o')
    expect([partstat(o.text, 'a', 0), partstat(o.text, 'a', 1)]).toEqual(['ACCEPTED', 'DECLINED'])
  })
  test('ITP-40 somebody sends another person instead', () => {
    const o = apply(meeting, reply({ people: ['a=DELEGATED DELEGATED-TO:"mailto:d@example.com"', 'd=NEEDS-ACTION DELEGATED-FROM:"mailto:a@example.com"'] }).replaceAll('"mailto=', '"mailto:'), 'o')
    expect([partstat(o.text, 'a'), partstat(o.text, 'd')]).toEqual(['DELEGATED', 'NEEDS-ACTION'])
  })
  test('T-I37 COUNTER: the proposal is shown, nothing is stored', () => {
    const o = apply(meeting, calendar('COUNTER', ...ev({ start: 'DTSTART:20261124T150000Z', people: ['a=TENTATIVE'] })), 'o')
    expect([says(o), o.root, o.changes.map((c) => c.field)]).toEqual(['ask counter', null, ['when', 'people']])
  })
  test('T-I39 REFRESH', () => expect([says(apply(meeting, calendar('REFRESH', ...ev({ people: ['a=NEEDS-ACTION'] })), 'o'))]).toEqual(['unchanged refresh-wanted']))
})

describe('readMessage', () => {
  const code = (text: string, contentTypeMethod?: string): string => {
    const read = readMessage(text, contentTypeMethod === undefined ? {} : { contentTypeMethod })
    return read.ok ? `ok ${read.value.method} ${read.value.uid}` : read.problem.code
  }
  test.each([
    ['a REQUEST', calendar('request', ...ev()), 'ok REQUEST u'],
    ['CC 0802 METHOD missing', calendar(null, ...ev()), 'no-method'],
    ['a METHOD nobody knows', calendar('POLLSTATUS', ...ev()), 'unknown-method'],
    ['T-I52 two UIDs', calendar('REQUEST', ...ev(), ...ev({ uid: 'v' })), 'several-uids'],
    ['no event', calendar('REQUEST'), 'no-event'],
    ['nobody answers', calendar('REPLY', ...ev({ people: [] })), 'no-attendee'],
    ['no organizer', calendar('REQUEST', ...ev().filter((l) => !l.startsWith('ORGANIZER'))), 'no-organizer'],
    ['torn', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 'unreadable'],
  ])('%s', (_, text, out) => expect(code(text)).toBe(out))
  test('T-I51 the mail part says another method', () => expect(code(calendar('REQUEST', ...ev()), 'REPLY')).toBe('method-mismatch'))
})
