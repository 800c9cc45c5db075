import type { Etag, Href, ScheduleTag } from '../../../shared/model/ids.ts'
import type { DavClient, DavResult } from './shapes.ts'

export interface DeleteAsk {
  readonly href: Href
  /** `any` only for Inbox items: nobody edits those. */
  readonly condition: { readonly kind: 'etag'; readonly etag: Etag } | { readonly kind: 'schedule-tag'; readonly tag: ScheduleTag } | { readonly kind: 'any' }
  /** False: `Schedule-Reply: F`, nobody is told (SCH-13). */
  readonly tellOrganizer: boolean
}
/** 404 and 410 are success: `wasGone` (T-Y14). 412 gives `kind: 'conflict'`. */
export declare function deleteObject(dav: DavClient, ask: DeleteAsk): DavResult<{ readonly wasGone: boolean }>
