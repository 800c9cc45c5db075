import type { Etag, Href, ScheduleTag } from '../../../shared/model/ids.ts'
import type { DavClient, DavResult, Headers } from './shapes.ts'

export type PutCondition = { readonly kind: 'new' } | { readonly kind: 'etag'; readonly etag: Etag } | { readonly kind: 'schedule-tag'; readonly tag: ScheduleTag }
export interface PutAsk {
  readonly href: Href
  readonly text: string
  readonly condition: PutCondition
  readonly headers?: Headers
}
export interface PutDone {
  /** Null: read the object again before any further edit (HTTP-7). */
  readonly etag: Etag | null
  readonly scheduleTag: ScheduleTag | null
  /** The body the server now holds, when it sent it back (`Prefer: return=representation`). */
  readonly text: string | null
}
/**
 * Never blind (HTTP-6). 412 gives `kind: 'conflict', cause: 'changed-there'`.
 * When no answer came after the request had left, the cause is `no-answer` or `timeout`: it may have taken effect.
 */
export declare function putObject(dav: DavClient, ask: PutAsk): DavResult<PutDone>
