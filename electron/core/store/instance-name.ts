import type { Instant } from '../../../shared/model/time.ts'

/** `20261014T130000Z`, or `20261014` for a date: how an instance of a series is named that stands where the rule put it. */
export function nameOfStart(start: Instant, allDay: boolean): string {
  const iso = new Date(start).toISOString()
  const date = `${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 10)}`
  return allDay ? date : `${date}T${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`
}

/** The start that a name says; NaN for anything else. Called for every date of every series at a first sync. */
export function startOfName(name: string): Instant {
  if (name.length === 8) return Date.UTC(digits(name, 0, 4), digits(name, 4, 6) - 1, digits(name, 6, 8))
  if (name.length !== 16 || name[8] !== 'T' || name[15] !== 'Z') return Number.NaN
  return Date.UTC(digits(name, 0, 4), digits(name, 4, 6) - 1, digits(name, 6, 8), digits(name, 9, 11), digits(name, 11, 13), digits(name, 13, 15))
}

function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}
