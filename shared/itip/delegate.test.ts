import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../model/result.ts'
import { attendeesOf } from '../ical/people.ts'
import { eventsOf, readCalendar, writeCalendar, type Component } from '../ical/tree.ts'
import { applyMessage } from './apply-message.ts'
import { composeDelegated, delegationProblem, deputiesOf } from './delegate.ts'
import { composeMessage, messagesFor } from './outgoing.ts'
import { readMessage } from './read-message.ts'
import { withAnswer } from './reply.ts'

const nowUtc = Date.UTC(2026, 10, 1, 12)
const at = (who: string): string => `mailto:${who}@example.com`
const tree = (text: string): Component => {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const meeting = (...people: string[]): Component =>
  tree(
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:u', 'DTSTAMP:20261101T100000Z', 'SEQUENCE:2', 'DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z', 'SUMMARY:Review', `ORGANIZER:${at('o')}`, ...people, 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', 'DESCRIPTION:mine', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'),
  )
const plain = (who: string, partstat = 'NEEDS-ACTION', more = ''): string => `ATTENDEE;PARTSTAT=${partstat}${more}:${at(who)}`
const passed = (from: string, to: string): string => plain(from, 'DELEGATED', `;DELEGATED-TO="${at(to)}"`)
const sentFor = (who: string, from: string, partstat = 'NEEDS-ACTION'): string => plain(who, partstat, `;DELEGATED-FROM="${at(from)}"`)
const both = [plain('o', 'ACCEPTED'), plain('a'), plain('b')]
const delegate = (root: Component, to: string, me = 'a'): Component => withAnswer(root, { recurrenceId: null, scope: 'all', answer: 'delegated', comment: '', myAddresses: [at(me)], nowUtc, delegateTo: at(to) })
const lines = (root: Component): string[] => writeCalendar(root).replaceAll(/\r\n[ \t]/g, '').split('\r\n')
const people = (root: Component): string[] => lines(root).filter((l) => l.startsWith('ATTENDEE'))

describe('T-I40 A delegates to D', () => {
  const before = meeting(...both)
  const after = delegate(before, 'd')
  const [message] = messagesFor(before, after, [at('a')])

  test('my copy names D on my own line, and touches no other line (SCH-10)', () => {
    expect(people(after)).toEqual([plain('o', 'ACCEPTED'), passed('a', 'd'), plain('b')])
    expect(lines(after)).toContain('TRANSP:TRANSPARENT')
  })
  test('the REPLY carries both lines, SEQUENCE echoed', () => {
    const reply = composeMessage(must(message, 'a reply'), before, after, { nowUtc, me: [at('a')] })
    expect(people(reply).map(normal)).toEqual([passed('a', 'd'), sentFor('d', 'a').replace(';', ';ROLE=REQ-PARTICIPANT;RSVP=TRUE;')].map(normal))
    expect(lines(reply)).toEqual(expect.arrayContaining(['METHOD:REPLY', 'SEQUENCE:2']))
  })
  test('the forwarded REQUEST is the organizer’s event, same SEQUENCE, without my alarm; D finds an invitation', () => {
    const request = composeDelegated(after, { address: at('d'), name: 'Dee' }, [at('a')], nowUtc)
    expect(lines(request)).toEqual(expect.arrayContaining(['METHOD:REQUEST', 'SEQUENCE:2', 'SUMMARY:Review', `ORGANIZER:${at('o')}`]))
    expect(lines(request).join()).not.toContain('VALARM')
    const read = readMessage(writeCalendar(request))
    const taken = applyMessage(null, must(read.ok ? read.value.root : null, 'message'), { myAddresses: [at('d')], nowUtc, zone: 'UTC' })
    expect([taken.what, taken.why]).toEqual(['stored', 'new-invitation'])
    const stored = must(eventsOf(must(taken.root, 'object'))[0], 'event')
    const d = must(attendeesOf(stored).find((a) => a.address === 'd@example.com'), 'D')
    expect(deputiesOf(stored, d).from.map((x) => x.address)).toEqual(['a@example.com'])
  })
  test('ITP-40 the organizer’s copy shows the chain; D’s own answer is not lost when A’s reply comes again', () => {
    const reply = composeMessage(must(message, 'a reply'), before, after, { nowUtc, me: [at('a')] })
    const once = applyMessage(before, reply, { myAddresses: [at('o')], nowUtc, zone: 'UTC' })
    const root = must(once.root, 'organizer’s copy')
    expect(chain(root)).toEqual(['o accepted', 'a delegated > d', 'b needs-action', 'd needs-action < a'])
    const answered = must(applyMessage(root, answerOf(root, 'd', 'accepted'), { myAddresses: [at('o')], nowUtc, zone: 'UTC' }).root, 'with the answer of D')
    const again = composeMessage(must(message, 'a reply'), before, after, { nowUtc: nowUtc + 60_000, me: [at('a')] })
    expect(chain(must(applyMessage(answered, again, { myAddresses: [at('o')], nowUtc, zone: 'UTC' }).root, 'again'))).toContain('d accepted < a')
  })
  test('A takes it back: DELEGATED-TO goes, here and at the organizer', () => {
    const back = withAnswer(after, { recurrenceId: null, scope: 'all', answer: 'accepted', comment: '', myAddresses: [at('a')], nowUtc })
    expect(people(back)).toContain(plain('a', 'ACCEPTED'))
    expect(lines(back)).toContain('TRANSP:OPAQUE')
  })
})

const normal = (line: string): string => {
  const [params = '', value = ''] = line.split(':mailto:')
  return `${params.split(';').toSorted().join(';')}:${value}`
}
const chain = (root: Component): string[] =>
  attendeesOf(must(eventsOf(root)[0], 'event')).map((a) => {
    const short = (raw: string): string => raw.replace(/^mailto:|@.*$/g, '')
    return [short(a.raw), a.partstat, ...a.delegatedTo.map((r) => `> ${short(r)}`), ...a.delegatedFrom.map((r) => `< ${short(r)}`)].join(' ')
  })
function answerOf(root: Component, who: string, answer: 'accepted' | 'declined'): Component {
  const after = withAnswer(root, { recurrenceId: null, scope: 'all', answer, comment: '', myAddresses: [at(who)], nowUtc })
  return composeMessage(must(messagesFor(root, after, [at(who)])[0], 'reply'), root, after, { nowUtc, me: [at(who)] })
}

describe('ITP-40 nobody is sent twice, and never in a circle', () => {
  test.each([
    ['to somebody new', both, 'a', 'd', null],
    ['to myself', both, 'a', 'a', 'myself'],
    ['to the organizer', both, 'a', 'o', 'organizer'],
    ['to somebody who is asked already', both, 'a', 'b', 'invited-already'],
    ['by somebody who is not invited', both, 'x', 'd', 'not-invited'],
    ['by the organizer', both, 'o', 'd', 'not-invited'],
    ['to what is no address', both, 'a', 'carol', 'no-address'],
    ['a second time', [passed('a', 'd'), sentFor('d', 'a')], 'a', 'e', 'passed-already'],
    ['a second time, when nobody says what D answered', [passed('a', 'd')], 'a', 'e', 'passed-already'],
    ['again, after D said no', [passed('a', 'd'), sentFor('d', 'a', 'DECLINED')], 'a', 'e', null],
    ['on from D', [passed('a', 'd'), sentFor('d', 'a')], 'd', 'e', null],
    ['back from D to A', [passed('a', 'd'), sentFor('d', 'a')], 'd', 'a', 'circle'],
    ['back over two', [passed('a', 'd'), plain('d', 'DELEGATED', `;DELEGATED-FROM="${at('a')}";DELEGATED-TO="${at('e')}"`), sentFor('e', 'd')], 'e', 'a', 'circle'],
  ] as const)('%s', (_, list, me, to, problem) => {
    expect(delegationProblem(must(eventsOf(meeting(...list))[0], 'event'), to === 'carol' ? to : at(to), [at(me)])).toBe(problem)
  })

  test('property: whoever passes it on to whomever, no chain ever comes back', () => {
    const who = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(fc.array(fc.tuple(who, who), { maxLength: 12 }), (steps) => {
        let organizers = meeting(plain('o', 'ACCEPTED'), plain('a'), plain('b'))
        for (const [me, to] of steps) {
          const event = must(eventsOf(organizers)[0], 'event')
          if (delegationProblem(event, at(to), [at(me)]) !== null) continue
          const after = delegate(organizers, to, me)
          const reply = composeMessage(must(messagesFor(organizers, after, [at(me)])[0], 'reply'), organizers, after, { nowUtc, me: [at(me)] })
          organizers = applyMessage(organizers, reply, { myAddresses: [at('o')], nowUtc, zone: 'UTC' }).root ?? organizers
        }
        const list = attendeesOf(must(eventsOf(organizers)[0], 'event'))
        for (const person of list) {
          const seen = new Set<string>([person.raw])
          let next = person.delegatedTo[0]
          while (next !== undefined) {
            expect(seen.has(next)).toBe(false)
            seen.add(next)
            next = list.find((a) => a.raw === next)?.delegatedTo[0]
          }
        }
      }),
      { seed: 20261122 },
    )
  })
})
