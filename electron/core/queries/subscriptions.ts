import type { Subscription } from '../../../shared/contract/subscriptions.ts'
import { must } from '../../../shared/model/result.ts'
import type { SubscriptionRow } from '../store/rows.ts'
import { isResting } from '../subscriptions/create-subscriber.ts'
import { everyMin } from '../subscriptions/read-feed.ts'
import { calendarView } from './account-view.ts'
import type { QueryOf } from './deps.ts'

/** Every subscribed calendar with what became of it. Passwords stay where they are. */
export const query: QueryOf<'subscriptions'> = ({ read, isFetching }) => async () => {
  const counts = read.objectCounts()
  return {
    subscriptions: read.subscriptions().map((row) => ({
      calendar: calendarView(must(read.collection(row.id), 'calendar of a subscription'), counts, [], ''),
      place: row.place,
      hasSecret: row.sealed !== null,
      intervalMin: row.intervalMin,
      everyMin: everyMin(row),
      state: isFetching(row.id) ? ('fetching' as const) : stateOf(row),
      lastSuccessUtc: row.lastSuccessUtc,
      nextTryUtc: row.nextTryUtc,
      problem: row.problem,
    })),
  }
}

function stateOf(row: SubscriptionRow): Subscription['state'] {
  if (row.paused) return 'paused'
  if (isResting(row)) return 'stopped'
  if (row.problem !== null) return 'trouble'
  return row.lastSuccessUtc === null ? 'first' : 'fresh'
}
