import type { BusySpan } from '../model/busy.ts'
import type { Instant, Interval, Zone } from '../model/time.ts'

/** What one person's answer says about one stretch of time, in the words the screens use. */
const slotStates = ['free', 'off-hours', 'tentative', 'busy', 'away', 'unknown', 'asking'] as const
export type SlotState = (typeof slotStates)[number]

/** The part of a busy row that is needed to judge a time. */
export interface SlotPerson {
  readonly state: 'asking' | 'answered' | 'unknown' | 'stale'
  /** Sorted and disjoint; time outside of them is unknown. */
  readonly spans: readonly BusySpan[]
  readonly workingHours: { readonly days: readonly number[]; readonly startMin: number; readonly endMin: number; readonly zone: Zone } | null
}

export interface SlotReport {
  readonly state: SlotState
  /** The spans that decided, clipped to nothing: their own times, for "tentative 15:15–16:00". */
  readonly because: readonly BusySpan[]
}

/** Index of the first span that ends after `instant`; the spans are sorted and disjoint. */
export function firstSpanAfter(spans: readonly BusySpan[], instant: Instant): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const mid = (low + high) >> 1
    if ((spans[mid] as BusySpan).endUtc > instant) high = mid
    else low = mid + 1
  }
  return low
}

/**
 * State of one person over the whole of `slot`, half open.
 * A block decides first: away, busy (FBA-12: the two that make a conflict). Then unknown, because a slot that is free
 * for its known half is not known to be free; only then tentative, off hours, free.
 * `isOffHours` is asked only when nothing else speaks, since it needs the person's clock.
 */
export function slotStateOf(person: SlotPerson, slot: Interval, isOffHours: (person: SlotPerson, slot: Interval) => boolean): SlotReport {
  const away: BusySpan[] = []
  const busy: BusySpan[] = []
  const tentative: BusySpan[] = []
  const unknown: BusySpan[] = []
  let coveredUntil = slot.startUtc
  for (let i = firstSpanAfter(person.spans, slot.startUtc); i < person.spans.length; i++) {
    const span = person.spans[i] as BusySpan
    if (span.startUtc >= slot.endUtc) break
    if (span.startUtc > coveredUntil) unknown.push({ kind: 'unknown', startUtc: coveredUntil, endUtc: span.startUtc })
    coveredUntil = span.endUtc
    if (span.kind === 'unavailable') away.push(span)
    else if (span.kind === 'busy') busy.push(span)
    else if (span.kind === 'tentative') tentative.push(span)
    else if (span.kind === 'unknown') unknown.push(span)
  }
  if (coveredUntil < slot.endUtc) unknown.push({ kind: 'unknown', startUtc: coveredUntil, endUtc: slot.endUtc })
  if (away.length > 0) return { state: 'away', because: away }
  if (busy.length > 0) return { state: 'busy', because: busy }
  if (unknown.length > 0) return { state: person.state === 'asking' ? 'asking' : 'unknown', because: unknown }
  if (tentative.length > 0) return { state: 'tentative', because: tentative }
  return { state: isOffHours(person, slot) ? 'off-hours' : 'free', because: [] }
}

export type SlotCounts = Readonly<Record<SlotState, number>>

export function countStates(states: Iterable<SlotState>): SlotCounts {
  const counts: Record<SlotState, number> = { free: 0, 'off-hours': 0, tentative: 0, busy: 0, away: 0, unknown: 0, asking: 0 }
  for (const state of states) counts[state]++
  return counts
}
