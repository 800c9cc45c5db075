import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId, CollectionId, Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import type { Discovered } from '../accounts/discover.ts'
import type { FoundPrincipal } from '../dav/search-principals.ts'
import type { PracticeHost } from '../ports.ts'
import { query as accountsQuery } from '../queries/accounts.ts'
import { query as addingQuery } from '../queries/adding-account.ts'
import { query as peopleQuery } from '../queries/people.ts'
import { anAccount } from '../testing/store-rows.ts'
import { createWorld, refusalOf, worldNow, type WorldOptions } from '../testing/world.ts'
import { command as addAccount } from './add-account.ts'
import type { CommandDeps } from './deps.ts'
import { command as lookUpFreeBusy } from './look-up-free-busy.ts'
import { command as lookUpPeople } from './look-up-people.ts'
import { command as removeAccount } from './remove-account.ts'
import { command as setCalendar } from './set-calendar.ts'
import { command as setSettings } from './set-settings.ts'
import { command as signInAgain } from './sign-in-again.ts'
import { command as startPractice } from './start-practice.ts'
const found: Discovered = {
  baseUrl: 'http://127.0.0.1:9/',
  user: 'bob',
  name: 'Bob',
  principalHref: '/p/bob/' as Href,
  principalCollections: ['/p/' as Href],
  homeHrefs: ['/bob/' as Href],
  inboxHref: '/bob/inbox/' as Href,
  outboxHref: '/bob/outbox/' as Href,
  defaultCalendarHref: null,
  addresses: ['mailto:bob@north.example', 'mailto:robert@north.example', '/p/bob/'],
  capabilities: { davTokens: [], autoSchedule: true, outboxFreeBusy: true, syncCollection: true, availability: false, peopleSearch: true, scheduleTag: true, product: '' },
  calendars: [],
}
const finds =
  (result: Discovered): CommandDeps['discover'] =>
  async (_where, _user, _password, _options, onStep) => {
    for (const key of ['find', 'sign-in', 'learn', 'calendars'] as const) onStep({ key, state: 'done', detail: key === 'find' ? '127.0.0.1' : '', tookMs: 5 })
    return ok(result)
  }
const input = { where: 'bob@north.example', user: '', password: 'secret', allowPlainHttp: false }

describe('add-account', () => {
  it('stores what was found, seals the password, shows each step, and syncs', async () => {
    const w = createWorld({ net: { discover: finds(found) } })
    const { accountId } = await addAccount(w.commands)(input)
    expect(w.store.read.account(accountId)).toMatchObject({ address: 'bob@north.example', name: 'Bob', status: 'syncing', practice: false, inboxHref: '/bob/inbox/' })
    expect(new TextDecoder().decode(w.store.read.sealed(accountId, 'password') ?? undefined)).toBe('sealed secret')
    expect(w.synced).toEqual([accountId])
    await new Promise((resolve) => setImmediate(resolve))
    const { adding } = await addingQuery(w.queries)({})
    expect(adding?.steps.map((s) => [s.key, s.state])).toEqual([['find', 'done'], ['sign-in', 'done'], ['learn', 'done'], ['calendars', 'done'], ['invitations', 'failed']])
    expect(adding).toMatchObject({ error: null, account: { id: accountId, address: 'bob@north.example' } })
    const { people } = await peopleQuery(w.queries)({ text: 'robert', limit: 5 })
    expect(people).toMatchObject([{ address: 'robert@north.example', source: 'me', name: 'Bob' }])
  })

  it('a wrong password leaves nothing behind and marks the step (§8 Bad input)', async () => {
    const wrong: AppError = { kind: 'sign-in', effect: 'nothing-changed', retry: 'never', cause: 'wrong-password', host: 'north.example' }
    const discover: CommandDeps['discover'] = async (_where, _user, _password, _options, onStep) => {
      onStep({ key: 'find', state: 'done', detail: 'north.example', tookMs: 5 })
      onStep({ key: 'sign-in', state: 'running', detail: '', tookMs: null })
      return fail(wrong)
    }
    const w = createWorld({ net: { discover } })
    expect(await refusalOf(addAccount(w.commands)(input))).toEqual(wrong)
    expect(w.store.read.accounts()).toHaveLength(1)
    const { adding } = await addingQuery(w.queries)({})
    expect(adding).toMatchObject({ error: wrong, account: null })
    expect(adding?.steps.map((s) => s.state)).toEqual(['done', 'failed', 'waiting', 'waiting', 'waiting'])
  })

  it('a practice organisation is called by its domain, in the steps and in a fault', async () => {
    const discover: CommandDeps['discover'] = async (_where, _user, _password, _options, onStep) => {
      onStep({ key: 'find', state: 'done', detail: '127.0.0.1:9', tookMs: 5 })
      return fail({ kind: 'offline', effect: 'nothing-changed', retry: 'later', cause: 'connection-refused', host: '127.0.0.1:9' })
    }
    const w = createWorld({ practice: { servers: { 'north.example': 'http://127.0.0.1:9' }, people: [], freebusyUrls: {} }, net: { discover } })
    expect(await refusalOf(addAccount(w.commands)(input))).toMatchObject({ host: 'north.example' })
    const { adding } = await addingQuery(w.queries)({})
    expect(adding).toMatchObject({ error: { host: 'north.example' }, steps: [{ key: 'find', detail: 'north.example' }, {}, {}, {}, {}] })
  })

  it('the same account a second time is refused, and named', async () => {
    const w = createWorld({ net: { discover: finds({ ...found, baseUrl: anAccount().baseUrl, principalHref: anAccount().principalHref }) } })
    expect(await refusalOf(addAccount(w.commands)(input))).toMatchObject({ kind: 'refused', cause: 'already-added', accountId: 'acc' })
  })

  it('by URL, it is known by the address the server lists', async () => {
    const w = createWorld({ net: { discover: finds(found) } })
    const { accountId } = await addAccount(w.commands)({ ...input, where: 'https://north.example/dav/' })
    expect(w.store.read.account(accountId)?.address).toBe('bob@north.example')
  })
})

