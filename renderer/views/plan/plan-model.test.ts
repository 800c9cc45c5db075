import { describe, expect, it, test } from 'vitest'
import type { BusyRow } from '../../../shared/contract/freebusy.ts'
import type { PlanBlockView, PlanView } from '../../../shared/contract/plans.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { replan } from '../../../shared/planning/replan.ts'
import { planningInput, troublesIn, type PlanContext } from '../../../shared/planning/read-plan.ts'
import { firstWorkingDay, hoursToMinutes, namesIn, packageStates, placeable, weeksOf, withBlockAt, withoutBlock, withoutPackage, withPackage, withSchedule } from './plan-model.ts'
import { blocksOf, dayHeads, groundOf } from './timeline-model.ts'
import { byDays, lengthened, movedBy, resizedBy, steppedBy, workAxis } from './work-axis.ts'

const zone = 'Europe/Berlin'
const at = (text: string): number => Date.parse(`${text}+01:00`)
const alice = 'alice@north.example'
const bob = 'bob@north.example'
const isMe = (address: string): boolean => address === alice
const block = (id: string, people: readonly string[], from: string, to: string, patch: Partial<PlanBlockView> = {}): PlanBlockView => ({ id, packageId: 'p', people: [...people], startUtc: at(from), endUtc: at(to), pinned: false, placed: null, ...patch })
const placed = (one: PlanBlockView, invited = 0): PlanBlockView => ({ ...one, placed: { objectId: `o ${one.id}` as ObjectId, startUtc: one.startUtc, endUtc: one.endUtc, invited } })
const plan = (patch: Partial<PlanView> = {}): PlanView => ({
  id: 'plan',
  name: 'Relaunch',
  startDate: '2026-11-23',
  weeks: 2,
  people: [
    { address: alice, name: 'Alice', kind: 'individual', assumeFree: false },
    { address: bob, name: '', kind: 'individual', assumeFree: false },
  ],
  useTentative: false,
  packages: [{ id: 'p', title: 'Design', minutes: 240, people: [alice, bob], way: 'shared', deadline: '2026-11-27', after: [], minBlockMin: 60, maxBlockMin: 240 }],
  blocks: [],
  leftovers: [],
  plannedAtUtc: null,
  ...patch,
})
const free = (address: string, spans: BusyRow['spans'] = [{ kind: 'free', startUtc: at('2026-11-23T00:00'), endUtc: at('2026-12-07T00:00') }]): BusyRow => ({ address, name: address === bob ? 'Bob Lindqvist' : '', kind: 'individual', isMe: address === alice, state: 'answered', source: { kind: 'own', label: '' }, askedAtUtc: null, coverage: null, reason: null, spans, sources: [], sourcesDiffer: false, zone: null, workingHours: null, titles: [], freebusyUrl: null })
const context = (patch: Partial<PlanContext> = {}): PlanContext => ({ plan: plan(), rows: [free(alice), free(bob)], zone, weekStart: 1, usualHours: { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_020 }, nowUtc: at('2026-11-22T15:07'), ...patch })

describe('the plan in weeks and instants', () => {
  test.each([
    ['a plan made on Sunday begins on Monday', '2026-11-22', '2026-11-23'],
    ['on a working day it begins at once', '2026-11-25', '2026-11-25'],
  ])('%s', (_, today, out) => {
    expect(firstWorkingDay(today, [1, 2, 3, 4, 5])).toBe(out)
  })
  it('covers whole weeks from that of its first day, also over a change of month', () => {
    expect(weeksOf(plan({ startDate: '2026-11-25' }), zone, 1).map(({ label, days, startUtc }) => [label, days, startUtc])).toEqual([
      ['week 48', '23–29 Nov', at('2026-11-23T00:00')],
      ['week 49', '30 Nov–6 Dec', at('2026-11-30T00:00')],
    ])
  })
  it('plans from the next quarter of an hour on, never in the past; a deadline is the end of its day', () => {
    expect(planningInput(context({ nowUtc: at('2026-11-24T10:07') })).window).toEqual({ startUtc: at('2026-11-24T10:15'), endUtc: at('2026-12-07T00:00') })
    expect(planningInput(context()).window.startUtc).toBe(at('2026-11-23T00:00'))
    expect(planningInput(context()).packages[0]?.deadlineUtc).toBe(at('2026-11-28T00:00'))
  })
  it('a person without an answer has no known time, and my hours', () => {
    const [, unknown] = planningInput(context({ rows: [free(alice)] })).people
    expect(unknown).toEqual({ address: bob, spans: [], hours: { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_020, zone }, assumeFree: false })
  })
  it('names people as given, as known, by address', () => {
    const names = namesIn(plan(), zone, [free(alice), free(bob)])
    expect([names.person(alice), names.person(bob), names.person('x@y'), names.title('p'), names.title('q')]).toEqual(['Alice', 'Bob Lindqvist', 'x@y', 'Design', 'Untitled'])
  })
  test.each([['12', 720], ['1.5', 90], ['1,5', 90], ['1½', 90], ['½', 30], ['0:45', 45], ['90 min', 90], ['2 h', 120], ['0', null], ['', null], ['two', null], ['-1', null], ['9999', null]])('hours %s', (text, out) => {
    expect(hoursToMinutes(text)).toBe(out)
  })
})

