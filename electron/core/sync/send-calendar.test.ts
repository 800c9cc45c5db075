import { afterEach, describe, expect, it } from 'vitest'
import { must } from '../../../shared/model/result.ts'
import type { AccountId, CollectionId } from '../../../shared/model/ids.ts'
import { hueColors } from '../../../shared/model/hues.ts'
import { command as deleteCalendar } from '../commands/delete-calendar.ts'
import { command as discard } from '../commands/discard-queued.ts'
import { command as makeCalendar } from '../commands/make-calendar.ts'
import { command as orderCalendars } from '../commands/order-calendars.ts'
import { command as setCalendar } from '../commands/set-calendar.ts'
import { command as undo } from '../commands/undo.ts'
import type { CommandDeps } from '../commands/deps.ts'
import type { ServerTraits, CalendarServer } from '../testing/calendar-server.ts'
import { startCalendarServer } from '../testing/calendar-server.ts'
import { icsOf } from '../testing/store-rows.ts'
import { refusalOf } from '../testing/world.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'
import { recoverSending } from './push.ts'
import { discardQueued, resolveConflict } from './resolve-conflict.ts'

let server: CalendarServer
let client: Client
let deps: CommandDeps
afterEach(async () => {
  await client.close()
  await server.close()
})

const acc = 'acc' as AccountId
async function start(traits: Partial<ServerTraits> = {}): Promise<void> {
  server = await startCalendarServer(traits)
  server.put('/alice/cal/a.ics', icsOf())
  client = startClient(server)
  const { store, clock, log, newId } = client.context
  deps = { store, clock, log, newId, sync: { wake: () => undefined, syncNow: async () => undefined } } as unknown as CommandDeps
  store.write([], (tx) => tx.patchSettings({ holdSeconds: 0 }))
  await client.pull()
  server.log.splice(0)
}
const make = (name = 'Projects') => makeCalendar(deps)({ accountId: acc, name, hue: 'coral', description: 'All of them', countsAsBusy: false })
const row = (id: CollectionId) => must(client.store.read.collection(id), 'calendar')
const named = (name: string) => client.store.read.collections(acc).find((one) => one.name === name)
const queue = () => client.store.read.queue()
const onServer = (path: string) => Object.fromEntries(server.propsOf(path))
const writes = () => server.log.filter((line) => !/^(PROPFIND|REPORT)/.test(line)).map((line) => line.replace(/[0-9a-f-]{36}/g, 'ID'))

