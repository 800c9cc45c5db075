import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Practice, startPractice } from '../../practice/start-practice.ts'
import { hrefsIn, propfindBody, send } from '../../practice/testing/practice-client.ts'
import { type CoreProcess, prepareCoreProcess } from '../testing/core-process.ts'
import { createFakePorts } from '../testing/fake-ports.ts'

const zone = 'Europe/Berlin'
const names = ['a', 'b', 'c', 'd'] as const
type Name = (typeof names)[number]
type Who = 0 | 1

/** The program is killed at its next write: when the server took it, when it did not, or before it was even asked. */
type Kill = 'drop-before' | 'drop-after' | 'at-once'
interface Step {
  readonly who: Who
  readonly kind: 'make' | 'title' | 'place' | 'remove'
  readonly name: 'a' | 'b'
  /** Whether it hears first what the other one did. */
  readonly fetches: boolean
  readonly kill: Kill | null
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom<Who>(0, 1),
  kind: fc.constantFrom<Step['kind']>('make', 'title', 'title', 'place', 'place', 'remove'),
  name: fc.constantFrom<'a' | 'b'>('a', 'b'),
  fetches: fc.boolean(),
  kill: fc.constantFrom<Kill | null>('drop-before', 'drop-after', 'at-once', null),
})

interface Written {
  readonly name: Name
  readonly field: 'title' | 'place' | 'removal'
  readonly word: string
}

let processes: Awaited<ReturnType<typeof prepareCoreProcess>>
beforeAll(async () => {
  processes = await prepareCoreProcess()
})
afterAll(() => processes.end())

/** More on request: `PARLEY_KILLS=100 npx vitest run --config build/vitest.config.ts electron/core/sync/two-killed-clients.test.ts` */
const runs = Number(process.env['PARLEY_KILLS'] ?? 2)

it('two computers of one person, killed -9 while they write: both end alike with the server, no word is lost, and the guest hears everything once', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 6 }), endsAlike), { numRuns: runs, seed: 20_261_122, endOnFailure: true })
}, 60_000 + runs * 150_000)

async function endsAlike(steps: readonly Step[]): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-killed-'))
  const practice = await startPractice({ dir: join(dir, 'practice'), clock: createFakePorts().clock, answerDelayMs: null, empty: true })
  const start = (who: Who) => processes.start(join(dir, `profile-${who}`), practice)
  const cores: [CoreProcess, CoreProcess] = await Promise.all([start(0), start(1)])
  try {
    await Promise.all(cores.map(signIn))
    for (const name of ['a', 'b'] as const) await make(cores[0], name, `start-${name}.`)
    await settle(cores)
    const written: Written[] = []
    for (const [index, one] of steps.entries()) {
      if (one.fetches) await cores[one.who].call('sync-now', { accountId: null })
      const fault = one.kill === 'drop-before' || one.kill === 'drop-after' ? one.kill : null
      if (fault !== null) practice.knobs.turn({ faults: [{ what: fault, method: one.kind === 'remove' ? 'DELETE' : 'PUT', path: String.raw`\.ics$`, times: 1 }] })
      const word = await act(cores[one.who], one, `word${index}.`)
      if (word !== null) written.push(word)
      if (one.kill === null) continue
      if (fault !== null && word !== null) await metOrIdle(practice, cores[one.who])
      await cores[one.who].kill()
      practice.knobs.turn({ faults: [] })
      cores[one.who] = await start(one.who)
    }
    await settle(cores)
    const there = await textsIn(practice, 'alice', 'calendar')
    const [here, other] = [await seenBy(cores[0]), await seenBy(cores[1])]
    expect(other).toEqual(here)
    expect(here.map(({ title }) => title)).toEqual(there.map((text) => fieldOf(text, 'SUMMARY')).toSorted())
    for (const { name, field, word } of written) {
      const rivals = written.filter((rival) => rival.name === name && (rival.field === field || rival.field === 'removal'))
      if (rivals.length === 1 && field !== 'removal') expect(there.join('\n').split(word)).toHaveLength(2)
    }
    // Bob opens nothing, so his Inbox holds all he was ever told, in order. One that says what the one before it said was told twice.
    // (An older word may come again after a newer one: where both computers wrote, the person chose it.)
    const told = (await textsIn(practice, 'bob', 'inbox')).map((text) => ({ uid: fieldOf(text, 'UID'), said: ['METHOD', 'SUMMARY', 'LOCATION'].map((field) => fieldOf(text, field)).join(' ') }))
    for (const uid of new Set(told.map((one) => one.uid))) {
      const said = told.filter((one) => one.uid === uid).map((one) => one.said)
      expect(said.filter((one, place) => one === said[place - 1])).toEqual([])
    }
    expect(told.length).toBeGreaterThanOrEqual(2)
  } finally {
    await Promise.all(cores.map((core) => core.kill()))
    await practice.close()
    rmSync(dir, { recursive: true })
  }
}

async function signIn(core: CoreProcess): Promise<void> {
  await core.call('set-settings', { holdSeconds: 0 })
  await core.call('start-practice', { address: 'alice@north.example' })
  await core.call('sync-now', { accountId: null })
}

