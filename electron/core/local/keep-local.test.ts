import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventDraft } from '../../../shared/contract/events.ts'
import { newDraft } from '../../../shared/event/new-draft.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import type { CollectionId, ObjectId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { command as deleteCalendar } from '../commands/delete-calendar.ts'
import { command as deleteEvent } from '../commands/delete-event.ts'
import { command as discard } from '../commands/discard-queued.ts'
import { command as importEvents } from '../commands/import-events.ts'
import { command as makeCalendar } from '../commands/make-calendar.ts'
import { command as orderCalendars } from '../commands/order-calendars.ts'
import { command as pauseAccount } from '../commands/pause-account.ts'
import { command as removeAccount } from '../commands/remove-account.ts'
import { command as saveEvent } from '../commands/save-event.ts'
import { command as setCalendar } from '../commands/set-calendar.ts'
import { command as openIcs } from '../commands/open-ics.ts'
import { command as takeIcs } from '../commands/take-ics.ts'
import { command as undo } from '../commands/undo.ts'
import type { Stop } from '../ports.ts'
import { query as accounts } from '../queries/accounts.ts'
import { query as appState } from '../queries/app-state.ts'
import { query as eventsInRange } from '../queries/events-in-range.ts'
import { query as freeBusy } from '../queries/free-busy.ts'
import { query as icsExport } from '../queries/ics-export.ts'
import { query as queue } from '../queries/queue.ts'
import { alarmsIn } from '../reminders/alarms-ahead.ts'
import { localUndoMs } from '../scheduling/identity.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { createWorld, refusalOf, type World, worldNow } from '../testing/world.ts'
import { keepLocal } from './keep-local.ts'

const zone = 'Europe/Berlin'
const day = 86_400_000
const window = { startUtc: worldNow - day, endUtc: worldNow + 10 * day }
const timed = (date: string, from: string, to: string): EventDraft['when'] => ({ kind: 'timed', localStart: `${date}T${from}:00`, localEnd: `${date}T${to}:00`, zone })

let w: World
let stop: Stop
let home: CollectionId
beforeEach(async () => {
  w = createWorld()
  stop = keepLocal({ store: w.store, clock: w.clock, log: quietLog })
  home = (await make('Home')).collectionId
})
afterEach(() => stop())

const make = (name: string, countsAsBusy = true) => makeCalendar(w.commands)({ accountId: localAccount, name, hue: 'jade', description: '', countsAsBusy })
const save = (draft: EventDraft) => saveEvent(w.commands)({ draft })
const add = (more: Partial<EventDraft> = {}) => save({ ...newDraft({ collectionId: home, when: timed('2026-11-24', '09:00', '10:00') }), title: 'Dentist', ...more })
const takeBack = async (saved: { readonly queueIds: readonly string[] }): Promise<boolean> => (await undo(w.commands)({ queueIds: [...saved.queueIds] as never })).undone
const shown = async () => (await eventsInRange(w.queries)({ window, zone })).occurrences.map((one) => `${one.title} ${one.collectionId === home ? 'home' : 'elsewhere'}${one.unsent ? ' unsent' : ''}`)
const here = async () => must((await accounts(w.queries)({})).accounts.find((one) => one.local), 'this computer')
const localRows = () => w.store.read.queue(localAccount)
const later = () => w.clock.advance(localUndoMs + 1)
const idOf = (saved: { readonly objectId: ObjectId | null }): ObjectId => must(saved.objectId, 'object')
const draftOf = (objectId: ObjectId, more: Partial<EventDraft>): EventDraft => ({ ...newDraft({ collectionId: home, when: timed('2026-11-24', '09:00', '10:00') }), objectId, title: 'Dentist', ...more })