describe('start-practice', () => {
  const practice: PracticeHost = { servers: { 'north.example': 'http://127.0.0.1:9' }, people: [{ address: 'bob@north.example', name: 'Bob', password: 'practice' }], freebusyUrls: { 'frank@freelance.example': 'http://127.0.0.1:8/frank?token=t' } }

  it('goes the way of every account, without a form, and once', async () => {
    const asked: unknown[][] = []
    const discover: CommandDeps['discover'] = async (...args) => {
      asked.push([args[0], args[2], args[3].knownServers, args[3].allowPlainHttp])
      return finds(found)(...args)
    }
    const w = createWorld({ practice, net: { discover } })
    const first = await startPractice(w.commands)({ address: 'Bob@north.example' })
    expect(await startPractice(w.commands)({ address: 'bob@north.example' })).toEqual(first)
    expect(asked).toEqual([['bob@north.example', 'practice', practice.servers, true]])
    expect(w.store.read.account(first.accountId)?.practice).toBe(true)
    expect(w.store.read.freebusyAddress('person', 'frank@freelance.example')?.url).toBe('http://127.0.0.1:8/frank?token=t')
  })

  it.each([['nobody of that name', practice, 'mallory@north.example'], ['no practice running', null, 'bob@north.example']] as const)('%s', async (_name, host, address) => {
    expect(await refusalOf(startPractice(createWorld({ practice: host }).commands)({ address }))).toMatchObject({ kind: 'gone', cause: 'no-practice' })
  })
})

describe('an account that is there', () => {
  it('sign-in-again seals the new password and tries at once', async () => {
    const w = createWorld({ account: { status: 'sign-in', problem: { kind: 'sign-in', effect: 'nothing-changed', retry: 'never' } } })
    await signInAgain(w.commands)({ accountId: 'acc' as AccountId, password: 'new' })
    expect(new TextDecoder().decode(w.store.read.sealed('acc' as AccountId, 'password') ?? undefined)).toBe('sealed new')
    expect(w.store.read.account('acc' as AccountId)).toMatchObject({ status: 'syncing', problem: null })
    expect(w.synced).toEqual(['acc'])
  })

  it('remove-account takes all of it off this computer', async () => {
    const w = createWorld()
    await removeAccount(w.commands)({ accountId: 'acc' as AccountId })
    expect(w.store.read.accounts()).toEqual([])
    expect(await refusalOf(removeAccount(w.commands)({ accountId: 'acc' as AccountId }))).toMatchObject({ kind: 'gone' })
  })

  it('tells in words what its server can do, the unknown included', async () => {
    const w = createWorld({ account: { capabilities: { ...found.capabilities, autoSchedule: false, outboxFreeBusy: null } } })
    const { accounts } = await accountsQuery(w.queries)({})
    const ability = (key: string): unknown => accounts[0]?.abilities.find((a) => a.key === key)
    expect(accounts[0]).toMatchObject({ canSchedule: false, host: '127.0.0.1', addresses: ['alice@north.example'] })
    expect(ability('auto-schedule')).toMatchObject({ works: false, detail: expect.stringContaining('does not deliver') })
    expect(ability('free-busy')).toMatchObject({ works: null })
  })

  it('set-calendar and set-settings change what they name and nothing else', async () => {
    const w = createWorld()
    await setCalendar(w.commands)({ id: 'cal' as CollectionId, hue: 'rose' })
    expect(w.store.read.collection('cal' as CollectionId)).toMatchObject({ hue: 'rose', visible: true, countsAsBusy: true })
    await setSettings(w.commands)({ homeZone: 'Asia/Kolkata' })
    expect(w.store.read.settings()).toMatchObject({ homeZone: 'Asia/Kolkata', holdSeconds: 10 })
    expect(w.store.read.zone()).toBe('Asia/Kolkata')
    expect(await refusalOf(setCalendar(w.commands)({ id: 'no' as CollectionId, visible: false }))).toMatchObject({ kind: 'gone' })
  })
})

