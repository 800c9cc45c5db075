import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFakePorts } from '../testing/fake-ports.ts'
import { icsOf } from '../testing/store-rows.ts'
import { type IndexContext, planIndex } from './index-plan.ts'
import { createTextReader } from './text-reader.ts'

let dir: string
let script: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-reader-'))
  script = join(dir, 'reader.mjs')
  await build({ entryPoints: [join(import.meta.dirname, 'text-reader-thread.ts')], outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' })
})
afterAll(() => rmSync(dir, { recursive: true }))

const context: IndexContext = { myAddresses: ['alice@north.example'], zone: 'Europe/Berlin', window: { startUtc: Date.parse('2026-01-01T00:00:00Z'), endUtc: Date.parse('2027-01-01T00:00:00Z') }, deliveries: new Map() }
const texts = [
  icsOf({ uid: 'one', title: 'Größe 会議' }),
  icsOf({ uid: 'two', title: 'Daily' }).replace('END:VEVENT', 'RRULE:FREQ=DAILY;COUNT=40\r\nEND:VEVENT'),
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n',
  'BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:task\r\nEND:VTODO\r\nEND:VCALENDAR\r\n',
]

describe('reading texts on a thread', () => {
  it('gives what reading them here gives, in their order, whichever batch they came in', async () => {
    const reader = createTextReader(script, createFakePorts().log)
    reader.prepare()
    const batches = await Promise.all([reader.read(texts, context), reader.read(texts.slice(1), context), reader.read([], context)])
    await reader.close()
    expect(batches).toEqual([texts, texts.slice(1), []].map((batch) => batch.map((text) => planIndex(text, context))))
  })

  it('starts again after it was closed', async () => {
    const reader = createTextReader(script, createFakePorts().log)
    await reader.read(texts, context)
    await reader.close()
    expect(await reader.read(texts.slice(0, 1), context)).toEqual([planIndex(texts[0] ?? '', context)])
    await reader.close()
  })

  it('without a program there is no thread', () => expect(createTextReader(null, createFakePorts().log).read(texts, context)).toBeNull())

  it('a thread that breaks rejects what it was asked, once, says so in the log and is not asked again', async () => {
    const ports = createFakePorts()
    const reader = createTextReader(join(dir, 'missing.mjs'), ports.log)
    await expect(reader.read(texts, context)).rejects.toThrow()
    expect(reader.read(texts, context)).toBeNull()
    expect(ports.lines.map((line) => line.event)).toEqual(['text-reader-failed'])
    await reader.close()
  })
})
