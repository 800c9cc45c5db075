import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Etag, Href } from '../../../shared/model/ids.ts'
import { openDav } from '../dav/open-dav.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { ContactRow } from '../store/rows.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { type FakeDav, startFakeDav } from '../testing/fake-dav.ts'
import { anAccount } from '../testing/store-rows.ts'
import { writeFreebusyUrl } from './write-url.ts'

let fake: FakeDav
let dav: DavClient
const account = anAccount()
beforeEach(async () => {
  fake = await startFakeDav()
  dav = openDav({ baseUrl: fake.url, auth: { kind: 'anonymous' }, log: quietLog, accountId: account.id })
})
afterEach(async () => {
  await dav.close()
  await fake.close()
})

const url = 'https://fb.out.example/dana.ifb'
const place = '/books/main/dana.vcf'
const contact: ContactRow = { accountId: account.id, bookHref: '/books/main/' as Href, href: place as Href, etag: '"old"' as Etag, name: 'Dana', kind: 'individual', mails: ['dana@out.example'], freebusyUrls: [], calendarUrls: [], calendarAddresses: [] }
const card = (...lines: string[]): string => ['BEGIN:VCARD', 'VERSION:4.0', 'FN:Dana Ortiz', 'EMAIL:dana@out.example', 'X-UNKNOWN;A="b:c":as it stands', ...lines, 'END:VCARD', ''].join('\r\n')
const holding = (etag: string | null, ...lines: string[]) => ({ status: 200, headers: (etag === null ? {} : { etag }) as Record<string, string>, body: card(...lines) })
const puts = () => fake.requests.filter(({ method }) => method === 'PUT')

it('VCL-4: the card is read, and written as long as it is that one; unknown lines and who is preferred stay', async () => {
  fake.on(`GET ${place}`, holding('"7"', 'FBURL;PREF=1:https://a.example/fb')).on(`PUT ${place}`, { status: 204, headers: { etag: '"8"' } })
  const done = await writeFreebusyUrl(dav, contact, url)
  expect(done).toMatchObject({ ok: true, value: { name: 'Dana Ortiz', etag: '"8"', freebusyUrls: ['https://a.example/fb', url] } })
  expect(puts()).toMatchObject([{ headers: { 'if-match': '"7"', 'content-type': 'text/vcard; charset=utf-8' }, body: card('FBURL;PREF=1:https://a.example/fb', `FBURL:${url}`) }])
})
it('VCL-4: somebody was quicker: their card is read, and the line goes into that one', async () => {
  fake.on(`GET ${place}`, holding('"7"'), holding('"8"', 'TEL:5')).on(`PUT ${place}`, { status: 412 }, { status: 204 })
  expect(await writeFreebusyUrl(dav, contact, url)).toMatchObject({ ok: true, value: { etag: null, freebusyUrls: [url] } })
  expect(puts()[1]).toMatchObject({ headers: { 'if-match': '"8"' }, body: card('TEL:5', `FBURL:${url}`) })
})
it('quicker again and again: nothing is written over, and the fault says so', async () => {
  fake.on(`GET ${place}`, holding('"7"')).on(`PUT ${place}`, { status: 412 })
  expect(await writeFreebusyUrl(dav, contact, url)).toMatchObject({ ok: false, problem: { cause: 'changed-there' } })
  expect(puts()).toHaveLength(2)
})
it('a card that has it already is not written', async () => {
  fake.on(`GET ${place}`, holding('"7"', `FBURL:${url}`))
  expect(await writeFreebusyUrl(dav, contact, url)).toMatchObject({ ok: true, value: { freebusyUrls: [url] } })
  expect(puts()).toEqual([])
})
it.each([
  ['HTTP-6: without an ETag nothing is written', holding(null), 'no-etag'],
  ['what is no card is left alone', { status: 200, headers: { etag: '"7"' }, body: '<html>sign in</html>' }, 'not-a-card'],
])('%s', async (_, answer, cause) => {
  fake.on(`GET ${place}`, answer)
  expect(await writeFreebusyUrl(dav, contact, url)).toMatchObject({ ok: false, problem: { cause } })
  expect(puts()).toEqual([])
})
it('a card that is gone is told as gone', async () => {
  fake.on(`GET ${place}`, { status: 404 })
  expect(await writeFreebusyUrl(dav, contact, url)).toMatchObject({ ok: false, problem: { kind: 'gone' } })
})
