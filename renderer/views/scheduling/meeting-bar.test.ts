import { describe, expect, it } from 'vitest'
import { dragTo, edgeScroll, moveByDays, moveToDay, resize, snap15, step } from './meeting-bar.ts'

const berlin = 'Europe/Berlin'
const at = (iso: string): number => Date.parse(iso)
const slot = { startUtc: at('2026-10-14T13:00Z'), endUtc: at('2026-10-14T14:30Z') }
const span = (from: string, to: string): { startUtc: number; endUtc: number } => ({ startUtc: at(from), endUtc: at(to) })
const plain = { fine: false, keepTime: false }

describe('dragging the meeting', () => {
  const drag = { grip: 'move', from: slot, heldUtc: at('2026-10-14T13:40Z') } as const
  const cases = [
    { name: 'moves by the way of the pointer, in quarters', drag, to: '2026-10-14T14:12Z', how: plain, want: span('2026-10-14T13:30Z', '2026-10-14T15:00Z') },
    { name: 'Alt: in steps of five', drag, to: '2026-10-14T13:47Z', how: { fine: true, keepTime: false }, want: span('2026-10-14T13:05Z', '2026-10-14T14:35Z') },
    { name: 'Shift: another day, the same clock', drag, to: '2026-10-16T06:00Z', how: { fine: false, keepTime: true }, want: span('2026-10-16T13:00Z', '2026-10-16T14:30Z') },
    { name: 'Shift over a change of clocks: the same clock, another UTC', drag, to: '2026-10-26T06:00Z', how: { fine: false, keepTime: true }, want: span('2026-10-26T14:00Z', '2026-10-26T15:30Z') },
    { name: 'the end edge', drag: { grip: 'end', from: slot, heldUtc: slot.endUtc } as const, to: '2026-10-14T15:20Z', how: plain, want: span('2026-10-14T13:00Z', '2026-10-14T15:15Z') },
    { name: 'the end never comes before the start', drag: { grip: 'end', from: slot, heldUtc: slot.endUtc } as const, to: '2026-10-14T09:00Z', how: plain, want: span('2026-10-14T13:00Z', '2026-10-14T13:15Z') },
    { name: 'the start edge', drag: { grip: 'start', from: slot, heldUtc: slot.startUtc } as const, to: '2026-10-14T12:31Z', how: plain, want: span('2026-10-14T12:30Z', '2026-10-14T14:30Z') },
    { name: 'the start never passes the end', drag: { grip: 'start', from: slot, heldUtc: slot.startUtc } as const, to: '2026-10-14T18:00Z', how: plain, want: span('2026-10-14T14:15Z', '2026-10-14T14:30Z') },
  ]
  it.each(cases)('$name', ({ drag: one, to, how, want }) => {
    expect(dragTo(one, at(to), how, berlin)).toEqual(want)
  })
})

describe('keys', () => {
  const visible = { startMin: 420, endMin: 1_200 }
  it.each([
    ['a step on', slot, 1, span('2026-10-14T13:15Z', '2026-10-14T14:45Z')],
    ['a step back', slot, -1, span('2026-10-14T12:45Z', '2026-10-14T14:15Z')],
    ['past the end of the day lands in the next morning', span('2026-10-14T16:30Z', '2026-10-14T18:00Z'), 1, span('2026-10-15T05:00Z', '2026-10-15T06:30Z')],
    ['before the morning lands in the evening before', span('2026-10-15T05:00Z', '2026-10-15T06:30Z'), -1, span('2026-10-14T16:30Z', '2026-10-14T18:00Z')],
  ] as const)('%s', (_name, from, direction, want) => {
    expect(step(from, direction, 15, berlin, visible)).toEqual(want)
  })
  it('a meeting longer than the visible day just moves', () => {
    const long = span('2026-10-14T04:00Z', '2026-10-14T20:00Z')
    expect(step(long, 1, 15, berlin, visible)).toEqual(span('2026-10-14T04:15Z', '2026-10-14T20:15Z'))
  })
  it('longer and shorter, never nothing', () => {
    expect(resize(slot, 1, 15).endUtc).toBe(at('2026-10-14T14:45Z'))
    expect(resize({ startUtc: slot.startUtc, endUtc: slot.startUtc + 15 * 60_000 }, -1, 15).endUtc).toBe(at('2026-10-14T13:15Z'))
  })
  it('by days and to a day', () => {
    expect(moveByDays(slot, -1, berlin)).toEqual(span('2026-10-13T13:00Z', '2026-10-13T14:30Z'))
    expect(moveToDay(slot, '2026-10-20', berlin)).toEqual(span('2026-10-20T13:00Z', '2026-10-20T14:30Z'))
  })
  it('a press puts the start at the quarter that was hit', () => {
    expect(snap15(at('2026-10-14T13:14Z'), berlin)).toBe(at('2026-10-14T13:00Z'))
    expect(snap15(at('2026-10-14T13:16Z'), berlin)).toBe(at('2026-10-14T13:15Z'))
  })
})

it('near an edge the grid scrolls, faster the farther out', () => {
  expect(edgeScroll(300, 600, 48)).toBe(0)
  expect(edgeScroll(24, 600, 48)).toBe(-12)
  expect(edgeScroll(-200, 600, 48)).toBe(-48)
  expect(edgeScroll(590, 600, 48)).toBeGreaterThan(edgeScroll(570, 600, 48))
})
