import { describe, expect, it } from 'vitest'
import { toInstant } from '../../../shared/time/zones.ts'
import { crowdedDay, occurrenceOf, storyNowUtc, storyOccurrences, storyZone } from '../../testing/story.ts'
import { dayModel, isLaned, type CalendarFacts } from './day-model.ts'

const facts: CalendarFacts = { zone: storyZone, nowUtc: storyNowUtc, hourPx: 48, columns: 4, hues: new Map([['work', 'blue']]), names: new Map([['work', 'Work']]) }
const at = (local: string, zone = storyZone): number => toInstant(local, zone)
const event = (title: string, from: string, to: string, more = {}): ReturnType<typeof occurrenceOf> => occurrenceOf('work', title, at(from), at(to), more)
const one = (more: object, from = '2026-10-14T10:00:00', to = '2026-10-14T11:00:00'): ReturnType<typeof dayModel>['blocks'][number] => dayModel('2026-10-14', [event('A', from, to, more)], facts).blocks[0]!

describe('a block of the day', () => {
  it('stands at its hours on the wall', () => {
    expect(one({}, '2026-10-14T09:15:00', '2026-10-14T10:45:00')).toMatchObject({ from: 9.25, to: 10.75, x: 0, w: 100, hue: 'blue' })
  })
  it('stands at its clock time also on a day of 25 hours', () => {
    const [block] = dayModel('2026-10-25', [event('A', '2026-10-25T09:00:00', '2026-10-25T10:00:00')], facts).blocks
    expect(block).toMatchObject({ from: 9, to: 10 })
  })
  it('over midnight is cut at the day and says how it goes on', () => {
    const late = event('A', '2026-10-14T22:00:00', '2026-10-15T02:00:00')
    expect(dayModel('2026-10-14', [late], facts).blocks[0]).toMatchObject({ from: 22, to: 24, came: false, goesOn: true })
    expect(dayModel('2026-10-15', [late], facts).blocks[0]).toMatchObject({ from: 0, to: 2, came: true, goesOn: false, lines: ['until 02:00'] })
  })
  it('that ends at midnight does not reach into the next day (FBA-5)', () => {
    const late = event('A', '2026-10-14T22:00:00', '2026-10-15T00:00:00')
    expect(dayModel('2026-10-15', [late], facts).blocks).toEqual([])
  })
  it('without length is still drawn', () => {
    const { from, to } = one({}, '2026-10-14T09:00:00', '2026-10-14T09:00:00')
    expect(to - from).toBeGreaterThan(0.3)
  })

  const kinds = [
    { name: 'no answer yet', more: { role: 'attendee', myAnswer: 'needs-action' }, kind: 'asks', line: 'No answer · 10:00' },
    { name: 'maybe', more: { role: 'attendee', myAnswer: 'tentative' }, kind: 'maybe', line: 'Maybe · 10:00' },
    { name: 'tentative event of mine', more: { status: 'tentative' }, kind: 'maybe', line: 'Maybe · 10:00' },
    { name: 'declined', more: { role: 'attendee', myAnswer: 'declined' }, kind: 'declined', line: 'Declined · 10:00' },
    { name: 'cancelled, whatever I answered', more: { status: 'cancelled', myAnswer: 'declined' }, kind: 'cancelled', line: 'Cancelled · 10:00' },
    { name: 'plain', more: {}, kind: 'plain', line: '10:00–11:00' },
  ] as const
  for (const { name, more, kind, line } of kinds)
    it(`${name} has its own kind and says so in a word`, () => {
      expect(one(more)).toMatchObject({ kind, lines: [line] })
    })

  it('drops the room before the time, and the time before the title is cut', () => {
    const room = { location: 'Aurora' }
    expect(one(room, '2026-10-14T10:00:00', '2026-10-14T11:30:00').lines).toEqual(['10:00–11:30', 'Aurora'])
    expect(one(room, '2026-10-14T10:00:00', '2026-10-14T11:00:00').lines).toEqual(['10:00–11:00'])
    expect(one(room, '2026-10-14T10:00:00', '2026-10-14T10:30:00')).toMatchObject({ size: 'short', lines: ['10:00'] })
  })
  it('shows no line where a later event lies over it', () => {
    const { blocks } = dayModel('2026-10-14', [event('A', '2026-10-14T10:00:00', '2026-10-14T12:00:00'), event('B', '2026-10-14T10:30:00', '2026-10-14T12:00:00')], facts)
    expect(blocks.map((block) => block.lines)).toEqual([[], ['10:30–12:00']])
  })
  it('tells a reader everything, also what is only drawn', () => {
    expect(one({ location: 'Aurora', role: 'organizer', unsent: true, people: { total: 8, yes: 4, maybe: 0, no: 0, undelivered: 0 } }).spoken).toBe(
      'A, Wednesday 14 October, 10:00–11:00, Aurora, not sent yet, 4 of 8 yes, Work',
    )
  })
  it('counts who was not reached before who said yes', () => {
    expect(one({ people: { total: 8, yes: 4, maybe: 0, no: 0, undelivered: 2 } }, '2026-10-14T10:00:00', '2026-10-14T12:00:00').footWords).toBe('2 not delivered')
  })
})

