import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDav } from '../dav/open-dav.ts'
import type { DavClient } from '../dav/shapes.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { startFakeDav, type FakeDav } from '../testing/fake-dav.ts'
import { anAccount } from '../testing/store-rows.ts'
import { createTestClock } from '../testing/test-clock.ts'
import { keepContactsFresh } from './keep-contacts-fresh.ts'
import { refreshContacts } from './refresh-contacts.ts'

let fake: FakeDav
let store: Store
let dav: DavClient
const account = anAccount({ lastSuccessUtc: 1 })
beforeEach(async () => {
  fake = await startFakeDav()
  fake.on('PROPFIND /books/main/', members)
  store = openStore(':memory:', quietLog)
  store.write(['accounts'], (tx) => tx.putAccount(account))
  dav = openDav({ baseUrl: fake.url, auth: { kind: 'anonymous' }, log: quietLog, accountId: account.id })
})
afterEach(async () => {
  await dav.close()
  store.close()
  await fake.close()
})

const multistatus = (inner: string): { status: number; body: string } => ({ status: 207, body: `<multistatus xmlns="DAV:" xmlns:a="urn:ietf:params:xml:ns:carddav" xmlns:cs="http://calendarserver.org/ns/">${inner}</multistatus>` })
const response = (href: string, props: string): string => `<response><href>${href}</href><propstat><prop>${props}</prop><status>HTTP/1.1 200 OK</status></propstat></response>`
const home = multistatus(response('/p/alice/', '<a:addressbook-home-set><href>/books/</href></a:addressbook-home-set>'))
const book = (ctag: string): string => response('/books/main/', `<resourcetype><collection/><a:addressbook/></resourcetype><displayname>Friends</displayname><cs:getctag>${ctag}</cs:getctag>`)
const books = (ctag: string) => multistatus(response('/books/', '<resourcetype><collection/></resourcetype>') + book(ctag))
const card = (name: string, lines: string): string => response(`/books/main/${name}.vcf`, `<getetag>"${name}"</getetag><a:address-data>BEGIN:VCARD\nFN:${name}\n${lines}\nEND:VCARD\n</a:address-data>`)
const dana = card('Dana', 'EMAIL:dana@out.example\nFBURL;PREF=1:https://fb.out.example/dana.ifb')
const erin = card('Erin', 'EMAIL:erin@out.example\nCALADRURI:mailto:erin@cal.out.example')
const nobody = card('No address', 'TEL:1')
/** The book lists what a server of the world would; which of them still have a text, the report says. */
const members = multistatus(['', 'Dana.vcf', 'Erin.vcf', 'No%20address.vcf'].map((name) => response(`/books/main/${name}`, name === '' ? '<resourcetype><collection/></resourcetype>' : '<resourcetype/><getetag>"1"</getetag>')).join(''))
const refresh = () => refreshContacts(account, { store, nowUtc: 5, dav })
const names = (): string[] => store.read.searchContacts('', 10).map(({ name, mails }) => [name, ...mails].join(' '))

describe('the address books of an account (RFC 6352)', () => {
  it('VCL-1: cards become people with their freebusy URLs; where invitations go comes first', async () => {
    fake.on('PROPFIND /p/alice/', home).on('PROPFIND /books/', books('1')).on('REPORT /books/main/', multistatus(dana + erin + nobody))
    expect(await refresh()).toBeNull()
    expect(names()).toEqual(['Dana dana@out.example', 'Erin erin@cal.out.example erin@out.example'])
    expect(store.read.contactsOf('dana@out.example')[0]).toMatchObject({ freebusyUrls: ['https://fb.out.example/dana.ifb'], etag: '"Dana"' })
    expect(store.read.addressBooks()).toMatchObject([{ name: 'Friends', ctag: '1', fetchedUtc: 5, problem: null }])
    expect(fake.requests.find(({ method }) => method === 'REPORT')?.body).toMatch(/<card:addressbook-multiget[^>]*>[\s\S]*<d:href>\/books\/main\/Dana\.vcf<\/d:href>/)
  })
  it('a book whose tag stands still is not read again; a changed one is, and cards that are gone go', async () => {
    fake.on('PROPFIND /p/alice/', home).on('PROPFIND /books/', books('1'), books('1'), books('2')).on('REPORT /books/main/', multistatus(dana + erin), multistatus(erin))
    await refresh()
    await refresh()
    expect(fake.requests.filter(({ method }) => method === 'REPORT')).toHaveLength(1)
    await refresh()
    expect(names()).toEqual(['Erin erin@cal.out.example erin@out.example'])
    expect(store.read.contactsOf('dana@out.example')).toEqual([])
  })
  it('a book that cannot be read keeps what was read before, and says so; it is read again though its tag stands still', async () => {
    fake.on('PROPFIND /p/alice/', home).on('PROPFIND /books/', books('1'), books('2')).on('REPORT /books/main/', multistatus(dana), { status: 500 }, multistatus(erin))
    await refresh()
    await refresh()
    expect(names()).toEqual(['Dana dana@out.example'])
    expect(store.read.addressBooks()).toMatchObject([{ ctag: '1', problem: { cause: 'server-fault' } }])
    await refresh()
    expect(names()).toEqual(['Erin erin@cal.out.example erin@out.example'])
    expect(store.read.addressBooks()[0]?.problem).toBeNull()
  })
  it('a book that is gone takes its contacts along; a server without contacts is nothing to report', async () => {
    fake.on('PROPFIND /p/alice/', home, multistatus(response('/p/alice/', ''))).on('PROPFIND /books/', books('1')).on('REPORT /books/main/', multistatus(dana))
    await refresh()
    expect(await refresh()).toBeNull()
    expect([names(), store.read.addressBooks()]).toEqual([[], []])
  })
})

describe('when they are read', () => {
  it('soon after the first sync, every six hours, and never at once twice', async () => {
    const clock = createTestClock(Date.UTC(2026, 10, 22, 12), 'UTC')
    let asked = 0
    fake.on('PROPFIND /p/alice/', () => {
      asked += 1
      return multistatus(response('/p/alice/', ''))
    })
    store.write(['accounts'], (tx) => tx.patchAccount(account.id, { lastSuccessUtc: null }))
    const log: string[] = []
    let told: () => void = () => undefined
    const next = (): Promise<void> => new Promise((resolve) => (told = resolve))
    const note = (event: string): void => {
      log.push(event)
      told()
    }
    const fresh = keepContactsFresh({ store, clock, online: () => true, sessionOf: () => dav, log: { ...quietLog, info: note } })
    expect(asked).toBe(0)
    const first = next()
    store.write(['accounts'], (tx) => tx.patchAccount(account.id, { lastSuccessUtc: 1, paused: true }))
    await clock.advance(6 * 3_600_000 + 60_000)
    expect([asked, log]).toEqual([0, []])
    store.write(['accounts'], (tx) => tx.patchAccount(account.id, { paused: false }))
    await first
    store.announce(['accounts'])
    expect([asked, log]).toEqual([1, ['contacts-read']])
    const second = next()
    await clock.advance(6 * 3_600_000 + 60_000)
    await second
    expect(asked).toBe(2)
    await fresh.close()
  })
})
