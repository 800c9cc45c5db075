import { instantOfMinute, type WorkingHours } from '../../../shared/freebusy/hours.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant, Interval, PlainDate, Zone } from '../../../shared/model/time.ts'
import { addDays, dayOf, weekdayOf } from '../../../shared/time/days.ts'
import { toLocal } from '../../../shared/time/zones.ts'
import { instantAt, snap, xOf, type Axis, type AxisPart } from '../scheduling/axis.ts'

/** A third of an hour wide enough to hit; nights and free days are folded to a hair. */
const foldUnits = 5
const tickMin = 1440

export interface WorkAxisInput {
  readonly window: Interval
  readonly zone: Zone
  readonly hours: readonly WorkingHours[]
  /** Stays in sight wherever it is. */
  readonly blocks: readonly Interval[]
  readonly unitsPerHour: number
}

/** Only the hours somebody works, told in my zone; a day on which nobody does is part of the fold before the next, unless it holds a block. */
export function workAxis({ window, zone, hours, blocks, unitsPerHour }: WorkAxisInput): Axis {
  const visible = visibleHours(hours, window, zone, blocks)
  const parts: AxisPart[] = []
  let x = 0
  let lastEnd: Instant | null = null
  const push = (kind: AxisPart['kind'], date: PlainDate, startUtc: Instant, endUtc: Instant): void => {
    if (endUtc <= startUtc) return
    const width = kind === 'fold' ? foldUnits : ((endUtc - startUtc) / 3_600_000) * unitsPerHour
    parts.push({ kind, date, startUtc, endUtc, x, width })
    x += width
  }
  for (let date = dayOf(window.startUtc, zone); date < dayOf(window.endUtc, zone); date = addDays(date, 1)) {
    const startUtc = instantOfMinute(date, visible.startMin, zone)
    const endUtc = instantOfMinute(date, visible.endMin, zone)
    const worked = hours.length === 0 || hours.some((one) => one.days.includes(weekdayOf(date))) || blocks.some((block) => block.startUtc < endUtc && block.endUtc > startUtc)
    if (!worked) continue
    if (lastEnd !== null) push('fold', addDays(date, -1), lastEnd, startUtc)
    push('day', date, startUtc, endUtc)
    lastEnd = endUtc
  }
  if (parts.length === 0) push('day', dayOf(window.startUtc, zone), window.startUtc, window.endUtc)
  const first = must(parts[0], 'a day on the axis')
  const last = must(parts.at(-1), 'a day on the axis')
  return { zone, startUtc: first.startUtc, endUtc: last.endUtc, width: x, unitsPerHour, tickMin, visible, parts }
}

function visibleHours(hours: readonly WorkingHours[], window: Interval, zone: Zone, blocks: readonly Interval[]): { startMin: number; endMin: number } {
  const minutes = (utc: Instant): number => Number(toLocal(utc, zone).slice(11, 13)) * 60 + Number(toLocal(utc, zone).slice(14, 16))
  const day = dayOf(window.startUtc, zone)
  const ends = [
    ...hours.flatMap((one) => [minutes(instantOfMinute(day, one.startMin, one.zone)), minutes(instantOfMinute(day, one.endMin, one.zone) - 60_000) + 1]),
    ...blocks.flatMap((block) => [minutes(block.startUtc), minutes(block.endUtc - 60_000) + 1]),
  ]
  if (ends.length === 0) return { startMin: 540, endMin: 1_080 }
  return { startMin: Math.floor(Math.min(...ends) / 60) * 60, endMin: Math.min(1_440, Math.ceil(Math.max(...ends) / 60) * 60) }
}

const stepMin = 15
const stepMs = stepMin * 60_000

/** A block moved along the axis by so many units: on the clock's quarters, and never into a night. */
export function movedBy(axis: Axis, block: Interval, units: number): Interval {
  const length = block.endUtc - block.startUtc
  return inOneDay(axis, snap(instantAt(axis, xOf(axis, block.startUtc) + units), stepMin, axis.zone), length)
}

/** One quarter of an hour on; over the end of a day comes the start of the next. */
export function steppedBy(axis: Axis, block: Interval, direction: 1 | -1): Interval {
  const length = block.endUtc - block.startUtc
  const startUtc = block.startUtc + direction * stepMs
  const at = axis.parts.findIndex((part) => part.kind === 'day' && startUtc >= part.startUtc && startUtc + length <= part.endUtc)
  if (at >= 0) return { startUtc, endUtc: startUtc + length }
  return byDays(axis, block, direction, direction === 1 ? 'start' : 'end')
}

/** The same clock time on the next or last day that is shown; or its first or last possible one. */
export function byDays(axis: Axis, block: Interval, direction: 1 | -1, where: 'same' | 'start' | 'end' = 'same'): Interval {
  const length = block.endUtc - block.startUtc
  const days = axis.parts.filter((part) => part.kind === 'day')
  const here = days.findIndex((part) => block.startUtc < part.endUtc)
  const next = days[here + direction]
  if (next === undefined) return block
  if (where === 'start') return { startUtc: next.startUtc, endUtc: next.startUtc + length }
  if (where === 'end') return inOneDay(axis, next.endUtc - length, length)
  const clock = toLocal(block.startUtc, axis.zone).slice(11, 16)
  return inOneDay(axis, instantOfMinute(next.date, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)), axis.zone), length)
}

/** Longer or shorter at its end; never shorter than a quarter, never over the end of the day. */
export function resizedBy(axis: Axis, block: Interval, units: number): Interval {
  const endUtc = snap(instantAt(axis, xOf(axis, block.endUtc) + units), stepMin, axis.zone)
  const day = axis.parts.find((part) => part.kind === 'day' && block.startUtc >= part.startUtc && block.startUtc < part.endUtc)
  return { startUtc: block.startUtc, endUtc: Math.max(block.startUtc + stepMs, Math.min(endUtc, day?.endUtc ?? endUtc)) }
}

export const lengthened = (block: Interval, direction: 1 | -1): Interval => ({ startUtc: block.startUtc, endUtc: Math.max(block.startUtc + stepMs, block.endUtc + direction * stepMs) })

function inOneDay(axis: Axis, startUtc: Instant, length: number): Interval {
  const days = axis.parts.filter((part) => part.kind === 'day')
  const day = days.find((part) => startUtc < part.endUtc) ?? must(days.at(-1), 'a day on the axis')
  const start = Math.max(day.startUtc, Math.min(Math.max(startUtc, day.startUtc), day.endUtc - length))
  return { startUtc: start, endUtc: start + length }
}
