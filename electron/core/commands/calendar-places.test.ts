import { beforeEach, describe, expect, it } from 'vitest'
import { localAccount } from '../../../shared/model/calendars.ts'
import type { AccountId, CollectionId, Href, ObjectId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { query as places } from '../queries/calendar-places.ts'
import { query as eventsInRange } from '../queries/events-in-range.ts'
import { subscriptionsAccount } from '../store/rows.ts'
import { aCollection, anAccount } from '../testing/store-rows.ts'
import { createWorld, refusalOf, type World, worldNow } from '../testing/world.ts'
import { command as copyToCalendar } from './copy-to-calendar.ts'
import { command as moveToCalendar } from './move-to-calendar.ts'
import { command as undo } from './undo.ts'

const zone = 'Europe/Berlin'
const window = { startUtc: worldNow - 86_400_000, endUtc: worldNow + 30 * 86_400_000 }
const text = (more = ''): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Choir\r\nX-KEPT:yes\r\n${more}BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT10M\r\nDESCRIPTION:x\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
const mine = 'SEQUENCE:4\r\nORGANIZER:mailto:alice@north.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@south.example\r\n'
const asked = 'ORGANIZER:mailto:bob@south.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@north.example\r\n'

let w: World
beforeEach(() => {
  w = createWorld()
  w.store.write(['accounts'], (tx) => {
    tx.putAccount(anAccount({ id: 'acc2' as AccountId, address: 'alice@south.example', addresses: ['mailto:alice@south.example'] }))
    const put = (id: string, patch: Parameters<typeof aCollection>[0]): void => tx.putCollection(aCollection({ id: id as CollectionId, href: `/${id}/` as Href, name: id, isDefault: false, ...patch }))
    put('second', {})
    put('other-server', { accountId: 'acc2' as AccountId })
    put('read-only', { writable: false })
    put('vanished', { gone: true })
    put('of-bob', { owner: { href: '/p/bob/' as Href, name: 'Bob', addresses: [] } })
    put('here', { accountId: localAccount })
    put('feed', { accountId: subscriptionsAccount, writable: false })
  })
})

const move = (objectId: ObjectId, to: string) => moveToCalendar(w.commands)({ objectId, collectionId: to as CollectionId })
const copy = (objectId: ObjectId, to: string) => copyToCalendar(w.commands)({ objectId, collectionId: to as CollectionId })
const shown = async () => (await eventsInRange(w.queries)({ window, zone })).occurrences.map((one) => one.collectionId)
const kinds = () => w.store.read.queue().map(({ kind, accountId, messages }) => `${kind} ${accountId} ${messages}`)
const textIn = (objectId: ObjectId | null): string => must(w.store.read.textOf(must(objectId, 'object')), 'text')

describe('HTTP-15: where an event can go', () => {
  const open = { second: '', 'other-server': '', here: '', 'read-only': 'Can only be read', vanished: 'Can only be read', feed: 'Can only be read', cal: 'It is here' }
  const staying = 'It cannot leave a calendar that can only be read. Copy it instead.'
  const away = 'A meeting stays with its account'
  const apart = 'A meeting and somebody else’s calendar do not mix'
  it.each<[string, string, string, Record<string, string>]>([
    ['an event of mine', 'cal', '', { ...open, 'of-bob': '' }],
    ['a meeting I organize', 'cal', mine, { ...open, 'of-bob': apart, 'other-server': away, here: away }],
    ['a meeting I am asked to', 'cal', asked, { ...open, 'of-bob': apart, 'other-server': away, here: away }],
    ['an event of a subscription', 'feed', '', { cal: staying, second: staying, 'other-server': staying, here: staying, 'read-only': staying, vanished: staying, 'of-bob': staying, feed: 'It is here' }],
  ])('%s', async (_name, calendar, more, expected) => {
    const objectId = w.put('a.ics', text(more), { quiet: true, calendar })
    const found = (await places(w.queries)({ objectId })).places
    expect(Object.fromEntries(found.map((one) => [one.collectionId, one.move]))).toEqual(expected)
    const refusing = ['read-only', 'vanished', 'feed']
    expect(found.filter((one) => one.copy !== '').map((one) => one.collectionId).toSorted()).toEqual(refusing.toSorted())
    for (const { collectionId, move: words } of found) if (words !== '') expect(await refusalOf(move(objectId, collectionId))).toMatchObject({ kind: 'refused', effect: 'nothing-changed' })
    expect(w.store.read.queue()).toEqual([])
  })
})

describe('moved', () => {
  it.each<[string, string, string, string[]]>([
    ['within the account', 'second', '', ['move acc 0']],
    ['a meeting within the account, and nobody is told', 'second', mine, ['move acc 0']],
    ['to another server', 'other-server', '', ['put acc2 0', 'delete acc 0']],
    ['to this computer', 'here', '', ['put local 0', 'delete acc 0']],
  ])('T-C11: %s: all of it, and back', async (_name, to, more, rows) => {
    const objectId = w.put('a.ics', text(more), { quiet: true })
    const moved = await move(objectId, to)
    expect(moved).toMatchObject({ intent: `Move “Choir” to the calendar “${to}”`, messages: 0 })
    expect(await shown()).toEqual([to, to, to])
    expect(kinds()).toEqual(rows)
    expect(textIn(moved.objectId)).toContain('X-KEPT:yes')
    expect(textIn(moved.objectId)).toContain('UID:a')
    expect((await undo(w.commands)({ queueIds: [...moved.queueIds] })).undone).toBe(true)
    expect(await shown()).toEqual(['cal', 'cal', 'cal'])
    expect(kinds()).toEqual([])
  })

  it('one that cannot be read moves as it is, within its account', async () => {
    const objectId = w.put('a.ics', 'BEGIN:VCALENDAR\r\nthis is no event', { quiet: true })
    expect(await refusalOf(move(objectId, 'here'))).toMatchObject({ cause: 'unreadable-object' })
    expect(textIn((await move(objectId, 'second')).objectId)).toContain('this is no event')
  })
})

describe('copied', () => {
  it.each([
    ['from a calendar of mine: with its alarm', 'cal', true],
    ['from a subscription: without the alarms of others', 'feed', false],
  ])('ITP-10: %s', async (_name, from, alarm) => {
    const objectId = w.put('a.ics', text(), { quiet: true, calendar: from })
    const copied = await copy(objectId, 'second')
    expect((await shown()).toSorted()).toEqual([from, from, from, 'second', 'second', 'second'].toSorted())
    expect(textIn(copied.objectId)).toContain('X-KEPT:yes')
    expect(textIn(copied.objectId)).not.toContain('UID:a\r\n')
    expect(textIn(copied.objectId).includes('BEGIN:VALARM')).toBe(alarm)
    expect((await undo(w.commands)({ queueIds: [...copied.queueIds] })).undone).toBe(true)
    expect(await shown()).toEqual([from, from, from])
  })

  it.each([['of mine', mine], ['I am asked to', asked]])('SCH-1: a meeting %s: nobody is in the copy, and nobody is told', async (_name, more) => {
    const copied = await copy(w.put('a.ics', text(more), { quiet: true }), 'other-server')
    expect(textIn(copied.objectId)).not.toMatch(/ORGANIZER|ATTENDEE|SEQUENCE:4/)
    expect(kinds()).toEqual(['put acc2 0'])
  })
})
