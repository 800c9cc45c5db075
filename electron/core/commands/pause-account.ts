import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** What is under way still ends; after that nothing of this account is asked or sent until it goes on. */
export const command: CommandOf<'pause-account'> = ({ store, sync, availability, publisher }) => async ({ accountId, paused }) => {
  const account = store.read.accounts().find(({ id }) => id === accountId)
  if (account === undefined) throw gone()
  if (account.paused === paused) return {}
  store.write(['accounts', 'queue', 'publishing'], (tx) => tx.patchAccount(accountId, { paused }))
  // Going on means now: what waited through the pause is not to wait for the next round as well.
  if (paused) return {}
  void sync.syncNow(accountId)
  availability.wake()
  publisher.wake()
  return {}
}
