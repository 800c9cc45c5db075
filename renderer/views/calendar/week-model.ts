import { weekdayOf } from '../../../shared/time/days.ts'
import { offsetMsAt, toInstant, toLocal } from '../../../shared/time/zones.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { Instant, PlainDate, Zone } from '../../../shared/model/time.ts'
import { dayModel, isLaned, type CalendarFacts, type DayModel } from './day-model.ts'
import { laneBars, type LaneBar } from './lanes-model.ts'

export interface WeekModel {
  readonly lanes: readonly LaneBar[]
  readonly days: readonly DayModel[]
  /** Keys of each day from top to bottom, lanes first: the order of the arrow keys. */
  readonly order: readonly (readonly string[])[]
  readonly byKey: ReadonlyMap<string, Occurrence>
}

export function weekModel(occurrences: readonly Occurrence[], days: readonly PlainDate[], facts: CalendarFacts, columnAt = dayModel): WeekModel {
  const lanes = laneBars(occurrences.filter(isLaned), days, facts)
  const columns = days.map((date) => columnAt(date, occurrences, facts))
  const order = columns.map((column, day) => [
    ...lanes.filter((bar) => bar.first <= day && bar.last >= day).map((bar) => bar.key),
    ...[...column.blocks].sort((a, b) => a.from - b.from || a.x - b.x).map((block) => block.key),
  ])
  return { lanes, days: columns, order, byKey: new Map(occurrences.map((one) => [one.key, one])) }
}

/** The event the arrow key leads to; null at the edge of what is shown. */
export function neighbour(model: WeekModel, key: string, arrow: 'up' | 'down' | 'left' | 'right', fromDay: number): string | null {
  const day = model.order[fromDay]?.includes(key) ? fromDay : model.order.findIndex((keys) => keys.includes(key))
  const place = model.order[day]?.indexOf(key) ?? -1
  if (place < 0) return null
  if (arrow === 'up') return model.order[day]![place - 1] ?? null
  if (arrow === 'down') return model.order[day]![place + 1] ?? null
  const step = arrow === 'left' ? -1 : 1
  for (let next = day + step; next >= 0 && next < model.order.length; next += step) {
    const keys = model.order[next]!.filter((other) => other !== key)
    if (keys.length > 0) return nearest(model, keys, key)
  }
  return null
}

/** Of `keys`, the one that is nearest in the time of day. */
function nearest(model: WeekModel, keys: readonly string[], key: string): string {
  const timeOf = (one: string): number => {
    const occurrence = model.byKey.get(one)
    return occurrence ? (isLaned(occurrence) ? -1 : occurrence.startUtc % 86_400_000) : 0
  }
  const wanted = timeOf(key)
  return keys.reduce((best, one) => (Math.abs(timeOf(one) - wanted) < Math.abs(timeOf(best) - wanted) ? one : best))
}

export interface RulerLabel {
  readonly hour: number
  readonly text: string
  readonly quiet: boolean
}

/** The clock of `zone` beside the hours of `home` on `date`; hours out of the day are quiet. */
export function rulerLabels(date: PlainDate, home: Zone, zone: Zone, work: { readonly startMin: number; readonly endMin: number }): RulerLabel[] {
  return Array.from({ length: 23 }, (_, n) => {
    const instant = toInstant(`${date}T${String(n + 1).padStart(2, '0')}:00:00`, home)
    const text = toLocal(instant, zone).slice(11, 16)
    const minutes = Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
    return { hour: n + 1, text, quiet: minutes < work.startMin || minutes > work.endMin }
  })
}

/** `CEST` and `Berlin`. English has letters for some zones only in its American form; the rest are offsets. */
export function zoneWords(zone: Zone, at: Instant): { readonly short: string; readonly city: string } {
  const names = ['en-GB', 'en-US'].map((locale) => shortName(zone, at, locale))
  const short = names.find((name) => !/\d/.test(name)) ?? offsetWords(zone, at)
  return { short, city: (zone.split('/').pop() ?? zone).replaceAll('_', ' ') }
}

/** Making one takes a millisecond, and every week asks. */
const nameFormats = new Map<string, Intl.DateTimeFormat>()

function shortName(zone: Zone, at: Instant, locale: string): string {
  const key = `${locale} ${zone}`
  let format = nameFormats.get(key)
  if (!format) nameFormats.set(key, (format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' })))
  const parts = format.formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}

function offsetWords(zone: Zone, at: Instant): string {
  const minutes = Math.round(offsetMsAt(zone, at) / 60_000)
  const rest = Math.abs(minutes) % 60
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`
}

export const isRestDay = (date: PlainDate, workingDays: readonly number[]): boolean => !workingDays.includes(weekdayOf(date))
