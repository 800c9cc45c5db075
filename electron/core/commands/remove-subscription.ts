import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Goes from this computer with its events; nobody else hears of it. */
export const command: CommandOf<'remove-subscription'> = ({ store }) => async ({ id }) => {
  if (store.read.subscription(id) === null) throw gone()
  store.write(['subscriptions', 'accounts', 'objects', 'busy'], (tx) => tx.removeCollection(id))
  return {}
}
