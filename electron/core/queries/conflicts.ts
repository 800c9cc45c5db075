import type { InviteCard } from '../../../shared/contract/invites.ts'
import { busyKindOf } from '../../../shared/freebusy/from-events.ts'
import type { AccountId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { overlaps } from '../../../shared/time/intervals.ts'
import { accountsOfOnePerson, placesOf } from '../scheduling/identity.ts'
import type { DrawnRow, ReadStore } from '../store/store.ts'
import { instantsIn } from './occurrence-view.ts'

export type Conflict = InviteCard['conflicts'][number]

/** My own day, made once for many questions about it. */
export interface MyDay {
  readonly rows: readonly (DrawnRow & { readonly at: Interval })[]
  readonly zone: Zone
}

/** Everything of mine in the window but the invitation itself, by UID: a server may hold it twice. */
export function myDay(read: ReadStore, window: Interval, zone: Zone, except: { readonly accountId: AccountId; readonly objectId: ObjectId; readonly uid: Uid }): MyDay {
  const all = read.accounts()
  const rows = placesOf(accountsOfOnePerson(all.filter((a) => a.id === except.accountId), all)).flatMap((accountId) =>
    read.occurrencesIn({ window, zone, visibleOnly: false, exceptObjectId: except.objectId, accountId }),
  )
  return { zone, rows: rows.filter((row) => row.uid !== except.uid).map((row) => ({ ...row, at: instantsIn(row, zone) })) }
}

/**
 * What stands in the way of a time: half open, so that a meeting that ends when this one begins does not (pain 10). Invitations
 * not answered yet count (tutanota#9773); declined, cancelled and transparent events do not, nor calendars that do not block time.
 */
export function conflictsAt(day: MyDay, span: Interval): Conflict[] {
  return day.rows
    .filter((row) => row.countsAsBusy && overlaps(row.at, span))
    .map((row) => ({ row, kind: busyKindOf(row) }))
    .filter(({ kind }) => kind !== 'free')
    .map(({ row, kind }) => ({ objectId: row.objectId, title: row.title, ...row.at, startDate: row.startDate, tentative: kind === 'tentative', pending: row.role === 'attendee' && row.myAnswer === 'needs-action' }))
    .toSorted((a, b) => a.startUtc - b.startUtc)
}
