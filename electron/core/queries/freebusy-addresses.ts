import { readReason } from './read-reason.ts'
import type { QueryOf } from './deps.ts'

/** What was given here, then what contact cards bring along, and the books they come from. */
export const query: QueryOf<'freebusy-addresses'> = ({ read }) => async () => {
  const books = read.addressBooks()
  const nameOf = new Map(books.map(({ accountId, href, name }) => [`${accountId} ${href}`, name]))
  const accounts = new Map(read.accounts().map((account) => [account.id, account]))
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
    })),
    contacts: read.contactsWithUrls().flatMap(({ accountId, bookHref, name, mails, freebusyUrls }) => freebusyUrls.map((url) => ({ name, addresses: [...mails], url, book: nameOf.get(`${accountId} ${bookHref}`) ?? '' }))),
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