describe('a calendar is made (CAL-8)', () => {
  it('with all that was chosen; what is put into it follows, also when both were done offline', async () => {
    await start()
    const { collectionId } = await make()
    const { href } = row(collectionId)
    client.create('b.ics', icsOf({ uid: 'b', title: 'Kick-off' }), { collectionId, href: `${href}b.ics` as never })
    await client.push()
    expect([writes(), queue()]).toEqual([['MKCALENDAR /alice/ID/', 'PROPPATCH /alice/ID/', 'PUT /alice/ID/b.ics'], []])
    expect(onServer(href)).toEqual({ displayname: 'Projects', 'calendar-color': hueColors.coral, 'calendar-order': '1', 'calendar-description': 'All of them', 'schedule-calendar-transp': 'transparent' })
    await client.pull()
    expect(row(collectionId)).toMatchObject({ name: 'Projects', hue: 'coral', countsAsBusy: false, gone: false, description: 'All of them' })
  })

  it('a listing from before it was made does not take it for gone', async () => {
    await start()
    const { collectionId } = await make()
    await client.pull()
    expect(row(collectionId)).toMatchObject({ gone: false })
  })

  it('CAL-8: its name is no part of its address (Cyrus 3.6.1 refuses what has to be escaped)', async () => {
    await start()
    const { collectionId } = await make('Küche & Bad 100 %')
    await client.push()
    expect(row(collectionId).href).toMatch(/^\/alice\/[\w-]+\/$/)
    expect(onServer(row(collectionId).href).displayname).toBe('Küche & Bad 100 %')
  })

  it('T-Y15: the answer was lost: it is looked for, and not made twice', async () => {
    await start()
    const { collectionId } = await make()
    server.traits.meddle = ({ method }) => (method === 'MKCALENDAR' ? 'drop-after' : null)
    await client.push()
    server.traits.meddle = () => null
    recoverSending(client.store)
    client.store.write(['queue'], (tx) => queue().forEach(({ id }) => tx.patchQueue(id, { nextTryUtc: null })))
    await client.push()
    expect([queue(), server.calendars.size, row(collectionId).says?.name]).toEqual([[], 2, 'Projects'])
  })

  it.each([
    { name: 'colour and order are dropped (Xandikos)', refusedProps: ['calendar-order', 'calendar-description'], kept: { name: 'Projects', color: hueColors.coral, order: null, description: null, countsAsBusy: false } },
    { name: 'nothing but the name is kept', refusedProps: ['calendar-order', 'calendar-description', 'calendar-color', 'schedule-calendar-transp'], kept: { name: 'Projects', color: null, order: null, description: null, countsAsBusy: null } },
  ])('what the server does not take stays here: $name', async ({ refusedProps, kept }) => {
    await start({ refusedProps })
    const { collectionId } = await make()
    await client.push()
    await client.pull()
    expect([queue(), row(collectionId).says]).toEqual([[], kept])
    expect(row(collectionId)).toMatchObject({ hue: 'coral', description: 'All of them', countsAsBusy: false })
  })

  it('a server that makes none: the row waits for the person, the button goes, and giving it up leaves nothing', async () => {
    await start({ mkcalendar: false })
    const { collectionId } = await make()
    await client.push()
    expect(queue()).toMatchObject([{ state: 'needs-you', error: { kind: 'refused', cause: 'no-new-calendars' } }])
    expect(client.store.read.account(acc)?.capabilities.newCalendars?.unsupported).toBe(true)
    expect(discardQueued(client.store, must(queue()[0], 'row').id)).toBe('done')
    expect([client.store.read.collection(collectionId), queue()]).toEqual([null, []])
  })

  it('one that holds work which was not sent is not given up', async () => {
    await start({ mkcalendar: false })
    const { collectionId } = await make()
    client.create('b.ics', icsOf({ uid: 'b' }), { collectionId, href: `${row(collectionId).href}b.ics` as never })
    await client.push()
    expect(discardQueued(client.store, must(queue()[0], 'row').id)).toBe('holds-unsent')
    expect(queue()).toHaveLength(2)
    expect(await refusalOf(discard(deps)({ queueId: must(queue()[0], 'row').id }))).toMatchObject({ kind: 'refused', cause: 'holds-unsent' })
    client.store.write(['queue'], (tx) => tx.patchQueue(must(queue()[0], 'row').id, { state: 'sending' }))
    expect(await refusalOf(discard(deps)({ queueId: must(queue()[0], 'row').id }))).toMatchObject({ kind: 'refused', cause: 'being-sent' })
  })

  it('is taken back before it is sent', async () => {
    await start()
    const { collectionId, queueIds } = await make()
    expect(await undo(deps)({ queueIds })).toEqual({ undone: true })
    expect([client.store.read.collection(collectionId), queue()]).toEqual([null, []])
  })
})

