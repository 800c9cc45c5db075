import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AvailabilityAtServer, AvailabilityPlan, AvailabilityView } from '../../../shared/contract/availability.ts'
import { must } from '../../../shared/model/result.ts'
import { addDays, dayOf } from '../../../shared/time/days.ts'
import { toInstant } from '../../../shared/time/zones.ts'
import { startPractice, type Practice } from '../../practice/start-practice.ts'
import { systemClock } from '../testing/fake-ports.ts'
import { startMemoryCore, type MemoryCore } from '../testing/memory-core.ts'
import { verdict } from './create-keeper.ts'

const zone = 'Europe/Berlin'
const alice = 'alice@north.example'
let dir: string
let practice: Practice
const cores: MemoryCore[] = []
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-availability-'))
  practice = await startPractice({ dir, clock: systemClock, answerDelayMs: null, empty: true })
})
afterEach(async () => {
  await Promise.all(cores.splice(0).map((c) => c.core.close()))
  await practice.close()
  rmSync(dir, { recursive: true, force: true })
})

async function signIn(address = alice): Promise<MemoryCore> {
  const core = await startMemoryCore({ practice })
  cores.push(core)
  await core.call('set-settings', { homeZone: zone })
  const { accountId } = await core.call('start-practice', { address })
  await core.until(async () => (await core.call('accounts', {})).accounts.find((a) => a.id === accountId && a.lastSuccessUtc !== null), 'first sync')
  return core
}
const mine = async (core: MemoryCore): Promise<AvailabilityView> => must((await core.call('availability', {})).people[0], 'person')
const untilState = (core: MemoryCore, state: AvailabilityAtServer['state']): Promise<AvailabilityView> =>
  core.until(async () => {
    const view = await mine(core)
    return view.servers[0]?.state === state ? view : null
  }, state)
const plan = (more: Partial<AvailabilityPlan> = {}): AvailabilityPlan => ({ zone, usual: { id: 'usual', name: '', from: null, until: null, hours: [{ days: [1, 2, 3, 4, 5], startMin: 600, endMin: 960, place: 'Office' }] }, periods: [], absences: [], ...more })
const save = async (core: MemoryCore, chosen: AvailabilityPlan): Promise<void> => void (await core.call('save-availability', { personId: (await mine(core)).personId, plan: chosen }))

describe('AVA-5, AVA-6: availability at a server that honours it', () => {
  test('is kept there, and its answers follow it: bob sees alice’s hours', async () => {
    const core = await signIn()
    expect((await mine(core)).saved).toBe(false)
    await save(core, plan())
    expect((await untilState(core, 'kept')).plan).toEqual(plan())

    const bob = await signIn('bob@north.example')
    const monday = addDays(dayOf(Date.now(), zone), 14 - ((new Date(`${dayOf(Date.now(), zone)}T00:00:00Z`).getUTCDay() + 6) % 7))
    const window = { startUtc: toInstant(`${monday}T08:00:00`, zone), endUtc: toInstant(`${monday}T18:00:00`, zone) }
    const question = { people: [{ address: alice, name: '', kind: 'individual' as const }], window, accountId: null, exceptObjectId: null }
    await bob.call('look-up-free-busy', { ...question, fresh: true })
    const row = (await bob.call('free-busy', question)).rows[0]
    expect(row?.spans.map(({ kind, startUtc }) => [kind, new Date(startUtc).toISOString().slice(11, 16)])).toEqual([
      ['unavailable', new Date(window.startUtc).toISOString().slice(11, 16)],
      ['free', new Date(toInstant(`${monday}T10:00:00`, zone)).toISOString().slice(11, 16)],
      ['unavailable', new Date(toInstant(`${monday}T16:00:00`, zone)).toISOString().slice(11, 16)],
    ])
  })

  test('a second computer begins with what the server holds, and a change there is asked about, never written over', async () => {
    const one = await signIn()
    await save(one, plan())
    await untilState(one, 'kept')

    const two = await signIn()
    const person = (await mine(two)).personId
    await two.call('look-at-availability', { personId: person, choose: null })
    expect((await untilState(two, 'differs')).plan).toEqual(plan())
    const changed = plan({ usual: { ...plan().usual, hours: [{ days: [1], startMin: 480, endMin: 720, place: '' }] } })
    await save(two, changed)
    // It was shown and changed here: nobody has to be asked.
    await untilState(two, 'kept')

    const trip = { id: 'trip', name: 'Trip', from: '2026-12-01', startMin: 0, until: '2026-12-04', endMin: 1440, kind: 'unavailable' as const }
    await save(one, plan({ absences: [trip] }))
    expect((await untilState(one, 'differs')).servers[0]?.theirs).toEqual(changed)
    const { personId, servers } = await mine(one)
    await one.call('look-at-availability', { personId, choose: { kind: 'take', accountId: must(servers[0], 'server').accountId as never } })
    expect((await untilState(one, 'kept')).plan).toEqual(changed)
    expect(await one.call('app-state', {})).toMatchObject({ settings: { workingDays: [1], workStartMin: 480, workEndMin: 720 } })

    await save(one, plan({ absences: [trip] }))
    await untilState(one, 'kept')
    await save(two, plan())
    await untilState(two, 'differs')
    await two.call('look-at-availability', { personId: person, choose: { kind: 'overwrite' } })
    expect((await untilState(two, 'kept')).plan).toEqual(plan())
  })

  test('offline it is saved here and waits; back online it goes out', async () => {
    const core = await signIn()
    core.ports.goOnline(false)
    await save(core, plan())
    expect((await mine(core)).saved).toBe(true)
    core.ports.goOnline(true)
    await untilState(core, 'kept')
  })
})

