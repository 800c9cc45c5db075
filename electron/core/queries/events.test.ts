import { describe, expect, it } from 'vitest'
import { calls, type CallOutput } from '../../../shared/contract/calls.ts'
import type { AccountId, CollectionId, ObjectId, QueueId, Uid } from '../../../shared/model/ids.ts'
import { aQueued, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, worldNow, type World, type WorldOptions } from '../testing/world.ts'
import { query as eventDetails } from './event-details.ts'
import { query as eventSource } from './event-source.ts'
import { query as eventsInRange } from './events-in-range.ts'
import { query as queue } from './queue.ts'
import { query as searchEvents } from './search-events.ts'
import { query as unreadableObjects } from './unreadable-objects.ts'

const alice = 'alice@north.example'
const bob = 'bob@north.example'
const zone = 'Europe/Berlin'
const at = (text: string): number => Date.parse(text)
const week = { startUtc: at('2026-11-22T23:00:00Z'), endUtc: at('2026-11-29T23:00:00Z') }
const range = async (w: World, patch: { readonly includeHidden?: boolean; readonly zone?: string } = {}): Promise<CallOutput<'events-in-range'>['occurrences']> =>
  calls['events-in-range'].output.parse(await eventsInRange(w.queries)({ window: week, zone, ...patch })).occurrences
async function details(w: World, objectId: ObjectId, recurrenceId: string | null = null): Promise<NonNullable<CallOutput<'event-details'>['event']>> {
  const { event } = calls['event-details'].output.parse(await eventDetails(w.queries)({ objectId, recurrenceId, zone }))
  if (event === null) throw new Error('no event')
  return event
}

describe('events-in-range', () => {
  it('draws what is not sent yet instead of what the server has, with its mark', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf())
    w.store.write(['objects'], (tx) => tx.setLocalText(id, icsOf({ title: 'Renamed here' })))
    expect((await range(w)).map((o) => [o.title, o.unsent, o.editable])).toEqual([['Renamed here', true, true]])
  })

  it('hides calendars that are switched off, unless they are asked for', async () => {
    const w = createWorld({ calendar: { visible: false } })
    w.put('a.ics', icsOf())
    expect(await range(w)).toEqual([])
    expect(await range(w, { includeHidden: true })).toHaveLength(1)
  })

  it.each([
    ['Europe/Berlin', '2026-11-23T23:00:00Z'],
    ['America/New_York', '2026-11-24T05:00:00Z'],
    ['Pacific/Apia', '2026-11-23T11:00:00Z'],
  ])('an all-day event is a day on the clocks of %s', async (where, start) => {
    const w = createWorld()
    w.put('a.ics', icsOf({ start: '20261124', end: '20261125' }))
    expect(await range(w, { zone: where })).toMatchObject([{ startUtc: at(start), startDate: '2026-11-24', endDate: '2026-11-25' }])
  })

  it.each<[string, WorldOptions, readonly string[], boolean]>([
    ['my own event', {}, [], true],
    ['my meeting', {}, meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED']), true],
    ['a meeting I am invited to (SCH-10)', {}, meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'ACCEPTED']), false],
    ['an event in a calendar that can only be read', { calendar: { writable: false } }, [], false],
  ])('may I edit %s: %#', async (_name, options, lines, editable) => {
    const w = createWorld(options)
    w.put('a.ics', icsOf({ lines }))
    expect(await range(w)).toMatchObject([{ editable }])
  })

  it('names each instance of a series by a key of its own', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf({ lines: ['RRULE:FREQ=DAILY;COUNT=3'] }))
    expect((await range(w)).map((o) => o.key)).toEqual([`${id}/20261124T090000Z`, `${id}/20261125T090000Z`, `${id}/20261126T090000Z`])
  })

  it('a week out of 10,000 events comes from the index alone', async () => {
    const w = createWorld()
    const start = at('2025-01-01T09:00:00Z')
    const form = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')
    w.store.write(['objects'], (tx) => {
      for (let i = 0; i < 10_000; i++) {
        const from = start + i * 2 * 3_600_000
        tx.putServerObject({ collectionId: 'cal' as CollectionId, href: `/alice/cal/${i}.ics` as never, etag: null, scheduleTag: null, text: icsOf({ uid: `u${i}`, start: form(from), end: form(from + 3_600_000) }) })
      }
    })
    const asked: string[] = []
    const read = new Proxy(w.queries.read, {
      get: (all, name, self) => {
        asked.push(String(name))
        return Reflect.get(all, name, self) as unknown
      },
    })
    expect((await eventsInRange({ ...w.queries, read })({ window: week, zone })).occurrences).toHaveLength(84)
    // How fast that is belongs to the bench; here: one look at the index, and nothing asked for each event.
    expect(asked.filter((name) => name === 'occurrencesIn')).toHaveLength(1)
    expect(asked.length).toBeLessThan(20)
    expect(asked.filter((name) => /text|object/i.test(name))).toEqual([])
  })
})

