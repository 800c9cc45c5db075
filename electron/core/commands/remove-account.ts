import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Takes everything of the account off this computer; nothing changes on its server. */
export const command: CommandOf<'remove-account'> = (deps) => async ({ accountId }) => {
  if (deps.store.read.account(accountId) === null) throw gone({ accountId })
  deps.store.write(['accounts', 'app', 'objects', 'invites', 'queue', 'busy'], (tx) => tx.removeAccount(accountId))
  await deps.sessions.forget(accountId)
  if (deps.adding.current()?.accountId === accountId) deps.adding.show(null)
  return {}
}
