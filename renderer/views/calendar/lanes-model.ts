import { addDays, dayOf, daysBetween } from '../../../shared/time/days.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
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

/** An occurrence with the days it touches, both inclusive. */
export interface Touching {
  readonly occurrence: Occurrence
  readonly firstDay: PlainDate
  readonly lastDay: PlainDate
}

export function touching(occurrence: Occurrence, zone: string): Touching {
  const { first, last } = daysTouched(occurrence, zone)
  return { occurrence, firstDay: first, lastDay: last }
}

/** Where one event lies among the days in view; its words come later, for those that are shown. */
export interface LaneSpan extends Touching {
  readonly first: number
  readonly last: number
  readonly lane: number
}

export function laneBars(occurrences: readonly Occurrence[], days: readonly PlainDate[], facts: CalendarFacts): LaneBar[] {
  return laneSpans(occurrences.map((one) => touching(one, facts.zone)), days).map((span) => toBar(span, days, facts))
}

/**
 * Packs events into the fewest lanes, longest first among those that start together, so that a long one
 * keeps its lane through the week. In: any order. Out: by lane, then by day.
 */
export function laneSpans(some: readonly Touching[], days: readonly PlainDate[]): LaneSpan[] {
  const start = days[0]!
  const end = days[days.length - 1]!
  const spans = some
    .filter((span) => span.firstDay <= end && span.lastDay >= start)
    .sort((a, b) => cmp(a.firstDay < start ? start : a.firstDay, b.firstDay < start ? start : b.firstDay) || cmp(b.lastDay, a.lastDay) || cmp(a.occurrence.key, b.occurrence.key))
  const takenUntil: number[] = []
  return spans.map((span) => {
    const first = span.firstDay < start ? 0 : daysBetween(start, span.firstDay)
    const last = span.lastDay > end ? days.length - 1 : daysBetween(start, span.lastDay)
    let lane = takenUntil.findIndex((until) => until < first)
    if (lane < 0) lane = takenUntil.length
    takenUntil[lane] = last
    return { ...span, first, last, lane }
  })
}

export function toBar({ occurrence: one, firstDay, lastDay, first, last, lane }: LaneSpan, days: readonly PlainDate[], facts: CalendarFacts): LaneBar {
  const goesOn = lastDay > days[days.length - 1]!
  return {
    key: one.key,
    occurrence: one,
    first,
    last,
    lane,
    came: firstDay < days[0]!,
    goesOn,
    kind: kindOf(one),
    hue: facts.hues.get(one.collectionId) ?? 'slate',
    title: titleWords(one),
    extra: goesOn ? `until ${say(lastDay, { day: 'numeric', month: 'short' })}` : one.startDate === null ? clockWords(one.startUtc, facts.zone) : '',
    past: one.endUtc <= facts.nowUtc,
    unsent: one.unsent,
    spoken: spokenWords(one, facts.zone, facts.names.get(one.collectionId) ?? ''),
  }
}

/** Whole days that were proposed and wait: not an event. `lane` counts from 0, below the events. */
export interface LaneGhost {
  readonly id: string
  readonly first: number
  readonly last: number
  readonly lane: number
  readonly title: string
  readonly words: string
}

/** Each in a lane of its own, since they are few; those outside of the days in view are left out. */
export function laneGhosts(proposals: readonly ProposalView[], days: readonly PlainDate[]): LaneGhost[] {
  const start = days[0]!
  const end = days[days.length - 1]!
  return proposals
    .flatMap((one) => {
      const { startDate, endDate } = one.time
      const lastDay = startDate === null || endDate === null ? null : endDate > startDate ? addDays(endDate, -1) : startDate
      if (startDate === null || lastDay === null || startDate > end || lastDay < start || (one.state !== 'open' && one.state !== 'unsent')) return []
      return [{ id: one.id, first: startDate < start ? 0 : daysBetween(start, startDate), last: lastDay > end ? days.length - 1 : daysBetween(start, lastDay), title: one.title || 'No title', words: proposedBy(one) }]
    })
    .map((ghost, lane) => ({ ...ghost, lane }))
}

export const proposedBy = (one: ProposalView): string => (one.mine ? 'You proposed' : `${one.who.name || one.who.address} proposes`)

/** Which spans fit into `lanes`, and how many do not on each day. */
export function foldLanes<Span extends Pick<LaneSpan, 'first' | 'last' | 'lane'>>(spans: readonly Span[], lanes: number, dayCount: number): { readonly shown: readonly Span[]; readonly hidden: readonly number[] } {
  const hidden = Array.from({ length: dayCount }, () => 0)
  if (spans.every((span) => span.lane < lanes)) return { shown: spans, hidden }
  // The last lane is given up to say how many are hidden.
  for (const { lane, first, last } of spans) if (lane >= lanes - 1) for (let day = first; day <= last; day++) hidden[day]! += 1
  return { shown: spans.filter((span) => span.lane < lanes - 1), hidden }
}

const cmp = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
