import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Topic } from '../../shared/contract/topics.ts'
import { type GatheredChanges, gatherChanges } from './gather-changes.ts'
import { quietLog } from './testing/fake-ports.ts'

let source: (topics: readonly Topic[]) => void
let gathered: GatheredChanges
let told: string[]
let began: number
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  began = performance.now()
  told = []
  gathered = gatherChanges((tell) => {
    source = tell
    return () => undefined
  }, quietLog)
  gathered.on(({ topics }) => told.push(`${Math.round(performance.now() - began)} ${topics.join(' ')}`))
})
afterEach(() => {
  gathered.stop()
  vi.useRealTimers()
})

/** A first sync: something is stored every 10 ms. */
function sync(forMs: number): void {
  for (let ms = 0; ms < forMs; ms += 10) {
    source(['objects'])
    vi.advanceTimersByTime(10)
  }
}

it('what changes in one moment is told together, the first at once', () => {
  source(['objects'])
  vi.advanceTimersByTime(0)
  source(['objects'])
  source(['queue', 'invites'])
  vi.advanceTimersByTime(100)
  expect(told).toEqual(['0 objects', '50 objects queue invites'])
})

it('answers about people’s time are told in every frame, and take along what waits', () => {
  for (let ms = 0; ms < 48; ms += 4) {
    source(['busy'])
    vi.advanceTimersByTime(4)
  }
  expect(told).toEqual(['0 busy', '16 busy', '32 busy', '48 busy'])
  source(['people'])
  source(['busy'])
  vi.advanceTimersByTime(100)
  expect(told.slice(4)).toEqual(['98 people busy'])
})

it('a long sync is told ever more seldom, and its end is told', () => {
  sync(2_000)
  vi.advanceTimersByTime(1_000)
  const times = told.map((line) => Number(line.split(' ')[0]))
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
  expect(gaps.slice(0, 4)).toEqual([50, 100, 200, 400])
  expect(Math.max(...gaps)).toBe(400)
  expect(times.at(-1)).toBeGreaterThanOrEqual(1_990)
})

it('what a person does during it is told at once', () => {
  sync(1_500)
  const before = told.length
  const at = performance.now() - began
  source(['objects', 'queue'])
  vi.advanceTimersByTime(50)
  expect(told.slice(before).map((line) => line.split(' ').slice(1).join(' '))).toEqual(['objects queue'])
  expect(Number(told.at(-1)?.split(' ')[0]) - at).toBeLessThanOrEqual(50)
})

it('after a calm the first is told at once again', () => {
  sync(1_500)
  vi.advanceTimersByTime(2_000)
  const before = told.length
  const at = Math.round(performance.now() - began)
  source(['objects'])
  vi.advanceTimersByTime(0)
  source(['objects'])
  vi.advanceTimersByTime(50)
  expect(told.slice(before)).toEqual([`${at} objects`, `${at + 50} objects`])
})
