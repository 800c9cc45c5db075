import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Href } from '../../../shared/model/ids.ts'
import { type CalendarServer, startCalendarServer } from '../testing/calendar-server.ts'
import { icsOf } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
import { recoverSending } from './push.ts'
import { resolveConflict } from './resolve-conflict.ts'

const names = ['a', 'b', 'c'] as const
type Name = (typeof names)[number]
interface Edit {
  readonly kind: 'title' | 'place' | 'remove'
  readonly who: 0 | 1
  readonly name: Name
}
type Step =
  | Edit
  | { readonly kind: 'push'; readonly who: 0 | 1 }
  | { readonly kind: 'pull'; readonly who: 0 | 1 }
  | { readonly kind: 'fault'; readonly what: 'drop-before' | 'drop-after' | 'busy' | 'forget-token' }
  | Crash
/** The computer's program is killed while a request is on its way; the server may or may not have done what it asked. */
interface Crash {
  readonly kind: 'crash'
  readonly who: 0 | 1
  readonly during: 'push' | 'pull'
  readonly atRequest: number
  readonly arrived: boolean
}

const who = fc.constantFrom<0 | 1>(0, 1)
const name = fc.constantFrom(...names)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom<'title' | 'place' | 'remove'>('title', 'title', 'place', 'place', 'remove'), who, name }) },
  { weight: 5, arbitrary: fc.oneof(fc.record({ kind: fc.constant('push' as const), who }), fc.record({ kind: fc.constant('pull' as const), who })) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fault' as const), what: fc.constantFrom<'drop-before' | 'drop-after' | 'busy' | 'forget-token'>('drop-before', 'drop-after', 'busy', 'forget-token') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), who, during: fc.constantFrom('push', 'push', 'pull'), atRequest: fc.integer({ min: 1, max: 4 }), arrived: fc.boolean() }) },
)

interface Written {
  readonly name: Name
  readonly field: 'title' | 'place' | 'removal'
  readonly word: string
}

/** Each edit writes a word of its own, so that a lost or doubled one can be told. */
function act(client: Client, { kind, name: one }: Edit, word: string): Written | null {
  const path = `${one}.ics`
  const object = client.store.read.objectByHref(client.cal(), `/alice/cal/${path}` as Href)
  if (object === null && kind !== 'remove') {
    client.create(path, icsOf({ uid: one, title: word }))
    return { name: one, field: 'title', word }
  }
  if (object === null || object.deletedHere) return null
  if (kind === 'remove') {
    client.remove(path)
    return { name: one, field: 'removal', word }
  }
  const text = client.store.read.textOf(object.id) ?? ''
  const next = kind === 'title' ? text.replace(/SUMMARY:.*\r\n/, `SUMMARY:${word}\r\n`) : text.replace(/LOCATION:.*\r\n/, '').replace('END:VEVENT', `LOCATION:${word}\r\nEND:VEVENT`)
  client.edit(path, next)
  return { name: one, field: kind, word }
}

function meddle(server: CalendarServer, what: 'drop-before' | 'drop-after' | 'busy' | 'forget-token'): void {
  if (what === 'forget-token') {
    server.traits.oldestToken = 1_000_000
    return
  }
  let left = 1
  server.traits.meddle = ({ method }) => {
    if (left === 0 || (method !== 'PUT' && method !== 'DELETE')) return null
    left -= 1
    return what === 'busy' ? { status: 503 } : what
  }
}

/**
 * Kill -9 as the disk sees it: from that request on nothing of the old program reaches the server, and the next one opens the files
 * as they lay at that moment, what was not committed gone. (`killed-core.test.ts` does it to real processes.)
 */
async function crash(server: CalendarServer, client: Client, path: string, { during, atRequest, arrived }: Crash): Promise<{ readonly client: Client; readonly path: string }> {
  const copy = join(mkdtempSync(join(dirname(path), 'after-')), 'store.sqlite')
  let seen = 0
  const keep = () => {
    for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end)
  }
  server.traits.meddle = () => {
    seen += 1
    if (seen === atRequest) keep()
    if (seen > atRequest) return 'drop-before'
    return seen < atRequest ? null : arrived ? 'drop-after' : 'drop-before'
  }
  if (during === 'push') await client.push()
  else await client.pull().catch(() => undefined)
  if (seen < atRequest) keep()
  server.traits.meddle = () => null
  await client.close()
  const next = startClient(server, {}, copy)
  recoverSending(next.store)
  return { client: next, path: copy }
}

