import type { Headers } from './shapes.ts'

const minuteMs = 60_000
const longestMs = 86_400_000

/**
 * How long an answer may be used without asking again, in ms from when it came (FBU-24; RFC 9111 §4.2, §5.2, §5.3): `max-age`, else `Expires` against `Date`,
 * less what it had aged on its way. `no-cache`, `no-store` and what is past already give 0. Null: the server says nothing, or nothing that can be read.
 * At most a day: people's time changes, whatever a server says of its file.
 */
export function freshForMs(headers: Headers): number | null {
  const directives = (headers['cache-control'] ?? '').toLowerCase().split(',').map((one) => one.trim())
  if (directives.some((one) => one === 'no-store' || /^no-cache(?:$|=)/.test(one))) return 0
  const agedMs = secondsMs(headers['age']) ?? 0
  const maxAge = directives.map((one) => /^max-age="?(\d+)"?$/.exec(one)?.[1]).find((seconds) => seconds !== undefined)
  if (maxAge !== undefined) return bounded((secondsMs(maxAge) ?? 0) - agedMs)
  const { expires } = headers
  if (expires === undefined) return null
  // Anything that is no date, above all "0", means it is past.
  const atUtc = Date.parse(expires)
  const saidUtc = Date.parse(headers['date'] ?? '')
  if (Number.isNaN(atUtc)) return 0
  return Number.isNaN(saidUtc) ? null : bounded(atUtc - saidUtc - agedMs)
}

/** Below a minute a grid that is being set up would ask the same file over and over. */
export const leastFreshMs = minuteMs

const bounded = (ms: number): number => Math.min(Math.max(ms, 0), longestMs)
const secondsMs = (text: string | undefined): number | null => (text !== undefined && /^\d{1,10}$/.test(text.trim()) ? Number(text) * 1_000 : null)
