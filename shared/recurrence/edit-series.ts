import { addTime, instantOf, momentOf, nameOfTime, recurrenceIdOf, rruleOf, setRrule, setText, setTime, textOf, timeOf, timeOfMoment, timesIn, timesOf, timesOfEvent, type IcalTime, uidOf } from '../ical/fields.ts'
import { asSlotOf, instantOfMoment, lengthOf, type Moment, readBasic, zoneOfMoment } from '../ical/moment.ts'
import { addRaw, type Component, copyOf, eventsOf, masterOf, overridesOf, rawOf, writeCalendar } from '../ical/tree.ts'
import { basicDate, dayMs } from '../time/civil.ts'
import { clockOf } from '../time/zones.ts'
import { expandOccurrences } from './expand.ts'

// All take a tree and give a new one; what was passed in stays as it was. `recurrenceId` is the contract's name of an instance.

/** What an override does not carry, because it speaks for one instance (RFC 5545 §3.8.4.4). */
const seriesOnly = ['rrule', 'rdate', 'exdate', 'exrule']
const farFuture = Date.UTC(2200, 0, 1)

/**
 * The VEVENT that speaks for one instance: its override, else a copy of the master moved to that slot, which is no part
 * of any tree. With null, or for an event that does not repeat, the master. Null: there is nothing of that name to speak for.
 */
export function instanceOf(root: Component, recurrenceId: string | null): Component | null {
  const master = masterOf(root)
  if (recurrenceId === null) return master ?? eventsOf(root)[0] ?? null
  const override = overridesOf(root).find((event) => recurrenceIdOf(event) === recurrenceId)
  if (override) return override
  if (!master) return null
  const slot = slotNamed(master, recurrenceId)
  return slot ? overrideFor(master, slot) : null
}

/**
 * Gives the instance its own VEVENT if it has none, and changes that. An EXDATE on it is taken away (ICS-9).
 * `change` is not called, and the copy is as `root` was, where `instanceOf` gives null.
 */
export function editInstance(root: Component, recurrenceId: string, change: (vevent: Component) => void): Component {
  const next = copyOf(root)
  const existing = overridesOf(next).find((event) => recurrenceIdOf(event) === recurrenceId)
  const override = existing ?? newOverride(next, recurrenceId)
  if (override) change(override)
  return next
}

function newOverride(next: Component, recurrenceId: string): Component | null {
  const master = masterOf(next)
  const slot = master && slotNamed(master, recurrenceId)
  if (!master || !slot) return null
  keepTimes(master, 'exdate', (time) => nameInSeries(master, time) !== recurrenceId)
  const override = overrideFor(master, slot)
  next.addSubcomponent(override)
  return override
}

/** One instance less: EXDATE, and no override left. Without a master the override itself goes. */
export function removeInstance(root: Component, recurrenceId: string): Component {
  const next = copyOf(root)
  for (const event of overridesOf(next)) if (recurrenceIdOf(event) === recurrenceId) next.removeSubcomponent(event)
  const master = masterOf(next)
  const slot = master && slotNamed(master, recurrenceId)
  if (!master || !slot) return next
  keepTimes(master, 'rdate', (time) => nameInSeries(master, time) !== recurrenceId)
  if (!timesOf(master, 'exdate').some((time) => nameInSeries(master, time) === recurrenceId)) addTime(master, 'exdate', slot)
  return next
}

/**
 * This and following (ITP-43): `before` ends with the last instance kept, `after` is a series of its own under `newUid`,
 * with the overrides, EXDATEs and RDATEs that lie behind the split, what is left of a COUNT, and RELATED-TO back.
 * `before` is null when nothing would be left of it. Without a master the overrides are shared out alone.
 */
export function splitSeries(root: Component, recurrenceId: string, newUid: string): { before: Component | null; after: Component } {
  const old = masterOf(root)
  const slot = old && slotNamed(old, recurrenceId)
  if (!slot) return splitOverrides(root, recurrenceId, newUid)
  const names = slotsBefore(root, instantOf(slot, 'UTC'))
  const isBehind = (time: IcalTime): boolean => instantOf(inSeries(old, time), 'UTC') >= instantOf(slot, 'UTC')
  return { before: names.kept > 0 ? firstHalf(root, isBehind, slot) : null, after: secondHalf(root, { isBehind, slot, newUid, passed: names.byRule }) }
}

