import { readAvailabilityPlan, roughHours } from '../../../shared/freebusy/availability-plan.ts'
import { personOf } from '../availability/my-plan.ts'
import type { ServerAvailabilityRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { CommandOf } from './deps.ts'
import { badData, gone } from './refused.ts'

/** Kept here at once; the servers follow. The week is drawn by the usual hours. */
export const command: CommandOf<'save-availability'> = ({ store, clock, availability }) => async ({ personId, plan }) => {
  if (!store.read.accounts().some((account) => personOf(account) === personId)) throw gone()
  const backwards = [plan.usual, ...plan.periods].some(({ hours }) => hours.some(({ startMin, endMin }) => endMin <= startMin)) || [...plan.periods, ...plan.absences].some(({ from, until }) => from !== null && until !== null && from > until)
  if (backwards) throw badData('availability-backwards')
  const hours = roughHours(plan)
  const seen = store.read.availability(personId) === null ? shownFirst(store.read, personId) : []
  store.write(['availability', 'busy', 'app'], (tx) => {
    // What was shown and then changed here is not somebody else's any more.
    for (const row of seen) tx.putServerAvailability({ ...row, sentText: row.theirText })
    for (const row of told(store.read, personId)) tx.putServerAvailability({ ...row, state: 'waiting' })
    tx.putAvailability({ personId, plan, updatedUtc: clock.now() })
    if (hours !== null) tx.patchSettings(hours)
  })
  availability.wake()
  return {}
}

/** Servers that hold the plan of before: what they have is no longer mine until they are told. */
const told = (read: ReadStore, personId: string): readonly ServerAvailabilityRow[] =>
  read.accounts().flatMap((account) => {
    const row = personOf(account) === personId ? read.serverAvailability(account.id) : null
    return row !== null && ['kept', 'partly', 'stored', 'ignored'].includes(row.state) ? [row] : []
  })

/** Before anything was saved here, the editor begins with the first plan a server holds: the servers that hold exactly that. */
function shownFirst(read: ReadStore, personId: string): readonly ServerAvailabilityRow[] {
  const rows = read.accounts().flatMap((account) => (personOf(account) === personId ? (read.serverAvailability(account.id) ?? []) : []))
  const planIn = (row: ServerAvailabilityRow): string | null => {
    const parsed = row.theirText === null ? null : readAvailabilityPlan(row.theirText, read.zone())
    return parsed?.ok ? JSON.stringify(parsed.value) : null
  }
  const shown = rows.map(planIn).find((plan) => plan !== null)
  return shown === undefined ? [] : rows.filter((row) => planIn(row) === shown)
}
