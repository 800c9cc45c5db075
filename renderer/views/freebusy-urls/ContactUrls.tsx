import type { ReactNode } from 'react'
import type { AddressBookView, ContactAddressView } from '../../../shared/contract/freebusy-urls.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { momentInSentence } from '../../../shared/wording/dates.ts'
import { useNow } from '../../state/use-now.ts'
import css from './freebusy-urls.module.css'

interface Props {
  readonly contacts: readonly ContactAddressView[]
  readonly books: readonly AddressBookView[]
  readonly zone: Zone
}

/** What contact cards bring along by themselves, and when their books were read. */
export function ContactUrls({ contacts, books, zone }: Props): ReactNode {
  const nowUtc = useNow()
  if (books.length === 0) return null
  return (
    <section className={css['group']} aria-labelledby="cards-title">
      <h2 id="cards-title">From your contacts</h2>
      <ul className={css['books']}>
        {books.map((book) => (
          <li key={`${book.accountId} ${book.name}`}>
            <b>{book.name}</b> of {book.host}: {book.contacts} {book.contacts === 1 ? 'contact' : 'contacts'}
            {book.problem === null ? (book.fetchedUtc === null ? '' : `, read ${momentInSentence(book.fetchedUtc, nowUtc, zone)}`) : ', cannot be read now'}
          </li>
        ))}
      </ul>
      {contacts.length === 0 ? <p className="fg3">None of them has a free/busy address in the card.</p> : null}
      <ul className={css['list']}>
        {contacts.map((contact) => (
          <li key={`${contact.name} ${contact.url}`}>
            <div className={css['entry']}>
              <p>
                <b>{contact.name}</b> <span className="fg3">{contact.addresses.join(', ')}</span>
              </p>
              <code title={contact.url}>{contact.url}</code>
              <p className={css['state']}>{contact.book}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
