import { must } from '../../../shared/model/result.ts'
import { followMove } from '../scheduling/follow-move.ts'
import { isLocal } from '../scheduling/identity.ts'
import type { CollectionRow, ObjectRow, QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'
import { keepDelete, type Deed } from './keep-change.ts'

/** Where it goes to this computer, its server keeps it as long as that can be taken back, and no longer. */
const arrivesAfterMs = 10_000

/** What a row carries that brings an object into this calendar from another account. */
export const arriving = (to: CollectionRow): Pick<Deed, 'atLeastHeldMs'> => (isLocal(to) ? { atLeastHeldMs: arrivesAfterMs } : {})

/** An object that goes to another account is deleted where it was once the first of `entries` has arrived there. */
export function leaveBehind(tx: WriteStore, deps: CommandDeps, { old, home, entries, deed }: { readonly old: ObjectRow; readonly home: CollectionRow; readonly entries: readonly QueueEntry[]; readonly deed: Deed }): QueueEntry[] {
  const made = must(entries[0], 'row of a new event')
  followMove(tx, old.id, must(made.objectId, 'object of a new event'))
  const away = must(tx.account(home.accountId), 'account of a calendar')
  return [...entries, keepDelete(tx, deps, old, { ...deed, account: away, collection: home, waitsFor: made.id })]
}
