import { describe, expect, test } from 'vitest'
import type { BusyKind } from '../model/busy.ts'
import type { SuggestRow } from './judge.ts'
import { toTimeline } from './timeline.ts'
import { lookAtMeeting, newsSince, type WatchLook, type WatchNews } from './watch.ts'

const at = (hour: number): number => Date.UTC(2026, 10, 24, hour)
const around = { startUtc: at(8), endUtc: at(18) }
const slot = { startUtc: at(10), endUtc: at(11) }
const row = (address: string, spans: [number, number, BusyKind][], presence: SuggestRow['presence'] = 'required'): SuggestRow => ({
  address, presence, state: 'answered', workingHours: null, spans: toTimeline(spans.map(([a, b, kind]) => ({ startUtc: at(a), endUtc: at(b), kind })), around, around),
})
const silent = (address: string): SuggestRow => ({ address, presence: 'required', state: 'unknown', workingHours: null, spans: [] })
const look = (rows: readonly SuggestRow[], before: WatchLook | null = null, of = slot): WatchLook => lookAtMeeting({ rows, slot: of, around, zone: 'UTC', workingHours: null }, before)

const free = [row('bo', []), row('aurora', [], 'room')]
const boBusy = [row('bo', [[10, 12, 'busy']]), row('aurora', [], 'room')]
const allDay = [row('bo', [[8, 18, 'busy']]), row('aurora', [], 'room')]

describe('a meeting that is watched', () => {
  const cases: { name: string; before: readonly SuggestRow[] | null; now: readonly SuggestRow[]; news: WatchNews | 'none' | null }[] = [
    { name: 'the first look tells nothing, whoever cannot come', before: null, now: boBusy, news: null },
    { name: 'a required person becomes busy', before: free, now: boBusy, news: { kind: 'busy', who: ['bo'], better: { startUtc: at(9), endUtc: at(10) } } },
    { name: 'a room is lost', before: free, now: [row('bo', []), row('aurora', [[10, 11, 'busy']], 'room')], news: { kind: 'room', who: ['aurora'], better: { startUtc: at(9), endUtc: at(10) } } },
    { name: 'a common time opens for one that had a conflict', before: allDay, now: boBusy, news: { kind: 'better', who: ['bo'], better: { startUtc: at(9), endUtc: at(10) } } },
    { name: 'nothing changed', before: boBusy, now: boBusy, news: null },
    { name: 'all can come again', before: boBusy, now: free, news: 'none' },
    { name: 'tentative is no news: it may be this very meeting, answered in one piece with another', before: free, now: [row('bo', [[10, 11, 'tentative']]), row('aurora', [], 'room')], news: 'none' },
    { name: 'an optional person is not waited for', before: free, now: [...free, row('kim', [[10, 11, 'busy']], 'optional')], news: 'none' },
  ]
  test.each(cases)('$name', ({ before, now, news }) => {
    const first = before && look(before)
    expect(newsSince(first, look(now, first))).toEqual(news)
  })
  test('silence is neither a conflict nor the end of one', () => {
    const was = look(free)
    expect(newsSince(was, look([silent('bo')], was))).toBe('none')
    const busy = look(boBusy)
    expect(look([silent('bo')], busy).people).toEqual(['bo'])
    expect(newsSince(busy, look([silent('bo')], busy))).toBeNull()
  })
  test('time that nobody answered for is not offered as a better one', () => {
    expect(look([...boBusy, silent('kim')]).better).toBeNull()
  })
  test('at another time it begins anew', () => {
    const was = look(free)
    const later = { startUtc: at(11), endUtc: at(12) }
    expect(newsSince(was, look(boBusy, was, later))).toBe('none')
  })
})
