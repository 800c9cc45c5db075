import type { WatchNewsView } from '../../../shared/contract/watches.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { WatchRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryOf } from './deps.ts'

/** Of all meetings that are still ahead, the next one first. */
export const query: QueryOf<'watch-news'> = ({ read, clock }) => async () => ({
  news: read
    .watches()
    .flatMap((row) => newsOf(read, row, clock.now()) ?? [])
    .sort((a, b) => a.startUtc - b.startUtc),
})

/** Null when there is nothing to tell, or the time it is about is not the meeting's any more. */
export function newsOf(read: ReadStore, { objectId, news, look, isOff }: WatchRow, nowUtc: number): WatchNewsView | null {
  if (news === null || look === null || isOff || look.slot.startUtc <= nowUtc) return null
  const at = read.occurrencesOf(objectId, look.slot).find((row) => row.startUtc === look.slot.startUtc && row.status !== 'cancelled')
  if (at === undefined) return null
  return {
    objectId,
    recurrenceId: at.recurrenceId,
    title: at.title,
    ...look.slot,
    kind: news.kind,
    who: news.who.map((address) => ({ address, name: read.person(toAddress(address))?.name ?? '' })),
    better: news.better,
    foundUtc: news.foundUtc,
  }
}
