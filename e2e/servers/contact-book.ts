import { createDAVClient } from 'tsdav'
import type { Person } from './organisations.ts'

/** Puts a contact card into an address book of a person, as another program would; makes the book where a server has none yet. */
export async function addContact({ where, user, password }: Person, name: string, card: string): Promise<void> {
  const client = await createDAVClient({ serverUrl: where, credentials: { username: user, password }, authMethod: 'Basic', defaultAccountType: 'carddav' })
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
