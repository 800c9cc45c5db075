import { afterEach, describe, expect, it } from 'vitest'
import type { AccountId } from '../../../shared/model/ids.ts'
import { type CalendarServer, type Meddling, type ServerTraits, startCalendarServer } from '../testing/calendar-server.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
import { dueRows, recoverSending } from './push.ts'
import { discardQueued, resolveConflict } from './resolve-conflict.ts'

let server: CalendarServer
let client: Client
async function start(traits: Partial<ServerTraits> = {}, first: string | null = icsOf()): Promise<void> {
  server = await startCalendarServer(traits)
  if (first !== null) server.put('/alice/cal/a.ics', first)
  client = startClient(server)
  await client.pull()
  server.log.splice(0)
}
afterEach(async () => {
  await client.close()
  await server.close()
})

const path = '/alice/cal/a.ics'
const onServer = (at = path) => server.objects.get(at)?.text ?? null
const queue = () => client.store.read.queue()
const writes = () => server.log.filter((line) => line.startsWith('PUT') || line.startsWith('DELETE'))
/** Meddles with the first request of a method, and with no other. */
function once(method: string, meddling: Meddling): void {
  let done = false
  server.traits.meddle = (request) => {
    if (done || request.method !== method) return null
    done = true
    return meddling
  }
}

describe('conditions (HTTP-6, SCH-20)', () => {
  it('a new object goes with If-None-Match, a change with If-Match', async () => {
    await start()
    client.create('n.ics', icsOf({ uid: 'n', title: 'New' }))
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    await client.push()
    expect([onServer(), onServer('/alice/cal/n.ics')]).toEqual([icsOf({ title: 'Mine' }), icsOf({ uid: 'n', title: 'New' })])
    expect([queue(), client.titles()]).toEqual([[], ['Mine', 'New']])
    expect(client.store.read.object(client.object('a.ics'))).toMatchObject({ localText: null, serverText: icsOf({ title: 'Mine' }), etag: server.objects.get(path)?.etag })
  })

  const meeting = (mine: string, bob = 'NEEDS-ACTION', start = '20261124T090000Z') =>
    icsOf({ start, end: start.replace('T09', 'T10'), lines: meetingLines('carol@north.example', ['alice@north.example', mine], ['bob@north.example', bob]) })

  it('T-C04: with a Schedule-Tag that alone is sent; T-C06: answers of others do not stand in the way', async () => {
    await start({ scheduleTags: true }, meeting('NEEDS-ACTION'))
    client.edit('a.ics', meeting('ACCEPTED'))
    server.put(path, meeting('NEEDS-ACTION', 'DECLINED'), { keepScheduleTag: true })
    await client.push()
    expect([writes(), queue()]).toEqual([[`PUT ${path}`], []])
  })

  it('T-C05, T-C22: without tags an If-Match that fails for answers alone is repeated in silence', async () => {
    await start({}, meeting('NEEDS-ACTION'))
    client.edit('a.ics', meeting('ACCEPTED'))
    server.put(path, meeting('NEEDS-ACTION', 'DECLINED'))
    await client.push()
    expect(onServer()?.replace(/\r\n /g, '')).toContain('ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@north.example')
    expect(onServer()).toContain('ATTENDEE;PARTSTAT=DECLINED:mailto:bob@north.example')
    expect([writes().length, queue()]).toEqual([2, []])
  })

  it('T-C07: an answer to the old time is not sent for the new one', async () => {
    await start({ scheduleTags: true }, meeting('NEEDS-ACTION'))
    client.edit('a.ics', meeting('ACCEPTED'))
    server.put(path, meeting('NEEDS-ACTION', 'NEEDS-ACTION', '20261125T090000Z'))
    await client.push()
    expect(queue()).toMatchObject([{ state: 'needs-you', conflict: { kind: 'both-changed' } }])
    expect(onServer()).toContain('DTSTART:20261125T090000Z')
    expect(client.store.read.news()).toHaveLength(1)
  })

  it('a tag that cannot be trusted is not used (Cyrus)', async () => {
    server = await startCalendarServer({ scheduleTags: true })
    server.put(path, meeting('NEEDS-ACTION'))
    const capabilities = { davTokens: [], autoSchedule: true, outboxFreeBusy: null, syncCollection: true, availability: null, peopleSearch: null, scheduleTag: false, product: 'cyrus' }
    client = startClient(server, { capabilities })
    await client.pull()
    server.put(path, meeting('NEEDS-ACTION', 'DECLINED'), { keepScheduleTag: true })
    client.edit('a.ics', meeting('ACCEPTED'))
    await client.push()
    expect(writes()).toHaveLength(2)
    expect(onServer()).toContain('DECLINED')
  })
})

