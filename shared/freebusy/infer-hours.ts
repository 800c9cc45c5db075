import type { BusySpan } from '../model/busy.ts'
import type { Interval, Zone } from '../model/time.ts'
import { dayOf, weekdayOf } from '../time/days.ts'
import { mergeIntervals } from '../time/intervals.ts'
import { minuteOfDay, type WorkingHours } from './hours.ts'

/** So many days must show the same hours before they are taken as the usual ones. */
const fewestDays = 3

/**
 * Working hours as a server tells them without naming them: it answers BUSY-UNAVAILABLE for every night (RFC 7953 §5), so a day goes from the
 * end of the night before to the beginning of the next one, and is the working day when it is the same on several days; what is closed in between
 * is a break. A guess, on the clocks of `zone`; null when the blocks show no such pattern. Only for drawing and words: whether a time can be
 * booked is for the answer itself.
 */
export function inferHours(spans: readonly BusySpan[], zone: Zone): WorkingHours | null {
  const away = mergeIntervals(spans.filter((span) => span.kind === 'unavailable'))
  const days = new Map<string, { startMin: number; endMin: number }>()
  for (let i = 0; i + 1 < away.length; i++) {
    const startUtc = away[i]!.endUtc
    const endUtc = away[i + 1]!.startUtc
    const date = dayOf(startUtc, zone)
    if (dayOf(endUtc - 1, zone) !== date) continue
    const open = { startMin: minuteOfDay(startUtc, zone), endMin: minuteOfDay(endUtc - 1, zone) + 1 }
    const day = days.get(date)
    days.set(date, day ? { startMin: Math.min(day.startMin, open.startMin), endMin: Math.max(day.endMin, open.endMin) } : open)
  }
  const found = new Map<string, { readonly startMin: number; readonly endMin: number; readonly days: Set<number>; count: number }>()
  for (const [date, { startMin, endMin }] of days) {
    const window = found.get(`${startMin} ${endMin}`) ?? { startMin, endMin, days: new Set<number>(), count: 0 }
    window.days.add(weekdayOf(date))
    window.count++
    found.set(`${startMin} ${endMin}`, window)
  }
  const usual = [...found.values()].sort((a, b) => b.count - a.count)[0]
  if (!usual || usual.count < fewestDays) return null
  return { days: [...usual.days].sort((a, b) => a - b), startMin: usual.startMin, endMin: usual.endMin, zone }
}

/**
 * The same timeline with unavailability outside of the working hours taken out: what is left unavailable is absence inside the working day.
 * In: a timeline, and the stretches outside of the hours as `offHoursIn` gives them for as long as it reaches; both sorted and disjoint.
 */
export function withoutOffHours(spans: readonly BusySpan[], off: readonly Interval[]): BusySpan[] {
  const out: BusySpan[] = []
  let first = 0
  for (const span of spans) {
    if (span.kind !== 'unavailable') {
      out.push(span)
      continue
    }
    while (first < off.length && off[first]!.endUtc <= span.startUtc) first++
    let at = span.startUtc
    for (let i = first; i < off.length && off[i]!.startUtc < span.endUtc; i++) {
      const startUtc = Math.max(off[i]!.startUtc, at)
      const endUtc = Math.min(off[i]!.endUtc, span.endUtc)
      if (startUtc > at) out.push({ startUtc: at, endUtc: startUtc, kind: 'unavailable' })
      out.push({ startUtc, endUtc, kind: 'free' })
      at = endUtc
    }
    if (at < span.endUtc) out.push({ startUtc: at, endUtc: span.endUtc, kind: 'unavailable' })
  }
  return out
}

/** From where to where a timeline reaches. */
export const reachOf = (spans: readonly BusySpan[]): Interval => ({ startUtc: spans[0]?.startUtc ?? 0, endUtc: spans.at(-1)?.endUtc ?? 0 })
