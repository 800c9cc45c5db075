import { describe, expect, it } from 'vitest'
import type { CallOutput } from '../../../shared/contract/calls.ts'
import type { PlanView } from '../../../shared/contract/plans.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import type { CollectionId, ObjectId } from '../../../shared/model/ids.ts'
import { query as freeBusy } from '../queries/free-busy.ts'
import { query as planQuery } from '../queries/plan.ts'
import { query as planExport } from '../queries/plan-export.ts'
import { query as plansQuery } from '../queries/plans.ts'
import { createWorld, refusalOf, type World } from '../testing/world.ts'
import { command as deleteEvent } from './delete-event.ts'
import { command as deletePlan } from './delete-plan.ts'
import { command as makeCalendar } from './make-calendar.ts'
import { command as moveEvent } from './move-event.ts'
import { command as placePlan } from './place-plan.ts'
import { command as saveEvent } from './save-event.ts'
import { command as savePlan } from './save-plan.ts'
import { command as undo } from './undo.ts'

const cal = 'cal' as CollectionId
const alice = 'alice@north.example'
const bob = 'bob@north.example'
const at = (text: string): number => Date.parse(text)
const zone = 'Europe/Berlin'
const block = (id: string, people: readonly string[], from: string, to: string): PlanView['blocks'][number] => ({ id, packageId: 'p', people: [...people], startUtc: at(from), endUtc: at(to), pinned: false, placed: null })
const aPlan = (patch: Partial<PlanView> = {}): PlanView => ({
  id: '',
  name: 'Relaunch',
  startDate: '2026-11-23',
  weeks: 4,
  people: [alice, bob].map((address) => ({ address, name: '', kind: 'individual', assumeFree: false })),
  useTentative: false,
  packages: [{ id: 'p', title: 'Design', minutes: 240, people: [alice, bob], way: 'shared', deadline: null, after: [], minBlockMin: 60, maxBlockMin: 240 }],
  blocks: [block('mine', [alice], '2026-11-24T09:00:00Z', '2026-11-24T11:00:00Z'), block('bobs', [bob], '2026-11-24T09:00:00Z', '2026-11-24T11:00:00Z')],
  leftovers: [],
  plannedAtUtc: null,
  ...patch,
})
const save = async (w: World, plan: PlanView): Promise<string> => (await savePlan(w.commands)({ plan })).planId
const load = async (w: World, planId: string): Promise<PlanView> => {
  const { plan } = await planQuery(w.queries)({ planId })
  if (plan === null) throw new Error('no plan')
  return plan
}
const place = (w: World, planId: string, blockIds: string[] | null = null): Promise<CallOutput<'place-plan'>> => placePlan(w.commands)({ planId, collectionId: cal, blockIds })
const events = (w: World): string[] =>
  w.store.read.occurrencesIn({ window: { startUtc: at('2026-11-23T00:00:00Z'), endUtc: at('2026-12-06T00:00:00Z') }, zone }).map((row) => `${row.title} ${row.status} ${new Date(row.startUtc).toISOString().slice(8, 16)}`)
const objectOf = (plan: PlanView, id = 'mine'): ObjectId => {
  const found = plan.blocks.find((one) => one.id === id)?.placed?.objectId
  if (!found) throw new Error('not placed')
  return found
}

it('my blocks go into a calendar on this computer too, and are taken back in one', async () => {
  const w = createWorld()
  const { collectionId } = await makeCalendar(w.commands)({ accountId: localAccount, name: 'Work', hue: 'jade', description: '', countsAsBusy: true })
  const placed = await placePlan(w.commands)({ planId: await save(w, aPlan()), collectionId, blockIds: null })
  expect(placed).toMatchObject({ placed: 1, messages: 0 })
  expect(events(w)).toHaveLength(1)
  await undo(w.commands)({ queueIds: placed.queueIds })
  expect(events(w)).toEqual([])
})

