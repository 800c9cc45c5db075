import type { AppError } from '../../../shared/contract/app-error.ts'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { Discovered, DiscoverOptions, DiscoverStep } from '../accounts/discover.ts'
import type { Clock, Log, PracticeHost } from '../ports.ts'
import type { AccountRow, PersonRow } from '../store/rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Adding } from './adding.ts'

/** What every command gets. `create-core.ts` fills it; a test lends others. */
export interface CommandDeps {
  /** `store.read` for looking, `store.write(topics, tx => …)` for one transaction that tells the page what became stale. */
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  readonly practice: PracticeHost | null
  readonly sync: {
    /** The send queue changed: look at it again. */
    wake(): void
    /** Resolves when the round is over; without an account, all of them. */
    syncNow(accountId?: AccountId): Promise<void>
  }
  readonly vault: {
    save(accountId: AccountId, password: string): Promise<void>
    remove(accountId: AccountId): Promise<void>
  }
  /** The open session of an account holds its password: forget it when the password changes or the account goes. */
  readonly forgetSession: (accountId: AccountId) => void
  readonly discover: (where: string, user: string, password: string, options: DiscoverOptions, onStep: (step: DiscoverStep) => void) => Promise<Result<Discovered, AppError>>
  /** principal-property-search on one account; what it finds is not yet stored. */
  readonly searchPeople: (account: AccountRow, text: string) => Promise<Result<readonly PersonRow[], AppError>>
  /** Asks every source for every person and stores the answers as they come; resolves with how many people were asked. */
  readonly lookUp: (question: BusyQuestion & { readonly fresh: boolean }) => Promise<number>
  readonly adding: Adding
}