describe('after the write (HTTP-7, SCH-30)', () => {
  it('T-Y10, SCH-21: no ETag in the answer: the object is read before anything else happens to it', async () => {
    await start({ etagOnPut: false, store: (text) => text.replace('END:VEVENT', 'X-SERVER:was here\r\nEND:VEVENT') })
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    await client.push()
    expect(server.log).toEqual([`PUT ${path}`, `GET ${path}`])
    expect(client.store.read.object(client.object('a.ics'))).toMatchObject({ serverText: onServer(), etag: server.objects.get(path)?.etag, localText: null })
  })

  it('a meeting is read again also when an ETag came: delivery codes are in it', async () => {
    await start({ store: (text) => text.replace('ATTENDEE;', 'ATTENDEE;SCHEDULE-STATUS="1.2";') })
    const text = icsOf({ uid: 'm', lines: meetingLines('alice@north.example', ['bob@north.example', 'NEEDS-ACTION']) })
    client.create('m.ics', text)
    await client.push()
    expect(client.store.read.textOf(client.object('m.ics'))).toContain('SCHEDULE-STATUS="1.2"')
    expect(client.store.read.news()).toMatchObject([{ beforeText: text }])
  })

  it('T-Y11: our own change that comes back with another etag is no conflict', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    await client.push()
    server.put(path, icsOf({ title: 'Mine' }))
    await client.pull()
    expect([queue(), client.titles()]).toEqual([[], ['Mine']])
  })

  it('when the re-read fails the work is done all the same, and the next pull brings the rest', async () => {
    await start({ etagOnPut: false, store: (text) => text.replace('END:VEVENT', 'LOCATION:Set by server\r\nEND:VEVENT') })
    server.traits.meddle = ({ method }) => (method === 'GET' ? { status: 503 } : null)
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    await client.push()
    expect(queue()).toEqual([])
    server.traits.meddle = () => null
    await client.pull()
    expect(client.store.read.textOf(client.object('a.ics'))).toContain('Set by server')
    expect(writes()).toHaveLength(1)
  })
})

