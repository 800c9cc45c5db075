import { describe, expect, it } from 'vitest'
import type { BusyKind } from '../model/busy.ts'
import { toTimeline } from '../freebusy/timeline.ts'
import type { PlanBlock, PlanPerson } from './plan.ts'
import { lookAtPlan, planNewsSince, type PlanLook, type PlanQuestion } from './watch.ts'

const at = (day: number, hour: number): number => Date.UTC(2026, 10, day, hour)
const window = { startUtc: at(23, 0), endUtc: at(28, 0) }
const hours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_020, zone: 'UTC' }
const person = (address: string, ...spans: [number, number, number, BusyKind][]): PlanPerson => ({ address, hours, assumeFree: false, spans: toTimeline(spans.map(([day, from, to, kind]) => ({ startUtc: at(day, from), endUtc: at(day, to), kind })), window, window) })
const unknown = (address: string): PlanPerson => ({ ...person(address), spans: [] })
const block = (day: number, from: number, to: number, id = 'b'): PlanBlock => ({ id, packageId: 'p', people: ['bob'], startUtc: at(day, from), endUtc: at(day, to) })
const question = (people: readonly PlanPerson[], blocks: readonly PlanBlock[], pinned: readonly string[] = []): PlanQuestion => ({
  input: { packages: [{ id: 'p', minutes: blocks.reduce((sum, one) => sum + (one.endUtc - one.startUtc) / 60_000, 0), people: ['bob'], way: 'all', deadlineUtc: null, after: [], minBlockMin: 60, maxBlockMin: 240 }], people, window, rules: { useTentative: false, stepMin: 15 } },
  blocks,
  pinned: new Set(pinned),
  nowUtc: window.startUtc,
  zone: 'UTC',
})
const busyUntilWed = person('bob', [23, 0, 24, 'busy'], [24, 0, 24, 'busy'])
const look = (people: readonly PlanPerson[], before: PlanLook | null = null, blocks = [block(25, 9, 11)], pinned: readonly string[] = []): PlanLook => lookAtPlan(question(people, blocks, pinned), before)
const seen = look([busyUntilWed])

describe('a plan that is watched', () => {
  it('begins with nothing to tell', () => {
    expect(seen).toEqual({ taken: [], endsOn: '2026-11-25', couldEndOn: null })
    expect(planNewsSince(null, seen)).toBe('none')
    expect(planNewsSince(null, look([person('bob', [25, 9, 10, 'busy'])]))).toBeNull()
  })
  it.each<[string, PlanPerson, PlanLook['taken']]>([
    ['busy in a block of theirs', person('bob', [25, 10, 12, 'busy']), [{ blockId: 'b', startUtc: at(25, 9), address: 'bob' }]],
    ['away', person('bob', [25, 0, 24, 'unavailable']), [{ blockId: 'b', startUtc: at(25, 9), address: 'bob' }]],
    ['tentative time is no reason to move', person('bob', [23, 0, 24, 'busy'], [24, 0, 24, 'busy'], [25, 9, 11, 'tentative']), []],
    ['busy right after it', person('bob', [23, 0, 24, 'busy'], [24, 0, 24, 'busy'], [25, 11, 12, 'busy']), []],
    ['silence says nothing', unknown('bob'), []],
  ])('%s', (_, bob, taken) => {
    const now = look([bob], seen)
    expect(now.taken).toEqual(taken)
    expect(planNewsSince(seen, now)).toEqual(taken.length > 0 ? { kind: 'taken', taken } : 'none')
  })
  it('is told once; silence does not end it, being free again does', () => {
    const busy = look([person('bob', [25, 10, 12, 'busy'])], seen)
    const silent = look([unknown('bob')], busy)
    expect(planNewsSince(busy, silent)).toBeNull()
    expect(silent.taken).toEqual(busy.taken)
    expect(planNewsSince(silent, look([busyUntilWed], silent))).toBe('none')
  })
  it('an earlier end is told when it opens, and not again while it stands', () => {
    const open = look([person('bob', [23, 0, 24, 'busy'])], seen)
    expect(open.couldEndOn).toBe('2026-11-24')
    expect(planNewsSince(seen, open)).toEqual({ kind: 'earlier', endsOn: '2026-11-25', couldEndOn: '2026-11-24' })
    expect(planNewsSince(open, look([person('bob', [23, 0, 24, 'busy'])], open))).toBeNull()
    expect(planNewsSince(open, look([person('bob')], open))).toMatchObject({ couldEndOn: '2026-11-23' })
  })
  it('only in time that is known to be free, and never by moving what was put there by hand', () => {
    expect(look([{ ...person('bob'), spans: toTimeline([], { startUtc: at(25, 0), endUtc: at(28, 0) }, window) }]).couldEndOn).toBeNull()
    expect(look([person('bob')], null, [block(25, 9, 11)], ['b']).couldEndOn).toBeNull()
  })
  it('the same day earlier is not worth moving for', () => expect(look([person('bob', [23, 0, 24, 'busy'], [24, 0, 24, 'busy'])], null, [block(25, 14, 16)]).couldEndOn).toBeNull())
  it('a plan that was changed meanwhile begins anew', () => {
    const moved = look([person('bob')], seen, [block(26, 9, 11)])
    expect(planNewsSince(seen, moved)).toBeNull()
  })
})
