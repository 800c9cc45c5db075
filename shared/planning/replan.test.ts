import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { BusyKind, BusySpan } from '../model/busy.ts'
import { toTimeline } from '../freebusy/timeline.ts'
import { capacityByWeek } from './capacity.ts'
import { compareSchedules, standIn } from './compare.ts'
import { usualRules, type PlanBlock, type PlanPerson, type WorkPackage } from './plan.ts'
import { planAnew, replan } from './replan.ts'
import { findTroubles, type Trouble } from './troubles.ts'

const hour = 3_600_000
const day0 = Date.UTC(2026, 10, 23)
const at = (h: number, day = 0): number => day0 + day * 24 * hour + h * hour
const week = { startUtc: at(0), endUtc: at(0, 7) }
const hours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_020, zone: 'UTC' }
const person = (address: string, spans: readonly [number, number, BusyKind, number?][] = [], change: Partial<PlanPerson> = {}): PlanPerson => ({
  address,
  spans: toTimeline(spans.map(([from, to, kind, day]) => ({ startUtc: at(from, day), endUtc: at(to, day), kind })), week, week),
  hours,
  assumeFree: false,
  ...change,
})
const block = (id: string, packageId: string, people: readonly string[], from: number, to: number, day = 0): PlanBlock => ({ id, packageId, people, startUtc: at(from, day), endUtc: at(to, day) })
const work = (id: string, h: number, people: readonly string[], change: Partial<WorkPackage> = {}): WorkPackage => ({ id, minutes: h * 60, people, way: 'all', deadlineUtc: null, after: [], minBlockMin: 60, maxBlockMin: 240, ...change })
const told = (blocks: readonly PlanBlock[]): string[] => blocks.map((one) => `${one.id}: ${one.people.join('+')} ${(one.startUtc - day0) / hour}–${(one.endUtc - day0) / hour}`)

describe('capacityByWeek', () => {
  test('working time by what is known of it; unknown is a kind of its own', () => {
    const unsure = { ...person('x'), spans: [{ kind: 'free', startUtc: at(0), endUtc: at(12) } satisfies BusySpan, { kind: 'busy', startUtc: at(12), endUtc: at(0, 2) } satisfies BusySpan, { kind: 'tentative', startUtc: at(0, 2), endUtc: at(10, 2) } satisfies BusySpan] }
    expect(capacityByWeek(unsure, [week], at(10), [block('b', 'p', ['x'], 10, 12)])).toEqual([
      { ...week, workMin: 39 * 60, freeMin: 120, tentativeMin: 60, takenMin: 5 * 60 + 8 * 60, unknownMin: 7 * 60 + 16 * 60, plannedMin: 120 },
    ])
  })
  test('a person assumed to be free stays unknown', () => {
    const [found] = capacityByWeek({ ...person('x', [], { assumeFree: true }), spans: [{ ...week, kind: 'unknown' }] }, [week], at(0), [])
    expect(found).toMatchObject({ freeMin: 0, unknownMin: 40 * 60 })
  })
  it('free, tentative, taken and unknown make up the working time, against a model of one kind a half hour', () => {
    const halfHours = 7 * 48
    fc.assert(
      fc.property(fc.array(fc.constantFrom<BusyKind>('free', 'tentative', 'busy', 'unavailable', 'unknown'), { minLength: halfHours, maxLength: halfHours }), fc.integer({ min: 0, max: halfHours }), (kinds, from) => {
        const spans = kinds.map((kind, i): BusySpan => ({ kind, startUtc: day0 + i * hour / 2, endUtc: day0 + (i + 1) * hour / 2 }))
        const [found] = capacityByWeek({ ...person('x'), spans }, [week], day0 + from * hour / 2, [])
        const count = (wanted: readonly BusyKind[]): number => kinds.filter((kind, i) => wanted.includes(kind) && i >= from && i < 5 * 48 && i % 48 >= 18 && i % 48 < 34).length * 30
        expect(found).toMatchObject({ freeMin: count(['free']), tentativeMin: count(['tentative']), takenMin: count(['busy', 'unavailable']), unknownMin: count(['unknown']) })
        expect(found?.workMin).toBe(count(['free', 'tentative', 'busy', 'unavailable', 'unknown']))
      }),
      { seed: 20261122, numRuns: 60 },
    )
  })
})

