import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { BusyKind, BusySpan } from '../model/busy.ts'
import { toTimeline } from '../freebusy/timeline.ts'
import { usualRules, type PlanBlock, type PlanPerson, type PlanRules, type WorkPackage } from './plan.ts'
import { schedule, type Schedule, type ScheduleInput } from './schedule.ts'

const hour = 3_600_000
/** A Monday. */
const day0 = Date.UTC(2026, 10, 23)
const at = (h: number, day = 0): number => day0 + day * 24 * hour + h * hour
const window = { startUtc: at(0), endUtc: at(0, 5) }
const hours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_020, zone: 'UTC' }
const person = (address: string, spans: readonly [number, number, BusyKind, number?][] = [], change: Partial<PlanPerson> = {}): PlanPerson => ({
  address,
  spans: toTimeline(spans.map(([from, to, kind, day]) => ({ startUtc: at(from, day), endUtc: at(to, day), kind })), window, window),
  hours,
  assumeFree: false,
  ...change,
})
const unknown = (address: string, change: Partial<PlanPerson> = {}): PlanPerson => ({ ...person(address, [], change), spans: [{ ...window, kind: 'unknown' }] })
const work = (id: string, h: number, people: readonly string[], change: Partial<WorkPackage> = {}): WorkPackage => ({ id, minutes: h * 60, people, way: 'all', deadlineUtc: null, after: [], minBlockMin: 60, maxBlockMin: 240, ...change })
const plan = (packages: readonly WorkPackage[], people: readonly PlanPerson[], change: Partial<ScheduleInput> = {}): Schedule => schedule({ packages, people, window, rules: usualRules, ...change })
const told = (made: Schedule): string[] => made.blocks.map((block) => `${block.packageId} ${block.people.join('+')} ${inHours(block.startUtc)}–${inHours(block.endUtc)}`)
const inHours = (utc: number): string => `${Math.floor((utc - day0) / (24 * hour))}/${((utc - day0) % (24 * hour)) / hour}`

