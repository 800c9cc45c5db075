import type { Href } from '../../../shared/model/ids.ts'
import type { DavClient, DavResult } from './shapes.ts'

export interface OutboxAsk {
  readonly outboxHref: Href
  /** The VFREEBUSY request (SCH-50). */
  readonly text: string
  /** As written in the request, for the draft-era headers Originator and Recipient. */
  readonly organizer: string
  readonly attendees: readonly string[]
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}
export interface RecipientAnswer {
  /** As the server spelled it. */
  readonly recipient: string
  /** `2.0`, `3.7`, … */
  readonly code: string
  readonly text: string
  readonly calendarText: string | null
}
/** SCH-50…52. Recipients missing in the answer are missing here. 501, 404, 405 give `kind: 'refused', cause: 'not-supported'`. */
export declare function askOutbox(dav: DavClient, ask: OutboxAsk): DavResult<readonly RecipientAnswer[]>
