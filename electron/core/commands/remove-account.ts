import { dropWaiting } from '../sync/resolve-conflict.ts'
import type { CommandOf } from './deps.ts'
import { openedBy } from '../scheduling/identity.ts'
import { gone } from './refused.ts'

/** Takes everything of the account off this computer, and of those that its sign-in opens; nothing changes on its server. */
export const command: CommandOf<'remove-account'> = (deps) => async ({ accountId }) => {
  if (!deps.store.read.accounts().some(({ id }) => id === accountId)) throw gone({ accountId })
  const ids = [...openedBy(deps.store.read, accountId), accountId]
  deps.store.write(['accounts', 'app', 'objects', 'invites', 'queue', 'busy'], (tx) => {
    const going = new Set(ids.flatMap((id) => tx.queue(id).map((row) => row.id)))
    // An event on its way into this account has not arrived: where it comes from, it stays.
    for (const row of tx.queue()) if (!ids.includes(row.accountId) && row.waitsFor && going.has(row.waitsFor)) dropWaiting(tx, row)
    for (const id of ids) tx.removeAccount(id)
  })
  for (const id of ids) await deps.sessions.forget(id)
  if (deps.adding.current()?.accountId === accountId) deps.adding.show(null)
  return {}
}
