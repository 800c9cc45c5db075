const firstMs = 2_000
const longestMs = 15 * 60_000

/**
 * Time to wait before attempt number `attempts` + 1: doubling, with up to half of it as jitter so that many clients of one
 * server do not come back together. What the server asked for (`Retry-After`) is the least.
 */
export function backoffMs(attempts: number, random: number, retryAfterMs = 0): number {
  const doubled = Math.min(longestMs, firstMs * 2 ** Math.min(20, Math.max(0, attempts - 1)))
  return Math.max(retryAfterMs, Math.round(doubled / 2 + (doubled / 2) * random))
}
