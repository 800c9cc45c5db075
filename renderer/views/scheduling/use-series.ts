import { useDeferredValue, useMemo, useRef } from 'react'
import type { EventDraft } from '../../../shared/contract/events.ts'
import { searchSeries, type SeriesFound } from '../../../shared/freebusy/series.ts'
import { minuteOfDay } from '../../../shared/freebusy/hours.ts'
import type { SuggestInput } from '../../../shared/freebusy/suggest.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { dayOf, weekdayOf } from '../../../shared/time/days.ts'
import { useQuery } from '../../state/live-query.ts'

/** So many dates are looked at; half a year of a weekly meeting. */
const mostDates = 26

const mostBetter = 3

export interface SeriesDates {
  readonly dates: readonly Interval[]
  /** The series goes on behind the last of them. */
  readonly more: boolean
}
const noDates: SeriesDates = { dates: [], more: false }

/** The dates a draft means; while the meeting is dragged, those from before. */
export function useSeriesDates(draft: EventDraft, zone: Zone, dragging: boolean): SeriesDates {
  const repeats = draft.repeat !== null && draft.scope !== 'this'
  const asked = useMemo(() => {
    // A new series has its dates whoever comes and whatever it is called; a stored one is composed as it would be saved.
    const plain = draft.objectId === null ? { ...draft, title: '', description: '', location: '', attendees: [], organizer: null } : draft
    return repeats ? { draft: { ...plain, exceptions: [] }, zone, limit: mostDates } : null
  }, [draft, zone, repeats])
  const held = useRef(asked)
  if (!dragging) held.current = asked
  const { value } = useQuery('draft-dates', held.current)
  return repeats ? (value ?? noDates) : noDates
}

interface SeriesQuestion {
  readonly draft: EventDraft
  readonly slot: Interval
  readonly dates: readonly Interval[]
  readonly search: SuggestInput
  readonly zone: Zone
  readonly nowUtc: Instant
}

export interface FoundSeries extends SeriesFound {
  /** The clock the dates are counted on: that of the meeting. */
  readonly zone: Zone
}

/** Null where nothing repeats. Later than the bar by a frame, as the cards of single times are. */
export function useSeries({ draft, slot, dates, search, zone, nowUtc }: SeriesQuestion): FoundSeries | null {
  const asked = useMemo(() => (dates.length < 2 ? null : { draft, slot, dates, search, zone, nowUtc }), [draft, slot, dates, search, zone, nowUtc])
  const deferred = useDeferredValue(asked)
  return useMemo(() => (deferred === null ? null : seriesFor(deferred)), [deferred])
}

export function seriesFor({ draft, slot, dates, search, zone, nowUtc }: SeriesQuestion): FoundSeries {
  const clock = draft.when.kind === 'timed' ? draft.when.zone : zone
  const found = searchSeries({
    ...search,
    dates: dates.map((date) => dayOf(date.startUtc, clock)),
    zone: clock,
    minute: minuteOfDay(dates[0]?.startUtc ?? slot.startUtc, clock),
    dayShifts: shiftsOf(draft, dates[0] ?? slot, clock, search.workingHours?.days ?? [1, 2, 3, 4, 5]),
    nowUtc,
    limit: mostBetter,
  })
  return { ...found, zone: clock }
}

/** Once a week on one day: any working day of that week does. Other rules hang on their days. */
function shiftsOf({ repeat }: EventDraft, first: Interval, clock: Zone, days: readonly number[]): number[] {
  if (repeat === null || repeat.custom !== null || repeat.freq !== 'weekly' || repeat.days.length > 1) return [0]
  const own = weekdayOf(dayOf(first.startUtc, clock))
  return [...new Set([0, ...days.map((day) => day - own)])]
}
