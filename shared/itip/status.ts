import type { Delivery } from '../contract/events.ts'
import type { Instant } from '../model/time.ts'
export interface DeliveryContext {
  /** `attendee`: of one person I invited · `my-reply`: of my answer, read on ORGANIZER (T-S17). */
  readonly about: 'attendee' | 'my-reply'
  /** SCHEDULE-AGENT in upper case, null when missing. */
  readonly agent?: string | null
  /** When the last save left, for 1.0 that stays (T-S15). */
  readonly sentUtc?: Instant | null
  readonly nowUtc?: Instant
  /** Host or organisation name for the sentence. */
  readonly where?: string
  /** A change of mine that has not left this computer yet. */
  readonly unsent?: boolean
}
export declare function deliveryOf(codes: string | null, ctx: DeliveryContext): Delivery