describe('schedule', () => {
  test.each<{ name: string; packages: WorkPackage[]; people: PlanPerson[]; change?: Partial<ScheduleInput>; out: string[] }>([
    { name: 'together: when both are free', packages: [work('a', 2, ['x', 'y'])], people: [person('x', [[9, 10, 'busy']]), person('y', [[11, 12, 'unavailable']])], out: ['a x+y 0/10–0/11', 'a x+y 0/12–0/13'] },
    { name: 'any one: who is done first', packages: [work('a', 2, ['x', 'y'], { way: 'one' })], people: [person('x', [[9, 10, 'busy']]), person('y')], out: ['a y 0/9–0/11'] },
    { name: 'shared: both at once', packages: [work('a', 4, ['x', 'y'], { way: 'shared' })], people: [person('x'), person('y', [[9, 10, 'busy']])], out: ['a x 0/9–0/11.5', 'a y 0/10–0/11.5'] },
    { name: 'tentative time is not used unless the rules say so', packages: [work('a', 1, ['x'])], people: [person('x', [[9, 16, 'tentative']])], out: ['a x 0/16–0/17'] },
    { name: '… and is when they do', packages: [work('a', 1, ['x'])], people: [person('x', [[9, 16, 'tentative']])], change: { rules: { ...usualRules, useTentative: true } }, out: ['a x 0/9–0/10'] },
    { name: 'FBA-12 unknown time is never used', packages: [work('a', 1, ['x'])], people: [unknown('x')], out: [] },
    { name: '… unless the planner said so for this person', packages: [work('a', 1, ['x'])], people: [unknown('x', { assumeFree: true })], out: ['a x 0/9–0/10'] },
    { name: 'one waits for the other', packages: [work('b', 1, ['y'], { after: ['a'] }), work('a', 2, ['x'])], people: [person('x'), person('y')], out: ['a x 0/9–0/11', 'b y 0/11–0/12'] },
    { name: 'the urgent one goes first', packages: [work('a', 2, ['x']), work('b', 2, ['x'], { deadlineUtc: at(12) })], people: [person('x')], out: ['b x 0/9–0/11', 'a x 0/11–0/13'] },
    { name: 'what the urgent one waits for is urgent too', packages: [work('a', 2, ['x'], { deadlineUtc: at(17) }), work('b', 1, ['x']), work('c', 1, ['x'], { after: ['b'], deadlineUtc: at(11) })], people: [person('x')], out: ['b x 0/9–0/10', 'c x 0/10–0/11', 'a x 0/11–0/13'] },
    { name: 'another order is tried when urgency alone leaves something out', packages: [work('a', 1, ['x', 'y'], { way: 'one', deadlineUtc: at(10) }), work('b', 1, ['x'], { deadlineUtc: at(10) })], people: [person('x'), person('y')], out: ['b x 0/9–0/10', 'a y 0/9–0/10'] },
    { name: 'kept blocks stay and their hours count', packages: [work('a', 2, ['x']), work('b', 2, ['x'])], people: [person('x')], change: { keep: [{ id: 'k', packageId: 'b', people: ['x'], startUtc: at(10), endUtc: at(11) }] }, out: ['a x 0/9–0/10', 'a x 0/11–0/12', 'b x 0/10–0/11', 'b x 0/12–0/13'] },
    { name: 'a kept block that would begin too early is let go', packages: [work('a', 2, ['x']), work('b', 1, ['y'], { after: ['a'] })], people: [person('x'), person('y')], change: { keep: [{ id: 'k', packageId: 'b', people: ['y'], startUtc: at(9), endUtc: at(10) }] }, out: ['a x 0/9–0/11', 'b y 0/11–0/12'] },
    { name: 'fewer hours than are kept: the last blocks go', packages: [work('a', 1, ['x'])], people: [person('x')], change: { keep: [{ id: 'k', packageId: 'a', people: ['x'], startUtc: at(9), endUtc: at(10) }, { id: 'l', packageId: 'a', people: ['x'], startUtc: at(12), endUtc: at(13) }] }, out: ['a x 0/9–0/10'] },
  ])('$name', ({ packages, people, change, out }) => {
    expect(told(plan(packages, people, change)).toSorted()).toEqual(out.toSorted())
  })

  it('a summer-time change moves the hours with the clocks of the person', () => {
    const berlin = { ...hours, days: [1, 2, 3, 4, 5, 6, 7], zone: 'Europe/Berlin' }
    const startUtc = Date.UTC(2026, 9, 24)
    const wide = { startUtc, endUtc: startUtc + 3 * 24 * hour }
    const made = schedule({ packages: [work('a', 16, ['x'], { maxBlockMin: 480 })], people: [{ address: 'x', spans: [{ ...wide, kind: 'free' }], hours: berlin, assumeFree: false }], window: wide, rules: usualRules })
    expect(made.blocks.map((block) => new Date(block.startUtc).toISOString())).toEqual(['2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z'])
  })
})

describe('why a package does not fit', () => {
  const deadlineUtc = at(11)
  test.each<{ name: string; packages: WorkPackage[]; people: PlanPerson[]; out: unknown[] }>([
    { name: 'nobody is in it', packages: [work('a', 1, [])], people: [], out: [{ kind: 'nobody', packageId: 'a' }] },
    { name: 'a circle, and what waits for it', packages: [work('a', 1, ['x'], { after: ['b'] }), work('b', 1, ['x'], { after: ['a'] }), work('c', 1, ['x'], { after: ['b'] })], people: [person('x')], out: [{ kind: 'circle', packageId: 'a' }, { kind: 'circle', packageId: 'b' }, { kind: 'waits', packageId: 'c', for: 'b' }] },
    { name: 'too little time until the deadline, and when it would end', packages: [work('a', 4, ['x'], { deadlineUtc })], people: [person('x')], out: [{ kind: 'no-room', packageId: 'a', needMin: 240, roomMin: 120, piecesMin: 120, limit: 'deadline', withoutDeadlineUtc: at(13), withTentative: false, withUnknownOf: [], without: null }] },
    { name: 'time enough, in pieces too short', packages: [work('a', 2, ['x'], { minBlockMin: 120, deadlineUtc: at(13) })], people: [person('x', [[10, 11, 'busy'], [12, 17, 'busy']])], out: [{ kind: 'no-room', packageId: 'a', needMin: 120, roomMin: 0, piecesMin: 120, limit: 'deadline', withoutDeadlineUtc: at(11, 1), withTentative: false, withUnknownOf: [], without: null }] },
    { name: 'it would with tentative time', packages: [work('a', 2, ['x'], { deadlineUtc })], people: [person('x', [[10, 11, 'tentative']])], out: [{ kind: 'no-room', packageId: 'a', needMin: 120, roomMin: 60, piecesMin: 60, limit: 'deadline', withoutDeadlineUtc: at(12), withTentative: true, withUnknownOf: [], without: null }] },
    { name: 'it would if unknown time were free, and without that person', packages: [work('a', 2, ['x', 'u'], { deadlineUtc })], people: [person('x'), unknown('u')], out: [{ kind: 'no-room', packageId: 'a', needMin: 120, roomMin: 0, piecesMin: 0, limit: 'deadline', withoutDeadlineUtc: null, withTentative: false, withUnknownOf: ['u'], without: 'u' }] },
  ])('$name', ({ packages, people, out }) => {
    expect(plan(packages, people).misfits).toEqual(out)
  })
})

