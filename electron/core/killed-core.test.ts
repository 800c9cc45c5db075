import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Practice, startPractice } from '../practice/start-practice.ts'
import { createFakePorts } from './testing/fake-ports.ts'
import { type MemoryCore, startMemoryCore } from './testing/memory-core.ts'

const zone = 'Europe/Berlin'
const key = '11'.repeat(32)
// Beside the packages, so that the bundle finds them.
const folder = new URL('../../node_modules/.cache/parley-core-child/', import.meta.url).pathname
const script = join(folder, 'core-child.mjs')

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  await build({ entryPoints: [new URL('testing/core-child.ts', import.meta.url).pathname], outfile: script, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' })
})

let dir: string
let practice: Practice
let last: MemoryCore | null = null
const children = new Set<ChildProcess>()
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-kill-'))
  practice = await startPractice({ dir: join(dir, 'practice'), clock: createFakePorts().clock, answerDelayMs: null, empty: true })
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await last?.core.close()
  last = null
  await practice.close()
  rmSync(dir, { recursive: true })
})

interface Child {
  call(name: string, input: unknown): Promise<unknown>
  kill(): Promise<void>
}

async function startChild(): Promise<Child> {
  const { servers, people, freebusyUrls } = practice
  const options = { profileDir: join(dir, 'profile'), version: 'test', host: 'loopback', practice: { servers, people, freebusyUrls } }
  const child = spawn(process.execPath, [script, JSON.stringify({ options, key })], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.add(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => (await lines.next()).value as string
  expect(await next()).toBe('ready')
  return {
    async call(name, input) {
      child.stdin.write(`${JSON.stringify({ name, input })}\n`)
      const result = JSON.parse(await next()) as { readonly ok: boolean; readonly value: unknown }
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result)}`)
      return result.value
    },
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
      children.delete(child)
    },
  }
}

interface Accounts {
  readonly accounts: readonly { readonly address: string; readonly status: string; readonly calendars: readonly { readonly id: string; readonly isDefault: boolean }[] }[]
}

const draft = (collectionId: string, title: string, organizer: string | null) => ({
  objectId: null, recurrenceId: null, scope: 'all', collectionId, title, location: '', description: '', conferenceUrl: '',
  when: { kind: 'timed', localStart: '2026-12-15T15:00:00', localEnd: '2026-12-15T16:00:00', zone },
  repeat: null, reminders: [], showAs: 'busy', visibility: 'public', organizer,
  attendees: organizer === null ? [] : [{ address: 'bob@north.example', name: '', role: 'required', kind: 'individual', answer: 'needs-action' }],
})

// Before the request, while it is under way, and after the server did it: the server takes 150 ms for a write.
it('T-Y15: a core killed at any moment loses nothing and does nothing twice', { timeout: 60_000 }, async () => {
  const first = await startChild()
  await first.call('set-settings', { holdSeconds: 0 })
  await first.call('start-practice', { address: 'alice@north.example' })
  let collectionId: string | undefined
  for (let tries = 0; collectionId === undefined && tries < 50; tries += 1) {
    await first.call('sync-now', { accountId: null })
    const { accounts } = (await first.call('accounts', {})) as Accounts
    collectionId = accounts[0]?.status === 'live' ? accounts[0].calendars.find((one) => one.isDefault)?.id : undefined
  }
  await first.kill()
  practice.knobs.turn({ latencyMs: 150 })

  const pausesMs = [0, 50, 130, 210, 320]
  const titles = pausesMs.map((_, n) => `Survives ${n}`)
  for (const [n, pauseMs] of pausesMs.entries()) {
    const child = await startChild()
    await child.call('save-event', { draft: draft(collectionId ?? '', titles[n] ?? '', n % 2 === 0 ? 'alice@north.example' : null) })
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    await child.kill()
  }
  practice.knobs.reset()

  const ports = createFakePorts()
  await ports.keys.save(new Uint8Array(Buffer.from(key, 'hex')))
  const { servers, people, freebusyUrls } = practice
  const core = await startMemoryCore({ profileDir: join(dir, 'profile'), practice: { servers, people, freebusyUrls } }, ports)
  last = core
  await core.until(async () => (await core.call('queue', {})).rows.length === 0, 'everything sent', 20_000)
  await core.call('sync-now', { accountId: null })
  const window = { startUtc: Date.parse('2026-12-01T00:00:00Z'), endUtc: Date.parse('2027-01-01T00:00:00Z') }
  const { occurrences } = await core.call('events-in-range', { window, zone })
  expect(occurrences.map((one) => one.title).toSorted()).toEqual(titles)

  // The other side saw each invitation once.
  const bob = await startMemoryCore({ practice: { servers, people, freebusyUrls } })
  try {
    await bob.call('start-practice', { address: 'bob@north.example' })
    const items = await bob.until(async () => {
      const list = (await bob.call('invite-list', { zone })).items
      return list.length >= 3 ? list : null
    }, 'invitations')
    expect(items.map((one) => one.title).toSorted()).toEqual(titles.filter((_, n) => n % 2 === 0))
  } finally {
    await bob.core.close()
  }
})