describe('findTroubles', () => {
  const packages = [work('a', 2, ['x']), work('b', 2, ['x', 'y'], { after: ['a'], deadlineUtc: at(14) })]
  const check = (blocks: readonly PlanBlock[], people: readonly PlanPerson[], change = {}): Trouble[] => findTroubles({ packages, people, blocks, rules: usualRules, nowUtc: at(0), ...change })
  test.each<{ name: string; blocks: PlanBlock[]; people: PlanPerson[]; out: unknown[] }>([
    { name: 'none in known free time', blocks: [block('1', 'a', ['x'], 9, 11)], people: [person('x')], out: [] },
    { name: 'touching is not overlapping (FBA-5)', blocks: [block('1', 'a', ['x'], 9, 11)], people: [person('x', [[8, 9, 'busy'], [11, 12, 'busy']])], out: [] },
    { name: 'somebody became busy', blocks: [block('1', 'a', ['x'], 9, 11)], people: [person('x', [[10, 12, 'busy']])], out: [{ blockId: '1', kind: 'busy', address: 'x', at: { startUtc: at(10), endUtc: at(12) } }] },
    { name: 'somebody is away, or tentative', blocks: [block('1', 'b', ['x', 'y'], 9, 11)], people: [person('x', [[9, 17, 'unavailable']]), person('y', [[9, 10, 'tentative']])], out: [{ blockId: '1', kind: 'away', address: 'x', at: { startUtc: at(9), endUtc: at(17) } }, { blockId: '1', kind: 'tentative', address: 'y', at: { startUtc: at(9), endUtc: at(10) } }] },
    { name: 'time that is no longer known', blocks: [block('1', 'a', ['x'], 9, 11)], people: [{ ...person('x'), spans: [{ kind: 'free', startUtc: at(0), endUtc: at(10) }] }], out: [{ blockId: '1', kind: 'unknown', address: 'x', at: { startUtc: at(10), endUtc: at(11) } }] },
    { name: 'a person nothing is known of', blocks: [block('1', 'a', ['x'], 9, 11)], people: [], out: [{ blockId: '1', kind: 'unknown', address: 'x', at: expect.anything() as unknown }] },
    { name: 'off hours', blocks: [block('1', 'a', ['x'], 8, 10)], people: [person('x')], out: [{ blockId: '1', kind: 'off-hours', address: 'x', at: { startUtc: at(8), endUtc: at(9) } }] },
    { name: 'two blocks at once', blocks: [block('1', 'a', ['x'], 9, 11), block('2', 'a', ['x'], 10, 12)], people: [person('x')], out: [{ blockId: '1', kind: 'overlap', address: 'x', other: '2' }, { blockId: '2', kind: 'overlap', address: 'x', other: '1' }] },
    { name: 'too early for what it waits for; too late for its deadline', blocks: [block('1', 'a', ['x'], 13, 15), block('2', 'b', ['y'], 13, 15)], people: [person('x'), person('y')], out: [{ blockId: '2', kind: 'order', waitsFor: 'a' }, { blockId: '2', kind: 'deadline' }] },
  ])('$name', ({ blocks, people, out }) => {
    expect(check(blocks, people)).toEqual(out)
  })
  test('what is done is not looked at', () => {
    expect(check([block('1', 'a', ['x'], 9, 11)], [person('x', [[9, 11, 'busy']])], { nowUtc: at(11) })).toEqual([])
  })
})

