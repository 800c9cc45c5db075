import { afterEach, describe, expect, it } from 'vitest'
import type { CollectionId, Href, ObjectId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { keepMove } from '../commands/keep-change.ts'
import type { CommandDeps } from '../commands/deps.ts'
import { type CalendarServer, type Meddling, type ServerTraits, startCalendarServer } from '../testing/calendar-server.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
import { recoverSending } from './push.ts'
import { discardQueued, resolveConflict } from './resolve-conflict.ts'

let server: CalendarServer
let client: Client
afterEach(async () => {
  await client.close()
  await server.close()
})

const [from, to] = ['/alice/cal/a.ics', '/alice/two/a.ics']
const meeting = icsOf({ lines: meetingLines('alice@north.example', ['bob@north.example', 'ACCEPTED']) })
async function start(traits: Partial<ServerTraits> = {}, text = icsOf()): Promise<void> {
  server = await startCalendarServer(traits)
  server.calendars.add('/alice/two/')
  server.put(from, text)
  client = startClient(server)
  await client.pull()
  server.log.splice(0)
}
const two = (): CollectionId => must(client.store.read.collections().find((one) => one.href === '/alice/two/'), 'second calendar').id
/** What the editor does; gives the object in its new place. */
function move(): ObjectId {
  const { store, clock, newId } = client.context
  return store.write(['queue', 'objects'], (tx) => {
    const object = must(tx.object(client.object('a.ics')), 'object')
    const deed = { account: must(tx.account(object.accountId), 'account'), collection: { id: two() }, intent: 'Move', messages: 0, ledger: [], uid: object.uid }
    return keepMove(tx, { store, clock, newId } as unknown as CommandDeps, object, deed).moved.id
  })
}
const places = () => [...server.objects.keys()].filter((path) => path.endsWith('.ics')).toSorted()
const writes = () => server.log.filter((line) => /^(PUT|DELETE|MOVE)/.test(line))
const queue = () => client.store.read.queue()
const drawnIn = () => client.store.read.occurrencesIn({ window: { startUtc: 0, endUtc: Date.parse('2028-01-01') }, zone: 'UTC' }).map((one) => one.collectionId)
const dueNow = () => client.store.write(['queue'], (tx) => queue().forEach(({ id }) => tx.patchQueue(id, { nextTryUtc: null })))
function once(method: string, meddling: Meddling): void {
  let done = false
  server.traits.meddle = (request) => {
    if (done || request.method !== method) return null
    done = true
    return meddling
  }
}
const settled = () => {
  expect([places(), queue(), drawnIn()]).toEqual([[to], [], [two()]])
  expect(client.store.read.objectsByUid('a' as never)).toHaveLength(1)
}

describe('an object goes to another calendar of its account (HTTP-15)', () => {
  it.each([
    ['an event', icsOf()],
    ['T-C11: a meeting, by MOVE and never by DELETE and PUT', meeting],
  ])('%s', async (_name, text) => {
    await start({}, text)
    move()
    await client.pull()
    expect(drawnIn()).toEqual([two()])
    await client.push()
    expect(writes()).toEqual([`MOVE ${from}`])
    settled()
    await client.pull()
    settled()
    expect(client.store.read.news()).toEqual([])
  })

  it('with changes from before and after the move, each in its turn', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Before' }))
    const id = move()
    client.store.write(['objects'], (tx) => tx.setLocalText(id, icsOf({ title: 'After' })))
    const row = must(queue().find((one) => one.kind === 'move'), 'move')
    client.store.write(['queue'], (tx) => tx.enqueue({ ...row, id: 'later' as never, kind: 'put', move: null, text: icsOf({ title: 'After' }) }))
    await client.push()
    expect(writes()).toEqual([`PUT ${from}`, `MOVE ${from}`, `PUT ${to}`])
    expect(server.objects.get(to)?.text).toBe(icsOf({ title: 'After' }))
    settled()
  })

  it('changed there meanwhile: what they made of it moves', async () => {
    await start()
    move()
    server.put(from, icsOf({ title: 'Theirs' }))
    await client.push()
    expect([server.objects.get(to)?.text, client.titles()]).toEqual([icsOf({ title: 'Theirs' }), ['Theirs']])
    settled()
  })

  it('deleted there meanwhile: the person chooses, and can put it there', async () => {
    await start()
    move()
    server.remove(from)
    await client.push()
    expect(queue()).toMatchObject([{ state: 'needs-you', conflict: { kind: 'deleted-there' } }])
    resolveConflict(client.store, must(queue()[0], 'row').id, 'mine')
    await client.push()
    settled()
  })

  it('or let it go', async () => {
    await start()
    move()
    server.remove(from)
    await client.push()
    resolveConflict(client.store, must(queue()[0], 'row').id, 'theirs')
    expect([places(), queue(), drawnIn()]).toEqual([[], [], []])
  })

  it('the name is taken there by something else: another name', async () => {
    await start()
    move()
    server.put(to, icsOf({ uid: 'stranger', title: 'Stranger' }))
    await client.push()
    await client.pull()
    expect([places().length, places().includes(from), queue(), client.titles()]).toEqual([2, false, [], ['Design review', 'Stranger']])
  })

  it('given up: it is where it was, with what was changed after', async () => {
    await start({ move: false }, meeting)
    const id = move()
    const row = must(queue()[0], 'move')
    const changed = meeting.replace('Design review', 'Changed')
    client.store.write(['objects', 'queue'], (tx) => {
      tx.setLocalText(id, changed)
      tx.enqueue({ ...row, id: 'later' as never, kind: 'put', move: null, text: changed })
    })
    await client.push()
    expect(queue()[0]).toMatchObject({ state: 'needs-you', error: { cause: 'meeting-cannot-change-calendar' } })
    expect(writes()).toEqual([`MOVE ${from}`])
    expect(discardQueued(client.store, row.id)).toBe('done')
    await client.push()
    expect([places(), server.objects.get(from)?.text.includes('Changed'), queue(), drawnIn()]).toEqual([[from], true, [], [client.cal()]])
  })
})

