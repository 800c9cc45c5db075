import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import type { PersonKind } from '../../../shared/model/people.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { hrefKey } from './hrefs.ts'
import { caldav, dav as davName, namespaces } from './names.ts'
import type { DavClient, DavResult, MultistatusResponse } from './shapes.ts'
import { escapeXml, hrefsOf } from './xml.ts'

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
function clausesFor(product: string): readonly string[] {
  const usual = ['<d:displayname/>', '<c:calendar-user-address-set/>']
  if (product === 'sogo') return ['<s:email-address-set/>']
  if (product === 'sabre' || product === 'nextcloud') return ['<d:displayname/>', '<x:email-address xmlns:x="http://sabredav.org/ns"/>']
  return usual
}

const searchBody = (property: string, text: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><d:principal-property-search ${namespaces}><d:property-search><d:prop>${property}</d:prop>` +
  `<d:match>${escapeXml(text)}</d:match></d:property-search><d:prop><d:displayname/><c:calendar-user-address-set/><c:calendar-user-type/>` +
  '<s:email-address-set/></d:prop></d:principal-property-search>'

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
export function mailAddresses(listed: readonly string[]): readonly string[] {
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
