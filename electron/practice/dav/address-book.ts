import { readVcards } from '../../../shared/ical/vcard.ts'
import { bookSlug, etagOf } from '../organisation.ts'
import { reply, text } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import { carddav, dav } from '../xml/names.ts'
import { element, escapeXml } from '../xml/write-xml.ts'
import { childOf, childrenOf, readXml } from '../xml/read-xml.ts'
import { multistatus, needPrivilege, propRow, readPrivilege, refuse, statusRow } from './answer.ts'
import { failedCondition } from './conditions.ts'
import type { DavContext } from './context.ts'
import { propfind } from './propfind.ts'
import { limits, readProperty } from './properties.ts'
import { pathOf, resourceAt } from './resource.ts'
import type { BookResource } from './resource.ts'

type Verb = (context: DavContext) => PracticeResponse

/**
 * The address book of a person (RFC 6352), as small as a client that reads contacts and adds to a card needs it: PROPFIND,
 * addressbook-multiget, GET, PUT and DELETE under conditions. No queries, no further books, no sync-collection.
 */
export function cardVerb(method: string, resource: BookResource): Verb | undefined {
  const verbs: Readonly<Record<string, (context: DavContext, resource: BookResource) => PracticeResponse>> = { PROPFIND: propfind, REPORT: multiget, GET: get, HEAD: get, PUT: put, DELETE: remove }
  const verb = verbs[method]
  return verb && ((context) => (resource.owner.user === context.me.user ? verb(context, resource) : needPrivilege(pathOf(resource), readPrivilege)))
}

function get({ request }: DavContext, resource: BookResource): PracticeResponse {
  if (resource.kind === 'missing-card') return missing()
  if (resource.kind !== 'card') return text(405, 'Collections are read with PROPFIND and REPORT.\n')
  const { card } = resource
  if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim() === card.etag)) return reply(304, '', { ETag: card.etag })
  return reply(200, card.text, { 'Content-Type': 'text/vcard; charset=utf-8', ETag: card.etag })
}

/** RFC 6352 §6.3.2: one card with one UID, kept as it came, so the answer carries its ETag. */
function put({ org, request }: DavContext, resource: BookResource): PracticeResponse {
  if (resource.kind !== 'card' && resource.kind !== 'missing-card') return text(405, 'This is a collection.\n')
  const before = resource.kind === 'card' ? { ...resource.card } : null
  const failed = failedCondition(request.headers, before)
  if (failed !== null) return failed
  if (Buffer.byteLength(request.body) > limits.resourceBytes) return refuse(403, carddav('max-resource-size'))
  if (readVcards(request.body).length !== 1) return refuse(403, carddav('valid-address-data'))
  const etag = etagOf(request.body)
  org.store.commit([{ op: 'object', user: resource.owner.user, slug: bookSlug, name: resource.kind === 'card' ? resource.card.name : resource.name, text: request.body, etag, scheduleTag: null }])
  return reply(before === null ? 201 : 204, '', { ETag: etag })
}

function remove({ org, request }: DavContext, resource: BookResource): PracticeResponse {
  if (resource.kind === 'missing-card') return missing()
  if (resource.kind !== 'card') return needPrivilege(pathOf(resource), dav('unbind'))
  const failed = failedCondition(request.headers, resource.card)
  if (failed !== null) return failed
  org.store.commit([{ op: 'drop-object', user: resource.owner.user, slug: bookSlug, name: resource.card.name }])
  return reply(204)
}

/** RFC 6352 §8.7: one row for each href, a 404 row for what is gone. */
function multiget({ org, me, request }: DavContext, resource: BookResource): PracticeResponse {
  const read = readXml(request.body)
  if (!read.ok) return text(400, `The body is not XML: ${read.problem}\n`)
  if (resource.kind !== 'book' || read.value.name !== carddav('addressbook-multiget')) return refuse(403, dav('supported-report'))
  const names = (childOf(read.value, dav('prop'))?.children ?? []).map(({ name }) => name)
  return multistatus(
    childrenOf(read.value, dav('href')).map((node) => {
      const asked = node.text.trim()
      const target = resourceAt(org, URL.canParse(asked) ? new URL(asked).pathname : asked)
      if (target?.kind !== 'card' || target.book !== resource.book) return statusRow(asked, 404)
      const values = names.map((name) => ({ name, value: name === carddav('address-data') ? element(name, escapeXml(target.card.text)) : readProperty({ org, me, resource: target }, name) }))
      return propRow(pathOf(target), values.flatMap(({ value }) => value ?? []), values.flatMap(({ name, value }) => (value === null ? [name] : [])), false)
    }),
  )
}

const missing = (): PracticeResponse => text(404, 'There is nothing here.\n')
