import { openedBy } from '../scheduling/identity.ts'
import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Stores the new password and tries at once, also what else it opens; whether it works shows in the state of the accounts. */
export const command: CommandOf<'sign-in-again'> = (deps) => async ({ accountId, password }) => {
  const account = deps.store.read.account(accountId)
  if (account === null) throw gone({ accountId })
  const loginId = account.behalf?.loginId ?? accountId
  const ids = [loginId, ...openedBy(deps.store.read, loginId)]
  const sealed = await deps.vault.seal(loginId, 'password', password)
  deps.store.write(['accounts'], (tx) => {
    tx.putSealed(loginId, 'password', sealed)
    for (const id of ids) tx.patchAccount(id, { status: 'syncing', problem: null })
  })
  for (const id of ids) {
    await deps.sessions.forget(id)
    deps.sync.syncNow(id).catch((fault: unknown) => deps.log.warn('sync-failed', { accountId: id, what: fault instanceof Error ? fault.name : 'unknown' }))
  }
  return {}
}
