import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Href } from '../../../shared/model/ids.ts'
import { type CalendarServer, startCalendarServer } from '../testing/calendar-server.ts'
import { icsOf } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
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

const who = fc.constantFrom<0 | 1>(0, 1)
const name = fc.constantFrom(...names)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom<'title' | 'place' | 'remove'>('title', 'title', 'place', 'place', 'remove'), who, name }) },
  { weight: 5, arbitrary: fc.oneof(fc.record({ kind: fc.constant('push' as const), who }), fc.record({ kind: fc.constant('pull' as const), who })) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fault' as const), what: fc.constantFrom<'drop-before' | 'drop-after' | 'busy' | 'forget-token'>('drop-before', 'drop-after', 'busy', 'forget-token') }) },
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

it('whatever two clients do and whatever fails: both end alike with the server, and no queue is stuck', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const server = await startCalendarServer()
      for (const one of names.slice(0, 2)) server.put(`/alice/cal/${one}.ics`, icsOf({ uid: one, title: `start-${one}` }))
      const clients = [startClient(server), startClient(server)] as const
      try {
        for (const client of clients) await client.pull()
        const written: Written[] = []
        for (const [index, one] of steps.entries()) {
          if (one.kind === 'fault') meddle(server, one.what)
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
    { numRuns: 40, seed: 20_261_122, verbose: 0 },
  )
}, 120_000)
