import { expect, test } from 'vitest'
import { alarmsOf } from './alarms.ts'
import { type Component, eventsOf, readCalendar } from './tree.ts'

const span = { startUtc: Date.parse('2026-10-14T13:00:00Z'), endUtc: Date.parse('2026-10-14T14:00:00Z') }
const due = (...lines: string[]): string[] => {
  const result = readCalendar(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'))
  if (!result.ok) throw new Error(result.problem.detail)
  return alarmsOf(eventsOf(result.value)[0] as Component, span).map(({ uid, atUtc }) => `${uid} ${new Date(atUtc).toISOString().slice(11, 16)}`)
}
const alarm = (...lines: string[]): string[] => ['BEGIN:VALARM', 'ACTION:DISPLAY', ...lines, 'END:VALARM']

test.each([
  { name: 'ICS-14 before the start', lines: alarm('UID:a', 'TRIGGER:-PT15M'), out: ['a 12:45'] },
  { name: 'ICS-14 after the end', lines: alarm('UID:a', 'TRIGGER;RELATED=END:PT5M'), out: ['a 14:05'] },
  { name: 'ICS-14 at an instant', lines: alarm('UID:a', 'TRIGGER;VALUE=DATE-TIME:20261014T120000Z'), out: ['a 12:00'] },
  { name: 'ICS-14 repeated', lines: alarm('UID:a', 'TRIGGER:-PT15M', 'REPEAT:2', 'DURATION:PT5M'), out: ['a 12:45', 'a 12:50', 'a 12:55'] },
  { name: 'ICS-14 no EMAIL, no PROCEDURE, no "no alarm"', lines: ['BEGIN:VALARM', 'ACTION:EMAIL', 'TRIGGER:-PT15M', 'END:VALARM', 'BEGIN:VALARM', 'ACTION:NONE', 'TRIGGER;VALUE=DATE-TIME:19760401T005545Z', 'END:VALARM'], out: [] },
  { name: 'T-R25 acknowledged at its time is silent', lines: alarm('UID:a', 'TRIGGER:-PT15M', 'ACKNOWLEDGED:20261014T124500Z'), out: [] },
  { name: 'T-R25 acknowledged before its time rings', lines: alarm('UID:a', 'TRIGGER:-PT15M', 'ACKNOWLEDGED:20261013T124500Z'), out: ['a 12:45'] },
  {
    name: 'T-R25 a snoozed alarm rings once, by its child',
    lines: [...alarm('UID:a', 'TRIGGER:-PT15M', 'ACKNOWLEDGED:20261014T124600Z'), ...alarm('UID:s', 'RELATED-TO;RELTYPE=SNOOZE:a', 'TRIGGER;VALUE=DATE-TIME:20261014T125100Z')],
    out: ['s 12:51'],
  },
  { name: 'ICS-15 X-MOZ-LASTACK speaks for all of them', lines: ['X-MOZ-LASTACK:20261014T124600Z', ...alarm('UID:a', 'TRIGGER:-PT15M'), ...alarm('UID:b', 'TRIGGER:-PT5M')], out: ['b 12:55'] },
  { name: 'a trigger that makes no sense', lines: alarm('UID:a', 'TRIGGER:soon'), out: [] },
])('$name', ({ lines, out }) => expect(due(...lines)).toEqual(out))
