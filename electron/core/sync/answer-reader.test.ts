import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../shared/model/result.ts'
import { ReaderBroke } from '../dav/body-reader.ts'
import type { BodyReader } from '../dav/shapes.ts'
import { XmlFault } from '../dav/xml.ts'
import type { IndexContext } from '../store/index-plan.ts'
import { type CalendarServer, type ServerTraits, startCalendarServer } from '../testing/calendar-server.ts'
import { createFakePorts } from '../testing/fake-ports.ts'
import { icsOf } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
import { type AnswerReader, createAnswerReader } from './answer-reader.ts'
import { pullAccount } from './pull.ts'
import { type MembersRead, readMembers } from './read-members.ts'

let dir: string
let script: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-reader-'))
  script = join(dir, 'reader.mjs')
  await build({ entryPoints: [join(import.meta.dirname, 'answer-reader-thread.ts')], outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' })
})
afterAll(() => rmSync(dir, { recursive: true }))

const context: IndexContext = { myAddresses: ['alice@north.example'], zone: 'Europe/Berlin', window: { startUtc: Date.parse('2026-01-01T00:00:00Z'), endUtc: Date.parse('2027-01-01T00:00:00Z') }, deliveries: new Map() }
const member = (name: string, text: string | null) =>
  `<d:response><d:href>/cal/${name}.ics</d:href><d:propstat><d:prop><d:getetag>"${name}"</d:getetag>${text === null ? '' : `<c:calendar-data>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</c:calendar-data>`}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
const answerOf = (...responses: readonly string[]) => `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${responses.join('')}<d:sync-token>t7</d:sync-token></d:multistatus>`
const whole = answerOf(
  member('one', icsOf({ uid: 'one', title: 'Größe 会議 & <so>' })),
  member('two', icsOf({ uid: 'two', title: 'Daily' }).replace('END:VEVENT', 'RRULE:FREQ=DAILY;COUNT=40\r\nEND:VEVENT')),
  '<d:response><d:href>/cal/gone.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>',
  member('bare', null),
  member('torn', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'),
  member('task', 'BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:task\r\nEND:VTODO\r\nEND:VCALENDAR\r\n'),
)

interface Summed {
  readonly objects: readonly unknown[]
  readonly bare: readonly string[]
  readonly others: readonly unknown[]
}
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
/** Pieces that were found, as one list: where an answer was cut does not matter. */
const summed = (found: readonly MembersRead[]): Summed => ({
  objects: found.flatMap((part) => part.hrefs.map((href, at) => [href, part.etags[at], part.scheduleTags[at], part.plans[at], decoder.decode(part.texts.subarray(part.ends[at - 1] ?? 0, part.ends[at]))])),
  bare: found.flatMap((part) => part.bare),
  others: found.flatMap((part) => part.others),
})
function readHere(bytes: Uint8Array, charset = 'utf-8'): Summed {
  const reading = readMembers(charset)
  reading.write(bytes)
  reading.end()
  return summed([reading.taken(context)])
}

const ports = createFakePorts()
let reader: AnswerReader
const begin = (path: string | null = script): AnswerReader => (reader = createAnswerReader(path, ports.log))
afterEach(() => reader.close())

function openOne(charset = 'utf-8', take: (found: MembersRead) => void = () => undefined): { readonly body: BodyReader; readonly found: MembersRead[] } {
  const found: MembersRead[] = []
  const body = reader.open({
    charset,
    context: () => context,
    take(part) {
      found.push(part)
      take(part)
    },
  })
  return { body, found }
}
const piecesOf = (bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] => {
  const ends = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b)
  return [...ends, bytes.length].map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end))
}

describe('an answer read on a thread', () => {
  const bytes = new TextEncoder().encode(whole)

  it('gives what reading it here gives, wherever it was cut, several at once', async () => {
    begin()
    expect(reader.prepare()).toBe(true)
    const here = readHere(bytes)
    expect(here.objects).toHaveLength(4)
    expect(here.bare).toEqual(['/cal/bare.ics'])
    expect(here.others).toEqual([{ href: '/cal/gone.ics', status: 404 }])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat({ max: bytes.length - 1 }), { maxLength: 12 }), { minLength: 1, maxLength: 3 }), async (answers) => {
        const ends = await Promise.all(
          answers.map(async (cuts) => {
            const { body, found } = openOne()
            for (const piece of piecesOf(bytes, cuts)) body.write(piece)
            const end = await body.end()
            expect(summed(found)).toEqual(here)
            return end.syncToken
          }),
        )
        expect(ends).toEqual(answers.map(() => 't7'))
      }),
      { numRuns: 30 },
    )
  })

  it('is read in the charset it came in', async () => {
    begin().prepare()
    const latin = Uint8Array.from(answerOf(member('one', icsOf({ title: 'Größe' }))), (character) => character.charCodeAt(0))
    const { body, found } = openOne('iso-8859-1')
    body.write(latin)
    await body.end()
    expect(summed(found).objects[0]).toContainEqual(icsOf({ title: 'Größe' }))
  })

  it('keeps nothing of the bytes it was given: the socket writes over them', async () => {
    begin().prepare()
    const { body, found } = openOne()
    const shared = Uint8Array.from(bytes)
    body.write(shared)
    shared.fill(0)
    await body.end()
    expect(summed(found)).toEqual(readHere(bytes))
  })

  it('texts are read with what holds when their bytes come', async () => {
    begin().prepare()
    const later: IndexContext = { ...context, zone: 'Asia/Tokyo' }
    let now = context
    const readWith: IndexContext[] = []
    const body = reader.open({ charset: 'utf-8', context: () => now, take: (part, used) => readWith.push(...part.hrefs.map(() => used)) })
    const half = new TextEncoder().encode(whole.slice(0, whole.indexOf('/cal/two'))).length
    body.write(bytes.subarray(0, half))
    now = later
    body.write(bytes.subarray(half))
    await body.end()
    expect(readWith).toEqual([context, later, later, later])
  })

  it.each([
    ['cut off', whole.slice(0, -30)],
    ['no multistatus', '<html></html>'],
    ['no XML', '<d:multistatus xmlns:d="DAV:"><d:response></d:multistatus>'],
  ])('%s is a fault of the answer, and not of the thread', async (_, text) => {
    begin().prepare()
    const { body } = openOne()
    const read = async () => {
      body.write(new TextEncoder().encode(text))
      return await body.end()
    }
    await expect(read()).rejects.toThrow(XmlFault)
    const next = openOne()
    next.body.write(bytes)
    await next.body.end()
    expect(summed(next.found)).toEqual(readHere(bytes))
  })

  it('what cannot be stored ends the reading with that error, and nothing behind it is handed over', async () => {
    begin().prepare()
    const { body, found } = openOne('utf-8', () => {
      throw new Error('the disk is full')
    })
    body.write(bytes)
    body.write(new Uint8Array(0))
    await expect(body.end()).rejects.toThrow('the disk is full')
    expect(found).toHaveLength(1)
  })

  it('no more is taken while a megabyte waits, by any of those who ask; half of it read makes room for all', async () => {
    begin().prepare()
    const { body } = openOne()
    expect(reader.room()).toBeNull()
    const many = new TextEncoder().encode(member('x', icsOf({ title: 'x'.repeat(9_000) })).repeat(120))
    body.write(new TextEncoder().encode('<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'))
    body.write(many)
    await Promise.all([must(reader.room(), 'a wait'), must(reader.room(), 'a second wait')])
    expect(reader.room()).toBeNull()
  })

  it('one that is dropped holds nobody up', async () => {
    begin().prepare()
    const { body } = openOne()
    body.write(new Uint8Array(2_000_000))
    const room = must(reader.room(), 'a wait')
    body.drop()
    await room
    expect(reader.room()).toBeNull()
  })
})

describe('the thread itself', () => {
  const bytes = new TextEncoder().encode(whole)

  it('starts again after it was let go', async () => {
    begin()
    for (let round = 0; round < 2; round += 1) {
      expect(reader.prepare()).toBe(true)
      const { body, found } = openOne()
      body.write(bytes)
      await body.end()
      expect(summed(found)).toEqual(readHere(bytes))
      await reader.close()
    }
  })

  it('without a program there is none', () => expect(begin(null).prepare()).toBe(false))

  it('one that breaks says so to all that wait, once in the log, and is not tried again', async () => {
    begin(join(dir, 'missing.mjs')).prepare()
    const { body } = openOne()
    body.write(new Uint8Array(2_000_000))
    const room = must(reader.room(), 'a wait')
    await expect(body.end()).rejects.toThrow(ReaderBroke)
    await room
    expect(() => body.write(bytes)).toThrow(ReaderBroke)
    await expect(openOne().body.end()).rejects.toThrow(ReaderBroke)
    expect(reader.prepare()).toBe(false)
    expect(ports.lines.map((line) => line.event)).toEqual(['answer-reader-failed'])
  })
})

describe('a first round with the thread', () => {
  let server: CalendarServer
  let client: Client
  afterEach(async () => {
    await client.close()
    await server.close()
  })

  const names = Array.from({ length: 9 }, (_, index) => `e${index}`)
  const textOf = (name: string) => icsOf({ uid: name, title: `${name} ä`, lines: name === 'e3' ? ['RRULE:FREQ=WEEKLY;COUNT=9'] : [] })
  async function fill(traits: Partial<ServerTraits>): Promise<void> {
    server = await startCalendarServer(traits)
    client = startClient(server)
    for (const name of names) server.put(`/alice/cal/${name}.ics`, textOf(name))
  }
  const stored = () => names.map((name) => client.store.read.object(client.object(`${name}.ics`))?.serverText)
  async function pullWith(answers: AnswerReader): Promise<void> {
    expect(await pullAccount({ ...client.context, answers }, must(client.store.read.accounts()[0], 'account').id)).toMatchObject({ ok: true })
  }

  it.each<[string, Partial<ServerTraits>]>([
    ['T-Y01: one answer with all texts', {}],
    ['T-Y03: pages', { pageSize: 2 }],
    ['texts by multiget', { dataInSync: false }],
    ['SYN-9: no sync-collection at all', { syncCollection: false }],
  ])('%s: the same as without it, and the next round finds nothing to do', async (_, traits) => {
    await fill(traits)
    await pullWith(begin())
    expect(stored()).toEqual(names.map(textOf))
    server.log.length = 0
    await client.pull()
    expect(server.log.filter((line) => line !== 'PROPFIND /alice/')).toEqual([])
  })

  it.each<[string, Partial<ServerTraits>]>([
    ['by sync-collection', { pageSize: 4 }],
    ['by multiget', { dataInSync: false }],
    ['by listing', { syncCollection: false }],
  ])('SYN-6: a thread that breaks in the midst of it loses nothing: %s', async (_, traits) => {
    await fill(traits)
    const working = begin()
    let opened = 0
    let gone = false
    await pullWith({
      ...working,
      prepare: () => !gone && working.prepare(),
      open(ask) {
        opened += 1
        const body = working.open(ask)
        // Where there are pages the first of them is stored when it happens.
        if (opened !== (traits.pageSize === undefined ? 1 : 2)) return body
        return {
          ...body,
          async end() {
            gone = true
            throw new ReaderBroke('gone')
          },
        }
      },
    })
    expect(gone).toBe(true)
    expect(stored()).toEqual(names.map(textOf))
  })
})