describe('CAL-9: a calendar on this computer', () => {
  it('stands behind the accounts, can be written to, and waits for nobody', async () => {
    await add()
    expect((await accounts(w.queries)({})).accounts.map(({ id, local }) => [id, local])).toEqual([['acc', undefined], ['local', true]])
    expect(await here()).toMatchObject({ address: 'On this computer', addresses: [], canSchedule: false, status: 'live', calendars: [{ name: 'Home', hue: 'jade', writable: true, state: 'there', keptHere: [], eventCount: 1 }] })
    expect(await shown()).toEqual(['Dentist home'])
    expect((await queue(w.queries)({})).rows).toEqual([])
    expect((await appState(w.queries)({})).counts).toEqual({ invitations: 0, unsent: 0, needsYou: 0 })
  })

  it('is named by nobody before there is one', async () => {
    const empty = createWorld()
    expect((await accounts(empty.queries)({})).accounts.map(({ id }) => id)).toEqual(['acc'])
    expect((await appState(empty.queries)({})).accounts).toBe(1)
  })

  it('what was done is final after a while, and reads the same', async () => {
    const saved = await add()
    expect(saved).toMatchObject({ messages: 0, leavesAtUtc: null })
    const text = w.store.read.textOf(idOf(saved))
    await later()
    expect(localRows()).toEqual([])
    expect(w.store.read.object(idOf(saved))).toMatchObject({ serverText: text, localText: null })
    expect(await shown()).toEqual(['Dentist home'])
    expect(saved.local).toBe(true)
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: false, why: 'gone' })
  })

  it('is renamed, coloured, described, put in order and made to count or not', async () => {
    const second = (await make('Club')).collectionId
    await setCalendar(w.commands)({ id: home, name: 'House', hue: 'rose', description: 'Mine', countsAsBusy: false })
    await orderCalendars(w.commands)({ accountId: localAccount, ids: [second, home] })
    await later()
    expect((await here()).calendars).toMatchObject([{ name: 'Club' }, { name: 'House', hue: 'rose', description: 'Mine', countsAsBusy: false, keptHere: [] }])
    expect(localRows()).toEqual([])
  })

  it.each([['once it is final', true], ['while it can still be taken back', false]])('a deletion is taken back, %s', async (_name, settled) => {
    const saved = await add()
    if (settled) await later()
    const removed = await deleteEvent(w.commands)({ objectId: idOf(saved), recurrenceId: null, scope: 'all', tellOrganizer: true })
    expect(await shown()).toEqual([])
    expect(await takeBack(removed)).toBe(true)
    expect(await shown()).toEqual(['Dentist home'])
    await deleteEvent(w.commands)({ objectId: idOf(saved), recurrenceId: null, scope: 'all', tellOrganizer: true })
    await later()
    expect(w.store.read.object(idOf(saved))).toBeNull()
    expect(localRows()).toEqual([])
  })

  it('a deleted calendar comes back with all that is in it; later it is gone with it', async () => {
    const saved = await add()
    const removed = await deleteCalendar(w.commands)({ id: home })
    expect(await shown()).toEqual([])
    expect(await takeBack(removed)).toBe(true)
    expect(await shown()).toEqual(['Dentist home'])
    await deleteCalendar(w.commands)({ id: home })
    await later()
    expect(w.store.read.collection(home)).toBeNull()
    expect(w.store.read.object(idOf(saved))).toBeNull()
    expect(localRows()).toEqual([])
  })

  it('making one is taken back only while nothing in it is final', async () => {
    const club = await make('Club')
    const text = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261125T090000Z\r\nDTEND:20261125T100000Z\r\nSUMMARY:A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261126T090000Z\r\nDTEND:20261126T100000Z\r\nSUMMARY:B\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
    await importEvents(w.commands)({ text, collectionId: club.collectionId, known: 'skip' })
    await w.clock.advance(20_000)
    expect(await takeBack(club)).toBe(false)
    expect(await shown()).toEqual(['A elsewhere', 'B elsewhere'])
  })

  it('changes of one event are taken back one by one, newest first', async () => {
    const saved = await add()
    const changed = await save(draftOf(idOf(saved), { title: 'Dentist, again' }))
    expect(await takeBack(saved)).toBe(false)
    expect(await takeBack(changed)).toBe(true)
    expect(await shown()).toEqual(['Dentist home'])
  })

  it('a series keeps its changed and deleted dates', async () => {
    const saved = await add({ repeat: { freq: 'daily', interval: 1, days: [], nth: null, end: { kind: 'count', count: 4 }, custom: null } })
    const first = must(w.store.read.occurrencesOf(idOf(saved))[1], 'date').recurrenceId
    await deleteEvent(w.commands)({ objectId: idOf(saved), recurrenceId: first, scope: 'this', tellOrganizer: true })
    await later()
    expect(w.store.read.occurrencesOf(idOf(saved))).toHaveLength(3)
  })
})