// ---- properties: eight half hours a day on two days, against models that know nothing of intervals
const slotMs = hour / 2
const slots = 12
const shortWindow = { startUtc: at(9), endUtc: at(9) + slots * slotMs }
const rules: PlanRules = { useTentative: false, stepMin: 30 }
const kinds: readonly BusyKind[] = ['free', 'free', 'free', 'free', 'busy', 'tentative', 'unknown', 'unavailable']
const anyKinds = fc.array(fc.constantFrom(...kinds), { minLength: slots, maxLength: slots })
const fromKinds = (address: string, list: readonly BusyKind[], assumeFree: boolean): PlanPerson => ({
  address,
  spans: list.map((kind, i): BusySpan => ({ kind, startUtc: shortWindow.startUtc + i * slotMs, endUtc: shortWindow.startUtc + (i + 1) * slotMs })),
  hours: { days: [1], startMin: 0, endMin: 1440, zone: 'UTC' },
  assumeFree,
})
const mayUse = (list: readonly BusyKind[], i: number, assumeFree: boolean): boolean => list[i] === 'free' || (assumeFree && list[i] === 'unknown')
const names = ['x', 'y', 'z']
const anyWork = (n: number): fc.Arbitrary<WorkPackage> =>
  fc.record({
    id: fc.constant(`p${n}`),
    minutes: fc.integer({ min: 1, max: 5 }).map((steps) => steps * 30),
    people: fc.subarray(names, { minLength: 1 }),
    way: fc.constantFrom('all' as const, 'one' as const, 'shared' as const),
    deadlineUtc: fc.option(fc.integer({ min: 2, max: slots }).map((slot) => shortWindow.startUtc + slot * slotMs)),
    after: fc.subarray(Array.from({ length: n }, (_, i) => `p${i}`)),
    minBlockMin: fc.constantFrom(30, 60),
    maxBlockMin: fc.constantFrom(60, 90, 180),
  })
const anyCase = fc.record({
  packages: fc.integer({ min: 1, max: 4 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => anyWork(i)))),
  people: fc.tuple(anyKinds, anyKinds, anyKinds),
  assume: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
})

