import type { AttendeeView, EventDetails } from '../../../shared/contract/events.ts'
import { severityOfStatus } from '../../../shared/event/delivery-code.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { answerCountsInWords, countAnswers, type AnswerCounts } from '../../../shared/wording/counts.ts'
import { localDate, weekdayName, zoneCity } from '../../../shared/wording/dates.ts'
import { timeInWords } from '../../../shared/wording/times.ts'

/** Counted as in the calendar: also who could not be reached for now (5.1), though that passes. */
export const isUndelivered = ({ delivery }: Pick<AttendeeView, 'delivery'>): boolean => delivery.severity === 'error' || (delivery.code !== null && severityOfStatus(delivery.code) === 'error')
const needsLook = (person: AttendeeView): boolean => person.delivery.severity === 'error' || person.delivery.severity === 'warning'

const answerOrder: Readonly<Record<Answer, number>> = { 'needs-action': 1, delegated: 1, tentative: 2, declined: 3, accepted: 4 }

/** Problems first, then who has not answered, then the rest; rooms last. The organizer stands apart. */
export function sortPeople(people: readonly AttendeeView[]): { readonly problems: AttendeeView[]; readonly people: AttendeeView[]; readonly rooms: AttendeeView[] } {
  const others = people.filter((person) => !person.isOrganizer)
  const isRoom = (person: AttendeeView): boolean => person.kind === 'room' || person.kind === 'resource'
  const rank = (person: AttendeeView): number => answerOrder[person.answer]
  return {
    problems: others.filter(needsLook),
    people: others.filter((person) => !needsLook(person) && !isRoom(person)).toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)),
    rooms: others.filter((person) => !needsLook(person) && isRoom(person)),
  }
}

const isReplaced = (person: AttendeeView, people: readonly AttendeeView[]): boolean => person.answer === 'delegated' && people.some(({ passedBy }) => passedBy === (person.name || person.address))

export function tallyOf(people: readonly AttendeeView[]): { readonly counts: AnswerCounts; readonly words: string; readonly total: number } {
  // Who sends another person does not come: that one counts, if asked (ITP-40).
  const guests = people.filter((person) => !person.isOrganizer && !isReplaced(person, people) && person.kind !== 'room' && person.kind !== 'resource')
  const counts = countAnswers(guests.map((person) => ({ answer: person.answer, undelivered: isUndelivered(person) })))
  return { counts, words: answerCountsInWords(counts), total: guests.length }
}

export const answerShort: Readonly<Record<Answer, string>> = { accepted: 'Yes', tentative: 'Maybe', declined: 'No', delegated: 'Delegated', 'needs-action': 'No answer' }
export const answerTone: Readonly<Record<Answer, 'good' | 'warn' | 'bad' | 'fg3'>> = { accepted: 'good', tentative: 'warn', declined: 'bad', delegated: 'fg3', 'needs-action': 'fg3' }

/** `in place of Bob Lindqvist`, `sends Carol Nguyen`, `written by Alice Hoffmann`: who passed the invitation to whom (ITP-40), and whose hand it was (ITP-45). */
export function chainWords({ passedBy, passedTo, sentBy }: Pick<AttendeeView, 'passedBy' | 'passedTo' | 'sentBy'>): string {
  return [...(passedBy === undefined ? [] : [`in place of ${passedBy}`]), ...(passedTo === undefined ? [] : [`sends ${passedTo}`]), ...(sentBy === undefined ? [] : [`written by ${sentBy}`])].join(', ')
}

/** Who was reached and has not answered: they can be asked once more. */
export const waitingFor = (people: readonly AttendeeView[]): AttendeeView[] => people.filter((person) => !person.isOrganizer && !person.isMe && person.answer === 'needs-action' && !isUndelivered(person) && !isUntold(person) && person.kind !== 'room')

/** Whom a word can go to: people, not rooms, and not me. */
export const writableIn = (people: readonly AttendeeView[]): AttendeeView[] => people.filter((person) => !person.isMe && person.kind !== 'room' && person.kind !== 'resource')

/** Nobody has told them, and mail would: the server does not, or the event says that I do. */
export const isUntold = (person: AttendeeView): boolean => person.delivery.severity === 'none' && person.delivery.next.includes('mail')
export const untoldIn = (people: readonly AttendeeView[]): AttendeeView[] => people.filter((person) => !person.isOrganizer && !person.isMe && isUntold(person))

/** `09:00 New York`, `Thu 01:00 Tokyo`: the time it begins for somebody whose clocks say something else than mine. */
export function clockOf({ zone: theirs }: Pick<AttendeeView, 'zone'>, { startUtc, startDate }: Pick<EventDetails['occurrence'], 'startUtc' | 'startDate'>, zone: Zone): string {
  if (theirs === undefined || startDate !== null) return ''
  const [there, here] = [timeInWords(startUtc, { zone: theirs }), timeInWords(startUtc, { zone })]
  const [day, mine] = [localDate(startUtc, theirs), localDate(startUtc, zone)]
  return there === here && day === mine ? '' : `${day === mine ? '' : `${weekdayName(day).slice(0, 3)} `}${there} ${zoneCity(theirs)}`
}

/** `09:00 New York` when the event was made in another zone than mine. */
export function ownClock(event: EventDetails, zone: Zone): string {
  const { occurrence } = event
  if (event.zone === null || occurrence.startDate !== null) return ''
  const there = timeInWords(occurrence.startUtc, { zone: event.zone })
  return there === timeInWords(occurrence.startUtc, { zone }) ? '' : `${there} ${zoneCity(event.zone)}`
}
