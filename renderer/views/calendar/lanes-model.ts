import { addDays, dayOf, daysBetween } from '../../../shared/time/days.ts'
import { dayCounter, daySpan, packLanes } from '../../../shared/time/lanes.ts'
import type { MonthBar } from '../../../shared/contract/month.ts'
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

export function laneBars(occurrences: readonly Occurrence[], days: readonly PlainDate[], facts: CalendarFacts): LaneBar[] {
  const dayAt = dayCounter(days[0]!, days.length, facts.zone)
  const items = occurrences.map((occurrence) => ({ occurrence, ...daySpan(occurrence, days[0]!, dayAt) }))
  return packLanes(items, days.length, (a, b) => cmp(a.occurrence.key, b.occurrence.key)).map(({ item, ...place }) => toBar({ occurrence: item.occurrence, ...place }, facts))
}

/** Where an event lies is known; here its words are added. */
export function toBar({ occurrence: one, first, last, lane, came, goesOn }: MonthBar, facts: CalendarFacts): LaneBar {
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
    extra: goesOn ? `until ${say(daysTouched(one, facts.zone).last, { day: 'numeric', month: 'short' })}` : one.startDate === null ? clockWords(one.startUtc, facts.zone) : '',
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

const cmp = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
