import { describe, expect, it } from 'vitest'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { masterOf, overridesOf, readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import { anAccount, icsOf, meetingLines } from '../testing/store-rows.ts'
import { isLostGroup, isSwallowed, storable, withSeriesPeople } from './series-people.ts'

const me = 'alice@north.example'
const bob = 'bob@north.example'
const carol = 'carol@north.example'
const davical = anAccount({ capabilities: { ...anAccount().capabilities, product: 'davical' } })
const rooted = (text: string): Component => {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const series = (lines: readonly string[], overrideLines: readonly string[]): Component =>
  rooted(
    icsOf({
      lines: ['RRULE:FREQ=DAILY;COUNT=3', ...lines],
      more: ['BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20261101T000000Z', 'RECURRENCE-ID:20261125T090000Z', 'DTSTART:20261125T140000Z', 'DTEND:20261125T150000Z', 'SUMMARY:Design review', ...overrideLines, 'END:VEVENT'],
    }),
  )
const whole = meetingLines(me, [me, 'ACCEPTED'], [bob, 'ACCEPTED'])
const people = (root: Component): readonly (readonly string[])[] => [...overridesOf(root)].map((event) => attendeesOf(event).map((person) => `${person.address} ${person.partstat}`))

describe('a series on DAViCal 1.1.12: nobody is named in two parts', () => {
  it('is stored with the people of the series in the series alone, and read with them everywhere', () => {
    const stored = storable(davical, series(whole, whole))
    expect(people(stored)).toEqual([[]])
    expect(attendeesOf(masterOf(stored) as Component)).toHaveLength(2)
    expect(people(withSeriesPeople(rooted(writeCalendar(stored))))).toEqual([[`${me} accepted`, `${bob} needs-action`]])
  })

  it('keeps a guest of one date', () => {
    expect(people(storable(davical, series(whole, [...whole, `ATTENDEE:mailto:${carol}`])))).toEqual([[`${carol} needs-action`]])
  })

  it.each<[string, Parameters<typeof storable>[0], readonly string[], readonly string[]]>([
    ['a date that somebody of the series is not asked to', davical, whole, meetingLines(me, [me, 'ACCEPTED'])],
    ['a meeting of somebody else', davical, meetingLines(bob, [bob, 'ACCEPTED'], [me, 'ACCEPTED']), meetingLines(bob, [bob, 'ACCEPTED'], [me, 'DECLINED'])],
    ['another server', anAccount(), whole, whole],
  ])('leaves alone: %s', (_name, account, lines, overrideLines) => {
    const root = series(lines, overrideLines)
    expect(writeCalendar(storable(account, root))).toBe(writeCalendar(root))
  })

  it('reads nobody into a date without an organizer', () => {
    expect(people(withSeriesPeople(series(whole, [])))).toEqual([[]])
  })

  it('a message about one date of a series that was sent before does not leave; all others do', () => {
    const root = series(whole, whole)
    const message = (recurrenceIds: readonly string[], method: ItipMessage['method'] = 'REQUEST'): ItipMessage => ({ method, to: { address: bob as ItipMessage['to']['address'], raw: `mailto:${bob}`, name: '', kind: 'individual' }, why: 'updated', recurrenceIds })
    const one = message(['20261125T090000Z'])
    expect([isSwallowed(davical, root, root, one), isSwallowed(davical, null, root, one), isSwallowed(davical, root, null, one), isSwallowed(davical, root, root, message([])), isSwallowed(davical, root, root, message(['20261125T090000Z'], 'REPLY')), isSwallowed(anAccount(), root, root, one)]).toEqual([true, false, false, false, false, false])
  })

  it.each<[string, ItipMessage['why'], readonly string[], boolean]>([
    ['a date is called off, for who was asked', 'updated', ['EXDATE:20261125T090000Z'], true],
    ['a date is called off, for who is new', 'invited', ['EXDATE:20261125T090000Z'], false],
    ['a date is called off, for who is taken off', 'removed', ['EXDATE:20261125T090000Z'], false],
    ['a date more', 'ask-again', ['RDATE:20261130T090000Z'], true],
    ['another place', 'updated', ['LOCATION:Room 2'], false],
  ])('%s', (_name, why, lines, isLost) => {
    const message: ItipMessage = { method: 'REQUEST', to: { address: bob as ItipMessage['to']['address'], raw: `mailto:${bob}`, name: '', kind: 'individual' }, why, recurrenceIds: [] }
    const [before, after] = [series(whole, whole), series([...whole, ...lines], whole)]
    expect([isSwallowed(davical, before, after, message), isSwallowed(anAccount(), before, after, message)]).toEqual([isLost, false])
  })
})

it('DAViCal 1.1.12 reaches no member of a group; other servers are taken at their word', () => {
  const to = { address: 'team@a.test', raw: 'mailto:team@a.test', name: 'Team', kind: 'group' } as Parameters<typeof isLostGroup>[1]['to']
  const davical = anAccount({ capabilities: { ...anAccount().capabilities, product: 'davical' } })
  expect([isLostGroup(davical, { to }), isLostGroup(davical, { to: { ...to, kind: 'individual' } }), isLostGroup(anAccount(), { to })]).toEqual([true, false, false])
})
