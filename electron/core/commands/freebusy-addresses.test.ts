import { describe, expect, it } from 'vitest'
import type { CallInput } from '../../../shared/contract/calls.ts'
import { openVault, type Vault } from '../accounts/vault.ts'
import { knownUrls } from '../freebusy/known-urls.ts'
import { openUrlSecrets } from '../freebusy/url-secrets.ts'
import { query as addresses } from '../queries/freebusy-addresses.ts'
import { query as peopleQuery } from '../queries/people.ts'
import { createWorld, refusalOf, worldNow, type World } from '../testing/world.ts'
import type { AccountRow, BusyAnswerRow, ContactRow } from '../store/rows.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { command as putInCard } from './put-url-in-card.ts'
import { command as remove } from './remove-freebusy-address.ts'
import { command as set } from './set-freebusy-address.ts'
import { urlSources } from './url-sources.ts'

const vault: Vault = openVault({ place: 'memory', lasting: false, load: async () => new Uint8Array(32), save: async () => undefined })
let w: World
const world = (): World => (w = createWorld({ net: { vault } }))

type Input = CallInput<'set-freebusy-address'>
const give = (more: Partial<Input>): Promise<unknown> => set(w.commands)({ scope: 'person', subject: 'frank@freelance.example', url: 'https://freelance.example/frank.vfb', user: '', password: null, token: null, ...more })
const stored = (scope: 'person' | 'domain' = 'person', subject = 'frank@freelance.example') => w.store.read.freebusyAddress(scope, subject)
const secrets = async (scope: 'person' | 'domain' = 'person', subject = 'frank@freelance.example') => {
  const row = stored(scope, subject)
  return row && openUrlSecrets(vault, row)
}
const answer = (address: string, source: BusyAnswerRow['source'] = 'fburl'): BusyAnswerRow => ({ address, source, label: 'old', accountId: null, state: 'answered', askedAtUtc: worldNow, asked: { startUtc: 0, endUtc: 1 }, coverage: null, reason: null, spans: [] })
const contact = (more: Partial<ContactRow> = {}): ContactRow => ({ accountId: 'acc' as AccountRow['id'], bookHref: '/book/' as Href, href: '/book/dana.vcf' as Href, etag: null, name: 'Dana Ortiz', kind: 'individual', mails: ['dana@out.example'], freebusyUrls: ['https://fb.out.example/dana.ifb'], calendarUrls: [], calendarAddresses: [], ...more })
const giveBook = (): void =>
  w.store.write(['people'], (tx) => {
    tx.putAddressBook({ accountId: 'acc' as AccountRow['id'], href: '/book/' as Href, name: 'Contacts', writable: true, ctag: null, fetchedUtc: null, problem: null })
    tx.putContact(contact())
  })

