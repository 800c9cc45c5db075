import { localAccount } from '../../../shared/model/calendars.ts'
import { accountView, localView } from './account-view.ts'
import type { QueryOf } from './deps.ts'

/** Those on servers, and behind them this computer, once there is a calendar on it. */
export const query: QueryOf<'accounts'> = (deps) => async () => {
  const { read } = deps
  const counts = read.objectCounts()
  const onServers = read.accounts().map((row) => accountView(deps, row, counts))
  return { accounts: read.collections(localAccount).length === 0 ? onServers : [...onServers, localView(deps, counts)] }
}
