import type { DraftWhen } from '../contract/events.ts'
import { setText, setTime, spanOf, timeOf, type IcalTime } from '../ical/fields.ts'
import type { Component } from '../ical/tree.ts'
import type { LocalDateTime, PlainDate, Zone } from '../model/time.ts'
import { addDays, daysBetween } from '../time/days.ts'
import { toInstant, toLocal } from '../time/zones.ts'

/** The zone in which an event tells its time; `zone` where it has none of its own (UTC, floating, unknown). */
export function zoneOfEvent(event: Component, zone: Zone): Zone {
  const start = timeOf(event, 'dtstart')
  return start?.kind === 'zoned' && start.zone !== null ? start.zone : zone
}

/** Times of a VEVENT as a draft says them. Null without a readable DTSTART. */
export function whenOf(event: Component, zone: Zone): DraftWhen | null {
  const span = spanOf(event, zone)
  if (span === null) return null
  if (span.startDate !== null && span.endDate !== null) return { kind: 'all-day', startDate: span.startDate, endDate: span.endDate }
  const own = zoneOfEvent(event, zone)
  return { kind: 'timed', localStart: toLocal(span.startUtc, own), localEnd: toLocal(span.endUtc, own), zone: own }
}

/** A TZID that already names this zone is kept as it is spelled (ICS-11). */
function timeIn(local: LocalDateTime, zone: Zone, old: IcalTime | null): IcalTime {
  if (zone === 'UTC') return { kind: 'utc', instant: toInstant(local, 'UTC') }
  return { kind: 'zoned', local, tzid: old?.kind === 'zoned' && old.zone === zone ? old.tzid : zone, zone }
}

/** Start of a draft as DTSTART will say it. */
export const startTimeOf = (when: DraftWhen, old: IcalTime | null = null): IcalTime => (when.kind === 'all-day' ? { kind: 'date', date: when.startDate } : timeIn(when.localStart, when.zone, old))

/** Writes DTSTART and DTEND; a DURATION gives way to DTEND. */
export function setWhen(event: Component, when: DraftWhen): void {
  const old = timeOf(event, 'dtstart')
  setText(event, 'duration', null)
  setTime(event, 'dtstart', startTimeOf(when, old))
  setTime(event, 'dtend', when.kind === 'all-day' ? { kind: 'date', date: when.endDate } : timeIn(when.localEnd, when.zone, old))
}

export const firstDayOf = (when: DraftWhen): PlainDate => (when.kind === 'all-day' ? when.startDate : when.localStart.slice(0, 10))

/** The same span from another day on. */
export function onDay(when: DraftWhen, day: PlainDate): DraftWhen {
  const days = daysBetween(firstDayOf(when), day)
  if (when.kind === 'all-day') return { kind: 'all-day', startDate: day, endDate: addDays(when.endDate, days) }
  return { ...when, localStart: day + when.localStart.slice(10), localEnd: addDays(when.localEnd.slice(0, 10), days) + when.localEnd.slice(10) }
}

/** Days from one draft's first day to another's. */
export const dayDelta = (from: DraftWhen, to: DraftWhen): number => daysBetween(firstDayOf(from), firstDayOf(to))

export const sameWhen = (a: DraftWhen, b: DraftWhen): boolean => facts(a).join() === facts(b).join()
const facts = (w: DraftWhen): string[] => (w.kind === 'all-day' ? [w.startDate, w.endDate] : [w.localStart, w.localEnd, w.zone])

/**
 * One date of a series was changed from `was` to `now` for the whole series: where its first date `first` goes.
 * Days move by the same number of days, the time of day and the length become the new ones.
 */
export function moveFirst(first: DraftWhen, was: DraftWhen, now: DraftWhen): DraftWhen {
  const startDate = addDays(firstDayOf(first), dayDelta(was, now))
  if (now.kind === 'all-day') return { kind: 'all-day', startDate, endDate: addDays(startDate, daysBetween(now.startDate, now.endDate)) }
  const endDate = addDays(startDate, daysBetween(now.localStart.slice(0, 10), now.localEnd.slice(0, 10)))
  return { kind: 'timed', localStart: startDate + now.localStart.slice(10), localEnd: endDate + now.localEnd.slice(10), zone: now.zone }
}
