import { describe, expect, it } from 'vitest'
import { weekDays } from '../../../shared/time/days.ts'
import { storyNowUtc, storyOccurrences, storyZone } from '../../testing/story.ts'
import { isLaned, type CalendarFacts } from './day-model.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { foldLanes } from '../../../shared/time/lanes.ts'
import { laneBars, laneGhosts } from './lanes-model.ts'
import { blankWeeks, monthRow, occurrencesOn, rowsFor } from './month-model.ts'

const facts: CalendarFacts = { zone: storyZone, nowUtc: storyNowUtc, hourPx: 48, columns: 4, hues: new Map(), names: new Map() }
const days = weekDays('2026-10-13', 1)
const bars = laneBars(storyOccurrences.filter(isLaned), days, facts)

describe('whole-day lanes', () => {
  it('pack the week into the fewest rows, longest first', () => {
    expect(bars.map(({ title, lane, first, last }) => [title, lane, first, last])).toEqual([
      ['School autumn break', 0, 0, 6],
      ['Beta round 2', 1, 0, 0],
      ['On call: Bob', 1, 1, 3],
      ['Release 4.2 freeze', 2, 2, 4],
      ['Mum’s birthday', 1, 5, 5],
    ])
  })
  it('say where an event came from and until when it goes on', () => {
    expect(bars[0]).toMatchObject({ came: false, goesOn: true, extra: 'until 23 Oct' })
    expect(bars[1]).toMatchObject({ came: true, goesOn: false })
  })
  it('fold into "n more" and give up one row to say so, on the days that need it', () => {
    const { shown, hidden } = foldLanes(bars, 2, 7)
    expect(shown.map((bar) => bar.title)).toEqual(['School autumn break', 'Beta round 2', 'Mum’s birthday'])
    expect(hidden).toEqual([0, 1, 2, 2, 1, 0, 0])
  })
  it('that fit are all shown', () => {
    expect(foldLanes(bars, 3, 7)).toEqual({ shown: bars, hidden: [0, 0, 0, 0, 0, 0, 0] })
  })
})

describe('the month', () => {
  it('has as many rows as fit below the date, and never fewer than two', () => {
    expect([rowsFor(800, 5), rowsFor(800, 6), rowsFor(100, 6), rowsFor(2_000, 5)]).toEqual([6, 4, 2, 17])
  })
  it('shows its days, and no event, while it is on its way', () => {
    expect(blankWeeks(days)).toEqual([{ days, bars: [], hidden: [0, 0, 0, 0, 0, 0, 0] }])
  })
  it('adds words to what has a place', () => {
    const place = { first: 0, last: 6, lane: 1, came: true, goesOn: true }
    const row = monthRow({ days, bars: [{ occurrence: bars[0]!.occurrence, ...place }], hidden: [0, 0, 0, 0, 0, 0, 2] }, facts)
    expect(row).toMatchObject({ days, hidden: [0, 0, 0, 0, 0, 0, 2], shown: [{ ...place, title: 'School autumn break', extra: 'until 23 Oct' }] })
  })
  it('lists a day with whole days first, then by time', () => {
    expect(occurrencesOn('2026-10-17', storyOccurrences, storyZone).map((one) => one.title)).toEqual(['School autumn break', 'Mum’s birthday', 'Market', 'Birthday dinner'])
  })
})

describe('whole days that were proposed', () => {
  const one = (id: string, startDate: string | null, endDate: string | null, patch: Partial<ProposalView> = {}): ProposalView =>
    ({ id, title: 'Offsite', mine: true, state: 'open', who: { address: 'bob@x.example', name: 'Bob' }, time: { startUtc: 0, endUtc: 0, startDate, endDate }, ...patch }) as ProposalView
  it('lie below the events on their days, cut at the edges of the week; timed, decided and other weeks’ ones are left out', () => {
    const all = [one('mine', '2026-10-14', '2026-10-16'), one('from before', '2026-10-10', '2026-10-13', { mine: false }), one('past the end', '2026-10-18', '2026-10-21', { state: 'unsent' }), one('one day', '2026-10-12', '2026-10-12'), one('timed', null, null), one('no', '2026-10-14', '2026-10-15', { state: 'declined' }), one('next week', '2026-10-19', '2026-10-20')]
    expect(laneGhosts(all, days).map((ghost) => [ghost.id, ghost.first, ghost.last, ghost.lane, ghost.words])).toEqual([
      ['mine', 2, 3, 0, 'You proposed'],
      ['from before', 0, 0, 1, 'Bob proposes'],
      ['past the end', 6, 6, 2, 'You proposed'],
      ['one day', 0, 0, 3, 'You proposed'],
    ])
  })
})
