import { createDAVClient } from 'tsdav'
import { serverUrlOf, type Organisations } from './organisations.ts'

type Who = Parameters<Organisations['person']>[0]

function clientOf(organisations: Organisations, who: Who) {
  const person = organisations.person(who)
  return createDAVClient({ serverUrl: serverUrlOf(organisations, person), credentials: { username: person.user, password: person.password }, authMethod: 'Basic', defaultAccountType: 'carddav' })
}

/** The card another program finds under this name. */
export async function readContact(organisations: Organisations, who: Who, name: string): Promise<string> {
  const person = organisations.person(who)
  const client = await clientOf(organisations, who)
  for (const { url } of await client.fetchAddressBooks()) {
    // By GET: DAViCal 1.1.12 fails at the query a list of cards would take.
    const card = await fetch(new URL(`${name}.vcf`, url), { headers: { authorization: `Basic ${btoa(`${person.user}:${person.password}`)}` } })
    if (card.ok) return card.text()
  }
  throw new Error(`no card ${name}`)
}

/** Puts a contact card into an address book of a person, as another program would; makes the book where a server has none yet. */
export async function addContact(organisations: Organisations, who: Who, { name, card }: { readonly name: string; readonly card: string }): Promise<void> {
  const { user, password } = organisations.person(who)
  const client = await clientOf(organisations, who)
  const [book] = await client.fetchAddressBooks()
  const url = book?.url ?? (await makeBook(client, { user, password }))
  const put = await client.createVCard({ addressBook: { url }, filename: `${name}.vcf`, vCardString: card })
  if (!put.ok) throw new Error(`the card was refused: ${put.status} ${await put.text()}`)
}

/** Extended MKCOL (RFC 5689, RFC 6352 §6.3.1). */
async function makeBook(client: Awaited<ReturnType<typeof createDAVClient>>, { user, password }: { readonly user: string; readonly password: string }): Promise<string> {
  const account = await client.createAccount({ account: { accountType: 'carddav' }, loadCollections: false })
  const url = new URL('parley-contacts/', account.homeUrl).href
  const made = await fetch(url, {
    method: 'MKCOL',
    headers: { authorization: `Basic ${btoa(`${user}:${password}`)}`, 'content-type': 'application/xml' },
    body: '<mkcol xmlns="DAV:" xmlns:a="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype><collection/><a:addressbook/></resourcetype><displayname>Friends</displayname></prop></set></mkcol>',
  })
  if (!made.ok) throw new Error(`no address book: ${made.status} ${await made.text()}`)
  return url
}