describe('it is used as any other', () => {
  const mine = async () => must((await freeBusy(w.queries)({ people: [{ address: 'alice@north.example', name: '', kind: 'individual' }], window, accountId: 'acc' as never, exceptObjectId: null })).rows[0], 'row')

  it.each([[true, ['Dentist']], [false, []]])('SCH-45: counts as busy: %s', async (countsAsBusy, titles) => {
    await setCalendar(w.commands)({ id: home, countsAsBusy })
    await add()
    expect((await mine()).titles.map(({ title }) => title)).toEqual(titles)
    expect((await mine()).spans.some(({ kind }) => kind === 'busy')).toBe(countsAsBusy)
  })

  it('ICS-15: alarms ring', async () => {
    await add({ reminders: [10] })
    await later()
    expect([...alarmsIn(w.store.read, window)].flat().map(({ atUtc }) => new Date(atUtc).toISOString())).toEqual(['2026-11-24T07:50:00.000Z'])
  })

  it('files go in, are taken back in one, and come out again', async () => {
    const text = await icsOf('a', 'b')
    const done = await importEvents(w.commands)({ text, collectionId: home, known: 'skip' })
    expect(done).toMatchObject({ added: 2, leavesAtUtc: null })
    expect(await takeBack(done)).toBe(true)
    expect(await shown()).toEqual([])
    await importEvents(w.commands)({ text, collectionId: home, known: 'skip' })
    await later()
    expect(localRows()).toEqual([])
    const out = await icsExport(w.queries)({ kind: 'calendar', collectionId: home })
    expect(JSON.stringify(out)).toContain('X-KEPT:a')
    expect(JSON.stringify(out)).toContain('X-KEPT:b')
  })

  const icsOf = async (...uids: string[]): Promise<string> =>
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n${uids.map((uid, i) => `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:2026112${4 + i}T090000Z\r\nDTEND:2026112${4 + i}T100000Z\r\nSUMMARY:Event ${uid}\r\nX-KEPT:${uid}\r\nATTENDEE:mailto:bob@south.example\r\nEND:VEVENT\r\n`).join('')}END:VCALENDAR\r\n`

  it('an import of many is final in a few steps', async () => {
    const text = await icsOf(...Array.from({ length: 6 }, (_, i) => `n${i}`))
    const many = Array.from({ length: 50 }, (_, i) => text.replaceAll(/UID:(n\d)/g, `UID:$1-${i}`).replace(/^[\s\S]*?(?=BEGIN:VEVENT)/, '').replace('END:VCALENDAR\r\n', '')).join('')
    await importEvents(w.commands)({ text: `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n${many}END:VCALENDAR\r\n`, collectionId: home, known: 'skip' })
    expect(localRows()).toHaveLength(301)
    await later()
    for (let turn = 0; turn < 200 && localRows().length > 0; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(localRows()).toEqual([])
    expect((await here()).calendars[0]?.eventCount).toBe(300)
  })
})

describe('people', () => {
  const bob = { address: 'bob@south.example', name: 'Bob', kind: 'individual', role: 'required' } as never

  it('nobody is invited from here, and nothing of the draft is kept', async () => {
    expect(await refusalOf(add({ attendees: [bob] }))).toMatchObject({ kind: 'refused', cause: 'no-people-on-this-computer', effect: 'nothing-changed' })
    expect(await shown()).toEqual([])
  })
})

describe('opened files', () => {
  const opened = (lines: string): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n${lines}BEGIN:VEVENT\r\nUID:o\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261125T090000Z\r\nDTEND:20261125T100000Z\r\nSUMMARY:Opened\r\n${lines === '' ? '' : 'ORGANIZER:mailto:bob@south.example\r\nATTENDEE:mailto:alice@north.example\r\n'}END:VEVENT\r\nEND:VCALENDAR\r\n`
  const take = (text: string) => takeIcs(w.commands)({ text, takes: [{ key: '0', act: 'store', collectionId: home }] })

  it('an event goes in, an invitation does not', async () => {
    await take(opened(''))
    expect(await shown()).toEqual(['Opened home'])
    const invitation = opened('METHOD:REQUEST\r\n').replace('UID:o', 'UID:p')
    const { items } = await openIcs(w.commands)({ text: invitation })
    const act = must(items[0]?.acts[0], 'act').act
    expect(await refusalOf(takeIcs(w.commands)({ text: invitation, takes: [{ key: '0', act, collectionId: home }] }))).toMatchObject({ cause: 'no-people-on-this-computer' })
  })

  it('without any account an event can be taken, an invitation is explained', async () => {
    await removeAccount(w.commands)({ accountId: 'acc' as never })
    await take(opened(''))
    expect(await shown()).toEqual(['Opened home'])
    expect((await openIcs(w.commands)({ text: opened('METHOD:REQUEST\r\n').replace('UID:o', 'UID:p') })).problem).not.toBe('')
  })
})

