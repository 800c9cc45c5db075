import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { dayOf } from '../../../shared/time/days.ts'
import { toLocal } from '../../../shared/time/zones.ts'
import { addDays } from '../../../shared/time/days.ts'
import { instantOfMinute, minuteOfDay } from '../../../shared/freebusy/hours.ts'
import { shiftDays, snap, type VisibleHours } from './axis.ts'

const minuteMs = 60_000
export const snapMin = 15
export const fineSnapMin = 5
const shortestMin = 5

export type Grip = 'move' | 'start' | 'end'

export interface Drag {
  readonly grip: Grip
  /** The slot when the drag began; Escape goes back to it. */
  readonly from: Interval
  /** Where the pointer took hold. */
  readonly heldUtc: Instant
}

export interface DragModifiers {
  /** Alt: finer steps. */
  readonly fine: boolean
  /** Shift: the clock time stays, only the day changes. */
  readonly keepTime: boolean
}

/** Where the slot is while the pointer is at `pointerUtc`. The length survives a move, also over a change of clocks. */
export function dragTo(drag: Drag, pointerUtc: Instant, modifiers: DragModifiers, zone: Zone): Interval {
  const step = modifiers.fine ? fineSnapMin : snapMin
  const { from } = drag
  const lengthMs = from.endUtc - from.startUtc
  if (drag.grip === 'move') {
    if (modifiers.keepTime) return moveToDay(from, dayOf(pointerUtc, zone), zone)
    const startUtc = snap(from.startUtc + pointerUtc - drag.heldUtc, step, zone)
    return { startUtc, endUtc: startUtc + lengthMs }
  }
  const shortestMs = Math.max(step, shortestMin) * minuteMs
  if (drag.grip === 'start') return { startUtc: Math.min(snap(from.startUtc + pointerUtc - drag.heldUtc, step, zone), from.endUtc - shortestMs), endUtc: from.endUtc }
  return { startUtc: from.startUtc, endUtc: Math.max(snap(from.endUtc + pointerUtc - drag.heldUtc, step, zone), from.startUtc + shortestMs) }
}

export function moveToDay(slot: Interval, date: string, zone: Zone): Interval {
  const startUtc = instantOfMinute(date, minuteOfDay(slot.startUtc, zone), zone)
  return { startUtc, endUtc: startUtc + slot.endUtc - slot.startUtc }
}

export const moveByDays = (slot: Interval, days: number, zone: Zone): Interval => {
  const startUtc = shiftDays(slot.startUtc, days, zone)
  return { startUtc, endUtc: startUtc + slot.endUtc - slot.startUtc }
}

/** One step with the arrow keys. Where nights are folded, stepping out of the day lands in the next one. */
export function step(slot: Interval, direction: 1 | -1, stepMin: number, zone: Zone, visible: VisibleHours): Interval {
  const lengthMs = slot.endUtc - slot.startUtc
  const startUtc = snap(slot.startUtc + direction * stepMin * minuteMs, stepMin, zone)
  const date = toLocal(startUtc, zone).slice(0, 10)
  const dayStart = instantOfMinute(date, visible.startMin, zone)
  const dayEnd = instantOfMinute(date, visible.endMin, zone)
  if (lengthMs > dayEnd - dayStart) return { startUtc, endUtc: startUtc + lengthMs }
  if (direction === 1 && startUtc + lengthMs > dayEnd) {
    const next = instantOfMinute(addDays(date, 1), visible.startMin, zone)
    return { startUtc: next, endUtc: next + lengthMs }
  }
  if (direction === -1 && startUtc < dayStart) {
    const end = instantOfMinute(addDays(date, -1), visible.endMin, zone)
    return { startUtc: end - lengthMs, endUtc: end }
  }
  return { startUtc, endUtc: startUtc + lengthMs }
}

/** Longer or shorter by a step; never shorter than one. */
export function resize(slot: Interval, direction: 1 | -1, stepMin: number): Interval {
  return { startUtc: slot.startUtc, endUtc: Math.max(slot.endUtc + direction * stepMin * minuteMs, slot.startUtc + stepMin * minuteMs) }
}

/** How fast the grid scrolls while a drag is near its edge: none in the middle, faster the farther out. */
export function edgeScroll(pointer: number, size: number, edge: number): number {
  if (pointer < edge) return -Math.min(((edge - pointer) / edge) ** 2 * edge, edge)
  if (pointer > size - edge) return Math.min(((pointer - size + edge) / edge) ** 2 * edge, edge)
  return 0
}

/** Where a press on the empty grid puts the start: the quarter that was hit. */
export const snap15 = (instant: Instant, zone: Zone): Instant => snap(instant - (snapMin / 2) * minuteMs, snapMin, zone)
