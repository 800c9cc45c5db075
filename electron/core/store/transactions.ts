import type { Log, Stop } from '../ports.ts'
import { steady } from '../steady.ts'
import type { Db } from './db.ts'

export interface Transactions {
  /** One transaction. `lasting`: the disk has it when this returns. */
  whole<T>(lasting: boolean, work: () => T): T
  /** One step inside a transaction that is kept open for a while: a commit a step would write the same index pages again and again. */
  step<T>(work: () => T): T
  /** How often steps that had returned were taken back, since the disk did not take them. */
  stepsLost(): number
  /** Commits what steps left open, and plans nothing more. */
  close(): void
}

const openAtMostMs = 250
/** After so much calm what a first sync wrote is moved from the log into the file: in the midst of it each page would be moved several times. */
const calmMs = 3_000

/** `onLost`: what was read since the open transaction began may be wrong now. */
export function createTransactions(db: Db, log: Log, onLost: () => void): Transactions {
  const { after } = steady(log)
  let open: Stop | null = null
  let calm: Stop | null = null
  let lost = 0

  /** A disk that is busy is asked again by the timer; one that is full has taken all of it back. */
  function settle(): void {
    if (open === null) return
    try {
      if (!db.isOpen()) throw new Error('the open transaction was ended')
      db.exec('COMMIT')
    } catch (error) {
      if (db.isOpen()) throw error
      end()
      lost += 1
      onLost()
      throw error
    }
    end()
    calm?.()
    calm = after(calmMs, tidy)
  }

  function end(): void {
    open?.()
    open = null
  }

  /** Not while a transaction is open, which SQLite refuses as locked: its end plans the next one. */
  function tidy(): void {
    if (open === null) db.exec('PRAGMA wal_checkpoint(PASSIVE)')
  }

  /** Of what SQLite has taken back by itself there is nothing left to take back. */
  function takeBack(sql: string): void {
    if (db.isOpen()) db.exec(sql)
  }

  return {
    stepsLost: () => lost,
    close() {
      settle()
      calm?.()
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
        takeBack('ROLLBACK')
        throw error
      }
    },
    step(work) {
      if (open !== null && !db.isOpen()) settle()
      if (open === null) {
        db.setLasting(false)
        db.exec('BEGIN IMMEDIATE')
        open = after(openAtMostMs, settle)
      }
      db.exec('SAVEPOINT step')
      try {
        const value = work()
        db.exec('RELEASE step')
        return value
      } catch (error) {
        takeBack('ROLLBACK TO step; RELEASE step')
        throw error
      }
    },
  }
}
