import type { Instant } from '../model/time.ts'

/** Line folding and time values of VFREEBUSY bodies, read by hand: five hundred answers arrive at once (performance.md §6). */

/** Joins folded lines (RFC 5545 §3.1); takes LF, CRLF and CR, space and tab folds, and a BOM. */
export function unfold(text: string): string {
  let t = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (t.includes('\r')) t = t.replace(/\r\n?/g, '\n')
  return t.includes('\n ') || t.includes('\n\t') ? t.replace(/\n[ \t]/g, '') : t
}

const utf8Length = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)

/** Folds at 75 octets, never inside a character (ICS-1). Without the line end. */
export function fold(line: string): string {
  let out = ''
  let octets = 0
  for (const char of line) {
    const size = utf8Length(char.codePointAt(0)!)
    if (octets + size > 75) {
      out += '\r\n '
      octets = 1
    }
    out += char
    octets += size
  }
  return out
}

const digits = (text: string, from: number, count: number): number => {
  let n = 0
  for (let i = from; i < from + count; i++) {
    const d = text.charCodeAt(i) - 48
    if (!(d >= 0 && d <= 9)) return Number.NaN
    n = n * 10 + d
  }
  return n
}

/**
 * `20260106T100000Z`, the same without Z, or `20260106` (its midnight), read as UTC.
 * NaN for anything else, and for days and times that do not exist: 31 September is not 1 October (FBU-8).
 */
export function readUtc(text: string): Instant {
  const y = digits(text, 0, 4)
  const mo = digits(text, 4, 2)
  const d = digits(text, 6, 2)
  let h = 0
  let mi = 0
  let s = 0
  if (text.length > 8) {
    if (text.charCodeAt(8) !== 84 || (text.length !== 15 && !(text.length === 16 && text.charCodeAt(15) === 90))) return Number.NaN
    h = digits(text, 9, 2)
    mi = digits(text, 11, 2)
    s = digits(text, 13, 2)
  }
  if (!(mo >= 1 && mo <= 12 && d >= 1 && h <= 24 && mi <= 59 && s <= 60)) return Number.NaN
  if (d > 28 && d > new Date(Date.UTC(y, mo, 0)).getUTCDate()) return Number.NaN
  return Date.UTC(y, mo - 1, d, h, mi, s)
}

export const isUtcForm = (text: string): boolean => text.length === 16 && text.charCodeAt(15) === 90

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

/** `20260106T100000Z`; parts of a second are cut off. */
export function writeUtc(at: Instant): string {
  const d = new Date(at)
  return `${pad(d.getUTCFullYear(), 4)}${pad(d.getUTCMonth() + 1, 2)}${pad(d.getUTCDate(), 2)}T${pad(d.getUTCHours(), 2)}${pad(d.getUTCMinutes(), 2)}${pad(d.getUTCSeconds(), 2)}Z`
}

const durationForm = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i

/** RFC 5545 §3.3.6 in milliseconds, days as 24 h (free/busy times are UTC). NaN when it is none. */
export function readDurationMs(text: string): number {
  const m = durationForm.exec(text)
  if (!m || text.length < 3) return Number.NaN
  const [, sign, w, d, h, min, s] = m
  const n = (x: string | undefined): number => (x === undefined ? 0 : Number(x))
  const ms = ((((n(w) * 7 + n(d)) * 24 + n(h)) * 60 + n(min)) * 60 + n(s)) * 1000
  return sign === '-' ? -ms : ms
}
