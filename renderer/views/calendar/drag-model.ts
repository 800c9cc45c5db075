import { addDays, daysBetween } from '../../../shared/time/days.ts'
import { toInstant, toLocal } from '../../../shared/time/zones.ts'
import type { DraftWhen, Occurrence } from '../../../shared/contract/events.ts'
import type { Instant, PlainDate, Zone } from '../../../shared/model/time.ts'
import { minuteInWords } from '../../../shared/time/words.ts'

/** Less than this is a click, not a drag: nobody moves a meeting by accident. */
export const dragThresholdPx = 5

/** A place under the pointer: a day in view and the minute on its clock, not snapped, may lie outside 0–1440. */
export interface Spot {
  readonly day: number
  readonly minute: number
}

/** What a drag would make: minutes of the clock counted from 00:00 of the first day in view. */
export interface Proposal {
  readonly kind: 'move' | 'resize' | 'create' | 'move-days'
  readonly startMin: number
  readonly endMin: number
}

export interface Grab {
  readonly kind: 'move' | 'resize-start' | 'resize-end' | 'create' | 'move-days'
  readonly at: Spot
  /** The event's own span on the same clock; for `create` unused. */
  readonly startMin: number
  readonly endMin: number
}

const dayMin = 1_440

export function propose(grab: Grab, spot: Spot, snapMin: number): Proposal {
  const snap = (minute: number): number => Math.round(minute / snapMin) * snapMin
  const place = (one: Spot): number => one.day * dayMin + Math.max(0, Math.min(dayMin, one.minute))
  switch (grab.kind) {
    case 'move': {
      const start = snap(grab.startMin + (spot.day - grab.at.day) * dayMin + spot.minute - grab.at.minute)
      return { kind: 'move', startMin: start, endMin: start + grab.endMin - grab.startMin }
    }
    case 'move-days': {
      const shift = (spot.day - grab.at.day) * dayMin
      return { kind: 'move-days', startMin: grab.startMin + shift, endMin: grab.endMin + shift }
    }
    case 'resize-end':
      return { kind: 'resize', startMin: grab.startMin, endMin: Math.max(snap(place(spot)), grab.startMin + snapMin) }
    case 'resize-start':
      return { kind: 'resize', startMin: Math.min(snap(place(spot)), grab.endMin - snapMin), endMin: grab.endMin }
    case 'create': {
      // A new event stays in the day it was begun in.
      const from = Math.floor(grab.at.minute / snapMin) * snapMin + grab.at.day * dayMin
      const to = grab.at.day * dayMin + Math.max(0, Math.min(dayMin, snap(spot.minute)))
      return to >= from ? { kind: 'create', startMin: from, endMin: Math.max(to, from + snapMin) } : { kind: 'create', startMin: to, endMin: from + snapMin }
    }
  }
}

/** The parts of a span in each day in view, hours 0 to 24. */
export function piecesOf(span: Pick<Proposal, 'startMin' | 'endMin'>, dayCount: number): { readonly day: number; readonly from: number; readonly to: number }[] {
  const pieces: { day: number; from: number; to: number }[] = []
  for (let day = 0; day < dayCount; day++) {
    const from = Math.max(span.startMin - day * dayMin, 0)
    const to = Math.min(span.endMin - day * dayMin, dayMin)
    if (to > from) pieces.push({ day, from: from / 60, to: to / 60 })
  }
  return pieces
}

/** An occurrence on the clock of the days in view. */
export function minutesOf(one: Pick<Occurrence, 'startUtc' | 'endUtc'>, firstDay: PlainDate, zone: Zone): { readonly startMin: number; readonly endMin: number } {
  const minuteOf = (instant: Instant): number => {
    const local = toLocal(instant, zone)
    return daysBetween(firstDay, local.slice(0, 10)) * dayMin + Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
  }
  return { startMin: minuteOf(one.startUtc), endMin: minuteOf(one.endUtc) }
}

export function localOf(firstDay: PlainDate, minute: number): string {
  const day = Math.floor(minute / dayMin)
  const rest = minute - day * dayMin
  return `${addDays(firstDay, day)}T${minuteInWords(rest)}:00`
}

export const clockOfMinute = (minute: number): string => minuteInWords(((minute % dayMin) + dayMin) % dayMin)

/** How far the two ends of an instance were moved, in the zone they were drawn in. */
export interface Shift {
  readonly zone: Zone
  readonly fromStart: string
  readonly toStart: string
  readonly fromEnd: string
  readonly toEnd: string
}

/**
 * The new time of a draft, whose own clock may be another zone's and whose own date may be that of a series' first instance:
 * both ends go as far on the draft's clock as the instance was moved.
 */
export function shiftWhen(when: DraftWhen, shift: Shift): DraftWhen {
  if (when.kind === 'all-day') {
    const days = daysBetween(shift.fromStart.slice(0, 10), shift.toStart.slice(0, 10))
    return { kind: 'all-day', startDate: addDays(when.startDate, days), endDate: addDays(when.endDate, days) }
  }
  const zone = when.zone
  const seen = (local: string): number => wall(toLocal(toInstant(local, shift.zone), zone))
  return {
    kind: 'timed',
    zone,
    localStart: unwall(wall(when.localStart) + seen(shift.toStart) - seen(shift.fromStart)),
    localEnd: unwall(wall(when.localEnd) + seen(shift.toEnd) - seen(shift.fromEnd)),
  }
}

const wall = (local: string): number => Date.parse(`${local}Z`)
const unwall = (ms: number): string => new Date(ms).toISOString().slice(0, 19)
