import { addDays, dayOf, daysBetween } from '../../../shared/time/days.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import type { CalendarFacts } from './day-model.ts'
import { clockWords, kindOf, spokenWords, titleWords, type OccurrenceKind } from './occurrence-words.ts'
import { say } from './range.ts'

/** One event over whole days. `first` and `last` count the days in view from 0, both inclusive; `lane` from 0. */
export interface LaneBar {
  readonly key: string
  readonly occurrence: Occurrence
  readonly first: number
  readonly last: number
  readonly lane: number
  readonly came: boolean
  readonly goesOn: boolean
  readonly kind: OccurrenceKind
  readonly hue: string
  readonly title: string
  /** `until 23 Oct`, or the time of a timed event. */
  readonly extra: string
  readonly past: boolean
  readonly unsent: boolean
  readonly spoken: string
}

/** Days an occurrence touches, both inclusive. */
export function daysTouched(one: Occurrence, zone: string): { readonly first: PlainDate; readonly last: PlainDate } {
  if (one.startDate && one.endDate) return { first: one.startDate, last: one.endDate > one.startDate ? addDays(one.endDate, -1) : one.startDate }
  return { first: dayOf(one.startUtc, zone), last: dayOf(Math.max(one.startUtc, one.endUtc - 1), zone) }
}

/**
 * Packs events into the fewest lanes, longest first among those that start together, so that a long one
 * keeps its lane through the week. In: any order. Out: by lane, then by day.
 */
export function laneBars(occurrences: readonly Occurrence[], days: readonly PlainDate[], facts: CalendarFacts): LaneBar[] {
  const start = days[0]!
  const end = days[days.length - 1]!
  const spans = occurrences
    .map((occurrence) => ({ occurrence, ...daysTouched(occurrence, facts.zone) }))
    .filter((span) => span.first <= end && span.last >= start)
    .sort((a, b) => cmp(a.first < start ? start : a.first, b.first < start ? start : b.first) || cmp(b.last, a.last) || cmp(a.occurrence.key, b.occurrence.key))
  const takenUntil: number[] = []
  return spans.map((span) => {
    const came = span.first < start
    const goesOn = span.last > end
    const first = came ? 0 : daysBetween(start, span.first)
    const last = goesOn ? days.length - 1 : daysBetween(start, span.last)
    let lane = takenUntil.findIndex((until) => until < first)
    if (lane < 0) lane = takenUntil.length
    takenUntil[lane] = last
    const one = span.occurrence
    return {
      key: one.key,
      occurrence: one,
      first,
      last,
      lane,
      came,
      goesOn,
      kind: kindOf(one),
      hue: facts.hues.get(one.collectionId) ?? 'slate',
      title: titleWords(one),
      extra: goesOn ? `until ${say(span.last, { day: 'numeric', month: 'short' })}` : one.startDate === null ? clockWords(one.startUtc, facts.zone) : '',
      past: one.endUtc <= facts.nowUtc,
      unsent: one.unsent,
      spoken: spokenWords(one, facts.zone, facts.names.get(one.collectionId) ?? ''),
    }
  })
}

/** Which bars fit into `lanes`, and how many do not on each day. */
export function foldLanes(bars: readonly LaneBar[], lanes: number, dayCount: number): { readonly shown: readonly LaneBar[]; readonly hidden: readonly number[] } {
  const needed = bars.reduce((most, bar) => Math.max(most, bar.lane + 1), 0)
  if (needed <= lanes) return { shown: bars, hidden: Array.from({ length: dayCount }, () => 0) }
  // The last lane is given up to say how many are hidden.
  const shown = bars.filter((bar) => bar.lane < lanes - 1)
  const hidden = Array.from({ length: dayCount }, (_, day) => bars.filter((bar) => bar.lane >= lanes - 1 && bar.first <= day && bar.last >= day).length)
  return { shown, hidden }
}

const cmp = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
