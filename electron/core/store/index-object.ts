import type { Cell, Db } from './db.ts'
import { type IndexContext, type IndexHead, type IndexPlan, occurrenceColumns, type OccurrencePlan, partColumns, planIndex, planOccurrences, seriesColumns } from './index-plan.ts'

const insertInto = (verb: string, table: string, columns: readonly string[]) => `${verb} INTO ${table} (objectKey, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`
const insertPart = insertInto('INSERT', 'part', partColumns)
const insertOccurrence = insertInto('INSERT OR IGNORE', 'occurrence', occurrenceColumns)
const insertSeries = insertInto('INSERT', 'series', seriesColumns)

/** Reads the text of an object and writes what is drawn of it in place of what was. */
export function indexObject(db: Db, objectKey: number, text: string, context: IndexContext): IndexHead {
  dropIndex(db, objectKey)
  const plan = planIndex(text, context)
  writeIndex(db, objectKey, plan)
  return plan.head
}

/** Of an object that has no index yet. */
export function writeIndex(db: Db, objectKey: number, plan: IndexPlan): void {
  putRows(db, insertPart, objectKey, plan.parts)
  writeOccurrences(db, objectKey, plan)
}

/** The occurrences alone, after the window or the zone moved. */
export function reindexOccurrences(db: Db, objectKey: number, text: string, context: IndexContext): void {
  dropOccurrences(db, objectKey)
  writeOccurrences(db, objectKey, planOccurrences(text, context))
}

export function dropIndex(db: Db, objectKey: number): void {
  db.run('DELETE FROM part WHERE objectKey = ?', objectKey)
  dropOccurrences(db, objectKey)
}

function dropOccurrences(db: Db, objectKey: number): void {
  db.run('DELETE FROM occurrence WHERE objectKey = ?', objectKey)
  db.run('DELETE FROM series WHERE objectKey = ?', objectKey)
}

function writeOccurrences(db: Db, objectKey: number, { singles, runs }: OccurrencePlan): void {
  putRows(db, insertOccurrence, objectKey, singles)
  putRows(db, insertSeries, objectKey, runs)
}

function putRows(db: Db, sql: string, objectKey: number, rows: readonly (readonly Cell[])[]): void {
  for (const row of rows) db.run(sql, objectKey, ...row)
}