describe('a calendar is changed', () => {
  it('name, colour, busy, description: there and back', async () => {
    await start()
    const id = client.cal()
    await setCalendar(deps)({ id, name: 'Private', hue: 'violet', countsAsBusy: false, description: 'Mine' })
    expect(row(id)).toMatchObject({ name: 'Private', hue: 'violet' })
    await client.push()
    expect(onServer('/alice/cal/')).toEqual({ displayname: 'Private', 'calendar-color': hueColors.violet, 'calendar-description': 'Mine', 'schedule-calendar-transp': 'transparent' })
    await client.pull()
    expect([row(id), queue()]).toMatchObject([{ name: 'Private', hue: 'violet', countsAsBusy: false, description: 'Mine' }, []])
  })

  it('what was changed elsewhere comes in; what waits here is not overwritten', async () => {
    await start()
    const id = client.cal()
    server.propsOf('/alice/cal/').set('displayname', 'Named elsewhere').set('calendar-color', '#CF3058FF').set('schedule-calendar-transp', 'transparent')
    await client.pull()
    expect(row(id)).toMatchObject({ name: 'Named elsewhere', hue: 'rose', countsAsBusy: false })
    await setCalendar(deps)({ id, name: 'Mine' })
    await client.pull()
    expect(row(id).name).toBe('Mine')
  })

  it('a choice that the server does not keep is not undone by its silence', async () => {
    await start({ refusedProps: ['calendar-color', 'schedule-calendar-transp'] })
    const id = client.cal()
    await setCalendar(deps)({ id, hue: 'jade', countsAsBusy: false })
    await client.push()
    await client.pull()
    expect([row(id), queue()]).toMatchObject([{ hue: 'jade', countsAsBusy: false }, []])
  })

  it('two renames in a row are no conflict with oneself', async () => {
    await start()
    const id = client.cal()
    await setCalendar(deps)({ id, name: 'One' })
    await setCalendar(deps)({ id, name: 'Two' })
    await client.push()
    expect([onServer('/alice/cal/').displayname, queue(), row(id).name]).toEqual(['Two', [], 'Two'])
  })

  const clash = async (): Promise<CollectionId> => {
    await start()
    const id = client.cal()
    await setCalendar(deps)({ id, name: 'Mine' })
    server.propsOf('/alice/cal/').set('displayname', 'Theirs')
    await client.push()
    expect(queue()).toMatchObject([{ state: 'needs-you', conflict: { kind: 'both-changed' } }])
    expect([onServer('/alice/cal/').displayname, row(id).name]).toEqual(['Theirs', 'Mine'])
    return id
  }
  it('renamed on both sides: the person chooses, mine', async () => {
    const id = await clash()
    resolveConflict(client.store, must(queue()[0], 'row').id, 'mine')
    await client.push()
    expect([onServer('/alice/cal/').displayname, row(id).name, queue()]).toEqual(['Mine', 'Mine', []])
  })
  it('or theirs', async () => {
    const id = await clash()
    resolveConflict(client.store, must(queue()[0], 'row').id, 'theirs')
    await client.pull()
    expect([onServer('/alice/cal/').displayname, row(id).name, queue()]).toEqual(['Theirs', 'Theirs', []])
  })

  it('a server that will not rename says so, and nothing else is lost', async () => {
    await start({ refusedProps: ['displayname'] })
    const id = client.cal()
    await setCalendar(deps)({ id, name: 'Mine', hue: 'rose' })
    await client.push()
    expect(queue()).toMatchObject([{ state: 'needs-you', error: { cause: 'calendar-name-refused' } }])
    expect(onServer('/alice/cal/')['calendar-color']).toBe(hueColors.rose)
    discardQueued(client.store, must(queue()[0], 'row').id)
    expect([row(id).name, queue()]).toEqual(['cal', []])
  })

  it('undone before it is sent; later changes of the same calendar stand in the way', async () => {
    await start()
    const id = client.cal()
    const first = await setCalendar(deps)({ id, name: 'One' })
    const second = await setCalendar(deps)({ id, hue: 'rose' })
    expect(await undo(deps)({ queueIds: first.queueIds })).toEqual({ undone: false, why: 'built-upon' })
    expect(await undo(deps)({ queueIds: [...second.queueIds, ...first.queueIds] })).toEqual({ undone: true })
    expect([row(id).name, queue()]).toEqual(['cal', []])
  })

  it('the order is told to the server, for those that moved', async () => {
    await start()
    const { collectionId } = await make('Second')
    await client.push()
    await orderCalendars(deps)({ accountId: acc, ids: [collectionId, client.cal()] })
    await client.push()
    await client.pull()
    expect(client.store.read.collections(acc).filter((one) => one.kind === 'calendar').map((one) => one.name)).toEqual(['Second', 'cal'])
    expect([onServer('/alice/cal/')['calendar-order'], onServer(row(collectionId).href)['calendar-order']]).toEqual(['2', '1'])
  })
})

