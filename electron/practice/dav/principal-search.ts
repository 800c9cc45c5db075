import { principalPath } from '../organisation.ts'
import type { Person } from '../people.ts'
import { caldav, cs, dav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { element, escapeXml, xmlDocument } from '../xml/write-xml.ts'
import { childOf, childrenOf } from '../xml/read-xml.ts'
import type { XmlNode } from '../xml/read-xml.ts'
import { text, xml } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import { multistatus } from './answer.ts'
import type { DavContext } from './context.ts'
import { describe } from './propfind.ts'

/** What people can be found by (RFC 3744 §9.5). */
const searchable: Readonly<Record<Clark, { readonly words: string; readonly of: (person: Person) => string }>> = {
  [dav('displayname')]: { words: 'Name', of: (person) => person.name },
  [caldav('calendar-user-address-set')]: { words: 'Calendar address', of: (person) => `mailto:${person.address} ${principalPath(person.user)}` },
  [cs('email-address-set')]: { words: 'E-mail address', of: (person) => person.address },
  [caldav('calendar-user-type')]: { words: 'Kind', of: (person) => person.kind },
}

export function principalSearchPropertySet(): PracticeResponse {
  const rows = Object.entries(searchable).map(([name, { words }]) =>
    element(dav('principal-search-property'), [element(dav('prop'), element(name as Clark)), element(dav('description'), escapeXml(words), { 'xml:lang': 'en' })]),
  )
  return xml(200, xmlDocument(dav('principal-search-property-set'), rows))
}

/** RFC 3744 §9.4: substrings, without case; all of them unless `test="anyof"`. */
export function principalPropertySearch(context: DavContext, body: XmlNode): PracticeResponse {
  const searches = childrenOf(body, dav('property-search')).map((node) => ({
    names: (childOf(node, dav('prop'))?.children ?? []).map((child) => child.name),
    words: (childOf(node, dav('match'))?.text ?? '').trim().toLowerCase(),
  }))
  if (searches.length === 0) return text(400, 'Nothing to search for.\n')
  const any = body.attributes['test'] === 'anyof'
  const fits = (person: Person): boolean => {
    const each = searches.map(({ names, words }) => names.length > 0 && names.every((name) => (searchable[name]?.of(person) ?? '').toLowerCase().includes(words) && name in searchable))
    return any ? each.some(Boolean) : each.every(Boolean)
  }
  const names = (childOf(body, dav('prop'))?.children ?? []).map((child) => child.name)
  return multistatus(context.org.people.filter(fits).map((owner) => describe(context, { kind: 'principal', owner }, { kind: 'prop', names }, false)))
}
