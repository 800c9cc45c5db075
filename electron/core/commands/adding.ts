import type { AddingAccount } from '../../../shared/contract/calendars.ts'
import type { AccountId } from '../../../shared/model/ids.ts'

/** As the page gets it, but the account by its id: its view is taken fresh from the store. */
export interface AddingState extends Omit<AddingAccount, 'account'> {
  readonly accountId: AccountId | null
}

/**
 * The progress of the account that is being added. It lives in memory: a restart ends the attempt, and nothing of it
 * is in the store before discovery succeeded. `tell` makes the page ask 'adding-account' again.
 */
export interface Adding {
  current(): AddingState | null
  show(next: AddingState | null): void
}

/** `tell` is `() => store.announce(['adding'])`. */
export function createAdding(tell: () => void): Adding {
  let state: AddingState | null = null
  return {
    current: () => state,
    show(next) {
      state = next
      tell()
    },
  }
}