describe('order', () => {
  it('rows of one object leave in the order they were made, each on top of what the server made of the one before', async () => {
    await start({ etagOnPut: false, store: (text) => (text.includes('X-SERVER') ? text : text.replace('END:VEVENT', 'X-SERVER:kept\r\nEND:VEVENT')) })
    client.edit('a.ics', icsOf({ title: 'One' }))
    client.edit('a.ics', icsOf({ title: 'Two' }))
    client.edit('a.ics', icsOf({ title: 'Two', lines: ['LOCATION:Room 3'] }))
    const seen: string[] = []
    server.traits.meddle = ({ method, body }) => (method === 'PUT' && seen.push(/SUMMARY:(.*)\r/.exec(body)?.[1] ?? ''), null)
    await client.push()
    expect(seen).toEqual(['One', 'Two', 'Two'])
    expect(onServer()).toContain('X-SERVER:kept')
    expect(onServer()).toContain('LOCATION:Room 3')
    expect([queue(), client.titles()]).toEqual([[], ['Two']])
  })

  it('a creation, a change and a deletion made offline arrive as such', async () => {
    await start()
    client.create('n.ics', icsOf({ uid: 'n', title: 'New' }))
    client.edit('n.ics', icsOf({ uid: 'n', title: 'Newer' }))
    client.remove('n.ics')
    await client.push()
    expect(writes()).toEqual(['PUT /alice/cal/n.ics', 'PUT /alice/cal/n.ics', 'DELETE /alice/cal/n.ics'])
    expect([queue(), client.titles(), onServer('/alice/cal/n.ics')]).toEqual([[], ['Design review'], null])
  })

  it('held rows stay until their time; a row that waits for the person keeps those behind it', async () => {
    await start()
    const now = Date.now()
    client.edit('a.ics', icsOf({ title: 'Held' }), { state: 'held', leavesAtUtc: now + 60_000 })
    client.edit('a.ics', icsOf({ title: 'Behind' }))
    await client.push()
    expect(writes()).toEqual([])
    expect(dueRows(queue(), now + 60_001).map((row) => row.text)).toEqual([icsOf({ title: 'Held' })])
    client.store.write(['queue'], (tx) => tx.patchQueue(queue()[0]!.id, { state: 'needs-you' }))
    expect(dueRows(queue(), now + 60_001)).toEqual([])
  })
})

