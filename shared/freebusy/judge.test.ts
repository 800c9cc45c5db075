import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BusyKind, BusySpan } from '../model/busy.ts'
import type { Interval } from '../model/time.ts'
import { isOutsideHours, mostStrainMin, strainsOf, type WorkingHours } from './hours.ts'
import { judge, type JudgeInput, type SuggestRow } from './judge.ts'
import { startsIn } from './suggest.ts'
import { toTimeline } from './timeline.ts'

// Everything again by looking at each minute of each start for each person: slow, and too simple to be wrong.

const minuteMs = 60_000
const day = Date.UTC(2026, 0, 6)
const window: Interval = { startUtc: day + 8 * 60 * minuteMs, endUtc: day + 14 * 60 * minuteMs }
const kinds: BusyKind[] = ['unknown', 'free', 'tentative', 'busy', 'unavailable']

type Word = 'free' | 'tentative' | 'unknown' | 'hard'
const wordAt = (spans: readonly BusySpan[], from: number, to: number): Word => {
  const seen = new Set<BusyKind>()
  for (let at = from; at < to; at += minuteMs) seen.add(spans.find((s) => s.startUtc <= at && s.endUtc > at)?.kind ?? 'unknown')
  return seen.has('unavailable') || seen.has('busy') ? 'hard' : seen.has('unknown') ? 'unknown' : seen.has('tentative') ? 'tentative' : 'free'
}

const strainAt = (hours: WorkingHours, slot: Interval): number => {
  if (!isOutsideHours(hours, slot)) return 0
  let best = mostStrainMin
  for (let shift = -mostStrainMin; shift <= mostStrainMin; shift++) {
    const moved = { startUtc: slot.startUtc + shift * minuteMs, endUtc: slot.endUtc + shift * minuteMs }
    if (!isOutsideHours(hours, moved)) best = Math.min(best, Math.abs(shift))
  }
  return best
}

function bruteForce(input: JudgeInput, startUtc: number): { cost: number; blocked: number; canCome: number } {
  const slot = { startUtc, endUtc: startUtc + input.durationMin * minuteMs }
  let [cost, blocked, canCome, worst, room] = [0, 0, 0, 0, Infinity]
  const rooms = input.rooms === 'one' ? input.rows.filter((r) => r.presence === 'room').length : 0
  for (const row of input.rows) {
    const isRoom = row.presence === 'room'
    const before = isRoom ? 0 : (input.bufferBeforeMin ?? 0)
    const after = isRoom ? 0 : (input.bufferAfterMin ?? 0)
    let word = wordAt(row.spans, slot.startUtc - before * minuteMs, slot.endUtc + after * minuteMs)
    if (word === 'tentative' && input.ignoreTentative) word = 'free'
    if (word === 'unknown' && input.unknownAs === 'free') word = 'free'
    if (word === 'unknown' && input.unknownAs === 'busy') word = 'hard'
    const strain = row.workingHours === null ? 0 : strainAt(row.workingHours, slot)
    if (isRoom && input.rooms === 'one') {
      room = Math.min(room, word === 'hard' ? Infinity : word === 'free' ? (strain > 0 ? 3 : 0) : 3)
      continue
    }
    const must = isRoom || row.always === true || input.who === 'everyone' || ((input.who ?? 'required') === 'required' && row.presence === 'required')
    if (word === 'hard' && must) blocked++
    else if (word === 'hard') cost += 2
    else if (word !== 'free') cost += must ? 3 : 1
    else if (strain > 0) cost += must ? 3 + strain / 128 : 0.75 + strain / 512
    if (word === 'free' && !isRoom) canCome++
    if (word === 'free' && must) worst = Math.max(worst, strain)
  }
  cost += worst / 128 + (rooms > 0 ? room : 0)
  const tooFew = typeof input.who === 'object' && canCome < input.who.atLeast
  return { cost: blocked > 0 || tooFew ? Infinity : cost, blocked, canCome }
}

