import { describe, expect, it } from 'vitest'
import { calls, type CallInput, type CallOutput } from '../../../shared/contract/calls.ts'
import type { CollectionId, ObjectId } from '../../../shared/model/ids.ts'
import { addDays } from '../../../shared/time/days.ts'
import { dayCounter, daySpan } from '../../../shared/time/lanes.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, type World } from '../testing/world.ts'
import { query as busyDays } from './busy-days.ts'
import { query as eventsInRange } from './events-in-range.ts'
import { query as monthWeeks, windowOf } from './month-weeks.ts'

const firstDay = '2026-10-26'

/** Six weeks around the end of summer time: a daily series, a crowd on one day, whole days over week ends, a night, something declined. */
function crowded(): World {
  const w = createWorld()
  const put = (uid: string, options: Parameters<typeof icsOf>[0]): ObjectId => w.put(`${uid}.ics`, icsOf({ uid, title: uid, ...options }))
  put('daily', { start: '20261020T090000Z', end: '20261020T093000Z', lines: ['RRULE:FREQ=DAILY;COUNT=60'] })
  for (let n = 0; n < 9; n += 1) put(`crowd ${n}`, { start: `20261125T1${n}0000Z`, end: `20261125T1${n}4500Z` })
  put('trip', { start: '20261107', end: '20261111' })
  put('holiday', { start: '20261101', end: '20261102', lines: ['RRULE:FREQ=WEEKLY;COUNT=4'] })
  put('night', { start: '20261112T220000Z', end: '20261113T020000Z' })
  put('conference', { start: '20261116T080000Z', end: '20261118T160000Z' })
  put('declined', { start: '20261124T080000Z', end: '20261124T090000Z', lines: meetingLines('bob@north.example', ['bob@north.example', 'ACCEPTED'], ['alice@north.example', 'DECLINED']) })
  return w
}
const month = async (w: World, patch: Partial<CallInput<'month-weeks'>> = {}): Promise<CallOutput<'month-weeks'>> =>
  calls['month-weeks'].output.parse(await monthWeeks(w.queries)({ firstDay, weeks: 6, zone: 'Europe/Berlin', rows: 4, withoutDeclined: false, kept: null, ...patch }))
const titles = (answer: CallOutput<'month-weeks'>): readonly string[] => answer.weeks.flatMap((week) => week.bars.map((bar) => bar.occurrence.title))

describe('month-weeks', () => {
  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'])('shows or counts, day by day, what events-in-range has (%s)', async (zone) => {
    const w = crowded()
    const { weeks } = await month(w, { zone })
    const { occurrences } = await eventsInRange(w.queries)({ window: windowOf(firstDay, 42, zone), zone })
    const dayAt = dayCounter(firstDay, 42, zone)
    const spans = occurrences.map((one) => {
      const span = daySpan(one, firstDay, dayAt)
      // A night stands on the day it begins.
      return one.startDate === null && one.endUtc - one.startUtc < 86_400_000 ? { first: span.first, last: span.first } : span
    })
    const wanted = Array.from({ length: 42 }, (_, day) => spans.filter(({ first, last }) => first <= day && day <= last).length)
    const told = weeks.flatMap((week) => week.hidden.map((hidden, day) => hidden + week.bars.filter(({ first, last }) => first <= day && day <= last).length))
    expect(told).toEqual(wanted)
    expect(weeks.flatMap((week) => week.days)).toEqual(Array.from({ length: 42 }, (_, day) => addDays(firstDay, day)))
  })

  it('draws each as events-in-range does, and makes no row for what is hidden', async () => {
    const w = crowded()
    const { rows, weeks } = await month(w)
    const { occurrences } = await eventsInRange(w.queries)({ window: windowOf(firstDay, 42, 'Europe/Berlin'), zone: 'Europe/Berlin' })
    const byKey = new Map(occurrences.map((one) => [one.key, one]))
    expect(rows).toBe(4)
    for (const { occurrence } of weeks.flatMap((week) => week.bars)) expect(occurrence).toEqual(byKey.get(occurrence.key))
    const crowdedDay = weeks[4]!
    expect(crowdedDay.bars.filter((bar) => bar.first === 2)).toHaveLength(3)
    expect(crowdedDay.hidden[2]).toBe(7)
  })

  it('whole days keep their row over the end of a week', async () => {
    const trip = (await month(crowded())).weeks.flatMap((week, at) => week.bars.filter((bar) => bar.occurrence.title === 'trip').map(({ first, last, lane, came, goesOn }) => [at, first, last, lane, came, goesOn]))
    expect(trip).toEqual([
      [1, 5, 6, 0, false, true],
      [2, 0, 1, 0, true, false],
    ])
  })

  it('leaves out what was declined where it is asked to, but never the one that was asked for', async () => {
    const w = crowded()
    const all = await month(w, { rows: 30 })
    expect(titles(all)).toContain('declined')
    expect(titles(await month(w, { rows: 30, withoutDeclined: true }))).not.toContain('declined')
    const one = all.weeks.flatMap((week) => week.bars).find((bar) => bar.occurrence.title === 'declined')!.occurrence
    expect(titles(await month(w, { rows: 30, withoutDeclined: true, kept: { objectId: one.objectId, recurrenceId: one.recurrenceId } }))).toContain('declined')
  })

  it('leaves out calendars that are switched off', async () => {
    const w = crowded()
    w.store.write(['accounts'], (tx) => tx.patchCollection('cal' as CollectionId, { visible: false }))
    expect(titles(await month(w))).toEqual([])
    expect(await busyDays(w.queries)({ firstDay, days: 42, zone: 'Europe/Berlin' })).toEqual({ days: [] })
  })
})

describe('busy-days', () => {
  it.each(['Europe/Berlin', 'America/New_York', 'Pacific/Apia'])('are those that anything touches (%s)', async (zone) => {
    const w = createWorld()
    w.put('a.ics', icsOf({ uid: 'a', start: '20261107', end: '20261109' }))
    w.put('b.ics', icsOf({ uid: 'b', start: '20261112T220000Z', end: '20261113T060000Z', lines: ['RRULE:FREQ=WEEKLY;COUNT=2'] }))
    const { days } = calls['busy-days'].output.parse(await busyDays(w.queries)({ firstDay, days: 42, zone }))
    const night = { 'Europe/Berlin': ['2026-11-12', '2026-11-13', '2026-11-19', '2026-11-20'], 'America/New_York': ['2026-11-12', '2026-11-13', '2026-11-19', '2026-11-20'], 'Pacific/Apia': ['2026-11-13', '2026-11-20'] }[zone]!
    expect(days).toEqual(['2026-11-07', '2026-11-08', ...night])
  })
})
