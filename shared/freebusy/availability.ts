import type { BusyKind, BusySpan } from '../model/busy.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { Interval, Zone } from '../model/time.ts'
import { instantOf, numberOf, spanOf, textOf, timeOf } from '../ical/fields.ts'
import { readCalendar, writeComponent, type Component } from '../ical/tree.ts'
import { expandOccurrences } from '../recurrence/expand.ts'
import { mergeIntervals, subtract } from '../time/intervals.ts'
import { toTimeline } from './timeline.ts'

/**
 * One VAVAILABILITY as it speaks about the window (RFC 7953): inside `over` it is `kind`, except where it is available.
 */
interface Rule {
  /** 1 highest … 9, 10 for none (AVA-3). */
  readonly priority: number
  readonly kind: BusyKind
  readonly over: Interval
  readonly available: readonly Interval[]
}

/**
 * Working hours and absences of a calendar-availability text inside `window`, ready to lay under busy time.
 * Higher priority replaces all that lies below in its time, free time as well (AVA-2, AVA-3); of equal ones the most restrictive wins (AVA-4).
 * Out: covers the window; time that no VAVAILABILITY speaks about is free. `zone` for floating times. Never throws.
 */
export function readAvailability(text: string, window: Interval, zone: Zone): Result<BusySpan[], string> {
  const read = readCalendar(text)
  if (!read.ok) return fail(read.problem.detail)
  const parts = read.value.getAllSubcomponents('vavailability')
  if (parts.length === 0) return fail('There is no VAVAILABILITY in it.')
  const rules = parts.map((part) => ruleOf(part, read.value, window, zone)).filter((r) => r !== null)
  return ok(layered(rules, window))
}

const kindOf = (word: string): BusyKind => {
  const upper = word.toUpperCase()
  return upper === 'BUSY' ? 'busy' : upper === 'BUSY-TENTATIVE' ? 'tentative' : 'unavailable' // AVA-1: default, and unknown words
}

function ruleOf(part: Component, root: Component, window: Interval, zone: Zone): Rule | null {
  const start = timeOf(part, 'dtstart')
  const end = start === null ? timeOf(part, 'dtend') : null
  const span = start === null ? null : spanOf(part, zone)
  const bounded = textOf(part, 'dtend') !== '' || textOf(part, 'duration') !== ''
  const over = {
    startUtc: Math.max(window.startUtc, span?.startUtc ?? -Infinity),
    endUtc: Math.min(window.endUtc, span !== null && bounded ? span.endUtc : end === null ? Infinity : instantOf(end, zone)),
  }
  if (over.startUtc >= over.endUtc) return null
  const priority = numberOf(part, 'priority') ?? 0
  return { priority: priority >= 1 && priority <= 9 ? priority : 10, kind: kindOf(textOf(part, 'busytype')), over, available: availableIn(part, root, over, zone) }
}

/** The AVAILABLE parts have the properties of events: they repeat, are overridden and excepted alike (AVA-1), so they are read as events. */
function availableIn(part: Component, root: Component, over: Interval, zone: Zone): Interval[] {
  const byUid = new Map<string, string[]>()
  part.getAllSubcomponents('available').forEach((available, i) => {
    const uid = textOf(available, 'uid') || `part-${i}`
    byUid.set(uid, [...(byUid.get(uid) ?? []), writeComponent(available).replace(/^BEGIN:AVAILABLE/, 'BEGIN:VEVENT').replace(/END:AVAILABLE$/, 'END:VEVENT')])
  })
  const zones = root.getAllSubcomponents('vtimezone').map(writeComponent)
  const wide = { startUtc: over.startUtc - 86_400_000, endUtc: over.endUtc + 86_400_000 }
  const out: Interval[] = []
  for (const events of byUid.values()) {
    const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...zones, ...events, 'END:VCALENDAR', ''].join('\r\n')
    for (const i of expandOccurrences(text, wide, { floatingZone: zone }).instances) {
      const startUtc = Math.max(i.startUtc, over.startUtc)
      const endUtc = Math.min(i.endUtc, over.endUtc)
      if (startUtc < endUtc) out.push({ startUtc, endUtc })
    }
  }
  return mergeIntervals(out)
}

function layered(rules: readonly Rule[], window: Interval): BusySpan[] {
  let below: BusySpan[] = [{ ...window, kind: 'free' }]
  const priorities = [...new Set(rules.map((r) => r.priority))].sort((a, b) => b - a)
  for (const priority of priorities) {
    const same = rules.filter((r) => r.priority === priority)
    const over = mergeIntervals(same.map((r) => r.over))
    const kept = below.flatMap((s) => subtract([s], over).map((i) => ({ ...i, kind: s.kind })))
    const stated = same.flatMap((r): BusySpan[] => subtract([r.over], [...r.available]).map((i) => ({ ...i, kind: r.kind })))
    below = toTimeline([...kept, ...stated], over, window)
  }
  return below
}
