import { newsOf } from './watch-news.ts'
import type { QueryOf } from './deps.ts'

/** Null for what is not watched at all: no meeting of mine, nobody else in it, or over. */
export const query: QueryOf<'meeting-watch'> = ({ read, clock }) => async ({ objectId }) => {
  const nowUtc = clock.now()
  const mine = read.occurrencesOf(objectId, { startUtc: nowUtc, endUtc: Number.MAX_SAFE_INTEGER }).find((row) => row.startUtc > nowUtc)
  if (mine === undefined || mine.role !== 'organizer' || mine.people.total === 0 || mine.startDate !== null) return { watch: null }
  const row = read.watch(objectId)
  return { watch: { on: !(row?.isOff ?? false), askedAtUtc: row?.askedAtUtc ?? null, news: row === null ? null : newsOf(read, row, nowUtc) } }
}
