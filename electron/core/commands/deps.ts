import type { CallInput, CallOutput, CommandName } from '../../../shared/contract/calls.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { AvailabilityKeeper } from '../availability/create-keeper.ts'
import type { discover } from '../accounts/discover.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { Vault } from '../accounts/vault.ts'
import type { FburlReader } from '../dav/fburl.ts'
import type { SrvLookup } from '../dav/srv.ts'
import type { WireLog } from '../dav/wire-log.ts'
import type { searchPrincipals } from '../dav/search-principals.ts'
import type { LookUp } from '../freebusy/look-up.ts'
import type { FoundSettings } from '../mail/find-settings.ts'
import type { Mailer } from '../mail/create-mailer.ts'
import type { Publisher } from '../publishing/create-publisher.ts'
import type { Clock, Log, PracticeHost } from '../ports.ts'
import type { Watcher } from '../watching/create-watcher.ts'
import type { Subscriber } from '../subscriptions/create-subscriber.ts'
import type { Store } from '../store/store.ts'
import type { Adding } from './adding.ts'
import type { Finding } from './finding.ts'

/** What every command gets. `create-core.ts` fills it; a test lends others. */
export interface CommandDeps {
  /** `store.read` for looking, `store.write(topics, tx => …)` for one transaction that tells the page what became stale. */
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  readonly online: () => boolean
  readonly practice: PracticeHost | null
  readonly sync: {
    /** The send queue changed: look at it again. */
    wake(): void
    /** Resolves when the round is over; without an account, all of them. */
    syncNow(accountId?: AccountId): Promise<void>
  }
  readonly vault: Vault
  readonly sessions: Sessions
  readonly mailer: Pick<Mailer, 'test'>
  readonly findMailSettings: (address: string) => Promise<FoundSettings | null>
  /** The three askers of the network, lent so that a test can answer instead. */
  readonly discover: typeof discover
  readonly lookUp: LookUp
  readonly lookNow: Watcher['lookNow']
  readonly searchPrincipals: typeof searchPrincipals
  readonly adding: Adding
  readonly availability: Pick<AvailabilityKeeper, 'wake' | 'look'>
  readonly publisher: Pick<Publisher, 'wake' | 'publish' | 'open'>
  readonly subscriber: Pick<Subscriber, 'wake' | 'refresh' | 'look'>
  readonly finding: Finding
  readonly fburls: FburlReader
  readonly lookUpSrv: SrvLookup
  readonly wire: Pick<WireLog, 'switchOn' | 'switchOff' | 'forget'>
}

/** What a command file exports as `command`. An expected fault is thrown as `Refused` (`refused.ts`), which `handle-call.ts` passes on. */
export type CommandOf<N extends CommandName> = (deps: CommandDeps) => (input: CallInput<N>) => Promise<CallOutput<N>>
