import type { InviteId, ObjectId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { Clock } from '../ports.ts'
import type { InviteRow, ObjectRow, PartRow } from '../store/rows.ts'
import type { ReadStore, WriteStore } from '../store/store.ts'

/** Whether something of it still lies ahead: an invitation to the past asks nothing. */
export function liesAhead(read: ReadStore, objectId: ObjectId, recurrenceId: string | null, nowUtc: number): boolean {
  if (recurrenceId !== null) {
    const one = read.occurrence(objectId, recurrenceId)
    return one !== null && one.endUtc > nowUtc
  }
  const window = read.indexedWindow()
  return read.occurrencesOf(objectId, { startUtc: nowUtc, endUtc: Math.max(window.endUtc, nowUtc + 1) }).some((row) => row.endUtc > nowUtc)
}

/** A row in its first state: seen, not answered, nothing changed. */
export const newInvite = (id: InviteId, object: Pick<ObjectRow, 'accountId' | 'id' | 'uid'>, recurrenceId: string | null, nowUtc: number): InviteRow => ({
  id,
  accountId: object.accountId,
  objectId: object.id,
  uid: object.uid,
  recurrenceId,
  firstSeenUtc: nowUtc,
  answeredText: null,
  answeredUtc: null,
  answered: null,
  changedUtc: null,
  dismissedUtc: null,
  news: '',
})

/** The part that speaks for the whole object: the master, or the first of an object that holds single dates of a series. */
export const headPart = (parts: readonly PartRow[]): PartRow | null => parts.find((p) => p.recurrenceId === null) ?? parts[0] ?? null

/** A meeting I organize is watched from its first save: who cannot be reached, and who says no, shows up beside the invitations. */
export function watchMeeting(tx: WriteStore, objectId: ObjectId, deps: { readonly clock: Clock; readonly newId: () => string }): void {
  const head = headPart(tx.parts(objectId))
  if (head === null || head.role !== 'organizer' || head.people.total === 0) return
  const object = must(tx.object(objectId), 'object of a meeting')
  if (tx.inviteOf(object.accountId, object.uid, null) !== null) return
  tx.putInvite(newInvite(deps.newId() as InviteId, object, null, deps.clock.now()))
}
