import { describe, expect, it } from 'vitest'
import type { Interval } from '../../../shared/model/time.ts'
import { icsOf } from '../testing/store-rows.ts'
import { createWorld, type World } from '../testing/world.ts'
import { query as freeBusy } from './free-busy.ts'

const alice = 'alice@north.example'
const world = (now: string): World => {
  const made = createWorld({ now: Date.parse(now), zone: 'Europe/Berlin' })
  return made
}
const days = (from: string, to: string): Interval => ({ startUtc: Date.parse(`${from}T00:00:00Z`), endUtc: Date.parse(`${to}T00:00:00Z`) })
/** My busy time as text: `10-31T13:00 1 h busy`. */
async function mine(w: World, window: Interval): Promise<string[]> {
  const { rows } = await freeBusy(w.queries)({ people: [{ address: alice, name: '', kind: 'individual' }], window, accountId: null, exceptObjectId: null })
  return rows[0]!.spans.filter((span) => span.kind !== 'free').map((span) => `${new Date(span.startUtc).toISOString().slice(5, 16)} ${(span.endUtc - span.startUtc) / 3_600_000} h ${span.kind}`)
}

describe('my own busy time, out of the store', () => {
  it('T-A11 a floating time is read on the clocks I live by', async () => {
    const w = world('2026-11-22T12:00:00Z')
    w.put('a.ics', icsOf({ start: '20261124T090000', end: '20261124T100000' }))
    expect(await mine(w, days('2026-11-24', '2026-11-25'))).toEqual(['11-24T08:00 1 h busy'])
  })
  it('T-A12 a daily meeting keeps its hour in New York over the change of clocks', async () => {
    const w = world('2026-10-30T12:00:00Z')
    w.put('a.ics', icsOf({ start: '20261031T090000', end: '20261031T100000', zone: 'America/New_York', lines: ['RRULE:FREQ=DAILY;COUNT=3'] }))
    expect(await mine(w, days('2026-10-31', '2026-11-04'))).toEqual(['10-31T13:00 1 h busy', '11-01T14:00 1 h busy', '11-02T14:00 1 h busy'])
  })
  describe('T-A13, FBA-4 one date of a series speaks for itself', () => {
    const weekly = (override: readonly string[]): string =>
      icsOf({ start: '20261124T090000Z', end: '20261124T100000Z', lines: ['RRULE:FREQ=WEEKLY;COUNT=3'], more: ['BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20261101T000000Z', 'RECURRENCE-ID:20261201T090000Z', ...override, 'END:VEVENT'] })
    const inside = days('2026-11-30', '2026-12-05')
    const before = days('2026-11-25', '2026-11-28')
    const cases: [string, readonly string[], readonly string[], readonly string[]][] = [
      ['as the others', ['DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z'], ['12-01T09:00 1 h busy'], []],
      ['moved out of the window: gone from it', ['DTSTART:20261126T150000Z', 'DTEND:20261126T160000Z'], [], ['11-26T15:00 1 h busy']],
      ['transparent: free', ['DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', 'TRANSP:TRANSPARENT'], [], []],
      ['tentative', ['DTSTART:20261201T090000Z', 'DTEND:20261201T110000Z', 'STATUS:TENTATIVE'], ['12-01T09:00 2 h tentative'], []],
      ['cancelled: free', ['DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', 'STATUS:CANCELLED'], [], []],
    ]
    it.each(cases)('%s', async (_, override, then, earlier) => {
      const w = world('2026-11-22T12:00:00Z')
      w.put('a.ics', weekly(override))
      expect(await mine(w, inside)).toEqual(then)
      expect(await mine(w, before)).toEqual(earlier)
    })
  })
  it('FBA-13 touching blocks of a kind are one, of two kinds two; what reaches out of the window is cut for showing only', async () => {
    const w = world('2026-11-22T12:00:00Z')
    w.put('a.ics', icsOf({ uid: 'a', start: '20261123T220000Z', end: '20261124T090000Z' }))
    w.put('b.ics', icsOf({ uid: 'b', start: '20261124T090000Z', end: '20261124T100000Z' }))
    w.put('c.ics', icsOf({ uid: 'c', start: '20261124T100000Z', end: '20261124T110000Z', lines: ['STATUS:TENTATIVE'] }))
    expect(await mine(w, days('2026-11-24', '2026-11-25'))).toEqual(['11-24T00:00 10 h busy', '11-24T10:00 1 h tentative'])
    expect(await mine(w, days('2026-11-23', '2026-11-25'))).toEqual(['11-23T22:00 12 h busy', '11-24T10:00 1 h tentative'])
  })
})
