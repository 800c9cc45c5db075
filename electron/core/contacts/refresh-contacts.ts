import type { AppError } from '../../../shared/contract/app-error.ts'
import { findAddressBooks, readCards, type FoundAddressBook, type FoundCard } from '../dav/address-books.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { AccountRow, AddressBookRow, ContactRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { contactOf } from './contact-of.ts'

export interface RefreshDeps {
  readonly store: Store
  readonly nowUtc: number
  readonly dav: DavClient
}

/** Reads the books of one account anew where they changed. Gives what kept the list itself from being read; a server without contacts has none. */
export async function refreshContacts(account: AccountRow, { store, nowUtc, dav }: RefreshDeps): Promise<AppError | null> {
  const books = await findAddressBooks(dav, account.principalHref)
  if (!books.ok) return books.problem
  const known = new Map(store.read.addressBooks().filter(({ accountId }) => accountId === account.id).map((row) => [row.href, row]))
  const left = [...known.keys()].filter((href) => !books.value.some((book) => book.href === href))
  if (left.length > 0) store.write(['people', 'busy'], (tx) => left.forEach((href) => tx.removeAddressBook(account.id, href)))
  for (const book of books.value) {
    const before = known.get(book.href) ?? null
    if (before !== null && book.ctag !== null && before.ctag === book.ctag && before.problem === null) continue
    const cards = await readCards(dav, book.href)
    // The account may have gone meanwhile.
    if (store.read.account(account.id) === null) return null
    if (cards.ok) keepBook(store, { account, book, nowUtc, cards: cards.value })
    else store.write(['people'], (tx) => tx.putAddressBook({ ...rowOf(account, book), ctag: before?.ctag ?? null, fetchedUtc: before?.fetchedUtc ?? null, problem: cards.problem }))
  }
  return null
}

const rowOf = (account: AccountRow, { href, name, writable, ctag }: FoundAddressBook): Omit<AddressBookRow, 'fetchedUtc' | 'problem'> => ({ accountId: account.id, href, name, writable, ctag })

interface ReadBook {
  readonly account: AccountRow
  readonly book: FoundAddressBook
  readonly nowUtc: number
  readonly cards: readonly FoundCard[]
}

/** In one step: nobody sees half a book. */
function keepBook(store: Store, { account, book, nowUtc, cards }: ReadBook): void {
  const rows = cards.flatMap(({ href, etag, text }): ContactRow[] => {
    const row = contactOf(text)
    return row === null ? [] : [{ accountId: account.id, bookHref: book.href, href, etag, ...row }]
  })
  const stay = new Set(rows.map(({ href }) => href))
  store.write(['people', 'busy'], (tx) => {
    tx.putAddressBook({ ...rowOf(account, book), fetchedUtc: nowUtc, problem: null })
    for (const { href } of tx.contactsIn(account.id, book.href)) if (!stay.has(href)) tx.removeContact(account.id, href)
    for (const row of rows) tx.putContact(row)
  })
}
