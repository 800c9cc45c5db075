import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import type { PersonKind } from '../../../shared/model/people.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { kindsMeant, seatsInWords } from '../../../shared/wording/kinds.ts'
import { hrefKey } from './hrefs.ts'
import { caldav, dav as davName } from './names.ts'
import type { DavClient, DavResult, MultistatusResponse } from './shapes.ts'
import { attributes, elementsOf, type RequestBody, type XmlElements } from './write-request.ts'
import { hrefsOf } from './xml.ts'

export interface FoundPrincipal {
  readonly href: Href
  readonly name: string
  /** `mailto:` addresses in mail form, lower case. */
  readonly addresses: readonly string[]
  readonly kind: PersonKind
  /** How many a room holds, where the server says so (Nextcloud's room-seating-capacity); else null. */
  readonly seats: number | null
}
export interface SearchAsk {
  readonly collections: readonly Href[]
  readonly text: string
  readonly product: string
}

/**
 * PPL-1: principal-property-search by name, and by address, each on its own: in one request with `anyof` a clause the server
 * cannot match empties the whole answer (sabre/dav 4.7.1), and a property it does not know matches everybody (DAViCal 1.1.12).
 * An empty list proves nothing about the person. Fails only when every search failed. A word for a kind (`room`, `raum`) asks for all of
 * that kind too (calendar-user-type, RFC 6638 §2.4.2); servers that cannot search by it answer as if it were not asked.
 */
export async function searchPrincipals(dav: DavClient, ask: SearchAsk): DavResult<readonly FoundPrincipal[]> {
  const words = ask.text.toLowerCase().split(/\s+/).filter((word) => word !== '')
  const kindsAsked = [...new Set(words.flatMap((word) => kindsMeant(word)))]
  const clauses = [...clausesFor(ask.product).map((clause) => ({ clause, match: ask.text })), ...kindsAsked.map((kind) => ({ clause: { 'c:calendar-user-type': null }, match: kind.toUpperCase() }))]
  const searches = ask.collections.flatMap((collection) => clauses.map((one) => ({ collection, ...one })))
  const found = new Map<string, FoundPrincipal>()
  let problem: AppError | null = null
  let answered = false
  await Promise.all(
    searches.map(async ({ collection, clause, match }) => {
      const end = await dav.report(
        collection,
        0,
        searchBody(clause, match),
        (response) => {
          const person = asPrincipal(response)
          if (person) found.set(hrefKey(person.href, dav.baseUrl), person)
        },
        { timeoutMs: 15_000 },
      )
      if (end.ok) answered = true
      else problem ??= end.problem
    }),
  )
  if (!answered && problem) return fail(problem)
  // Servers that ignore the filter give everybody: keep those in whom each word is found.
  return ok([...found.values()].filter((one) => words.every((word) => isIn(one, word))))
}

const isIn = ({ name, addresses, kind, seats }: FoundPrincipal, word: string): boolean =>
  name.toLowerCase().includes(word) || addresses.some((address) => address.includes(word)) || kindsMeant(word).includes(kind) || (seats !== null && seatsInWords(seats).includes(word))

/** SOGo 5.8.0 matches by mail alone, stock sabre/dav by its own mail property; both are harmless elsewhere only where they are known. */
function clausesFor(product: string): readonly XmlElements[] {
  const name = { 'd:displayname': null }
  if (product === 'sogo') return [{ 'cs:email-address-set': null }]
  if (product === 'sabre' || product === 'nextcloud') return [name, { 'x:email-address': attributes({ 'xmlns:x': 'http://sabredav.org/ns' }) }]
  return [name, { 'c:calendar-user-address-set': null }]
}

const searchBody = (property: XmlElements, text: string): RequestBody => ({
  'd:principal-property-search': {
    'd:property-search': { 'd:prop': property, 'd:match': text },
    'd:prop': { ...elementsOf(['d:displayname', 'c:calendar-user-address-set', 'c:calendar-user-type', 'cs:email-address-set']), 'nc:room-seating-capacity': attributes({ 'xmlns:nc': 'http://nextcloud.com/ns' }) },
  },
})

function asPrincipal({ href, status, props }: MultistatusResponse): FoundPrincipal | null {
  if (status !== null && status >= 300) return null
  const addresses = mailAddresses(hrefsOf(props.get(caldav('calendar-user-address-set'))))
  if (addresses.length === 0) return null
  return {
    href,
    name: props.get(davName('displayname'))?.text.trim() || (addresses[0] ?? ''),
    addresses,
    kind: kinds[props.get(caldav('calendar-user-type'))?.text.trim().toUpperCase() ?? ''] ?? 'individual',
    seats: seatsOf(props.get('{http://nextcloud.com/ns}room-seating-capacity')?.text),
  }
}

function seatsOf(text: string | undefined): number | null {
  const seats = Number(text?.trim() || NaN)
  return Number.isInteger(seats) && seats > 0 && seats < 100_000 ? seats : null
}

const kinds: Readonly<Record<string, PersonKind>> = { INDIVIDUAL: 'individual', GROUP: 'group', ROOM: 'room', RESOURCE: 'resource', UNKNOWN: 'unknown' }

/** Mail forms of calendar user addresses; Xandikos 0.2.8 escapes them as a whole (`mailto%3Aalice%40lab.test`). */
function mailAddresses(listed: readonly string[]): readonly string[] {
  const mails = listed.map(unescapeAddress).filter((address) => /^mailto:/i.test(address)).map((address) => address.slice(7).toLowerCase())
  return [...new Set(mails)]
}

export function unescapeAddress(address: string): string {
  if (!/^mailto(%3a|:.*%)/i.test(address)) return address
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
