import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startPractice } from '../../practice/start-practice.ts'
import { createFakePorts } from '../testing/fake-ports.ts'
import { startMemoryCore } from '../testing/memory-core.ts'

it('the wire log holds every request from discovery on and no secret, title, address, token or name of a calendar', { timeout: 150_000 }, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-wire-'))
  const practice = await startPractice({ dir, clock: createFakePorts().clock, answerDelayMs: null, empty: true })
  const core = await startMemoryCore({ practice })
  try {
    expect(await core.call('wire-log', {})).toEqual({ untilUtc: null, kept: 0 })
    await core.call('switch-wire-log', { to: 'on' })
    await core.call('set-settings', { holdSeconds: 0 })
    await core.call('start-practice', { address: 'alice@north.example' })
    const account = await core.until(async () => {
      const [first] = (await core.call('accounts', {})).accounts
      return first?.lastSuccessUtc ? first : null
    }, 'first sync', 60_000)
    const when = { kind: 'timed' as const, localStart: '2026-12-15T15:00:00', localEnd: '2026-12-15T16:00:00', zone: 'Europe/Berlin' }
    const bob = { address: 'bob@north.example', name: 'Planted guest', role: 'required' as const, kind: 'individual' as const, answer: 'needs-action' as const }
    const draft = { objectId: null, recurrenceId: null, scope: 'all' as const, collectionId: account.calendars[0]!.id, title: 'Planted title', location: 'Planted place', description: 'Planted words', conferenceUrl: 'https://planted.example/room?token=Planted', when, repeat: null, reminders: [], showAs: 'busy' as const, visibility: 'public' as const, organizer: 'alice@north.example', attendees: [bob] }
    await core.call('save-event', { draft })
    await core.until(async () => (await core.call('queue', {})).rows.length === 0, 'the event is on the server', 60_000)
    await core.call('look-up-free-busy', { people: [{ address: 'bob@north.example', name: '', kind: 'individual' }], window: { startUtc: Date.parse('2026-12-14T00:00:00Z'), endUtc: Date.parse('2026-12-19T00:00:00Z') }, accountId: account.id, exceptObjectId: null, fresh: true })
    practice.knobs.turn({ faults: [{ what: 'drop-before' }] })
    await core.call('sync-now', { accountId: null })
    await core.call('switch-wire-log', { to: 'off' })

    const { text, exchanges } = await core.call('wire-log-text', {})
    expect(exchanges).toBeGreaterThan(8)
    expect(core.told).toContain('wire-log')
    for (const seen of [/> PROPFIND http:\/\/‹/, /> REPORT /, /> PUT .*\.ics/, /> POST /, /authorization: Basic ‹/, /SUMMARY:‹/, /PARTSTAT=NEEDS-ACTION/, /DTSTART;TZID=‹[\w-]+›:20261215T150000/, /<D:status>HTTP\/1.1 200</, /< 201 in \d+ ms/, /no answer after \d+ ms/]) expect(text).toMatch(seen)
    const password = practice.people.find(({ address }) => address === account.address)!.password
    const signedIn = ['alice', 'alice@north.example'].map((user) => Buffer.from(`${user}:${password}`).toString('base64'))
    for (const planted of [password, ...signedIn, 'alice', 'bob', 'north.example', '127.0.0.1', 'Planted', 'planted', ...account.calendars.map((one) => one.name)]) expect(text).not.toContain(planted)
    await core.call('switch-wire-log', { to: 'forget' })
    expect(await core.call('wire-log', {})).toEqual({ untilUtc: null, kept: 0 })
  } finally {
    await core.core.close()
    await practice.close()
    rmSync(dir, { recursive: true })
  }
})