describe('changes of a plan', () => {
  const one = placed(block('a', [alice], '2026-11-23T09:00', '2026-11-23T11:00'))
  it('a new schedule keeps the events of its blocks; those of blocks that go are left over', () => {
    const was = plan({ blocks: [one, placed(block('b', [bob], '2026-11-23T09:00', '2026-11-23T11:00'))] })
    const next = withSchedule(was, { blocks: [{ ...one, startUtc: at('2026-11-24T09:00'), endUtc: at('2026-11-24T11:00') }] }, 5)
    expect(next.blocks).toEqual([{ ...one, startUtc: at('2026-11-24T09:00'), endUtc: at('2026-11-24T11:00'), pinned: false }])
    expect([next.leftovers, next.plannedAtUtc]).toEqual([['o b'], 5])
  })
  it('a block moved by hand is pinned; a removed one leaves its event over', () => {
    expect(withBlockAt(plan({ blocks: [one] }), 'a', { startUtc: 1, endUtc: 2 }).blocks[0]).toMatchObject({ startUtc: 1, endUtc: 2, pinned: true })
    expect(withoutBlock(plan({ blocks: [one] }), 'a')).toMatchObject({ blocks: [], leftovers: ['o a'] })
  })
  it('a package brings its people and takes them along, but me; others no longer wait for it', () => {
    const more = withPackage(plan(), { ...plan().packages[0]!, id: 'q', people: ['carol@north.example'], after: ['p'] }, [{ address: 'carol@north.example', name: 'Carol' }], isMe)
    expect(more.people.map((person) => person.address)).toEqual([alice, bob, 'carol@north.example'])
    const less = withoutPackage({ ...more, blocks: [one] }, 'p', isMe)
    expect([less.people.map((person) => person.address), less.packages.map((other) => [other.id, other.after]), less.blocks, less.leftovers]).toEqual([[alice, 'carol@north.example'], [['q', []]], [], ['o a']])
  })
  it('counts what placing would do: mine alone, moved ones, meetings with people apart', () => {
    const moved = { ...placed(block('m', [alice], '2026-11-24T09:00', '2026-11-24T11:00')), startUtc: at('2026-11-24T08:00') }
    const meeting = { ...placed(block('w', [alice, bob], '2026-11-25T09:00', '2026-11-25T11:00'), 1), endUtc: at('2026-11-25T12:00') }
    expect(placeable(plan({ blocks: [one, moved, meeting, block('f', [alice], '2026-11-26T09:00', '2026-11-26T10:00'), block('bobs', [bob], '2026-11-26T09:00', '2026-11-26T10:00')], leftovers: ['x' as ObjectId] }), isMe)).toEqual({ fresh: 1, moved: 1, withPeople: 1, leftovers: 1 })
  })
  it('tells where a package stands', () => {
    const blocks = [one, block('b', [bob], '2026-11-24T09:00', '2026-11-24T10:00')]
    const busy = { ...free(alice), spans: [{ kind: 'busy' as const, startUtc: at('2026-11-23T10:00'), endUtc: at('2026-11-23T12:00') }, ...free(alice).spans.map((span) => ({ ...span, startUtc: at('2026-11-23T12:00') }))] }
    const seen = context({ plan: plan({ blocks }), rows: [busy, free(bob)] })
    const troubles = troublesIn(seen)
    expect(troubles.map((trouble) => trouble.kind)).toEqual(['busy', 'unknown'])
    const states = packageStates(seen.plan, replan(planningInput(seen), seen.plan.blocks).misfits, troubles)
    expect(states.get('p')).toEqual({ plannedMin: 180, blocks: 2, startUtc: one.startUtc, endUtc: at('2026-11-24T10:00'), misfit: null, troubles: 1 })
  })
})