describe('event-details', () => {
  it('tells the organizer answer, comment and delivery of each person', async () => {
    const w = createWorld()
    const lines = [`ORGANIZER:mailto:${alice}`, `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${alice}`, `ATTENDEE;CN=Bob;PARTSTAT=DECLINED;SCHEDULE-STATUS="2.0":mailto:${bob}`, 'ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-STATUS=3.7:mailto:grace@nowhere.example']
    const id = w.put('a.ics', icsOf({ lines: [...lines, 'X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="mailto:grace@nowhere.example":Ask me later', 'RRULE:FREQ=WEEKLY;COUNT=3', 'DESCRIPTION:Agenda'] }))
    w.store.write(['invites'], (tx) => tx.addLedger({ accountId: 'acc' as AccountId, uid: 'a' as Uid, atUtc: worldNow, text: 'Bob declined.', address: bob, comment: 'Ill', recurrenceId: null }))
    const event = await details(w, id)
    expect(event.attendees.map((a) => [a.address, a.isMe, a.isOrganizer, a.answer, a.comment, a.delivery.severity])).toEqual([
      [alice, true, true, 'accepted', '', 'none'],
      [bob, false, false, 'declined', 'Ill', 'ok'],
      ['grace@nowhere.example', false, false, 'needs-action', 'Ask me later', 'error'],
    ])
    expect(event).toMatchObject({ canEdit: true, canAnswer: false, organizer: { isMe: true }, description: 'Agenda', calendarName: 'Calendar', myReplyDelivery: null })
    expect(event.repeatText).not.toBe('')
    expect(event.history).toEqual([{ atUtc: worldNow, text: 'Bob declined. “Ill”' }])
  })

  it('tells an attendee what became of the answer, and shows no delivery of others', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf({ lines: [`ORGANIZER;SCHEDULE-STATUS=5.1:mailto:${bob}`, `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${alice}`, `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bob}`] }))
    const event = await details(w, id)
    expect(event).toMatchObject({ canEdit: false, canAnswer: true, myAddress: alice, myReplyDelivery: { code: '5.1' } })
    expect(event.attendees.every((a) => a.delivery.severity === 'none')).toBe(true)
  })

  it('a person with a different status in each date shows the worst for the series (T-S14)', async () => {
    const w = createWorld()
    const people = (status: string): readonly string[] => [`ORGANIZER:mailto:${alice}`, `ATTENDEE;SCHEDULE-STATUS=${status}:mailto:${bob}`]
    const override = /BEGIN:VEVENT[\s\S]*END:VEVENT/.exec(icsOf({ start: '20261125T110000Z', end: '20261125T120000Z', lines: ['RECURRENCE-ID:20261125T090000Z', ...people('5.1')] }))?.[0] ?? ''
    const id = w.put('a.ics', icsOf({ lines: ['RRULE:FREQ=DAILY;COUNT=3', ...people('1.2')], more: [override] }))
    const codeOf = async (rid: string): Promise<string | null | undefined> => (await details(w, id, rid)).attendees[0]?.delivery.code
    expect(await codeOf('20261124T090000Z')).toBe('1.2,5.1')
    expect(await codeOf('20261125T090000Z')).toBe('5.1')
  })

  it('is nothing for what is gone or deleted here', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf())
    w.store.write(['objects'], (tx) => tx.setDeletedHere(id, true))
    expect(await eventDetails(w.queries)({ objectId: id, recurrenceId: null, zone })).toEqual({ event: null })
    expect(await eventDetails(w.queries)({ objectId: 'no' as ObjectId, recurrenceId: null, zone })).toEqual({ event: null })
  })
})

describe('search, source, unreadable', () => {
  it('finds by every word, and nothing by an empty question', async () => {
    const w = createWorld()
    w.put('a.ics', icsOf({ title: 'Crème brûlée tasting' }))
    w.put('b.ics', icsOf({ uid: 'b', title: 'Budget' }))
    const find = async (text: string): Promise<string[]> => (await searchEvents(w.queries)({ text, zone })).occurrences.map((o) => o.title)
    expect(await find('tasting creme')).toEqual(['Crème brûlée tasting'])
    expect(await find('  ')).toEqual([])
  })

  it('an object that cannot be read is named, counted and kept with its text', async () => {
    const w = createWorld()
    const torn = 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Half a thing'
    const id = w.put('torn%20one.ics', torn)
    expect((await unreadableObjects(w.queries)({})).objects).toMatchObject([{ objectId: id, name: 'Half a thing', collectionId: 'cal' }])
    expect(await eventSource(w.queries)({ objectId: id })).toMatchObject({ text: torn, problem: expect.any(String) })
  })
})

describe('queue', () => {
  const row = (patch: Parameters<typeof aQueued>[0]): ReturnType<typeof aQueued> => aQueued({ objectId: null, ...patch })

  it('shows what a person did, not the emptying of the Inbox', async () => {
    const w = createWorld()
    w.store.write(['queue'], (tx) => {
      tx.enqueue(row({ id: 'q1' as QueueId, kind: 'delete-inbox-item' }))
      tx.enqueue(row({ id: 'q2' as QueueId, intent: 'Move “X”' }))
    })
    expect((await queue(w.queries)({})).rows).toMatchObject([{ id: 'q2', accountName: alice, canUndo: true, conflict: null }])
  })

  it('can take back the last change of an object only, and none that is being sent', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', icsOf())
    w.store.write(['queue'], (tx) => {
      tx.enqueue(row({ id: 'q1' as QueueId, objectId }))
      tx.enqueue(row({ id: 'q2' as QueueId, objectId }))
      tx.enqueue(row({ id: 'q3' as QueueId, state: 'sending' }))
    })
    expect((await queue(w.queries)({})).rows.map((r) => [r.id, r.canUndo])).toEqual([['q1', false], ['q2', true], ['q3', false]])
  })

  it('puts both versions of a clash side by side', async () => {
    const w = createWorld()
    const [baseText, text, theirText] = ['Base', 'Mine', 'Theirs'].map((title) => icsOf({ title })) as [string, string, string]
    w.store.write(['queue'], (tx) => tx.enqueue(row({ state: 'needs-you', baseText, text, conflict: { kind: 'both-changed', theirText, theirEtag: null } })))
    expect((await queue(w.queries)({})).rows).toMatchObject([{ canUndo: false, conflict: { kind: 'both-changed', fields: [{ before: 'Base', mine: 'Mine', theirs: 'Theirs' }] } }])
  })
})
