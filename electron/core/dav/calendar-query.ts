import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { inChunks, memberProperties, memberRow } from './member-rows.ts'
import { namespaces } from './names.ts'
import type { DavClient, DavResult, TakeRows } from './shapes.ts'
import { escapeXml } from './xml.ts'

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
  const rows = inChunks(take)
  const range = ask.window ? `<c:time-range start="${basicUtc(ask.window.startUtc)}" end="${basicUtc(ask.window.endUtc)}"/>` : ''
  const uid = ask.uid === undefined ? '' : `<c:prop-filter name="UID"><c:text-match collation="i;octet">${escapeXml(ask.uid)}</c:text-match></c:prop-filter>`
  const body =
    `<?xml version="1.0" encoding="utf-8"?><c:calendar-query ${namespaces}><d:prop>${memberProperties(ask.withData)}</d:prop>` +
    `<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">${range}${uid}</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`
  const end = await dav.report(
    ask.href,
    1,
    body,
    (response) => {
      const row = memberRow(response)
      if (row) rows.push(row)
    },
    ask.signal ? { signal: ask.signal } : {},
  )
  if (!end.ok) return fail(end.problem)
  rows.flush()
  return ok({ rows: rows.count() })
}

/** `20261122T000000Z`. */
export const basicUtc = (instant: Instant): string => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')
