import { useMemo } from 'react'
import type { AccountView, CalendarView } from '../../shared/contract/calendars.ts'
import type { Subscription } from '../../shared/contract/subscriptions.ts'
import type { AccountId } from '../../shared/model/ids.ts'
import { useQuery } from './live-query.ts'

/** Who organizes and asks: the account that owns the calendar of a draft, else the first one. */
export interface Asker {
  readonly accountId: AccountId
  readonly address: string
  readonly name: string
  readonly addresses: readonly string[]
  readonly host: string
  /** Somebody else, in whose name this person asks. */
  readonly behalf?: string
}

export function askerFor(accounts: readonly AccountView[], collectionId: string): Asker | null {
  const servers = onServers(accounts)
  const account = servers.find((candidate) => candidate.calendars.some((calendar) => calendar.id === collectionId)) ?? servers[0]
  if (!account) return null
  return { accountId: account.id, address: account.addresses[0] ?? account.address, name: account.name, addresses: account.addresses.length > 0 ? account.addresses : [account.address], host: account.host, ...(account.behalf ? { behalf: account.behalf.name } : {}) }
}

/** Without the calendars on this computer. */
export const onServers = (accounts: readonly AccountView[]): readonly AccountView[] => accounts.filter((account) => !account.local)

const none: readonly AccountView[] = []
export const useAccounts = (): readonly AccountView[] => useQuery('accounts', {}).value?.accounts ?? none

const unsubscribed: readonly Subscription[] = []
export const useSubscriptions = (): readonly Subscription[] => useQuery('subscriptions', {}).value?.subscriptions ?? unsubscribed

/** Every calendar whose events are drawn: those of accounts and the subscribed ones. */
export function useCalendars(): readonly CalendarView[] {
  const accounts = useAccounts()
  const subscriptions = useSubscriptions()
  return useMemo(() => [...accounts.flatMap((account) => account.calendars), ...subscriptions.map((one) => one.calendar)], [accounts, subscriptions])
}
