/** Milliseconds since 1970-01-01T00:00Z, an integer. */
export type Instant = number

/** Half open: `startUtc` belongs to it, `endUtc` does not (FBA-5). Empty when they are equal. */
export interface Interval {
  readonly startUtc: Instant
  readonly endUtc: Instant
}

/** `YYYY-MM-DD`. A day without a zone; never a midnight. */
export type PlainDate = string

/** `YYYY-MM-DDTHH:MM:SS` on the clocks of some zone, which is named beside it. */
export type LocalDateTime = string

/** IANA name, e.g. `Europe/Berlin`; `UTC` is one of them. */
export type Zone = string