describe('save-plan', () => {
  it('keeps a plan, gives it an id, lists it, and lets it go', async () => {
    const w = createWorld()
    const id = await save(w, aPlan())
    expect((await plansQuery(w.queries)({})).plans).toMatchObject([{ id, name: 'Relaunch', packages: 1, blocks: 2 }])
    expect(await load(w, id)).toEqual(aPlan({ id }))
    await save(w, aPlan({ id, name: 'Other' }))
    expect((await plansQuery(w.queries)({})).plans).toHaveLength(1)
    await deletePlan(w.commands)({ planId: id })
    expect((await planQuery(w.queries)({ planId: id })).plan).toBeNull()
  })

  it.each([
    ['a package after one that is not there', { packages: [{ ...aPlan().packages[0]!, after: ['x'] }] }],
    ['somebody who is not in the plan', { people: [] }],
    ['a block that ends before it begins', { blocks: [block('b', [alice], '2026-11-24T11:00:00Z', '2026-11-24T09:00:00Z')] }],
    ['one id twice', { blocks: [aPlan().blocks[0]!, aPlan().blocks[0]!] }],
  ])('keeps nothing of %s', async (_, patch) => {
    const w = createWorld()
    expect(await refusalOf(savePlan(w.commands)({ plan: aPlan(patch) }))).toMatchObject({ kind: 'bad-data', effect: 'nothing-changed' })
    expect((await plansQuery(w.queries)({})).plans).toEqual([])
  })
})

describe('place-plan', () => {
  it('makes tentative events of my own blocks alone, without people and without a message', async () => {
    const w = createWorld()
    const id = await save(w, aPlan())
    expect(await place(w, id)).toMatchObject({ placed: 1, moved: 0, removed: 0, needSheet: [], messages: 0, intent: 'Place 1 block of “Relaunch”' })
    expect(events(w)).toEqual(['Design tentative 24T09:00'])
    expect(w.store.read.queue().map((row) => [row.kind, row.messages])).toEqual([['put', 0]])
    expect((await load(w, id)).blocks.map((one) => one.placed !== null)).toEqual([true, false])
    // Again: nothing twice.
    expect(await place(w, id)).toMatchObject({ placed: 0, moved: 0, queueIds: [] })
  })

  it('moves the event of a block that was planned anew and takes out what is left over', async () => {
    const w = createWorld()
    const id = await save(w, aPlan({ blocks: [aPlan().blocks[0]!, block('more', [alice], '2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z')] }))
    await place(w, id)
    const plan = await load(w, id)
    const leftover = objectOf(plan, 'more')
    await save(w, { ...plan, blocks: plan.blocks.filter((one) => one.id === 'mine').map((one) => ({ ...one, startUtc: at('2026-11-26T09:00:00Z'), endUtc: at('2026-11-26T11:00:00Z') })), leftovers: [leftover] })
    expect(await place(w, id)).toMatchObject({ placed: 0, moved: 1, removed: 1 })
    expect(events(w)).toEqual(['Design tentative 26T09:00'])
    expect((await load(w, id)).leftovers).toEqual([])
  })

  it('leaves a meeting with people alone: moving it is for the send sheet', async () => {
    const w = createWorld()
    const id = await save(w, aPlan())
    await place(w, id)
    const plan = await load(w, id)
    const draft = { objectId: objectOf(plan), recurrenceId: null, scope: 'all' as const, collectionId: cal, title: 'Design', location: '', description: '', conferenceUrl: '', when: { kind: 'timed' as const, localStart: '2026-11-24T10:00:00', localEnd: '2026-11-24T12:00:00', zone }, repeat: null, reminders: [], showAs: 'tentative' as const, visibility: 'public' as const, organizer: alice, attendees: [{ address: bob, name: '', role: 'required' as const, kind: 'individual' as const, answer: 'needs-action' as const }] }
    await saveEvent(w.commands)({ draft })
    const invited = await load(w, id)
    expect(invited.blocks[0]?.placed).toMatchObject({ invited: 1 })
    await save(w, { ...invited, blocks: invited.blocks.map((one) => (one.id === 'mine' ? { ...one, startUtc: one.startUtc + 3_600_000, endUtc: one.endUtc + 3_600_000 } : one)) })
    expect(await place(w, id)).toMatchObject({ moved: 0, needSheet: ['mine'], queueIds: [] })
    expect(events(w)).toEqual(['Design tentative 24T09:00'])
  })

  it('a block follows its event when that is moved in the calendar, and is no longer placed when it is gone', async () => {
    const w = createWorld()
    const id = await save(w, aPlan())
    await place(w, id)
    const objectId = objectOf(await load(w, id))
    await moveEvent(w.commands)({ objectId, recurrenceId: null, scope: 'all', when: { kind: 'timed', localStart: '2026-11-27T10:00:00', localEnd: '2026-11-27T12:00:00', zone } })
    expect((await load(w, id)).blocks[0]).toMatchObject({ startUtc: at('2026-11-27T09:00:00Z'), pinned: true, placed: { objectId } })
    await deleteEvent(w.commands)({ objectId, recurrenceId: null, scope: 'all', tellOrganizer: false })
    expect((await load(w, id)).blocks[0]?.placed).toBeNull()
  })

  it('undo takes the events back, and the blocks can be placed again', async () => {
    const w = createWorld()
    const id = await save(w, aPlan())
    const { queueIds } = await place(w, id)
    expect(await undo(w.commands)({ queueIds })).toEqual({ undone: true })
    expect([events(w), (await load(w, id)).blocks[0]?.placed]).toEqual([[], null])
    expect(await place(w, id)).toMatchObject({ placed: 1 })
  })

  it('finds the meeting that was made of a block in the editor by its title and times', async () => {
    const w = createWorld()
    const id = await save(w, aPlan())
    w.put('made.ics', ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:made', 'DTSTAMP:20261122T120000Z', 'DTSTART:20261124T090000Z', 'DTEND:20261124T110000Z', 'SUMMARY:Design', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'))
    expect((await load(w, id)).blocks[0]?.placed).toMatchObject({ startUtc: at('2026-11-24T09:00:00Z') })
  })

  it('refuses a plan that is gone and a calendar that cannot be written', async () => {
    const w = createWorld()
    expect(await refusalOf(place(w, 'none'))).toMatchObject({ kind: 'gone' })
    const id = await save(w, aPlan())
    expect(await refusalOf(placePlan(w.commands)({ planId: id, collectionId: 'none' as CollectionId, blockIds: null }))).toMatchObject({ kind: 'refused' })
  })
})

