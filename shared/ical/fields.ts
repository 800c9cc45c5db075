import type { Instant, LocalDateTime, PlainDate, Zone } from '../model/time.ts'
import { basicDateTime, dateFromDays, dayMs, daysOfDate, localOfWall, wallOfLocal } from '../time/civil.ts'
import { zoneOfTzid } from './embedded-zones.ts'
import { asSlotOf, type EventSpan, instantOfMoment, type Moment, readBasic, recurrenceName, spanOfTimes, type Times } from './moment.ts'
import { addRaw, type Component, type JProperty, type Property, rawOf } from './tree.ts'

export type { EventSpan } from './moment.ts'

export type IcalTime =
  | { readonly kind: 'date'; readonly date: PlainDate }
  | { readonly kind: 'utc'; readonly instant: Instant }
  /** `zone` null: nothing explains the TZID, the time floats (ICS-11). */
  | { readonly kind: 'zoned'; readonly local: LocalDateTime; readonly tzid: string; readonly zone: Zone | null }
  | { readonly kind: 'floating'; readonly local: LocalDateTime }

/** First value of that name, unescaped; several values are joined by commas. '' when missing. */
export function textOf(c: Component, name: string): string {
  const property = c.getFirstProperty(name)
  if (!property) return ''
  const values = rawOf(property).slice(3)
  return values.map((value) => (Array.isArray(value) ? value.join(';') : String(value))).join(',')
}

/** Null takes the property away. Parameters stay, but not ALTREP, which names another form of the old text. */
export function setText(c: Component, name: string, value: string | null): void {
  const lower = name.toLowerCase()
  if (value === null) {
    c.removeAllProperties(lower)
    return
  }
  const property = c.getFirstProperty(lower)
  if (!property) {
    c.addPropertyWithValue(lower, value)
    return
  }
  if (textOf(c, lower) === value) return
  property.removeParameter('altrep')
  property.setValue(value)
}

/** Null when missing or not a number. */
export function numberOf(c: Component, name: string): number | null {
  const text = textOf(c, name)
  const n = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(n) ? n : null
}

export const setNumber = (c: Component, name: string, value: number | null): void => {
  c.removeAllProperties(name.toLowerCase())
  if (value !== null) c.addPropertyWithValue(name.toLowerCase(), value as unknown as string)
}

export const uidOf = (c: Component): string => textOf(c, 'uid')

/** 0 when missing (RFC 5545 §3.8.7.4). */
export const sequenceOf = (c: Component): number => numberOf(c, 'sequence') ?? 0

function rootOf(c: Component): Component {
  let root = c
  while (root.parent) root = root.parent
  return root
}

/** Null when missing or when it names no day of the calendar. */
export const timeOf = (c: Component, name: string): IcalTime | null => timesOf(c, name)[0] ?? null

/** All values of all properties of that name, e.g. EXDATE; of periods their starts. What cannot be read is left out. */
export const timesOf = (c: Component, name: string): IcalTime[] =>
  c
    .getAllProperties(name.toLowerCase())
    .flatMap((property) => timesIn(property, c))
    .filter((time) => time !== null)

/** Value by value; null where one cannot be read. `c` is where the zones are looked up from. */
export function timesIn(property: Property, c: Component): (IcalTime | null)[] {
  const [, params, , ...values] = rawOf(property)
  return values.map((value) => readTime(Array.isArray(value) ? value[0] : value, params['tzid'], c))
}

function readTime(value: unknown, tzidParam: string | string[] | undefined, c: Component): IcalTime | null {
  if (typeof value !== 'string') return null
  // The parser spreads the basic form out; a DATE that was not declared as one comes as `2026-11-22T::`.
  const basic = value.replace(/[-:]/g, '').replace(/T$/, '')
  const read = readBasic(basic)
  if (!read) return null
  if (read.form === 'date') return { kind: 'date', date: dateFromDays(read.wallMs / dayMs) }
  if (read.form === 'utc') return { kind: 'utc', instant: read.wallMs }
  const tzid = Array.isArray(tzidParam) ? tzidParam[0] : tzidParam
  const local = localOfWall(read.wallMs)
  return tzid ? { kind: 'zoned', local, tzid, zone: zoneOfTzid(rootOf(c), tzid) } : { kind: 'floating', local }
}

/** Replaces all of that name; parameters we do not know stay. Null takes it away. A zoned time needs its VTIMEZONE (`addNeededZones`). */
export function setTime(c: Component, name: string, value: IcalTime | null): void {
  const lower = name.toLowerCase()
  const before = c.getFirstProperty(lower)
  const params = before ? { ...rawOf(before)[1] } : {}
  c.removeAllProperties(lower)
  if (value) addRaw(c, timeProperty(lower, value, params))
}

/** One more property, e.g. another EXDATE. */
export const addTime = (c: Component, name: string, value: IcalTime): void => {
  addRaw(c, timeProperty(name.toLowerCase(), value, {}))
}

function timeProperty(name: string, value: IcalTime, known: Record<string, string | string[]>): JProperty {
  const { tzid: _tzid, ...params } = known
  switch (value.kind) {
    case 'date':
      return [name, params, 'date', value.date]
    case 'utc':
      return [name, params, 'date-time', `${localOfWall(value.instant)}Z`]
    case 'zoned':
      return [name, { ...params, tzid: value.tzid }, 'date-time', value.local]
    case 'floating':
      return [name, params, 'date-time', value.local]
  }
}

