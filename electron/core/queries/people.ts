import type { PersonView } from '../../../shared/contract/freebusy.ts'
import type { QueryDeps, QueryOf } from './deps.ts'

/**
 * What is known here: me, people found in directories, people seen in meetings, then contacts of the accounts' address books whom nobody has
 * met yet. The network is asked by 'look-up-people'.
 */
export const query: QueryOf<'people'> = ({ read }) => async ({ text, limit }) => {
  const words = text.trim()
  const known: PersonView[] = read.searchPeople(words, limit).map(({ address, name, kind, source, detail }) => ({ address, name, kind, source, detail, freebusyUrl: urlOf(read, address) }))
  const taken = new Set(known.map(({ address }) => address))
  const contacts = words === '' ? [] : fromContacts(read, words, limit).filter(({ address }) => !taken.has(address))
  return { people: [...known, ...contacts].slice(0, limit) }
}

function fromContacts(read: QueryDeps['read'], text: string, limit: number): readonly PersonView[] {
  const books = new Map(read.addressBooks().map(({ accountId, href, name }) => [`${accountId} ${href}`, name]))
  const found = read.searchContacts(text, limit).flatMap(({ accountId, bookHref, name, kind, mails }) =>
    mails.map((address) => ({ address, name, kind, source: 'contact' as const, detail: books.get(`${accountId} ${bookHref}`) ?? '', freebusyUrl: urlOf(read, address) })),
  )
  // One person may be in several books.
  return found.filter(({ address }, at) => found.findIndex((other) => other.address === address) === at)
}

const urlOf = (read: QueryDeps['read'], address: string): string | null => read.freebusyAddress('person', address)?.url ?? null
