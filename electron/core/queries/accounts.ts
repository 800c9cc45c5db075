import { accountView } from './account-view.ts'
import type { QueryOf } from './deps.ts'

export const query: QueryOf<'accounts'> = (deps) => async () => {
  const { read } = deps
  const counts = read.objectCounts()
  return { accounts: read.accounts().map((row) => accountView(deps, row, counts)) }
}
