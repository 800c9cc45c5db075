import { describe, expect, it } from 'vitest'
import { calls, type CallInput, type CallOutput } from '../../../shared/contract/calls.ts'
import type { CollectionId, Uid } from '../../../shared/model/ids.ts'
import { icsOf } from '../testing/store-rows.ts'
import { createWorld, refusalOf, type World } from '../testing/world.ts'
import { command as importEvents } from './import-events.ts'
import { command as lookAtImport } from './look-at-import.ts'
import { command as undo } from './undo.ts'

const cal = 'cal' as CollectionId
const inside = (text: string): string => text.replace(/^[^]*?(?=BEGIN:VEVENT)/, '').replace(/END:VCALENDAR\r\n$/, '')
const file = (...objects: readonly string[]): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n${objects.map(inside).join('')}END:VCALENDAR\r\n`
const look = async (w: World, text: string): Promise<CallOutput<'look-at-import'>> => calls['look-at-import'].output.parse(await lookAtImport(w.commands)({ text }))
const take = async (w: World, text: string, known: CallInput<'import-events'>['known'] = 'skip'): Promise<CallOutput<'import-events'>> => calls['import-events'].output.parse(await importEvents(w.commands)({ text, collectionId: cal, known }))
const textsOf = (w: World, uid: string): (string | null)[] => w.store.read.objectsByUid(uid as Uid).map((object) => object.localText ?? object.serverText)

describe('import', () => {
  it('says what is in the file before anything is kept, and imports all that can be read', async () => {
    const w = createWorld()
    w.put('a.ics', icsOf({ uid: 'a' }))
    w.put('b.ics', icsOf({ uid: 'b', title: 'As here' }))
    const torn = 'BEGIN:VEVENT\r\nUID:bad\r\nSUMMARY:Broken\r\n'
    const text = file(icsOf({ uid: 'a' }), icsOf({ uid: 'b', title: 'As there' }), icsOf({ uid: 'c' })).replace('END:VCALENDAR', `${inside(icsOf({ uid: 'd', start: '2026-what' }))}${torn}END:VCALENDAR`)
    expect((await look(w, text)).found).toMatchObject({ events: 3, here: 2, same: 1, meetings: 0, unreadable: [{ title: 'Broken' }, { title: 'd' }], calendar: cal })
    expect(w.store.read.queue()).toEqual([])
    const done = await take(w, text)
    expect(done).toMatchObject({ added: 1, updated: 0, left: 2, unreadable: 2, messages: 0 })
    expect(done.report).toContain('Not imported: Broken (It begins and does not end')
    expect(textsOf(w, 'c')).toHaveLength(1)
  })

  it('shows the first by title and day, in order of time, and which of them are here', async () => {
    const w = createWorld()
    w.put('a.ics', icsOf({ uid: 'a', title: 'Known' }))
    w.put('b.ics', icsOf({ uid: 'b', title: 'As here' }))
    const text = file(icsOf({ uid: 'c', title: 'Later', start: '20270310T090000', lines: ['RRULE:FREQ=WEEKLY'] }), icsOf({ uid: 'a', title: 'Known' }), icsOf({ uid: 'b', title: 'As there' }))
    const found = (await look(w, text)).found
    expect(found?.first.map(({ title, here, repeats }) => [title, here, repeats])).toEqual([
      ['Known', 'same', false],
      ['As there', 'other', false],
      ['Later', 'new', true],
    ])
    expect(found?.first.at(-1)?.when).toMatch(/10 Mar 2027/)
    expect(w.store.read.queue()).toEqual([])
    const many = file(...Array.from({ length: 60 }, (_, n) => icsOf({ uid: `e${n}` })))
    expect([(await look(w, many)).found?.first.length, (await look(w, many)).found?.events]).toEqual([50, 60])
  })

  it.each([
    ['skip', { added: 0, updated: 0, left: 1 }, ['As here']],
    ['update', { added: 0, updated: 1, left: 0 }, ['As there']],
    ['both', { added: 1, updated: 0, left: 0 }, ['As here']],
  ] as const)('CAL-7: what is here under its UID: %s', async (known, counts, titles) => {
    const w = createWorld()
    w.put('b.ics', icsOf({ uid: 'b', title: 'As here' }))
    expect(await take(w, file(icsOf({ uid: 'b', title: 'As there' })), known)).toMatchObject(counts)
    expect(textsOf(w, 'b').map((text) => /SUMMARY:(.*)\r/.exec(text ?? '')?.[1])).toEqual(titles)
  })

  it('SCH-5: meetings tell nobody: guests of mine and organizers of others are marked, and a known one is not changed', async () => {
    const w = createWorld()
    const mine = ['ORGANIZER:mailto:alice@north.example', 'ATTENDEE:mailto:alice@north.example', 'ATTENDEE;SCHEDULE-FORCE-SEND=REQUEST:mailto:bob@south.example']
    const theirs = ['ORGANIZER:mailto:bob@south.example', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@north.example']
    const text = file(icsOf({ uid: 'm', lines: mine }), icsOf({ uid: 't', lines: theirs }))
    expect((await look(w, text)).found?.meetings).toBe(2)
    const done = await take(w, text)
    expect(done).toMatchObject({ added: 2, messages: 0 })
    expect(textsOf(w, 'm')[0]).toContain('ATTENDEE;SCHEDULE-AGENT=NONE:mailto:bob@south.example')
    expect(textsOf(w, 'm')[0]).not.toMatch(/ORGANIZER;|FORCE-SEND/)
    expect(textsOf(w, 't')[0]).toContain('ORGANIZER;SCHEDULE-AGENT=NONE:mailto:bob@south.example')
    expect(w.store.read.queue().map((row) => [row.kind, row.messages])).toEqual([['put', 0], ['put', 0]])
    const again = await take(w, text.replaceAll('SUMMARY:Design review', 'SUMMARY:Renamed'), 'update')
    expect(again).toMatchObject({ added: 0, updated: 0, left: 2, queueIds: [] })
    expect((await look(w, text)).found).toMatchObject({ here: 2, same: 2 })
  })

  it('CAL-9: lines are stored as the file has them; a second import of events without UID finds them again', async () => {
    const w = createWorld()
    const odd = ['X-ODD;P="a:b":kept', 'DESCRIPTION:folded\r\n  here']
    const nameless = (title: string): string => icsOf({ uid: 'x', title, lines: odd }).replace('UID:x\r\n', '')
    const text = file(nameless('One'), nameless('Two'))
    expect(await take(w, text)).toMatchObject({ added: 2 })
    expect(w.store.read.queue().every((row) => row.text?.includes(odd.join('\r\n')))).toBe(true)
    expect((await look(w, text)).found).toMatchObject({ here: 2, same: 2 })
  })

  it('1,000 events are held together and one undo takes all of them back', async () => {
    const w = createWorld()
    const text = file(...Array.from({ length: 1_000 }, (_, n) => icsOf({ uid: `e${n}` })))
    const done = await take(w, text)
    expect(done).toMatchObject({ added: 1_000, leavesAtUtc: w.clock.now() + 10_000 })
    expect(w.store.read.queue().every((row) => row.state === 'held')).toBe(true)
    expect(await undo(w.commands)({ queueIds: done.queueIds })).toEqual({ undone: true })
    expect([w.store.read.queue(), w.store.read.tagsOf(cal).size]).toEqual([[], 0])
  })

  it('a message, a mail and a single new event are no import; a calendar that can only be read takes nothing', async () => {
    const w = createWorld({ calendar: { writable: false } })
    const two = file(icsOf({ uid: 'a' }), icsOf({ uid: 'b' }))
    for (const text of [two.replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:REQUEST'), `Subject: x\r\n\r\n${two}`, file(icsOf({ uid: 'a' })), 'words']) expect(await look(w, text)).toEqual({ found: null })
    expect((await look(w, two.replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:PUBLISH'))).found).toMatchObject({ events: 2, calendar: null })
    expect(await refusalOf(importEvents(w.commands)({ text: two, collectionId: cal, known: 'skip' }))).toMatchObject({ cause: 'read-only-calendar' })
  })
})
