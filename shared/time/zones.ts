import type { Instant, LocalDateTime, Zone } from '../model/time.ts'
import { localOfWall, wallOfLocal } from './civil.ts'
import { windowsZones } from './windows-zones.ts'

const hourMs = 3_600_000
/** About 1.09 years: one look-up is an index and at most a few compares. */
const bucketMs = 2 ** 35
/** A probe each 12.4 days finds every change: the shortest on record (Ramadan in Morocco, Egypt) lasted 26. */
const probesPerBucket = 32

interface Bucket {
  readonly firstOffset: number
  /** UTC instants, ascending, and the offset that holds from each on. */
  readonly at: readonly number[]
  readonly offset: readonly number[]
}

/** The clocks of one zone. Wall times are ms read as if in UTC. */
export abstract class ZoneClock {
  abstract offsetAt(instant: Instant): number

  /** A gap takes the offset before it, an ambiguous reading the first of both (ICS-5). */
  toInstant(wallMs: number): Instant {
    return this.resolve(wallMs) ?? wallMs - this.offsetAt(wallMs - 15 * hourMs)
  }

  /** Null for a reading that no clock showed: recurrence drops these (RFC 5545 §3.3.10). Ambiguous: the first. */
  resolve(wallMs: number): Instant | null {
    // Offsets lie in −12…+14 h, so these two stand on either side of every candidate.
    const before = this.offsetAt(wallMs - 15 * hourMs)
    const after = this.offsetAt(wallMs + 13 * hourMs)
    if (before === after) return wallMs - before
    if (this.offsetAt(wallMs - before) === before) return wallMs - before
    if (this.offsetAt(wallMs - after) === after) return wallMs - after
    return null
  }
}

class UtcClock extends ZoneClock {
  offsetAt(): number {
    return 0
  }
  override resolve(wallMs: number): Instant {
    return wallMs
  }
}

class IntlClock extends ZoneClock {
  private readonly buckets = new Map<number, Bucket>()
  private lastIndex = Number.NaN
  private last: Bucket | null = null
  private readonly format: Intl.DateTimeFormat

  constructor(zone: Zone) {
    super()
    this.format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  }

  offsetAt(instant: Instant): number {
    const index = Math.floor(instant / bucketMs)
    let bucket = this.last
    if (index !== this.lastIndex || !bucket) {
      bucket = this.buckets.get(index) ?? this.build(index)
      this.last = bucket
      this.lastIndex = index
    }
    let offset = bucket.firstOffset
    for (let i = 0; i < bucket.at.length && instant >= (bucket.at[i] as number); i++) offset = bucket.offset[i] as number
    return offset
  }

  private build(index: number): Bucket {
    const start = index * bucketMs
    const step = bucketMs / probesPerBucket
    const at: number[] = []
    const offset: number[] = []
    const firstOffset = this.ask(start)
    let known = firstOffset
    for (let probe = start + step; probe <= start + bucketMs; probe += step) {
      const now = this.ask(probe)
      if (now === known) continue
      at.push(this.changeBetween(probe - step, probe, known))
      offset.push(now)
      known = now
    }
    const bucket = { firstOffset, at, offset }
    this.buckets.set(index, bucket)
    return bucket
  }

  /** First whole second with another offset than `known`. */
  private changeBetween(from: number, to: number, known: number): number {
    let low = Math.floor(from / 1_000)
    let high = Math.ceil(to / 1_000)
    while (high - low > 1) {
      const mid = Math.floor((low + high) / 2)
      if (this.ask(mid * 1_000) === known) low = mid
      else high = mid
    }
    return high * 1_000
  }

  /** About 2 µs. The text ends in `GMT`, `GMT+02:00` or `GMT+00:53:28`. */
  private ask(instant: Instant): number {
    const clamped = Math.min(Math.max(instant, -8.64e15), 8.64e15)
    const text = this.format.format(clamped)
    const at = text.lastIndexOf('GMT') + 3
    if (at === text.length) return 0
    const ms = (+text.slice(at + 1, at + 3) * 3_600 + +text.slice(at + 4, at + 6) * 60 + +text.slice(at + 7, at + 9)) * 1_000
    return text[at] === '-' ? -ms : ms
  }
}

class TableClock extends ZoneClock {
  private readonly table: Bucket
  constructor(table: Bucket) {
    super()
    this.table = table
  }
  offsetAt(instant: Instant): number {
    const { at, offset, firstOffset } = this.table
    let low = 0
    let high = at.length
    while (low < high) {
      const mid = (low + high) >> 1
      if ((at[mid] as number) <= instant) low = mid + 1
      else high = mid
    }
    return low === 0 ? firstOffset : (offset[low - 1] as number)
  }
}

const clocks = new Map<Zone, ZoneClock>([['UTC', new UtcClock()]])
const known = new Map<string, boolean>()

/** True for names that Intl can show, also old ones such as `US/Eastern`. */
export function isKnownZone(name: string): boolean {
  let answer = known.get(name)
  if (answer === undefined) {
    answer = /^[A-Za-z]/.test(name) && intlName(name) !== null
    if (known.size < 5_000) known.set(name, answer)
  }
  return answer
}

