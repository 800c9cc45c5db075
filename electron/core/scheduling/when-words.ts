import type { Instant, PlainDate, Zone } from '../../../shared/model/time.ts'
import { daysInWords, whenInWords } from '../../../shared/wording/times.ts'

interface Span {
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly startDate: PlainDate | null
  readonly endDate: PlainDate | null
}

/** `Wed 14 Oct, 15:00–16:30`, or the days of an all-day one. */
export const whenWords = (span: Span, zone: Zone, nowUtc: Instant): string =>
  span.startDate === null || span.endDate === null ? whenInWords(span.startUtc, span.endUtc, { zone, nowUtc }) : daysInWords(span.startDate, span.endDate, { nowUtc })
