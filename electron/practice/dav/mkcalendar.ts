import { calendarsOf } from '../organisation.ts'
import { caldav, dav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { element } from '../xml/write-xml.ts'
import { childOf, readXml } from '../xml/read-xml.ts'
import type { XmlNode } from '../xml/read-xml.ts'
import { reply, text } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import { needPrivilege, refuse } from './answer.ts'
import type { DavContext } from './context.ts'
import { componentSetName, isLive, settable } from './properties.ts'
import { innerXml } from './proppatch.ts'
import { pathOf } from './resource.ts'
import type { Resource } from './resource.ts'
import { actsFor } from './rights.ts'

/** MKCALENDAR (RFC 4791 §5.3.1) and the extended MKCOL that asks for a calendar (RFC 5689). */
export function mkcalendar(context: DavContext, resource: Resource): PracticeResponse {
  const { org, me, request } = context
  if (resource.kind === 'collection') return refuse(405, dav('resource-must-be-null'))
  if (!('owner' in resource) || !actsFor(me, resource.owner)) return needPrivilege(pathOf(resource), dav('bind'))
  if (resource.kind !== 'missing-collection') return refuse(403, caldav('calendar-collection-location-ok'))
  const wanted = wantedProps(request.body, request.method)
  if (wanted === null) return text(400, 'The body is not a mkcalendar.\n')
  const properties: Record<string, string> = {}
  for (const node of wanted) {
    if (node.name === dav('resourcetype')) continue
    if (node.name !== componentSetName && isLive(node.name)) return refuse(403, dav('cannot-modify-protected-property'), element(node.name))
    properties[node.name] = innerXml(node)
  }
  properties[settable.order] ??= String(calendarsOf(org, resource.owner.user).length + 1)
  org.store.commit([{ op: 'collection', user: resource.owner.user, slug: resource.slug, kind: 'calendar', properties }])
  return reply(201, '', { 'Cache-Control': 'no-cache' })
}

function wantedProps(body: string, method: string): readonly XmlNode[] | null {
  if (body.trim() === '') return method === 'MKCALENDAR' ? [] : null
  const read = readXml(body)
  if (!read.ok) return null
  const root: Clark = method === 'MKCALENDAR' ? caldav('mkcalendar') : dav('mkcol')
  if (read.value.name !== root) return null
  const set = childOf(read.value, dav('set'))
  const props = set === null ? [] : (childOf(set, dav('prop'))?.children ?? [])
  if (method === 'MKCALENDAR') return props
  const type = props.find((node) => node.name === dav('resourcetype'))
  return type !== undefined && childOf(type, caldav('calendar')) !== null ? props : null
}
