import { accountView } from './account-view.ts'
import type { QueryOf } from './deps.ts'

export const query: QueryOf<'accounts'> = ({ read }) => async () => {
  const counts = read.objectCounts()
  return { accounts: read.accounts().map((row) => accountView(read, row, counts)) }
}
