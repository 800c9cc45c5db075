import type { Db } from './db.ts'

export interface Transactions {
  /** One transaction. `lasting`: the disk has it when this returns. */
  whole<T>(lasting: boolean, work: () => T): T
  /** One step inside a transaction that is kept open for a while: a commit a step would write the same index pages again and again. */
  step<T>(work: () => T): T
  /** Commits what steps left open, and plans nothing more. */
  close(): void
}

const openAtMostMs = 250
/** After so much calm what a first sync wrote is moved from the log into the file: in the midst of it each page would be moved several times. */
const calmMs = 3_000

export function createTransactions(db: Db): Transactions {
  let open: NodeJS.Timeout | null = null
  let calm: NodeJS.Timeout | null = null

  function settle(): void {
    if (open === null) return
    clearTimeout(open)
    open = null
    db.exec('COMMIT')
    if (calm !== null) clearTimeout(calm)
    calm = setTimeout(tidy, calmMs)
    calm.unref()
  }

  /** Not while a transaction is open, which SQLite refuses as locked: its end plans the next one. */
  function tidy(): void {
    if (open === null) db.exec('PRAGMA wal_checkpoint(PASSIVE)')
  }

  return {
    close() {
      settle()
      if (calm !== null) clearTimeout(calm)
    },
    whole(lasting, work) {
      settle()
      db.setLasting(lasting)
      db.exec('BEGIN IMMEDIATE')
      try {
        const value = work()
        db.exec('COMMIT')
        return value
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
    step(work) {
      if (open === null) {
        db.setLasting(false)
        db.exec('BEGIN IMMEDIATE')
        open = setTimeout(settle, openAtMostMs)
      }
      db.exec('SAVEPOINT step')
      try {
        const value = work()
        db.exec('RELEASE step')
        return value
      } catch (error) {
        db.exec('ROLLBACK TO step')
        db.exec('RELEASE step')
        throw error
      }
    },
  }
}
