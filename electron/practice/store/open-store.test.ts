import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from './open-store.ts'
import type { Store } from './open-store.ts'
import { snapshotOps } from './state.ts'
import type { Op } from './state.ts'

let dir: string
let path: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'practice-store-'))
  path = join(dir, 'deep', 'x.journal')
})
afterEach(() => rmSync(dir, { recursive: true }))

const begin: readonly Op[] = [
  { op: 'life', life: 'l1' },
  { op: 'collection', user: 'a', slug: 'work', kind: 'calendar', properties: { name: 'Work' } },
]
const object = (name: string, text: string): Op => ({ op: 'object', user: 'a', slug: 'work', name, text, etag: `"${text}"`, scheduleTag: null })
const everything = (store: Store): readonly Op[] => [...snapshotOps(store.state)]

test('what was committed is there again, with revisions, removals and what is on its way', () => {
  const store = openStore(path)
  expect(store.fresh).toBe(true)
  store.commit(begin)
  store.commit([object('one', 'x'), object('two', 'y')])
  store.commit([{ op: 'drop-object', user: 'a', slug: 'work', name: 'one' }, { op: 'property', user: 'a', slug: 'work', name: 'name', value: null }])
  store.commit([{ op: 'pending', pending: { id: 'p', from: 'a', to: 'b', method: 'REQUEST', uid: 'u', text: 't' } }, { op: 'awaiting', awaiting: { user: 'a', uid: 'u', dueUtc: 5 } }])
  const before = everything(store)
  store.close()
  const once = openStore(path)
  expect([once.fresh, everything(once)]).toEqual([false, before])
  once.close()
  const twice = openStore(path)
  expect(everything(twice)).toEqual(before)
  twice.close()
})

test('a line torn by a kill never happened; all lines before it did', () => {
  const store = openStore(path)
  store.commit(begin)
  store.commit([object('one', 'x')])
  const before = everything(store)
  store.close()
  appendFileSync(path, JSON.stringify([object('two', 'y')]).slice(0, 40))
  const again = openStore(path)
  expect(everything(again)).toEqual(before)
  again.commit([object('three', 'z')])
  again.close()
  expect(readFileSync(path, 'utf8').endsWith('\n')).toBe(true)
  const last = openStore(path)
  expect([...(last.state.collections.get('a/work')?.objects.keys() ?? [])]).toEqual(['one', 'three'])
  last.close()
})

test('a journal killed before its first whole line is as good as none', () => {
  openStore(path).close()
  writeFileSync(path, '[{"op":"life"')
  const store = openStore(path)
  expect(store.fresh).toBe(true)
  store.close()
})
