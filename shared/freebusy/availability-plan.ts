import type { Absence, AvailabilityPlan, HoursPeriod, OpenHours } from '../contract/availability.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { Instant, LocalDateTime, PlainDate, Zone } from '../model/time.ts'
import { numberOf, rruleOf, setNumber, setRrule, setText, setTime, textOf, timeOf, uidOf, type IcalTime } from '../ical/fields.ts'
import { addComponent, newCalendar, readCalendar, writeCalendar, type Component } from '../ical/tree.ts'
import { addNeededZones } from '../ical/vtimezone.ts'
import { addDays, weekdayOf } from '../time/days.ts'

/**
 * AVA-6: the usual hours are one VAVAILABILITY without bounds and without priority; weeks that differ and absences are bounded ones
 * of a higher priority, which replace all below them (AVA-3). Of two of one priority the busier one counts, and the editor says so (AVA-4).
 */
const absencePriority = 1
const periodPriority = 5

const dayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
/** A Monday before anything here matters: hours without bounds repeat from it. */
const anchor: PlainDate = '2020-01-06'

/** The plan as one VCALENDAR for `calendar-availability` (RFC 7953 §3). `nowUtc` is its DTSTAMP. */
export function writeAvailability(plan: AvailabilityPlan, nowUtc: Instant): string {
  const root = newCalendar()
  const at = (local: LocalDateTime): IcalTime => ({ kind: 'zoned', local, tzid: plan.zone, zone: plan.zone })
  const begin = (id: string, name: string, busyType: string): Component => {
    const part = addComponent(root, 'vavailability')
    setText(part, 'uid', id)
    setTime(part, 'dtstamp', { kind: 'utc', instant: nowUtc })
    if (name !== '') setText(part, 'summary', name)
    setText(part, 'busytype', busyType)
    return part
  }
  for (const period of [plan.usual, ...plan.periods]) {
    const part = begin(period.id, period.name, 'BUSY-UNAVAILABLE')
    if (period.from !== null) setTime(part, 'dtstart', at(`${period.from}T00:00:00`))
    if (period.until !== null) setTime(part, 'dtend', at(`${addDays(period.until, 1)}T00:00:00`))
    if (isBounded(period)) setNumber(part, 'priority', periodPriority)
    period.hours.forEach((hours, i) => addAvailable(part, { id: `${period.id}-${i + 1}`, hours, since: period.from ?? anchor, nowUtc, at }))
  }
  for (const away of plan.absences) {
    const part = begin(away.id, away.name, away.kind === 'busy' ? 'BUSY' : away.kind === 'tentative' ? 'BUSY-TENTATIVE' : 'BUSY-UNAVAILABLE')
    setTime(part, 'dtstart', at(localOf(away.from, away.startMin)))
    setTime(part, 'dtend', at(localOf(away.until, away.endMin)))
    setNumber(part, 'priority', absencePriority)
  }
  addNeededZones(root)
  return writeCalendar(root)
}

interface ToAdd {
  readonly id: string
  readonly hours: OpenHours
  readonly since: PlainDate
  readonly nowUtc: Instant
  readonly at: (local: LocalDateTime) => IcalTime
}

/** Its DTSTART is the first of its own dates: a rule that does not contain its start means different things to different programs. */
function addAvailable(part: Component, { id, hours, since, nowUtc, at }: ToAdd): void {
  const first = [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(since, n)).find((date) => hours.days.includes(weekdayOf(date))) ?? since
  const available = addComponent(part, 'available')
  setText(available, 'uid', id)
  setTime(available, 'dtstamp', { kind: 'utc', instant: nowUtc })
  setTime(available, 'dtstart', at(localOf(first, hours.startMin)))
  setTime(available, 'dtend', at(localOf(first, hours.endMin)))
  setRrule(available, `FREQ=WEEKLY;BYDAY=${[...hours.days].sort((a, b) => a - b).map((day) => dayNames[day - 1]).join(',')}`)
  if (hours.place !== '') setText(available, 'location', hours.place)
}

/**
 * The plan a text stands for, if it is one this editor can show without losing anything. Fails with a sentence otherwise: the text is
 * still read for free/busy by `availability.ts`, and is never written over without the person's yes. `emptyZone`: of a plan without any times.
 */
export function readAvailabilityPlan(text: string, emptyZone: Zone): Result<AvailabilityPlan, string> {
  const read = readCalendar(text)
  if (!read.ok) return fail(read.problem.detail)
  const parts = read.value.getAllSubcomponents('vavailability')
  if (parts.length === 0) return fail('There is no availability in it.')
  const zones = new Set<Zone>()
  const usual: HoursPeriod[] = []
  const periods: HoursPeriod[] = []
  const absences: Absence[] = []
  for (const part of parts) {
    const one = readPart(part, zones)
    if (typeof one === 'string') return fail(one)
    if ('kind' in one) absences.push(one)
    else if (isBounded(one)) periods.push(one)
    else usual.push(one)
  }
  const [first, ...more] = usual
  if (first === undefined) return fail('It has no usual hours.')
  if (more.length > 0) return fail('It has several sets of usual hours.')
  if (zones.size > 1) return fail('Its times are in several time zones.')
  const [zone = emptyZone] = [...zones]
  return ok({ zone, usual: first, periods, absences })
}

const isBounded = (period: HoursPeriod): boolean => period.from !== null || period.until !== null

