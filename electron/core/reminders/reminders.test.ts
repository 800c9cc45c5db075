import { afterEach, describe, expect, it } from 'vitest'
import type { AccountId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { command as dismissReminders } from '../commands/dismiss-reminders.ts'
import { command as snoozeReminders } from '../commands/snooze-reminders.ts'
import { query as remindersQuery } from '../queries/reminders.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { createWorld, type World, worldNow } from '../testing/world.ts'
import { alarmsIn } from './alarms-ahead.ts'
import { startRinger } from './ringer.ts'

const me = 'alice@north.example'
const bob = 'bob@north.example'
const minute = 60_000
const day = 24 * 60 * minute
const ends: (() => void)[] = []
afterEach(() => ends.splice(0).forEach((end) => end()))

interface RingingWorld extends World {
  rings(): Promise<string[]>
  stop(): void
  start(): void
}

function ringing(prepare: (w: World) => void = () => undefined): RingingWorld {
  const w = createWorld()
  prepare(w)
  let stop = (): void => undefined
  const start = (): void => void (stop = startRinger({ store: w.store, clock: w.clock, log: quietLog, notices: w.scheduling.notices }))
  start()
  ends.push(() => stop())
  const ask = remindersQuery(w.queries)
  return { ...w, start, stop: () => stop(), rings: async () => (await ask({})).reminders.map((one) => `${one.title}${one.late ? ' (late)' : ''}`) }
}

const stampAt = (utc: number): string => new Date(utc).toISOString().replace(/[-:]|\.\d+/g, '')
/** Minutes from the start of the tests. */
const eventAt = (title: string, from: number, alarm: readonly string[], more: readonly string[] = []): string =>
  icsOf({ uid: title, title, start: stampAt(worldNow + from * minute), end: stampAt(worldNow + (from + 30) * minute), lines: [...more, ...(alarm.length > 0 ? ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:r', ...alarm, 'END:VALARM'] : [])] })
const before = (minutes: number): string[] => [`TRIGGER:-PT${minutes}M`]
const ref = (objectId: ObjectId, recurrenceId: string | null = null) => ({ reminders: [{ objectId, recurrenceId }] })

describe('alarms ring (ICS-14)', () => {
  it('those in the calendars of somebody one acts for are theirs (PPL-5)', async () => {
    const w = ringing((world) => {
      world.store.write(['accounts'], (tx) => tx.patchAccount('acc' as AccountId, { behalf: { loginId: 'login' as AccountId, sentBy: `mailto:${bob}`, mayInvite: true, mayAnswer: true } }))
      world.put('a.ics', eventAt('Dentist', 30, before(10)))
    })
    await w.clock.advance(21 * minute)
    expect([await w.rings(), w.notices]).toEqual([[], []])
  })

  it('at their time, once, in the window and by the system', async () => {
    const w = ringing((world) => world.put('a.ics', eventAt('Dentist', 30, before(10))))
    await w.clock.advance(19 * minute)
    expect([await w.rings(), w.notices]).toEqual([[], []])
    await w.clock.advance(minute)
    expect(await w.rings()).toEqual(['Dentist'])
    await w.clock.advance(5 * minute)
    expect(w.notices).toMatchObject([{ kind: 'reminders', title: 'Dentist', opens: { kind: 'event' }, actions: [{ label: 'In 5 minutes' }, { label: 'Dismiss' }] }])
  })

  it.each([
    ['of a declined meeting', [...meetingLines(bob, [bob, 'ACCEPTED'], [me, 'DECLINED'])]],
    ['of an invitation that was not answered: it is the organizer’s alarm (T-I01)', [...meetingLines(bob, [bob, 'ACCEPTED'], [me, 'NEEDS-ACTION'])]],
    ['of a cancelled meeting (T-I14)', ['STATUS:CANCELLED']],
  ])('none %s', async (_name, lines) => {
    const w = ringing((world) => world.put('a.ics', eventAt('Review', 30, before(10), lines)))
    await w.clock.advance(25 * minute)
    expect([await w.rings(), w.notices]).toEqual([[], []])
  })

  it('of an accepted meeting', async () => {
    const w = ringing((world) => world.put('a.ics', eventAt('Review', 30, before(10), meetingLines(bob, [bob, 'ACCEPTED'], [me, 'ACCEPTED']))))
    await w.clock.advance(20 * minute)
    expect(await w.rings()).toEqual(['Review'])
  })

  it('of an all-day event by the midnight of the person', async () => {
    // 23 November begins at 23:00 UTC of the 22nd in Berlin; nine in the morning is 20 hours after noon UTC less one.
    const w = ringing((world) => world.put('a.ics', icsOf({ uid: 'd', title: 'Birthday', start: '20261123', end: '20261124', lines: ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT9H', 'END:VALARM'] })))
    await w.clock.advance(20 * 60 * minute - 1)
    expect(await w.rings()).toEqual([])
    await w.clock.advance(1)
    expect(await w.rings()).toEqual(['Birthday'])
  })

  it('of what was put into the calendar, or moved, while it waits', async () => {
    const w = ringing()
    w.put('a.ics', eventAt('Dentist', 120, before(10)))
    await w.clock.advance(30 * minute)
    w.put('a.ics', eventAt('Dentist', 60, before(10)))
    await w.clock.advance(19 * minute)
    expect(await w.rings()).toEqual([])
    await w.clock.advance(minute)
    expect(await w.rings()).toEqual(['Dentist'])
  })

  it('while calendars change without end, as in a first sync, the store is looked into seldom, and rung on time', async () => {
    const w = ringing()
    w.stop()
    let looks = 0
    const read = { ...w.store.read, reminders: () => ((looks += 1), w.store.read.reminders()) }
    ends.unshift(startRinger({ store: { ...w.store, read }, clock: w.clock, log: quietLog, notices: w.scheduling.notices }))
    w.put('a.ics', eventAt('Dentist', 30.5, before(30)))
    for (let moment = 0; moment < 29_900; moment += 100) {
      w.put('b.ics', eventAt(`Change ${moment}`, 600, []))
      await w.clock.advance(100)
    }
    expect(await w.rings()).toEqual([])
    await w.clock.advance(100)
    expect(await w.rings()).toEqual(['Dentist'])
    expect(looks).toBeLessThanOrEqual(4)
  })

  it.each([
    ['before it', ['TRIGGER:-P90D']],
    ['in hours', ['TRIGGER:-PT2160H']],
    ['folded in two lines', ['TRIGGER;RELATED=STA\r\n RT:-P90', ' D']],
    ['as a moment', [`TRIGGER;VALUE=DATE-TIME:${stampAt(worldNow + 10 * day)}`]],
  ])('months ahead, %s', async (_name, alarm) => {
    const w = ringing((world) => {
      world.put('a.ics', eventAt('Passport', 100 * 24 * 60, alarm))
      world.put('b.ics', eventAt('Later', 101 * 24 * 60, ['TRIGGER:-P1D']))
      world.put('c.ics', eventAt('Deleted', 100 * 24 * 60, ['TRIGGER:-P90D']))
    })
    w.store.write(['objects'], (tx) => tx.setDeletedHere(must(w.store.read.objectsByUid('Deleted' as Uid)[0], 'an object').id, true))
    w.clock.set(worldNow + 10 * day - 2 * minute)
    await w.clock.advance(minute)
    expect(await w.rings()).toEqual([])
    await w.clock.advance(minute)
    expect(await w.rings()).toEqual(['Passport'])
  })

  it('months ahead, of a yearly one and of one that was written while Parley runs', async () => {
    const w = ringing((world) => world.put('a.ics', eventAt('Tax', 60 * 24 * 60, ['TRIGGER:-P50D'], ['RRULE:FREQ=YEARLY'])))
    await w.clock.advance(minute)
    w.put('b.ics', eventAt('Visa', 80 * 24 * 60, ['TRIGGER:-P70D']))
    w.clock.set(worldNow + 10 * day - minute)
    await w.clock.advance(minute)
    expect((await w.rings()).toSorted()).toEqual(['Tax', 'Visa'])
  })

  it('each date of a series', async () => {
    const w = ringing((world) => world.put('a.ics', eventAt('Stand-up', 30, before(10), ['RRULE:FREQ=HOURLY;COUNT=3'])))
    await w.clock.advance(141 * minute)
    expect(await w.rings()).toEqual(['Stand-up', 'Stand-up', 'Stand-up'])
  })
})

describe('a look in pieces', () => {
  it('finds every alarm once, and lets others have their turn', () => {
    const w = createWorld()
    for (let at = 0; at < 450; at += 1) w.put(`${at}.ics`, eventAt(`Event ${at}`, 30, before(10 + (at % 5))))
    const pieces = [...alarmsIn(w.store.read, { startUtc: worldNow, endUtc: worldNow + day })]
    expect(pieces.filter((piece) => piece.length > 0).length).toBeGreaterThan(1)
    expect(new Set(pieces.flat().map(({ event }) => event.title)).size).toBe(450)
    expect(pieces.flat()).toHaveLength(450)
  })

  it.each([
    ['deleted', (w: World, id: ObjectId) => w.store.write(['objects'], (tx) => tx.setDeletedHere(id, true))],
    ['moved', (w: World) => w.put('a.ics', eventAt('Dentist', 300, before(10)))],
  ])('does not ring for what was %s between two of them', async (_name, change) => {
    const w = createWorld()
    const id = w.put('a.ics', eventAt('Dentist', 5, before(10)))
    w.put('b.ics', eventAt('Lunch', 5, before(10)))
    let asked = 0
    // The second week is the one with today in it; the third is looked at when it has been.
    const spansIn: World['store']['read']['spansIn'] = (question) => {
      asked += 1
      if (asked === 3) change(w, id)
      return w.store.read.spansIn(question)
    }
    ends.unshift(startRinger({ store: { ...w.store, read: { ...w.store.read, spansIn } }, clock: w.clock, log: quietLog, notices: w.scheduling.notices }))
    await w.clock.advance(minute)
    expect(w.notices.map((notice) => notice.title)).toEqual(['Lunch'])
  })
})

describe('what came while nobody could ring', () => {
  it('after a sleep, at the next glance at the clock', async () => {
    const w = ringing((world) => world.put('a.ics', eventAt('Dentist', 30, before(10))))
    await w.clock.advance(minute)
    // The lid was closed for three hours: the clock has moved, the timer has not run.
    w.clock.set(worldNow + 180 * minute)
    await w.clock.advance(minute)
    expect(await w.rings()).toEqual(['Dentist (late)'])
  })

  it('while Parley was off: all of it together, in one notice when it is more than a few', async () => {
    const titles = ['A', 'B', 'C', 'D']
    const w = ringing((world) => titles.forEach((title, at) => world.put(`${title}.ics`, eventAt(title, 30 + at, before(10)))))
    await w.clock.advance(minute)
    w.stop()
    w.clock.set(worldNow + 24 * 60 * minute)
    w.start()
    await w.clock.advance(minute)
    expect(await w.rings()).toEqual(titles.map((title) => `${title} (late)`))
    expect(w.notices).toMatchObject([{ title: 'Reminders', body: '4 events want to be remembered.' }])
  })

  it('of looks that failed, at the next start', async () => {
    const w = createWorld()
    w.put('a.ics', eventAt('Dentist', 30, before(10)))
    const broken = { ...w.store, read: { ...w.store.read, spansIn: () => { throw new Error('no memory') } } }
    const rings = async (): Promise<number> => (await remindersQuery(w.queries)({})).reminders.length
    const stopBroken = startRinger({ store: broken, clock: w.clock, log: quietLog, notices: w.scheduling.notices })
    await w.clock.advance(25 * minute)
    stopBroken()
    expect(await rings()).toBe(0)
    w.clock.set(worldNow + 2 * day)
    ends.unshift(startRinger({ store: w.store, clock: w.clock, log: quietLog, notices: w.scheduling.notices }))
    await w.clock.advance(minute)
    expect(await rings()).toBe(1)
  })

  it('missed while Parley was off, also when it was opened and closed again before it looked', async () => {
    const w = ringing((world) => world.put('a.ics', eventAt('Party', 60, before(30))))
    await w.clock.advance(minute)
    w.stop()
    w.clock.set(worldNow + 3 * day)
    w.start()
    await w.clock.advance(1_000)
    expect(await w.rings()).toEqual([])
    w.stop()
    w.start()
    await w.clock.advance(minute)
    expect(await w.rings()).toEqual(['Party (late)'])
  })

  it('of events that were over before Parley knew them, nothing', async () => {
    const w = ringing()
    await w.clock.advance(minute)
    w.put('old.ics', eventAt('Long ago', -120, before(10)))
    w.put('now.ics', eventAt('Just now', -5, before(10)))
    await w.clock.advance(minute)
    expect(await w.rings()).toEqual(['Just now (late)'])
  })
})

describe('putting away', () => {
  it('snoozed it rings again after that time, and what is written stays as it is', async () => {
    let id = '' as ObjectId
    const w = ringing((world) => void (id = world.put('a.ics', eventAt('Dentist', 30, before(10)))))
    await w.clock.advance(20 * minute)
    await snoozeReminders(w.commands)({ ...ref(id), minutes: 5 })
    expect(await w.rings()).toEqual([])
    await w.clock.advance(5 * minute)
    expect(await w.rings()).toEqual(['Dentist'])
    expect([w.notices.length, w.store.read.queue()]).toEqual([2, []])
  })

  it('dismissed it stays silent, and the server is told for the other devices (ICS-15)', async () => {
    let id = '' as ObjectId
    const w = ringing((world) => void (id = world.put('a.ics', eventAt('Dentist', 30, ['UID:x', ...before(10)]))))
    await w.clock.advance(20 * minute)
    await dismissReminders(w.commands)(ref(id))
    expect(await w.rings()).toEqual([])
    await w.clock.advance(15 * minute)
    expect([await w.rings(), w.notices.length]).toEqual([[], 1])
    expect(w.store.read.queue()).toMatchObject([{ kind: 'put', messages: 0, state: 'waiting', intent: 'Dismiss the reminder of “Dentist”', text: expect.stringContaining('ACKNOWLEDGED;VALUE=DATE-TIME:20261122T122000Z') }])
  })

  it('a meeting is never written for it: no copy of mine may make a server send', async () => {
    // Cyrus 3.6 leaves TRANSP twice in such a copy, and then refuses it when it is put back.
    const twice = ['TRANSP:OPAQUE', 'TRANSP:OPAQUE', ...meetingLines(bob, [bob, 'ACCEPTED'], [me, 'ACCEPTED'])]
    const texts = [twice, meetingLines(bob, [bob, 'ACCEPTED'], [me, 'ACCEPTED']), meetingLines(me, [me, 'ACCEPTED'], [bob, 'ACCEPTED'])]
    const ids: ObjectId[] = []
    const w = ringing((world) => texts.forEach((lines, at) => ids.push(world.put(`${at}.ics`, eventAt(`Meeting ${at}`, 30, before(10), lines)))))
    await w.clock.advance(20 * minute)
    expect(await w.rings()).toHaveLength(3)
    await dismissReminders(w.commands)({ reminders: ids.map((objectId) => ({ objectId, recurrenceId: null })) })
    expect([await w.rings(), w.store.read.queue()]).toEqual([[], []])
    w.stop()
    w.start()
    await w.clock.advance(5 * minute)
    expect(await w.rings()).toEqual([])
  })

  it('one dismissed on another device falls silent here (T-R25)', async () => {
    const w = ringing((world) => world.put('a.ics', eventAt('Dentist', 30, before(10))))
    await w.clock.advance(21 * minute)
    expect(await w.rings()).toEqual(['Dentist'])
    w.put('a.ics', eventAt('Dentist', 30, [...before(10), `ACKNOWLEDGED:${stampAt(worldNow + 20 * minute)}`]))
    expect(await w.rings()).toEqual([])
  })

  it('a moved event rings at its new time, also when the old one was dismissed', async () => {
    let id = '' as ObjectId
    const w = ringing((world) => void (id = world.put('a.ics', eventAt('Review', 30, before(10), meetingLines(bob, [bob, 'ACCEPTED'], [me, 'ACCEPTED'])))))
    await w.clock.advance(20 * minute)
    await dismissReminders(w.commands)(ref(id))
    w.put('a.ics', eventAt('Review', 90, before(10), meetingLines(bob, [bob, 'ACCEPTED'], [me, 'ACCEPTED'])))
    await w.clock.advance(60 * minute)
    expect(await w.rings()).toEqual(['Review'])
  })
})
