import type { BusySpan } from '../model/busy.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { Interval, Zone } from '../model/time.ts'
import { isIcalProblem, scanObject, type ScannedEvent } from '../ical/scan.ts'
import { startOfDay } from '../time/days.ts'
import { expandOccurrences } from '../recurrence/expand.ts'
import { kindOfEvent } from './from-events.ts'

const oneDayMs = 86_400_000

/**
 * Busy time of a calendar that somebody published as events instead of VFREEBUSY (FBU-20): Google's basic.ics, Microsoft's
 * published calendars. Titles are not looked at beyond the words Microsoft writes for a state. In: the raw text. Out: spans near `window`.
 */
export function readEventFeed(text: string, window: Interval, zone: Zone): Result<BusySpan[], string> {
  const scanned = scanObject(text)
  if (isIcalProblem(scanned)) return fail(scanned.detail === '' ? scanned.code : scanned.detail)
  const byUid = new Map<string, ScannedEvent[]>()
  for (const e of scanned.events) {
    const list = byUid.get(e.uid)
    if (list) list.push(e)
    else byUid.set(e.uid, [e])
  }
  // All-day instances come with the instants of their days in UTC: a day's margin on both sides, the timeline clips.
  const wide = { startUtc: window.startUtc - oneDayMs, endUtc: window.endUtc + oneDayMs }
  const out: BusySpan[] = []
  for (const events of byUid.values()) {
    // Parts of an object are named by their place; a feed holds many objects, so each gets its own places.
    const parts = events.map((e, part) => ({ ...e, part }))
    for (const i of expandOccurrences({ ...scanned, events: parts }, wide, { floatingZone: zone }).instances) {
      const kind = kindOfEvent(parts[i.part]!, null)
      const startUtc = i.startDate === null ? i.startUtc : startOfDay(i.startDate, zone)
      const endUtc = i.endDate === null ? i.endUtc : startOfDay(i.endDate, zone)
      if (kind !== 'free' && startUtc < endUtc) out.push({ startUtc, endUtc, kind })
    }
  }
  return ok(out)
}
