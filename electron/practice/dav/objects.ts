import { collectionPath, findByUid, objectPath, uidOfObject } from '../organisation.ts'
import { reply, text } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import type { Person } from '../people.ts'
import type { StoredObject } from '../store/state.ts'
import { caldav, dav } from '../xml/names.ts'
import { href, needPrivilege, prefers, readPrivilege, refuse } from './answer.ts'
import { checkObject } from './check-object.ts'
import { failedCondition } from './conditions.ts'
import type { DavContext } from './context.ts'
import { pathOf, resourceAt } from './resource.ts'
import type { Resource } from './resource.ts'
import { actsFor, mayRead } from './rights.ts'

type Place = Extract<Resource, { kind: 'object' | 'missing-object' }>

const missing = (): PracticeResponse => text(404, 'There is nothing here.\n')

export function get(context: DavContext, resource: Resource): PracticeResponse {
  if (resource.kind === 'missing-object' || resource.kind === 'missing-collection') return missing()
  if (!mayRead(context.me, resource)) return needPrivilege(pathOf(resource), readPrivilege)
  if (resource.kind !== 'object') return text(405, 'Collections are read with PROPFIND and REPORT.\n', { Allow: 'OPTIONS, PROPFIND, PROPPATCH, REPORT' })
  const { object } = resource
  const condition = context.request.headers['if-none-match']
  if (condition !== undefined && condition.split(',').some((tag) => tag.trim() === object.etag)) return reply(304, '', { ETag: object.etag })
  return reply(200, object.text, { 'Content-Type': 'text/calendar; charset=utf-8', ETag: object.etag, ...scheduleTagHeader(context, object) })
}

const scheduleTagHeader = ({ org }: DavContext, object: StoredObject): Record<string, string> => (object.scheduleTag !== null && org.panel.knobs.scheduleTag ? { 'Schedule-Tag': object.scheduleTag } : {})

/**
 * PUT (RFC 4791 §5.3.2, RFC 6638 §3.2). The answer has an ETag only if the stored bytes are those that came;
 * a meeting is rewritten by scheduling, and its answer has the Schedule-Tag instead.
 */
export async function put(context: DavContext, resource: Resource): Promise<PracticeResponse> {
  const { me, request, scheduler } = context
  if (resource.kind === 'missing-collection') return refuse(409, caldav('calendar-collection-location-ok'))
  if (resource.kind !== 'object' && resource.kind !== 'missing-object') return text(405, 'This is a collection.\n')
  if (!actsFor(me, resource.owner) || resource.collection.kind !== 'calendar') return needPrivilege(pathOf(resource), dav('bind'))
  const before = resource.kind === 'object' ? resource.object : null
  const failed = failedCondition(knownConditions(context), before)
  if (failed !== null) return withCurrent(context, failed, before)
  const checked = checkObject(request.body, resource.collection)
  if (!checked.ok) return refuse(403, checked.problem.condition, '', checked.problem.detail)
  const clash = uidClash(context, resource, checked.value.uid)
  if (clash !== null) return clash
  const name = resource.kind === 'object' ? resource.object.name : resource.name
  const outcome = await scheduler.put({ owner: resource.owner, actor: me, slug: resource.collection.slug, name, before, text: request.body, mergeByTag: request.headers['if-schedule-tag-match'] !== undefined })
  if (!outcome.ok) return refuse(403, outcome.problem.condition, outcome.problem.href === null ? '' : href(outcome.problem.href), outcome.problem.detail)
  return stored(context, { place: resource, name, created: before === null })
}

/** With the Schedule-Tag switched off, a client cannot have one, and the header means nothing. */
function knownConditions({ org, request }: DavContext): Readonly<Record<string, string>> {
  if (org.panel.knobs.scheduleTag) return request.headers
  const { 'if-schedule-tag-match': ignored, ...rest } = request.headers
  return ignored === undefined ? request.headers : rest
}

/** A 412 with what is there now, for those who asked for it (RFC 8144 §3.2). */
function withCurrent(context: DavContext, failed: PracticeResponse, current: StoredObject | null): PracticeResponse {
  if (current === null || !prefers(context.request.headers, 'return=representation')) return failed
  return reply(412, current.text, { 'Content-Type': 'text/calendar; charset=utf-8', ETag: current.etag, 'Preference-Applied': 'return=representation', ...scheduleTagHeader(context, current) })
}

function uidClash({ org }: DavContext, place: Place, uid: string): PracticeResponse | null {
  const { user } = place.owner
  const name = place.kind === 'object' ? place.object.name : place.name
  if (place.kind === 'object' && uidOfObject(place.object) !== uid) return refuse(403, caldav('no-uid-conflict'), href(pathOf(place)))
  for (const other of place.collection.objects.values()) if (other.name !== name && uidOfObject(other) === uid) return refuse(403, caldav('no-uid-conflict'), href(objectPath(user, place.collection.slug, other.name)))
  const elsewhere = findByUid(org, user, uid)
  if (elsewhere === null || elsewhere.collection === place.collection || elsewhere.object.scheduleTag === null) return null
  return refuse(403, caldav('unique-scheduling-object-resource'), href(objectPath(user, elsewhere.collection.slug, elsewhere.object.name)))
}

