import { writeAvailability } from '../../../shared/freebusy/availability-plan.ts'
import { awayIn, personOf } from '../availability/my-plan.ts'
import { busyRows, myTimeline, neverFetched } from '../availability/my-time.ts'
import { placesOf } from '../scheduling/identity.ts'
import type { QueryOf } from './deps.ts'

/** My free/busy of a window as it would be with this plan: what others get who can ask. */
export const query: QueryOf<'availability-preview'> = ({ read, clock }) => async ({ personId, plan, window }) => {
  const accounts = read.accounts().filter((account) => personOf(account) === personId)
  const rows = busyRows(read, placesOf(accounts), window)
  return { window, spans: myTimeline(read, { rows, away: awayIn(plan, window), window, known: neverFetched(read, accounts) === null }), text: writeAvailability(plan, clock.now()) }
}