describe('a freebusy URL of a person or a domain', () => {
  it('is stored by the address, and forgets what URLs said of that person before, not what servers said', async () => {
    world()
    w.store.write(['busy'], (tx) => [answer('frank@freelance.example'), answer('frank@freelance.example', 'outbox'), answer('bob@north.example')].forEach((row) => tx.putBusyAnswer(row)))
    await give({ subject: 'mailto:Frank@Freelance.example', url: ' https://freelance.example/frank.vfb ' })
    expect(stored()?.url).toBe('https://freelance.example/frank.vfb')
    expect(w.store.read.busyAnswers(['frank@freelance.example', 'bob@north.example']).map(({ address, source }) => `${address} ${source}`)).toEqual(['bob@north.example fburl', 'frank@freelance.example outbox'])
  })
  it('FBU-31: a template forgets what was said of the whole domain, and of no other', async () => {
    world()
    w.store.write(['busy'], (tx) => ['a@corp.example', 'b@corp.example', 'c@sub.corp.example'].forEach((address) => tx.putBusyAnswer(answer(address))))
    await give({ scope: 'domain', subject: '@Corp.Example', url: 'https://corp.example/fb/%NAME%.vfb' })
    expect(stored('domain', 'corp.example')?.url).toBe('https://corp.example/fb/%NAME%.vfb')
    expect(w.store.read.busyAnswers(['a@corp.example', 'b@corp.example', 'c@sub.corp.example']).map(({ address }) => address)).toEqual(['c@sub.corp.example'])
  })
  it.each([
    ['T-F28', { url: 'ftp://x/%NAME%.vfb' }, 'unsupported-scheme'],
    ['FBU-3', { url: 'https://x/{foo}' }, 'bad-url'],
    ['no web address', { url: 'frank.vfb' }, 'bad-url'],
    ['no domain', { scope: 'domain' as const, subject: 'frank@freelance.example' }, 'bad-address'],
    ['no address', { subject: 'frank' }, 'bad-address'],
    ['a token that was never given', { url: 'https://x/{user}?t={token}' }, 'token-missing'],
    ['a password for a host that differs from person to person', { scope: 'domain' as const, subject: 'x.example', url: 'https://{user}.x.example/fb', user: 'me', password: 'p' }, 'secret-anywhere'],
    ['FBU-7: Basic in clear text', { url: 'http://x.example/fb', user: 'me', password: 'p' }, 'plain-http'],
  ])('%s is refused: %o', async (_, more, cause) => {
    world()
    expect(await refusalOf(give(more))).toMatchObject({ cause })
    expect(w.store.read.freebusyAddresses()).toEqual([])
  })
  it('FBU-7: passwords and tokens are sealed wherever they were typed, and nothing of them is in clear in what is stored or told', async () => {
    world()
    await give({ url: 'https://me:s3cr%40t@freelance.example/fb?user=frank&token=t0ken%2F1&x=1' })
    expect(stored()).toMatchObject({ url: 'https://freelance.example/fb?user=frank&token={token}&x=1', user: 'me' })
    expect(await secrets()).toEqual({ ok: true, value: { auth: { kind: 'basic', user: 'me', password: 's3cr@t' }, token: 't0ken/1' } })
    const row = stored()
    const clear = JSON.stringify([row, [row?.sealedPassword, row?.sealedToken].map((bytes) => new TextDecoder('latin1').decode(bytes ?? undefined)), await addresses(w.queries)({})])
    expect(clear).not.toMatch(/s3cr|t0ken/)
  })
  it('a secret stays while the server stays, and is left behind when the URL goes to another one', async () => {
    world()
    await give({ user: 'me', password: 's3cret' })
    await give({ user: 'me', url: 'https://freelance.example/new.vfb' })
    expect(await secrets()).toMatchObject({ value: { auth: { password: 's3cret' } } })
    await give({ user: 'me', url: 'https://elsewhere.example/frank.vfb' })
    expect(await secrets()).toMatchObject({ value: { auth: { kind: 'anonymous' } } })
  })
  it('a sealed password that is moved to another server by hand does not open', async () => {
    world()
    await give({ user: 'me', password: 's3cret' })
    w.store.write([], (tx) => tx.patchFreebusyAddress('person', 'frank@freelance.example', { url: 'https://thief.example/' }))
    expect(await secrets()).toMatchObject({ ok: false, problem: { cause: 'vault-locked' } })
  })
  it('goes with its secrets', async () => {
    world()
    await give({ user: 'me', password: 's3cret' })
    await remove(w.commands)({ scope: 'person', subject: 'frank@freelance.example' })
    expect(await addresses(w.queries)({})).toEqual({ addresses: [], contacts: [], books: [] })
  })
})

describe('which URL is asked (11.5, VCL-1)', () => {
  const known = (address: string) => knownUrls(w.store.read, address).map(({ via, url, approved }) => `${via} ${url}${approved ? '' : ' (guarded)'}`)
  it('the one given for the person, those of the contact card, the one of the domain; each once', async () => {
    world()
    giveBook()
    await give({ scope: 'domain', subject: 'out.example', url: 'https://fb.out.example/{user}.ifb' })
    expect(known('dana@out.example')).toEqual(['contact https://fb.out.example/dana.ifb (guarded)'])
    await give({ scope: 'domain', subject: 'out.example', url: 'https://fb.out.example/all/{user}?t={token}', token: 'x' })
    await give({ subject: 'dana@out.example', url: 'https://dana.example/fb' })
    expect(known('dana@out.example')).toEqual(['person https://dana.example/fb', 'contact https://fb.out.example/dana.ifb (guarded)', 'domain https://fb.out.example/all/dana?t={token}'])
    expect(known('somebody@sub.out.example')).toEqual([])
  })
  it('T-F29: a contact’s URL may lie in a private network only on a server of an account', async () => {
    world()
    giveBook()
    w.store.write([], (tx) => tx.putContact(contact({ freebusyUrls: ['http://127.0.0.1:1/fb/dana', 'http://10.0.0.1/fb'] })))
    expect(known('dana@out.example')).toEqual(['contact http://127.0.0.1:1/fb/dana', 'contact http://10.0.0.1/fb (guarded)'])
  })
  it('contacts are found like people, with the book they come from, and once', async () => {
    world()
    giveBook()
    expect((await peopleQuery(w.queries)({ text: 'ortiz dana', limit: 5 })).people).toEqual([{ address: 'dana@out.example', name: 'Dana Ortiz', kind: 'individual', source: 'contact', detail: 'Contacts', freebusyUrl: null }])
    w.store.write([], (tx) => tx.seePerson({ address: 'dana@out.example', name: 'Dana', kind: 'individual', source: 'recent', detail: '', lastSeenUtc: 1 }))
    expect((await peopleQuery(w.queries)({ text: 'dana', limit: 5 })).people.map(({ source }) => source)).toEqual(['recent'])
    w.store.write([], (tx) => tx.removeAddressBook('acc' as AccountRow['id'], '/book/' as Href))
    expect(w.store.read.contactsOf('dana@out.example')).toEqual([])
  })
})

