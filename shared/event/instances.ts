import type { Zone } from '../model/time.ts'
import { recurrenceIdOf, timeOf } from '../ical/fields.ts'
import { readBasic } from '../ical/moment.ts'
import { eventsOf, masterOf, writeCalendar, type Component } from '../ical/tree.ts'
import { expandOccurrences } from '../recurrence/expand.ts'
import { dayOf } from '../time/days.ts'

const dayMs = 86_400_000

/**
 * The name under which `root` knows the instance that `recurrenceId` means: by instant; a bare day for a timed series, or a time for an
 * all-day one, by the day (ITP-33). Null: not in the set (T-I33). Dates taken out by EXDATE are not in it either.
 */
export function inSeries(root: Component, recurrenceId: string | null, zone: Zone): string | null {
  if (recurrenceId === null) return null
  if (eventsOf(root).some((e) => recurrenceIdOf(e) === recurrenceId)) return recurrenceId
  const read = readBasic(recurrenceId)
  const master = masterOf(root)
  const start = master === null ? null : timeOf(master, 'dtstart')
  if (read === null || start === null) return null
  const floatingZone = start.kind === 'zoned' && start.zone !== null ? start.zone : zone
  const window = { startUtc: read.wallMs - 2 * dayMs, endUtc: read.wallMs + 2 * dayMs }
  const names = expandOccurrences(writeCalendar(root), window, { floatingZone }).instances.map((i) => i.recurrenceId).filter((id) => id !== null)
  if (names.includes(recurrenceId)) return recurrenceId
  if (start.kind === 'date' || read.form === 'date') {
    const day = recurrenceId.slice(0, 8)
    return names.find((name) => dayIn(name, floatingZone) === day) ?? null
  }
  return null
}

function dayIn(name: string, zone: Zone): string {
  const read = readBasic(name)
  return name.length === 8 || read === null ? name.slice(0, 8) : dayOf(read.wallMs, zone).replaceAll('-', '')
}
