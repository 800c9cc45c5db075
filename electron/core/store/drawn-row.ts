import type { AccountId, CollectionId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { nameOfStart } from './instance-name.ts'
import { readFaces, readPeople } from './part-cells.ts'
import type { DrawnRow } from './store.ts'

/** What all instances of one part have alike. */
export type DrawnHead = Omit<DrawnRow, 'recurrenceId' | 'startUtc' | 'endUtc' | 'startDate' | 'endDate' | 'countsAsBusy'>

/** Needs `object o`, `part p` and `collection c`. */
export const drawnColumns = 'o.id, p.part, p.title, p.location, p.status, p.showAs, p.role, p.myAnswer, p.organizer, p.people, p.faces, c.id, c.accountId, o.uid, o.repeats, o.localText IS NOT NULL'
export type DrawnCells = [
  string, number, string, string, DrawnRow['status'], DrawnRow['showAs'], DrawnRow['role'], Answer | null, string | null, string, string,
  string, string, string, number, number,
]

export function drawnHead(cells: DrawnCells): DrawnHead {
  return {
    objectId: cells[0] as ObjectId,
    part: cells[1],
    title: cells[2],
    location: cells[3],
    status: cells[4],
    showAs: cells[5],
    role: cells[6],
    myAnswer: cells[7],
    organizer: cells[8],
    people: readPeople(cells[9]),
    faces: readFaces(cells[10]),
    collectionId: cells[11] as CollectionId,
    accountId: cells[12] as AccountId,
    uid: cells[13] as Uid,
    repeats: cells[14] === 1,
    unsent: cells[15] === 1,
  }
}

export interface DrawnTime {
  readonly recurrenceId: string | null
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly allDay: boolean
}

export function drawnRow(head: DrawnHead, { recurrenceId, startUtc, endUtc, allDay }: DrawnTime, countsAsBusy: boolean): DrawnRow {
  return {
    objectId: head.objectId,
    part: head.part,
    recurrenceId,
    startUtc,
    endUtc,
    startDate: allDay ? dateOf(startUtc) : null,
    endDate: allDay ? dateOf(endUtc) : null,
    title: head.title,
    location: head.location,
    status: head.status,
    showAs: head.showAs,
    role: head.role,
    myAnswer: head.myAnswer,
    organizer: head.organizer,
    people: head.people,
    faces: head.faces,
    collectionId: head.collectionId,
    accountId: head.accountId,
    uid: head.uid,
    repeats: head.repeats,
    unsent: head.unsent,
    countsAsBusy,
  }
}

/** Where one instance lies; its row is made when it is drawn (`rowOf`): a month has thousands and shows a hundred. */
export interface OccurrenceSpan {
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly allDay: boolean
  readonly head: DrawnHead
  /** Made already, for what is stored by itself; null for a date of a series. */
  readonly row: DrawnRow | null
  readonly countsAsBusy: boolean
}

export const spanOfRow = (row: DrawnRow): OccurrenceSpan => ({ startUtc: row.startUtc, endUtc: row.endUtc, allDay: row.startDate !== null, head: row, row, countsAsBusy: row.countsAsBusy })

export const rowOf = ({ row, head, startUtc, endUtc, allDay, countsAsBusy }: OccurrenceSpan): DrawnRow =>
  row ?? drawnRow(head, { recurrenceId: nameOfStart(startUtc, allDay), startUtc, endUtc, allDay }, countsAsBusy)

const dateOf = (utcMidnight: Instant) => new Date(utcMidnight).toISOString().slice(0, 10)
