import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Stores the new password and tries at once; whether it works shows in the state of the account. */
export const command: CommandOf<'sign-in-again'> = (deps) => async ({ accountId, password }) => {
  if (deps.store.read.account(accountId) === null) throw gone({ accountId })
  const sealed = await deps.vault.seal(accountId, 'password', password)
  deps.store.write(['accounts'], (tx) => {
    tx.putSealed(accountId, 'password', sealed)
    tx.patchAccount(accountId, { status: 'syncing', problem: null })
  })
  await deps.sessions.forget(accountId)
  deps.sync.syncNow(accountId).catch((fault: unknown) => deps.log.warn('sync-failed', { accountId, what: fault instanceof Error ? fault.name : 'unknown' }))
  return {}
}
