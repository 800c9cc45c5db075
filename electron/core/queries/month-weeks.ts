import { isCalledOff } from '../../../shared/event/called-off.ts'
import type { Interval, PlainDate, Zone } from '../../../shared/model/time.ts'
import { addDays, startOfDay } from '../../../shared/time/days.ts'
import { type DaySpan, dayCounter, type MonthItem, monthRows } from '../../../shared/time/lanes.ts'
import { type OccurrenceSpan, rowOf } from '../store/drawn-row.ts'
import type { QueryOf } from './deps.ts'
import { drawContext, toOccurrence } from './occurrence-view.ts'

const dayMs = 86_400_000

interface Item extends MonthItem {
  readonly span: OccurrenceSpan
}

/** What fits on each day of some weeks, and how many there are besides. Rows are made for what is shown alone. */
export const query: QueryOf<'month-weeks'> = ({ read }) => async ({ firstDay, weeks, zone, rows, withoutDeclined, kept }) => {
  const context = drawContext(read, zone)
  const daysOf = daysTouched(firstDay, weeks * 7, zone)
  const isKept = (span: OccurrenceSpan): boolean => kept !== null && span.head.objectId === kept.objectId && rowOf(span).recurrenceId === kept.recurrenceId
  const items: Item[] = []
  for (const span of read.spansIn({ window: windowOf(firstDay, weeks * 7, zone), zone })) {
    if (withoutDeclined && isCalledOff(span.head) && !isKept(span)) continue
    const { first, last } = daysOf(span)
    items.push({ span, first, last, startUtc: span.startUtc, whole: span.allDay || span.endUtc - span.startUtc >= dayMs })
  }
  return {
    rows,
    weeks: monthRows(items, weeks, rows, byName).map(({ shown, hidden }, week) => ({
      days: Array.from({ length: 7 }, (_, day) => addDays(firstDay, week * 7 + day)),
      bars: shown.map(({ item, ...place }) => ({ occurrence: toOccurrence(rowOf(item.span), context), ...place })),
      hidden: [...hidden],
    })),
  }
}

/** Of two that begin alike, always the same one first. */
const byName = (a: Item, b: Item): number => (a.span.head.objectId < b.span.head.objectId ? -1 : a.span.head.objectId > b.span.head.objectId ? 1 : a.startUtc - b.startUtc)

export const windowOf = (firstDay: PlainDate, count: number, zone: Zone): Interval => ({ startUtc: startOfDay(firstDay, zone), endUtc: startOfDay(addDays(firstDay, count), zone) })

/** The days of an instance, counted from `firstDay`. The store keeps whole days as midnights of UTC. */
export function daysTouched(firstDay: PlainDate, count: number, zone: Zone): (span: OccurrenceSpan) => DaySpan {
  const dayAt = dayCounter(firstDay, count, zone)
  const firstUtc = startOfDay(firstDay, 'UTC')
  return ({ allDay, startUtc, endUtc }) => {
    if (!allDay) return { first: dayAt(startUtc), last: dayAt(Math.max(startUtc, endUtc - 1)) }
    const first = Math.round((startUtc - firstUtc) / dayMs)
    return { first, last: Math.max(first, Math.round((endUtc - firstUtc) / dayMs) - 1) }
  }
}
