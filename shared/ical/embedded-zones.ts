import type { Zone } from '../model/time.ts'
import { dayMs, daysFromCivil, daysInMonth, civilFromDays, weekdayIndex } from '../time/civil.ts'
import { principalZones } from '../time/windows-zones.ts'
import { clockOf, defineZone, resolveZone } from '../time/zones.ts'
import { readBasic } from './moment.ts'
import { type Component, writeComponent } from './tree.ts'

/** Rules are worked out up to here; later times keep the last offset. */
const lastYear = 2060
const firstYear = 1970

/**
 * ICS-11 in full: by name, by X-LIC-LOCATION, else by the rules of the VTIMEZONE: the principal IANA zone whose clocks
 * agree with them in these years, else a zone of their own. Null: nothing explains the name, the time floats.
 */
export function zoneOfTzid(root: Component | null, tzid: string): Zone | null {
  const zone = resolveZone(tzid)
  if (zone || !root) return zone
  const own = root.getAllSubcomponents('vtimezone').find((c) => c.getFirstPropertyValue('tzid') === tzid)
  return own ? zoneOfVtimezone(writeComponent(own)) : null
}

const byText = new Map<string, Zone | null>()

/** In: `BEGIN:VTIMEZONE`…`END:VTIMEZONE`. */
export function zoneOfVtimezone(text: string): Zone | null {
  let zone = byText.get(text)
  if (zone === undefined) {
    zone = read(text)
    if (byText.size < 2_000) byText.set(text, zone)
  }
  return zone
}

interface Observance {
  start: number
  from: number
  to: number
  rule: string
  extra: number[]
}

interface Change {
  readonly at: number
  readonly from: number
  readonly to: number
}

function read(text: string): Zone | null {
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
  const location = lines.find((line) => /^X-LIC-LOCATION[;:]/i.test(line))
  const named = location ? resolveZone(location.slice(location.indexOf(':') + 1)) : null
  if (named) return named
  const changes = observances(lines)
    .flatMap(onsets)
    .sort((a, b) => a.at - b.at)
  if (changes.length === 0) return null
  return likeKnownZone(changes) ?? ownZone(changes)
}

function observances(lines: readonly string[]): Observance[] {
  const out: Observance[] = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, line.search(/[;:]/)).toUpperCase()
    const value = line.slice(colon + 1).trim()
    const last = out.at(-1)
    if (name === 'BEGIN' && /^(STANDARD|DAYLIGHT)$/i.test(value)) out.push({ start: Number.NaN, from: Number.NaN, to: Number.NaN, rule: '', extra: [] })
    else if (!last) continue
    else if (name === 'DTSTART') last.start = readBasic(value)?.wallMs ?? Number.NaN
    else if (name === 'TZOFFSETFROM') last.from = readOffset(value)
    else if (name === 'TZOFFSETTO') last.to = readOffset(value)
    else if (name === 'RRULE') last.rule = value.toUpperCase()
    else if (name === 'RDATE') last.extra.push(...value.split(',').map((one) => readBasic(one)?.wallMs ?? Number.NaN))
  }
  return out.filter(({ start, from, to }) => !Number.isNaN(start + from + to))
}

function readOffset(text: string): number {
  const match = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text)
  if (!match) return Number.NaN
  return (match[1] === '-' ? -1 : 1) * (+(match[2] as string) * 3_600 + +(match[3] as string) * 60 + +(match[4] ?? 0)) * 1_000
}

const onsets = (o: Observance): Change[] =>
  [o.start, ...o.extra, ...yearly(o)].filter((wall) => !Number.isNaN(wall)).map((wall) => ({ at: wall - o.from, from: o.from, to: o.to }))

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** Bound: yearly rules of BYMONTH with BYDAY and/or BYMONTHDAY, which is all that zones have; others give their DTSTART only. */
function yearly({ start, from, rule }: Observance): number[] {
  const part = (name: string): string | null => new RegExp(`(?:^|;)${name}=([^;]+)`).exec(rule)?.[1] ?? null
  if (part('FREQ') !== 'YEARLY') return []
  const until = readBasic(part('UNTIL') ?? '')
  const end = until ? until.wallMs + (until.form === 'utc' ? from : until.form === 'date' ? dayMs - 1 : 0) : Number.POSITIVE_INFINITY
  const first = civilFromDays(Math.floor(start / dayMs))
  const time = start - Math.floor(start / dayMs) * dayMs
  const month = +(part('BYMONTH') ?? first.month)
  if (!(month >= 1 && month <= 12)) return []
  const byDay = /^([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part('BYDAY') ?? '')
  const monthDays = part('BYMONTHDAY')?.split(',').map(Number)
  const out: number[] = []
  for (let year = Math.max(first.year, firstYear); year <= lastYear; year++) {
    const day = byDay ? nthWeekday(year, month, +(byDay[1] ?? 0), weekdays.indexOf(byDay[2] as string), monthDays) : (monthDays?.[0] ?? first.day)
    const wall = daysFromCivil(year, month, day ?? Number.NaN) * dayMs + time
    if (wall > end) break
    if (wall >= start) out.push(wall)
  }
  return out
}

function nthWeekday(year: number, month: number, nth: number, weekday: number, monthDays: readonly number[] | undefined): number | null {
  const length = daysInMonth(year, month)
  const all: number[] = []
  for (let day = 1; day <= length; day++) {
    if (weekdayIndex(daysFromCivil(year, month, day)) === weekday && (!monthDays || monthDays.includes(day))) all.push(day)
  }
  return (nth < 0 ? all.at(nth) : all[Math.max(nth, 1) - 1]) ?? null
}

const probes: readonly number[] = Array.from({ length: 9 * 52 }, (_, week) => Date.UTC(2022, 0, 1) + week * 7 * dayMs)

function likeKnownZone(changes: readonly Change[]): Zone | null {
  const own = offsetsOf(changes)
  const near = changes.filter(({ at }) => at >= (probes[0] as number) && at < (probes.at(-1) as number)).flatMap(({ at }) => [at - 1_000, at])
  const wanted = [...probes, ...near].map((at) => [at, own(at)] as const)
  return principalZones.find((zone) => wanted.every(([at, offset]) => clockOf(zone).offsetAt(at) === offset)) ?? null
}

function offsetsOf(changes: readonly Change[]): (at: number) => number {
  return (at) => {
    let offset = (changes[0] as Change).from
    for (const change of changes) {
      if (change.at > at) break
      offset = change.to
    }
    return offset
  }
}

function ownZone(changes: readonly Change[]): Zone {
  const rules = { firstOffset: (changes[0] as Change).from, at: changes.map((c) => c.at), offset: changes.map((c) => c.to) }
  const name = `X-Embedded/${fingerprint(JSON.stringify(rules))}`
  defineZone(name, rules)
  return name
}

/** 53 bits, for naming alone. */
function fingerprint(text: string): string {
  let a = 0x811c9dc5
  let b = 0x01000193
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b)
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36)
}
