import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { type Practice, startPractice } from '../../practice/start-practice.ts'
import { createFakePorts } from '../testing/fake-ports.ts'
import { type MemoryCore, startMemoryCore } from '../testing/memory-core.ts'

let practice: Practice
let dir: string
const running: MemoryCore[] = []
/** One computer: its key chain outlives a start. */
let ports: ReturnType<typeof createFakePorts>

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-pause-'))
  ports = createFakePorts()
  practice = await startPractice({ dir: join(dir, 'practice'), clock: createFakePorts().clock, answerDelayMs: null, empty: true })
})
afterEach(async () => {
  for (const { core } of running.splice(0)) await core.close()
  await practice.close()
  rmSync(dir, { recursive: true })
})

async function start(profileDir: string): Promise<MemoryCore> {
  const core = await startMemoryCore({ practice, profileDir }, ports)
  running.push(core)
  return core
}

const accountOf = async (core: MemoryCore): Promise<AccountView> => (await core.call('accounts', {})).accounts[0]!

async function makeCalendar(core: MemoryCore, name: string): Promise<void> {
  await core.call('make-calendar', { accountId: (await accountOf(core)).id, name, hue: 'jade', description: '', countsAsBusy: true })
}

it('a paused account sends and asks nothing, over a restart too; what was done meanwhile leaves when it goes on', async () => {
  const profileDir = join(dir, 'profile')
  const first = await start(profileDir)
  await first.call('set-settings', { holdSeconds: 0 })
  await first.call('start-practice', { address: 'alice@north.example' })
  const { id } = await first.until(async () => ((await accountOf(first))?.lastSuccessUtc ? accountOf(first) : null), 'first sync')
  await first.call('pause-account', { accountId: id, paused: true })
  await makeCalendar(first, 'Made while paused')
  await first.call('sync-now', { accountId: id })
  expect((await first.call('queue', {})).rows.map(({ paused, attempts }) => ({ paused, attempts }))).toEqual([{ paused: true, attempts: 0 }])
  await first.core.close()
  running.splice(0)

  const second = await start(profileDir)
  await second.call('sync-now', { accountId: null })
  expect(await accountOf(second)).toMatchObject({ paused: true, nextTryUtc: null })
  expect((await second.call('queue', {})).rows).toHaveLength(1)
  await second.call('pause-account', { accountId: id, paused: false })
  await second.until(async () => (await second.call('queue', {})).rows.length === 0, 'the calendar is on the server')
  expect((await accountOf(second)).calendars.find(({ name }) => name === 'Made while paused')?.state).toBe('there')
})

it('each calendar says when it was last up to date, and the account when it is asked again', async () => {
  const core = await start(':memory:')
  await core.call('start-practice', { address: 'alice@north.example' })
  const account = await core.until(async () => {
    const now = await accountOf(core)
    return now?.nextTryUtc && now.calendars.every(({ lastSuccessUtc }) => lastSuccessUtc !== null) ? now : null
  }, 'a whole round')
  expect(account.nextTryUtc).toBeGreaterThan(account.lastSuccessUtc!)
  expect(account.calendars.map(({ problem }) => problem)).toEqual(account.calendars.map(() => null))
})
