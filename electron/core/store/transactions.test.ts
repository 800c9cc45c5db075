import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDb, type Db } from './db.ts'
import { createTransactions, type Transactions } from './transactions.ts'

let dir: string
let db: Db
let transactions: Transactions
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  dir = mkdtempSync(join(tmpdir(), 'parley-transactions-'))
  db = openDb(join(dir, 'store.sqlite'))
  db.exec('CREATE TABLE word (text TEXT) STRICT')
  transactions = createTransactions(db)
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
