import type { PlainDate } from '../../shared/model/time.ts'
import { addDays, weekdayOf } from '../../shared/time/days.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * What people type for a day: `2026-10-14`, `14.10.`, `14/10/2026`, `14 Oct`, `Oct 14 2027`, `Wed 14 Oct 2026`, `fri`, `tomorrow`, `+3`.
 * A day without a year is the next such day from `today` on. Null for anything else, also for 31 February.
 */
export function parseDate(text: string, today: PlainDate): PlainDate | null {
  const t = text.trim().toLowerCase().replaceAll(',', ' ').replace(/\s+/g, ' ')
  if (t === '') return null
  if (t === 'today') return today
  if (t === 'tomorrow') return addDays(today, 1)
  const plus = /^\+(\d{1,3})$/.exec(t)
  if (plus) return addDays(today, Number(plus[1]))
  const weekday = weekdays.indexOf(t.slice(0, 3))
  if (weekday >= 0 && /^[a-z]+$/.test(t)) return addDays(today, ((weekday + 1 - weekdayOf(today) + 6) % 7) + 1)
  const words = weekday >= 0 ? t.replace(/^[a-z]+\.? /, '') : t
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words)
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const figures = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2})?)?$/.exec(words)
  if (figures) return withYear(figures[3], Number(figures[2]), Number(figures[1]), today)
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,})\.?(?: (\d{4}))?$/.exec(words)
  if (dayFirst) return withYear(dayFirst[3], monthOf(dayFirst[2]), Number(dayFirst[1]), today)
  const monthFirst = /^([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(words)
  if (monthFirst) return withYear(monthFirst[3], monthOf(monthFirst[1]), Number(monthFirst[2]), today)
  return null
}

const monthOf = (word: string | undefined): number => months.indexOf((word ?? '').slice(0, 3)) + 1

function withYear(year: string | undefined, month: number, day: number, today: PlainDate): PlainDate | null {
  if (year !== undefined && year !== '') return dateOf(year.length === 2 ? 2000 + Number(year) : Number(year), month, day)
  const thisYear = Number(today.slice(0, 4))
  const here = dateOf(thisYear, month, day)
  return here !== null && here >= today ? here : dateOf(thisYear + 1, month, day)
}

function dateOf(year: number, month: number, day: number): PlainDate | null {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const made = new Date(`${date}T12:00:00Z`)
  return month >= 1 && month <= 12 && !Number.isNaN(made.getTime()) && made.toISOString().slice(0, 10) === date ? date : null
}

/** `15:00`, `15.30`, `1530`, `15`, `9`, `3pm`, `3:30 pm`, `noon` → `HH:MM`; null for anything else. */
export function parseTime(text: string): string | null {
  const t = text.trim().toLowerCase()
  if (t === 'noon') return '12:00'
  if (t === 'midnight') return '00:00'
  const found = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(a|p|am|pm|a\.m\.|p\.m\.)?$/.exec(t)
  if (!found) return null
  let hour = Number(found[1])
  const minute = Number(found[2] ?? 0)
  const half = found[3]?.[0]
  if (half !== undefined && (hour < 1 || hour > 12)) return null
  if (half === 'p' && hour < 12) hour += 12
  if (half === 'a' && hour === 12) hour = 0
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
