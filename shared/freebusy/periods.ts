import { readBasic, readDuration } from '../ical/moment.ts'
import type { Instant } from '../model/time.ts'

/** Folded lines and time values of VFREEBUSY bodies, read by hand: five hundred answers arrive at once. */

/** Joins folded lines (RFC 5545 §3.1); takes LF, CRLF and CR, space and tab folds, and a BOM. */
export function unfold(text: string): string {
  let t = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (t.includes('\r')) t = t.replace(/\r\n?/g, '\n')
  return t.includes('\n ') || t.includes('\n\t') ? t.replace(/\n[ \t]/g, '') : t
}

/**
 * `20260106T100000Z`, the same without Z, or `20260106` (its midnight), read as UTC.
 * NaN for anything else, and for days that do not exist: 31 September is not 1 October (FBU-8).
 */
export const readUtc = (text: string): Instant => readBasic(text)?.wallMs ?? Number.NaN

export const isUtcForm = (text: string): boolean => text.length === 16 && text.charCodeAt(15) === 90

/** RFC 5545 §3.3.6 in milliseconds, days as 24 h (free/busy times are UTC). NaN when it is none. */
export function readDurationMs(text: string): number {
  const d = readDuration(text)
  return d === null ? Number.NaN : d.days * 86_400_000 + d.ms
}