const calendarOf = async (core: CoreProcess) => {
  const { accounts } = await core.call('accounts', {})
  const calendar = accounts[0]?.calendars.find((one) => one.isDefault)
  if (calendar === undefined) throw new Error('no calendar')
  return calendar.id
}

/** Each name has an hour of one day of next year, so that it is told by when it is, and lies ahead whenever this runs. */
const day = `${new Date().getFullYear() + 1}-06-15`
const hourOf = (name: Name): number => 9 + names.indexOf(name)
const window = { startUtc: Date.parse(`${day}T00:00:00Z`), endUtc: Date.parse(`${day}T23:00:00Z`) }

async function make(core: CoreProcess, name: Name, title: string): Promise<void> {
  const at = (minute: string): string => `${day}T${String(hourOf(name)).padStart(2, '0')}:${minute}:00`
  await core.call('save-event', {
    draft: {
      objectId: null, recurrenceId: null, scope: 'all', collectionId: await calendarOf(core), title, location: '', description: '', conferenceUrl: '',
      when: { kind: 'timed', localStart: at('00'), localEnd: at('30'), zone },
      repeat: null, reminders: [], showAs: 'busy', visibility: 'public', organizer: 'alice@north.example',
      attendees: [{ address: 'bob@north.example', name: '', role: 'required', kind: 'individual', answer: 'needs-action' }],
    },
  })
}

async function seenBy(core: CoreProcess) {
  const { occurrences } = await core.call('events-in-range', { window, zone })
  return occurrences.map(({ title, location, startUtc }) => ({ title, location, startUtc })).toSorted((a, b) => (a.title < b.title ? -1 : 1))
}

/** Null: there was nothing to do it to. */
async function act(core: CoreProcess, { who, kind, name: one }: Step, word: string): Promise<Written | null> {
  const { occurrences } = await core.call('events-in-range', { window, zone })
  const at = (name: Name) => occurrences.find(({ startUtc }) => Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(startUtc)) === hourOf(name))
  if (kind === 'make') {
    const own = who === 0 ? 'c' : 'd'
    if (at(own)) return null
    await make(core, own, word)
    return { name: own, field: 'title', word }
  }
  const found = at(one)
  if (!found) return null
  if (kind === 'remove') {
    await core.call('delete-event', { objectId: found.objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })
    return { name: one, field: 'removal', word }
  }
  const { draft } = await core.call('event-draft', { objectId: found.objectId, recurrenceId: null, scope: 'all', zone })
  if (draft === null) return null
  await core.call('save-event', { draft: kind === 'title' ? { ...draft, title: word } : { ...draft, location: word } })
  return { name: one, field: kind, word }
}

/** The write came to the server, or none is to come: nothing is left to send, or it stands behind a question to the person. */
async function metOrIdle(practice: Practice, core: CoreProcess): Promise<void> {
  await eventually('the write', async () => {
    if (practice.knobs.knobs.faults.length === 0) return true
    const { rows } = await core.call('queue', {})
    return rows.length === 0 || rows.some((row) => row.state === 'needs-you')
  })
}

/** Everything decided, sent and fetched. */
async function settle(cores: readonly CoreProcess[]): Promise<void> {
  await eventually('both at rest', async () => {
    for (const core of cores) {
      for (const row of (await core.call('queue', {})).rows) {
        if (row.conflict !== null) await ended(core.call('resolve-conflict', { queueId: row.id, keep: 'mine' }))
        else if (row.state !== 'sending') await ended(core.call('send-now', { queueId: row.id }))
      }
      await core.call('sync-now', { accountId: null })
    }
    for (const core of cores) if ((await core.call('queue', {})).rows.length > 0) return false
    const [one, other] = await Promise.all(cores.map(seenBy))
    return JSON.stringify(one) === JSON.stringify(other)
  })
}

/** The row may have ended by itself between the look and the word about it. */
const ended = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((thrown: unknown) => {
    if (!/"kind":"gone"|conflict-/.test(String(thrown))) throw thrown
  })

async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function textsIn(practice: Practice, user: string, slug: string): Promise<readonly string[]> {
  const auth = { Authorization: `Basic ${Buffer.from(`${user}:practice`).toString('base64')}` }
  const base = practice.servers['north.example'] ?? ''
  const home = `${base}/dav/calendars/${user}/`
  const list = async (url: string) => hrefsIn(await send(url, 'PROPFIND', { ...auth, Depth: '1' }, propfindBody('getetag')))
  const folders = slug === 'inbox' ? [`/dav/calendars/${user}/inbox/`] : (await list(home)).filter((href) => !/\/(?:inbox|outbox)\/$/.test(href) && href !== new URL(home).pathname)
  const members = (await Promise.all(folders.map((folder) => list(`${base}${folder}`)))).flat().filter((href) => href.endsWith('.ics'))
  return await Promise.all(members.map(async (href) => (await send(`${base}${href}`, 'GET', auth, '')).body))
}

const fieldOf = (text: string, field: string): string => new RegExp(`^${field}[^:\\r\\n]*:(.*)$`, 'm').exec(text.replace(/\r\n[ \t]/g, ''))?.[1]?.trim() ?? ''
