import type { Reminder } from '../../../shared/contract/reminders.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { addDays, dayOf, startOfDay } from '../../../shared/time/days.ts'
import { daysInWords, whenInWords } from '../../../shared/wording/times.ts'

const minuteMs = 60_000

/** `in 10 min`, `in 2 h 5 min`, `now`, `since 5 min`, `over`; for days `today`, `tomorrow`, `in 3 days`. */
export function nearness(reminder: Reminder, nowUtc: Instant, zone: Zone): string {
  if (reminder.endUtc <= nowUtc && reminder.endUtc > reminder.startUtc) return 'over'
  if (reminder.startDate !== null) {
    const days = Math.round((startOfDay(reminder.startDate, zone) - startOfDay(dayOf(nowUtc, zone), zone)) / 86_400_000)
    return days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
  }
  // A minute that has begun is still ahead: at 8:50:01 something at 9:00 is in 10 minutes.
  const minutes = Math.ceil((reminder.startUtc - nowUtc) / minuteMs)
  if (minutes > 0) return `in ${lengthOf(minutes)}`
  return minutes === 0 ? 'now' : `since ${lengthOf(-minutes)}`
}

function lengthOf(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.round(hours / 24)} days`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

export const whenOf = (reminder: Reminder, nowUtc: Instant, zone: Zone): string =>
  reminder.startDate !== null && reminder.endDate !== null ? daysInWords(reminder.startDate, reminder.endDate, { nowUtc }) : whenInWords(reminder.startUtc, reminder.endUtc, { zone, nowUtc })

export interface Later {
  readonly id: string
  readonly label: string
  readonly minutes: number
}

/** When to be called again: after a while, when it starts, tomorrow when work begins. `starts`: the first of those to be put off. */
export function laterChoices(startsUtc: Instant | null, nowUtc: Instant, workStartMin: number, zone: Zone): Later[] {
  const until = (utc: Instant): number => Math.max(1, Math.round((utc - nowUtc) / minuteMs))
  const untilStart = startsUtc === null ? 0 : Math.round((startsUtc - nowUtc) / minuteMs)
  return [
    { id: '5', label: 'In 5 minutes', minutes: 5 },
    { id: '15', label: 'In 15 minutes', minutes: 15 },
    { id: '60', label: 'In 1 hour', minutes: 60 },
    ...(untilStart > 1 && untilStart < 24 * 60 ? [{ id: 'start', label: 'When it starts', minutes: untilStart }] : []),
    { id: 'tomorrow', label: 'Tomorrow morning', minutes: until(startOfDay(addDays(dayOf(nowUtc, zone), 1), zone) + workStartMin * minuteMs) },
  ]
}

/** `Dentist, in 10 min` for a reader; of several their number. */
export function spoken(reminders: readonly Reminder[], nowUtc: Instant, zone: Zone): string {
  const [first] = reminders
  if (first === undefined) return ''
  const name = `${first.title || 'No title'}, ${nearness(first, nowUtc, zone)}`
  return reminders.length === 1 ? `Reminder: ${name}` : `${reminders.length} reminders. ${name}`
}
