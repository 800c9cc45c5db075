import type { Answer } from '../../../shared/model/people.ts'
import type { AccountId, CollectionId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import { dayOf } from '../../../shared/time/days.ts'
import type { Cell, Db } from './db.ts'
import { wordPatterns } from './fold.ts'
import { readCounts, readFaces } from './index-object.ts'
import type { DrawnRow, RangeQuestion, ReadStore } from './store.ts'
import { dayMs } from './window.ts'

/** Instances up to this long are found by looking back this far from the window; longer ones by an index of their own. */
const lookBackMs = 7 * dayMs

type Cells = [
  string, number, string, number, number, number,
  string, string, DrawnRow['status'], DrawnRow['showAs'], DrawnRow['role'], Answer | null, string | null, string, string,
  string, string, string, number, number, number,
]

const columns = `o.id, x.part, x.recurrenceId, x.startUtc, x.endUtc, x.allDay,
  p.title, p.location, p.status, p.showAs, p.role, p.myAnswer, p.organizer, p.people, p.faces,
  c.id, c.accountId, o.uid, o.repeats, o.localText IS NOT NULL, c.countsAsBusy`
const joins = 'JOIN object o ON o.key = x.objectKey JOIN part p ON p.objectKey = x.objectKey AND p.part = x.part JOIN collection c ON c.key = o.collectionKey'
const drawn = 'o.deletedHere = 0 AND c.gone = 0'

const dateOf = (utcMidnight: number) => new Date(utcMidnight).toISOString().slice(0, 10)

function toRow(cells: Cells): DrawnRow {
  const allDay = cells[5] === 1
  return {
    objectId: cells[0] as ObjectId,
    part: cells[1],
    recurrenceId: cells[2] === '' ? null : cells[2],
    startUtc: cells[3],
    endUtc: cells[4],
    startDate: allDay ? dateOf(cells[3]) : null,
    endDate: allDay ? dateOf(cells[4]) : null,
    title: cells[6],
    location: cells[7],
    status: cells[8],
    showAs: cells[9],
    role: cells[10],
    myAnswer: cells[11],
    organizer: cells[12],
    people: readCounts(cells[13]),
    faces: readFaces(cells[14]),
    collectionId: cells[15] as CollectionId,
    accountId: cells[16] as AccountId,
    uid: cells[17] as Uid,
    repeats: cells[18] === 1,
    unsent: cells[19] === 1,
    countsAsBusy: cells[20] === 1,
  }
}

type Reads = Pick<ReadStore, 'occurrencesIn' | 'occurrencesOf' | 'occurrence' | 'searchOccurrences'>

export function readOccurrences(db: Db, ensureIndexed: (window: RangeQuestion['window']) => void): Reads {
  const rowsOf = (id: ObjectId, where: string, ...cells: Cell[]) =>
    db.cells<Cells>(`SELECT ${columns} FROM occurrence x ${joins} WHERE o.id = ? ${where}`, id, ...cells).map(toRow)

  return {
    occurrencesIn(question) {
      const { window, zone } = question
      ensureIndexed(window)
      // All-day instances are stored as UTC days; those of the window's own days may lie up to a day beside it.
      const from = window.startUtc - dayMs
      const to = window.endUtc + dayMs
      const firstDay = Date.parse(`${dayOf(window.startUtc, zone)}T00:00:00Z`)
      const lastDay = Date.parse(`${dayOf(Math.max(window.startUtc, window.endUtc - 1), zone)}T00:00:00Z`)
      const inWindow = `CASE x.allDay WHEN 1 THEN x.startUtc <= ? AND x.endUtc > ?
        ELSE x.startUtc < ? AND (x.endUtc > ? OR x.startUtc = x.endUtc AND x.startUtc >= ?) END`
      const inWindowCells = [lastDay, firstDay, window.endUtc, window.startUtc, window.startUtc]
      const filters: string[] = [drawn]
      const filterCells: Cell[] = []
      if (question.visibleOnly ?? true) filters.push('c.visible = 1')
      if (question.busyOnly === true) filters.push('c.countsAsBusy = 1')
      if (question.accountId !== undefined) {
        filters.push('c.accountId = ?')
        filterCells.push(question.accountId)
      }
      if (question.exceptObjectId !== undefined) {
        filters.push('o.id <> ?')
        filterCells.push(question.exceptObjectId)
      }
      const also = filters.join(' AND ')
      const near = db.cells<Cells>(
        `SELECT ${columns} FROM occurrence x ${joins} WHERE x.startUtc >= ? AND x.startUtc < ? AND x.endUtc - x.startUtc <= ${lookBackMs} AND ${inWindow} AND ${also} ORDER BY x.startUtc, x.endUtc DESC`,
        from - lookBackMs, to, ...inWindowCells, ...filterCells,
      )
      const long = db.cells<Cells>(
        `SELECT ${columns} FROM occurrence x INDEXED BY occurrence_long ${joins} WHERE x.startUtc < ? AND x.endUtc > ? AND x.endUtc - x.startUtc > ${lookBackMs} AND ${inWindow} AND ${also}`,
        to, from, ...inWindowCells, ...filterCells,
      )
      const rows = near.map(toRow)
      if (long.length === 0) return rows
      return rows.concat(long.map(toRow)).sort((a, b) => a.startUtc - b.startUtc || b.endUtc - a.endUtc)
    },
    occurrencesOf(id, window) {
      if (window === undefined) return rowsOf(id, 'ORDER BY x.startUtc')
      ensureIndexed(window)
      return rowsOf(id, 'AND x.startUtc < ? AND x.endUtc > ? ORDER BY x.startUtc', window.endUtc, window.startUtc)
    },
    occurrence: (id, recurrenceId) =>
      (recurrenceId === null ? rowsOf(id, 'ORDER BY x.startUtc LIMIT 1') : rowsOf(id, 'AND x.recurrenceId = ? LIMIT 1', recurrenceId))[0] ?? null,
    searchOccurrences(text, limit, nowUtc) {
      const patterns = wordPatterns(text)
      if (patterns.length === 0) return []
      const where = patterns.map(() => "p.folded LIKE ? ESCAPE '\\'").join(' AND ')
      return db
        .cells<Cells>(
          `SELECT ${columns} FROM part p JOIN object o ON o.key = p.objectKey JOIN collection c ON c.key = o.collectionKey
           JOIN occurrence x ON x.objectKey = p.objectKey AND x.part = p.part AND x.startUtc = (
             SELECT y.startUtc FROM occurrence y WHERE y.objectKey = p.objectKey AND y.part = p.part ORDER BY ABS(y.startUtc - ?) LIMIT 1)
           WHERE ${where} AND ${drawn} ORDER BY x.startUtc < ?, ABS(x.startUtc - ?) LIMIT ?`,
          nowUtc, ...patterns, nowUtc, nowUtc, limit,
        )
        .map(toRow)
    },
  }
}
