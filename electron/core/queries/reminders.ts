import type { Reminder } from '../../../shared/contract/reminders.ts'
import { spanOf, stillRings } from '../reminders/alarms-ahead.ts'
import { instanceFor } from '../reminders/ringer.ts'
import type { QueryOf } from './deps.ts'

/** Rung later than this after its time, it is called late. */
const lateMs = 5 * 60_000
/** Of an event that is over this long nobody is reminded any more. */
const overMs = 7 * 86_400_000

/** One line an instance, whichever of its alarms rang; the next to begin comes first. */
export const query: QueryOf<'reminders'> = ({ read, clock }) => async () => {
  const nowUtc = clock.now()
  const zone = read.zone()
  const hues = new Map(read.collections().map((one) => [one.id, one.hue]))
  const found = new Map<string, Reminder>()
  for (const row of read.reminders()) {
    if (row.doneUtc !== null || row.snoozedUntilUtc !== null) continue
    const event = instanceFor(read, row)
    if (event === null || !stillRings(read, event, row.atUtc)) continue
    const span = spanOf(event, zone)
    if (span.endUtc < nowUtc - overMs) continue
    const { objectId, recurrenceId, title, location, startDate, endDate } = event
    found.set(`${objectId} ${recurrenceId ?? ''}`, { objectId, recurrenceId, title, location, hue: hues.get(event.collectionId) ?? null, ...span, startDate, endDate, atUtc: row.atUtc, late: row.rungUtc - row.atUtc > lateMs })
  }
  return { reminders: [...found.values()].sort((a, b) => a.startUtc - b.startUtc) }
}
