import type { Href } from '../../../shared/model/ids.ts'
import type { DavClient, DavResult, TakeRows } from './shapes.ts'

export interface MultigetAsk {
  readonly href: Href
  readonly members: readonly Href[]
  readonly signal?: AbortSignal
}
/** RFC 4791 §7.9, in batches with a few in flight. Hrefs in `missing` are gone: 404, or left out (DAViCal 1.1.12, sabre/dav 4.7.1). */
export declare function multiget(dav: DavClient, ask: MultigetAsk, take: TakeRows): DavResult<{ readonly missing: readonly Href[] }>
