import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMemoryCore } from '../core/testing/memory-core.ts'
import { startPracticeProcess } from './practice-process.ts'

let dir: string
let script: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'practice-process-'))
  script = join(dir, 'main.mjs')
  mkdirSync(join(dir, 'data'))
  // Node 20 reads no TypeScript: bundled as the product is.
  const banner = { js: "import { createRequire as __makeRequire } from 'node:module'; const require = __makeRequire(import.meta.url);" }
  await build({ entryPoints: [fileURLToPath(new URL('../practice/main.ts', import.meta.url))], bundle: true, platform: 'node', format: 'esm', logLevel: 'warning', outfile: script, banner })
})
afterAll(() => rmSync(dir, { recursive: true }))

test('practice organisations that die come back where they were; the account and what was done meanwhile come back by themselves', { timeout: 120_000 }, async () => {
  const pids: (number | undefined)[] = []
  const events: string[] = []
  const log = { info: (event: string) => void events.push(event), warn: (event: string) => void events.push(event) }
  const practice = await startPracticeProcess({ script, dir: join(dir, 'data'), log, onStart: (pid) => void pids.push(pid) })
  const core = await startMemoryCore({ practice: practice.host })
  try {
    await core.call('set-settings', { holdSeconds: 0 })
    await core.call('start-practice', { address: 'alice@north.example' })
    const account = await core.until(async () => (await core.call('accounts', {})).accounts.find((one) => one.status === 'live'), 'the account', 30_000)

    process.kill(pids[0] ?? 0, 'SIGKILL')
    await core.until(async () => events.includes('practice-ended'), 'the end of the first process', 30_000)
    const when = { kind: 'timed' as const, localStart: '2030-06-14T15:00:00', localEnd: '2030-06-14T16:00:00', zone: 'Europe/Berlin' }
    const draft = { objectId: null, recurrenceId: null, scope: 'all' as const, collectionId: account.calendars[0]!.id, title: 'Made while nobody was there', location: '', description: '', conferenceUrl: '', when, repeat: null, reminders: [], showAs: 'busy' as const, visibility: 'public' as const, organizer: null, attendees: [] }
    await core.call('save-event', { draft })

    // Nobody presses anything.
    await core.until(async () => (await core.call('queue', {})).rows.length === 0, 'the event is on the server', 60_000)
    await core.until(async () => (await core.call('accounts', {})).accounts[0]?.status === 'live', 'the account is live', 60_000)
    expect(pids).toHaveLength(2)
    expect(events).toEqual(['practice-ended', 'practice-restarted'])

    practice.stop()
    // Whoever is asked to stop does, and is not started again: then its process can be asked nothing more.
    await core.until(async () => !isThere(pids[1]), 'the second process ends', 30_000)
    expect(events).toHaveLength(2)
  } finally {
    practice.stop()
    await core.core.close()
  }
})

function isThere(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0)
    return true
  } catch {
    return false
  }
}
