import { describe, expect, it } from 'vitest'
import { boxOf, clockLabel, instantAt, makeAxis, partAt, shiftDays, snap, ticksOf, visibleHours, xOf, type Axis, type Zoom } from './axis.ts'

const berlin = 'Europe/Berlin'
const at = (iso: string): number => Date.parse(iso)
const axis = (patch: Partial<Parameters<typeof makeAxis>[0]> = {}): Axis => makeAxis({ fromDate: '2026-10-14', days: 3, zone: berlin, zoom: 2, visible: { startMin: 420, endMin: 1_200 }, ...patch })

describe('the time axis', () => {
  it('shows the visible hours of each day in full and folds the nights', () => {
    expect(axis().parts.map((part) => [part.kind, part.date, part.x, part.width])).toEqual([
      ['day', '2026-10-14', 0, 598],
      ['fold', '2026-10-14', 598, 24],
      ['day', '2026-10-15', 622, 598],
      ['fold', '2026-10-15', 1_220, 24],
      ['day', '2026-10-16', 1_244, 598],
    ])
  })
  it('a place means an instant and goes back to it', () => {
    const one = axis()
    for (const iso of ['2026-10-14T05:00Z', '2026-10-14T13:00Z', '2026-10-15T07:30Z', '2026-10-16T17:59Z']) expect(instantAt(one, xOf(one, at(iso)))).toBe(at(iso))
  })
  it('inside a folded night the nearer end is meant', () => {
    const one = axis()
    expect(instantAt(one, 600)).toBe(at('2026-10-14T18:00Z'))
    expect(instantAt(one, 620)).toBe(at('2026-10-15T05:00Z'))
  })
  it('clamps before the first and after the last day', () => {
    const one = axis()
    expect([xOf(one, 0), xOf(one, at('2030-01-01T00:00Z')), instantAt(one, -50)]).toEqual([0, one.width, one.startUtc])
  })
  it('with nights shown there is nothing to fold, and a day of 25 hours is wider', () => {
    const days = axis({ fromDate: '2026-10-24', days: 3, visible: { startMin: 0, endMin: 1_440 } }).parts
    expect(days.map((part) => [part.kind, part.width / 46])).toEqual([['day', 24], ['day', 25], ['day', 24]])
  })
  it('a block inside one folded night has no place, one that reaches out of it has', () => {
    const one = axis()
    expect(boxOf(one, { startUtc: at('2026-10-14T20:00Z'), endUtc: at('2026-10-14T23:00Z') })).toBeNull()
    expect(boxOf(one, { startUtc: at('2026-10-14T20:00Z'), endUtc: at('2026-10-15T06:00Z') })?.width).toBeGreaterThan(46)
    expect(boxOf(one, { startUtc: at('2026-10-18T08:00Z'), endUtc: at('2026-10-18T09:00Z') })).toBeNull()
  })
  it('finds the part of any instant', () => {
    const one = axis()
    expect([partAt(one, at('2026-10-14T10:00Z')).kind, partAt(one, at('2026-10-14T22:00Z')).kind, partAt(one, at('2026-10-15T05:00Z')).date]).toEqual(['day', 'fold', '2026-10-15'])
  })
})

describe('labels', () => {
  const labels = (zoom: Zoom): string[] => {
    const one = axis({ zoom, days: 1 })
    return ticksOf(one, one.parts[0]!).map((tick) => tick.label)
  }
  it.each([
    [2, ['07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19']],
    [3, ['09', '12', '15', '18']],
    [4, []],
  ] as const)('zoom %s', (zoom, wanted) => {
    expect(labels(zoom)).toEqual(wanted)
  })
  it('half hours are written in full, also in a zone that is half an hour off', () => {
    expect(labels(1).slice(0, 3)).toEqual(['07', '07:30', '08'])
    expect(clockLabel(at('2026-10-14T05:00Z'), 'Asia/Kolkata')).toBe('10:30')
  })
})

describe('visible hours', () => {
  const usual = { startMin: 420, endMin: 1_200 }
  const slot = (from: string, to: string): { startUtc: number; endUtc: number } => ({ startUtc: at(from), endUtc: at(to) })
  it.each([
    ['a meeting inside', slot('2026-10-14T13:00Z', '2026-10-14T14:30Z'), usual],
    ['an early one', slot('2026-10-14T03:30Z', '2026-10-14T04:30Z'), { startMin: 300, endMin: 1_200 }],
    ['a late one', slot('2026-10-14T18:00Z', '2026-10-14T19:30Z'), { startMin: 420, endMin: 1_320 }],
    ['one over midnight', slot('2026-10-14T21:00Z', '2026-10-14T23:00Z'), { startMin: 0, endMin: 1_440 }],
  ])('%s', (_name, one, wanted) => {
    expect(visibleHours(usual, one, berlin, false)).toEqual(wanted)
  })
  it('nights on', () => expect(visibleHours(usual, null, berlin, true)).toEqual({ startMin: 0, endMin: 1_440 }))
})

describe('snapping is done on the clock, not on UTC', () => {
  it.each([
    ['2026-10-14T13:07Z', 15, berlin, '2026-10-14T13:00Z'],
    ['2026-10-14T13:08Z', 15, berlin, '2026-10-14T13:15Z'],
    ['2026-10-14T13:07Z', 5, berlin, '2026-10-14T13:05Z'],
    ['2026-10-14T13:10Z', 60, 'Asia/Kolkata', '2026-10-14T13:30Z'],
    ['2026-10-14T21:55Z', 15, berlin, '2026-10-14T22:00Z'],
  ] as const)('%s by %s min in %s', (from, by, zone, wanted) => {
    expect(snap(at(from), by, zone)).toBe(at(wanted))
  })
  it('a shift by days keeps the clock over a change of clocks', () => {
    expect(shiftDays(at('2026-10-24T13:00Z'), 1, berlin)).toBe(at('2026-10-25T14:00Z'))
  })
})
