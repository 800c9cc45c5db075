import { accountView } from './account-view.ts'
import type { QueryOf } from './deps.ts'

/** The account's row grows while its first sync runs, so it is taken fresh from the store. */
export const query: QueryOf<'adding-account'> = (deps) => async () => {
  const { read, adding } = deps
  const state = adding()
  if (state === null) return { adding: null }
  const { accountId, ...shown } = state
  const row = accountId === null ? null : read.account(accountId)
  return { adding: { ...shown, account: row === null ? null : accountView(deps, row) } }
}
