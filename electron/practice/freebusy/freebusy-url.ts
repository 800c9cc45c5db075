import { fail, ok } from '../../../shared/model/result.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { writeFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { addDays, dayOf, startOfDay } from '../../../shared/time/days.ts'
import { reply, text } from '../http/exchange.ts'
import type { PracticeRequest, PracticeResponse } from '../http/exchange.ts'
import { etagOf, personAt } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import { publishedUntil } from '../seed/story-time.ts'
import { segmentsOf } from '../dav/resource.ts'
import { busyOfPerson } from './person-busy.ts'

const defaultDays = 42
const mostDays = 366
const formats = ['text/calendar', 'text/plain']

/** Tokens for freebusy URLs: who has one must show it (FBU-2). The rest of the people is open to everybody. */
export type Tokens = ReadonlyMap<string, string>

/**
 * `GET /freebusy/<address>` as CC/S 0903 §4–6 has it: start, end, period, format, token, user; each at most once.
 * A wrong token is answered like an unknown person: 404 (FBU-6).
 */
export function freeBusyUrl(org: Organisation, request: PracticeRequest, tokens: Tokens): PracticeResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Freebusy URLs are read with GET.\n', { Allow: 'GET, HEAD' })
  for (const name of ['start', 'end', 'period', 'format', 'token', 'user']) if (request.query.getAll(name).length > 1) return text(400, `"${name}" is given twice.\n`)
  const format = request.query.get('format') ?? 'text/calendar'
  if (!formats.includes(format.split(';')[0]?.trim().toLowerCase() ?? '')) return text(406, `There is no free/busy as ${format} here.\n`)
  const owner = personAt(org, (segmentsOf(request.path)?.slice(1).join('/') || request.query.get('user')) ?? '')
  if (owner === null) return text(404, 'No free/busy information here.\n')
  const token = tokens.get(owner.address)
  if (token !== undefined && request.query.get('token') !== token) return text(404, 'No free/busy information here.\n')
  const asked = askedWindow(request.query, { now: org.clock.now(), zone: owner.zone })
  if (!asked.ok) return text(400, `${asked.problem}\n`)
  const window = publishedPart(org, owner, asked.value)
  if (window === null) return text(404, 'No free/busy information for that time.\n')
  const body = writeFreeBusy({ window, spans: busyOfPerson(org, { owner, window }), nowUtc: org.clock.now(), organizer: `mailto:${owner.address}` })
  // DTSTAMP is the time of asking; the tag is of what was said.
  const etag = etagOf(body.replace(/^DTSTAMP:.*$/m, ''))
  if ((request.headers['if-none-match'] ?? '').split(',').some((one) => one.trim() === etag)) return reply(304, '', { ETag: etag })
  return reply(200, body, { 'Content-Type': 'text/calendar; charset=utf-8', ETag: etag, 'Cache-Control': 'private, max-age=60' })
}

/** A server may answer for less than was asked, and says so by DTSTART and DTEND (CC/S 0903 §4): Frank's always ends soon. */
function publishedPart(org: Organisation, owner: Person, asked: Interval): Interval | null {
  if (owner.domain !== 'freelance.example') return asked
  const endUtc = Math.min(asked.endUtc, publishedUntil(org.clock.now(), owner.zone))
  return endUtc > asked.startUtc ? { ...asked, endUtc } : null
}

/** Start and end, start and period, or either alone; defaults: from today, six weeks (FBU-2). */
export function askedWindow(query: URLSearchParams, { now, zone }: { readonly now: Instant; readonly zone: Zone }): Result<Interval, string> {
  const [start, end, period] = [query.get('start'), query.get('end'), query.get('period')]
  if (end !== null && period !== null) return fail('"end" and "period" do not go together.')
  const today = startOfDay(dayOf(now, zone), zone)
  const startUtc = start === null ? today : instantIn(start)
  if (startUtc === null) return fail('"start" is not a date and time with its offset.')
  const endUtc = end !== null ? instantIn(end) : period !== null ? afterPeriod(startUtc, period) : start !== null ? startOfDay(addDays(dayOf(startUtc, zone), 1), zone) : startOfDay(addDays(dayOf(now, zone), defaultDays), zone)
  if (endUtc === null) return fail(end !== null ? '"end" is not a date and time with its offset.' : '"period" is not a duration.')
  if (endUtc <= startUtc) return fail('"end" is not after "start".')
  if (endUtc - startUtc > mostDays * 24 * 3600_000) return fail(`At most ${mostDays} days at once.`)
  return ok({ startUtc, endUtc })
}

/** RFC 3339 without fractions; the specification's own example has an offset without its colon, so that is read too. */
function instantIn(text: string): Instant | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(Z|[+-]\d\d:?\d\d)$/i.exec(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:$6').replace(/ (\d\d:?\d\d)$/, '+$1'))
  if (match === null) return null
  const offset = (match[3] ?? 'Z').replace(/^([+-]\d\d)(\d\d)$/, '$1:$2').toUpperCase()
  const at = Date.parse(`${match[1]}T${match[2]}${offset}`)
  return Number.isNaN(at) ? null : at
}

function afterPeriod(startUtc: Instant, period: string): Instant | null {
  const match = /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/.exec(period)
  if (match === null) return null
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number]
  const ms = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  return ms > 0 ? startUtc + ms : null
}