describe('properties', () => {
  it('never uses busy, tentative, away or unknown time, nor anybody twice; keeps order, deadline, block lengths and exact hours', () => {
    fc.assert(
      fc.property(anyCase, ({ packages, people, assume }) => {
        const made = schedule({ packages, people: people.map((list, i) => fromKinds(names[i] as string, list, assume[i] as boolean)), window: shortWindow, rules })
        const used = new Map<string, string>()
        for (const block of made.blocks) {
          const one = packages.find((candidate) => candidate.id === block.packageId) as WorkPackage
          expect(block.people).toEqual(one.way === 'all' ? one.people : [block.people[0]])
          for (let t = block.startUtc; t < block.endUtc; t += slotMs) {
            for (const who of block.people) {
              const i = names.indexOf(who)
              expect(mayUse(people[i] as BusyKind[], (t - shortWindow.startUtc) / slotMs, assume[i] as boolean)).toBe(true)
              expect(used.has(`${who} ${t}`)).toBe(false)
              used.set(`${who} ${t}`, block.id)
            }
          }
          const lengthMin = (block.endUtc - block.startUtc) / 60_000
          expect(lengthMin <= one.maxBlockMin && lengthMin >= Math.min(one.minBlockMin, one.minutes)).toBe(true)
          expect(block.endUtc <= (one.deadlineUtc ?? shortWindow.endUtc)).toBe(true)
          for (const before of one.after) expect(made.blocks.filter((other) => other.packageId === before).every((other) => other.endUtc <= block.startUtc)).toBe(true)
        }
        for (const one of packages) {
          const placed = made.blocks.filter((block) => block.packageId === one.id)
          const fits = !made.misfits.some((misfit) => misfit.packageId === one.id)
          expect(placed.reduce((sum, block) => sum + (block.endUtc - block.startUtc) / 60_000, 0)).toBe(fits ? one.minutes : 0)
          expect(new Set(one.way === 'one' ? placed.map((block) => block.people[0]) : []).size).toBeLessThanOrEqual(1)
        }
        expect(new Set(made.blocks.map((block) => block.id)).size).toBe(made.blocks.length)
      }),
      { seed: 20261122, numRuns: 300 },
    )
  })

  it('packages of one block each: when any schedule at all keeps every deadline, one is found', () => {
    const whole = anyCase.map((one) => ({ ...one, packages: one.packages.slice(0, 3).map((p) => ({ ...p, minutes: Math.min(p.minutes, 90), minBlockMin: Math.min(p.minutes, 90), maxBlockMin: Math.min(p.minutes, 90) })) }))
    let possible = 0
    fc.assert(
      fc.property(whole, ({ packages, people, assume }) => {
        const made = schedule({ packages, people: people.map((list, i) => fromKinds(names[i] as string, list, assume[i] as boolean)), window: shortWindow, rules })
        if (!anySchedule(packages, (who, slot) => mayUse(people[names.indexOf(who)] as BusyKind[], slot, assume[names.indexOf(who)] as boolean))) {
          expect(made.misfits).not.toEqual([])
          return
        }
        possible++
        expect(made.misfits).toEqual([])
      }),
      { seed: 20261122, numRuns: 300 },
    )
    expect(possible).toBeGreaterThan(20)
  })

  it('keeping its own result changes nothing', () => {
    fc.assert(
      fc.property(anyCase, ({ packages, people, assume }) => {
        const input = { packages, people: people.map((list, i) => fromKinds(names[i] as string, list, assume[i] as boolean)), window: shortWindow, rules }
        const made = schedule(input)
        expect(schedule({ ...input, keep: made.blocks }).blocks).toEqual(made.blocks)
      }),
      { seed: 20261122, numRuns: 150 },
    )
  })
})

/** Tries every start and every person of every package; the oracle for whole blocks. */
function anySchedule(packages: readonly WorkPackage[], mayBe: (who: string, slot: number) => boolean): boolean {
  const walk = (rest: readonly WorkPackage[], placed: readonly PlanBlock[]): boolean => {
    const [one, ...others] = rest
    if (one === undefined) return true
    const length = one.minutes / 30
    const teams = one.way === 'all' ? [one.people] : one.people.map((who) => [who])
    for (let start = 0; start + length <= slots; start++) {
      const block = { id: one.id, packageId: one.id, startUtc: start, endUtc: start + length }
      if (one.deadlineUtc !== null && shortWindow.startUtc + block.endUtc * slotMs > one.deadlineUtc) break
      if (one.after.some((id) => placed.some((other) => other.packageId === id && other.endUtc > start))) continue
      for (const team of teams) {
        const free = team.every((who) => Array.from({ length }, (_, i) => start + i).every((slot) => mayBe(who, slot) && !placed.some((other) => other.people.includes(who) && slot >= other.startUtc && slot < other.endUtc)))
        if (free && walk(others, [...placed, { ...block, people: team }])) return true
      }
    }
    return false
  }
  return walk(packages, [])
}
