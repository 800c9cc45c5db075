import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId, CollectionId, Href } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { Mailer } from '../mail/create-mailer.ts'
import type { Clock, Log, Network } from '../ports.ts'
import { hrefKey } from '../store/href-key.ts'
import type { Store } from '../store/store.ts'
import type { AnswerReader } from './answer-reader.ts'

export interface SyncDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly network: Network
  readonly answers: AnswerReader
  readonly newId: () => string
  readonly sessionOf: (accountId: AccountId) => DavClient
  readonly mailer: Mailer
  /** Makes invitations of what a pull brought (`scheduling/process-inbox.ts`). */
  readonly processInbox: (accountId: AccountId) => Promise<void>
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random?: () => number
}

/** What push and pull share while they run side by side. */
export interface SyncContext extends SyncDeps {
  /** Aborted when the core closes. */
  readonly signal: AbortSignal
  readonly ownWrites: OwnWrites
}

/**
 * Our own writes of late. A listing that was asked for before one of them must not put the older text back, and a server that
 * lists them again (SYN-11) is not one that forgot its token (SYN-8a).
 */
export interface OwnWrites {
  add(collectionId: CollectionId, href: Href): void
  /** When it was last written here; null: not of late. */
  when(collectionId: CollectionId, href: Href): Instant | null
  /** The same for a calendar itself, made, changed or deleted. */
  addCalendar(accountId: AccountId, href: Href): void
  whenCalendar(accountId: AccountId, href: Href): Instant | null
}

const ownWriteLifeMs = 60 * 60_000

export function createOwnWrites(clock: Clock): OwnWrites {
  const writes = new Map<string, Instant>()
  const nameOf = (owner: CollectionId | AccountId, href: Href) => `${owner} ${hrefKey(href)}`
  const add = (owner: CollectionId | AccountId, href: Href): void => {
    const now = clock.now()
    for (const [name, at] of writes) if (now - at > ownWriteLifeMs) writes.delete(name)
    writes.set(nameOf(owner, href), now)
  }
  const when = (owner: CollectionId | AccountId, href: Href): Instant | null => writes.get(nameOf(owner, href)) ?? null
  return { add, when, addCalendar: add, whenCalendar: when }
}

/** The account, the network or the core is in the way, not this one request: trying another way would meet the same. */
export function isRoadBlock({ kind, cause, httpStatus }: AppError): boolean {
  return kind === 'offline' || kind === 'sign-in' || kind === 'cancelled' || cause === 'certificate' || cause === 'plain-http' || httpStatus === 429 || httpStatus === 503
}