describe('plan-export', () => {
  it('names the file after the plan and tells times in my zone', async () => {
    const w = createWorld()
    const id = await save(w, aPlan({ name: 'Re/launch: 1' }))
    expect(await planExport(w.queries)({ planId: id, format: 'csv' })).toMatchObject({ fileName: 'Relaunch 1.csv', mimeType: 'text/csv', text: expect.stringContaining('2026-11-24 10:00,2026-11-24 12:00,Europe/Berlin') as unknown })
    expect(await planExport(w.queries)({ planId: id, format: 'ics' })).toMatchObject({ fileName: 'Relaunch 1.ics', mimeType: 'text/calendar', text: expect.stringContaining('STATUS:TENTATIVE') as unknown })
  })
})

it('FBA-30 events of the plan do not count as busy time for the plan itself', async () => {
  const w = createWorld()
  const id = await save(w, aPlan())
  await place(w, id)
  const window = { startUtc: at('2026-11-24T08:00:00Z'), endUtc: at('2026-11-24T12:00:00Z') }
  const ask = async (exceptObjectIds: ObjectId[]): Promise<unknown> =>
    (await freeBusy(w.queries)({ people: [{ address: alice, name: '', kind: 'individual' }], window, accountId: null, exceptObjectId: null, exceptObjectIds })).rows[0]?.spans.map((span) => span.kind)
  expect(await ask([])).toEqual(['free', 'tentative', 'free'])
  expect(await ask([objectOf(await load(w, id))])).toEqual(['free'])
})
