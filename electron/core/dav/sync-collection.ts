import type { Href } from '../../../shared/model/ids.ts'
import type { DavClient, DavResult, TakeRows } from './shapes.ts'

export interface SyncAsk {
  readonly href: Href
  /** Null: everything. */
  readonly token: string | null
  /** Ask for calendar-data in the same answer (one round trip); rows without it still need a multiget. */
  readonly withData: boolean
  readonly signal?: AbortSignal
}
export interface SyncEnd {
  /** Store it in the same transaction as the rows (SYN-6). */
  readonly token: string | null
  readonly removed: readonly Href[]
  /** 507 for the collection itself: ask again with the new token (SYN-3). */
  readonly truncated: boolean
  readonly rows: number
}
/** RFC 6578. A token that no longer counts gives `cause: 'sync-token'` (SYN-5): ask again with `token: null` and compare. */
export declare function syncCollection(dav: DavClient, ask: SyncAsk, take: TakeRows): DavResult<SyncEnd>