test('AVA-6: an absence is busy on my own row, and nights are not', async () => {
  const core = await signIn()
  await save(core, plan({ absences: [{ id: 'a', name: 'Trip', from: '2026-12-01', startMin: 720, until: '2026-12-02', endMin: 1440, kind: 'unavailable' }] }))
  const window = { startUtc: toInstant('2026-12-01T00:00:00', zone), endUtc: toInstant('2026-12-04T00:00:00', zone) }
  const { rows } = await core.call('free-busy', { people: [{ address: alice, name: '', kind: 'individual' }], window, accountId: null, exceptObjectId: null })
  expect(rows[0]?.spans).toEqual([
    { startUtc: window.startUtc, endUtc: toInstant('2026-12-01T12:00:00', zone), kind: 'free' },
    { startUtc: toInstant('2026-12-01T12:00:00', zone), endUtc: toInstant('2026-12-03T00:00:00', zone), kind: 'unavailable' },
    { startUtc: toInstant('2026-12-03T00:00:00', zone), endUtc: window.endUtc, kind: 'free' },
  ])
  const preview = await core.call('availability-preview', { personId: (await mine(core)).personId, plan: plan(), window })
  expect(preview.spans.map(({ kind }) => kind)).toEqual(['unavailable', 'free', 'unavailable', 'free', 'unavailable', 'free', 'unavailable'])
})

test('what ends before it begins is refused', async () => {
  const core = await signIn()
  const { personId } = await mine(core)
  const bad = plan({ usual: { ...plan().usual, hours: [{ days: [1], startMin: 700, endMin: 600, place: '' }] } })
  expect(await core.fault('save-availability', { personId, plan: bad })).toMatchObject({ kind: 'bad-data', cause: 'availability-backwards' })
})

describe('AVA-2: whether a server follows a plan', () => {
  const h = (from: number, to: number, kind: 'unavailable' | 'free' | 'busy' = 'unavailable') => ({ startUtc: from * 3_600_000, endUtc: to * 3_600_000, kind })
  const nights = [h(0, 9), h(12, 13), h(17, 24)]
  test.each([
    ['all of it', [h(0, 9), h(9, 12, 'free'), h(12, 13), h(13, 17, 'free'), h(17, 24)], 'kept'],
    ['with an event over the lunch break', [h(0, 9), h(9, 11, 'free'), h(11, 14, 'busy'), h(14, 17, 'free'), h(17, 24)], 'kept'],
    ['the first stretch alone (Cyrus 3.6.1)', [h(0, 9), h(9, 12, 'free'), h(12, 24)], 'partly'],
    ['the hull alone', [h(0, 9), h(9, 17, 'free'), h(17, 24)], 'partly'],
    ['nothing of it', [h(0, 24, 'free')], 'ignored'],
    ['nobody can tell: an event covers it all', [h(0, 24, 'busy')], 'stored'],
  ] as const)('%s', (_, answer, expected) => expect(verdict(nights, answer)).toBe(expected))
})

test('a server whose account rests is not asked and not told; it is when the account goes on', async () => {
  const core = await signIn()
  await save(core, plan())
  await untilState(core, 'kept')
  const accountId = (await core.call('accounts', {})).accounts[0]!.id
  await core.call('pause-account', { accountId, paused: true })
  await save(core, plan({ usual: { ...plan().usual, hours: [{ days: [1], startMin: 600, endMin: 660, place: '' }] } }))
  await core.call('look-at-availability', { personId: (await mine(core)).personId, choose: { kind: 'overwrite' } })
  expect((await mine(core)).servers[0]?.state).toBe('waiting')
  await core.call('pause-account', { accountId, paused: false })
  await untilState(core, 'kept')
})
