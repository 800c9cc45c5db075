import { must } from '../../../shared/model/result.ts'
import type { Instant, Interval, PlainDate, Zone } from '../../../shared/model/time.ts'
import { addDays } from '../../../shared/time/days.ts'
import { toInstant, toLocal } from '../../../shared/time/zones.ts'
import { instantOfMinute, minuteOfDay } from '../../../shared/freebusy/hours.ts'

/** Five steps: how wide an hour is, and how many minutes lie between two labels. */
export const zoomSteps = [
  { key: '15 min', unitsPerHour: 184, tickMin: 15, foldUnits: 24 },
  { key: '30 min', unitsPerHour: 92, tickMin: 30, foldUnits: 24 },
  { key: '1 h', unitsPerHour: 46, tickMin: 60, foldUnits: 24 },
  { key: '3 h', unitsPerHour: 17, tickMin: 180, foldUnits: 12 },
  { key: 'Day', unitsPerHour: 7, tickMin: 1440, foldUnits: 6 },
] as const
export type Zoom = 0 | 1 | 2 | 3 | 4

export interface AxisPart {
  readonly kind: 'day' | 'fold'
  /** The day it shows, or for a fold the day before the night. */
  readonly date: PlainDate
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly x: number
  readonly width: number
}

/**
 * Time from start to end, in units that the style sheet turns into lengths. Days show their visible hours in full;
 * the nights between them are folded to a narrow strip, so that no time is left out of the scale.
 */
export interface Axis {
  readonly zone: Zone
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly width: number
  readonly unitsPerHour: number
  readonly tickMin: number
  readonly visible: VisibleHours
  readonly parts: readonly AxisPart[]
}

export interface VisibleHours {
  readonly startMin: number
  readonly endMin: number
}

export interface AxisInput {
  readonly fromDate: PlainDate
  readonly days: number
  readonly zone: Zone
  readonly zoom: Zoom
  readonly visible: VisibleHours
}

export function makeAxis(input: AxisInput): Axis {
  const { zone, visible } = input
  const step = zoomSteps[input.zoom]
  const parts: AxisPart[] = []
  let x = 0
  const push = (kind: AxisPart['kind'], date: PlainDate, startUtc: Instant, endUtc: Instant): void => {
    if (endUtc <= startUtc) return
    const width = kind === 'fold' ? step.foldUnits : ((endUtc - startUtc) / hourMs) * step.unitsPerHour
    parts.push({ kind, date, startUtc, endUtc, x, width })
    x += width
  }
  let lastEnd: Instant | null = null
  for (let i = 0; i < input.days; i++) {
    const date = addDays(input.fromDate, i)
    const startUtc = instantOfMinute(date, visible.startMin, zone)
    const endUtc = instantOfMinute(date, visible.endMin, zone)
    if (lastEnd !== null) push('fold', addDays(date, -1), lastEnd, startUtc)
    push('day', date, startUtc, endUtc)
    lastEnd = endUtc
  }
  const first = must(parts[0], 'a day on the axis')
  const last = must(parts.at(-1), 'a day on the axis')
  return { zone, startUtc: first.startUtc, endUtc: last.endUtc, width: x, unitsPerHour: step.unitsPerHour, tickMin: step.tickMin, visible, parts }
}

const hourMs = 3_600_000

/** Place of an instant; before the first and after the last day it is the edge. */
export function xOf(axis: Axis, instant: Instant): number {
  if (instant <= axis.startUtc) return 0
  if (instant >= axis.endUtc) return axis.width
  const part = partAt(axis, instant)
  return part.x + ((instant - part.startUtc) / (part.endUtc - part.startUtc)) * part.width
}

export function partAt(axis: Axis, instant: Instant): AxisPart {
  let low = 0
  let high = axis.parts.length - 1
  while (low < high) {
    const mid = (low + high) >> 1
    if ((axis.parts[mid] as AxisPart).endUtc > instant) high = mid
    else low = mid + 1
  }
  return axis.parts[low] as AxisPart
}

