import type { Interval, Zone } from '../model/time.ts'
import { instantOf, recurrenceIdOf, rruleOf, spanOf, textOf, timeOf, timesOf } from '../ical/fields.ts'
import { attendeesOf } from '../ical/people.ts'
import { copyOf, eventsOf, masterOf, overridesOf, writeCalendar, type Component } from '../ical/tree.ts'
import { expandOccurrences } from '../recurrence/expand.ts'
import { instanceOf } from '../recurrence/edit-series.ts'
import { conferenceOf, wordsOf } from './details.ts'
import { inSeries } from './instances.ts'

/** Floating and all-day times need some zone to be compared in; both sides use the same, so any will do. */
const anyZone: Zone = 'UTC'

/** What makes one VEVENT another one, in the terms of ITP-3, ITP-4 and SCH-8. */
export interface EventDifference {
  /** DTSTART, DTEND or DURATION: the event lies elsewhere in time. Another spelling of the same time is no change. */
  readonly time: boolean
  /** RRULE, RDATE or EXDATE differ in meaning. */
  readonly dates: boolean
  /** Instances came or moved (the answers no longer hold), as opposed to going away (T-I43…45). */
  readonly moreDates: boolean
  readonly status: boolean
  readonly place: boolean
  readonly title: boolean
  readonly text: boolean
  /** Addresses in comparable form. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

export function differenceOf(before: Component, after: Component): EventDifference {
  const people = addressesOf(before)
  const peopleNow = addressesOf(after)
  const isMaster = !before.hasProperty('recurrence-id') && !after.hasProperty('recurrence-id')
  const dates = isMaster && datesKey(before) !== datesKey(after)
  return {
    time: timeKey(before, isMaster) !== timeKey(after, isMaster),
    dates,
    moreDates: dates && hasNewDates(before, after),
    status: statusOf(before) !== statusOf(after),
    place: textOf(before, 'location') !== textOf(after, 'location') || conferenceOf(before) !== conferenceOf(after),
    title: textOf(before, 'summary') !== textOf(after, 'summary'),
    text: textOf(before, 'description') !== textOf(after, 'description'),
    added: [...peopleNow].filter((a) => !people.has(a)),
    removed: [...people].filter((a) => !peopleNow.has(a)),
  }
}

/** ITP-3: what raises SEQUENCE by itself. */
export const raisesSequence = (d: EventDifference): boolean => d.time || d.dates || d.status || d.removed.length > 0
/** SCH-8: what makes earlier answers void. */
export const voidsAnswers = (d: EventDifference): boolean => d.time || d.moreDates
/** ITP-4: anything an attendee would notice. */
export const isNoticeable = (d: EventDifference): boolean => raisesSequence(d) || d.place || d.title || d.text || d.added.length > 0

const addressesOf = (event: Component): Set<string> => new Set(attendeesOf(event).map((a) => a.address))
const statusOf = (event: Component): string => {
  const { status } = wordsOf(event)
  return status === '' ? 'CONFIRMED' : status
}

/** All-day and timed never agree; a series also depends on the zone, since its later dates follow the clocks there. */
function timeKey(event: Component, isMaster: boolean): string {
  const span = spanOf(event, anyZone)
  if (span === null) return ''
  const start = timeOf(event, 'dtstart')
  const repeats = isMaster && event.hasProperty('rrule')
  const clocks = repeats && start?.kind === 'zoned' ? (start.zone ?? start.tzid) : repeats ? (start?.kind ?? '') : ''
  return [span.startDate === null ? 'timed' : 'days', span.startUtc, span.endUtc, clocks].join('|')
}

/** Rules that mean the same have the same key: parts in any order, INTERVAL=1 and WKST=MO said or not (T-I46). */
function ruleKey(rule: string | null): string {
  if (rule === null) return ''
  return rule
    .toUpperCase()
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'INTERVAL=1' && part !== 'WKST=MO')
    .map((part) => {
      const [name, value = ''] = part.split('=')
      return `${name}=${name === 'UNTIL' ? value : value.split(',').sort().join(',')}`
    })
    .sort()
    .join(';')
}

const instantsKey = (event: Component, name: string): string => [...new Set(timesOf(event, name).map((t) => instantOf(t, anyZone)))].sort((a, b) => a - b).join(',')
const datesKey = (event: Component): string => [ruleKey(rruleOf(event)), instantsKey(event, 'rdate'), instantsKey(event, 'exdate')].join('|')

const fiveYearsMs = 5 * 366 * 86_400_000
const mostCompared = 4_000

/** Whether `after` has an instance that `before` has not, within five years from where either begins, at most 4,000 of them. */
function hasNewDates(before: Component, after: Component): boolean {
  const starts = [before, after].map((e) => spanOf(e, anyZone)?.startUtc).filter((s) => s !== undefined)
  if (starts.length < 2) return true
  const until = [before, after].flatMap((e) => timesOf(e, 'rdate').map((t) => instantOf(t, anyZone)))
  const window: Interval = { startUtc: Math.min(...starts) - 86_400_000, endUtc: Math.max(...starts, ...until) + fiveYearsMs }
  const old = new Set(startsOf(before, window))
  return startsOf(after, window).some((s) => !old.has(s))
}

/** Starts of a master's instances, its overrides aside. */
function startsOf(master: Component, window: Interval): number[] {
  const root = master.parent
  const alone = root ? copyOf(root) : null
  if (alone === null) return []
  for (const override of overridesOf(alone)) alone.removeSubcomponent(override)
  return expandOccurrences(writeCalendar(alone), window, { floatingZone: anyZone, cap: mostCompared }).instances.map((i) => i.startUtc)
}

/** '' names the master. */
export const keyOf = (event: Component): string => recurrenceIdOf(event) ?? ''

/** The VEVENT of `root` that spoke for what `event` speaks for: the same override, or the instance as the master gave it. Null: no such date. */
export function counterpartIn(root: Component, event: Component): Component | null {
  const key = keyOf(event)
  if (key === '') return masterOf(root)
  return eventsOf(root).find((e) => keyOf(e) === key) ?? (inSeries(root, key, anyZone) === null ? null : instanceOf(root, key))
}
