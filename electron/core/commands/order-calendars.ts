import { calendarIntent } from '../../../shared/wording/calendars.ts'
import type { CommandOf } from './deps.ts'
import { savedOf } from './keep-change.ts'
import { changeCalendar } from './set-calendar.ts'

/** Places are numbered anew; only calendars whose number changed are told to the server. */
export const command: CommandOf<'order-calendars'> = (deps) => async ({ accountId, ids }) => {
  const intent = calendarIntent({ kind: 'order' })
  const saved = deps.store.write(['accounts', 'queue'], (tx) => {
    const shown = tx.collections(accountId).filter((row) => row.kind === 'calendar' && !row.removed)
    // One that came while the person was moving others keeps its place behind them.
    const ordered = [...ids.flatMap((id) => shown.find((row) => row.id === id) ?? []), ...shown.filter((row) => !ids.includes(row.id))]
    const entries = ordered.flatMap((row, index) => (row.position === index + 1 ? [] : (changeCalendar(tx, deps, row, { position: index + 1 }, intent) ?? [])))
    return { ...savedOf(null, entries), intent }
  })
  deps.sync.wake()
  return saved
}
