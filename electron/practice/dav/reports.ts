import { calendarsOf } from '../organisation.ts'
import type { Collection } from '../store/state.ts'
import { caldav, dav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { childOf, childrenOf, readXml } from '../xml/read-xml.ts'
import type { XmlNode } from '../xml/read-xml.ts'
import { reply, text } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import { writeFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { busyOfCollections } from '../freebusy/busy-of.ts'
import { multistatus, needPrivilege, readPrivilege, refuse, statusRow } from './answer.ts'
import type { DavContext } from './context.ts'
import { readFilter } from './filter.ts'
import { objectRow } from './object-row.ts'
import { principalPropertySearch, principalSearchPropertySet } from './principal-search.ts'
import { pathOf, resourceAt } from './resource.ts'
import type { Resource } from './resource.ts'
import { mayRead } from './rights.ts'
import { syncCollection } from './sync-collection.ts'
import { rangeOf } from './time-range.ts'

type CollectionResource = Extract<Resource, { kind: 'collection' }>

/** REPORT: the root element of the body says which one. */
export function report(context: DavContext, resource: Resource): PracticeResponse {
  const read = readXml(context.request.body)
  if (!read.ok) return text(400, `The body is not XML: ${read.problem}\n`)
  const { name } = read.value
  if (name === dav('principal-search-property-set')) return principalSearchPropertySet()
  if (name === dav('principal-property-search')) return principalPropertySearch(context, read.value)
  if (resource.kind === 'missing-object' || resource.kind === 'missing-collection') return text(404, 'There is nothing here.\n')
  if (name === caldav('free-busy-query')) return freeBusyQuery(context, resource, read.value)
  if (!mayRead(context.me, resource)) return needPrivilege(pathOf(resource), readPrivilege)
  if (resource.kind !== 'collection' || resource.collection.kind === 'outbox') return refuse(403, dav('supported-report'))
  const run = collectionReports[name]
  return run === undefined ? refuse(403, dav('supported-report')) : run(context, resource, read.value)
}

const collectionReports: Readonly<Record<Clark, (context: DavContext, resource: CollectionResource, body: XmlNode) => PracticeResponse>> = {
  [caldav('calendar-query')]: calendarQuery,
  [caldav('calendar-multiget')]: multiget,
  [dav('sync-collection')]: (context, resource, body) => syncCollection(context, { resource, report: body }),
}

const propsOf = (body: XmlNode): readonly XmlNode[] => childOf(body, dav('prop'))?.children ?? []

/** RFC 4791 §7.8. The Depth header is not looked at: a calendar has no depth beyond 1. */
function calendarQuery(context: DavContext, resource: CollectionResource, body: XmlNode): PracticeResponse {
  const filter = readFilter(childOf(body, caldav('filter')), { zone: resource.owner.zone, alwaysInRange: resource.collection.kind === 'inbox' })
  if (!filter.ok) return refuse(403, caldav(filter.condition))
  const props = propsOf(body)
  const rows = []
  for (const object of resource.collection.objects.values()) if (filter.passes(object.text)) rows.push(objectRow(context, { ...resource, kind: 'object', object }, props))
  return multistatus(rows)
}

/** RFC 4791 §7.9: one row for each href, a 404 row for what is gone. */
function multiget(context: DavContext, resource: CollectionResource, body: XmlNode): PracticeResponse {
  const props = propsOf(body)
  return multistatus(
    childrenOf(body, dav('href')).map((node) => {
      const asked = node.text.trim()
      const target = resourceAt(context.org, URL.canParse(asked) ? new URL(asked).pathname : asked)
      const inside = target?.kind === 'object' && target.collection === resource.collection
      return inside ? objectRow(context, target, props) : statusRow(asked, 404)
    }),
  )
}

/** RFC 4791 §7.10: types of busy time, for everybody who is signed in. */
function freeBusyQuery({ org }: DavContext, resource: Resource, body: XmlNode): PracticeResponse {
  const collections = askedCollections(resource, (user) => calendarsOf(org, user))
  if (collections === null || !('owner' in resource)) return refuse(403, dav('supported-report'))
  const range = childOf(body, caldav('time-range'))
  const window = range === null ? null : rangeOf(range)
  if (window === null) return refuse(400, caldav('valid-filter'))
  const spans = busyOfCollections(collections, { owner: resource.owner, window })
  return reply(200, writeFreeBusy({ window, spans, nowUtc: org.clock.now(), organizer: `mailto:${resource.owner.address}` }), { 'Content-Type': 'text/calendar; charset=utf-8' })
}

function askedCollections(resource: Resource, calendars: (user: string) => readonly Collection[]): readonly Collection[] | null {
  if (resource.kind === 'home') return calendars(resource.owner.user)
  return resource.kind === 'collection' && resource.collection.kind === 'calendar' ? [resource.collection] : null
}
