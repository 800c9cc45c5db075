import { describe, expect, it } from 'vitest'
import { addDays } from '../../../shared/time/days.ts'
import { storyNowUtc, storyOccurrences, storyZone } from '../../testing/story.ts'
import { dayModel, type CalendarFacts } from './day-model.ts'
import { createDayModels } from './day-models.ts'

const facts: CalendarFacts = { zone: storyZone, nowUtc: storyNowUtc, hourPx: 48, columns: 4, hues: new Map(), names: new Map() }
const date = '2026-10-13'
const minute = 60_000
const ofDay = storyOccurrences.filter((one) => one.startDate === null && dayModel(date, [one], facts).blocks.length > 0)
const ends = ofDay.map((one) => one.endUtc).sort((a, b) => a - b)

describe('columns of days, kept', () => {
  it('are what laying them out anew would give', () => {
    expect(createDayModels().of(date, storyOccurrences, facts)).toEqual(dayModel(date, storyOccurrences, facts))
  })

  it.each<[string, Partial<CalendarFacts>, (all: typeof storyOccurrences) => typeof storyOccurrences]>([
    ['asked again', {}, (all) => all],
    ['in another list of the same events', {}, (all) => [...all]],
    ['when another day changed', {}, (all) => all.filter((one) => ofDay.includes(one) || one.startUtc > ofDay[0]!.startUtc)],
    ['a minute later, with nothing over meanwhile', { nowUtc: ends[0]! - minute }, (all) => all],
  ])('are the same object %s', (_name, patch, change) => {
    const models = createDayModels()
    const early = { ...facts, nowUtc: ends[0]! - 2 * minute }
    const first = models.of(date, storyOccurrences, early)
    expect(models.of(date, change(storyOccurrences), { ...early, ...patch })).toBe(first)
    expect(models.known(date)).toBe(first)
  })

  it.each<[string, Partial<CalendarFacts>, (all: typeof storyOccurrences) => typeof storyOccurrences]>([
    ['an event is over', { nowUtc: ends[0]! }, (all) => all],
    ['an event is gone', {}, (all) => all.filter((one) => one !== ofDay[0])],
    ['an event is another', {}, (all) => all.map((one) => (one === ofDay[0] ? { ...one, title: 'Renamed' } : one))],
    ['an hour is higher', { hourPx: 96 }, (all) => all],
    ['a calendar has another colour', { hues: new Map([['a', 'blue']]) }, (all) => all],
    ['the clocks are others', { zone: 'America/New_York' }, (all) => all],
  ])('are laid out anew when %s', (_name, patch, change) => {
    const models = createDayModels()
    const early = { ...facts, nowUtc: ends[0]! - minute }
    const first = models.of(date, storyOccurrences, early)
    const next = models.of(date, change(storyOccurrences), { ...early, ...patch })
    expect(next).not.toBe(first)
    expect(next).toEqual(dayModel(date, change(storyOccurrences), { ...early, ...patch }))
  })

  it('are forgotten when many others were looked at since', () => {
    const models = createDayModels()
    models.of(date, storyOccurrences, facts)
    for (let n = 0; n < 60; n += 1) models.of(addDays('2030-01-01', n), [], facts)
    expect(models.known(date)).toBeNull()
    expect(models.known('2030-01-01')).not.toBeNull()
  })
})
