import type { BusyKind, BusySpan } from '../model/busy.ts'
import type { Instant, Interval, Zone } from '../model/time.ts'
import { addDays, dayOf, startOfDay } from '../time/days.ts'
import { offsetMsAt } from '../time/zones.ts'
import { toTimeline } from './timeline.ts'

/** How much of my time others may know (FBP-4). Titles are no choice: they are never part of it. */
export interface PublishRules {
  /** Busy time grows outward to whole steps of so many minutes on my clocks, so that exact times stay mine; 0: as it is. */
  readonly roundMin: number
  /** `leave-out`: what I have not promised yet is shown as free. */
  readonly tentative: 'tentative' | 'busy' | 'leave-out'
  /** Being away, as its own kind or as plain busy time. */
  readonly away: 'unavailable' | 'busy'
  /** My time outside of working hours is unavailable. */
  readonly offHours: boolean
}

/** From the midnight `backDays` before today to the one after `aheadDays` more days, on my clocks (FBP-2). */
export function publishedWindow(days: { readonly backDays: number; readonly aheadDays: number }, nowUtc: Instant, zone: Zone): Interval {
  const today = dayOf(nowUtc, zone)
  return { startUtc: startOfDay(addDays(today, -days.backDays), zone), endUtc: startOfDay(addDays(today, days.aheadDays + 1), zone) }
}

/**
 * What a published link says about my time: sorted, disjoint, covering `window` exactly, neighbours of one kind joined (FBP-1).
 * In: my busy time in any order, from calendars that were all fetched: the rest of the window is stated as free.
 * `away`: absences, and with `offHours` the time outside of my hours (RFC 7953). Firm busy time is never shown as free, whatever the rules.
 */
export function whatIsPublished(busy: readonly BusySpan[], { window, rules, zone, away }: { readonly window: Interval; readonly rules: PublishRules; readonly zone: Zone; readonly away: readonly BusySpan[] }): BusySpan[] {
  const shown = busy.flatMap((span): BusySpan[] => {
    const kind = kindShown(span.kind, rules)
    return kind === 'free' ? [] : [{ ...roundedOut(span, rules.roundMin, zone), kind }]
  })
  const off = away.map((span): BusySpan => ({ ...span, kind: kindShown(span.kind, rules) }))
  return toTimeline([...shown, ...off], window, window)
}

function kindShown(kind: BusyKind, rules: PublishRules): BusyKind {
  if (kind === 'unavailable') return rules.away
  if (kind === 'tentative') return rules.tentative === 'leave-out' ? 'free' : rules.tentative
  return kind === 'unknown' ? 'free' : kind
}

/** Steps are counted from local midnight: in Kolkata an hour begins at :30 of UTC. */
function roundedOut({ startUtc, endUtc }: Interval, stepMin: number, zone: Zone): Interval {
  if (stepMin <= 0) return { startUtc, endUtc }
  const step = stepMin * 60_000
  const startOffset = offsetMsAt(zone, startUtc)
  const endOffset = offsetMsAt(zone, endUtc)
  return {
    startUtc: Math.min(startUtc, Math.floor((startUtc + startOffset) / step) * step - startOffset),
    endUtc: Math.max(endUtc, Math.ceil((endUtc + endOffset) / step) * step - endOffset),
  }
}
