import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { localAccount } from '../../../shared/model/calendars.ts'
import { diagnosticsText } from '../../../shared/wording/diagnostics.ts'
import { startPractice } from '../../practice/start-practice.ts'
import { command as makeCalendar } from '../commands/make-calendar.ts'
import { createFakePorts } from '../testing/fake-ports.ts'
import { startMemoryCore } from '../testing/memory-core.ts'
import { createWorld } from '../testing/world.ts'
import { query as diagnostics } from './diagnostics.ts'

it('the report tells how requests went and holds no secret, title, address or name of a calendar', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-diagnostics-'))
  const practice = await startPractice({ dir, clock: createFakePorts().clock, answerDelayMs: null, empty: true })
  const core = await startMemoryCore({ practice })
  try {
    await core.call('set-settings', { holdSeconds: 0 })
    await core.call('start-practice', { address: 'alice@north.example' })
    const account = await core.until(async () => {
      const [first] = (await core.call('accounts', {})).accounts
      return first?.lastSuccessUtc ? first : null
    }, 'first sync')
    const name = 'Planted calendar'
    await core.call('make-calendar', { accountId: account.id, name, hue: 'jade', description: 'Planted words', countsAsBusy: true })
    await core.until(async () => (await core.call('queue', {})).rows.length === 0, 'the calendar is on the server')
    const title = 'Planted title'
    const when = { kind: 'timed' as const, localStart: '2026-12-15T15:00:00', localEnd: '2026-12-15T16:00:00', zone: 'Europe/Berlin' }
    const draft = { objectId: null, recurrenceId: null, scope: 'all' as const, collectionId: account.calendars[0]!.id, title, location: '', description: '', conferenceUrl: '', when, repeat: null, reminders: [], showAs: 'busy' as const, visibility: 'public' as const, organizer: null, attendees: [] }
    await core.call('save-event', { draft })
    await core.until(async () => (await core.call('queue', {})).rows.length === 0, 'the event is on the server')

    const facts = await core.call('diagnostics', {})
    const put = facts.requests.find(({ method }) => method === 'PUT')
    expect(put).toMatchObject({ account: 'Account 1', status: 201, fault: null })
    expect(put?.path).toMatch(/….ics$/)
    expect(facts.requests.find(({ method, bytes }) => method === 'PROPFIND' && bytes > 0)?.status).toBe(207)
    expect(facts.timings.map(({ method }) => method)).toContain('REPORT')
    const { accounts, ...rest } = facts
    // The password of the practice people is the word by which the report says that an account is practice.
    const shown = [diagnosticsText(facts).replace(', practice', ''), JSON.stringify(rest), JSON.stringify(accounts.map(({ accountId: _id, practice: _practice, ...one }) => one))].join('\n')
    const password = practice.people.find(({ address }) => address === account.address)!.password
    for (const planted of [password, Buffer.from(`alice:${password}`).toString('base64'), 'alice', 'north.example', '127.0.0.1', name, title, 'Planted', account.id, ...account.calendars.map((one) => one.name)]) expect(shown).not.toContain(planted)
  } finally {
    await core.core.close()
    await practice.close()
    rmSync(dir, { recursive: true })
  }
})

it('what is done on this computer alone is not told as not sent', async () => {
  const w = createWorld()
  await makeCalendar(w.commands)({ accountId: localAccount, name: 'Shed', hue: 'jade', description: '', countsAsBusy: true })
  expect((await diagnostics(w.queries)({})).queue).toEqual([])
})
