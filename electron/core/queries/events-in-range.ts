import type { QueryOf } from './deps.ts'
import { drawContext, toOccurrence } from './occurrence-view.ts'

/** Reads the index alone; text that is not sent yet is already in it. */
export const query: QueryOf<'events-in-range'> = ({ read }) => async ({ window, zone, includeHidden }) => {
  const context = drawContext(read, zone)
  const rows = read.occurrencesIn({ window, zone, visibleOnly: includeHidden !== true })
  return { occurrences: rows.map((row) => toOccurrence(row, context)) }
}
