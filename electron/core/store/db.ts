import { DatabaseSync } from '@photostructure/sqlite'

export type Cell = string | number | null | Uint8Array

/** Prepared statements by their text, over the API that Node has built in from version 22 on. */
export interface Db {
  exec(sql: string): void
  /** Whether a transaction is open: SQLite ends one by itself when its commit fails, or the disk is full. */
  isOpen(): boolean
  /** Whether the commits from here on wait for the disk. */
  setLasting(lasting: boolean): void
  run(sql: string, ...cells: readonly Cell[]): number
  one<Row>(sql: string, ...cells: readonly Cell[]): Row | null
  all<Row>(sql: string, ...cells: readonly Cell[]): Row[]
  /** Rows as arrays of cells: for the queries that draw, where the names would cost more than the cells. */
  cells<Row extends readonly Cell[]>(sql: string, ...cells: readonly Cell[]): Row[]
  close(): void
}

/** The log may grow to 64 MB, a first sync of 25,000 events, before it is moved into the file while somebody waits (`transactions.ts` does it in calm moments). */
const settings =
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 4000000; PRAGMA busy_timeout = 5000'

export function openDb(path: string): Db {
  const db = new DatabaseSync(path)
  db.exec(settings)
  const named = new Map<string, ReturnType<typeof db.prepare>>()
  const arrays = new Map<string, ReturnType<typeof db.prepare>>()
  const prepare = (sql: string) => {
    let statement = named.get(sql)
    if (!statement) named.set(sql, (statement = db.prepare(sql)))
    return statement
  }
  let isLasting = false
  return {
    exec: (sql) => db.exec(sql),
    isOpen: () => db.isTransaction,
    setLasting(lasting) {
      if (lasting !== isLasting) db.exec(`PRAGMA synchronous = ${lasting ? 'FULL' : 'NORMAL'}`)
      isLasting = lasting
    },
    run: (sql, ...cells) => prepare(sql).run(...cells).changes,
    one: <Row>(sql: string, ...cells: readonly Cell[]) => (prepare(sql).get(...cells) as Row | undefined) ?? null,
    all: <Row>(sql: string, ...cells: readonly Cell[]) => prepare(sql).all(...cells) as Row[],
    cells<Row extends readonly Cell[]>(sql: string, ...cells: readonly Cell[]) {
      let statement = arrays.get(sql)
      if (!statement) {
        statement = db.prepare(sql)
        statement.setReturnArrays(true)
        arrays.set(sql, statement)
      }
      return statement.all(...cells) as Row[]
    },
    close() {
      named.clear()
      arrays.clear()
      db.close()
    },
  }
}