describe('a calendar is deleted', () => {
  const heldDelete = async () => {
    await start()
    client.store.write([], (tx) => tx.patchSettings({ holdSeconds: 30 }))
    return await deleteCalendar(deps)({ id: client.cal() })
  }
  it('it is gone from the screen at once, held, and comes back whole', async () => {
    const { queueIds } = await heldDelete()
    expect([client.titles(), queue()]).toMatchObject([[], [{ kind: 'delete-calendar', state: 'held' }]])
    await client.push()
    await client.pull()
    expect([client.titles(), server.calendars.has('/alice/cal/')]).toEqual([[], true])
    expect(await undo(deps)({ queueIds })).toEqual({ undone: true })
    expect(client.titles()).toEqual(['Design review'])
  })

  it('with everything in it; unsent work in it does not leave before, and goes along', async () => {
    await heldDelete()
    client.edit('a.ics', icsOf({ title: 'Changed' }))
    await client.push()
    expect(server.objects.get('/alice/cal/a.ics')?.text).toBe(icsOf())
    client.store.write(['queue'], (tx) => queue().forEach(({ id }) => tx.patchQueue(id, { leavesAtUtc: 0 })))
    await client.push()
    expect([server.calendars.size, queue(), client.store.read.collections(acc).filter((one) => one.kind === 'calendar')]).toEqual([0, [], []])
    await client.pull()
    expect(client.store.read.collections(acc).filter((one) => one.kind === 'calendar')).toEqual([])
  })

  it('it is gone there already: that is what was wanted (T-Y14)', async () => {
    await start()
    await deleteCalendar(deps)({ id: client.cal() })
    server.calendars.delete('/alice/cal/')
    await client.push()
    expect([queue(), named('cal')]).toEqual([[], undefined])
  })

  it('a listing that was asked for before the delete does not bring it back', async () => {
    await start()
    await deleteCalendar(deps)({ id: client.cal() })
    let listed = false
    server.traits.meddle = async ({ method, path }) => {
      if (method !== 'PROPFIND' || path !== '/alice/' || listed) return null
      listed = true
      // The delete overtakes the listing on its way.
      const answer = await fetch(`${server.url}alice/`, { method: 'PROPFIND', headers: { depth: '1' } })
      const body = await answer.text()
      await client.push()
      return { status: 207, headers: { 'content-type': 'application/xml' }, body }
    }
    await client.pull()
    expect([server.calendars.has('/alice/cal/'), named('cal')]).toEqual([false, undefined])
  })

  it('T-C12 the server forbids it: the row waits with the reason, and giving it up brings the calendar back', async () => {
    await start()
    await deleteCalendar(deps)({ id: client.cal() })
    server.traits.meddle = ({ method }) => (method === 'DELETE' ? { status: 403, body: '<d:error xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><c:default-calendar-needed/></d:error>' } : null)
    await client.push()
    expect(queue()).toMatchObject([{ state: 'needs-you', error: { kind: 'forbidden', precondition: 'default-calendar-needed' } }])
    discardQueued(client.store, must(queue()[0], 'row').id)
    await client.pull()
    expect(client.titles()).toEqual(['Design review'])
  })

  it('one that was made here and never sent needs no request', async () => {
    await start()
    const { collectionId } = await make()
    await deleteCalendar(deps)({ id: collectionId })
    await client.push()
    expect([writes(), queue(), client.store.read.collection(collectionId)]).toEqual([[], [], null])
  })
})
