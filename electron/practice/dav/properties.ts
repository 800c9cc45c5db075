import { apple, caldav, carddav, cs, dav, nextcloud } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { element, escapeXml } from '../xml/write-xml.ts'
import type { Xml } from '../xml/write-xml.ts'
import { addressesOf, bookHomePath, collectionPath, homePath, inboxSlug, outboxSlug, principalPath } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import { href } from './answer.ts'
import { isBook, type Resource } from './resource.ts'
import { actsFor, mayRead, principalsFor } from './rights.ts'
import { syncTokenOf } from './sync-token.ts'

/** Who asks whom about what. */
export interface PropertyQuestion {
  readonly org: Organisation
  readonly me: Person
  readonly resource: Resource
}

type Read = (question: PropertyQuestion) => Xml | null

/** Properties the server computes. Null: not defined here. What clients may set is kept with the collection. */
const live: Readonly<Record<Clark, Read>> = {
  [dav('resourcetype')]: ({ resource }) => resourceType(resource),
  [dav('current-user-principal')]: ({ me }) => href(principalPath(me.user)),
  [dav('principal-collection-set')]: () => href('/dav/principals/'),
  [dav('principal-URL')]: ({ resource }) => (resource.kind === 'principal' ? href(principalPath(resource.owner.user)) : null),
  [dav('owner')]: ({ resource }) => ('owner' in resource ? href(principalPath(resource.owner.user)) : null),
  [dav('displayname')]: ({ resource }) => (resource.kind === 'principal' ? escapeXml(resource.owner.name) : resource.kind === 'book' ? 'Contacts' : null),
  [dav('group-membership')]: ({ resource }) => (resource.kind === 'principal' ? '' : null),
  [dav('current-user-privilege-set')]: (question) => privileges(question),
  [dav('supported-privilege-set')]: ({ resource }) => (resource.kind === 'collection' && resource.collection.kind === 'outbox' ? supportedPrivileges : null),
  [dav('supported-report-set')]: ({ resource, org }) => reports(resource, org),
  [dav('sync-token')]: ({ resource, org }) => (resource.kind === 'collection' && resource.collection.kind !== 'outbox' && org.panel.knobs.syncCollection ? syncTokenOf(org, resource.collection) : null),
  [dav('getetag')]: ({ resource }) => (resource.kind === 'object' ? escapeXml(resource.object.etag) : resource.kind === 'card' ? escapeXml(resource.card.etag) : null),
  [dav('getcontenttype')]: ({ resource }) => (resource.kind === 'card' ? 'text/vcard; charset=utf-8' : resource.kind === 'object' ? `text/calendar; charset=utf-8; component=${/^BEGIN:(VEVENT|VTODO|VJOURNAL)/m.exec(resource.object.text)?.[1]?.toLowerCase() ?? 'vevent'}` : null),
  [dav('getcontentlength')]: ({ resource }) => (resource.kind === 'object' ? String(Buffer.byteLength(resource.object.text)) : null),
  [cs('getctag')]: ({ resource, org }) => (resource.kind === 'book' ? `${org.store.state.life}-${resource.book.revision}` : resource.kind === 'collection' && resource.collection.kind !== 'outbox' ? `${org.store.state.life}-${resource.collection.revision}` : null),
  [cs('calendar-proxy-write-for')]: (question) => proxied(question, 'write'),
  [cs('calendar-proxy-read-for')]: (question) => proxied(question, 'read'),
  [cs('email-address-set')]: ({ resource }) => (resource.kind === 'principal' ? element(cs('email-address'), escapeXml(resource.owner.address)) : null),
  [carddav('addressbook-home-set')]: ({ resource }) => (resource.kind === 'principal' ? href(bookHomePath(resource.owner.user)) : null),
  [carddav('supported-address-data')]: ({ resource }) => (resource.kind === 'book' ? ['3.0', '4.0'].map((version) => element(carddav('address-data-type'), '', { 'content-type': 'text/vcard', version })).join('') : null),
  [nextcloud('room-seating-capacity')]: ({ resource }) => (resource.kind === 'principal' && resource.owner.seats !== undefined ? String(resource.owner.seats) : null),
  [caldav('calendar-home-set')]: ({ resource }) => (resource.kind === 'principal' ? href(homePath(resource.owner.user)) : null),
  [caldav('calendar-user-address-set')]: ({ resource }) => (resource.kind === 'principal' ? addressesOf(resource.owner).map(href).join('') : null),
  [caldav('calendar-user-type')]: ({ resource }) => (resource.kind === 'principal' ? resource.owner.kind.toUpperCase() : null),
  [caldav('schedule-inbox-URL')]: ({ resource, org }) => (resource.kind === 'principal' && schedules(org) ? href(collectionPath(resource.owner.user, inboxSlug)) : null),
  [caldav('schedule-outbox-URL')]: ({ resource, org }) => (resource.kind === 'principal' && schedules(org) ? href(collectionPath(resource.owner.user, outboxSlug)) : null),
  [caldav('schedule-tag')]: ({ resource, org }) => (resource.kind === 'object' && org.panel.knobs.scheduleTag ? resource.object.scheduleTag : null),
  [caldav('supported-calendar-component-set')]: ({ resource }) => componentSet(resource),
  [caldav('supported-calendar-data')]: ({ resource }) => (isCalendar(resource) ? element(caldav('calendar-data'), '', { 'content-type': 'text/calendar', version: '2.0' }) : null),
  [caldav('max-resource-size')]: ({ resource }) => (isCalendar(resource) ? String(limits.resourceBytes) : null),
  [caldav('max-attendees-per-instance')]: ({ resource }) => (isCalendar(resource) ? String(limits.attendees) : null),
  [caldav('min-date-time')]: ({ resource }) => (isCalendar(resource) ? '19000101T000000Z' : null),
  [caldav('max-date-time')]: ({ resource }) => (isCalendar(resource) ? '21001231T235959Z' : null),
}

