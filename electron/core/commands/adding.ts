import type { AddingAccount } from '../../../shared/contract/calendars.ts'

/**
 * The progress of the account that is being added. It lives in memory: a restart ends the attempt, and nothing of it
 * is in the store before discovery succeeded. `tell` makes the page ask 'adding-account' again.
 */
export interface Adding {
  current(): AddingAccount | null
  show(next: AddingAccount | null): void
}

/** `tell` is `() => store.announce(['adding'])`. */
export function createAdding(tell: () => void): Adding {
  let state: AddingAccount | null = null
  return {
    current: () => state,
    show(next) {
      state = next
      tell()
    },
  }
}
