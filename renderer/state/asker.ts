import type { AccountView } from '../../shared/contract/calendars.ts'
import type { AccountId } from '../../shared/model/ids.ts'
import { useQuery } from './live-query.ts'

/** Who organizes and asks: the account that owns the calendar of a draft. */
export interface Asker {
  readonly accountId: AccountId
  readonly address: string
  readonly name: string
  readonly addresses: readonly string[]
  readonly host: string
}

export function askerFor(accounts: readonly AccountView[], collectionId: string): Asker | null {
  const account = accounts.find((candidate) => candidate.calendars.some((calendar) => calendar.id === collectionId)) ?? accounts[0]
  if (!account) return null
  return { accountId: account.id, address: account.addresses[0] ?? account.address, name: account.name, addresses: account.addresses.length > 0 ? account.addresses : [account.address], host: account.host }
}

const none: readonly AccountView[] = []
export const useAccounts = (): readonly AccountView[] => useQuery('accounts', {}).value?.accounts ?? none
