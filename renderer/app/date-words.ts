import { addDays, weekdayOf } from '../../shared/time/days.ts'
import type { PlainDate } from '../../shared/model/time.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** `14 Oct`, `Oct 14 2027`, `2026-10-14`, `14.10.`, `today`, `tomorrow`, `friday` (the next one): the day meant, or null. */
export function dateIn(text: string, today: PlainDate): PlainDate | null {
  const words = text.toLowerCase().trim()
  if (words === 'today') return today
  if (words === 'tomorrow') return addDays(today, 1)
  if (words === 'yesterday') return addDays(today, -1)
  const weekday = words.length >= 3 ? weekdays.findIndex((name) => words === name || (words.startsWith(name) && /^[a-z]+day$/.test(words))) : -1
  if (weekday >= 0) return addDays(today, ((weekday + 1 - weekdayOf(today) + 6) % 7) + 1)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words)
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{4})?$/.exec(words)
  if (dotted) return inYear(Number(dotted[3] ?? 0), Number(dotted[2]), Number(dotted[1]), today)
  const named = /^(\d{1,2})\.?\s+([a-z]{3,9})\.?,?\s*(\d{4})?$/.exec(words) ?? swap(/^([a-z]{3,9})\.?\s+(\d{1,2}),?\s*(\d{4})?$/.exec(words))
  const month = named ? months.findIndex((name) => named[2]!.startsWith(name)) + 1 : 0
  return named && month > 0 ? inYear(Number(named[3] ?? 0), month, Number(named[1]), today) : null
}

const swap = (match: RegExpExecArray | null): (string | undefined)[] | null => (match ? [match[0], match[2], match[1], match[3]] : null)

const inYear = (year: number, month: number, day: number, today: PlainDate): PlainDate | null => dateOf(year || Number(today.slice(0, 4)), month, day)

function dateOf(year: number, month: number, day: number): PlainDate | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}