describe('replan', () => {
  const packages = [work('a', 4, ['x']), work('b', 2, ['x'], { after: ['a'] })]
  const before = [block('1', 'a', ['x'], 9, 13), block('2', 'b', ['x'], 14, 16, 1)]
  const input = (people: readonly PlanPerson[]) => ({ packages, people, window: week, rules: usualRules })
  test('moves what no longer fits, under its own id, and leaves the rest', () => {
    const made = replan(input([person('x', [[9, 11, 'busy']])]), before)
    expect(told(made.blocks)).toEqual(['1: x 11–15', '2: x 38–40'])
    expect([made.changes.moved.length, made.changes.added.length, made.changes.removed.length, made.changes.same]).toEqual([1, 0, 0, 1])
  })
  test('what waits for a moved block moves too when it must', () => {
    const made = replan(input([person('x', [[9, 17, 'busy'], [9, 13, 'busy', 1]])]), before)
    expect(told(made.blocks)).toEqual(['1: x 37–41', '2: x 57–59'])
  })
  test('when all fits nothing changes', () => {
    const made = replan(input([person('x')]), before)
    expect([told(made.blocks), made.changes.same]).toEqual([told(before), 2])
  })
  test('planning anew brings everything forward but what was put there by hand', () => {
    expect(told(planAnew(input([person('x')]), before, new Set()).blocks)).toEqual(['1: x 9–13', '2: x 13–15'])
    expect(told(planAnew(input([person('x')]), before, new Set(['2'])).blocks)).toEqual(['1: x 9–13', '2: x 38–40'])
  })
  test('what has begun is never moved', () => {
    const made = planAnew({ ...input([person('x', [[9, 17, 'busy']])]), window: { ...week, startUtc: at(10) } }, before, new Set())
    expect(told(made.blocks)[0]).toBe('1: x 9–13')
  })
})

describe('compareSchedules and standIn', () => {
  const anyBlock = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), packageId: fc.constantFrom('p', 'q'), people: fc.subarray(['x', 'y'], { minLength: 1 }), startUtc: fc.integer({ min: 0, max: 5 }), endUtc: fc.integer({ min: 6, max: 9 }) })
  const anyBlocks = fc.uniqueArray(anyBlock, { selector: (one) => one.id, maxLength: 5 })
  it('the changes lead from the one to the other, and every block is told once', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlocks, (before, after) => {
        const changes = compareSchedules(before, after)
        expect(changes.added.length + changes.moved.length + changes.same).toBe(after.length)
        const gone = new Set(changes.removed.map((one) => one.id))
        const moved = new Map(changes.moved.map(({ to }) => [to.id, to]))
        const led = [...before.filter((one) => !gone.has(one.id)).map((one) => moved.get(one.id) ?? one), ...changes.added]
        expect(new Map(led.map((one) => [one.id, [one.startUtc, one.endUtc, one.people]]))).toEqual(new Map(after.map((one) => [one.id, [one.startUtc, one.endUtc, one.people]])))
      }),
      { seed: 20261122 },
    )
  })
  it('stands in within a package only; times and people stay, ids stay unlike', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlocks, (before, made) => {
        const after = made.map((one) => ({ ...one, id: `new ${one.id}` }))
        const named = standIn(before, after)
        const withoutId = (one: PlanBlock): unknown => ({ ...one, id: '' })
        expect(named.map(withoutId)).toEqual(after.map(withoutId))
        expect(new Set(named.map((one) => one.id)).size).toBe(named.length)
        for (const one of named) expect(before.find((old) => old.id === one.id)?.packageId ?? one.packageId).toBe(one.packageId)
        for (const id of ['p', 'q']) {
          const left = before.filter((old) => old.packageId === id && !named.some((one) => one.id === old.id)).length
          expect(left).toBe(Math.max(0, before.filter((old) => old.packageId === id).length - after.filter((one) => one.packageId === id).length))
        }
      }),
      { seed: 20261122 },
    )
  })
})
