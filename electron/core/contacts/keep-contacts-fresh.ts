import type { AccountId } from '../../../shared/model/ids.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { Clock, Log, Stop } from '../ports.ts'
import type { AccountRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { refreshContacts } from './refresh-contacts.ts'

export interface FreshDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  online(): boolean
  sessionOf(id: AccountId): DavClient
}

const everyMs = 6 * 3_600_000
const lookMs = 60_000
const memoOf = (id: AccountId): string => `contacts-read:${id}`

/** Reads the contacts of each account soon after its first sync, and every six hours; a fault is tried again an hour later. */
export function keepContactsFresh(deps: FreshDeps): { close(): Promise<void> } {
  const { store, clock, log } = deps
  const busy = new Map<AccountId, Promise<void>>()
  let stopped = false

  const readOne = async (account: AccountRow): Promise<void> => {
    try {
      const problem = await refreshContacts(account, { store, nowUtc: clock.now(), dav: deps.sessionOf(account.id) })
      if (stopped || store.read.account(account.id) === null) return
      store.write([], (tx) => tx.setMemo(memoOf(account.id), String(problem?.kind === 'offline' ? clock.now() - everyMs + 3_600_000 : clock.now())))
      log.info('contacts-read', { account: account.id, cause: problem?.cause ?? null, status: problem?.httpStatus ?? null })
    } catch (fault) {
      // An account that was removed while its books were read has no session any more.
      log.warn('contacts-failed', { account: account.id, what: fault instanceof Error ? fault.name : 'unknown' })
    }
  }
  const look = (): void => {
    if (stopped || !deps.online()) return
    for (const account of store.read.accounts().filter(({ behalf }) => behalf === null)) {
      const since = clock.now() - Number(store.read.memo(memoOf(account.id)) ?? 0)
      if (account.paused || account.lastSuccessUtc === null || account.status === 'sign-in' || since < everyMs || busy.has(account.id)) continue
      busy.set(account.id, readOne(account).finally(() => busy.delete(account.id)))
    }
  }
  let stopTimer: Stop = () => undefined
  const again = (): void => {
    stopTimer = clock.after(lookMs, () => {
      look()
      again()
    })
  }
  const stopListening = store.onChange((topics) => {
    if (topics.includes('accounts')) look()
  })
  again()
  look()
  return {
    async close() {
      stopped = true
      stopTimer()
      stopListening()
      await Promise.all(busy.values())
    },
  }
}