describe('HTTP-15: from a server and back', () => {
  const meeting = 'ORGANIZER:mailto:alice@north.example\r\nATTENDEE:mailto:bob@south.example\r\n'
  const onServer = (more = ''): ObjectId =>
    w.put('a.ics', `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261124T090000\r\nDTEND;TZID=Europe/Berlin:20261124T100000\r\nSUMMARY:Dentist\r\nX-KEPT:yes\r\n${more}END:VEVENT\r\nEND:VCALENDAR\r\n`, { quiet: true })
  const toServer = (objectId: ObjectId) => save(draftOf(objectId, { collectionId: 'cal' as CollectionId }))
  const sentRows = () => w.store.read.queue('acc' as never)

  it('to this computer: it is here for good before the server is told to delete it', async () => {
    const id = onServer()
    const moved = await save(draftOf(id, {}))
    expect(await shown()).toEqual(['Dentist home'])
    expect(sentRows()).toMatchObject([{ kind: 'delete', waitsFor: moved.queueIds[0] }])
    await w.clock.advance(10_001)
    expect(w.store.read.object(idOf(moved))?.serverText).toContain('X-KEPT:yes')
    // Nothing is in its way any more.
    expect(w.store.read.queueEntry(must(sentRows()[0]?.waitsFor, 'row'))).toBeNull()
  })

  it('to this computer, and taken back', async () => {
    const moved = await save(draftOf(onServer(), {}))
    expect(await takeBack(moved)).toBe(true)
    expect(await shown()).toEqual(['Dentist elsewhere'])
    expect([...sentRows(), ...localRows().filter(({ kind }) => kind !== 'make-calendar')]).toEqual([])
  })

  it('to a server: it stays here until it has arrived, however long that takes', async () => {
    const saved = await add()
    await later()
    await toServer(idOf(saved))
    expect(await shown()).toEqual(['Dentist elsewhere unsent'])
    await later()
    expect(w.store.read.object(idOf(saved))).toMatchObject({ deletedHere: true })
    const [row] = sentRows()
    w.store.write(['queue'], (tx) => tx.removeQueued(must(row, 'row').id))
    await later()
    expect(w.store.read.object(idOf(saved))).toBeNull()
  })

  it('SCH-1: to a server with people: they are invited once, after they were seen', async () => {
    const saved = await add()
    const bob = { address: 'bob@south.example', name: 'Bob', kind: 'individual', role: 'required' } as never
    expect(await save(draftOf(idOf(saved), { collectionId: 'cal' as CollectionId, attendees: [bob] }))).toMatchObject({ messages: 1 })
    expect(sentRows()).toMatchObject([{ kind: 'put', state: 'held', messages: 1 }])
    expect(localRows().at(-1)).toMatchObject({ kind: 'delete', waitsFor: sentRows()[0]?.id })
  })

  it.each<[string, (row: { readonly id: never }) => Promise<unknown>]>([
    ['the change is discarded', (row) => discard(w.commands)({ queueId: row.id })],
    ['the account is removed first', () => removeAccount(w.commands)({ accountId: 'acc' as never })],
  ])('to a server, and %s: it is here again', async (_name, giveUp) => {
    const saved = await add()
    await toServer(idOf(saved))
    await giveUp(must(sentRows()[0], 'row') as never)
    await later()
    expect(await shown()).toEqual(['Dentist home'])
  })

  it('T-C11: a meeting stays with its server', async () => {
    const id = onServer(meeting)
    expect(await refusalOf(save(draftOf(id, {})))).toMatchObject({ kind: 'refused' })
  })
})

it('this computer is neither paused nor removed', async () => {
  expect(await refusalOf(pauseAccount(w.commands)({ accountId: localAccount, paused: true }))).toMatchObject({ kind: 'gone' })
  expect(await refusalOf(removeAccount(w.commands)({ accountId: localAccount }))).toMatchObject({ kind: 'gone' })
})

it('what could be taken back when the program ended becomes final after the next start', async () => {
  const saved = await add()
  stop()
  await later()
  expect(localRows()).toHaveLength(2)
  stop = keepLocal({ store: w.store, clock: w.clock, log: quietLog })
  await w.clock.advance(0)
  expect(localRows()).toEqual([])
  expect(w.store.read.object(idOf(saved))?.serverText).toContain('Dentist')
})
