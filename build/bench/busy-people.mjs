// The crowd that free/busy is measured with: 500 people over four weeks. The same every time, in Node and in the page.

export const people = 500
export const days = 28
export const minuteMs = 60_000
export const dayMs = 86_400_000
/** A Monday, and weeks without a change of clocks in Berlin. */
export const from = Date.UTC(2026, 4, 4) - 2 * 60 * minuteMs
export const zones = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Asia/Tokyo']

/** Four a day for each, in no order and overlapping, as servers send them. */
export function busyPeriods() {
  let seed = 99
  const random = () => ((seed = (seed * 1_664_525 + 1_013_904_223) >>> 0) / 2 ** 32)
  return Array.from({ length: people }, () =>
    Array.from({ length: days * 4 }, (_, i) => {
      const startUtc = from + Math.floor(i / 4) * dayMs + (420 + Math.floor(random() * 40) * 15) * minuteMs
      return { startUtc, endUtc: startUtc + (30 + Math.floor(random() * 6) * 15) * minuteMs, kind: random() < 0.15 ? 'unavailable' : 'busy' }
    }),
  )
}
