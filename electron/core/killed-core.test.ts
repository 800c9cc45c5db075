import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { EventDraft } from '../../shared/contract/events.ts'
import type { CollectionId } from '../../shared/model/ids.ts'
import { type Practice, startPractice } from '../practice/start-practice.ts'
import { prepareCoreProcess, vaultKey } from './testing/core-process.ts'
import { createFakePorts } from './testing/fake-ports.ts'
import { type MemoryCore, startMemoryCore } from './testing/memory-core.ts'

const zone = 'Europe/Berlin'

let processes: Awaited<ReturnType<typeof prepareCoreProcess>>
beforeAll(async () => {
  processes = await prepareCoreProcess()
})
let dir: string
let practice: Practice
let last: MemoryCore | null = null
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-kill-'))
  practice = await startPractice({ dir: join(dir, 'practice'), clock: createFakePorts().clock, answerDelayMs: null, empty: true })
})
afterEach(async () => {
  processes.end()
  await last?.core.close()
  last = null
  await practice.close()
  rmSync(dir, { recursive: true })
})

const startChild = () => processes.start(join(dir, 'profile'), practice)

const draft = (collectionId: string, title: string, organizer: string | null): EventDraft => ({
  objectId: null, recurrenceId: null, scope: 'all', collectionId: collectionId as CollectionId, title, location: '', description: '', conferenceUrl: '',
  when: { kind: 'timed', localStart: '2026-12-15T15:00:00', localEnd: '2026-12-15T16:00:00', zone },
  repeat: null, reminders: [], showAs: 'busy', visibility: 'public', organizer,
  attendees: organizer === null ? [] : [{ address: 'bob@north.example', name: '', role: 'required', kind: 'individual', answer: 'needs-action' }],
})

// Before the request, while it is under way, and after the server did it: the server takes 150 ms for a write.
it('T-Y15: a core killed at any moment loses nothing and does nothing twice', { timeout: 240_000 }, async () => {
  const first = await startChild()
  await first.call('set-settings', { holdSeconds: 0 })
  await first.call('start-practice', { address: 'alice@north.example' })
  let collectionId: string | undefined
  for (let tries = 0; collectionId === undefined && tries < 50; tries += 1) {
    await first.call('sync-now', { accountId: null })
    const { accounts } = await first.call('accounts', {})
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
  await ports.keys.save(new Uint8Array(Buffer.from(vaultKey, 'hex')))
  const { servers, people, freebusyUrls } = practice
  const core = await startMemoryCore({ profileDir: join(dir, 'profile'), practice: { servers, people, freebusyUrls } }, ports)
  last = core
  await core.until(async () => (await core.call('queue', {})).rows.length === 0, 'everything sent', 60_000)
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
