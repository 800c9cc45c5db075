import type { Instant, LocalDateTime, PlainDate, Zone } from '../../../shared/model/time.ts'
import { addDays, dayOf, weekdayOf } from '../../../shared/time/days.ts'
import { toInstant, toLocal } from '../../../shared/time/zones.ts'

/** The clocks by which the seed is told. */
const storyZone = 'Europe/Berlin'

/** Monday of the week the seed is about: this one until Wednesday, then the next, so that most of it lies ahead. */
export function storyMonday(now: Instant): PlainDate {
  const today = dayOf(now, storyZone)
  const monday = addDays(today, 1 - weekdayOf(today))
  return weekdayOf(today) <= 3 ? monday : addDays(monday, 7)
}

/** Hours as decimals (`10.75` is 10:45) of a day counted from the story's Monday, told in Berlin. */
export function storyInstant(monday: PlainDate, day: number, hour: number): Instant {
  return toInstant(localAt(addDays(monday, day), hour), storyZone)
}

export const inZone = (at: Instant, zone: Zone): LocalDateTime => toLocal(at, zone)

function localAt(date: PlainDate, hour: number): LocalDateTime {
  const minutes = Math.round(hour * 60)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${date}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`
}

/** End of what Frank publishes: his freebusy URL is always short (FBU-11). The day after the story's Wednesday, 00:00 there. */
export const publishedUntil = (now: Instant, zone: Zone): Instant => toInstant(`${addDays(storyMonday(now), 3)}T00:00:00`, zone)
