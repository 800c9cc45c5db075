import { busyOfOccurrences } from '../../../shared/freebusy/from-events.ts'
import { toTimeline } from '../../../shared/freebusy/timeline.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { unreadPlace } from '../scheduling/identity.ts'
import type { AccountRow } from '../store/rows.ts'
import type { DrawnRow, ReadStore } from '../store/store.ts'

/** What takes time in these places, from calendars that count as busy (SCH-45), drawn or not. */
export const busyRows = (read: ReadStore, places: readonly AccountId[], window: Interval): DrawnRow[] =>
  places.flatMap((accountId) => read.occurrencesIn({ window, zone: read.zone(), visibleOnly: false, busyOnly: true, accountId }))

/** Name of an account, or of a subscribed calendar that counts, that was never fetched: my time is unknown until then. Null: there is none. */
export const neverFetched = (read: ReadStore, accounts: readonly AccountRow[]): string | null =>
  accounts.find((account) => account.lastSuccessUtc === null)?.address ?? unreadPlace(read)

/** My own time as one timeline. `away`: absences, or all time outside of my hours. What is not `known` yet is unknown, never free. */
export const myTimeline = (read: ReadStore, { rows, away, window, known }: { readonly rows: readonly DrawnRow[]; readonly away: readonly BusySpan[]; readonly window: Interval; readonly known: boolean }): BusySpan[] =>
  toTimeline([...busyOfOccurrences(rows, { zone: read.zone() }), ...away], known ? window : null, window)
