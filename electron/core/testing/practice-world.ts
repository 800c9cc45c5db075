import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { CallOutput } from '../../../shared/contract/calls.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import { must } from '../../../shared/model/result.ts'
import { startPractice, type Practice } from '../../practice/start-practice.ts'
import { systemClock } from './fake-ports.ts'
import { startMemoryCore, type MemoryCore } from './memory-core.ts'

/** Whole cores of several people on the practice organisations, real HTTP between them: for stories told through the calls of the contract alone. */
export interface PracticeWorld {
  /** The organisations of the test that runs. */
  readonly practice: Practice
  signIn(address: string, profileDir?: string): Promise<PracticePerson>
  /** What was started by hand is closed with the rest. */
  keep(core: MemoryCore): void
  /** Ends one before its time. */
  end(core: MemoryCore): Promise<void>
}

export interface PracticePerson {
  readonly core: MemoryCore
  readonly address: string
  readonly account: AccountView
}

export const hourMs = 3_600_000
export const zone = 'Europe/Berlin'
/** Tomorrow 10:00 in Berlin would depend on the day of the run; a round UTC hour two days ahead does as well. */
export const startUtc = Math.ceil(Date.now() / hourMs) * hourMs + 48 * hourMs
export const localAt = (utc: number): string => new Date(utc).toISOString().slice(0, 19)

/** Empty organisations before each test of the file, and nothing of them after it. `prepare` turns their knobs first. */
export function createPracticeWorld(prepare: (practice: Practice) => void = () => {}): PracticeWorld {
  const cores: MemoryCore[] = []
  let practice: Practice | null = null
  let dir = ''
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'parley-practice-'))
    practice = await startPractice({ dir, clock: systemClock, answerDelayMs: null, empty: true })
    prepare(practice)
  })
  afterEach(async () => {
    await Promise.all(cores.splice(0).map((one) => one.core.close()))
    await practice?.close()
    rmSync(dir, { recursive: true, force: true })
  })
  const running = (): Practice => must(practice, 'a test that runs')
  return {
    get practice() {
      return running()
    },
    async signIn(address, profileDir = ':memory:') {
      const core = await startMemoryCore({ practice: running(), profileDir })
      cores.push(core)
      await core.call('set-settings', { holdSeconds: 0, homeZone: zone })
      const { accountId } = await core.call('start-practice', { address })
      return { core, address, account: await syncedAccount(core, accountId) }
    },
    keep: (core) => void cores.push(core),
    async end(core) {
      cores.splice(cores.indexOf(core), 1)
      await core.core.close()
    },
  }
}

export const syncedAccount = (core: MemoryCore, accountId: string): Promise<AccountView> =>
  core.until(async () => (await core.call('accounts', {})).accounts.find((one) => one.id === accountId && one.lastSuccessUtc !== null), `first sync of ${accountId}`)

/** One hour, in the calendar new things go to. */
export function meetingIn(account: AccountView, addresses: readonly string[], patch: Partial<EventDraft> = {}): EventDraft {
  return {
    objectId: null,
    recurrenceId: null,
    scope: 'all',
    collectionId: must(account.calendars.find((one) => one.isDefault) ?? account.calendars[0], 'calendar').id,
    title: 'Design review',
    location: 'Aurora',
    description: '',
    conferenceUrl: '',
    when: { kind: 'timed', localStart: localAt(startUtc), localEnd: localAt(startUtc + hourMs), zone: 'UTC' },
    repeat: null,
    reminders: [],
    showAs: 'busy',
    visibility: 'public',
    organizer: null,
    attendees: addresses.map((address) => ({ address, name: '', role: 'required', kind: 'individual', answer: 'needs-action' })),
    ...patch,
  }
}

export const sent = ({ core }: Pick<PracticePerson, 'core'>): Promise<unknown> => core.until(async () => (await core.call('queue', {})).rows.length === 0, 'the queue to be empty')

export const sync = ({ core }: Pick<PracticePerson, 'core'>): Promise<unknown> => core.call('sync-now', { accountId: null })

/** Asks the server until the list of invitations has one in that section. */
export const invitationOf = (person: PracticePerson, section: CallOutput<'invite-list'>['items'][number]['section'] = 'needs-answer'): Promise<CallOutput<'invite-list'>['items'][number]> =>
  person.core.until(async () => {
    await sync(person)
    return (await person.core.call('invite-list', { zone })).items.find((one) => one.section === section)
  }, `invitation of ${person.address} in ${section}`)

/** The first event of the two months around the meeting. */
export async function detailsOf({ core }: PracticePerson): Promise<NonNullable<CallOutput<'event-details'>['event']>> {
  const { occurrences } = await core.call('events-in-range', { window: { startUtc: startUtc - 30 * 24 * hourMs, endUtc: startUtc + 30 * 24 * hourMs }, zone })
  const first = must(occurrences[0], 'event')
  return must((await core.call('event-details', { objectId: first.objectId, recurrenceId: first.recurrenceId, zone })).event, 'details')
}
