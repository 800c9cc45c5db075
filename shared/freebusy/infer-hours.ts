import type { BusySpan } from '../model/busy.ts'
import type { Zone } from '../model/time.ts'
import { dayOf, weekdayOf } from '../time/days.ts'
import { mergeIntervals, subtract } from '../time/intervals.ts'
import { minuteOfDay, offHoursIn, type WorkingHours } from './hours.ts'

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

/** The same timeline with unavailability outside of `hours` taken out: what is left unavailable is absence inside the working day. */
export function withoutOffHours(spans: readonly BusySpan[], hours: WorkingHours): BusySpan[] {
  const first = spans[0]
  const last = spans.at(-1)
  if (!first || !last) return []
  const off = offHoursIn(hours, { startUtc: first.startUtc, endUtc: last.endUtc })
  return spans.flatMap((span): BusySpan[] => {
    if (span.kind !== 'unavailable') return [span]
    const absent = subtract([span], off)
    const free = subtract([span], absent)
    return [...absent.map((part) => ({ ...part, kind: 'unavailable' as const })), ...free.map((part) => ({ ...part, kind: 'free' as const }))].sort((a, b) => a.startUtc - b.startUtc)
  })
}