function readPart(part: Component, zones: Set<Zone>): HoursPeriod | Absence | string {
  const type = (textOf(part, 'busytype') || 'BUSY-UNAVAILABLE').toUpperCase()
  const [start, end] = [localIn(part, 'dtstart', zones), localIn(part, 'dtend', zones)]
  if (start === 'other' || end === 'other' || part.hasProperty('duration')) return 'It has times in a form that cannot be edited here.'
  const available = part.getAllSubcomponents('available')
  const priority = numberOf(part, 'priority') ?? 0
  const id = uidOf(part) || `part-${start ?? ''}`
  const name = textOf(part, 'summary')
  if (start !== null && end !== null && available.length === 0) {
    if (priority !== absencePriority) return 'It has an absence of another priority.'
    const until = end.min === 0 ? { date: addDays(end.date, -1), min: 1440 } : end
    return { id, name, from: start.date, startMin: start.min, until: until.date, endMin: until.min, kind: type === 'BUSY' ? 'busy' : type === 'BUSY-TENTATIVE' ? 'tentative' : 'unavailable' }
  }
  const bounded = start !== null || end !== null
  if (type !== 'BUSY-UNAVAILABLE' || priority !== (bounded ? periodPriority : 0) || (start?.min ?? 0) !== 0 || (end?.min ?? 0) !== 0) return 'It has hours that cannot be edited here.'
  const hours: OpenHours[] = []
  for (const one of available) {
    const read = readHours(one, zones)
    if (read === null) return 'It has hours that do not simply repeat every week.'
    hours.push(read)
  }
  return { id, name, from: start?.date ?? null, until: end === null ? null : addDays(end.date, -1), hours }
}

function readHours(available: Component, zones: Set<Zone>): OpenHours | null {
  const [start, end] = [localIn(available, 'dtstart', zones), localIn(available, 'dtend', zones)]
  const rule = /^FREQ=WEEKLY(?:;INTERVAL=1)?(?:;WKST=\w+)?(?:;BYDAY=([A-Z,]+))?(?:;WKST=\w+)?$/.exec(rruleOf(available) ?? '')
  if (start === null || start === 'other' || end === null || end === 'other' || rule === null) return null
  if (['exdate', 'rdate', 'recurrence-id', 'duration'].some((name) => available.hasProperty(name))) return null
  const endMin = end.date === addDays(start.date, 1) && end.min === 0 ? 1440 : end.date === start.date ? end.min : -1
  if (endMin <= start.min) return null
  const days = rule[1] === undefined ? [weekdayOf(start.date) as number] : rule[1].split(',').map((day) => dayNames.indexOf(day as (typeof dayNames)[number]) + 1)
  if (days.includes(0)) return null
  return { days, startMin: start.min, endMin, place: textOf(available, 'location') }
}

/** Null when missing; `other` when it is not a zoned time of whole minutes. */
function localIn(part: Component, name: string, zones: Set<Zone>): { readonly date: PlainDate; readonly min: number } | 'other' | null {
  const time = timeOf(part, name)
  if (time === null) return part.hasProperty(name) ? 'other' : null
  if (time.kind !== 'zoned' || time.zone === null || !time.local.endsWith(':00')) return 'other'
  zones.add(time.zone)
  return { date: time.local.slice(0, 10), min: Number(time.local.slice(11, 13)) * 60 + Number(time.local.slice(14, 16)) }
}

const two = (n: number): string => String(n).padStart(2, '0')
const localOf = (date: PlainDate, min: number): LocalDateTime => (min >= 1440 ? `${addDays(date, 1)}T00:00:00` : `${date}T${two(Math.floor(min / 60))}:${two(min % 60)}:00`)

/** What cannot stand together, as sentences; empty: all is well (AVA-4). */
export function troublesOf(plan: AvailabilityPlan): string[] {
  const out: string[] = []
  for (const [kind, list] of [['Weeks that differ', plan.periods], ['Absences', plan.absences]] as const)
    list.forEach((a, i) => {
      if ((a.from ?? '') > (a.until ?? '9')) out.push(`“${a.name || kind}” ends before it begins.`)
      const b = list.slice(i + 1).find((other) => (other.from ?? '') <= (a.until ?? '9') && (a.from ?? '') <= (other.until ?? '9'))
      if (b) out.push(`“${a.name || kind}” and “${b.name || kind}” overlap. Where they do, the busier one counts.`)
    })
  for (const { hours } of [plan.usual, ...plan.periods]) if (hours.some(({ startMin, endMin }) => endMin <= startMin)) out.push('Some hours end before they begin.')
  return out
}

/** The usual hours as one stretch a day, for drawing the week and for suggestions: the earliest start, the latest end, all days. */
export function roughHours(plan: AvailabilityPlan): { readonly workingDays: number[]; readonly workStartMin: number; readonly workEndMin: number } | null {
  const { hours } = plan.usual
  if (hours.length === 0) return null
  return {
    workingDays: [...new Set(hours.flatMap(({ days }) => days))].sort((a, b) => a - b),
    workStartMin: Math.min(...hours.map(({ startMin }) => startMin)),
    workEndMin: Math.max(...hours.map(({ endMin }) => endMin)),
  }
}

/** A plan that says no more than the settings do. */
export const planOfHours = (settings: { readonly workingDays: readonly number[]; readonly workStartMin: number; readonly workEndMin: number }, zone: Zone, id: string): AvailabilityPlan => ({
  zone,
  usual: { id, name: '', from: null, until: null, hours: settings.workingDays.length === 0 ? [] : [{ days: [...settings.workingDays], startMin: settings.workStartMin, endMin: settings.workEndMin, place: '' }] },
  periods: [],
  absences: [],
})
