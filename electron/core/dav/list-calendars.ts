import type { Href } from '../../../shared/model/ids.ts'
import type { DavClient, DavResult } from './shapes.ts'

export interface FoundCalendar {
  readonly href: Href
  readonly name: string
  readonly serverColor: string | null
  readonly order: number | null
  /** From current-user-privilege-set; true when the server does not tell (HTTP-14). */
  readonly writable: boolean
  /** `schedule-calendar-transp`; absent means opaque (SCH-45). */
  readonly countsAsBusy: boolean
  readonly components: readonly string[]
  readonly reports: readonly string[]
  readonly syncToken: string | null
  readonly ctag: string | null
  readonly owner: Href | null
  readonly subscribed: boolean
}
export interface ListAsk {
  readonly homes: readonly Href[]
  /** Never listed as calendars, whatever their resourcetype (DAViCal 1.1.12 stock), unless they hold `calendar` too and are the Outbox (SOGo). */
  readonly inboxHref: Href | null
  readonly outboxHref: Href | null
  readonly product: string
}
/** DIS-12, DIS-13: the calendars that can hold events, in the server's order. */
export declare function listCalendars(dav: DavClient, ask: ListAsk): DavResult<readonly FoundCalendar[]>
/** `schedule-default-calendar-URL` of the Inbox (SCH-44). */
export declare function readDefaultCalendar(dav: DavClient, inboxHref: Href): DavResult<Href | null>
