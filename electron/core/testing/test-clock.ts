import type { Instant, Zone } from '../../../shared/model/time.ts'
import type { Clock } from '../ports.ts'

export interface TestClock extends Clock {
  set(now: Instant): void
  setZone(zone: Zone): void
  /** Moves on, running what falls due in order of time; lets promises settle in between. */
  advance(ms: number): Promise<void>
}

/** Stands still until it is moved. */
export function createTestClock(start: Instant, zone: Zone = 'Europe/Berlin'): TestClock {
  let now = start
  let here = zone
  let last = 0
  const timers = new Map<number, { readonly at: Instant; readonly run: () => void }>()
  return {
    now: () => now,
    zone: () => here,
    after(ms, run) {
      last += 1
      const id = last
      timers.set(id, { at: now + Math.max(0, ms), run })
      return () => void timers.delete(id)
    },
    set: (instant) => void (now = instant),
    setZone: (next) => void (here = next),
    async advance(ms) {
      const end = now + ms
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        const next = [...timers].filter(([, timer]) => timer.at <= end).toSorted((a, b) => a[1].at - b[1].at || a[0] - b[0])[0]
        if (next === undefined) break
        timers.delete(next[0])
        now = Math.max(now, next[1].at)
        next[1].run()
      }
      now = end
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