describe('the axis of working time', () => {
  const hours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_020, zone }
  const axis = workAxis({ window: { startUtc: at('2026-11-23T00:00'), endUtc: at('2026-12-07T00:00') }, zone, hours: [hours], blocks: [], unitsPerHour: 10 })
  const here = { startUtc: at('2026-11-23T15:00'), endUtc: at('2026-11-23T16:30') }
  it('shows working days alone, and a free day with a block in it', () => {
    expect(dayHeads(axis).map((day) => day.label)).toEqual(['Mon 23 Nov', 'Tue 24', 'Wed 25', 'Thu 26', 'Fri 27', 'Mon 30 Nov', 'Tue 1 Dec', 'Wed 2', 'Thu 3', 'Fri 4'])
    const wide = workAxis({ window: { startUtc: at('2026-11-23T00:00'), endUtc: at('2026-12-07T00:00') }, zone, hours: [hours], blocks: [{ startUtc: at('2026-11-28T08:00'), endUtc: at('2026-11-28T10:00') }], unitsPerHour: 10 })
    expect(dayHeads(wide).map((day) => day.label)).toContain('Sat 28')
    expect(wide.visible).toEqual({ startMin: 480, endMin: 1_020 })
  })
  it.each([
    ['drags by half an hour', movedBy(axis, here, -5), '2026-11-23T14:30', '2026-11-23T16:00'],
    ['a drag into the evening stays in the day', movedBy(axis, here, 9), '2026-11-23T15:30', '2026-11-23T17:00'],
    ['a drag over the night lands on the next day', movedBy(axis, here, 26), '2026-11-24T09:00', '2026-11-24T10:30'],
    ['a step by key', steppedBy(axis, here, 1), '2026-11-23T15:15', '2026-11-23T16:45'],
    ['a step over the end of the day', steppedBy(axis, { startUtc: at('2026-11-27T15:30'), endUtc: at('2026-11-27T17:00') }, 1), '2026-11-30T09:00', '2026-11-30T10:30'],
    ['a step back over its start', steppedBy(axis, { startUtc: at('2026-11-30T09:00'), endUtc: at('2026-11-30T10:30') }, -1), '2026-11-27T15:30', '2026-11-27T17:00'],
    ['a day on, over the weekend', byDays(axis, { startUtc: at('2026-11-27T15:00'), endUtc: at('2026-11-27T16:30') }, 1), '2026-11-30T15:00', '2026-11-30T16:30'],
    ['before the first day there is none', byDays(axis, here, -1), '2026-11-23T15:00', '2026-11-23T16:30'],
    ['longer by its edge, to the end of the day at most', resizedBy(axis, here, 40), '2026-11-23T15:00', '2026-11-23T17:00'],
    ['never shorter than a quarter of an hour', resizedBy(axis, here, -60), '2026-11-23T15:00', '2026-11-23T15:15'],
    ['longer by key', lengthened(here, 1), '2026-11-23T15:00', '2026-11-23T16:45'],
  ])('%s', (_, made, from, to) => {
    expect(made).toEqual({ startUtc: at(from), endUtc: at(to) })
  })
  it('draws unknown time where nothing is known, and says all of a block to a reader', () => {
    const seen = context({ plan: plan({ blocks: [placed(block('a', [alice, bob], '2026-11-23T09:00', '2026-11-23T11:00'))] }), rows: [free(alice)] })
    const people = planningInput(seen).people
    expect(groundOf(axis, people[1]!).filter((box) => box.kind === 'unknown')).toEqual([{ x: 0, width: axis.width, kind: 'unknown' }])
    const boxes = blocksOf({ axis, plan: seen.plan, people, names: namesIn(seen.plan, zone, [free(bob)]), troubles: troublesIn(seen), preview: null, held: null }, bob)
    expect(boxes.map((box) => box.label)).toEqual(['Design. Mon 23 Nov, 09:00–11:00. Alice, Bob Lindqvist. in your calendar. Time of Bob Lindqvist is not known Mon 23 Nov, 09:00–11:00'])
  })
})
