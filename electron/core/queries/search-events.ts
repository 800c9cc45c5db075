import type { QueryOf } from './deps.ts'
import { drawContext, toOccurrence } from './occurrence-view.ts'

const most = 50

export const query: QueryOf<'search-events'> = ({ read, clock }) => async ({ text, zone }) => {
  const words = text.trim()
  if (words === '') return { occurrences: [] }
  const context = drawContext(read, zone)
  return { occurrences: read.searchOccurrences(words, most, clock.now()).map((row) => toOccurrence(row, context)) }
}
