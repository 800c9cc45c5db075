import { bookSlug, collectionAt, collectionsOf } from '../organisation.ts'
import { dav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { element } from '../xml/write-xml.ts'
import type { Xml } from '../xml/write-xml.ts'
import { childOf, readXml } from '../xml/read-xml.ts'
import { text } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import { multistatus, needPrivilege, prefers, propRow, readPrivilege, refuse } from './answer.ts'
import type { DavContext } from './context.ts'
import { namesOf, readProperty } from './properties.ts'
import type { Resource } from './resource.ts'
import { pathOf } from './resource.ts'
import { mayRead } from './rights.ts'

type Wanted = { readonly kind: 'prop'; readonly names: readonly Clark[] } | { readonly kind: 'allprop' | 'propname' }

/** PROPFIND, Depth 0 or 1 (RFC 4918 §9.1). `infinity` is refused as §9.1 allows. */
export function propfind(context: DavContext, resource: Resource): PracticeResponse {
  const { request, me } = context
  if (resource.kind === 'missing-object' || resource.kind === 'missing-card' || resource.kind === 'missing-collection') return text(404, 'There is nothing here.\n')
  if (!mayRead(me, resource)) return needPrivilege(pathOf(resource), readPrivilege)
  const depth = request.headers['depth'] ?? 'infinity'
  if (depth !== '0' && depth !== '1') return refuse(403, dav('propfind-finite-depth'))
  const wanted = wantedOf(request.body)
  if (wanted === null) return text(400, 'The body is not a propfind.\n')
  const minimal = prefers(request.headers, 'return=minimal')
  const children = depth === '1' ? childrenOfResource(context, resource) : []
  const listed = depth === '1' && prefers(request.headers, 'depth-noroot') ? children : [resource, ...children]
  return multistatus(
    listed.map((one) => describe(context, one, wanted, minimal)),
    minimal ? { 'Preference-Applied': 'return=minimal' } : {},
  )
}

function wantedOf(body: string): Wanted | null {
  if (body.trim() === '') return { kind: 'allprop' }
  const read = readXml(body)
  if (!read.ok || read.value.name !== dav('propfind')) return null
  const prop = childOf(read.value, dav('prop'))
  if (prop !== null) return { kind: 'prop', names: prop.children.map((child) => child.name) }
  if (childOf(read.value, dav('allprop')) !== null) return { kind: 'allprop' }
  return childOf(read.value, dav('propname')) === null ? null : { kind: 'propname' }
}

/** The row of one resource with these properties; REPORTs that answer with properties use it too. */
export function describe({ org, me }: Pick<DavContext, 'org' | 'me'>, resource: Resource, wanted: Wanted, minimal: boolean): Xml {
  const question = { org, me, resource }
  const names = wanted.kind === 'prop' ? wanted.names : namesOf(question, wanted.kind === 'propname')
  const found: Xml[] = []
  const missing: Clark[] = []
  for (const name of names) {
    const value = readProperty(question, name)
    if (value === null) missing.push(name)
    else found.push(wanted.kind === 'propname' ? element(name) : value)
  }
  return propRow(pathOf(resource), found, missing, minimal)
}

function childrenOfResource({ org, me }: DavContext, resource: Resource): readonly Resource[] {
  switch (resource.kind) {
    case 'root':
      return [{ kind: 'principals' }, { kind: 'homes' }]
    case 'principals':
      return org.people.map((owner) => ({ kind: 'principal', owner }))
    case 'homes':
      return [{ kind: 'home', owner: me }]
    case 'home':
      return collectionsOf(org, resource.owner.user)
        .filter((collection) => collection.kind === 'calendar' || org.panel.knobs.scheduling !== 'none')
        .map((collection) => ({ kind: 'collection', owner: resource.owner, collection }))
    case 'collection':
      return [...resource.collection.objects.values()].map((object) => ({ kind: 'object', owner: resource.owner, collection: resource.collection, object }))
    case 'book-home': {
      const book = collectionAt(org, resource.owner.user, bookSlug)
      return book === null ? [] : [{ kind: 'book', owner: resource.owner, book }]
    }
    case 'book':
      return [...resource.book.objects.values()].map((card) => ({ kind: 'card', owner: resource.owner, book: resource.book, card }))
    default:
      return []
  }
}
