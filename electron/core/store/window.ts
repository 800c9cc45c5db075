import type { Instant, Interval } from '../../../shared/model/time.ts'

export const dayMs = 86_400_000
const yearMs = 366 * dayMs

/** What is indexed from the start: a year back, two years ahead. */
export function rollingWindow(now: Instant): Interval {
  const today = Math.floor(now / dayMs) * dayMs
  return { startUtc: today - yearMs, endUtc: today + 2 * yearMs }
}

/**
 * The window to index so that `asked` is inside: a year further than asked, so that paging on does not widen at each step.
 * Null: it is inside already.
 */
export function widened(indexed: Interval, asked: Interval): Interval | null {
  const startUtc = asked.startUtc < indexed.startUtc ? asked.startUtc - yearMs : indexed.startUtc
  const endUtc = asked.endUtc > indexed.endUtc ? asked.endUtc + yearMs : indexed.endUtc
  return startUtc === indexed.startUtc && endUtc === indexed.endUtc ? null : { startUtc, endUtc }
}

/** As time goes by the window moves on; nothing to do while half a year of the future is left over. */
export function movedOn(indexed: Interval, now: Instant): Interval | null {
  const fresh = rollingWindow(now)
  if (fresh.endUtc - indexed.endUtc < yearMs / 2 && fresh.startUtc >= indexed.startUtc) return null
  return { startUtc: Math.min(indexed.startUtc, fresh.startUtc), endUtc: Math.max(indexed.endUtc, fresh.endUtc) }
}