/** Everything sent, everything decided, everything fetched, and nothing in the way. */
async function settle(server: CalendarServer, clients: readonly Client[]): Promise<void> {
  server.traits.meddle = () => null
  for (let round = 0; round < 12; round += 1) {
    for (const client of clients) {
      for (const row of client.store.read.queue()) {
        if (row.state === 'needs-you') resolveConflict(client.store, row.id, 'mine')
        else client.store.write(['queue'], (tx) => tx.patchQueue(row.id, { nextTryUtc: null }))
      }
      await client.push()
      server.traits.oldestToken = 0
      await client.pull()
    }
    if (clients.every((client) => client.store.read.queue().length === 0)) return
  }
}

/** More on request: `PARLEY_SEEDS=5000 npx vitest run --config build/vitest.config.ts electron/core/sync/two-clients.test.ts` */
const runs = Number(process.env['PARLEY_SEEDS'] ?? 200)

it('whatever two clients do, whatever fails and whichever is killed: both end alike with the server, no queue is stuck and nobody is told twice', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-two-'))
  try {
    await bothEndAlike(dir)
  } finally {
    rmSync(dir, { recursive: true })
  }
}, 120_000 + runs * 1_000)

async function bothEndAlike(dir: string): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const server = await startCalendarServer()
      for (const one of names.slice(0, 2)) server.put(`/alice/cal/${one}.ics`, icsOf({ uid: one, title: `start-${one}` }))
      const home = mkdtempSync(join(dir, 'run-'))
      // Only who is killed needs files; memory is quicker.
      const paths = [0, 1].map((one) => (steps.some((step) => step.kind === 'crash' && step.who === one) ? join(home, `${one}.sqlite`) : ':memory:'))
      const clients = paths.map((path) => startClient(server, {}, path)) as [Client, Client]
      try {
        for (const client of clients) await client.pull()
        const written: Written[] = []
        for (const [index, one] of steps.entries()) {
          if (one.kind === 'fault') meddle(server, one.what)
          else if (one.kind === 'crash') {
            const after = await crash(server, clients[one.who], paths[one.who] ?? '', one)
            clients[one.who] = after.client
            paths[one.who] = after.path
          }
          else if (one.kind === 'push') await clients[one.who].push()
          else if (one.kind === 'pull') {
            await clients[one.who].pull()
            server.traits.oldestToken = 0
          } else written.push(...[act(clients[one.who], one, `word${index};`)].filter((word) => word !== null))
        }
        await settle(server, clients)
        for (const client of clients) await client.pull()
        const there = [...server.objects].map(([path, object]) => `${path} ${object.text}`).toSorted()
        for (const client of clients) {
          expect(client.store.read.queue()).toEqual([])
          const here = names.flatMap((one) => {
            const object = client.store.read.objectByHref(client.cal(), `/alice/cal/${one}.ics` as Href)
            return object === null ? [] : [`/alice/cal/${one}.ics ${object.localText ?? object.serverText ?? ''}`]
          })
          // A creation whose name was taken lives under another one: compared by text alone.
          expect(there).toEqual(expect.arrayContaining(here))
          expect(client.titles()).toEqual([...server.objects.values()].map((object) => /SUMMARY:(.*)\r/.exec(object.text)?.[1] ?? '').toSorted())
        }
        // Each write that a server takes may be a message: one that changes nothing would be a second one.
        expect(server.writes.filter(({ before, after }) => before === after)).toEqual([])
        // A word that nobody wrote over, of an object that nobody removed, is there: once.
        for (const { name: one, field, word } of written) {
          const rivals = written.filter((other) => other.name === one && (other.field === field || other.field === 'removal'))
          if (rivals.length === 1 && field !== 'removal') expect(there.join('\n').split(word)).toHaveLength(2)
        }
      } finally {
        for (const client of clients) await client.close()
        await server.close()
      }
    }),
    { numRuns: runs, seed: 20_261_122, verbose: 0 },
  )
}