/** The instant under a place; inside a folded night it is the nearer of its two ends, since nobody aims there. */
export function instantAt(axis: Axis, x: number): Instant {
  const at = Math.min(Math.max(x, 0), axis.width)
  const part = must(axis.parts.find((candidate) => at < candidate.x + candidate.width) ?? axis.parts.at(-1), 'a day on the axis')
  const share = (at - part.x) / part.width
  if (part.kind === 'fold') return share < 0.5 ? part.startUtc : part.endUtc
  return Math.round(part.startUtc + share * (part.endUtc - part.startUtc))
}

export interface Box {
  readonly x: number
  readonly width: number
}

/** Null when nothing of it is on the axis, or all of it is inside one folded night. */
export function boxOf(axis: Axis, span: Interval): Box | null {
  if (span.endUtc <= axis.startUtc || span.startUtc >= axis.endUtc) return null
  const startPart = partAt(axis, Math.max(span.startUtc, axis.startUtc))
  if (startPart.kind === 'fold' && span.startUtc >= startPart.startUtc && span.endUtc <= startPart.endUtc) return null
  const x = xOf(axis, span.startUtc)
  const width = xOf(axis, span.endUtc) - x
  return width > 0 ? { x, width } : null
}

/** Hours shown of every day: the usual ones, stretched so that the meeting itself is always in sight. */
export function visibleHours(usual: VisibleHours, slot: Interval | null, zone: Zone, showNights: boolean): VisibleHours {
  if (showNights) return { startMin: 0, endMin: 1440 }
  if (!slot) return usual
  const startMin = minuteOfDay(slot.startUtc, zone)
  const endMin = minuteOfDay(slot.endUtc - 1, zone) + 1
  if (endMin <= startMin) return { startMin: 0, endMin: 1440 }
  return { startMin: Math.min(usual.startMin, Math.floor(startMin / 60) * 60), endMin: Math.max(usual.endMin, Math.ceil(endMin / 60) * 60) }
}

export interface Tick extends Box {
  readonly instant: Instant
  /** Clock of the axis' own zone, `09` or `09:30`. */
  readonly label: string
}

/** Labels of one day in the zone of the axis; empty at the widest view. */
export function ticksOf(axis: Axis, part: AxisPart): Tick[] {
  if (axis.tickMin >= 1440 || part.kind === 'fold') return []
  const ticks: Tick[] = []
  const first = Math.ceil(axis.visible.startMin / axis.tickMin) * axis.tickMin
  for (let minute = first; minute < axis.visible.endMin; minute += axis.tickMin) {
    const instant = instantOfMinute(part.date, minute, axis.zone)
    if (instant < part.startUtc || instant >= part.endUtc) continue
    ticks.push({ instant, x: xOf(axis, instant) - part.x, width: (axis.tickMin / 60) * axis.unitsPerHour, label: clockLabel(instant, axis.zone) })
  }
  return ticks
}

/** `09` on the hour, `09:30` else: what a ruler writes under another zone too. */
export function clockLabel(instant: Instant, zone: Zone): string {
  const clock = toLocal(instant, zone).slice(11, 16)
  return clock.endsWith(':00') ? clock.slice(0, 2) : clock
}

/** Snaps to the clock of `zone`: to the nearest full `snapMin`. */
export function snap(instant: Instant, snapMin: number, zone: Zone): Instant {
  const local = toLocal(instant, zone)
  const minute = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)) + Number(local.slice(17, 19)) / 60
  const snapped = Math.round(minute / snapMin) * snapMin
  return instantOfMinute(local.slice(0, 10), snapped, zone)
}

/** The same clock time on another day. */
export function shiftDays(instant: Instant, days: number, zone: Zone): Instant {
  const local = toLocal(instant, zone)
  return toInstant(`${addDays(local.slice(0, 10), days)}${local.slice(10)}`, zone)
}
