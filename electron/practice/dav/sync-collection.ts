import { dav } from '../xml/names.ts'
import { element } from '../xml/write-xml.ts'
import type { Xml } from '../xml/write-xml.ts'
import { childOf } from '../xml/read-xml.ts'
import type { XmlNode } from '../xml/read-xml.ts'
import { text } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import { collectionPath, objectPath } from '../organisation.ts'
import { multistatus, refuse, statusRow } from './answer.ts'
import type { DavContext } from './context.ts'
import { objectRow } from './object-row.ts'
import type { Resource } from './resource.ts'
import { revisionOf, syncTokenOf } from './sync-token.ts'

interface Row {
  readonly revision: number
  readonly xml: Xml
}

/** REPORT sync-collection (RFC 6578 §3.2), level 1; pages end with a 507 row for the collection (§3.6). */
export function syncCollection(context: DavContext, { resource, report }: { readonly resource: Extract<Resource, { kind: 'collection' }>; readonly report: XmlNode }): PracticeResponse {
  const { org, request } = context
  if (!org.panel.knobs.syncCollection) return refuse(403, dav('supported-report'))
  const level = childOf(report, dav('sync-level'))?.text.trim() ?? (request.headers['depth'] === '1' ? '1' : '')
  if (level !== '1') return text(400, 'Only sync-level 1 is answered here.\n')
  const token = childOf(report, dav('sync-token'))?.text.trim() ?? ''
  const { collection } = resource
  const since = token === '' ? 0 : revisionOf(org, collection, token)
  if (since === null || (token !== '' && request.fault?.what === 'expired-token')) return refuse(403, dav('valid-sync-token'), '', 'This token is not valid any more.')
  const props = childOf(report, dav('prop'))?.children ?? []
  const rows = changesSince(context, { resource, since, initial: token === '', props })
  const page = Math.min(limitIn(report), org.panel.knobs.pageSize ?? Infinity)
  const listed = rows.slice(0, page)
  const cut = listed.length < rows.length
  const reached = cut ? (listed.at(-1)?.revision ?? since) : collection.revision
  const body = listed.map((row) => row.xml)
  if (cut) body.push(statusRow(collectionPath(collection.user, collection.slug), 507, element(dav('error'), element(dav('number-of-matches-within-limits')))))
  return multistatus([...body, element(dav('sync-token'), syncTokenOf(org, collection, reached))])
}

function limitIn(report: XmlNode): number {
  const limit = childOf(report, dav('limit'))
  const asked = Number(limit === null ? NaN : childOf(limit, dav('nresults'))?.text.trim())
  return Number.isInteger(asked) && asked > 0 ? asked : Infinity
}

function changesSince(context: DavContext, { resource, since, initial, props }: { readonly resource: Extract<Resource, { kind: 'collection' }>; readonly since: number; readonly initial: boolean; readonly props: readonly XmlNode[] }): readonly Row[] {
  const { collection } = resource
  const rows: Row[] = []
  // In order of revision: the map is kept so.
  for (const object of collection.objects.values()) if (object.revision > since) rows.push({ revision: object.revision, xml: objectRow(context, { ...resource, kind: 'object', object }, props) })
  if (initial) return rows
  for (const [name, revision] of collection.removed) if (revision > since) rows.push({ revision, xml: statusRow(objectPath(collection.user, collection.slug, name), 404) })
  return rows.sort((a, b) => a.revision - b.revision)
}

