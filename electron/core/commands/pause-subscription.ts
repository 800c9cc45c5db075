import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** What was read stays as it is while it is paused. */
export const command: CommandOf<'pause-subscription'> = ({ store, subscriber }) => async ({ id, paused }) => {
  if (store.read.subscription(id) === null) throw gone()
  store.write(['subscriptions'], (tx) => tx.patchSubscription(id, { paused, ...(paused ? {} : { nextTryUtc: null, failures: 0 }) }))
  subscriber.wake()
  return {}
}
