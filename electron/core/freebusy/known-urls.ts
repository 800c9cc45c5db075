import { domainOfAddress } from '../../../shared/ical/people.ts'
import { fillTemplate, readFreeBusyUrl } from '../dav/fburl-request.ts'
import type { FreebusyAddressRow, UrlOrigin } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'

/** A freebusy URL that is known for one person, and who says so. */
export interface KnownUrl {
  readonly via: UrlOrigin
  /** Filled in for the person, but for a token, which stays sealed until it is asked. */
  readonly url: string
  /** Typed here, or on a server of an account: then a private network is fine (T-F29). */
  readonly approved: boolean
  /** Where its secrets and its last result are kept; null: of a contact. */
  readonly row: FreebusyAddressRow | null
}

/**
 * What can be asked about a person by URL, best first: the URL given for them, those of their contact card (VCL-1, preferred first), the
 * template of their domain (11.5, FBU-31). Each address once.
 */
export function knownUrls(read: ReadStore, address: string): readonly KnownUrl[] {
  const own = read.freebusyAddress('person', address)
  const domain = read.freebusyAddress('domain', domainOfAddress(address))
  const inCards = read.contactsOf(address).flatMap(({ freebusyUrls }) => freebusyUrls)
  // Accounts are read for those alone who need them: of 500 people asked about few have a URL in a card.
  const ours = new Set(inCards.length === 0 ? [] : read.accounts().map(({ baseUrl }) => new URL(baseUrl).origin))
  const found: KnownUrl[] = [
    ...(own ? [{ via: 'person' as const, url: own.url, approved: true, row: own }] : []),
    ...inCards.map((url) => ({ via: 'contact' as const, url, approved: ours.has(originOfUrl(url)), row: null })),
    ...(domain ? [{ via: 'domain' as const, url: domain.url, approved: true, row: domain }] : []),
  ]
  const filled = found.map((known) => (known.row === null ? known : { ...known, url: filledOr(known.url, address) }))
  return filled.filter(({ url }, at) => filled.findIndex((other) => other.url === url) === at)
}

/** Keys that are known are filled in; a template that cannot be stays as it is, and says why when it is asked. */
function filledOr(template: string, address: string): string {
  const filled = fillTemplate(template, address, '{token}')
  return filled.ok ? filled.value.replaceAll('%7Btoken%7D', '{token}') : template
}

export const originOfUrl = (url: string): string => {
  const read = readFreeBusyUrl(url)
  return read.ok ? read.value.origin : ''
}

/** In words, for a row: the host that is asked. */
export function hostOfUrl(url: string): string {
  const read = readFreeBusyUrl(url)
  return read.ok ? read.value.hostname || 'freebusy URL' : 'freebusy URL'
}
