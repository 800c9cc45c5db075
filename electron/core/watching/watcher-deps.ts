import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { BusyRow } from '../../../shared/contract/freebusy.ts'
import type { Clock, Log } from '../ports.ts'
import type { Store } from '../store/store.ts'

export interface WatcherDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly online: () => boolean
  /** Asks the servers, and gives what can be read out of their answers. Nothing of it is stored: nobody is looking, and answers with a meeting left out are no use to others. */
  readonly ask: (question: BusyQuestion) => Promise<Answers>
}

/** Rows for a part of the question that was asked, with the meeting named in it taken out. */
export type Answers = (question: BusyQuestion) => Promise<readonly BusyRow[]>
