import { writeAvailability } from '../../../shared/freebusy/availability-plan.ts'
import { toTimeline } from '../../../shared/freebusy/timeline.ts'
import { busyOfOccurrences } from '../../../shared/freebusy/from-events.ts'
import { awayIn, personOf } from '../availability/my-plan.ts'
import type { QueryOf } from './deps.ts'

/** My free/busy of a window as it would be with this plan: what others get who can ask. */
export const query: QueryOf<'availability-preview'> = ({ read, clock }) => async ({ personId, plan, window }) => {
  const zone = read.zone()
  const accounts = read.accounts().filter((account) => personOf(account) === personId)
  const rows = accounts.flatMap((account) => read.occurrencesIn({ window, zone, visibleOnly: false, busyOnly: true, accountId: account.id }))
  const known = accounts.every((account) => account.lastSuccessUtc !== null)
  return { window, spans: toTimeline([...busyOfOccurrences(rows, { zone }), ...awayIn(plan, window)], known ? window : null, window), text: writeAvailability(plan, clock.now()) }
}