export const limits = { resourceBytes: 2 * 1024 * 1024, attendees: 200 } as const

/** Only named ones come with allprop: the rest is asked for by name (RFC 4791 §5.2, RFC 6638 §9). */
const common: readonly Clark[] = [dav('resourcetype'), dav('displayname'), dav('getetag'), dav('getcontenttype'), dav('getcontentlength')]

/** A principal tells nobody else for whom it may act. */
const proxied = ({ org, me, resource }: PropertyQuestion, may: 'read' | 'write'): Xml | null =>
  resource.kind === 'principal' && resource.owner.user === me.user ? principalsFor(me, org.people, may).map(({ user }) => href(principalPath(user))).join('') : null

const schedules = (org: Organisation): boolean => org.panel.knobs.scheduling !== 'none'
const isCalendar = (resource: Resource): boolean => resource.kind === 'collection' && resource.collection.kind === 'calendar'

export function readProperty(question: PropertyQuestion, name: Clark): Xml | null {
  const value = live[name]?.(question) ?? stored(question.resource, name)
  return value === null ? null : element(name, value)
}

function stored(resource: Resource, name: Clark): Xml | null {
  // The older name of the availability is read as the newer one (AVA-5).
  return resource.kind === 'collection' ? (resource.collection.properties.get(name === settable.csAvailability ? settable.availability : name) ?? null) : null
}

export const isLive = (name: Clark): boolean => name in live && name !== dav('displayname')

/** Names for `propname`; for `allprop` only the ordinary ones and those a client has set. */
export function namesOf(question: PropertyQuestion, every: boolean): readonly Clark[] {
  const set = question.resource.kind === 'collection' ? ([...question.resource.collection.properties.keys()] as Clark[]) : []
  const computed = every ? (Object.keys(live) as Clark[]) : common
  return [...new Set([...computed, ...set])].filter((name) => readProperty(question, name) !== null)
}

