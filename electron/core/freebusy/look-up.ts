import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { Clock, Log } from '../ports.ts'
import type { AccountRow, BusyAnswerRow } from '../store/rows.ts'

export interface LookUpDeps {
  readonly accounts: readonly AccountRow[]
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  readonly online: boolean
  sessionOf(id: AccountId): DavClient
  /** Freebusy URL of a person, if one is known. */
  freebusyUrl(address: string): { readonly url: string; readonly approved: boolean } | null
  /** Answers still held; those younger than their lifetime that cover the window are not asked again unless `fresh`. */
  known(address: string): readonly BusyAnswerRow[]
  /** The meeting being edited, by UID, so that servers leave it out (SCH-54). */
  readonly maskUid: string | null
  /** Called as soon as each answer is there: first `asking`, then `answered` or `unknown`. One row per (address, source, accountId). */
  tell(rows: readonly BusyAnswerRow[]): void
}
/** Asks every source of every person at once; a dead one delays nobody. Own addresses are skipped. Resolves when all have ended; gives how many people were asked. */
export declare function lookUp(question: BusyQuestion & { readonly fresh: boolean }, deps: LookUpDeps): Promise<{ readonly asked: number }>