/** Names of one object are of one form, and sort as the instances do. */
function splitOverrides(root: Component, recurrenceId: string, newUid: string): { before: Component | null; after: Component } {
  const [before, after] = [copyOf(root), copyOf(root)]
  for (const event of eventsOf(before)) if ((recurrenceIdOf(event) ?? '') >= recurrenceId) before.removeSubcomponent(event)
  for (const event of eventsOf(after)) {
    if ((recurrenceIdOf(event) ?? '') < recurrenceId) after.removeSubcomponent(event)
    else setText(event, 'uid', newUid)
  }
  return { before: eventsOf(before).length > 0 ? before : null, after }
}

function firstHalf(root: Component, isBehind: (time: IcalTime) => boolean, slot: IcalTime): Component {
  const before = copyOf(root)
  const master = masterOf(before) as Component
  const rule = rruleOf(master)
  if (rule !== null) setRrule(master, `${without(rule, ['COUNT', 'UNTIL'])};UNTIL=${lastBefore(slot)}`)
  for (const name of ['exdate', 'rdate']) keepTimes(master, name, (time) => !isBehind(time))
  for (const event of overridesOf(before)) {
    const time = timeOf(event, 'recurrence-id')
    if (time && isBehind(time)) before.removeSubcomponent(event)
  }
  return before
}

function secondHalf(root: Component, { isBehind, slot, newUid, passed }: { isBehind: (time: IcalTime) => boolean; slot: IcalTime; newUid: string; passed: number }): Component {
  const after = copyOf(root)
  const master = masterOf(after) as Component
  const oldUid = uidOf(master)
  for (const event of overridesOf(after)) {
    const time = timeOf(event, 'recurrence-id')
    if (!time || !isBehind(time)) after.removeSubcomponent(event)
  }
  for (const name of ['exdate', 'rdate']) keepTimes(master, name, isBehind)
  moveTo(master, slot)
  const rule = rruleOf(master)
  const count = rule === null ? null : /(?:^|;)COUNT=(\d+)/i.exec(rule)
  if (rule !== null && count) setRrule(master, `${without(rule, ['COUNT'])};COUNT=${Math.max(1, Number(count[1]) - passed)}`)
  for (const event of eventsOf(after)) setText(event, 'uid', newUid)
  addRaw(master, ['related-to', { reltype: 'FIRST' }, 'text', oldUid])
  return after
}

/** UNTIL of a half that ends before `slot`: a day for all-day series, else a second less, in UTC (ICS-7); floating ones stay so. */
function lastBefore(slot: IcalTime): string {
  if (slot.kind === 'date') return basicDate(momentOf(slot).wallMs / dayMs - 1)
  const at = slot.kind === 'floating' ? momentOf(slot).wallMs : instantOf(slot, 'UTC')
  const name = nameOfTime({ kind: 'utc', instant: at - 1_000 })
  return slot.kind === 'floating' ? name.slice(0, -1) : name
}

/** How many instances lie before an instant, and how many of these the rule itself counts. */
function slotsBefore(root: Component, endUtc: number): { kept: number; byRule: number } {
  const bare = copyOf(root)
  const master = masterOf(bare) as Component
  for (const event of overridesOf(bare)) bare.removeSubcomponent(event)
  const kept = startsBefore(bare, endUtc)
  for (const name of ['exdate', 'rdate', 'exrule']) master.removeAllProperties(name)
  return { kept: kept + overridesOf(root).filter((event) => startsAt(event) < endUtc).length, byRule: startsBefore(bare, endUtc) }
}

const startsBefore = (root: Component, endUtc: number): number =>
  expandOccurrences(writeCalendar(root), { startUtc: -62_000_000_000_000, endUtc }, { floatingZone: 'UTC', cap: 100_000 }).instances.filter((one) => one.startUtc < endUtc).length

const startsAt = (event: Component): number => {
  const time = timeOf(event, 'recurrence-id')
  return time ? instantOf(time, 'UTC') : Number.POSITIVE_INFINITY
}

type Place = (day: number) => number | null

/** Where the exceptions of a series went: names before the change, to names after it; null: the series has no such date any more. */
export type Slots = ReadonlyMap<string, string | null>

/**
 * Changes the master. When DTSTART moves, RECURRENCE-IDs, EXDATEs and RDATEs move along (ITP-44); overrides follow with
 * the same shift unless they had been moved by hand. Days that `place` knows go where it says, in days since 1970 (see `moveRule`). `dropped` names the overrides that have no slot in the new series; `slots` says of
 * every override and EXDATE where it went.
 */
