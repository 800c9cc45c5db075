import type { Zone } from '../model/time.ts'
import { basicDateTime, civilFromDays, dayMs, daysFromCivil, daysInMonth, weekdayIndex } from '../time/civil.ts'
import { clockOf, isKnownZone, resolveZone } from '../time/zones.ts'
import { timeOf } from './fields.ts'
import { type Component, eventsOf, rawOf, readCalendar } from './tree.ts'

interface Change {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly dst: boolean
}

/** Changes are listed from here on; before it the zone is said to have kept its offset. */
const firstYear = 1970
/** Years that must agree before two yearly rules are trusted to go on for ever. */
const ruleYears = 8
const lastYear = 2037

/**
 * VTIMEZONE text (CRLF, no line end behind it) that says what Intl says of this zone from `sinceYear` on: one-off
 * changes one by one, and as yearly rules those that hold without a break until 2037. A zone that changes by no simple
 * rule (Morocco) is listed to 2037. TZID is the zone's own name.
 */
export function vtimezoneFor(zone: Zone, sinceYear = firstYear, tzid: string = zone): string {
  const changes = changesOf(zone, sinceYear)
  const first = clockOf(zone).offsetAt(Date.UTC(sinceYear, 0, 1))
  const blocks = changes.length === 0 ? [block({ name: 'STANDARD', onset: `${sinceYear}0101T000000`, from: first, to: first, extra: [] })] : blocksOf(changes, sinceYear, first)
  return ['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...blocks, 'END:VTIMEZONE'].join('\r\n')
}

function changesOf(zone: Zone, sinceYear: number): Change[] {
  const clock = clockOf(zone)
  const out: Change[] = []
  const end = Date.UTC(lastYear + 1, 0, 1)
  for (let at = Date.UTC(sinceYear, 0, 1), known = clock.offsetAt(at); at < end; at += 10 * dayMs) {
    const now = clock.offsetAt(at + 10 * dayMs)
    if (now === known) continue
    let low = at
    let high = at + 10 * dayMs
    while (high - low > 1_000) {
      const mid = Math.floor((low + high) / 2_000) * 1_000
      if (clock.offsetAt(mid) === known) low = mid
      else high = mid
    }
    if (high < end) out.push({ at: high, from: known, to: now, dst: now > known })
    known = now
  }
  return out
}

interface Rule {
  readonly month: number
  readonly nth: number
  readonly weekday: number
  readonly time: number
}

/** `sinceYear`'s own offset as an observance, then each change, those of the closing rule once with RRULE. */
function blocksOf(changes: readonly Change[], sinceYear: number, first: number): string[] {
  const tail = closingRules(changes)
  const single = changes.filter((change) => !tail.some(({ members }) => members.includes(change)))
  const out = [block({ name: 'STANDARD', onset: `${sinceYear}0101T000000`, from: first, to: first, extra: [] })]
  for (const change of single) out.push(block({ name: change.dst ? 'DAYLIGHT' : 'STANDARD', onset: basicDateTime(change.at + change.from), from: change.from, to: change.to, extra: [] }))
  for (const { rule, members } of tail) {
    const start = members[0] as Change
    const day = `${rule.nth}${['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][rule.weekday]}`
    out.push(block({ name: start.dst ? 'DAYLIGHT' : 'STANDARD', onset: basicDateTime(start.at + start.from), from: start.from, to: start.to, extra: [`RRULE:FREQ=YEARLY;BYMONTH=${rule.month};BYDAY=${day}`] }))
  }
  return out
}

/** The two yearly rules that hold to the end, each with the changes it stands for; none for zones that do not end so. */
function closingRules(changes: readonly Change[]): { rule: Rule; members: Change[] }[] {
  const yearOf = (change: Change): number => civilFromDays(Math.floor((change.at + change.from) / dayMs)).year
  const last = changes.filter((change) => yearOf(change) === lastYear)
  if (last.length !== 2) return []
  const tails = last.map((end) => {
    const same = changes.filter((change) => change.from === end.from && change.to === end.to)
    for (const rule of rulesFor(end)) {
      const members: Change[] = []
      for (let i = same.length - 1; i >= 0; i--) {
        const change = same[i] as Change
        const next = members[0]
        if (!follows(change, rule) || (next && yearOf(next) - yearOf(change) !== 1)) break
        members.unshift(change)
      }
      if (members.length >= ruleYears) return { rule, members }
    }
    return null
  })
  return tails.every((tail) => tail !== null) ? tails : []
}

/** As the n-th weekday from the front, and from the back when it is in the last week. */
function rulesFor(change: Change): Rule[] {
  const wall = change.at + change.from
  const days = Math.floor(wall / dayMs)
  const { year, month, day } = civilFromDays(days)
  const base = { month, weekday: weekdayIndex(days), time: wall - days * dayMs }
  const front = { ...base, nth: Math.ceil(day / 7) }
  return day + 7 > daysInMonth(year, month) ? [{ ...base, nth: -1 }, front] : [front]
}

function follows(change: Change, rule: Rule): boolean {
  const wall = change.at + change.from
  const { year } = civilFromDays(Math.floor(wall / dayMs))
  const length = daysInMonth(year, rule.month)
  const first = daysFromCivil(year, rule.month, 1)
  const offset = (rule.weekday - weekdayIndex(first) + 7) % 7
  const day = rule.nth < 0 ? offset + Math.floor((length - 1 - offset) / 7) * 7 : offset + (rule.nth - 1) * 7
  return day < length && (first + day) * dayMs + rule.time === wall
}

const block = ({ name, onset, from, to, extra }: { name: string; onset: string; from: number; to: number; extra: string[] }): string =>
  [`BEGIN:${name}`, `DTSTART:${onset}`, `TZOFFSETFROM:${offsetText(from)}`, `TZOFFSETTO:${offsetText(to)}`, ...extra, `END:${name}`].join('\r\n')

function offsetText(ms: number): string {
  const s = Math.abs(Math.round(ms / 1_000))
  const two = (n: number): string => `${n}`.padStart(2, '0')
  return `${ms < 0 ? '-' : '+'}${two(Math.floor(s / 3_600))}${two(Math.floor(s / 60) % 60)}${s % 60 === 0 ? '' : two(s % 60)}`
}

/**
 * In place: gives `root` a VTIMEZONE for every TZID that is used and has none (ICS-12), under the name it is used by.
 * Those that came along stay untouched; a TZID that no rule of ours explains gets none.
 */
export function addNeededZones(root: Component): void {
  const known = new Set(root.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid')))
  for (const tzid of usedTzids(root)) {
    if (known.has(tzid)) continue
    const zone = resolveZone(tzid)
    if (!zone || !isKnownZone(zone)) continue
    const made = readCalendar(`BEGIN:VCALENDAR\r\n${vtimezoneFor(zone, earliestYear(root), tzid)}\r\nEND:VCALENDAR\r\n`)
    const [component] = made.ok ? made.value.getAllSubcomponents('vtimezone') : []
    if (component) putFirst(root, component)
  }
}

/** Zones stand before what uses them: some readers need that. */
function putFirst(root: Component, zone: Component): void {
  // A copy: the list that ical.js gives is its own, and loses what is removed while we walk it.
  const others = [...root.getAllSubcomponents()]
  for (const other of others) root.removeSubcomponent(other)
  for (const component of [zone, ...others]) root.addSubcomponent(component)
}

function usedTzids(root: Component): Set<string> {
  const out = new Set<string>()
  const visit = (component: Component): void => {
    for (const property of component.getAllProperties()) {
      const { tzid } = rawOf(property)[1]
      if (typeof tzid === 'string') out.add(tzid)
    }
    component.getAllSubcomponents().forEach(visit)
  }
  root.getAllSubcomponents().filter((component) => component.name !== 'vtimezone').forEach(visit)
  return out
}

/** The rules need not go further back than the oldest event, so objects stay small. */
function earliestYear(root: Component): number {
  const years = eventsOf(root)
    .map((event) => timeOf(event, 'dtstart'))
    .map((time) => (time === null || time.kind === 'utc' ? lastYear : +(time.kind === 'date' ? time.date : time.local).slice(0, 4)))
  return Math.max(firstYear, Math.min(2020, ...years) - 1)
}
