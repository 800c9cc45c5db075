import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, truncateSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { applyOp, emptyState, snapshotOps } from './state.ts'
import type { Op, State } from './state.ts'

export interface Store {
  readonly state: State
  /** True when nothing was there before: the seed goes in. */
  readonly fresh: boolean
  /** All of them or none, also when we are killed in the middle. */
  commit(ops: readonly Op[]): void
  close(): void
}

/**
 * One line of the journal is one transaction, a JSON list of ops, written with a single `write`. A line without its
 * line end was torn by a kill and never answered for: it is cut off. On opening, the journal is written anew at its
 * shortest. Safe against the death of the process; not against loss of power (no fsync: this is practice data).
 */
export function openStore(path: string): Store {
  mkdirSync(dirname(path), { recursive: true })
  const state = emptyState()
  const fresh = !existsSync(path) || readJournal(path, state) === 0
  if (!fresh) compact(path, state)
  const file = openSync(path, 'a', 0o600)
  let open = true
  return {
    state,
    fresh,
    commit(ops) {
      if (!open) throw new Error('the practice store is closed')
      if (ops.length === 0) return
      writeSync(file, `${JSON.stringify(ops)}\n`)
      for (const op of ops) applyOp(state, op)
    },
    close() {
      if (open) closeSync(file)
      open = false
    },
  }
}

function readJournal(path: string, state: State): number {
  const bytes = readFileSync(path)
  const end = bytes.lastIndexOf(0x0a) + 1
  if (end < bytes.length) truncateSync(path, end)
  let transactions = 0
  for (const line of bytes.subarray(0, end).toString('utf8').split('\n')) {
    if (line === '') continue
    for (const op of JSON.parse(line) as readonly Op[]) applyOp(state, op)
    transactions += 1
  }
  return transactions
}

function compact(path: string, state: State): void {
  const next = `${path}.new`
  const file = openSync(next, 'w', 0o600)
  try {
    for (const op of snapshotOps(state)) writeSync(file, `${JSON.stringify([op])}\n`)
  } finally {
    closeSync(file)
  }
  renameSync(next, path)
}
