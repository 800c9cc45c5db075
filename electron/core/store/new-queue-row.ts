import type { Instant } from '../../../shared/model/time.ts'
import type { QueueEntry } from './rows.ts'

type NewRow = Omit<QueueEntry, 'seq' | 'maybeSent'>
type Made = 'id' | 'madeAtUtc' | 'state' | 'leavesAtUtc' | 'nextTryUtc' | 'attempts' | 'error' | 'conflict'

/** A row of the send queue that has not been tried yet; what is not named is not there. `holdMs`: how long undo also stops it. */
export function newQueueRow(
  { id, madeAtUtc, holdMs = 0 }: { readonly id: string; readonly madeAtUtc: Instant; readonly holdMs?: number },
  row: Pick<NewRow, 'accountId' | 'collectionId' | 'kind' | 'intent' | 'href'> & Partial<Omit<NewRow, Made>>,
): NewRow {
  return {
    objectId: null,
    text: null,
    baseText: null,
    baseEtag: null,
    baseScheduleTag: null,
    headers: {},
    undoText: null,
    undoInvite: null,
    messages: 0,
    ...row,
    id: id as QueueEntry['id'],
    madeAtUtc,
    state: holdMs > 0 ? 'held' : 'waiting',
    leavesAtUtc: holdMs > 0 ? madeAtUtc + holdMs : null,
    nextTryUtc: null,
    attempts: 0,
    error: null,
    conflict: null,
  }
}
