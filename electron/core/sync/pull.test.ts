import { afterEach, describe, expect, it } from 'vitest'
import type { AccountId, Href, QueueId, Uid } from '../../../shared/model/ids.ts'
import { type CalendarServer, type ServerTraits, startCalendarServer } from '../testing/calendar-server.ts'
import { aQueued, icsOf, meetingLines } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'

let server: CalendarServer
let client: Client
async function start(traits: Partial<ServerTraits> = {}, names: readonly string[] = ['a', 'b', 'c']): Promise<void> {
  server = await startCalendarServer(traits)
  for (const name of names) server.put(`/alice/cal/${name}.ics`, icsOf({ uid: name, title: name }))
  client = startClient(server)
}
afterEach(async () => {
  await client.close()
  await server.close()
})

/** Requests of one round, without the listing of calendars. */
async function requestsOf(work: () => Promise<void>): Promise<readonly string[]> {
  server.log.splice(0)
  await work()
  return server.log.filter((line) => line !== 'PROPFIND /alice/')
}
const token = () => client.store.read.collection(client.cal())?.syncToken

describe('by sync-collection', () => {
  it('T-Y01: an empty token brings everything, in one request; the token comes with the rows (SYN-6)', async () => {
    await start()
    expect(await requestsOf(client.pull)).toEqual(['REPORT /alice/cal/ sync-collection'])
    expect(client.titles()).toEqual(['a', 'b', 'c'])
    expect(token()).toBe('t3')
  })

  it('T-Y02: changed and removed members', async () => {
    await start()
    await client.pull()
    server.put('/alice/cal/a.ics', icsOf({ uid: 'a', title: 'a2' }))
    server.remove('/alice/cal/b.ics')
    expect(await requestsOf(client.pull)).toEqual(['REPORT /alice/cal/ sync-collection'])
    expect(client.titles()).toEqual(['a2', 'c'])
  })

  it('T-Y16: nothing changed by ctag: no further request', async () => {
    await start()
    await client.pull()
    expect(await requestsOf(client.pull)).toEqual([])
  })

  it('SYN-12, SYN-4: where there are tokens a calendar is never listed, and its answer never limited: at the start, later, nor with a token refused', async () => {
    await start({ pageSize: 2 })
    const bodies: string[] = []
    server.traits.meddle = ({ body }) => {
      bodies.push(body)
      return null
    }
    await client.pull()
    server.put('/alice/cal/a.ics', icsOf({ uid: 'a', title: 'a2' }))
    await client.pull()
    server.put('/alice/cal/b.ics', icsOf({ uid: 'b', title: 'b2' }))
    Object.assign(server.traits, { oldestToken: 1_000, pageSize: Infinity })
    await client.pull()
    expect(client.titles()).toEqual(['a2', 'b2', 'c'])
    expect(server.log.filter((line) => line.startsWith('PROPFIND /alice/cal/'))).toEqual([])
    expect(bodies.filter((body) => body.includes('nresults'))).toEqual([])
    expect(bodies.filter((body) => body.includes('sync-collection'))).not.toEqual([])
  })

  it('HTTP-12, CAL-1: members keep the names others gave them, and one that holds changed dates alone is drawn', async () => {
    await start({}, [])
    server.put('/alice/cal/no suffix @home', icsOf({ uid: 'other', title: 'odd name' }))
    server.put('/alice/cal/moved.ics', icsOf({ uid: 'm', title: 'moved date', lines: ['RECURRENCE-ID:20261123T090000Z'] }))
    await client.pull()
    expect(client.titles()).toEqual(['moved date', 'odd name'])
    expect(client.store.read.objectByHref(client.cal(), '/alice/cal/no suffix @home' as Href)?.uid).toBe('other')
  })

  it('T-Y03: 507 pages are followed by token; a page that fails later takes nothing back', async () => {
    await start({ pageSize: 2 }, ['a', 'b', 'c', 'd', 'e'])
    let reports = 0
    server.traits.meddle = ({ method }) => (method === 'REPORT' && ++reports === 3 ? { status: 503, headers: { 'Retry-After': '1' } } : null)
    await expect(client.pull()).rejects.toMatchObject({ problem: { httpStatus: 503 } })
    expect(client.titles()).toEqual(['a', 'b', 'c', 'd'])
    expect(token()).toBe('t4')
    server.traits.meddle = () => null
    expect(await requestsOf(client.pull)).toEqual(['REPORT /alice/cal/ sync-collection'])
    expect(client.titles()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it.each([403, 409, 400, 410, 500])('T-Y04, T-Y05: a token refused with %i: everything is compared, equal etags are not fetched, local work stays', async (status) => {
    await start()
    await client.pull()
    client.edit('a.ics', icsOf({ uid: 'a', title: 'mine' }))
    server.put('/alice/cal/b.ics', icsOf({ uid: 'b', title: 'b2' }))
    server.remove('/alice/cal/c.ics')
    server.traits.oldestToken = 99
    server.traits.tokenFault = { status, body: status === 500 ? 'Traceback' : '<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>' }
    const bodies: string[] = []
    server.traits.meddle = ({ body }) => (bodies.push(body), null)
    await client.pull()
    expect(client.titles()).toEqual(['b2', 'mine'])
    const multigets = bodies.filter((body) => body.includes('calendar-multiget'))
    expect(multigets).toHaveLength(1)
    expect(multigets[0]).toContain('b.ics')
    expect(multigets[0]).not.toContain('a.ics')
    expect(client.store.read.queue()).toHaveLength(1)
  })

  it('SYN-8a, T-Y21: a token it does not know is answered by a full listing: what is not listed is gone (DAViCal)', async () => {
    await start({}, ['a', 'b', 'c', 'd'])
    await client.pull()
    server.remove('/alice/cal/b.ics')
    server.remove('/alice/cal/c.ics')
    server.traits.oldestToken = 99
    server.traits.tokenFault = 'full-listing'
    await client.pull()
    expect(client.titles()).toEqual(['a', 'd'])
  })

  it('SYN-11: our own write listed again with an equal etag is no sign of a forgotten token', async () => {
    await start({}, ['a', 'b'])
    await client.pull()
    client.edit('a.ics', icsOf({ uid: 'a', title: 'mine' }))
    await client.push()
    expect(await requestsOf(client.pull)).toEqual(['REPORT /alice/cal/ sync-collection'])
    expect(client.titles()).toEqual(['b', 'mine'])
  })

  it('T-Y07, T-Y08: members without .ics and with other spellings of the href', async () => {
    await start({}, [])
    server.put('/alice/cal/al@x', icsOf({ uid: 'x', title: 'x' }))
    await client.pull()
    server.put('/alice/cal/al@x', icsOf({ uid: 'x', title: 'x2' }))
    await client.pull()
    expect(client.titles()).toEqual(['x2'])
    expect(client.store.read.objectByHref(client.cal(), `${server.url}alice/cal/al%40x` as Href)).not.toBeNull()
  })

  it('a page whose rows come without data is completed by multiget', async () => {
    await start({ dataInSync: false })
    expect(await requestsOf(client.pull)).toEqual(['REPORT /alice/cal/ sync-collection', 'REPORT /alice/cal/ calendar-multiget'])
    expect(client.titles()).toEqual(['a', 'b', 'c'])
  })

  it.each([true, false])('T-Y09: a member that vanished before the multiget is removed, the others are stored (told by 404: %s)', async (tellsMissing) => {
    await start({ dataInSync: false, tellsMissing })
    await client.pull()
    server.put('/alice/cal/a.ics', icsOf({ uid: 'a', title: 'a2' }))
    server.put('/alice/cal/b.ics', icsOf({ uid: 'b', title: 'b2' }))
    server.traits.meddle = ({ body }) => {
      if (body.includes('calendar-multiget')) server.remove('/alice/cal/b.ics')
      return null
    }
    await client.pull()
    expect(client.titles()).toEqual(['a2', 'c'])
  })

  it('one object that cannot be read hides nothing', async () => {
    await start()
    server.put('/alice/cal/bad.ics', 'BEGIN:VCALENDAR\r\nnonsense')
    await client.pull()
    expect(client.titles()).toEqual(['a', 'b', 'c'])
    expect(client.store.read.unreadableObjects().map((row) => row.serverText)).toEqual(['BEGIN:VCALENDAR\r\nnonsense'])
  })

  it('SYN-8: once a day everything is compared, without fetching what is equal', async () => {
    await start()
    await client.pull()
    client.store.write([], (tx) => tx.setMemo(`compared:${client.cal()}`, '0'))
    expect(await requestsOf(client.pull)).toEqual(['REPORT /alice/cal/ sync-collection'])
    expect(await requestsOf(client.pull)).toEqual([])
  })
})

it('a server that is slow with everything is asked for the weeks around today meanwhile', async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  server = await startCalendarServer()
  server.put('/alice/cal/a.ics', icsOf({ title: 'tomorrow', start: `${soon}T090000Z`, end: `${soon}T100000Z` }))
  client = startClient(server)
  let seenBefore: readonly string[] = []
  server.traits.meddle = async ({ body }) => {
    if (!body.includes('sync-collection')) return null
    await new Promise((resolve) => setTimeout(resolve, 2_200))
    seenBefore = client.titles()
    return null
  }
  await client.pull()
  expect([seenBefore, client.titles(), token()]).toEqual([['tomorrow'], ['tomorrow'], 't1'])
})

describe('without sync-collection', () => {
  it('SYN-9: etags are compared when the ctag changed, and not when it did not', async () => {
    await start({ syncCollection: false })
    await client.pull()
    expect(client.titles()).toEqual(['a', 'b', 'c'])
    expect(await requestsOf(client.pull)).toEqual([])
    server.put('/alice/cal/a.ics', icsOf({ uid: 'a', title: 'a2' }))
    server.remove('/alice/cal/b.ics')
    expect(await requestsOf(client.pull)).toEqual(['PROPFIND /alice/cal/', 'REPORT /alice/cal/ calendar-multiget'])
    expect(client.titles()).toEqual(['a2', 'c'])
  })

  it('without a ctag etags are compared each time', async () => {
    await start({ syncCollection: false, ctag: false })
    await client.pull()
    expect(await requestsOf(client.pull)).toEqual(['PROPFIND /alice/cal/'])
  })
})

describe('a copy that an organizer took away (ITP-17)', () => {
  const asked = icsOf({ uid: 'm', title: 'm', lines: meetingLines('bob@north.example', ['bob@north.example', 'ACCEPTED'], ['alice@north.example', 'ACCEPTED']) })

  it.each([['by token', {}], ['by comparing', { syncCollection: false, ctag: false }]])('%s: it stays until the news are looked at, and is not asked for or missed again', async (_name, traits) => {
    await start(traits, ['a'])
    server.put('/alice/cal/m.ics', asked)
    await client.pull()
    const id = client.object('m.ics')
    server.remove('/alice/cal/m.ics')
    await client.pull()
    expect([client.store.read.object(id), client.store.read.news().find((row) => row.objectId === id)]).toMatchObject([{ vanished: true, etag: null }, { removed: true }])
    client.store.write(['objects'], (tx) => {
      tx.keepCancelled(id, asked.replace('DTSTAMP', 'STATUS:CANCELLED\r\nDTSTAMP'))
      tx.clearNews([id])
    })
    server.put('/alice/cal/a.ics', icsOf({ uid: 'a', title: 'a2' }))
    expect((await requestsOf(client.pull)).filter((line) => line.includes('m.ics'))).toEqual([])
    expect([client.titles(), client.store.read.news(), client.store.read.queue()]).toEqual([['a2', 'm'], [], []])

    server.put('/alice/cal/m.ics', asked)
    await client.pull()
    expect(client.store.read.object(id)).toMatchObject({ vanished: false, serverText: asked, etag: server.objects.get('/alice/cal/m.ics')?.etag })
    expect(client.titles()).toEqual(['a2', 'm'])
  })

  it('what I deleted here goes at once', async () => {
    await start({}, [])
    server.put('/alice/cal/m.ics', asked)
    await client.pull()
    const id = client.object('m.ics')
    client.remove('m.ics')
    server.remove('/alice/cal/m.ics')
    await client.pull()
    await client.push()
    expect([client.store.read.object(id), client.store.read.queue()]).toEqual([null, []])
  })
})

describe('calendars', () => {
  it('SYN-10, T-Y17: one that is no longer listed is marked and kept, and is back when it is listed again', async () => {
    await start()
    await client.pull()
    server.calendars.add('/alice/two/')
    server.calendars.delete('/alice/cal/')
    await client.pull()
    const gone = () => Object.fromEntries(client.store.read.collections('acc' as AccountId).map((row) => [row.name, row.gone]))
    expect(gone()).toEqual({ cal: true, two: false })
    expect(client.store.read.objectsByUid('a' as Uid)).toHaveLength(1)
    expect(client.titles()).toEqual([])
    server.calendars.add('/alice/cal/')
    await client.pull()
    expect(gone()).toEqual({ cal: false, two: false })
    expect(client.titles()).toEqual(['a', 'b', 'c'])
  })

  it('a calendar that fails does not stop the others; the fault is told', async () => {
    await start()
    server.calendars.add('/alice/two/')
    server.put('/alice/two/z.ics', icsOf({ uid: 'z', title: 'z' }))
    server.traits.meddle = ({ path, method }) => (path === '/alice/cal/' && method !== 'GET' ? { status: 500 } : null)
    await expect(client.pull()).rejects.toMatchObject({ problem: { httpStatus: 500 } })
    expect(client.titles()).toEqual(['z'])
  })

  it('a dead server is not asked in other ways', async () => {
    await start()
    server.traits.meddle = ({ method }) => (method === 'REPORT' ? { status: 503 } : null)
    const asked = await requestsOf(() => client.pull().catch(() => undefined))
    expect(asked).toEqual(['REPORT /alice/cal/ sync-collection'])
  })
})

describe('Inbox (SCH-41)', () => {
  const item = (uid: string) => icsOf({ uid }).replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:REQUEST')
  async function startWithInbox(traits: Partial<ServerTraits> = {}): Promise<void> {
    server = await startCalendarServer(traits)
    client = startClient(server, { inboxHref: '/alice/inbox/' as Href })
  }
  const items = () => client.store.read.inboxItems('acc' as AccountId).map((row) => `${row.uid} ${row.method} ${row.href.split('/').at(-1) ?? ''}`)

  it.each([true, false])('items come and go (by token: %s) and are never drawn', async (syncCollection) => {
    await startWithInbox({ syncCollection })
    server.put('/alice/inbox/1.ics', item('m1'))
    server.put('/alice/inbox/2.ics', item('m2'))
    await client.pull()
    expect(items()).toEqual(['m1 REQUEST 1.ics', 'm2 REQUEST 2.ics'])
    expect(client.titles()).toEqual([])
    server.remove('/alice/inbox/1.ics')
    server.put('/alice/inbox/3.ics', 'no calendar')
    await client.pull()
    expect(items()).toEqual(['m2 REQUEST 2.ics', '  3.ics'])
  })

  it('SYN-8: an item that the token counts before the list shows it comes with the next round', async () => {
    const lagging = new Set(['/alice/inbox/1.ics'])
    await startWithInbox({ lagging })
    await client.pull()
    server.put('/alice/inbox/1.ics', item('m1'))
    await client.pull()
    expect(items()).toEqual([])
    lagging.clear()
    await client.pull()
    expect(items()).toEqual(['m1 REQUEST 1.ics'])
  })

  it('T-C13: a handled item is deleted on the server; one that is gone already is no fault', async () => {
    await startWithInbox()
    server.put('/alice/inbox/1.ics', item('m1'))
    await client.pull()
    const inbox = client.store.read.collections('acc' as AccountId).find((row) => row.kind === 'inbox')
    expect(inbox).toBeDefined()
    const { collectionId, accountId } = { collectionId: inbox!.id, accountId: inbox!.accountId }
    client.store.write(['queue'], (tx) => {
      for (const name of ['1.ics', 'never-there.ics']) {
        tx.enqueue(aQueued({ id: name as QueueId, kind: 'delete-inbox-item', objectId: null, accountId, collectionId, href: `/alice/inbox/${name}` as Href }))
      }
    })
    await client.push()
    expect(server.objects.has('/alice/inbox/1.ics')).toBe(false)
    expect([items(), client.store.read.queue()]).toEqual([[], []])
  })
})
