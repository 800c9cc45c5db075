import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventDraft } from '../../shared/contract/events.ts'
import { type Practice, startPractice } from '../practice/start-practice.ts'
import { createFakePorts } from './testing/fake-ports.ts'
import { type MemoryCore, startMemoryCore } from './testing/memory-core.ts'

const zone = 'Europe/Berlin'
const year = { startUtc: Date.parse('2026-06-01T00:00:00Z'), endUtc: Date.parse('2027-06-01T00:00:00Z') }
let practice: Practice
let dir: string
const cores: MemoryCore[] = []

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-core-'))
  practice = await startPractice({ dir: join(dir, 'practice'), clock: createFakePorts().clock, answerDelayMs: null, empty: true })
})
afterEach(async () => {
  for (const { core } of cores.splice(0)) await core.close()
  await practice.close()
  rmSync(dir, { recursive: true })
})

async function startAs(address: string, options: Parameters<typeof startMemoryCore>[0] = {}): Promise<MemoryCore> {
  const core = await startMemoryCore({ practice, ...options })
  cores.push(core)
  await core.call('set-settings', { holdSeconds: 0 })
  await core.call('start-practice', { address })
  await core.until(async () => (await core.call('accounts', {})).accounts[0]?.status === 'live', 'first sync')
  return core
}

const titlesOf = async (core: MemoryCore) => (await core.call('events-in-range', { window: year, zone })).occurrences.map((one) => one.title)

async function draftFor(core: MemoryCore, title: string, attendees: readonly string[]): Promise<EventDraft> {
  const [account] = (await core.call('accounts', {})).accounts
  const calendar = account!.calendars.find((one) => one.isDefault)
  return {
    objectId: null,
    recurrenceId: null,
    scope: 'all',
    collectionId: calendar!.id,
    title,
    location: '',
    description: '',
    conferenceUrl: '',
    when: { kind: 'timed', localStart: '2026-12-15T15:00:00', localEnd: '2026-12-15T16:00:00', zone },
    repeat: null,
    reminders: [],
    showAs: 'busy',
    visibility: 'public',
    organizer: attendees.length === 0 ? null : account!.address,
    attendees: attendees.map((address) => ({ address, name: '', role: 'required' as const, kind: 'individual' as const, answer: 'needs-action' as const })),
  }
}

describe('answers', () => {
  it('unknown and invalid calls get an answer that names the fields and not their values', async () => {
    const { core } = await startAs('alice@north.example')
    expect(await core.handle('no-such-call', {})).toEqual({ ok: false, error: { kind: 'bug', effect: 'nothing-changed', retry: 'never', cause: 'unknown-call', detail: 'no-such-call' } })
    expect(await core.handle('constructor', {})).toMatchObject({ error: { cause: 'unknown-call' } })
    const wrong = await core.handle('search-events', { text: 42, zone: 'secret' })
    expect(wrong).toMatchObject({ ok: false, error: { kind: 'bug', cause: 'invalid-input' } })
    expect(JSON.stringify(wrong)).not.toContain('secret')
  })

  it('every query answers in the shape of the contract on a fresh profile', async () => {
    const core = await startMemoryCore({ practice })
    cores.push(core)
    expect(await core.call('accounts', {})).toEqual({ accounts: [] })
    expect(await core.call('queue', {})).toEqual({ rows: [] })
    expect(await core.call('invite-list', { zone })).toEqual({ items: [] })
    expect((await core.call('app-state', {})).practice.people.map((one) => one.address)).toContain('alice@north.example')
  })
})

describe('the loop', () => {
  it('an event that is saved is drawn at once, sent, and drawn by another client', async () => {
    const mine = await startAs('alice@north.example')
    const other = await startAs('alice@north.example')
    expect(await titlesOf(mine)).not.toContain('Piano tuner')
    await mine.call('save-event', { draft: await draftFor(mine, 'Piano tuner', []) })
    expect(await titlesOf(mine)).toContain('Piano tuner')
    await mine.until(async () => (await mine.call('queue', {})).rows.length === 0, 'sent')
    await other.call('sync-now', { accountId: null })
    expect(await titlesOf(other)).toContain('Piano tuner')
  })

  it('invitation, answer and delivery go round between two people of one server and of two', async () => {
    const alice = await startAs('alice@north.example')
    const bob = await startAs('bob@north.example')
    const dave = await startAs('dave@south.example')
    const saved = await alice.call('save-event', { draft: await draftFor(alice, 'Kick-off', ['bob@north.example', 'dave@south.example']) })
    await alice.until(async () => (await alice.call('queue', {})).rows.length === 0, 'sent')
    for (const guest of [bob, dave]) {
      await guest.call('sync-now', { accountId: null })
      const item = await guest.until(async () => (await guest.call('invite-list', { zone })).items.find((one) => one.title === 'Kick-off'), 'invitation')
      expect(item).toMatchObject({ section: 'needs-answer', organizer: { address: 'alice@north.example' } })
      await guest.call('reply-to-invite', { objectId: item.objectId!, recurrenceId: null, scope: 'all', answer: 'accepted', comment: '' })
      await guest.until(async () => (await guest.call('queue', {})).rows.length === 0, 'answer sent')
    }
    await alice.call('sync-now', { accountId: null })
    const details = await alice.until(async () => {
      const { event } = await alice.call('event-details', { objectId: saved.objectId!, recurrenceId: null, zone })
      return event?.attendees.filter((one) => one.answer === 'accepted' && !one.isOrganizer).length === 2 ? event : null
    }, 'answers')
    expect(details.occurrence.people).toMatchObject({ yes: 2, undelivered: 0 })
  })

  it('offline: what is done waits, survives a restart, and arrives once when the network is back', async () => {
    const profileDir = join(dir, 'profile')
    const first = await startAs('alice@north.example', { profileDir })
    const account = (await first.call('accounts', {})).accounts[0]!
    await first.call('set-settings', { holdSeconds: 600 })
    await first.call('save-event', { draft: await draftFor(first, 'Held meeting', ['bob@north.example']) })
    const rows = (await first.call('queue', {})).rows
    expect(rows).toMatchObject([{ state: 'held', canUndo: true, messages: 1 }])
    await cores.pop()!.core.close()

    const second = await startMemoryCore({ practice, profileDir }, first.ports)
    cores.push(second)
    expect(await titlesOf(second)).toContain('Held meeting')
    expect((await second.call('queue', {})).rows.map((row) => row.id)).toEqual(rows.map((row) => row.id))
    await second.call('send-now', { queueId: rows[0]!.id })
    await second.until(async () => (await second.call('queue', {})).rows.length === 0, 'sent')
    await second.call('sync-now', { accountId: account.id })
    expect((await titlesOf(second)).filter((title) => title === 'Held meeting')).toHaveLength(1)
  })
})
