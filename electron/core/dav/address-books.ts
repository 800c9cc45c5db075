import type { Etag, Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { sameHref } from './hrefs.ts'
import { may } from './list-calendars.ts'
import { calendarServer, carddav, dav as davName } from './names.ts'
import { readProps } from './read-props.ts'
import type { DavClient, DavResult } from './shapes.ts'
import { elementsOf, propfindBody } from './write-request.ts'
import { hrefsOf } from './xml.ts'

export interface FoundAddressBook {
  readonly href: Href
  readonly name: string
  readonly ctag: string | null
  readonly writable: boolean
}
export interface FoundCard {
  readonly href: Href
  readonly etag: Etag | null
  readonly text: string
}

/** RFC 6352 §7.1.1: the address books of the principal an account signs in as. None when the server keeps no contacts. */
export async function findAddressBooks(dav: DavClient, principal: Href): DavResult<readonly FoundAddressBook[]> {
  const own = await readProps(dav, principal, ['card:addressbook-home-set'])
  if (!own.ok) return own
  const found: FoundAddressBook[] = []
  for (const home of hrefsOf(own.value.props.get(carddav('addressbook-home-set')))) {
    const end = await dav.propfind(home, 1, propfindBody(['d:resourcetype', 'd:displayname', 'cs:getctag', 'd:sync-token', 'd:current-user-privilege-set']), ({ href, status, props }) => {
      if (status !== null && status >= 300) return
      const kinds = props.get(davName('resourcetype'))?.children.map((kind) => kind.name) ?? []
      if (!kinds.includes(carddav('addressbook'))) return
      const ctag = props.get(calendarServer('getctag'))?.text.trim() || props.get(davName('sync-token'))?.text.trim() || null
      found.push({ href, name: props.get(davName('displayname'))?.text.trim() || 'Contacts', ctag, writable: may(props.get(davName('current-user-privilege-set')), ['all', 'write', 'write-content']) })
    })
    if (!end.ok) return fail(end.problem)
  }
  return ok(found)
}

const batchSize = 200

/**
 * All cards of one book: its members by PROPFIND, then their texts by RFC 6352 §8.7. A query for everything would be one request, but there is no
 * filter for "all" that servers agree on: DAViCal 1.1.12 and Xandikos 0.2.8 answer one that only names FN with nothing.
 */
export async function readCards(dav: DavClient, book: Href): DavResult<readonly FoundCard[]> {
  const members: Href[] = []
  const listed = await dav.propfind(book, 1, propfindBody(['d:resourcetype', 'd:getetag']), ({ href, status, props }) => {
    const isCollection = props.get(davName('resourcetype'))?.children.some((kind) => kind.name === davName('collection')) ?? false
    if ((status === null || status < 300) && !isCollection && !sameHref(href, book, dav.baseUrl)) members.push(href)
  })
  if (!listed.ok) return fail(listed.problem)
  const cards: FoundCard[] = []
  for (let from = 0; from < members.length; from += batchSize) {
    const body = { 'card:addressbook-multiget': { 'd:prop': elementsOf(['d:getetag', 'card:address-data']), 'd:href': members.slice(from, from + batchSize) } }
    const end = await dav.report(book, 1, body, ({ href, status, props }) => {
      const text = props.get(carddav('address-data'))?.text ?? ''
      if ((status !== null && status >= 300) || text === '') return
      cards.push({ href, etag: (props.get(davName('getetag'))?.text.trim() || null) as Etag | null, text })
    })
    if (!end.ok) return fail(end.problem)
  }
  return ok(cards)
}