describe('conflicts (HTTP-8)', () => {
  it('T-Y12: different properties are brought together in silence', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    server.put(path, icsOf({ lines: ['LOCATION:Theirs'] }))
    await client.push()
    expect(onServer()).toContain('SUMMARY:Mine')
    expect(onServer()).toContain('LOCATION:Theirs')
    expect(queue()).toEqual([])
  })

  async function clash(): Promise<void> {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    server.put(path, icsOf({ title: 'Theirs', lines: ['LOCATION:Theirs'] }))
    await client.push()
  }

  it('T-Y12: the same property on both sides waits for the person, with both versions', async () => {
    await clash()
    expect(queue()).toMatchObject([{ state: 'needs-you', text: icsOf({ title: 'Mine' }), conflict: { kind: 'both-changed', theirText: onServer() }, error: { kind: 'conflict', effect: 'saved-here' } }])
    expect(client.titles()).toEqual(['Mine'])
    await client.push()
    expect(writes()).toHaveLength(1)
  })

  it('keep mine: sent on top of theirs, and what they changed elsewhere stays', async () => {
    await clash()
    expect(resolveConflict(client.store, queue()[0]!.id, 'mine')).toBe(true)
    await client.push()
    expect([onServer()?.includes('SUMMARY:Mine'), onServer()?.includes('LOCATION:Theirs'), queue(), client.titles()]).toEqual([true, true, [], ['Mine']])
  })

  it('keep theirs: the change is dropped, those made after it stay', async () => {
    await clash()
    client.edit('a.ics', icsOf({ title: 'Mine', lines: ['DESCRIPTION:Later'] }))
    expect(resolveConflict(client.store, queue()[0]!.id, 'theirs')).toBe(true)
    await client.push()
    expect(onServer()).toContain('SUMMARY:Theirs')
    expect(onServer()).toContain('DESCRIPTION:Later')
    expect([queue(), client.titles()]).toEqual([[], ['Theirs']])
  })

  it('a row in the middle that is discarded takes only itself along', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }), { state: 'held', leavesAtUtc: Date.now() + 60_000 })
    const middle = client.edit('a.ics', icsOf({ title: 'Mine', lines: ['LOCATION:Wrong room'] }))
    client.edit('a.ics', icsOf({ title: 'Mine', lines: ['LOCATION:Wrong room', 'DESCRIPTION:Agenda'] }))
    expect(discardQueued(client.store, middle.id)).toBe('done')
    const text = client.store.read.textOf(client.object('a.ics')) ?? ''
    expect([text.includes('Mine'), text.includes('Wrong room'), text.includes('Agenda')]).toEqual([true, false, true])
  })

  it('T-Y13: deleted here, changed there: asked', async () => {
    await start()
    client.remove('a.ics')
    server.put(path, icsOf({ title: 'Theirs' }))
    await client.push()
    expect(queue()).toMatchObject([{ state: 'needs-you', conflict: { kind: 'changed-there-deleted-here' } }])
    expect(resolveConflict(client.store, queue()[0]!.id, 'mine')).toBe(true)
    await client.push()
    expect([onServer(), queue(), client.titles()]).toEqual([null, [], []])
  })

  it('deleted here, only answers changed there: not asked', async () => {
    const with_ = (partstat: string) => icsOf({ lines: meetingLines('alice@north.example', ['bob@north.example', partstat]) })
    await start({}, with_('NEEDS-ACTION'))
    client.remove('a.ics')
    server.put(path, with_('ACCEPTED'))
    await client.push()
    expect([onServer(), queue()]).toEqual([null, []])
  })

  it('changed here, deleted there: asked, and kept as a new object if the person wants it', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    server.remove(path)
    await client.push()
    expect(queue()).toMatchObject([{ state: 'needs-you', conflict: { kind: 'deleted-there', theirText: null } }])
    expect(client.titles()).toEqual(['Mine'])
    expect(resolveConflict(client.store, queue()[0]!.id, 'mine')).toBe(true)
    await client.push()
    expect([onServer(), queue()]).toEqual([icsOf({ title: 'Mine' }), []])
  })

  it('T-Y14: a deletion of what is gone already is done', async () => {
    await start()
    client.remove('a.ics')
    server.remove(path)
    await client.push()
    expect([queue(), client.titles()]).toEqual([[], []])
  })

  it('T-Y19: a weak etag: works, or is tried once more, and never in circles', async () => {
    await start()
    server.objects.get(path)!.etag = 'W/"weak"'
    server.traits.meddle = ({ method }) => (method === 'PUT' ? { status: 412 } : null)
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    await client.push()
    expect(writes().length).toBeLessThanOrEqual(4)
    expect(queue()).toMatchObject([{ state: 'waiting', error: { cause: 'changes-all-the-time' } }])
  })

  it('the chosen name is taken by a stranger: another name', async () => {
    await start()
    server.put('/alice/cal/n.ics', icsOf({ uid: 'stranger', title: 'Stranger' }))
    client.create('n.ics', icsOf({ uid: 'n', title: 'New' }))
    await client.push()
    await client.pull()
    expect([queue(), client.titles()]).toEqual([[], ['Design review', 'New', 'Stranger']])
    expect(onServer('/alice/cal/n.ics')).toContain('Stranger')
  })
})

