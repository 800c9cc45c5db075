import { expect, it } from 'vitest'
import { attendeesOf } from '../ical/people.ts'
import { setText, stampOf, textOf } from '../ical/fields.ts'
import { copyOf, eventsOf, masterOf, readCalendar, type Component } from '../ical/tree.ts'
import type { Answer } from '../model/people.ts'
import { must } from '../model/result.ts'
import { prepareOrganizerChange } from '../event/organizer-change.ts'
import { applyMessage } from './apply-message.ts'
import { composeMessage, messagesFor } from './outgoing.ts'
import { withAnswer } from './reply.ts'

/** All of it happens here: DTSTAMP knows no more than the second. */
const nowUtc = Date.UTC(2026, 10, 1, 12, 0, 7, 120)
const o = ['mailto:o@example.com']
const a = ['mailto:a@example.com']
const tree = (text: string): Component => {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
/** Stamped in that very second, too. */
const stored = tree(['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261101T120007Z', 'LAST-MODIFIED:20261101T120007Z', 'SEQUENCE:1', 'SUMMARY:Sync', 'DTSTART:20261103T090000Z', 'DTEND:20261103T100000Z', 'ORGANIZER:mailto:o@example.com', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:o@example.com', 'ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:a@example.com', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'))

const answerOf = (root: Component): Answer => must(attendeesOf(must(masterOf(root), 'event')).find((one) => one.address === 'a@example.com'), 'a').partstat
const message = (before: Component | null, after: Component | null, me: readonly string[]): Component => composeMessage(must(messagesFor(before, after, me)[0], 'a message'), before, after, { nowUtc, me })
const take = (root: Component, arrived: Component, me: readonly string[]): Component => applyMessage(root, arrived, { myAddresses: me, nowUtc, zone: 'UTC' }).root ?? root
const stamp = (root: Component): number => stampOf(must(eventsOf(root)[0], 'event'))

/** What a says one after the other, and the REPLY that carries each. */
function answers(...said: readonly Answer[]): readonly Component[] {
  let mine = stored
  return said.map((answer) => {
    const next = withAnswer(mine, { recurrenceId: null, scope: 'all', answer, comment: '', myAddresses: a, nowUtc })
    const reply = message(mine, next, a)
    mine = next
    return reply
  })
}

it.each<{ name: string; said: readonly Answer[]; order: readonly number[]; out: Answer }>([
  { name: 'in order', said: ['accepted', 'declined'], order: [0, 1], out: 'declined' },
  { name: 'the first comes late', said: ['accepted', 'declined'], order: [1, 0], out: 'declined' },
  { name: 'three, and back to the first', said: ['accepted', 'declined', 'accepted'], order: [0, 1, 2], out: 'accepted' },
  { name: 'three, doubled and mixed', said: ['declined', 'tentative', 'accepted'], order: [2, 0, 1, 0, 2], out: 'accepted' },
])('ITP-2 answers of one second: the last one given stands, $name', ({ said, order, out }) => {
  const replies = answers(...said)
  expect(replies.map(stamp)).toEqual(said.map((_, n) => stamp(stored) + n * 1000))
  expect(answerOf(order.reduce((root, n) => take(root, must(replies[n], 'a reply'), o), stored))).toBe(out)
})

it('ITP-2 thrown away in the second it was accepted in: the no is the later one', () => {
  const mine = withAnswer(stored, { recurrenceId: null, scope: 'all', answer: 'accepted', comment: '', myAddresses: a, nowUtc })
  const replies = [message(stored, mine, a), message(mine, null, a)]
  for (const order of [[0, 1], [1, 0]]) expect(answerOf(order.reduce((root, n) => take(root, must(replies[n], 'a reply'), o), stored))).toBe('declined')
})

it('ITP-15 a first answer is stamped with now, and never before what it answers', () => {
  expect(answers('accepted').map(stamp)).toEqual([Date.UTC(2026, 10, 1, 12, 0, 7)])
  const ahead = tree(['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261101T130000Z', 'DTSTART:20261103T090000Z', 'ORGANIZER:mailto:o@example.com', 'ATTENDEE:mailto:a@example.com', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'))
  const mine = withAnswer(ahead, { recurrenceId: null, scope: 'all', answer: 'accepted', comment: '', myAddresses: a, nowUtc })
  expect(stamp(message(ahead, mine, a))).toBe(Date.UTC(2026, 10, 1, 13))
})

it.each([[[0, 1]], [[1, 0]]])('ITP-1 two changes of one second that raise no SEQUENCE: the guest has the second one, in order %j', (order) => {
  const titled = (root: Component, title: string): Component => {
    const edited = copyOf(root)
    for (const event of eventsOf(edited)) setText(event, 'summary', title)
    return prepareOrganizerChange(root, edited, { nowUtc, myAddresses: o })
  }
  const first = titled(stored, 'First')
  const second = titled(first, 'Second')
  const requests = [message(stored, first, o), message(first, second, o)]
  const got = order.reduce((root, n) => take(root, must(requests[n], 'a request'), a), stored)
  expect(textOf(must(masterOf(got), 'event'), 'summary')).toBe('Second')
})
