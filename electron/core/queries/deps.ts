import type { CollectionId } from '../../../shared/model/ids.ts'
import type { AddingAccount } from '../../../shared/contract/calendars.ts'
import type { CallInput, CallOutput, QueryName } from '../../../shared/contract/calls.ts'
import type { FreebusyFinding } from '../../../shared/contract/freebusy-urls.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { RequestNote } from '../dav/request-log.ts'
import type { WireLog } from '../dav/wire-log.ts'
import type { FaultNote } from '../note-faults.ts'
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
  /** When the server of an account is asked again by itself; null: it is being asked, or not before something changes. */
  readonly nextRoundUtc: (id: AccountId) => Instant | null
  /** The last requests to servers, newest first, with nothing in them of whom or what they were about. */
  readonly requests: () => readonly RequestNote[]
  /** What Parley itself stumbled over since it was started. */
  readonly faults: () => readonly FaultNote[]
  readonly wire: Pick<WireLog, 'untilUtc' | 'text'>
  /** The finder of freebusy URLs at work (`commands/finding.ts`). */
  readonly finding: () => FreebusyFinding | null
  /** A subscribed calendar that is being read at this moment. */
  readonly isFetching: (id: CollectionId) => boolean
  /** The account being added at this moment, step by step; null when none is. Lives in memory (`commands/adding.ts`). */
  readonly adding: () => (Omit<AddingAccount, 'account'> & { readonly accountId: AccountId | null }) | null
}

/** What a query file exports as `query`: given the deps, the answer to one call of the contract. */
export type QueryOf<N extends QueryName> = (deps: QueryDeps) => (input: CallInput<N>) => Promise<CallOutput<N>>
