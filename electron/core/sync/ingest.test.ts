import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Etag, Href } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { MemberRow } from '../dav/shapes.ts'
import { type IndexContext, type IndexPlan, planIndex } from '../store/index-plan.ts'
import type { TextReader } from '../store/text-reader.ts'
import { type CalendarServer, startCalendarServer } from '../testing/calendar-server.ts'
import { icsOf } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
import { createIngest } from './ingest.ts'

/** A thread whose answers a test holds in its hand. */
interface HeldReader extends TextReader {
  readonly asked: { readonly texts: readonly string[]; readonly context: IndexContext; answer(): void; refuse(): void }[]
}
function heldReader(): HeldReader {
  const asked: HeldReader['asked'] = []
  return {
    asked,
    prepare: () => undefined,
    read: (texts, context) =>
      new Promise<readonly IndexPlan[]>((resolve, reject) => {
        asked.push({ texts, context, answer: () => resolve(texts.map((text) => planIndex(text, context))), refuse: () => reject(new Error('broken')) })
      }),
    close: async () => undefined,
  }
}

let server: CalendarServer
let client: Client
let reader: HeldReader
const start = (askedAt = Date.now()) => {
  const row = must(client.store.read.collection(client.cal()), 'calendar')
  return createIngest({ context: { ...client.context, texts: reader }, collectionId: row.id, askedAt, many: true, onStored: () => undefined })
}
const rowsOf = (...names: readonly string[]): readonly MemberRow[] => names.map((name) => ({ href: `/alice/cal/${name}.ics` as Href, etag: `"${name}"` as Etag, scheduleTag: null, text: icsOf({ uid: name, title: name }) }))

beforeEach(async () => {
  server = await startCalendarServer()
  client = startClient(server)
  reader = heldReader()
  await client.pull()
})
afterEach(async () => {
  await client.close()
  await server.close()
})

describe('texts read on a thread', () => {
  it('are stored in the order they came in, and what was stored can be seen before the rest is read', async () => {
    const ingest = start()
    ingest.add(rowsOf('a', 'b'))
    ingest.add(rowsOf('c'))
    reader.asked[1]?.answer()
    expect(client.titles()).toEqual([])
    reader.asked[0]?.answer()
    await ingest.done()
    expect(client.titles()).toEqual(['a', 'b', 'c'])
  })

  it('the later one of two versions stays', async () => {
    const ingest = start()
    ingest.add(rowsOf('a'))
    ingest.add(rowsOf('a').map((row) => ({ ...row, text: icsOf({ uid: 'a', title: 'a2' }) })))
    reader.asked[1]?.answer()
    reader.asked[0]?.answer()
    await ingest.done()
    expect(client.titles()).toEqual(['a2'])
  })

  it('are read again when the window moved meanwhile', async () => {
    const ingest = start()
    const daily = icsOf({ uid: 'a', title: 'daily', lines: ['RRULE:FREQ=DAILY'] })
    ingest.add(rowsOf('a').map((row) => ({ ...row, text: daily })))
    const far = { startUtc: Date.parse('2031-03-01T00:00:00Z'), endUtc: Date.parse('2031-03-08T00:00:00Z') }
    client.store.read.occurrencesIn({ window: far, zone: 'UTC' })
    reader.asked[0]?.answer()
    await ingest.done()
    expect(client.store.read.occurrencesIn({ window: far, zone: 'UTC' })).toHaveLength(7)
  })

  it('a thread that breaks loses nothing', async () => {
    const ingest = start()
    ingest.add(rowsOf('a', 'b'))
    reader.asked[0]?.refuse()
    await ingest.done()
    expect(client.titles()).toEqual(['a', 'b'])
  })

  it('what we wrote since the server was asked is ours', async () => {
    const ingest = start()
    ingest.add(rowsOf('a', 'b'))
    client.context.ownWrites.add(client.cal(), '/alice/cal/a.ics' as Href)
    reader.asked[0]?.answer()
    await ingest.done()
    expect(client.titles()).toEqual(['b'])
  })

  it('a calendar that was removed meanwhile gets nothing', async () => {
    const ingest = start()
    ingest.add(rowsOf('a'))
    client.store.write(['accounts'], (tx) => tx.removeCollection(client.cal()))
    reader.asked[0]?.answer()
    await ingest.done()
    expect(client.titles()).toEqual([])
  })

  it('no more is taken from the server while many wait, until half of them are stored', async () => {
    const ingest = start()
    const many = (from: number) => rowsOf(...Array.from({ length: 60 }, (_, index) => `e${from + index}`))
    for (let from = 0; from < 420; from += 60) ingest.add(many(from))
    expect(ingest.room()).toBeNull()
    ingest.add(many(420))
    let open = false
    const room = must(ingest.room(), 'a wait').then(() => (open = true))
    for (const batch of reader.asked.slice(0, 3)) batch.answer()
    await new Promise(setImmediate)
    expect(open).toBe(false)
    reader.asked[3]?.answer()
    await room
    for (const batch of reader.asked.slice(4)) batch.answer()
    await ingest.done()
    expect(client.titles()).toHaveLength(480)
  })

  it('what cannot be stored is told at the end, and nothing behind it is stored', async () => {
    const ingest = start()
    const [broken] = rowsOf('a')
    ingest.add([{ ...must(broken, 'row'), href: null as unknown as Href }])
    ingest.add(rowsOf('b'))
    for (const batch of reader.asked) batch.answer()
    await expect(ingest.done()).rejects.toThrow()
    expect(client.titles()).toEqual([])
  })
})
