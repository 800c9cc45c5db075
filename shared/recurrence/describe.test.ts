import { describe, expect, test } from 'vitest'
import type { RepeatRule as ContractRule } from '../contract/events.ts'
import { repeatRule } from '../contract/events.ts'
import type { IcalTime } from '../ical/fields.ts'
import { fromRepeatRule, placeInMonth, repeatInWords, type RepeatRule, toRepeatRule } from './describe.ts'

const berlin: IcalTime = { kind: 'zoned', local: '2026-10-14T15:00:00', tzid: 'Europe/Berlin', zone: 'Europe/Berlin' }

describe('rule to fields, to rule, to words', () => {
  test.each([
    ['FREQ=DAILY', 'Every day'],
    ['FREQ=DAILY;INTERVAL=3;COUNT=5', 'Every 3 days, 5 times'],
    ['FREQ=WEEKLY', 'Every week on Wednesday'],
    ['FREQ=WEEKLY;BYDAY=MO,WE', 'Every week on Monday and Wednesday'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Every weekday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=20261216T225959Z', 'Every 2 weeks on Monday, Wednesday and Friday, until 16 Dec 2026'],
    ['FREQ=MONTHLY', 'Every month on day 14'],
    ['FREQ=MONTHLY;BYDAY=2WE', 'Every month on the second Wednesday'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR', 'Every 2 months on the last Friday'],
    ['FREQ=YEARLY;COUNT=1', 'Every year on 14 October, once'],
  ])('%s', (rrule, words) => {
    const rule = toRepeatRule(rrule, 'Europe/Berlin')
    expect(repeatRule.safeParse(rule).success).toBe(true)
    expect(rule.custom).toBeNull()
    expect(fromRepeatRule(rule, berlin)).toBe(rrule)
    expect(repeatInWords(rule, { start: '2026-10-14' })).toBe(words)
  })

  test.each([
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', 'Every month, by a special rule'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20301231', 'Every year, by a special rule, until 31 Dec 2030'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'Every month, by a special rule'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU', 'Every 2 weeks, by a special rule'],
    ['FREQ=HOURLY', 'By a special rule'],
    ['junk', 'By a special rule'],
  ])('%s is kept as it is', (rrule, words) => {
    const rule = toRepeatRule(rrule)
    expect(repeatRule.safeParse(rule).success).toBe(true)
    expect(fromRepeatRule(rule, berlin)).toBe(rrule)
    expect(repeatInWords(rule)).toBe(words)
  })
})

test.each<{ start: IcalTime; until: string }>([
  { start: { kind: 'date', date: '2026-10-14' }, until: '20261216' },
  { start: { kind: 'utc', instant: 0 }, until: '20261216T235959Z' },
  { start: { kind: 'floating', local: '2026-10-14T15:00:00' }, until: '20261216T235959' },
  { start: berlin, until: '20261216T225959Z' },
  { start: { kind: 'zoned', local: '2026-10-14T15:00:00', tzid: 'America/New_York', zone: 'America/New_York' }, until: '20261217T045959Z' },
])('ICS-7 UNTIL for a $start.kind start', ({ start, until }) => {
  const rule: RepeatRule = { freq: 'daily', interval: 1, days: [], nth: null, end: { kind: 'until', date: '2026-12-16' }, custom: null }
  expect(fromRepeatRule(rule, start)).toBe(`FREQ=DAILY;UNTIL=${until}`)
})

test('the shape is the contract’s', () => {
  const rule: ContractRule = toRepeatRule('FREQ=DAILY')
  const back: RepeatRule = rule
  expect(back.freq).toBe('daily')
})

test.each([
  ['2026-10-14', { day: 'WE', nth: 2, last: false }],
  ['2026-10-30', { day: 'FR', nth: 5, last: true }],
  ['2026-02-28', { day: 'SA', nth: 4, last: true }],
] as const)('place of %s in its month', (date, place) => expect(placeInMonth(date)).toEqual(place))
