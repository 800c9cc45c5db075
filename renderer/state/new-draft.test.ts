import { describe, expect, it } from 'vitest'
import { weekDays } from '../../shared/time/days.ts'
import { hourInView } from './new-draft.ts'

const zone = 'Europe/Berlin'
const now = Date.UTC(2026, 10, 22, 15, 12)
const work = { workStartMin: 9 * 60, workingDays: [1, 2, 3, 4, 5] }

describe('where a new event begins that nobody placed', () => {
  it.each([
    ['no calendar in sight', [], '2026-11-22T17:00'],
    ['this week', weekDays('2026-11-22', 1), '2026-11-22T17:00'],
    ['another week: its first working day', weekDays('2026-11-29', 1), '2026-11-23T09:00'],
    ['a week that begins with a Sunday', weekDays('2026-11-29', 7), '2026-11-30T09:00'],
    ['one free day alone', ['2026-11-28'], '2026-11-28T09:00'],
  ] as const)('%s', (_name, days, start) => {
    const when = hourInView(days, now, zone, work)
    expect(when).toMatchObject({ kind: 'timed', zone })
    expect(when.kind === 'timed' && when.localStart).toMatch(start)
  })
})