describe('overlaps', () => {
  it('of forty events fold in heaps that are told one by one and lose nobody', () => {
    const { blocks, more } = dayModel('2026-10-15', [...storyOccurrences, ...crowdedDay('2026-10-15')], facts)
    const timed = [...storyOccurrences, ...crowdedDay('2026-10-15')].filter((each) => !isLaned(each) && each.startUtc >= at('2026-10-15T00:00:00') && each.startUtc < at('2026-10-16T00:00:00'))
    expect(blocks.length + more.reduce((sum, heap) => sum + heap.occurrences.length, 0)).toBe(timed.length)
    expect(blocks.length).toBeGreaterThan(timed.length / 2)
    expect(more.length).toBeGreaterThan(1)
  })
  it('stay inside their column', () => {
    for (const { x, w } of dayModel('2026-10-15', crowdedDay('2026-10-15'), facts).blocks) expect(x + w).toBeLessThanOrEqual(100.01)
  })
  const clock = (hour: number, minute: number): string => `2026-10-14T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`
  it.each([
    { name: 'four of one start', starts: [0, 0, 0, 0], length: 60 },
    { name: 'four a quarter of an hour apart', starts: [0, 15, 30, 45], length: 60 },
    { name: 'four within half an hour', starts: [0, 10, 20, 29], length: 60 },
    { name: 'five of one start', starts: [0, 0, 0, 0, 0], length: 30 },
  ])('keep every title line readable: $name', ({ starts, length }) => {
    const { blocks, more } = dayModel('2026-10-14', starts.map((min, n) => event(`E${n}`, clock(10 + Math.floor(min / 60), min % 60), clock(10 + Math.floor((min + length) / 60), (min + length) % 60))), facts)
    expect([blocks.length, more.length]).toEqual([starts.length, 0])
    for (const [at, under] of blocks.entries())
      for (const over of blocks.slice(at + 1)) if (over.from < under.from + 0.4 && over.x < under.x + under.w - 0.01) expect(over.x - under.x).toBeGreaterThanOrEqual(20)
  })
  it('half an hour apart are a cascade as ever', () => {
    const { blocks } = dayModel('2026-10-14', [0, 30].map((min) => event(`E${min}`, clock(10, min), clock(12, 0))), facts)
    expect(blocks.map(({ x, w }) => [x, w])).toEqual([
      [0, 100],
      [14, 86],
    ])
  })
  it('that only touch do not overlap', () => {
    const { blocks } = dayModel('2026-10-14', [event('A', '2026-10-14T10:00:00', '2026-10-14T11:00:00'), event('B', '2026-10-14T11:00:00', '2026-10-14T12:00:00')], facts)
    expect(blocks.map(({ x, w }) => [x, w])).toEqual([
      [0, 100],
      [0, 100],
    ])
  })
})
