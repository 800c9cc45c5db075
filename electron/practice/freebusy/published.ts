import { readFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { failedCondition } from '../dav/conditions.ts'
import { segmentsOf } from '../dav/resource.ts'
import { reply, text } from '../http/exchange.ts'
import type { PracticeRequest, PracticeResponse } from '../http/exchange.ts'
import { etagOf } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import { keyOf } from '../store/state.ts'

const calendarType = 'text/calendar; charset=utf-8'

/** `/published/<user>/<name>`: a folder for free/busy files. Everybody reads; only the owner, signed in, writes. */
export function publishedFile(org: Organisation, request: PracticeRequest, me: Person | null): PracticeResponse {
  const [, user = '', name = '', ...more] = segmentsOf(request.path) ?? []
  const owner = org.people.find((person) => person.user === user)
  if (owner === undefined || name === '' || more.length > 0) return text(404, 'Nothing is published here.\n')
  const there = org.store.state.published.get(keyOf(user, name)) ?? null
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (there === null) return text(404, 'Nothing is published here.\n')
    const tag = etagOf(there)
    if (request.headers['if-none-match'] === tag) return reply(304, '', { ETag: tag })
    return reply(200, there, { 'Content-Type': calendarType, ETag: tag })
  }
  if (request.method !== 'PUT' && request.method !== 'DELETE') return text(405, 'Files are read, put and deleted here.\n', { Allow: 'GET, HEAD, PUT, DELETE' })
  if (me === null) return text(401, 'Sign in.\n', { 'WWW-Authenticate': `Basic realm="${org.domain}", charset="UTF-8"` })
  if (me !== owner) return text(403, 'This folder belongs to somebody else.\n')
  const failed = failedCondition(request.headers, there === null ? null : { etag: etagOf(there), scheduleTag: null })
  if (failed) return failed
  if (request.method === 'DELETE') {
    if (there === null) return text(404, 'Nothing is published here.\n')
    org.store.commit([{ op: 'published', user, name, text: null }])
    return reply(204)
  }
  if (!readFreeBusy(request.body, { startUtc: 0, endUtc: 1 }).ok) return text(415, 'Only free/busy files are kept here.\n')
  org.store.commit([{ op: 'published', user, name, text: request.body }])
  return reply(there === null ? 201 : 204, '', { ETag: etagOf(request.body) })
}
