import type { Href } from '../../../shared/model/ids.ts'
import type { Interval } from '../../../shared/model/time.ts'
import type { DavClient, DavResult, TakeRows } from './shapes.ts'

export interface QueryAsk {
  readonly href: Href
  readonly window: Interval | null
  /** Only the object with this UID (SYN-13). */
  readonly uid?: string
  readonly withData: boolean
  readonly signal?: AbortSignal
}
/** RFC 4791 §7.8, VEVENT only (CAL-3). The answer may hold more than was asked (SOGo); compare locally. */
export declare function calendarQuery(dav: DavClient, ask: QueryAsk, take: TakeRows): DavResult<{ readonly rows: number }>
