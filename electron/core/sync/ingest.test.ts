import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Etag, Href } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { BodyReader, MemberRow } from '../dav/shapes.ts'
import { planIndex } from '../store/index-plan.ts'
import { type CalendarServer, startCalendarServer } from '../testing/calendar-server.ts'
import { icsOf } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
import type { AnswerAsk, AnswerReader } from './answer-reader.ts'
import { createIngest } from './ingest.ts'
import type { MembersRead } from './read-members.ts'

type TextRow = MemberRow & { readonly text: string }
const encoder = new TextEncoder()

/** What a thread would have made of these rows with what it was told to read with. */
function readOf(rows: readonly TextRow[], { context }: AnswerAsk): MembersRead {
  const texts = rows.map((row) => encoder.encode(row.text))
  let at = 0
  return {
    hrefs: rows.map((row) => row.href),
    etags: rows.map((row) => row.etag),
    scheduleTags: rows.map((row) => row.scheduleTag),
    plans: rows.map((row) => planIndex(row.text, context())),
    texts: Uint8Array.from(texts.flatMap((text) => [...text])),
    ends: texts.map((text) => (at += text.length)),
    bare: [],
    others: [],
  }
}

const nobodyReads: BodyReader = { write: () => undefined, end: async () => ({ syncToken: null }), drop: () => undefined }
/** A thread whose answers a test holds in its hand. */
interface HeldReader extends AnswerReader {
  readonly asked: AnswerAsk[]
}
function heldReader(): HeldReader {
  const asked: AnswerAsk[] = []
  return {
    asked,
    prepare: () => true,
    open(ask) {
      asked.push(ask)
      return nobodyReads
    },
    room: () => null,
    close: async () => undefined,
  }
}

let server: CalendarServer
let client: Client
let reader: HeldReader
const heard = { rows: [] as Href[], others: [] as (readonly [Href, number | null])[], bare: [] as Href[] }
function start(askedAt = Date.now()): AnswerAsk {
  const ingest = createIngest({ context: { ...client.context, answers: reader }, collectionId: client.cal(), askedAt, onStored: () => undefined })
  const members = must(ingest.reader((href) => heard.bare.push(href)), 'a thread')
  members.open({ row: (href) => heard.rows.push(href), other: (href, status) => heard.others.push([href, status]) }, 'utf-8')
  return must(reader.asked.at(-1), 'an answer')
}
const rowsOf = (...names: readonly string[]): readonly TextRow[] => names.map((name) => ({ href: `/alice/cal/${name}.ics` as Href, etag: `"${name}"` as Etag, scheduleTag: null, text: icsOf({ uid: name, title: name }) }))
const titled = (title: string): readonly TextRow[] => rowsOf('a').map((row) => ({ ...row, text: icsOf({ uid: 'a', title }) }))
const give = (ask: AnswerAsk, found: MembersRead): void => ask.take(found, ask.context())

beforeEach(async () => {
  server = await startCalendarServer()
  client = startClient(server)
  reader = heldReader()
  await client.pull()
  for (const list of Object.values(heard)) list.length = 0
})
afterEach(async () => {
  await client.close()
  await server.close()
})

describe('what a thread read', () => {
  it('is stored as it comes, and can be seen before the rest is read', () => {
    const ask = start()
    give(ask, readOf(rowsOf('a', 'b'), ask))
    expect(client.titles()).toEqual(['a', 'b'])
    give(ask, readOf(rowsOf('c'), ask))
    expect(client.titles()).toEqual(['a', 'b', 'c'])
  })

  it('the later one of two versions stays', () => {
    const ask = start()
    give(ask, readOf(rowsOf('a'), ask))
    give(ask, readOf(titled('a2'), ask))
    expect(client.titles()).toEqual(['a2'])
  })

  it('its bytes are kept as the text they are, a mark of their order too', () => {
    const ask = start()
    const rows = titled('Größe 会議 🗓').map((row) => ({ ...row, text: `\uFEFF${row.text}` }))
    give(ask, readOf(rows, ask))
    expect(client.store.read.object(client.object('a.ics'))?.serverText).toBe(rows[0]?.text)
    // The same once more is nothing new, and what is another text is.
    give(ask, readOf(rows, ask))
    give(ask, readOf(titled('Größe'), ask))
    expect(client.titles()).toEqual(['Größe'])
  })

  it('is read again when the window moved meanwhile', () => {
    const ask = start()
    const daily = rowsOf('a').map((row) => ({ ...row, text: icsOf({ uid: 'a', title: 'daily', lines: ['RRULE:FREQ=DAILY'] }) }))
    const readWith = ask.context()
    const found = readOf(daily, ask)
    const far = { startUtc: Date.parse('2031-03-01T00:00:00Z'), endUtc: Date.parse('2031-03-08T00:00:00Z') }
    client.store.read.occurrencesIn({ window: far, zone: 'UTC' })
    ask.take(found, readWith)
    expect(client.store.read.occurrencesIn({ window: far, zone: 'UTC' })).toHaveLength(7)
  })

  it('what we wrote since the server was asked is ours', () => {
    const ask = start()
    client.context.ownWrites.add(client.cal(), '/alice/cal/a.ics' as Href)
    give(ask, readOf(rowsOf('a', 'b'), ask))
    expect(client.titles()).toEqual(['b'])
  })

  it('a calendar that was removed meanwhile gets nothing', () => {
    const ask = start()
    const found = readOf(rowsOf('a'), ask)
    client.store.write(['accounts'], (tx) => tx.removeCollection(client.cal()))
    give(ask, found)
    expect(client.titles()).toEqual([])
  })

  it('the question hears of every member, and its asker of those without text', () => {
    const ask = start()
    give(ask, { ...readOf(rowsOf('a'), ask), bare: ['/alice/cal/b.ics' as Href], others: [{ href: '/alice/cal/c.ics' as Href, status: 404 }] })
    expect(heard).toEqual({ rows: ['/alice/cal/b.ics', '/alice/cal/a.ics'], others: [['/alice/cal/c.ics', 404]], bare: ['/alice/cal/b.ics'] })
  })
})
