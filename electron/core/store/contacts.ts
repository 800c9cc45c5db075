import type { Db } from './db.ts'
import { fold } from './fold.ts'
import type { AddressBookRow, ContactRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'
import { wordsWhere } from './words-where.ts'

const tables = (db: Db) => ({
  books: tableOf<AddressBookRow>(db, 'addressBook', ['accountId', 'href'], { accountId: 'plain', href: 'plain', name: 'plain', writable: 'flag', ctag: 'plain', fetchedUtc: 'plain', problem: 'json' }),
  contacts: tableOf<ContactRow>(db, 'contact', ['accountId', 'href'], {
    accountId: 'plain',
    bookHref: 'plain',
    href: 'plain',
    etag: 'plain',
    name: 'plain',
    kind: 'plain',
    mails: 'json',
    freebusyUrls: 'json',
    calendarUrls: 'json',
    calendarAddresses: 'json',
  }),
})

export function readContacts(db: Db): Pick<ReadStore, 'addressBooks' | 'contactsIn' | 'contactsOf' | 'contactsWithUrls' | 'searchContacts'> {
  const { books, contacts } = tables(db)
  return {
    addressBooks: () => books.find('ORDER BY accountId, name, href'),
    contactsIn: (accountId, bookHref) => contacts.find('WHERE accountId = ? AND bookHref = ?', accountId, bookHref),
    contactsOf: (address) => contacts.find('WHERE (accountId, href) IN (SELECT accountId, href FROM contactMail WHERE address = ?) ORDER BY accountId, href', address),
    contactsWithUrls: () => contacts.find("WHERE freebusyUrls <> '[]' ORDER BY name, href"),
    searchContacts(text, limit) {
      const { where, cells } = wordsWhere(text)
      return contacts.find(`WHERE mails <> '[]' ${where === '' ? '' : `AND ${where}`} ORDER BY name, href LIMIT ?`, ...cells, limit)
    },
  }
}

export function writeContacts(db: Db): Pick<WriteStore, 'putAddressBook' | 'removeAddressBook' | 'putContact' | 'removeContact'> {
  const { books, contacts } = tables(db)
  return {
    putAddressBook: (row) => books.put(row),
    removeAddressBook: (accountId, href) => books.remove('WHERE accountId = ? AND href = ?', accountId, href),
    putContact(row) {
      contacts.put(row, { folded: fold(`${row.name} ${row.mails.join(' ')}`) })
      db.run('DELETE FROM contactMail WHERE accountId = ? AND href = ?', row.accountId, row.href)
      for (const address of new Set(row.mails)) db.run('INSERT INTO contactMail (accountId, href, address) VALUES (?, ?, ?)', row.accountId, row.href, address)
    },
    removeContact: (accountId, href) => contacts.remove('WHERE accountId = ? AND href = ?', accountId, href),
  }
}
