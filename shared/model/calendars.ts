import type { Hue } from './hues.ts'
import type { AccountId } from './ids.ts'
import type { Instant } from './time.ts'

/** What a server says of a calendar. Null: the property is not there. */
export interface CalendarProps {
  readonly name: string | null
  /** `#rrggbb`, or with alpha, as other programs wrote it. */
  readonly color: string | null
  readonly order: number | null
  readonly description: string | null
  /** `schedule-calendar-transp` (RFC 6638 §9.1, SCH-45): absent means opaque. */
  readonly countsAsBusy: boolean | null
}

/** What may be done to the calendar itself; true when the server does not tell. */
export interface CalendarRights {
  /** Its name, colour and so on (`write-properties`). */
  readonly change: boolean
  /** Take it away: `unbind` in its home (RFC 3744 §3.10). */
  readonly remove: boolean
}

/** What a calendar takes at most (RFC 4791 §5.2.5–5.2.9, CAL-10). Null: the server does not say. */
export interface CalendarLimits {
  readonly maxBytes: number | null
  readonly maxPeople: number | null
  readonly minUtc: Instant | null
  readonly maxUtc: Instant | null
}
export const noLimits: CalendarLimits = { maxBytes: null, maxPeople: null, minUtc: null, maxUtc: null }

/** The same in the words of a person: what can be chosen about a calendar. */
export interface CalendarFields {
  readonly name: string
  readonly hue: Hue
  readonly countsAsBusy: boolean
  readonly position: number
  readonly description: string
}
export type CalendarField = keyof CalendarFields

/** What the calendars hang on that are on this computer alone. It has no server and no addresses: nothing in it invites anybody, and nothing of it is sent. */
export const localAccount = 'local' as AccountId

/** What may be sent through an Outbox (RFC 6638 §6.2, SCH-46). */
export interface SendingRights {
  readonly invite: boolean
  readonly reply: boolean
  readonly freeBusy: boolean
}