const block = fc.record({ from: fc.integer({ min: 0, max: 360 }), length: fc.integer({ min: 1, max: 120 }), kind: fc.constantFrom(...kinds) })
const hours = fc.option(fc.record({ days: fc.constantFrom([1, 2, 3, 4, 5], [1, 3], []), startMin: fc.constantFrom(0, 480, 600), endMin: fc.constantFrom(720, 780, 1440), zone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York') }), { nil: null })
const person = fc.record({ blocks: fc.array(block, { maxLength: 5 }), presence: fc.constantFrom('required' as const, 'optional' as const, 'room' as const), covered: fc.boolean(), hours, always: fc.boolean() })
const wish = fc.record({
  durationMin: fc.constantFrom(30, 45, 60),
  bufferBeforeMin: fc.constantFrom(0, 10, 30),
  bufferAfterMin: fc.constantFrom(0, 5, 15),
  who: fc.oneof(fc.constantFrom('required' as const, 'everyone' as const), fc.record({ atLeast: fc.integer({ min: 0, max: 4 }) })),
  rooms: fc.constantFrom('all' as const, 'one' as const),
  ignoreTentative: fc.boolean(),
  unknownAs: fc.constantFrom('ask' as const, 'free' as const, 'busy' as const),
})

test('FBA-16 every start is judged as by looking at each minute: buffers, rooms, at least so many, hours in each zone (seed 20261123)', () => {
  fc.assert(
    fc.property(fc.array(person, { maxLength: 5 }), wish, (people, wished) => {
      const rows = people.map(({ blocks, presence, covered, hours: own, always }, i): SuggestRow => {
        const spans = toTimeline(blocks.map((b) => ({ startUtc: window.startUtc + b.from * minuteMs, endUtc: window.startUtc + (b.from + b.length) * minuteMs, kind: b.kind })), covered ? window : null, window)
        return { address: `p${i}`, presence, state: 'answered', spans, workingHours: own, always: always && presence !== 'room' }
      })
      const input = { rows, ...wished }
      const starts = startsIn({ window, zone: 'UTC', workingHours: null, durationMin: wished.durationMin })
      const judged = judge(input, starts)
      const brute = [...starts].map((startUtc) => bruteForce(input, startUtc))
      expect([...judged.cost]).toEqual(brute.map((b) => b.cost))
      expect([...judged.blocked]).toEqual(brute.map((b) => b.blocked))
      expect([...judged.canCome]).toEqual(brute.map((b) => b.canCome))
      // Where one alone is in the way, it is named rightly: without that row nobody is.
      for (let s = 0; s < starts.length; s++) {
        if (judged.blocked[s] !== 1) continue
        const without = rows.filter((_, i) => i !== judged.blockers[s])
        expect(bruteForce({ ...input, rows: without }, starts[s]!).blocked).toBe(0)
      }
    }),
    { seed: 20261123, numRuns: 120, verbose: true },
  )
})

test('strains are minutes outside of the hours, to a day’s worth', () => {
  const office: WorkingHours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1020, zone: 'UTC' }
  const at = (hour: number, date = 6): number => Date.UTC(2026, 0, date, 0, hour * 60)
  expect([...strainsOf(office, [at(7), at(8.5), at(9), at(16), at(16.5), at(20), at(12, 10)], 3_600_000)]).toEqual([120, 30, 0, 0, 30, 240, 480])
})

test('of two times that ask as much in sum, the one that shares it wins', () => {
  const free = { presence: 'required' as const, state: 'answered' as const, spans: [{ kind: 'free' as const, startUtc: day, endUtc: day + 86_400_000 }] }
  const until = (endMin: number): WorkingHours => ({ days: [2], startMin: 0, endMin, zone: 'UTC' })
  // Alone: one is two hours late, the other on time. Shared: both are an hour late.
  const starts = Float64Array.from([day + 12 * 3_600_000])
  const alone = judge({ durationMin: 60, rows: [{ ...free, address: 'a', workingHours: until(11 * 60) }, { ...free, address: 'b', workingHours: until(13 * 60) }] }, starts)
  const shared = judge({ durationMin: 60, rows: [{ ...free, address: 'a', workingHours: until(12 * 60) }, { ...free, address: 'b', workingHours: until(12 * 60) }] }, starts)
  // The base price of being outside at all aside.
  expect(shared.cost[0]! - 2 * 3).toBeLessThan(alone.cost[0]! - 3)
})