describe('what became of a URL', () => {
  const [ok, gone] = [{ reason: null, movedTo: null }, { reason: { code: 'gone' as const, text: 'gone for good' }, movedTo: null }]
  const end = (what: { readonly reason: typeof ok.reason | typeof gone.reason; readonly movedTo: string | null }): void => {
    const [best] = knownUrls(w.store.read, 'frank@freelance.example')
    if (best) urlSources(w.commands).onUrl(best, what)
  }
  it('T-F24: is kept beside it: when it worked, why it does not', async () => {
    world()
    await give({})
    end(ok)
    expect(stored()).toMatchObject({ workedUtc: worldNow, problem: null })
    end(gone)
    expect(stored()).toMatchObject({ workedUtc: worldNow, problem: { code: 'gone' } })
    end(ok)
    expect(stored()?.problem).toBeNull()
  })
  it('FBU-20: a permanent move is kept, but never for a template, nor away from the server that knows a secret', async () => {
    world()
    await give({})
    end({ ...ok, movedTo: 'https://new.example/frank' })
    expect(stored()?.url).toBe('https://new.example/frank')
    await give({ url: 'https://freelance.example/{user}' })
    end({ ...ok, movedTo: 'https://new.example/frank' })
    expect(stored()?.url).toBe('https://freelance.example/{user}')
    await give({ user: 'me', password: 'p' })
    end({ ...ok, movedTo: 'https://new.example/frank' })
    expect(stored()?.url).toBe('https://freelance.example/frank.vfb')
    end({ ...ok, movedTo: 'https://freelance.example/moved' })
    expect(stored()?.url).toBe('https://freelance.example/moved')
  })
})

describe('VCL-4: which cards a URL can be written into', () => {
  const cards = async () => (await addresses(w.queries)({})).addresses[0]?.cards
  it('cards of the person, those that have it already told apart; books that cannot be written are left out', async () => {
    world()
    giveBook()
    await give({ subject: 'dana@out.example', url: 'https://new.example/dana' })
    expect(await cards()).toMatchObject([{ name: 'Dana Ortiz', book: 'Contacts', has: false }])
    await give({ subject: 'dana@out.example', url: 'https://fb.out.example/dana.ifb' })
    expect(await cards()).toMatchObject([{ has: true }])
    w.store.write(['people'], (tx) => tx.putAddressBook({ accountId: 'acc' as AccountRow['id'], href: '/book/' as Href, name: 'Contacts', writable: false, ctag: null, fetchedUtc: null, problem: null }))
    await give({ subject: 'dana@out.example', url: 'https://new.example/dana' })
    expect(await cards()).toEqual([])
  })
  it('a URL with a token goes into no card, and a person without one has none', async () => {
    world()
    giveBook()
    await give({ subject: 'dana@out.example', url: 'https://new.example/dana?token=s3cret' })
    expect(await cards()).toEqual([])
    expect(await refusalOf(putInCard(w.commands)({ subject: 'dana@out.example', accountId: 'acc' as AccountRow['id'], href: '/book/dana.vcf' as Href }))).toMatchObject({ cause: 'secret-in-card' })
    expect(await refusalOf(putInCard(w.commands)({ subject: 'frank@freelance.example', accountId: 'acc' as AccountRow['id'], href: '/book/dana.vcf' as Href }))).toMatchObject({ kind: 'gone' })
  })
})
