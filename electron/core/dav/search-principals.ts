import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import type { PersonKind } from '../../../shared/model/people.ts'
import { fail, ok } from '../../../shared/model/result.ts'
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
}
export interface SearchAsk {
  readonly collections: readonly Href[]
  readonly text: string
  readonly product: string
}

/**
 * PPL-1: principal-property-search by name, and by address, each on its own: in one request with `anyof` a clause the server
 * cannot match empties the whole answer (sabre/dav 4.7.1), and a property it does not know matches everybody (DAViCal 1.1.12).
 * An empty list proves nothing about the person. Fails only when every search failed.
 */
export async function searchPrincipals(dav: DavClient, ask: SearchAsk): DavResult<readonly FoundPrincipal[]> {
  const searches = ask.collections.flatMap((collection) => clausesFor(ask.product).map((clause) => ({ collection, clause })))
  const found = new Map<string, FoundPrincipal>()
  let problem: AppError | null = null
  let answered = false
  await Promise.all(
    searches.map(async ({ collection, clause }) => {
      const end = await dav.report(
        collection,
        0,
        searchBody(clause, ask.text),
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
  const needle = ask.text.toLowerCase()
  // Servers that ignore the filter give everybody: keep those who match somewhere.
  return ok([...found.values()].filter(({ name, addresses }) => name.toLowerCase().includes(needle) || addresses.some((address) => address.includes(needle))))
}

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
    'd:prop': elementsOf(['d:displayname', 'c:calendar-user-address-set', 'c:calendar-user-type', 'cs:email-address-set']),
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
  }
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
