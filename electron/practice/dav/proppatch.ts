import { caldav, dav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { element, escapeXml, writeNode } from '../xml/write-xml.ts'
import type { Xml } from '../xml/write-xml.ts'
import { childrenOf, readXml } from '../xml/read-xml.ts'
import type { XmlNode } from '../xml/read-xml.ts'
import { reply, text } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import type { Op } from '../store/state.ts'
import { checkAvailability } from '../freebusy/check-availability.ts'
import { href, multistatus, needPrivilege, prefers, propstat, statusElement } from './answer.ts'
import type { DavContext } from './context.ts'
import { isLive, settable } from './properties.ts'
import { pathOf, resourceAt } from './resource.ts'
import type { Resource } from './resource.ts'
import { actsFor } from './rights.ts'

export interface Change {
  readonly name: Clark
  /** Inner XML; null removes. */
  readonly value: XmlNode | null
}

export type Refusal = { readonly status: 403 | 409; readonly condition: Clark | null }

/** PROPPATCH (RFC 4918 §9.2): all of the changes or none. */
export function proppatch(context: DavContext, resource: Resource): PracticeResponse {
  const { org, me, request } = context
  if (resource.kind === 'missing-object' || resource.kind === 'missing-collection') return text(404, 'There is nothing here.\n')
  if (resource.kind !== 'collection' || !actsFor(me, resource.owner)) return needPrivilege(pathOf(resource), dav('write-properties'))
  const read = readXml(request.body)
  if (!read.ok || read.value.name !== dav('propertyupdate')) return text(400, 'The body is not a propertyupdate.\n')
  const changes = changesIn(read.value)
  const refused = new Map<Clark, Refusal>()
  for (const change of changes) {
    const refusal = refusalOf(context, resource, change)
    if (refusal !== null) refused.set(change.name, refusal)
  }
  if (refused.size > 0) return multistatus([element(dav('response'), [href(pathOf(resource)), ...changes.map(({ name }) => failedRow(name, refused.get(name) ?? null))])])
  org.store.commit(changes.map((change) => opFor(resource, change)))
  if (prefers(request.headers, 'return=minimal')) return reply(200, '', { 'Preference-Applied': 'return=minimal' })
  return multistatus([element(dav('response'), [href(pathOf(resource)), propstat(changes.map(({ name }) => element(name)), 200)])])
}

function changesIn(update: XmlNode): readonly Change[] {
  return update.children.flatMap((part) => {
    const removing = part.name === dav('remove')
    if (!removing && part.name !== dav('set')) return []
    return childrenOf(part, dav('prop')).flatMap((prop) => prop.children.map((node): Change => ({ name: node.name, value: removing ? null : node })))
  })
}

/** What stands between a client and this change; null: nothing. */
function refusalOf({ org }: Pick<DavContext, 'org'>, resource: Extract<Resource, { kind: 'collection' }>, { name, value }: Change): Refusal | null {
  if (isLive(name)) return { status: 403, condition: dav('cannot-modify-protected-property') }
  const { kind } = resource.collection
  if (name === settable.availability || name === settable.csAvailability) {
    if (kind !== 'inbox') return { status: 403, condition: null }
    return value === null || checkAvailability(value.text) ? null : { status: 403, condition: caldav('valid-calendar-data') }
  }
  if (name === settable.defaultCalendar) {
    if (kind !== 'inbox') return { status: 403, condition: null }
    const target = value === null ? null : resourceAt(org, pathIn(value))
    const fits = target?.kind === 'collection' && target.collection.kind === 'calendar' && target.owner.user === resource.owner.user
    return fits ? null : { status: 403, condition: caldav('valid-schedule-default-calendar-URL') }
  }
  if (name === settable.transp && value !== null && ![caldav('opaque'), caldav('transparent')].includes(value.children[0]?.name ?? dav('nothing'))) return { status: 409, condition: null }
  return null
}

function pathIn(node: XmlNode): string {
  const target = childrenOf(node, dav('href'))[0]?.text.trim() ?? ''
  return URL.canParse(target) ? new URL(target).pathname : target
}

function opFor(resource: { readonly collection: { readonly user: string; readonly slug: string } }, { name, value }: Change): Op {
  const { user, slug } = resource.collection
  return { op: 'property', user, slug, name: sameKept(name), value: value === null ? null : innerXml(value) }
}

/** One availability a person, whichever of the two names it was written under (AVA-5). */
const sameKept = (name: Clark): Clark => (name === settable.csAvailability ? settable.availability : name)

export const innerXml = (node: XmlNode): Xml => (node.children.length === 0 ? escapeXml(node.text) : node.children.map(writeNode).join(''))

function failedRow(name: Clark, refusal: Refusal | null): Xml {
  if (refusal === null) return propstat([element(name)], 424)
  const error = refusal.condition === null ? '' : element(dav('error'), element(refusal.condition))
  return element(dav('propstat'), [element(dav('prop'), element(name)), statusElement(refusal.status), error])
}