function stored(context: DavContext, { place, name, created }: { readonly place: Place; readonly name: string; readonly created: boolean }): PracticeResponse {
  const { org, request } = context
  const now = place.collection.objects.get(name)
  // Gone again already: an attendee's reply or a knob may have been faster.
  if (now === undefined) return reply(created ? 201 : 204)
  const headers: Record<string, string> = { ...scheduleTagHeader(context, now) }
  if (prefers(request.headers, 'return=representation')) {
    return reply(created ? 201 : 200, now.text, {
      ...headers,
      ETag: now.etag,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Location': objectPath(place.owner.user, place.collection.slug, name),
      'Preference-Applied': 'return=representation',
    })
  }
  if (org.panel.knobs.putEtag && now.text === request.body) headers['ETag'] = now.etag
  return reply(created ? 201 : 204, '', headers)
}

/** DELETE of an object, or of a calendar with everything in it (RFC 6638 §3.2.3.2). */
export async function remove(context: DavContext, resource: Resource): Promise<PracticeResponse> {
  const { org, me, request, scheduler } = context
  if (resource.kind === 'missing-object' || resource.kind === 'missing-collection') return missing()
  if (!('owner' in resource) || !actsFor(me, resource.owner)) return needPrivilege(pathOf(resource), dav('unbind'))
  const { owner } = resource
  const silent = (request.headers['schedule-reply'] ?? '').trim().toUpperCase() === 'F'
  if (resource.kind === 'collection') {
    const { collection } = resource
    if (collection.kind !== 'calendar') return text(405, 'Inbox and Outbox stay.\n', { Allow: 'OPTIONS, PROPFIND, REPORT' })
    if (defaultCalendarPath(context, owner) === pathOf(resource)) return refuse(403, caldav('default-calendar-needed'))
    const doomed = [...collection.objects.values()]
    for (const object of doomed) await scheduler.remove({ owner, slug: collection.slug, object, silent })
    org.store.commit([{ op: 'drop-collection', user: owner.user, slug: collection.slug }])
    return reply(204)
  }
  if (resource.kind !== 'object') return needPrivilege(pathOf(resource), dav('unbind'))
  const failed = failedCondition(knownConditions(context), resource.object)
  if (failed !== null) return withCurrent(context, failed, resource.object)
  if (resource.collection.kind === 'inbox') org.store.commit([{ op: 'drop-object', user: owner.user, slug: resource.collection.slug, name: resource.object.name }])
  else await scheduler.remove({ owner, slug: resource.collection.slug, object: resource.object, silent })
  return reply(204)
}

function defaultCalendarPath({ scheduler }: DavContext, owner: Person): string {
  return collectionPath(owner.user, scheduler.defaultCalendarOf(owner))
}

/** MOVE between one's calendars: no message leaves (RFC 6638 §3.2.3.4, HTTP-15). */
export function move(context: DavContext, resource: Resource): PracticeResponse {
  const { org, me, request } = context
  if (resource.kind === 'missing-object') return missing()
  if (resource.kind !== 'object' || !actsFor(me, resource.owner)) return needPrivilege(pathOf(resource), dav('unbind'))
  const destination = request.headers['destination'] ?? ''
  const path = URL.canParse(destination) ? new URL(destination).pathname : destination
  const target = resourceAt(org, path)
  if (target === null || !('owner' in target) || target.owner.user !== resource.owner.user) return text(403, 'Objects stay with their owner.\n')
  if (target.kind !== 'object' && target.kind !== 'missing-object') return refuse(409, caldav('calendar-collection-location-ok'))
  if (target.collection.kind !== 'calendar' || resource.collection.kind !== 'calendar') return refuse(403, caldav('calendar-collection-location-ok'))
  const failed = failedCondition(knownConditions(context), resource.object)
  if (failed !== null) return failed
  if (target.kind === 'object' && (request.headers['overwrite'] ?? 'T').toUpperCase() === 'F') return text(412, 'There is something already.\n')
  const allowed = checkObject(resource.object.text, target.collection)
  if (!allowed.ok) return refuse(403, allowed.problem.condition, '', allowed.problem.detail)
  const name = target.kind === 'object' ? target.object.name : target.name
  const { text: kept, etag, scheduleTag } = resource.object
  org.store.commit([
    { op: 'drop-object', user: target.owner.user, slug: resource.collection.slug, name: resource.object.name },
    { op: 'object', user: target.owner.user, slug: target.collection.slug, name, text: kept, etag, scheduleTag },
  ])
  return reply(target.kind === 'object' ? 204 : 201, '', { Location: pathOf(target) })
}

