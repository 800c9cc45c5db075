import { describe, expect, it } from 'vitest'
import { weekDays } from '../../../shared/time/days.ts'
import { storyNowUtc, storyOccurrences, storyZone } from '../../testing/story.ts'
import type { CalendarFacts } from './day-model.ts'
import { isRestDay, neighbour, rulerLabels, weekModel, zoneWords } from './week-model.ts'

const facts: CalendarFacts = { zone: storyZone, nowUtc: storyNowUtc, hourPx: 48, columns: 4, hues: new Map(), names: new Map() }
const model = weekModel(storyOccurrences, weekDays('2026-10-13', 1), facts)
const keyOf = (title: string): string => storyOccurrences.find((one) => one.title === title)!.key
const titleOf = (key: string | null): string | null => (key === null ? null : model.byKey.get(key)!.title)

describe('arrow keys', () => {
  const cases = [
    { from: 'Supplier call', day: 1, arrow: 'down', to: 'Design critique' },
    { from: 'Design critique', day: 1, arrow: 'up', to: 'Supplier call' },
    { from: 'Supplier call', day: 1, arrow: 'right', to: 'Budget review' },
    { from: 'Supplier call', day: 1, arrow: 'left', to: 'Roadmap review' },
    { from: 'Yoga', day: 1, arrow: 'down', to: null },
    { from: 'Long run', day: 6, arrow: 'right', to: null },
    { from: 'Lunch with Bob', day: 0, arrow: 'left', to: null },
    { from: 'School autumn break', day: 3, arrow: 'down', to: 'On call: Bob' },
  ] as const
  for (const { from, day, arrow, to } of cases)
    it(`${arrow} of “${from}” leads to ${to === null ? 'the edge' : `“${to}”`}`, () => {
      expect(titleOf(neighbour(model, keyOf(from), arrow, day))).toBe(to)
    })
})

describe('rulers', () => {
  const work = { startMin: 540, endMin: 1_080 }
  it('tell the other zone beside each hour of home', () => {
    const labels = rulerLabels('2026-10-13', storyZone, 'America/New_York', work)
    expect([labels[7], labels[14]]).toEqual([
      { hour: 8, text: '02:00', quiet: true },
      { hour: 15, text: '09:00', quiet: false },
    ])
  })
  it('show half hours of zones that have them', () => {
    expect(rulerLabels('2026-10-13', storyZone, 'Asia/Kolkata', work)[8]!.text).toBe('12:30')
  })
  it('name a zone by letters where English has any, else by its offset', () => {
    expect(zoneWords('Europe/Berlin', storyNowUtc)).toEqual({ short: 'CEST', city: 'Berlin' })
    expect(zoneWords('America/New_York', storyNowUtc)).toEqual({ short: 'EDT', city: 'New York' })
    expect(zoneWords('Asia/Kolkata', storyNowUtc)).toEqual({ short: 'UTC+5:30', city: 'Kolkata' })
  })
})

it('a rest day is one not worked', () => {
  expect(['2026-10-16', '2026-10-17'].map((date) => isRestDay(date, [1, 2, 3, 4, 5]))).toEqual([false, true])
})
