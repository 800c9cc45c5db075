import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { CallInput, CallOutput, QueryName } from '../../shared/contract/calls.ts'
import { staleBy, type Topic } from '../../shared/contract/topics.ts'
import type { AppError } from '../../shared/contract/app-error.ts'
import { client } from './connection.ts'
import { shareStructure } from './share-structure.ts'

/** What a view holds: the last good value stays while the next one loads, so nothing flickers. */
export interface Live<T> {
  readonly value: T | null
  readonly error: AppError | null
  /** True only while there is nothing to show yet. */
  readonly loading: boolean
  /** The value belongs to an earlier input; the one asked for is on its way. */
  readonly previous: boolean
}

interface Entry {
  readonly name: QueryName
  readonly input: unknown
  value: unknown
  error: AppError | null
  state: 'empty' | 'fresh' | 'stale'
  /** The round that is under way. */
  asking: Promise<void> | null
  readonly listeners: Set<() => void>
  lastUsed: number
  snapshot: Live<unknown>
}

/** Answers nobody looks at are kept for this many different questions (prefetched weeks, months gone by). */
const keptUnwatched = 80
const entries = new Map<string, Entry>()
let uses = 0

export function useQuery<N extends QueryName>(name: N, input: CallInput<N> | null): Live<CallOutput<N>> {
  // A question about 500 people is long, and asked in every frame of a drag: it is written out anew only when it is another one.
  const key = useMemo(() => (input === null ? null : keyOf(name, input)), [name, input])
  const inputRef = useRef(input)
  inputRef.current = input
  const subscribe = useCallback(
    (tell: () => void) => {
      if (key === null) return () => undefined
      const entry = entryOf(key, name, inputRef.current)
      entry.listeners.add(tell)
      if (entry.state !== 'fresh') void ask(entry)
      return () => {
        entry.listeners.delete(tell)
        dropUnwatched()
      }
    },
    [key, name],
  )
  const read = useCallback(() => (key === null ? nothing : (entries.get(key)?.snapshot ?? waiting)), [key])
  const now = useSyncExternalStore(subscribe, read, read) as Live<CallOutput<N>>

  // The former answer stands in while the new question has none.
  const last = useRef<Live<CallOutput<N>>>(now)
  const shown = now.value === null && now.error === null && key !== null && last.current.value !== null ? { ...last.current, previous: true, loading: false } : now
  useEffect(() => {
    if (now.value !== null) last.current = now
  })
  return shown
}

/** Asks ahead of need; a later `useQuery` finds the answer in its first render. Null: there is none. */
export async function prefetch<N extends QueryName>(name: N, input: CallInput<N>): Promise<CallOutput<N> | null> {
  const entry = entryOf(keyOf(name, input), name, input)
  if (entry.state !== 'fresh' || entry.asking) await ask(entry)
  return entry.value as CallOutput<N> | null
}

/** Waits for an answer that is fresh; for acts that need one before they go on. */
export async function fetchQuery<N extends QueryName>(name: N, input: CallInput<N>): Promise<{ value: CallOutput<N> | null; error: AppError | null }> {
  const result = await client().call(name, input)
  return result.ok ? { value: result.value, error: null } : { value: null, error: result.error }
}

/** The change feed ends here: watched answers are asked again, the rest on their next use. */
export function markStale(topics: readonly Topic[]): void {
  for (const entry of entries.values()) {
    if (!staleBy[entry.name].some((topic: Topic) => topics.includes(topic))) continue
    if (entry.state === 'fresh') entry.state = 'stale'
    if (entry.asking) entry.state = entry.value === null ? 'empty' : 'stale'
    if (entry.listeners.size > 0) void ask(entry, true)
  }
}

/** Asks again by hand, e.g. from "Try again". */
export function askAgain<N extends QueryName>(name: N, input: CallInput<N>): void {
  void ask(entryOf(keyOf(name, input), name, input), true)
}

/** For tests: as if the page had just been opened. */
export function forgetAnswers(): void {
  entries.clear()
}

const nothing: Live<unknown> = { value: null, error: null, loading: false, previous: false }
const waiting: Live<unknown> = { value: null, error: null, loading: true, previous: false }

const keyOf = (name: QueryName, input: unknown): string => `${name} ${JSON.stringify(input)}`

function entryOf(key: string, name: QueryName, input: unknown): Entry {
  const found = entries.get(key)
  if (found) {
    found.lastUsed = ++uses
    return found
  }
  const entry: Entry = { name, input, value: null, error: null, state: 'empty', asking: null, listeners: new Set(), lastUsed: ++uses, snapshot: waiting }
  entries.set(key, entry)
  return entry
}

/** One question at a time; a change that arrives while it is on its way makes one more round, not many. */
function ask(entry: Entry, changed = false): Promise<void> {
  if (entry.asking) {
    if (changed) entry.state = entry.value === null ? 'empty' : 'stale'
    return entry.asking
  }
  return (entry.asking = askInRounds(entry))
}

async function askInRounds(entry: Entry): Promise<void> {
  let rounds = 0
  do {
    entry.state = 'fresh'
    const result = await client().call(entry.name, entry.input as never)
    entry.value = result.ok ? shareStructure(entry.value, result.value) : entry.value
    entry.error = result.ok ? null : result.error
    const next: Live<unknown> = { value: entry.value, error: entry.error, loading: false, previous: false }
    if (entry.snapshot.value !== next.value || entry.snapshot.error !== next.error || entry.snapshot.loading) {
      entry.snapshot = next
      for (const tell of entry.listeners) tell()
    }
    // `state` may have been changed by markStale while the answer was on its way.
  } while ((entry.state as Entry['state']) !== 'fresh' && entry.listeners.size > 0 && ++rounds < 100)
  if (entry.error) entry.state = 'stale'
  entry.asking = null
}

function dropUnwatched(): void {
  const idle = [...entries].filter(([, entry]) => entry.listeners.size === 0 && !entry.asking)
  if (idle.length <= keptUnwatched) return
  idle.sort((a, b) => a[1].lastUsed - b[1].lastUsed)
  for (const [key] of idle.slice(0, idle.length - keptUnwatched)) entries.delete(key)
}
