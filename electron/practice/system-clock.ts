import type { Clock } from '../core/ports.ts'

/** The computer's clock; with a start, one that began there and runs at the same pace. */
export function systemClock(startUtc: number | null = null): Clock {
  const shift = startUtc === null ? 0 : startUtc - Date.now()
  return {
    now: () => Date.now() + shift,
    zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}
