import { expect, test } from 'vitest'
import type { BusySpan } from '../../../shared/model/busy.ts'
import { must } from '../../../shared/model/result.ts'
import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'
import { people } from '../people.ts'
import { event, inviting, sunday } from '../testing/practice-client.ts'
import { decide } from './decide.ts'

const at = (time: string): number => Date.parse(`2026-${time}:00Z`)
const span = (kind: BusySpan['kind'], from: string, to: string): BusySpan => ({ kind, startUtc: at(from), endUtc: at(to) })
const weekly = ['RRULE:FREQ=WEEKLY;COUNT=4']

const cases: readonly { name: string; user: string; more?: readonly string[]; busy?: readonly BusySpan[]; off?: readonly BusySpan[]; out: readonly (readonly [string | null, string, string])[] }[] = [
  { name: 'free', user: 'bob', out: [[null, 'accepted', '']] },
  { name: 'taken', user: 'bob', busy: [span('busy', '11-25T10:30', '11-25T12:00')], out: [[null, 'declined', 'I am busy until 13:00.']] },
  { name: 'touching is not taken', user: 'bob', busy: [span('busy', '11-25T11:00', '11-25T12:00')], out: [[null, 'accepted', '']] },
  { name: 'tentative', user: 'carol', busy: [span('tentative', '11-25T10:30', '11-25T12:00')], out: [[null, 'tentative', 'I may have something else from 12:30.']] },
  { name: 'away', user: 'bob', busy: [span('unavailable', '11-25T00:00', '11-26T00:00')], out: [[null, 'declined', 'I am away then.']] },
  { name: 'at night', user: 'dave', busy: [span('unavailable', '11-25T00:00', '11-25T13:30')], off: [span('unavailable', '11-25T00:00', '11-25T13:30')], out: [[null, 'declined', 'That is 05:00 for me in New York.']] },
  { name: 'a room', user: 'aurora', busy: [span('busy', '11-25T10:30', '11-25T12:00')], out: [[null, 'declined', 'Aurora is taken then.']] },
  { name: 'a series that fits but for one date', user: 'bob', more: weekly, busy: [span('busy', '12-02T10:30', '12-02T12:00')], out: [[null, 'accepted', 'All but one date.'], ['20261202T100000Z', 'declined', 'I am busy until 13:00.']] },
  { name: 'a series that mostly does not', user: 'bob', more: weekly, busy: ['11-25', '12-02', '12-09'].map((day) => span('busy', `${day}T10:00`, `${day}T11:00`)), out: [[null, 'declined', 'I am busy until 12:00.']] },
]

test.each(cases)('$name', ({ user, more = [], busy = [], off = [], out }) => {
  const me = must(people.find((person) => person.user === user), user)
  const meeting = scanObject(event({ uid: 'm', more: [...inviting('alice', user), ...more] }))
  if (isIcalProblem(meeting)) throw new Error(meeting.detail)
  expect(decide({ me, meeting, now: sunday, busyIn: () => busy, offHoursIn: () => off }).map((one) => [one.recurrenceId, one.answer, one.comment])).toEqual(out)
})

test('what is answered already, or over, is not answered again', () => {
  const me = must(people.find((person) => person.user === 'bob'), 'bob')
  const answered = scanObject(event({ uid: 'm', more: inviting('alice', 'bob') }).replace('NEEDS-ACTION', 'ACCEPTED'))
  const over = scanObject(event({ uid: 'm', start: '20261120T100000Z', end: '20261120T110000Z', more: inviting('alice', 'bob') }))
  for (const meeting of [answered, over]) {
    if (isIcalProblem(meeting)) throw new Error(meeting.detail)
    expect(decide({ me, meeting, now: sunday, busyIn: () => [], offHoursIn: () => [] })).toEqual([])
  }
})
