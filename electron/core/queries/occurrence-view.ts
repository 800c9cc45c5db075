import type { Occurrence } from '../../../shared/contract/events.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { startOfDay } from '../../../shared/time/days.ts'
import { isLocal, isOthers } from '../scheduling/identity.ts'
import type { DrawnRow } from '../store/store.ts'
import type { ReadStore } from '../store/store.ts'

export interface DrawContext {
  readonly zone: Zone
  readonly writable: ReadonlyMap<CollectionId, boolean>
  /** Calendars of somebody else: the meetings in them are not mine to change (PPL-6). */
  readonly others: ReadonlySet<CollectionId>
}

export function drawContext(read: ReadStore, zone: Zone): DrawContext {
  const collections = read.collections()
  return { zone, writable: new Map(collections.map((c) => [c.id, c.writable && !c.gone])), others: new Set(collections.filter(isOthers).map((c) => c.id)) }
}

/** All-day instances are days: their instants are made for the zone that asks (`rows.ts` keeps them in UTC). */
export function instantsIn(row: Pick<DrawnRow, 'startUtc' | 'endUtc' | 'startDate' | 'endDate'>, zone: Zone): { startUtc: number; endUtc: number } {
  if (row.startDate === null || row.endDate === null) return { startUtc: row.startUtc, endUtc: row.endUtc }
  return { startUtc: startOfDay(row.startDate, zone), endUtc: startOfDay(row.endDate, zone) }
}

export function toOccurrence(row: DrawnRow, context: DrawContext): Occurrence {
  const { startUtc, endUtc } = instantsIn(row, context.zone)
  return {
    key: `${row.objectId}/${row.recurrenceId ?? ''}`,
    objectId: row.objectId,
    recurrenceId: row.recurrenceId,
    collectionId: row.collectionId,
    accountId: row.accountId,
    title: row.title,
    location: row.location,
    startUtc,
    endUtc,
    startDate: row.startDate,
    endDate: row.endDate,
    status: row.status,
    showAs: row.showAs,
    repeats: row.repeats,
    role: row.role,
    myAnswer: row.myAnswer,
    people: { ...row.people },
    faces: row.faces.map((face) => ({ ...face })),
    unsent: row.unsent && !isLocal(row),
    // An attendee's copy belongs to its organizer (SCH-10): it can be answered, not edited.
    editable: row.role !== 'attendee' && context.writable.get(row.collectionId) === true && !(context.others.has(row.collectionId) && row.organizer !== null),
  }
}
