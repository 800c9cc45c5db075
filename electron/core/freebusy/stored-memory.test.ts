import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFburlReader, type FburlReader } from '../dav/fburl.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { startFakeDav, type FakeDav } from '../testing/fake-dav.ts'
import { storedFburlMemory } from './stored-memory.ts'

const window = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2026, 10, 30) }
const body = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'
const day = 86_400_000

describe('what was learnt of freebusy servers outlives the program', () => {
  let dir: string
  let fake: FakeDav
  let store: Store
  let reader: FburlReader
  const start = (): void => {
    store = openStore(join(dir, 'store.sqlite'), quietLog)
    reader = openFburlReader(storedFburlMemory(store))
  }
  const stop = async (): Promise<void> => {
    await reader.close()
    store.close()
  }
  const restart = async (): Promise<void> => {
    await stop()
    fake.clear()
    start()
  }
  const ask = (path: string, nowUtc = 0, again = false): ReturnType<FburlReader['getFreeBusyUrl']> => reader.getFreeBusyUrl({ url: `${fake.url}${path}`, window, approved: true, nowUtc, timeoutMs: 2_000, again })
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'parley-fburl-'))
    fake = await startFakeDav()
    start()
  })
  afterEach(async () => {
    await stop()
    await fake.close()
    rmSync(dir, { recursive: true })
  })

  it('FBU-30: the dialect, for thirty days', async () => {
    fake.on('GET /fb/bob', { status: 400 }, { status: 200, body }).on('GET /fb/carol', { status: 200, body })
    await ask('/fb/bob')
    await restart()
    await ask('/fb/carol')
    expect(fake.log().map((line) => line.includes('start=20261123T'))).toEqual([true])
    await restart()
    await ask('/fb/carol', 31 * day)
    expect(fake.log()[0]).toContain('start=2026-11-23T')
  })
  it('FBU-30: a dialect that works no more is learnt again', async () => {
    fake.on('GET /fb/bob', { status: 400 }, { status: 200, body }, { status: 400 }, { status: 200, body })
    await ask('/fb/bob')
    await ask('/fb/bob')
    await restart()
    fake.on('GET /fb/bob', { status: 200, body })
    await ask('/fb/bob')
    expect(fake.log()[0]).toContain('start=2026-11-23T')
  })
  it.each([
    ['FBU-5, T-F22 ETag', { etag: '"v1"' }, 'if-none-match', '"v1"'],
    ['FBU-5 Last-Modified', { 'last-modified': 'Sat, 21 Nov 2026 10:00:00 GMT' }, 'if-modified-since', 'Sat, 21 Nov 2026 10:00:00 GMT'],
  ])('%s: the answer, asked by whether it still holds', async (_, headers, name, value) => {
    fake.on('GET /fb/bob', ({ headers: asked }) => (asked[name] === value ? { status: 304 } : { status: 200, headers, body }))
    await ask('/fb/bob?token=s3cret')
    await restart()
    expect(await ask('/fb/bob?token=s3cret')).toMatchObject({ ok: true, value: { body, unchanged: true } })
  })
  it('FBU-20: Retry-After holds for the whole server, and no longer', async () => {
    fake.on('GET /fb/bob', { status: 503, headers: { 'retry-after': '120' } }).on('GET /fb/carol', { status: 200, body })
    await ask('/fb/bob')
    await restart()
    expect(await ask('/fb/carol', 60_000)).toMatchObject({ ok: false, problem: { cause: 'rate-limit', retryAfterMs: 60_000 } })
    expect(fake.requests).toEqual([])
    expect(await ask('/fb/carol', 121_000)).toMatchObject({ ok: true })
  })
  it('T-F24: a URL that is gone, until the person asks for it again', async () => {
    fake.on('GET /fb/bob', { status: 410 }, { status: 200, body })
    await ask('/fb/bob')
    await restart()
    expect(await ask('/fb/bob')).toMatchObject({ ok: false, problem: { cause: 'gone' } })
    expect(fake.requests).toEqual([])
    expect(await ask('/fb/bob', 0, true)).toMatchObject({ ok: true })
    expect(await ask('/fb/bob')).toMatchObject({ ok: true })
  })
  it('FBU-7, T-F33: no URL and no token is in the file', async () => {
    fake.on('GET /s3cret/bob', { status: 200, headers: { etag: '"v1"' }, body }).on('GET /s3cret/gone', { status: 410 })
    await ask('/s3cret/bob?token=t0ken')
    await ask('/s3cret/gone?token=t0ken')
    store.close()
    const file = ['store.sqlite', 'store.sqlite-wal'].flatMap((name) => {
      try {
        return [readFileSync(join(dir, name), 'latin1')]
      } catch {
        return []
      }
    })
    expect(file.join('')).toContain('CREATE TABLE fburlMemo')
    expect(file.join('')).not.toMatch(/s3cret|t0ken/)
    start()
  })
})