/** How the contract names the instance an override speaks for; null for a master. */
export function recurrenceIdOf(c: Component): string | null {
  const time = timeOf(c, 'recurrence-id')
  if (!time) return null
  const siblings = c.parent?.getAllSubcomponents('vevent') ?? []
  const master = siblings.find((other) => !other.hasProperty('recurrence-id') && uidOf(other) === uidOf(c))
  const start = master && timeOf(master, 'dtstart')
  return recurrenceName(start ? asSlotOf(momentOf(start), momentOf(time)) : momentOf(time))
}

/** The contract's name of the instance that originally starts at this time. */
export const nameOfTime = (time: IcalTime): string => recurrenceName(momentOf(time))

const weekStarts = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** The rule as text, `FREQ=…`; null when there is none. Of several the first (no program of today writes two). */
export function rruleOf(c: Component): string | null {
  const property = c.getFirstProperty('rrule')
  if (!property) return null
  const value = rawOf(property)[3]
  if (typeof value !== 'object' || value === null) return null
  const parts = Object.entries(value as Record<string, unknown>).map(([key, part]) => {
    // The parser keeps the first day of the week as a number, Sunday 1.
    const text = Array.isArray(part) ? part.join(',') : key === 'wkst' && typeof part === 'number' ? (weekStarts[part - 1] ?? 'MO') : String(part)
    return `${key.toUpperCase()}=${key === 'until' ? text.replace(/[-:]/g, '') : text}`
  })
  return parts.length === 0 ? null : parts.join(';')
}

/** In: `FREQ=…`, as it shall be written. */
export function setRrule(c: Component, rule: string | null): void {
  c.removeAllProperties('rrule')
  if (rule === null) return
  const parts: Record<string, unknown> = {}
  for (const part of rule.split(';')) {
    const at = part.indexOf('=')
    const key = part.slice(0, at).toLowerCase()
    const text = part.slice(at + 1)
    if (at > 0) parts[key] = key === 'until' ? spreadOut(text) : text
  }
  addRaw(c, ['rrule', {}, 'recur', parts])
}

/** `20261014T130000Z` → `2026-10-14T13:00:00Z`, the parser's own form. */
function spreadOut(basic: string): string {
  const read = readBasic(basic)
  if (!read) return basic
  if (read.form === 'date') return dateFromDays(read.wallMs / dayMs)
  return localOfWall(read.wallMs) + (read.form === 'utc' ? 'Z' : '')
}

export function momentOf(t: IcalTime): Moment {
  switch (t.kind) {
    case 'date':
      return { kind: 'date', wallMs: daysOfDate(t.date) * dayMs, tzid: null, zone: null }
    case 'utc':
      return { kind: 'utc', wallMs: t.instant, tzid: null, zone: null }
    case 'zoned':
      return { kind: 'zoned', wallMs: wallOfLocal(t.local), tzid: t.tzid, zone: t.zone }
    case 'floating':
      return { kind: 'floating', wallMs: wallOfLocal(t.local), tzid: null, zone: null }
  }
}

export function timeOfMoment(m: Moment): IcalTime {
  if (m.kind === 'date') return { kind: 'date', date: dateFromDays(m.wallMs / dayMs) }
  if (m.kind === 'utc') return { kind: 'utc', instant: m.wallMs }
  const local = localOfWall(m.wallMs)
  return m.kind === 'zoned' && m.tzid !== null ? { kind: 'zoned', local, tzid: m.tzid, zone: m.zone } : { kind: 'floating', local }
}

/** A date is its first instant in `floatingZone`; gaps and doubled times as in ICS-5. */
export const instantOf = (t: IcalTime, floatingZone: Zone): Instant => instantOfMoment(momentOf(t), floatingZone)

/** The event itself, not its repetitions (ICS-3, ICS-4). Null without a readable DTSTART. */
export function spanOf(event: Component, floatingZone: Zone): EventSpan | null {
  const times = timesOfEvent(event)
  return times ? spanOfTimes(times, floatingZone) : null
}

export function timesOfEvent(event: Component): Times | null {
  const start = timeOf(event, 'dtstart')
  if (!start) return null
  const end = timeOf(event, 'dtend')
  const duration = textOf(event, 'duration')
  return { start: momentOf(start), end: end ? momentOf(end) : null, duration: duration === '' ? null : duration }
}

/** `20261014T130000Z`, for DTSTAMP and the like. */
/** DTSTAMP and its like; 0 where there is none, or one that is no instant. */
export function stampOf(c: Component, name: 'dtstamp' | 'last-modified' = 'dtstamp'): Instant {
  const stamp = timeOf(c, name)
  return stamp?.kind === 'utc' ? stamp.instant : 0
}

/**
 * When something of mine is written, in whole seconds: the format knows nothing finer. Always later than `formerUtc`, my own last stamp in that
 * place (0: none), so that two of one second, or of a clock that was set back, can still be told apart (RFC 5546 §2.1.5; ITP-1, ITP-2).
 */
export const stampAfter = (nowUtc: Instant, formerUtc: Instant): Instant => Math.max(wholeSeconds(nowUtc), formerUtc === 0 ? 0 : wholeSeconds(formerUtc) + 1000)

export const wholeSeconds = (instant: Instant): Instant => Math.floor(instant / 1000) * 1000

export const utcStamp = (instant: Instant): string => `${basicDateTime(instant)}Z`
