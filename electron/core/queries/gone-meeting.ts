import { partsOf } from '../../../shared/event/part.ts'
import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import { myAddresses } from '../scheduling/identity.ts'
import type { InviteRow, PartRow } from '../store/rows.ts'
import type { DrawnRow, ReadStore } from '../store/store.ts'

/** A meeting as it was, in which I am no more. */
export interface GoneMeeting {
  readonly part: PartRow
  readonly rows: readonly DrawnRow[]
}

/**
 * DAViCal strikes a removed person from the copy and leaves the rest of it behind; others may do the same.
 * Its text of before, kept in the invitation, is shown as cancelled until it is dismissed (ITP-17).
 */
export function goneMeeting(read: ReadStore, row: InviteRow, window: Interval): GoneMeeting | null {
  const text = row.answeredText
  const account = read.account(row.accountId)
  const calendars = read.collections(row.accountId).filter((c) => c.kind === 'calendar')
  const home = calendars.find((c) => c.isDefault) ?? calendars[0]
  if (text === null || account === null || home === undefined) return null
  const scanned = scanObject(text)
  if (isIcalProblem(scanned)) return null
  const parts = partsOf(scanned, myAddresses(account))
  const head = parts.find((p) => p.recurrenceId === row.recurrenceId) ?? parts.find((p) => p.recurrenceId === null) ?? parts[0]
  if (head === undefined) return null
  const part: PartRow = { ...head, objectId: row.objectId, status: 'cancelled' }
  const { instances } = expandOccurrences(text, window, { floatingZone: read.zone(), cap: mostInstances })
  const rows = instances.map((at): DrawnRow => ({ ...part, ...at, collectionId: home.id, accountId: row.accountId, uid: row.uid, unsent: false, countsAsBusy: false }))
  return { part, rows: row.recurrenceId === null ? rows : rows.filter((r) => r.recurrenceId === row.recurrenceId) }
}

/** The next one is what is shown; a few more tell whether it repeats. */
const mostInstances = 5
