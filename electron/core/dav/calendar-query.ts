import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { memberProperties, responsesTo } from './member-rows.ts'
import type { DavClient, DavResult, TakeRows } from './shapes.ts'
import { attributes, elementsOf, text, type XmlElements } from './write-request.ts'

export interface QueryAsk {
  readonly href: Href
  readonly window: Interval | null
  /** Only the object with this UID (SYN-13). */
  readonly uid?: string
  readonly withData: boolean
  readonly signal?: AbortSignal
}

/** RFC 4791 §7.8, always for VEVENT (CAL-3). The answer may hold more than was asked (SOGo 5.8.0) or less (Xandikos 0.2.8, series): compare locally. */
export async function calendarQuery(dav: DavClient, ask: QueryAsk, take: TakeRows): DavResult<{ readonly rows: number }> {
  let rows = 0
  const { sink, flush } = responsesTo(take, { row: () => (rows += 1), other: () => undefined })
  const range: XmlElements = ask.window ? { 'c:time-range': attributes({ start: basicUtc(ask.window.startUtc), end: basicUtc(ask.window.endUtc) }) } : {}
  const uid: XmlElements = ask.uid === undefined ? {} : { 'c:prop-filter': { ...attributes({ name: 'UID' }), 'c:text-match': { ...attributes({ collation: 'i;octet' }), ...text(ask.uid) } } }
  const events = { 'c:comp-filter': { ...attributes({ name: 'VEVENT' }), ...range, ...uid } }
  const body = {
    'c:calendar-query': {
      'd:prop': elementsOf(memberProperties(ask.withData)),
      'c:filter': { 'c:comp-filter': { ...attributes({ name: 'VCALENDAR' }), ...events } },
    },
  }
  const end = await dav.report(ask.href, 1, body, sink, ask.signal ? { signal: ask.signal } : {})
  if (!end.ok) return fail(end.problem)
  flush()
  return ok({ rows })
}

/** `20261122T000000Z`. */
export const basicUtc = (instant: Instant): string => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')
