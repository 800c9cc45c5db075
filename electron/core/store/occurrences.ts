import type { CollectionId, ObjectId } from '../../../shared/model/ids.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { dayOf } from '../../../shared/time/days.ts'
import type { Cell, Db } from './db.ts'
import { type DrawnCells, drawnColumns, drawnHead, drawnRow, type OccurrenceSpan, rowOf, spanOfRow } from './drawn-row.ts'
import { wordPatterns } from './fold.ts'
import { nameOfStart, startOfName } from './instance-name.ts'
import { firstAtOrAfter, type Series, type SeriesCache, startsIn } from './series.ts'
import type { DrawnRow, RangeQuestion, ReadStore } from './store.ts'
import { dayMs } from './window.ts'

/** Instances up to this long are found by looking back this far from the window; longer ones by an index of their own. */
const lookBackMs = 7 * dayMs

type Cells = [...DrawnCells, string, number, number, number, number]
const columns = `${drawnColumns}, x.recurrenceId, x.startUtc, x.endUtc, x.allDay, c.countsAsBusy`
const own = drawnColumns.split(',').length
const joins = 'JOIN object o ON o.key = x.objectKey JOIN part p ON p.objectKey = x.objectKey AND p.part = x.part JOIN collection c ON c.key = o.collectionKey'
const drawn = 'o.deletedHere = 0 AND c.gone = 0'

function toRow(cells: Cells): DrawnRow {
  const [recurrenceId, startUtc, endUtc, allDay, countsAsBusy] = cells.slice(own) as [string, number, number, number, number]
  return drawnRow(drawnHead(cells as unknown as DrawnCells), { recurrenceId: recurrenceId === '' ? null : recurrenceId, startUtc, endUtc, allDay: allDay === 1 }, countsAsBusy === 1)
}

const byStart = (a: Interval, b: Interval) => a.startUtc - b.startUtc || b.endUtc - a.endUtc

type Reads = Pick<ReadStore, 'occurrencesIn' | 'spansIn' | 'occurrencesOf' | 'occurrence' | 'searchOccurrences'>

interface CollectionTraits {
  readonly visible: boolean
  readonly gone: boolean
  readonly countsAsBusy: boolean
}

export function readOccurrences(db: Db, series: SeriesCache, ensureIndexed: (window: RangeQuestion['window']) => void): Reads {
  const rowsOf = (id: ObjectId, where: string, ...cells: Cell[]) => db.cells<Cells>(`SELECT ${columns} FROM occurrence x ${joins} WHERE o.id = ? ${where}`, id, ...cells).map(toRow)
  const seriesOf = (id: ObjectId): readonly Series[] => {
    const key = db.one<{ key: number }>('SELECT key FROM object WHERE id = ?', id)?.key
    return key === undefined ? [] : series.of(key)
  }
  const traits = () =>
    new Map(db.cells<[CollectionId, number, number, number]>('SELECT id, visible, gone, countsAsBusy FROM collection').map(([id, visible, gone, busy]): [CollectionId, CollectionTraits] => [id, { visible: visible === 1, gone: gone === 1, countsAsBusy: busy === 1 }]))
  const instance = (one: Series, startUtc: Instant, countsAsBusy: boolean) =>
    drawnRow(one.head, { recurrenceId: nameOfStart(startUtc, one.allDay), startUtc, endUtc: startUtc + one.durationMs, allDay: one.allDay }, countsAsBusy)

  function datesIn(question: RangeQuestion, days: Days): OccurrenceSpan[] {
    const collections = traits()
    const spans: OccurrenceSpan[] = []
    for (const one of series.all()) {
      const collection = collections.get(one.collectionId)
      if (collection === undefined || collection.gone || one.deletedHere || one.head.objectId === question.exceptObjectId) continue
      if ((question.visibleOnly ?? true) && !collection.visible) continue
      if (question.busyOnly === true && !collection.countsAsBusy) continue
      if (question.accountId !== undefined && one.head.accountId !== question.accountId) continue
      for (const startUtc of startsIn(one, one.allDay ? days.asUtc : question.window))
        spans.push({ startUtc, endUtc: startUtc + one.durationMs, allDay: one.allDay, head: one.head, row: null, countsAsBusy: collection.countsAsBusy })
    }
    return spans
  }
  function spansIn(question: RangeQuestion): OccurrenceSpan[] {
    ensureIndexed(question.window)
    const days = daysOf(question)
    return [...singlesIn(db, question, days).map(spanOfRow), ...datesIn(question, days)]
  }

  return {
    spansIn,
    occurrencesIn: (question) => spansIn(question).sort(byStart).map(rowOf),
    occurrencesOf(id, window) {
      if (window !== undefined) ensureIndexed(window)
      const reach = window ?? { startUtc: -Infinity, endUtc: Infinity }
      const singles = window === undefined ? rowsOf(id, '') : rowsOf(id, 'AND x.startUtc < ? AND x.endUtc > ?', window.endUtc, window.startUtc)
      const collections = traits()
      const dates = seriesOf(id).flatMap((one) => Array.from(startsIn(one, reach), (start) => instance(one, start, collections.get(one.collectionId)?.countsAsBusy ?? false)))
      return [...singles, ...dates].sort(byStart)
    },
    occurrence(id, recurrenceId) {
      if (recurrenceId === null) return this.occurrencesOf(id)[0] ?? null
      const single = rowsOf(id, 'AND x.recurrenceId = ? LIMIT 1', recurrenceId)[0]
      if (single !== undefined) return single
      const start = startOfName(recurrenceId)
      const one = seriesOf(id).find(({ starts, allDay }) => starts[firstAtOrAfter(starts, start)] === start && nameOfStart(start, allDay) === recurrenceId)
      return one === undefined ? null : instance(one, start, traits().get(one.collectionId)?.countsAsBusy ?? false)
    },
    searchOccurrences(text, limit, nowUtc) {
      const patterns = wordPatterns(text)
      if (patterns.length === 0) return []
      const where = patterns.map(() => "p.folded LIKE ? ESCAPE '\\'").join(' AND ')
      const parts = db.cells<[ObjectId, number]>(
        `SELECT o.id, p.part FROM part p JOIN object o ON o.key = p.objectKey JOIN collection c ON c.key = o.collectionKey WHERE ${where} AND ${drawn} LIMIT ${mostFound}`,
        ...patterns,
      )
      const nearest = parts.flatMap(([id, part]) => {
        const single = rowsOf(id, 'AND x.part = ? ORDER BY ABS(x.startUtc - ?) LIMIT 1', part, nowUtc)
        const dates = seriesOf(id).flatMap((one) => (one.part === part ? aroundNow(one, nowUtc).map((start) => instance(one, start, traits().get(one.collectionId)?.countsAsBusy ?? false)) : []))
        return [...single, ...dates].sort((a, b) => Math.abs(a.startUtc - nowUtc) - Math.abs(b.startUtc - nowUtc)).slice(0, 1)
      })
      // What is still to come first, then what was lately.
      return nearest.sort((a, b) => Number(a.startUtc < nowUtc) - Number(b.startUtc < nowUtc) || Math.abs(a.startUtc - nowUtc) - Math.abs(b.startUtc - nowUtc)).slice(0, limit)
    },
  }
}

