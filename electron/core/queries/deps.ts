import type { AddingAccount } from '../../../shared/contract/calendars.ts'
import type { Clock, PracticeHost } from '../ports.ts'
import type { ReadStore } from '../store/store.ts'

/** What every query gets: it may look at the store and at the clock, and at nothing that could wait or write. */
export interface QueryDeps {
  /** Only SELECTs; its type has no way to write. */
  readonly read: ReadStore
  readonly clock: Clock
  readonly online: () => boolean
  readonly version: string
  readonly host: 'desktop' | 'loopback'
  readonly practice: PracticeHost | null
  /** The account being added at this moment, step by step; null when none is. Lives in memory (`commands/adding.ts`). */
  readonly adding: () => AddingAccount | null
}