describe('whatever is lost on the way, it is in one place (T-Y15)', () => {
  const cases: readonly (readonly [string, Partial<ServerTraits>, string, Meddling])[] = [
    ['the answer of MOVE', {}, 'MOVE', 'drop-after'],
    ['MOVE itself', {}, 'MOVE', 'drop-before'],
    ['without MOVE: the answer of PUT', { move: false }, 'PUT', 'drop-after'],
    ['without MOVE: PUT itself', { move: false }, 'PUT', 'drop-before'],
    ['without MOVE: the answer of DELETE', { move: false }, 'DELETE', 'drop-after'],
    ['without MOVE: DELETE itself', { move: false }, 'DELETE', 'drop-before'],
    ['without MOVE: nothing', { move: false }, 'NOTHING', 'drop-before'],
  ]
  it.each(cases)('%s', async (_name, traits, method, meddling) => {
    await start(traits)
    move()
    once(method, meddling)
    await client.push()
    expect(places().length).toBeGreaterThan(0)
    dueNow()
    await client.push()
    settled()
    await client.pull()
    settled()
  })

  it('killed between PUT and DELETE: the start finds out how far it got', async () => {
    await start({ move: false })
    move()
    server.put(to, icsOf())
    client.store.write(['queue'], (tx) => queue().forEach(({ id }) => tx.patchQueue(id, { state: 'sending' })))
    recoverSending(client.store)
    await client.pull()
    await client.push()
    settled()
  })

  it('without MOVE, changed there between PUT and DELETE: the change is in the copy before anything is deleted', async () => {
    await start({ move: false })
    move()
    let done = false
    server.traits.meddle = ({ method }) => {
      if (method === 'DELETE' && !done) {
        done = true
        server.put(from, icsOf({ title: 'Just now' }))
      }
      return null
    }
    await client.push()
    expect(server.objects.get(to)?.text).toBe(icsOf({ title: 'Just now' }))
    settled()
  })
})

it('a calendar is deleted after what was moved out of it has left', async () => {
  await start()
  move()
  const row = must(queue()[0], 'move')
  client.store.write(['queue', 'accounts'], (tx) => {
    tx.patchCollection(client.cal(), { removed: true, gone: true })
    tx.enqueue({ ...row, id: 'del' as never, kind: 'delete-calendar', move: null, objectId: null, text: null, collectionId: client.cal(), href: '/alice/cal/' as Href, calendar: { set: {}, before: {}, base: null } })
  })
  await client.push()
  expect([writes(), queue(), places()]).toEqual([[`MOVE ${from}`, 'DELETE /alice/cal/'], [], [to]])
})