export function editAll(root: Component, change: (master: Component) => void, place: Place = () => null): { root: Component; dropped: readonly string[]; slots: Slots } {
  const next = copyOf(root)
  const master = masterOf(next)
  if (!master) return { root: next, dropped: [], slots: new Map() }
  const before = timeOf(master, 'dtstart')
  const ruleBefore = rruleOf(master)
  const lists = new Map(['exdate', 'rdate'].map((name) => [name, textOf(master, name)]))
  const oldSlots = new Map(overridesOf(next).map((event) => [event, timeOf(event, 'recurrence-id')]))
  const oldNames = new Map(overridesOf(next).map((event) => [event, recurrenceIdOf(event)]))
  const leftOut = timesOf(master, 'exdate').map((time) => nameInSeries(master, time))
  change(master)
  const after = timeOf(master, 'dtstart')
  const stay: Slots = new Map([...[...oldNames.values()].flatMap((name) => name ?? []), ...leftOut].map((name) => [name, name]))
  if (!before || !after || (sameTime(before, after) && rruleOf(master) === ruleBefore)) return { root: next, dropped: [], slots: stay }
  if (!sameTime(before, after)) {
    for (const [name, text] of lists) if (textOf(master, name) === text) remapList(master, name, (slot) => shifted(slot, before, after, place))
    for (const [event, slot] of oldSlots) if (slot) remapOverride(event, slot, shifted(slot, before, after, place))
  }
  const leftOutNow = timesOf(master, 'exdate').map((time) => nameInSeries(master, time))
  const isThere = slotsAmong(next, master, [...overridesOf(next).map(startsAt), ...timesOf(master, 'exdate').map((time) => instantOf(inSeries(master, time), 'UTC'))])
  const slots = new Map<string, string | null>(leftOut.map((name, at) => [name, placeOf(leftOutNow[at] ?? null, isThere)]))
  for (const [event, name] of oldNames) if (name !== null) slots.set(name, placeOf(recurrenceIdOf(event), isThere))
  return { root: next, dropped: dropLost(next, isThere), slots }
}

const placeOf = (name: string | null, isThere: (name: string) => boolean): string | null => (name !== null && isThere(name) ? name : null)

/** Whether the rule and RDATEs have a date of that name, near those asked about; true for all when not all could be found: nothing is taken away then. */
function slotsAmong(root: Component, master: Component, askedUtc: readonly number[]): (name: string) => boolean {
  const near = askedUtc.filter(Number.isFinite)
  if (near.length === 0) return () => true
  if (rruleOf(master) === null && !master.hasProperty('rdate')) return () => false
  const bare = copyOf(root)
  for (const event of overridesOf(bare)) bare.removeSubcomponent(event)
  const bareMaster = masterOf(bare) as Component
  for (const name of ['exdate', 'exrule']) bareMaster.removeAllProperties(name)
  const window = { startUtc: Math.min(...near) - 2 * dayMs, endUtc: Math.min(Math.max(...near) + 2 * dayMs, farFuture) }
  const { instances, truncated } = expandOccurrences(writeCalendar(bare), window, { floatingZone: 'UTC', cap: 100_000 })
  const names = new Set(instances.map((one) => one.recurrenceId))
  return (name) => truncated || names.has(name)
}

function dropLost(root: Component, isThere: (name: string) => boolean): string[] {
  const dropped: string[] = []
  for (const event of overridesOf(root)) {
    const name = recurrenceIdOf(event)
    if (name === null || isThere(name)) continue
    dropped.push(name)
    root.removeSubcomponent(event)
  }
  return dropped
}

function remapList(master: Component, name: string, moved: (slot: IcalTime) => IcalTime): void {
  const properties = master.getAllProperties(name)
  // A PERIOD names its own times; it stays.
  if (properties.some((property) => rawOf(property)[2] === 'period')) return
  const times = timesOf(master, name)
  master.removeAllProperties(name)
  for (const time of times) addTime(master, name, moved(time))
}

function remapOverride(event: Component, slot: IcalTime, now: IcalTime): void {
  const start = timeOf(event, 'dtstart')
  const moved = start !== null && instantOf(start, 'UTC') !== instantOf(slot, 'UTC')
  setTime(event, 'recurrence-id', now)
  if (!moved) moveTo(event, now)
}