function resourceType(resource: Resource): Xml {
  const collection = element(dav('collection'))
  switch (resource.kind) {
    case 'principal':
      return collection + element(dav('principal'))
    case 'collection':
      if (resource.collection.kind === 'inbox') return collection + element(caldav('schedule-inbox'))
      if (resource.collection.kind === 'outbox') return collection + element(caldav('schedule-outbox'))
      return collection + element(caldav('calendar'))
    case 'book':
      return collection + element(carddav('addressbook'))
    case 'object':
    case 'card':
      return ''
    default:
      return collection
  }
}

function componentSet(resource: Resource): Xml | null {
  if (resource.kind !== 'collection' || resource.collection.kind === 'outbox') return null
  const chosen = resource.collection.properties.get(componentSetName)
  return chosen ?? ['VEVENT', 'VTODO'].map((name) => element(caldav('comp'), '', { name })).join('')
}
export const componentSetName = caldav('supported-calendar-component-set')

const privilege = (name: Clark): Xml => element(dav('privilege'), element(name))

const supportedPrivileges = element(dav('supported-privilege'), privilege(dav('all')) + ['read', 'write'].map((name) => element(dav('supported-privilege'), privilege(dav(name)))).join('') + element(dav('supported-privilege'), privilege(caldav('schedule-send')) + ['invite', 'reply', 'freebusy'].map((right) => element(dav('supported-privilege'), privilege(caldav(`schedule-send-${right}`)))).join('')))

const writingRights = [dav('write'), dav('write-properties'), dav('write-content'), dav('bind'), dav('unbind')]

function privileges({ resource, me, org }: PropertyQuestion): Xml {
  const reading = [dav('read'), dav('read-current-user-privilege-set')]
  if (!('owner' in resource) || resource.kind === 'principal') return reading.map(privilege).join('')
  if (isBook(resource)) return (mayRead(me, resource) ? [...reading, ...writingRights] : []).map(privilege).join('')
  if (!mayRead(me, resource)) return [caldav('read-free-busy')].map(privilege).join('')
  if (!actsFor(me, resource.owner)) return [...reading, caldav('read-free-busy')].map(privilege).join('')
  const writing = [...reading, caldav('read-free-busy'), ...writingRights]
  const kind = resource.kind === 'collection' ? resource.collection.kind : 'calendar'
  if (kind === 'inbox') return [...reading, dav('write-properties'), dav('unbind'), caldav('schedule-deliver'), caldav('schedule-deliver-invite'), caldav('schedule-deliver-reply'), caldav('schedule-query-freebusy')].map(privilege).join('')
  if (kind === 'outbox') {
    const { sendRights } = org.panel.knobs
    return [...reading, ...(sendRights.length === 3 ? [caldav('schedule-send')] : []), ...sendRights.map((right) => caldav(`schedule-send-${right}`))].map(privilege).join('')
  }
  return writing.map(privilege).join('')
}

function reports(resource: Resource, org: Organisation): Xml | null {
  const names: Clark[] = []
  if (resource.kind === 'root' || resource.kind === 'principals' || resource.kind === 'principal') names.push(dav('principal-property-search'), dav('principal-search-property-set'))
  if (resource.kind === 'book') names.push(carddav('addressbook-multiget'))
  if (resource.kind === 'home') names.push(caldav('free-busy-query'))
  if (resource.kind === 'collection' && resource.collection.kind !== 'outbox') {
    names.push(caldav('calendar-query'), caldav('calendar-multiget'))
    if (resource.collection.kind === 'calendar') names.push(caldav('free-busy-query'))
    if (org.panel.knobs.syncCollection) names.push(dav('sync-collection'))
  }
  return names.map((name) => element(dav('supported-report'), element(dav('report'), element(name)))).join('')
}

/** Set on new collections and by PROPPATCH; see `proppatch.ts`. */
export const settable = {
  color: apple('calendar-color'),
  order: apple('calendar-order'),
  description: caldav('calendar-description'),
  timezone: caldav('calendar-timezone'),
  transp: caldav('schedule-calendar-transp'),
  availability: caldav('calendar-availability'),
  csAvailability: cs('calendar-availability'),
  defaultCalendar: caldav('schedule-default-calendar-URL'),
  displayname: dav('displayname'),
} as const
