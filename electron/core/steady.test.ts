import { expect, it } from 'vitest'
import { steady, steadyClock } from './steady.ts'
import { createFakePorts } from './testing/fake-ports.ts'
import { createTestClock } from './testing/test-clock.ts'

const start = Date.parse('2026-11-22T12:00:00Z')

function bench() {
  const clock = createTestClock(start)
  const ports = createFakePorts(clock)
  const at: number[] = []
  return { clock, ports, at, after: steadyClock(clock, ports.log).after, tick: () => void at.push(clock.now() - start), warned: () => ports.lines.map((line) => line.event) }
}

it('work that throws is written down and tried again, ever more seldom, until it is done', async () => {
  const w = bench()
  w.after(100, () => {
    w.tick()
    if (w.at.length < 4) throw new Error('disk full')
  })
  await w.clock.advance(60_000)
  expect(w.at).toEqual([100, 5_100, 15_100, 35_100])
  expect(w.warned()).toEqual(['timer-failed', 'timer-failed', 'timer-failed'])
  expect(w.ports.lines[0]?.facts).toMatchObject({ message: 'disk full' })
})

it('a promise that is refused counts as thrown', async () => {
  const w = bench()
  w.after(0, async () => {
    w.tick()
    if (w.at.length === 1) throw new Error('no')
  })
  await w.clock.advance(6_000)
  expect(w.at).toEqual([0, 5_000])
})

it('a stop ends the tries as well', async () => {
  const w = bench()
  const stop = w.after(0, () => {
    w.tick()
    throw new Error('no')
  })
  await w.clock.advance(1_000)
  stop()
  await w.clock.advance(60_000)
  expect(w.at).toEqual([0])
})

it('the pauses end at five minutes', async () => {
  const w = bench()
  w.after(0, () => {
    w.tick()
    throw new Error('no')
  })
  await w.clock.advance(3_600_000)
  expect(w.at.slice(1).map((at, index) => at - (w.at[index] ?? 0)).slice(-3)).toEqual([300_000, 300_000, 300_000])
})

it('what is to be done soon is steady too', async () => {
  const w = bench()
  let done = 0
  steady(w.ports.log, w.clock.after, (run) => w.clock.after(0, run)).soon(() => {
    done += 1
    if (done === 1) throw new Error('no')
  })
  await w.clock.advance(5_000)
  expect(done).toBe(2)
})
