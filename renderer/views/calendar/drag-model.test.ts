import { describe, expect, it } from 'vitest'
import { clockOfMinute, localOf, piecesOf, propose, shiftWhen, type Grab } from './drag-model.ts'

const hour = 60
const grab = (kind: Grab['kind'], day: number, minute: number, startMin = 10 * hour, endMin = 11 * hour): Grab => ({ kind, at: { day, minute }, startMin, endMin })

describe('a drag', () => {
  const cases = [
    { name: 'moves by the distance of the pointer, in steps', grab: grab('move', 0, 630), spot: { day: 0, minute: 700 }, out: [675, 735] },
    { name: 'moves to another day', grab: grab('move', 0, 630), spot: { day: 2, minute: 630 }, out: [2 * 1_440 + 600, 2 * 1_440 + 660] },
    { name: 'may lead over midnight', grab: grab('move', 0, 630), spot: { day: 0, minute: 1_440 }, out: [1_410, 1_470] },
    { name: 'may lead before the first day', grab: grab('move', 0, 630), spot: { day: 0, minute: 0 }, out: [-30, 30] },
    { name: 'stretches the end, never below one step', grab: grab('resize-end', 0, 660), spot: { day: 0, minute: 300 }, out: [600, 615] },
    { name: 'stretches the end', grab: grab('resize-end', 0, 660), spot: { day: 0, minute: 733 }, out: [600, 735] },
    { name: 'stretches the start, never past the end', grab: grab('resize-start', 0, 600), spot: { day: 0, minute: 900 }, out: [645, 660] },
    { name: 'creates downwards', grab: grab('create', 1, 605), spot: { day: 1, minute: 700 }, out: [1_440 + 600, 1_440 + 705] },
    { name: 'creates upwards', grab: grab('create', 1, 605), spot: { day: 1, minute: 500 }, out: [1_440 + 495, 1_440 + 615] },
    { name: 'creates in the day it began in', grab: grab('create', 1, 605), spot: { day: 3, minute: 700 }, out: [1_440 + 600, 1_440 + 705] },
    { name: 'moves whole days by whole days', grab: grab('move-days', 1, 5, 1_440, 2_880), spot: { day: 3, minute: 900 }, out: [4_320, 5_760] },
  ]
  for (const { name, grab: from, spot, out } of cases)
    it(name, () => {
      const { startMin, endMin } = propose(from, spot, 15)
      expect([startMin, endMin]).toEqual(out)
    })

  it('is drawn in every day it touches', () => {
    expect(piecesOf({ startMin: 1_410, endMin: 1_500 }, 7)).toEqual([
      { day: 0, from: 23.5, to: 24 },
      { day: 1, from: 0, to: 1 },
    ])
  })
  it('speaks in clock times', () => {
    expect([clockOfMinute(615), clockOfMinute(-30), localOf('2026-10-12', 1_440 + 90)]).toEqual(['10:15', '23:30', '2026-10-13T01:30:00'])
  })
})

describe('the new time of a draft', () => {
  const shift = { zone: 'Europe/Berlin', fromStart: '2026-10-14T15:00:00', fromEnd: '2026-10-14T16:00:00', toStart: '2026-10-15T10:00:00', toEnd: '2026-10-15T11:30:00' }
  it('keeps the zone of the event', () => {
    expect(shiftWhen({ kind: 'timed', zone: 'America/New_York', localStart: '2026-10-14T09:00:00', localEnd: '2026-10-14T10:00:00' }, shift)).toEqual({
      kind: 'timed',
      zone: 'America/New_York',
      localStart: '2026-10-15T04:00:00',
      localEnd: '2026-10-15T05:30:00',
    })
  })
  it('moves a series from its own first date by as much as the instance', () => {
    expect(shiftWhen({ kind: 'timed', zone: 'Europe/Berlin', localStart: '2026-09-02T15:00:00', localEnd: '2026-09-02T16:00:00' }, shift)).toMatchObject({ localStart: '2026-09-03T10:00:00', localEnd: '2026-09-03T11:30:00' })
  })
  it('over a change of clocks keeps the clock time', () => {
    const over = { zone: 'Europe/Berlin', fromStart: '2026-10-24T15:00:00', fromEnd: '2026-10-24T16:00:00', toStart: '2026-10-26T15:00:00', toEnd: '2026-10-26T16:00:00' }
    expect(shiftWhen({ kind: 'timed', zone: 'Europe/Berlin', localStart: '2026-10-24T15:00:00', localEnd: '2026-10-24T16:00:00' }, over)).toMatchObject({ localStart: '2026-10-26T15:00:00', localEnd: '2026-10-26T16:00:00' })
  })
  it('of whole days moves by whole days', () => {
    const days = { zone: 'Europe/Berlin', fromStart: '2026-10-13T00:00:00', fromEnd: '2026-10-16T00:00:00', toStart: '2026-10-20T00:00:00', toEnd: '2026-10-23T00:00:00' }
    expect(shiftWhen({ kind: 'all-day', startDate: '2026-10-13', endDate: '2026-10-16' }, days)).toEqual({ kind: 'all-day', startDate: '2026-10-20', endDate: '2026-10-23' })
  })
})
