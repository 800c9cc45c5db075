import { roughHours } from '../../../shared/freebusy/availability-plan.ts'
import { personOf } from '../availability/my-plan.ts'
import type { CommandOf } from './deps.ts'
import { badData, gone } from './refused.ts'

/** Kept here at once; the servers follow. The week is drawn by the usual hours. */
export const command: CommandOf<'save-availability'> = ({ store, clock, availability }) => async ({ personId, plan }) => {
  if (!store.read.accounts().some((account) => personOf(account) === personId)) throw gone()
  const backwards = [plan.usual, ...plan.periods].some(({ hours }) => hours.some(({ startMin, endMin }) => endMin <= startMin)) || [...plan.periods, ...plan.absences].some(({ from, until }) => from !== null && until !== null && from > until)
  if (backwards) throw badData('availability-backwards')
  const hours = roughHours(plan)
  store.write(['availability', 'busy', 'app'], (tx) => {
    tx.putAvailability({ personId, plan, updatedUtc: clock.now() })
    if (hours !== null) tx.patchSettings(hours)
  })
  availability.wake()
  return {}
}
