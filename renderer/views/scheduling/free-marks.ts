import { startsAround } from '../../../shared/freebusy/suggest.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { dayInWords, timesInWords, timeInWords } from '../../../shared/wording/times.ts'
import { boxOf, type Axis } from './axis.ts'

/** A mark on the ruler at the nearest time before or after the meeting at which all who must come are free. */
export interface FreeMark {
  readonly direction: 1 | -1
  readonly x: number
  readonly clock: string
  readonly label: string
}

export const noMarks: readonly FreeMark[] = []

/** `starts` as `freeStarts` gives them. A time beside the axis, or inside a folded night, has no mark; the keys still lead there. */
export function marksAround(starts: Float64Array, slot: Interval, axis: Axis, zone: Zone): readonly FreeMark[] {
  const { previous, next } = startsAround(starts, slot.startUtc)
  const mark = (direction: 1 | -1, startUtc: number | null): FreeMark[] => {
    if (startUtc === null) return []
    const at = { startUtc, endUtc: startUtc + slot.endUtc - slot.startUtc }
    const box = boxOf(axis, at)
    if (box === null) return []
    const words = `${dayInWords(startUtc, { zone })}, ${timesInWords(at.startUtc, at.endUtc, { zone })}`
    return [{ direction, x: box.x, clock: timeInWords(startUtc, { zone }), label: `${direction === 1 ? 'Next' : 'Earlier'} free: ${words}` }]
  }
  return [...mark(-1, previous), ...mark(1, next)]
}
