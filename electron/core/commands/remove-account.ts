import { dropWaiting } from '../sync/resolve-conflict.ts'
import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Takes everything of the account off this computer; nothing changes on its server. */
export const command: CommandOf<'remove-account'> = (deps) => async ({ accountId }) => {
  if (!deps.store.read.accounts().some(({ id }) => id === accountId)) throw gone({ accountId })
  deps.store.write(['accounts', 'app', 'objects', 'invites', 'queue', 'busy'], (tx) => {
    const going = new Set(tx.queue(accountId).map(({ id }) => id))
    // An event on its way into this account has not arrived: where it comes from, it stays.
    for (const row of tx.queue()) if (row.accountId !== accountId && row.waitsFor && going.has(row.waitsFor)) dropWaiting(tx, row)
    tx.removeAccount(accountId)
  })
  await deps.sessions.forget(accountId)
  if (deps.adding.current()?.accountId === accountId) deps.adding.show(null)
  return {}
}