/** Where a slot lies once DTSTART went from `before` to `after`: where `place` says, else the same number of days off; at the new time of day and on the new clocks. */
function shifted(slot: IcalTime, before: IcalTime, after: IcalTime, place: Place): IcalTime {
  const from = momentOf(before)
  const to = momentOf(after)
  const at = readOn(asSlotOf(from, momentOf(slot)), from)
  const days = Math.floor(at / dayMs) - Math.floor(from.wallMs / dayMs)
  const there = place(Math.floor(at / dayMs))
  const more = there === null ? 0 : there - Math.floor(to.wallMs / dayMs) - days
  return timeOfMoment({ ...to, wallMs: to.wallMs + more * dayMs + (to.kind === 'date' ? days * dayMs : at - from.wallMs) })
}

/** Clock reading of a moment on the clocks of another. */
function readOn(m: Moment, clockOfMoment: Moment): number {
  if (m.kind === clockOfMoment.kind && m.zone === clockOfMoment.zone) return m.wallMs
  if (m.kind === 'date' || clockOfMoment.kind === 'date' || clockOfMoment.kind === 'floating') return m.wallMs
  const instant = instantOfMoment(m, 'UTC')
  return instant + clockOf(zoneOfMoment(clockOfMoment, 'UTC')).offsetAt(instant)
}

const sameTime = (a: IcalTime, b: IcalTime): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The slot of that name in the type of the master's DTSTART; null for a name that cannot be one. */
function slotNamed(master: Component, recurrenceId: string): IcalTime | null {
  const read = readBasic(recurrenceId)
  const start = timeOf(master, 'dtstart')
  if (!read || !start) return null
  if (start.kind === 'date') return timeOfMoment({ kind: 'date', wallMs: Math.floor(read.wallMs / dayMs) * dayMs, tzid: null, zone: null })
  if (read.form === 'date') return timeOfMoment(asSlotOf(momentOf(start), { kind: 'date', wallMs: read.wallMs, tzid: null, zone: null }))
  const moment = momentOf(start)
  if (start.kind === 'zoned' && start.zone) return timeOfMoment({ ...moment, wallMs: read.wallMs + clockOf(start.zone).offsetAt(read.wallMs) })
  // Floating times are named by their clock reading, see `recurrenceName`.
  return timeOfMoment({ ...moment, wallMs: read.wallMs })
}

const inSeries = (master: Component, time: IcalTime): IcalTime => {
  const start = timeOf(master, 'dtstart')
  return start ? timeOfMoment(asSlotOf(momentOf(start), momentOf(time))) : time
}

const nameInSeries = (master: Component, time: IcalTime): string => nameOfTime(inSeries(master, time))

/** A copy of the master for one slot; everything but the repetition is carried over, also what we do not know. */
function overrideFor(master: Component, slot: IcalTime): Component {
  const override = copyOf(master)
  moveTo(override, slot, master)
  for (const name of seriesOnly) override.removeAllProperties(name)
  setTime(override, 'recurrence-id', slot)
  return override
}

/** DTSTART to `start`, DTEND along with it, as long after it as the standard says (ICS-3); a DURATION stays. */
function moveTo(event: Component, start: IcalTime, zonesFrom: Component = event): void {
  const times = timesOfEvent(zonesFrom)
  const end = times && timeOf(zonesFrom, 'dtend')
  setTime(event, 'dtstart', start)
  if (!times || !end) return
  const length = lengthOf(times, 'UTC')
  const from = momentOf(start)
  if (length.kind === 'days') setTime(event, 'dtend', timeOfMoment({ ...from, wallMs: from.wallMs + length.days * dayMs }))
  else if (length.kind === 'exact') {
    const endUtc = instantOfMoment(from, 'UTC') + length.ms
    const on = end.kind === 'date' ? from : momentOf(end)
    setTime(event, 'dtend', timeOfMoment({ ...on, wallMs: endUtc + clockOf(zoneOfMoment(on, 'UTC')).offsetAt(endUtc) }))
  }
}

/** Keeps the values that pass; a property that loses none stays as it was written. */
function keepTimes(component: Component, name: string, passes: (time: IcalTime) => boolean): void {
  for (const property of component.getAllProperties(name)) {
    const times = timesIn(property, component)
    const kept = rawOf(property)
      .slice(3)
      .filter((_, i) => {
        const time = times[i]
        return !time || passes(time)
      })
    if (kept.length === rawOf(property).length - 3) continue
    const [, params, type] = rawOf(property)
    component.removeProperty(property)
    if (kept.length > 0) addRaw(component, [name, params, type, ...kept])
  }
}

const without = (rule: string, names: readonly string[]): string =>
  rule
    .split(';')
    .filter((part) => !names.includes(part.slice(0, part.indexOf('=')).toUpperCase()))
    .join(';')