describe('people', () => {
  const carol: FoundPrincipal = { href: '/p/carol/' as Href, name: 'Carol', addresses: ['carol@north.example'], kind: 'individual', seats: null }

  it('look-up-people remembers whom the directory names (PPL-1)', async () => {
    const w = createWorld({ net: { searchPrincipals: async () => ok([carol, { ...carol, addresses: [] }]) } })
    expect(await lookUpPeople(w.commands)({ text: 'car' })).toEqual({ found: 1, unavailable: null })
    expect((await peopleQuery(w.queries)({ text: 'car', limit: 5 })).people).toMatchObject([{ address: 'carol@north.example', source: 'directory', detail: '127.0.0.1' }])
    expect(w.store.read.account('acc' as AccountId)?.capabilities.peopleSearch).toBe(true)
  })

  it('a room is found by what it is and by its seats, also by those who never met in it', async () => {
    const aurora: FoundPrincipal = { href: '/p/aurora/' as Href, name: 'Aurora', addresses: ['aurora@north.example'], kind: 'room', seats: 10 }
    const w = createWorld({ net: { searchPrincipals: async () => ok([aurora, carol]) } })
    await lookUpPeople(w.commands)({ text: 'room' })
    w.store.write(['people'], (tx) => {
      tx.putAddressBook({ accountId: 'acc' as AccountId, href: '/b/' as Href, name: 'Friends', writable: true, ctag: null, fetchedUtc: null, problem: null })
      tx.putContact({ accountId: 'acc' as AccountId, bookHref: '/b/' as Href, href: '/b/hall.vcf' as Href, etag: null, name: 'Lantern Hall', kind: 'room', mails: ['hall@out.example'], freebusyUrls: [], calendarUrls: [], calendarAddresses: [] })
    })
    const found = async (text: string) => (await peopleQuery(w.queries)({ text, limit: 5 })).people.map(({ name, kind, detail }) => [name, kind, detail].join())
    const [room, hall] = ['Aurora,room,10 seats · 127.0.0.1', 'Lantern Hall,room,Friends']
    expect(await found('room')).toEqual([room, hall])
    expect(await found('Räume')).toEqual([room, hall])
    expect(await found('raum 10 seats')).toEqual([room])
    expect(await found('hall room')).toEqual([hall])
    expect(await found('room carol')).toEqual([])
  })

  it.each<[string, WorldOptions, boolean | null]>([
    ['a directory that may not be searched', { net: { searchPrincipals: async () => fail({ kind: 'forbidden', effect: 'nothing-changed', retry: 'never', host: 'north.example' }) } }, false],
    ['no network', { online: false }, null],
  ])('%s is said, and spoils nothing', async (_name, options, ability) => {
    const w = createWorld(options)
    const result = await lookUpPeople(w.commands)({ text: 'car' })
    expect(result.found).toBe(0)
    expect(result.unavailable).toBeTruthy()
    expect(w.store.read.account('acc' as AccountId)?.capabilities.peopleSearch).toBe(ability)
  })
})

describe('look-up-free-busy', () => {
  const question = { people: [{ address: 'bob@north.example', name: '', kind: 'individual' as const }], window: { startUtc: 0, endUtc: 1 }, accountId: null, exceptObjectId: null, fresh: true }

  it('stores each answer under the comparable address, as it comes', async () => {
    const w = createWorld({
      net: {
        lookUp: async (_question, deps) => {
          deps.tell([{ address: 'mailto:Bob@North.example', source: 'outbox', label: 'north', accountId: null, state: 'asking', askedAtUtc: worldNow, asked: { startUtc: 0, endUtc: 1 }, coverage: null, reason: null, spans: [] }])
          return { asked: 1 }
        },
      },
    })
    expect(await lookUpFreeBusy(w.commands)(question)).toEqual({ asked: 1 })
    expect(w.store.read.busyAnswers(['bob@north.example'])).toMatchObject([{ state: 'asking' }])
  })

  it('a server that cannot say is left in peace for a day (SCH-52, T-C17)', async () => {
    const seen: (boolean | null | undefined)[] = []
    const w = createWorld({
      net: {
        lookUp: async (_question, deps) => {
          seen.push(deps.accounts[0]?.capabilities.outboxFreeBusy)
          if (seen.length === 1) deps.onNoOutboxFreeBusy?.('acc' as AccountId)
          return { asked: 0 }
        },
      },
    })
    await lookUpFreeBusy(w.commands)(question)
    await lookUpFreeBusy(w.commands)(question)
    await w.clock.advance(25 * 3_600_000)
    await lookUpFreeBusy(w.commands)(question)
    expect(seen).toEqual([null, false, null])
  })
})
