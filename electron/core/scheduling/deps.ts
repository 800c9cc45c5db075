import type { Notices } from '../notices/tell-notices.ts'
import type { Clock, Log } from '../ports.ts'
import type { Store } from '../store/store.ts'

/** What the processing of the schedule Inbox gets; it never touches the network itself. */
export interface SchedulingDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly notices: Notices
  readonly newId: () => string
  /** Rows were queued (Inbox items to delete, a reply to repair): look at the send queue. */
  readonly wake: () => void
}
