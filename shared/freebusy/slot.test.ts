import { describe, expect, it } from 'vitest'
import type { BusyKind } from '../model/busy.ts'
import { countStates, firstSpanAfter, slotStateOf, type SlotPerson } from './slot.ts'

const person = (spans: [number, number, BusyKind][], state: SlotPerson['state'] = 'answered'): SlotPerson => ({
  state,
  spans: spans.map(([startUtc, endUtc, kind]) => ({ startUtc, endUtc, kind })),
  workingHours: null,
})
const never = () => false
const always = () => true
const slot = { startUtc: 10, endUtc: 20 }

describe('slotStateOf', () => {
  const cases: { name: string; person: SlotPerson; off?: () => boolean; state: string; because?: [number, number][] }[] = [
    { name: 'free only where an answer says so', person: person([[0, 30, 'free']]), state: 'free', because: [] },
    { name: 'FBA-5: a block that ends where the slot starts does not count', person: person([[0, 10, 'busy'], [10, 30, 'free']]), state: 'free' },
    { name: 'FBA-5: a block that starts where the slot ends does not count', person: person([[0, 20, 'free'], [20, 30, 'busy']]), state: 'free' },
    { name: 'busy beats tentative and unknown', person: person([[0, 12, 'tentative'], [12, 14, 'unknown'], [14, 15, 'busy'], [15, 30, 'free']]), state: 'busy', because: [[14, 15]] },
    { name: 'FBA-12: away beats busy', person: person([[0, 12, 'busy'], [12, 30, 'unavailable']]), state: 'away', because: [[12, 30]] },
    { name: 'half unknown is unknown, also beside tentative', person: person([[0, 15, 'tentative'], [15, 30, 'unknown']]), state: 'unknown', because: [[15, 30]] },
    { name: 'tentative keeps its own times', person: person([[0, 12, 'free'], [12, 16, 'tentative'], [16, 30, 'free']]), state: 'tentative', because: [[12, 16]] },
    { name: 'no spans at all is unknown, never free', person: person([]), state: 'unknown', because: [[10, 20]] },
    { name: 'a hole at the start is unknown', person: person([[12, 30, 'free']]), state: 'unknown', because: [[10, 12]] },
    { name: 'a hole in the middle is unknown', person: person([[0, 12, 'free'], [14, 30, 'free']]), state: 'unknown', because: [[12, 14]] },
    { name: 'a hole at the end is unknown', person: person([[0, 18, 'free']]), state: 'unknown', because: [[18, 20]] },
    { name: 'unknown while being asked is asking', person: person([[0, 30, 'unknown']], 'asking'), state: 'asking' },
    { name: 'an early answer shows although others are asked', person: person([[0, 30, 'busy']], 'asking'), state: 'busy' },
    { name: 'free outside of working hours', person: person([[0, 30, 'free']]), off: always, state: 'off-hours' },
    { name: 'working hours are not asked when a block decides', person: person([[0, 30, 'tentative']]), off: () => { throw new Error('asked') }, state: 'tentative' },
  ]
  it.each(cases)('$name', ({ person, off, state, because }) => {
    const report = slotStateOf(person, slot, off ?? never)
    expect(report.state).toBe(state)
    if (because) expect(report.because.map((span) => [span.startUtc, span.endUtc])).toEqual(because)
  })
})

it('firstSpanAfter finds the span that covers, or the next one', () => {
  const { spans } = person([[0, 5, 'free'], [5, 9, 'busy'], [12, 20, 'free']])
  expect([-1, 0, 4, 5, 9, 12, 19, 20].map((at) => firstSpanAfter(spans, at))).toEqual([0, 0, 0, 1, 2, 2, 2, 3])
})

it('countStates counts every kind', () => {
  expect(countStates(['free', 'free', 'unknown'])).toEqual({ free: 2, 'off-hours': 0, tentative: 0, busy: 0, away: 0, unknown: 1, asking: 0 })
})