function intlName(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    // RangeError is how Intl says no; it has no other way to ask.
    return null
  }
}

/** Throws RangeError for a zone that neither Intl knows nor `defineZone` named: resolve names first. */
export function clockOf(zone: Zone): ZoneClock {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new IntlClock(zone)
    clocks.set(zone, clock)
  }
  return clock
}

/**
 * Rules that came with an object and fit no zone of ours. The name must follow from the rules, so that defining
 * it twice changes nothing. Such a zone works everywhere in `shared/`, but Intl cannot show it (`isKnownZone` is false).
 */
export function defineZone(name: Zone, rules: Bucket): void {
  if (!clocks.has(name)) clocks.set(name, new TableClock(rules))
}

export const offsetMsAt = (zone: Zone, instant: Instant): number => clockOf(zone).offsetAt(instant)

export const toLocal = (instant: Instant, zone: Zone): LocalDateTime => localOfWall(instant + clockOf(zone).offsetAt(instant))

/** A gap takes the offset before it, an ambiguous reading the first of both (ICS-5). */
export const toInstant = (local: LocalDateTime, zone: Zone): Instant => clockOf(zone).toInstant(wallOfLocal(local))

const resolved = new Map<string, Zone | null>()

/**
 * ICS-11, as far as the name alone goes: IANA → after a maker's prefix → Windows name → city in an Outlook title.
 * Null: ask the VTIMEZONE that came along (`zoneOfTzid` in shared/ical).
 */
export function resolveZone(tzid: string): Zone | null {
  let zone = resolved.get(tzid)
  if (zone === undefined) {
    zone = byName(tzid.trim().replace(/^"(.*)"$/, '$1'))
    if (resolved.size < 5_000) resolved.set(tzid, zone)
  }
  return zone
}

function byName(name: string): Zone | null {
  if (/^(utc|gmt|z|zulu|etc\/(utc|gmt|zulu|uct|universal)|coordinated universal time)$/i.test(name)) return 'UTC'
  return ianaName(name) ?? afterPrefix(name) ?? windowsZones.get(name.toLowerCase()) ?? byTitle(name)
}

function ianaName(name: string): Zone | null {
  if (!isKnownZone(name)) return null
  const told = intlName(name)
  return told !== null && told.toLowerCase() === name.toLowerCase() ? told : name
}

/** `/mozilla.org/20050126_1/Europe/Paris`: the shortest tail with a slash that is a zone. */
function afterPrefix(name: string): Zone | null {
  const words = name.split('/').filter((word) => word !== '')
  for (const length of [2, 3, 1]) {
    if (words.length <= length && !name.startsWith('/')) continue
    const zone = words.length >= length ? ianaName(words.slice(-length).join('/')) : null
    if (zone) return zone
  }
  return null
}

/** `(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna`; the offset must fit in winter or summer. */
function byTitle(title: string): Zone | null {
  const match = /^\((?:UTC|GMT)(?:([+-])(\d\d):?(\d\d))?\)\s*(.+)$/i.exec(title)
  if (!match) return null
  const [, sign, hours, minutes, rest] = match
  const offset = (sign === '-' ? -1 : 1) * (+(hours ?? 0) * 60 + +(minutes ?? 0)) * 60_000
  const zone = titles.get((rest as string).trim().toLowerCase()) ?? firstCity(rest as string)
  if (!zone) return offset === 0 && /universal/i.test(rest as string) ? 'UTC' : null
  const clock = clockOf(zone)
  return [Date.UTC(2025, 0, 15), Date.UTC(2025, 6, 15)].some((instant) => clock.offsetAt(instant) === offset) ? zone : null
}

const titles = new Map<string, Zone>([
  ['eastern time (us & canada)', 'America/New_York'],
  ['central time (us & canada)', 'America/Chicago'],
  ['mountain time (us & canada)', 'America/Denver'],
  ['pacific time (us & canada)', 'America/Los_Angeles'],
  ['atlantic time (canada)', 'America/Halifax'],
  ['arizona', 'America/Phoenix'],
  ['alaska', 'America/Anchorage'],
  ['hawaii', 'Pacific/Honolulu'],
  ['newfoundland', 'America/St_Johns'],
  ['indiana (east)', 'America/Indianapolis'],
  ['chennai, kolkata, mumbai, new delhi', 'Asia/Kolkata'],
  ['osaka, sapporo, tokyo', 'Asia/Tokyo'],
  ['beijing, chongqing, hong kong, urumqi', 'Asia/Shanghai'],
  ['west central africa', 'Africa/Lagos'],
])

let cities: Map<string, Zone> | null = null

function firstCity(list: string): Zone | null {
  cities ??= new Map(
    Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone.includes('/'))
      .map((zone) => [zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ').toLowerCase(), zone]),
  )
  for (const city of list.split(',')) {
    const zone = cities.get(city.trim().toLowerCase())
    if (zone) return zone
  }
  return null
}
