import { readAvailabilityPlan, roughHours } from '../../../shared/freebusy/availability-plan.ts'
import { personOf } from '../availability/my-plan.ts'
import type { CommandOf } from './deps.ts'
import { badData, gone } from './refused.ts'

/** Looks what the servers of a person hold. `take`: that server's plan becomes mine; `overwrite`: mine goes to all of them. */
export const command: CommandOf<'look-at-availability'> = ({ store, clock, availability }) => async ({ personId, choose }) => {
  if (choose?.kind === 'take') {
    const account = store.read.account(choose.accountId)
    const text = store.read.serverAvailability(choose.accountId)?.theirText ?? null
    if (account === null || personOf(account) !== personId || text === null) throw gone()
    const theirs = readAvailabilityPlan(text, store.read.zone())
    if (!theirs.ok) throw badData('availability-foreign', { detail: theirs.problem })
    const hours = roughHours(theirs.value)
    store.write(['availability', 'busy', 'app'], (tx) => {
      tx.putAvailability({ personId, plan: theirs.value, updatedUtc: clock.now() })
      if (hours !== null) tx.patchSettings(hours)
    })
  }
  await availability.look(personId, { overwrite: choose?.kind === 'overwrite' })
  return {}
}
