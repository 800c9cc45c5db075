import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hrefsIn, start } from '../testing/practice-client.ts'
import type { Answer, Started } from '../testing/practice-client.ts'

let on: Started
beforeAll(async () => {
  on = await start({ empty: false })
})
afterAll(() => on.stop())

const names = 'xmlns="DAV:" xmlns:A="urn:ietf:params:xml:ns:carddav" xmlns:CS="http://calendarserver.org/ns/"'
const book = '/dav/addressbooks/alice/contacts/'
const list = (who: string, path: string, depth: '0' | '1', props: string): Promise<Answer> => on.as(who, 'PROPFIND', path, { headers: { Depth: depth }, body: `<propfind ${names}><prop>${props}</prop></propfind>` })
const card = (name: string, more = ''): string => `BEGIN:VCARD\r\nVERSION:4.0\r\nUID:${name}\r\nFN:${name}\r\n${more}END:VCARD\r\n`
const put = (path: string, body: string, headers: Record<string, string> = {}, who = 'alice'): Promise<Answer> => on.as(who, 'PUT', `${book}${path}`, { body, headers: { 'Content-Type': 'text/vcard', ...headers } })

describe('the practice address book (RFC 6352)', () => {
  test('the principal names the home (§7.1.1), the home its book, the book its cards', async () => {
    expect((await list('alice', '/dav/principals/alice/', '0', '<A:addressbook-home-set/>')).body).toContain('/dav/addressbooks/alice/')
    const home = await list('alice', '/dav/addressbooks/alice/', '1', '<resourcetype/><displayname/><CS:getctag/>')
    expect(hrefsIn(home)).toEqual(['/dav/addressbooks/alice/', book])
    expect(home.body).toContain('<CARD:addressbook/>')
    expect(hrefsIn(await list('alice', book, '1', '<getetag/>'))).toEqual([book, `${book}grace.vcf`, `${book}frank.vcf`, `${book}lantern-hall.vcf`])
  })
  test('no calendar home lists the book, and no calendar path leads to it', async () => {
    expect((await list('alice', '/dav/calendars/alice/', '1', '<displayname/>')).body).not.toContain('addressbook')
    expect((await on.as('alice', 'GET', '/dav/calendars/alice/addressbook%3Acontacts/grace.vcf')).status).toBe(404)
  })
  test('multiget gives the cards asked for, and 404 for what is gone (§8.7)', async () => {
    const body = `<A:addressbook-multiget ${names}><prop><getetag/><A:address-data/></prop><href>${book}lantern-hall.vcf</href><href>${book}nobody.vcf</href></A:addressbook-multiget>`
    const answer = await on.as('alice', 'REPORT', book, { body, headers: { Depth: '1' } })
    expect(answer.body).toContain('KIND:location')
    expect(answer.body).toContain('404 Not Found')
    expect((await on.as('alice', 'REPORT', book, { body: body.replaceAll('multiget', 'query') })).status).toBe(403)
  })
  test('HTTP-6: a card is written as long as it is the one that was read; the tag of the book moves', async () => {
    const tag = async () => /getctag>([^<]+)</.exec((await list('alice', book, '0', '<CS:getctag/>')).body)?.[1]
    const before = await tag()
    const made = await put('new.vcf', card('New'), { 'If-None-Match': '*' })
    expect([made.status, made.headers['etag']]).toEqual([201, expect.any(String)])
    expect((await put('new.vcf', card('New'), { 'If-None-Match': '*' })).status).toBe(412)
    const changed = await put('new.vcf', card('New', 'TEL:1\r\n'), { 'If-Match': made.headers['etag'] ?? '' })
    expect(changed.status).toBe(204)
    expect((await put('new.vcf', card('New', 'TEL:2\r\n'), { 'If-Match': made.headers['etag'] ?? '' })).status).toBe(412)
    expect((await on.as('alice', 'GET', `${book}new.vcf`)).body).toContain('TEL:1')
    expect(await tag()).not.toBe(before)
    expect((await on.as('alice', 'DELETE', `${book}new.vcf`, { headers: { 'If-Match': changed.headers['etag'] ?? '' } })).status).toBe(204)
    expect((await on.as('alice', 'GET', `${book}new.vcf`)).status).toBe(404)
  })
  test('what is no card is refused, and other people’s contacts are nobody’s business, whoever acts for whom', async () => {
    expect((await put('no.vcf', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')).body).toContain('valid-address-data')
    for (const who of ['bob', 'alice']) expect((await on.as(who, 'GET', `/dav/addressbooks/carol/contacts/x.vcf`)).status).toBe(403)
    expect((await put('x.vcf', card('X'), {}, 'bob')).status).toBe(403)
    expect((await list('bob', book, '1', '<getetag/>')).status).toBe(403)
  })
  test('the book outlives a restart', async () => {
    const again = await start({ empty: false })
    await again.as('alice', 'PUT', `${book}kept.vcf`, { body: card('Kept') })
    const after = await again.restart()
    expect((await after.as('alice', 'GET', `${book}kept.vcf`)).body).toBe(card('Kept'))
    await after.stop()
  })
})