describe('faults', () => {
  it.each([
    ['drop-before', 1],
    ['drop-after', 1],
  ] as const)('T-Y15: a creation whose answer was lost (%s) is there once', async (how, objects) => {
    await start({}, null)
    client.create('n.ics', icsOf({ uid: 'n', title: 'New' }))
    once('PUT', how)
    await client.push()
    expect(queue()).toMatchObject([{ state: 'waiting', maybeSent: true, error: { kind: 'offline', effect: 'saved-here' } }])
    client.store.write(['queue'], (tx) => tx.patchQueue(queue()[0]!.id, { nextTryUtc: null }))
    await client.push()
    expect([server.objects.size, queue(), client.titles()]).toEqual([objects, [], ['New']])
    expect(writes()).toHaveLength(how === 'drop-before' ? 2 : 1)
  })

  it.each(['drop-before', 'drop-after'] as const)('T-Y15: a change whose answer was lost (%s) is there once, also beside a change of theirs', async (how) => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    once('PUT', how)
    await client.push()
    if (how === 'drop-after') server.put(path, `${onServer() ?? ''}`.replace('END:VEVENT', 'LOCATION:Theirs\r\nEND:VEVENT'))
    client.store.write(['queue'], (tx) => tx.patchQueue(queue()[0]!.id, { nextTryUtc: null }))
    await client.push()
    expect(writes()).toHaveLength(how === 'drop-before' ? 2 : 1)
    expect([onServer()?.includes('SUMMARY:Mine'), onServer()?.includes('Theirs'), queue()]).toEqual([true, how === 'drop-after', []])
  })

  it('T-Y15: a deletion whose answer was lost is done', async () => {
    await start()
    client.remove('a.ics')
    once('DELETE', 'drop-after')
    await client.push()
    client.store.write(['queue'], (tx) => tx.patchQueue(queue()[0]!.id, { nextTryUtc: null }))
    await client.push()
    expect([queue(), client.titles(), server.objects.size]).toEqual([[], [], 0])
  })

  it('what was on its way when the process ended is looked at before it is sent again', async () => {
    await start({}, null)
    client.create('n.ics', icsOf({ uid: 'n', title: 'New' }))
    server.put('/alice/cal/n.ics', icsOf({ uid: 'n', title: 'New' }))
    client.store.write(['queue'], (tx) => tx.patchQueue(queue()[0]!.id, { state: 'sending' }))
    recoverSending(client.store)
    expect(queue()).toMatchObject([{ state: 'waiting', maybeSent: true }])
    await client.push()
    expect([writes(), queue(), client.titles()]).toEqual([[], [], ['New']])
  })

  it('Retry-After is heeded, and the account sends nothing else meanwhile', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    server.traits.meddle = () => ({ status: 429, headers: { 'Retry-After': '120' } })
    const before = Date.now()
    expect(await client.push()).toMatchObject({ sent: 0, problem: { httpStatus: 429 } })
    const [row] = queue()
    expect(row).toMatchObject({ state: 'waiting', maybeSent: false, attempts: 1 })
    expect(row!.nextTryUtc! - before).toBeGreaterThanOrEqual(120_000)
    await client.push()
    expect(writes()).toHaveLength(1)
  })

  it('T-C08: a refusal is told with its reason and not tried again', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    server.traits.meddle = ({ method }) => (method === 'PUT' ? { status: 403, body: '<d:error xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><c:allowed-attendee-scheduling-object-change/></d:error>' } : null)
    await client.push()
    await client.push()
    expect(writes()).toHaveLength(1)
    expect(queue()).toMatchObject([{ state: 'needs-you', error: { kind: 'forbidden', precondition: 'allowed-attendee-scheduling-object-change', effect: 'saved-here' } }])
  })

  it('a fault of the server that stays is told to the person after some tries', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    server.traits.meddle = ({ method }) => (method === 'PUT' ? { status: 500 } : null)
    for (let n = 0; n < 8; n += 1) {
      await client.push()
      if (queue()[0]!.state === 'waiting') client.store.write(['queue'], (tx) => tx.patchQueue(queue()[0]!.id, { nextTryUtc: null }))
    }
    expect(queue()).toMatchObject([{ state: 'needs-you', attempts: 6, error: { cause: 'server-fault' } }])
  })

  it('another object is sent although one is stuck', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    client.create('n.ics', icsOf({ uid: 'n', title: 'New' }))
    server.traits.meddle = ({ method, path: at }) => (method === 'PUT' && at === path ? { status: 403 } : null)
    await client.push()
    expect(onServer('/alice/cal/n.ics')).not.toBeNull()
    expect(queue()).toHaveLength(1)
  })

  it('an account that was removed meanwhile takes no harm', async () => {
    await start()
    client.edit('a.ics', icsOf({ title: 'Mine' }))
    server.traits.meddle = ({ method }) => {
      if (method === 'PUT') client.store.write(['accounts'], (tx) => tx.removeAccount('acc' as AccountId))
      return null
    }
    await client.push()
    expect([queue(), client.titles()]).toEqual([[], []])
  })
})
