import { addContact, readContact } from '../servers/contact-book.ts'
import { startFreeBusyHost } from '../servers/freebusy-host.ts'
import { expect, test } from '../stories/fixtures.ts'
import { eventually, signIn, slot } from './desk.ts'

test.use({ apart: 'contacts' })

test('VCL-1, VCL-4: a contact of the account’s address book is found like anybody, and the freebusy URL in the card is a source that is guarded (T-F29); a URL given here goes into the card @on:practice,cyrus,cyrus-two,davical,radicale,xandikos', async ({ organisations }) => {
  const outside = await startFreeBusyHost(slot(2, 9))
  await addContact(organisations, 'alice', { name: 'dana', card: ['BEGIN:VCARD', 'VERSION:3.0', 'UID:dana', 'FN:Dana Ortiz', 'N:Ortiz;Dana;;;', 'EMAIL:dana@out.test', 'X-SHOE-SIZE:42', `FBURL:${outside.url}`, 'END:VCARD', ''].join('\r\n') })
  const alice = await signIn(organisations, 'alice')
  const found = await eventually(alice, async () => (await alice.call('people', { text: 'ortiz', limit: 5 })).people, (people) => expect(people).toHaveLength(1))
  expect(found[0]).toMatchObject({ address: 'dana@out.test', name: 'Dana Ortiz', source: 'contact' })
  const { contacts, books } = await alice.call('freebusy-addresses', {})
  expect(contacts).toMatchObject([{ name: 'Dana Ortiz', addresses: ['dana@out.test'], url: outside.url }])
  expect(books.map(({ problem }) => problem)).not.toContain(expect.anything())

  // The card leads into the private network of this computer: not without a person's yes.
  const question = { people: [{ address: 'dana@out.test', name: '', kind: 'individual' as const }], window: { startUtc: slot(1, 0).startUtc, endUtc: slot(3, 0).startUtc }, accountId: null, exceptObjectId: null }
  const ask = async () => {
    await alice.call('look-up-free-busy', { ...question, fresh: true })
    const { rows } = await alice.call('free-busy', question)
    return rows[0]?.sources.find(({ source }) => source.kind === 'fburl')
  }
  expect(await ask()).toMatchObject({ source: { via: 'contact' }, reason: { code: 'bad-url' } })
  await alice.call('set-freebusy-address', { scope: 'person', subject: 'dana@out.test', url: outside.url, user: '', password: null, token: null })
  const answered = await ask()
  expect(answered).toMatchObject({ source: { via: 'person' }, reason: null })
  expect(answered?.spans.filter(({ kind }) => kind === 'busy')).toEqual([{ startUtc: slot(2, 9).startUtc, endUtc: slot(2, 10).startUtc, kind: 'busy' }])

  // What was given here goes into the card on a click, and another program finds the card otherwise as it was.
  const inPlace = `${outside.url}?for=dana`
  await alice.call('set-freebusy-address', { scope: 'person', subject: 'dana@out.test', url: inPlace, user: '', password: null, token: null })
  const cards = async () => (await alice.call('freebusy-addresses', {})).addresses[0]?.cards
  const [card] = (await cards()) ?? []
  expect(card).toMatchObject({ name: 'Dana Ortiz', has: false })
  if (card === undefined) throw new Error('no card')
  await alice.call('put-url-in-card', { subject: 'dana@out.test', accountId: card.accountId, href: card.href })
  expect(await cards()).toMatchObject([{ has: true }])
  const text = (await readContact(organisations, 'alice', 'dana')).replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
  expect(text).toEqual(expect.arrayContaining([`FBURL:${outside.url}`, `FBURL:${inPlace}`, 'X-SHOE-SIZE:42', 'EMAIL:dana@out.test']))
  await alice.stop()
  await outside.stop()
})
