import { describe, expect, it } from 'vitest'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import { mergeIntervals } from '../../../shared/time/intervals.ts'
import { toTimeline } from '../../../shared/freebusy/timeline.ts'
import type { BusyAnswerRow } from '../store/rows.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { command as dismiss } from '../commands/dismiss-watch-news.ts'
import { command as setWatch } from '../commands/set-watch.ts'
import { query as freeBusy } from '../queries/free-busy.ts'
import { query as meetingWatch } from '../queries/meeting-watch.ts'
import { query as watchNews } from '../queries/watch-news.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, type World } from '../testing/world.ts'
import { createWatcher, type Watcher } from './create-watcher.ts'

const alice = 'alice@north.example'
const bob = 'bob@north.example'
const slot = { startUtc: Date.parse('2026-11-24T09:00:00Z'), endUtc: Date.parse('2026-11-24T10:00:00Z') }
const meeting = icsOf({ lines: [...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED'])] })

/** The store with a meeting of mine in it, and Bob's server saying what `busy` holds, joined to one block with our own meeting unless that is left out. */
function watched(online = true, masks = true): { w: World; watcher: Watcher; asked: BusyQuestion[]; busy: Interval[] } {
  const w = createWorld()
  const asked: BusyQuestion[] = []
  const busy: Interval[] = []
  const watcher = createWatcher({
    store: w.store,
    clock: w.clock,
    log: quietLog,
    online: () => online,
    ask: async (question) => {
      asked.push(question)
      const { window } = question
      const blocks = mergeIntervals([...busy, ...(masks && question.exceptObjectId !== null ? [] : [slot])])
      const held: BusyAnswerRow = {
        address: toAddress(bob), source: 'outbox', label: 'north.example', accountId: 'acc' as AccountId, askedAtUtc: w.clock.now(), asked: window, state: 'answered', coverage: window, reason: null,
        spans: toTimeline(blocks.map((one) => ({ ...one, kind: 'busy' as const })), window, window),
      }
      const rows = freeBusy({ ...w.queries, read: { ...w.store.read, busyAnswers: (addresses) => (addresses.includes(held.address as never) ? [held] : []) } })
      return async (part) => (await rows(part)).rows
    },
  })
  return { w, watcher, asked, busy }
}
const news = async (w: World): Promise<string[]> => (await watchNews(w.queries)({})).news.map((one) => `${one.kind} ${one.who.map(({ address }) => address).join()}`)

describe('the watcher', () => {
  it('tells the organizer when a required person becomes busy, once, and takes it back when they are free again', async () => {
    const { w, watcher, busy } = watched()
    const id = w.put('a.ics', meeting)
    await watcher.round()
    expect(await news(w)).toEqual([])
    // A second meeting across ours: not the block that is ours.
    busy.push({ startUtc: slot.startUtc + 900_000, endUtc: slot.endUtc + 3_600_000 })
    await watcher.round()
    expect(await news(w)).toEqual([`busy ${bob}`])
    const { watch } = await meetingWatch(w.queries)({ objectId: id })
    expect(watch).toMatchObject({ on: true, news: { kind: 'busy', startUtc: slot.startUtc } })
    expect(watch?.news?.better).not.toBeNull()
    await dismiss(w.commands)({ objectId: id })
    await watcher.round()
    expect(await news(w)).toEqual([])
    busy.length = 0
    await watcher.round()
    busy.push({ startUtc: slot.startUtc + 900_000, endUtc: slot.endUtc + 3_600_000 })
    await watcher.round()
    expect(await news(w)).toEqual([`busy ${bob}`])
  })
  it('knows its own meeting in the answer of a server that cannot leave it out (FBA-30)', async () => {
    const { w, watcher, busy } = watched()
    w.put('a.ics', meeting)
    await watcher.round()
    // Another meeting right after ours makes one block of both.
    busy.push({ startUtc: slot.endUtc, endUtc: slot.endUtc + 3_600_000 })
    await watcher.round()
    expect(await news(w)).toEqual([])
    expect(w.store.read.busyAnswers([toAddress(bob)])).toEqual([])
  })
  it('claims nothing where the server cannot leave our meeting out: a longer block may be it and a neighbour', async () => {
    const { w, watcher, busy } = watched(true, false)
    w.put('a.ics', meeting)
    await watcher.round()
    busy.push({ startUtc: slot.endUtc, endUtc: slot.endUtc + 3_600_000 })
    await watcher.round()
    expect(await news(w)).toEqual([])
  })
  it('asks once for all meetings of an account, and not about what is off, over, mine alone or somebody else’s', async () => {
    const { w, watcher, asked } = watched()
    w.put('a.ics', meeting)
    w.put('b.ics', icsOf({ uid: 'b', start: '20261125T090000Z', end: '20261125T100000Z', lines: [...meetingLines(alice, [alice, 'ACCEPTED'], ['carol@north.example', 'NEEDS-ACTION'])] }))
    const off = w.put('c.ics', icsOf({ uid: 'c', start: '20261126T090000Z', end: '20261126T100000Z', lines: [...meetingLines(alice, [alice, 'ACCEPTED'], ['off@north.example', 'ACCEPTED'])] }))
    w.put('d.ics', icsOf({ uid: 'd', start: '20261120T090000Z', end: '20261120T100000Z', lines: [...meetingLines(alice, [alice, 'ACCEPTED'], ['past@north.example', 'ACCEPTED'])] }))
    w.put('e.ics', icsOf({ uid: 'e' }))
    w.put('f.ics', icsOf({ uid: 'f', lines: [...meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'ACCEPTED'])] }))
    w.put('g.ics', icsOf({ uid: 'g', lines: [...meetingLines(alice, [alice, 'ACCEPTED'], ['no@north.example', 'DECLINED'])] }))
    await setWatch(w.commands)({ objectId: off, on: false })
    await watcher.round()
    // Bob once more, because his block is ours: with the meeting left out.
    expect(asked.map((question) => question.people.map(({ address }) => address))).toEqual([[alice, bob, 'carol@north.example'], [bob]])
    expect((await meetingWatch(w.queries)({ objectId: off })).watch).toMatchObject({ on: false, news: null })
  })
  it('looks now: at one meeting, also at one further ahead than a round looks, and again after a round that was under way', async () => {
    const { w, watcher, asked, busy } = watched()
    const id = w.put('a.ics', meeting)
    const far = w.put('far.ics', icsOf({ uid: 'far', start: '20270324T090000Z', end: '20270324T100000Z', lines: [...meetingLines(alice, [alice, 'ACCEPTED'], ['carol@north.example', 'ACCEPTED'])] }))
    await watcher.round()
    expect((await meetingWatch(w.queries)({ objectId: far })).watch).toMatchObject({ askedAtUtc: null })
    asked.length = 0
    await watcher.lookNow({ objectId: far })
    expect(asked.map((question) => question.people.map(({ address }) => address))).toEqual([[alice, 'carol@north.example']])
    expect((await meetingWatch(w.queries)({ objectId: far })).watch).toMatchObject({ askedAtUtc: w.clock.now() })
    const under = watcher.round()
    busy.push({ startUtc: slot.startUtc + 900_000, endUtc: slot.endUtc + 3_600_000 })
    await Promise.all([under, watcher.lookNow({ objectId: id })])
    expect(await news(w)).toEqual([`busy ${bob}`])
  })
  it('asks nobody while offline, and again in half an hour', async () => {
    const { watcher, asked, w } = watched()
    w.put('a.ics', meeting)
    const stop = watcher.start()
    await w.clock.advance(29 * 60_000)
    expect(asked).toHaveLength(0)
    const rounds = (): number => asked.filter((question) => question.exceptObjectId === null).length
    await w.clock.advance(31 * 60_000)
    expect(rounds()).toBe(2)
    stop()
    await w.clock.advance(60 * 60_000)
    expect(rounds()).toBe(2)
    const offline = watched(false)
    offline.w.put('a.ics', meeting)
    await offline.watcher.round()
    expect(offline.asked).toHaveLength(0)
  })
  it('does not tell of a time that the meeting no longer has', async () => {
    const { w, watcher, busy } = watched()
    w.put('a.ics', meeting)
    await watcher.round()
    busy.push({ startUtc: slot.startUtc + 900_000, endUtc: slot.endUtc + 3_600_000 })
    await watcher.round()
    w.put('a.ics', icsOf({ start: '20261124T120000Z', end: '20261124T130000Z', lines: [...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED'])] }))
    expect(await news(w)).toEqual([])
    await watcher.round()
    expect(await news(w)).toEqual([])
  })
})
