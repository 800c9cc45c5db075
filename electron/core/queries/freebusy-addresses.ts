import type { AccountId, Href } from '../../../shared/model/ids.ts'
import { isTemplate } from '../dav/fburl-request.ts'
import { knownUrls } from '../freebusy/known-urls.ts'
import { readReason } from './read-reason.ts'
import type { QueryOf } from './deps.ts'

/** What was given here, then what contact cards bring along, and the books they come from. */
export const query: QueryOf<'freebusy-addresses'> = ({ read }) => async () => {
  const books = read.addressBooks()
  const bookOf = new Map(books.map((book) => [`${book.accountId} ${book.href}`, book]))
  const accounts = new Map(read.accounts().map((account) => [account.id, account]))
  /** A URL with a token stays here; a book that cannot be written is shown only where it has the URL already. */
  const cardsFor = (subject: string): { accountId: AccountId; href: Href; name: string; book: string; has: boolean }[] => {
    const url = knownUrls(read, subject).find(({ via }) => via === 'person')?.url ?? ''
    if (isTemplate(url)) return []
    return read.contactsOf(subject).flatMap(({ accountId, bookHref, href, name, freebusyUrls }) => {
      const book = bookOf.get(`${accountId} ${bookHref}`)
      const has = freebusyUrls.includes(url)
      return book !== undefined && (has || book.writable) ? [{ accountId, href, name, book: book.name, has }] : []
    })
  }
  return {
    addresses: read.freebusyAddresses().map(({ scope, subject, url, user, sealedPassword, sealedToken, workedUtc, problem }) => ({
      scope,
      subject,
      name: scope === 'person' ? (read.person(subject)?.name ?? '') : '',
      url,
      user,
      hasPassword: sealedPassword !== null,
      hasToken: sealedToken !== null,
      workedUtc,
      problem: readReason(problem),
      cards: scope === 'person' ? cardsFor(subject) : [],
    })),
    contacts: read.contactsWithUrls().flatMap(({ accountId, bookHref, name, mails, freebusyUrls }) => freebusyUrls.map((url) => ({ name, addresses: [...mails], url, book: bookOf.get(`${accountId} ${bookHref}`)?.name ?? '' }))),
    books: books.map(({ accountId, href, name, fetchedUtc, problem }) => ({
      accountId,
      name,
      host: accounts.get(accountId)?.address ?? '',
      contacts: read.contactsIn(accountId, href).length,
      fetchedUtc,
      problem: problem === null ? null : (problem.cause ?? problem.kind),
    })),
  }
}
