import type { Headers } from '../dav/shapes.ts'
import type { Capabilities } from '../store/rows.ts'

/** Whole tokens of all `DAV:` headers, lower case (DIS-11): `calendar-auto-scheduling` (Xandikos 0.2.8) is not the token. */
export const davTokens = (headers: Headers): readonly string[] =>
  (headers.dav ?? '')
    .split(',')
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token !== '')

/** The product, as far as it gives itself away; '' otherwise. Only for quirks that cannot be probed. */
export function productOf(headers: Headers, tokens: readonly string[], principalHref: string): string {
  const server = headers.server ?? ''
  const realm = headers['www-authenticate'] ?? ''
  if (headers['x-davical-version'] !== undefined || /davical/i.test(realm)) return 'davical'
  // The site may hide its Server header; this pair of token and path is Cyrus's alone.
  if (/^cyrus/i.test(server) || (tokens.includes('calendar-query-extended') && principalHref.includes('/dav/principals/user/'))) return 'cyrus'
  if (/sogo/i.test(server) || principalHref.includes('/SOGo/dav/')) return 'sogo'
  if (tokens.some((token) => token.startsWith('nextcloud-')) || principalHref.includes('/remote.php/dav/')) return 'nextcloud'
  if (headers['x-sabre-version'] !== undefined || /sabredav/i.test(realm)) return 'sabre'
  if (/radicale/i.test(realm) || /radicale/i.test(server)) return 'radicale'
  if (tokens.includes('calendar-auto-scheduling')) return 'xandikos'
  if (/calendarserver/i.test(server)) return 'calendarserver'
  return ''
}

export interface Learnt {
  readonly tokens: readonly string[]
  readonly product: string
  readonly hasInbox: boolean
  readonly hasOutbox: boolean
  readonly hasAddress: boolean
  /** What a question to the Outbox gave; null: not asked, or no answer. */
  readonly outboxFreeBusy: boolean | null
  readonly collectionReports: readonly (readonly string[])[]
  /** Reports of the principals; null: not told. */
  readonly principalReports: readonly string[] | null
}

/** DIS-13a: all of token, boxes and an address, or the server delivers nothing. */
export function judge(learnt: Learnt): Capabilities {
  const { tokens, product } = learnt
  return {
    davTokens: tokens,
    autoSchedule: tokens.includes('calendar-auto-schedule') && learnt.hasInbox && learnt.hasOutbox && learnt.hasAddress,
    outboxFreeBusy: learnt.hasOutbox ? learnt.outboxFreeBusy : false,
    syncCollection: learnt.collectionReports.length === 0 ? null : learnt.collectionReports.some((reports) => reports.includes('sync-collection')),
    availability: availability(tokens, product, learnt.hasInbox),
    peopleSearch: peopleSearch(learnt.principalReports, product),
    // Cyrus 3.6.1 names the UID's digest as tag and lets stale writes through; DAViCal 1.1.12 has none: If-Match there (SCH-20).
    scheduleTag: product !== 'cyrus' && product !== 'davical',
    product,
  }
}

function availability(tokens: readonly string[], product: string, hasInbox: boolean): boolean {
  // DAViCal 1.1.12 keeps it and never looks at it.
  if (!hasInbox || product === 'davical') return false
  return tokens.includes('calendar-availability') || tokens.includes('inbox-availability')
}

function peopleSearch(reports: readonly string[] | null, product: string): boolean | null {
  // Radicale 3.1.8 advertises the search and answers it empty. Cyrus 3.6.1 finds only oneself unless the site opens its directory.
  if (product === 'radicale') return false
  if (reports === null || product === 'cyrus') return null
  return reports.includes('principal-property-search')
}
