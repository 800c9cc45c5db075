import { addDays } from '../../../shared/time/days.ts'
import { isCalledOff } from '../../../shared/event/called-off.ts'
import { toLocal } from '../../../shared/time/zones.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { say } from './range.ts'

/** How an event of mine stands; each kind has its own drawing and its own word. */
export type OccurrenceKind = 'plain' | 'maybe' | 'asks' | 'declined' | 'cancelled'

export function kindOf(occurrence: Occurrence): OccurrenceKind {
  if (occurrence.status === 'cancelled') return 'cancelled'
  if (occurrence.myAnswer === 'declined') return 'declined'
  if (occurrence.role === 'attendee' && occurrence.myAnswer === 'needs-action') return 'asks'
  if (occurrence.status === 'tentative' || occurrence.myAnswer === 'tentative' || occurrence.showAs === 'tentative') return 'maybe'
  return 'plain'
}

/** Without what I declined and what was called off; `kept` stays. */
export const withoutDeclined = (occurrences: readonly Occurrence[], kept: Pick<Occurrence, 'objectId' | 'recurrenceId'> | null): Occurrence[] =>
  occurrences.filter((one) => !isCalledOff(one) || (kept !== null && one.objectId === kept.objectId && one.recurrenceId === kept.recurrenceId))

export const kindWords: Readonly<Record<OccurrenceKind, string>> = {
  plain: '',
  maybe: 'Maybe',
  asks: 'No answer',
  declined: 'Declined',
  cancelled: 'Cancelled',
}

export const titleWords = (occurrence: Occurrence): string => occurrence.title.trim() || 'No title'

export const clockWords = (instant: Instant, zone: Zone): string => toLocal(instant, zone).slice(11, 16)

export const rangeWords = (occurrence: Pick<Occurrence, 'startUtc' | 'endUtc'>, zone: Zone): string =>
  occurrence.startUtc === occurrence.endUtc ? clockWords(occurrence.startUtc, zone) : `${clockWords(occurrence.startUtc, zone)}–${clockWords(occurrence.endUtc, zone)}`

/** `4 of 8 yes`: everybody counted, nobody assumed. */
export function peopleWords({ people }: Occurrence): string {
  if (people.total === 0) return ''
  if (people.undelivered > 0) return `${people.undelivered} not delivered`
  return people.yes === people.total && people.total < 4 ? `${people.yes} yes` : `${people.yes} of ${people.total} yes`
}

/** The whole of it for a reader: title, day, time, place, how it stands, people. */
export function spokenWords(occurrence: Occurrence, zone: Zone, calendarName: string): string {
  const kind = kindWords[kindOf(occurrence)]
  const when = occurrence.startDate ? allDayWords(occurrence) : `${dayWords(occurrence.startUtc, zone)}, ${rangeWords(occurrence, zone)}`
  return [titleWords(occurrence), when, occurrence.location, kind, occurrence.unsent ? 'not sent yet' : '', peopleWords(occurrence), calendarName].filter(Boolean).join(', ')
}

const longDay = { weekday: 'long', day: 'numeric', month: 'long' } as const
/** A month says each of its days many times over. */
const said = new Map<string, string>()
function dayWords(instant: Instant, zone: Zone): string {
  const date = toLocal(instant, zone).slice(0, 10)
  let words = said.get(date)
  if (words === undefined) {
    if (said.size > 1_000) said.clear()
    said.set(date, (words = say(date, longDay)))
  }
  return words
}

function allDayWords(occurrence: Occurrence): string {
  const first = occurrence.startDate ?? ''
  const last = addDays(occurrence.endDate ?? first, -1)
  return last <= first ? `${say(first, longDay)}, all day` : `${say(first, longDay)} until ${say(last, longDay)}`
}
