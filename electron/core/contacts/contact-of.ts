import { readVcards } from '../../../shared/ical/vcard.ts'
import type { ContactRow } from '../store/rows.ts'

/** What is kept of a card; null when nobody can be reached by it. */
export function contactOf(text: string): Omit<ContactRow, 'accountId' | 'bookHref' | 'href' | 'etag'> | null {
  const [card] = readVcards(text)
  return card === undefined || (card.mails.length === 0 && card.calendarAddresses.length === 0) ? null : { ...card, mails: reachable(card) }
}

/** Invitations go to CALADRURI where a card names one (RFC 6350 §6.9.2). */
const reachable = ({ mails, calendarAddresses }: Pick<ContactRow, 'mails' | 'calendarAddresses'>): readonly string[] => [...new Set([...calendarAddresses.filter((address) => /^[^\s@/:]+@[^\s@/:]+$/.test(address)), ...mails])]