const mostFound = 1_000

function aroundNow({ starts }: Series, nowUtc: Instant): Instant[] {
  const next = firstAtOrAfter(starts, nowUtc)
  return [starts[next - 1], starts[next]].filter((start) => start !== undefined)
}

/** The days of a window in its zone, as the UTC midnights that all-day instances are stored by. */
interface Days {
  readonly firstUtc: Instant
  readonly lastUtc: Instant
  readonly asUtc: { readonly startUtc: Instant; readonly endUtc: Instant }
}

function daysOf({ window, zone }: RangeQuestion): Days {
  const midnight = (at: Instant) => Date.parse(`${dayOf(at, zone)}T00:00:00Z`)
  const firstUtc = midnight(window.startUtc)
  const lastUtc = midnight(Math.max(window.startUtc, window.endUtc - 1))
  return { firstUtc, lastUtc, asUtc: { startUtc: firstUtc, endUtc: lastUtc + dayMs } }
}

function singlesIn(db: Db, question: RangeQuestion, { firstUtc, lastUtc }: Days): DrawnRow[] {
  const { window } = question
  // All-day instances of the window's own days may lie up to a day beside it.
  const from = window.startUtc - dayMs
  const to = window.endUtc + dayMs
  const inWindow = `CASE x.allDay WHEN 1 THEN x.startUtc <= ? AND x.endUtc > ?
    ELSE x.startUtc < ? AND (x.endUtc > ? OR x.startUtc = x.endUtc AND x.startUtc >= ?) END`
  const cells: Cell[] = [lastUtc, firstUtc, window.endUtc, window.startUtc, window.startUtc]
  const filters: string[] = [inWindow, drawn]
  if (question.visibleOnly ?? true) filters.push('c.visible = 1')
  if (question.busyOnly === true) filters.push('c.countsAsBusy = 1')
  if (question.accountId !== undefined) {
    filters.push('c.accountId = ?')
    cells.push(question.accountId)
  }
  if (question.exceptObjectId !== undefined) {
    filters.push('o.id <> ?')
    cells.push(question.exceptObjectId)
  }
  const also = filters.join(' AND ')
  const short = db.cells<Cells>(
    `SELECT ${columns} FROM occurrence x ${joins} WHERE x.startUtc >= ? AND x.startUtc < ? AND x.endUtc - x.startUtc <= ${lookBackMs} AND ${also}`,
    from - lookBackMs, to, ...cells,
  )
  const long = db.cells<Cells>(
    `SELECT ${columns} FROM occurrence x INDEXED BY occurrence_long ${joins} WHERE x.startUtc < ? AND x.endUtc > ? AND x.endUtc - x.startUtc > ${lookBackMs} AND ${also}`,
    to, from, ...cells,
  )
  return [...short, ...long].map(toRow)
}
