import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakePorts, type FakePorts } from '../testing/fake-ports.ts'
import { openDb, type Db } from './db.ts'
import { createTransactions, type Transactions } from './transactions.ts'

let dir: string
let db: Db
let transactions: Transactions
let ports: FakePorts
let lost: number
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  ports = createFakePorts()
  lost = 0
  dir = mkdtempSync(join(tmpdir(), 'parley-transactions-'))
  db = openDb(join(dir, 'store.sqlite'))
  db.exec('CREATE TABLE word (text TEXT) STRICT')
  transactions = createTransactions(db, ports.log, () => void (lost += 1))
})
afterEach(() => {
  transactions.close()
  db.close()
  vi.useRealTimers()
  rmSync(dir, { recursive: true })
})
const write = (text: string): void => transactions.step(() => db.exec(`INSERT INTO word VALUES ('${text}')`))
const words = (): unknown => db.all<{ text: string }>('SELECT text FROM word ORDER BY rowid').map(({ text }) => text)

it('steps are committed after a moment, and a failed one takes only itself back', () => {
  write('one')
  const failing = (): void => {
    db.exec(`INSERT INTO word VALUES ('half')`)
    throw new Error('no')
  }
  expect(() => transactions.step(failing)).toThrow('no')
  vi.advanceTimersByTime(250)
  transactions.whole(false, () => db.exec(`INSERT INTO word VALUES ('two')`))
  expect(words()).toEqual(['one', 'two'])
})

it('a step that is open when the calm after an earlier one ends stays, and nothing breaks', () => {
  write('one')
  vi.advanceTimersByTime(250 + 2_900)
  write('two')
  // The log is moved into the file 3 s after the first commit: just now a transaction is open.
  expect(() => vi.advanceTimersByTime(200)).not.toThrow()
  vi.advanceTimersByTime(5_000)
  expect(words()).toEqual(['one', 'two'])
})

it('a disk that takes no commit keeps the steps open, and they are committed when it does', () => {
  const { exec } = db
  let full = true
  db.exec = (sql) => {
    if (full && sql === 'COMMIT') throw new Error('database is locked')
    exec(sql)
  }
  write('one')
  expect(() => vi.advanceTimersByTime(250)).not.toThrow()
  expect(ports.lines.map(({ event }) => event)).toEqual(['timer-failed'])
  write('two')
  full = false
  vi.advanceTimersByTime(5_000)
  expect([db.isOpen(), words(), lost, transactions.stepsLost()]).toEqual([false, ['one', 'two'], 0, 0])
})

it('SYN-6: steps that SQLite took back are counted, so that whoever made them does not build upon them', () => {
  const { exec } = db
  let full = true
  // What SQLite does by itself when the commit of a transaction finds no room.
  db.exec = (sql) => {
    if (!full || sql !== 'COMMIT') return exec(sql)
    exec('ROLLBACK')
    throw new Error('database or disk is full')
  }
  write('one')
  expect(() => vi.advanceTimersByTime(250)).not.toThrow()
  expect([words(), lost, transactions.stepsLost()]).toEqual([[], 1, 1])
  full = false
  write('two')
  vi.advanceTimersByTime(10_000)
  expect([words(), lost]).toEqual([['two'], 1])
  // In the midst of it, not at its end.
  write('three')
  exec('ROLLBACK')
  expect(() => write('four')).toThrow('ended')
  write('five')
  transactions.whole(true, () => db.exec(`INSERT INTO word VALUES ('six')`))
  expect([words(), lost]).toEqual([['two', 'five', 'six'], 2])
})
