import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import type { DraftWhen, EventDraft, RepeatRule } from '../../../shared/contract/events.ts'
import type { PlainDate, Zone } from '../../../shared/model/time.ts'
import type { DraftProblem } from '../../../shared/event/validate-draft.ts'
import { addDays, daysBetween, weekdayOf } from '../../../shared/time/days.ts'
import { toInstant, toLocal } from '../../../shared/time/zones.ts'
import { dayAndMonth, monthName, weekdayName } from '../../../shared/wording/dates.ts'
import { lengthInWords } from '../../../shared/wording/times.ts'
import { calendarForNew } from '../../state/new-draft.ts'
import { minuteInWords } from '../../../shared/time/words.ts'

type Timed = Extract<DraftWhen, { kind: 'timed' }>

export const startDateOf = (when: DraftWhen): PlainDate => (when.kind === 'all-day' ? when.startDate : when.localStart.slice(0, 10))
/** The last day, as people read it; `endDate` of an all-day draft is exclusive. */
export const lastDateOf = (when: DraftWhen): PlainDate => (when.kind === 'all-day' ? addDays(when.endDate, -1) : when.localEnd.slice(0, 10))

/** Until midnight is no second day: 23:00 to 00:00 is an evening. */
const untilMidnight = (when: DraftWhen): boolean => when.kind === 'timed' && when.localEnd === `${addDays(when.localStart.slice(0, 10), 1)}T00:00:00`
export const isSeveralDays = (when: DraftWhen): boolean => when.kind === 'all-day' || (lastDateOf(when) !== startDateOf(when) && !untilMidnight(when))

/** Another first day: the length stays. */
export function setStartDate(when: DraftWhen, date: PlainDate): DraftWhen {
  const by = daysBetween(startDateOf(when), date)
  if (when.kind === 'all-day') return { kind: 'all-day', startDate: date, endDate: addDays(when.endDate, by) }
  return { ...when, localStart: date + when.localStart.slice(10), localEnd: addDays(when.localEnd.slice(0, 10), by) + when.localEnd.slice(10) }
}

/** Another last day; an end before the start is let through, and said. */
export function setLastDate(when: DraftWhen, date: PlainDate): DraftWhen {
  if (when.kind === 'all-day') return { ...when, endDate: addDays(date, 1) }
  return { ...when, localEnd: date + when.localEnd.slice(10) }
}

/** Another start time: the end goes along, so that the length stays. */
export function setStartTime(when: Timed, time: string): Timed {
  const lengthMs = toInstant(when.localEnd, when.zone) - toInstant(when.localStart, when.zone)
  const localStart = `${when.localStart.slice(0, 11)}${time}:00`
  return { ...when, localStart, localEnd: toLocal(toInstant(localStart, when.zone) + Math.max(lengthMs, 0), when.zone) }
}

/** Another end time: one that is earlier than the start means the next day. */
export function setEndTime(when: Timed, time: string): Timed {
  const startDate = when.localStart.slice(0, 10)
  const endDate = when.localEnd.slice(0, 10)
  const sameDay = endDate === startDate || daysBetween(startDate, endDate) === 1
  const next = sameDay ? (time > when.localStart.slice(11, 16) ? startDate : addDays(startDate, 1)) : endDate
  return { ...when, localEnd: `${next}T${time}:00` }
}

/** Hours become whole days and back; the days stay. Back again it lasts an hour from `time`. */
export function setAllDay(when: DraftWhen, on: boolean, zone: Zone, time: string): DraftWhen {
  if (on) return when.kind === 'all-day' ? when : { kind: 'all-day', startDate: startDateOf(when), endDate: addDays(lastDateOf(when) < startDateOf(when) || untilMidnight(when) ? startDateOf(when) : lastDateOf(when), 1) }
  if (when.kind === 'timed') return when
  const localStart = `${when.startDate}T${time}:00`
  return { kind: 'timed', localStart, localEnd: toLocal(toInstant(localStart, zone) + 3_600_000, zone), zone }
}

export function lengthOf(when: DraftWhen): string {
  if (when.kind === 'all-day') {
    const days = daysBetween(when.startDate, when.endDate)
    return days > 1 ? `${days} days` : ''
  }
  const minutes = Math.round((toInstant(when.localEnd, when.zone) - toInstant(when.localStart, when.zone)) / 60_000)
  return minutes > 0 ? lengthInWords(minutes) : ''
}

export const startTimes = Array.from({ length: 96 }, (_, n) => ({ time: minuteInWords(n * 15) }))

/** Ends from a quarter of an hour to eight hours after the start, each with the length it makes. */
export function endTimes(when: Timed): { time: string; detail: string }[] {
  const start = Number(when.localStart.slice(11, 13)) * 60 + Number(when.localStart.slice(14, 16))
  return [15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 360, 420, 480].map((minutes) => ({ time: minuteInWords((start + minutes) % 1440), detail: `${lengthInWords(minutes)}${start + minutes >= 1440 ? ', next day' : ''}` }))
}

// ---- repeating

const dayWords = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type DayWord = (typeof dayWords)[number]
const weekdayWord = (date: PlainDate): DayWord => dayWords[weekdayOf(date) - 1] ?? 'MO'
export const dayNames: Readonly<Record<DayWord, string>> = { MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday', SA: 'Saturday', SU: 'Sunday' }
export { dayWords }

export interface RepeatChoice {
  readonly id: string
  readonly label: string
  readonly rule: RepeatRule | null
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']

/** What "Repeats" offers for a start on `date`; the end of the rule in use is kept. */
export function repeatChoices(date: PlainDate, now: RepeatRule | null): RepeatChoice[] {
  const end = now?.end ?? { kind: 'never' as const }
  const rule = (patch: Partial<RepeatRule> & Pick<RepeatRule, 'freq'>): RepeatRule => ({ interval: 1, days: [], nth: null, end, custom: null, ...patch })
  const day = weekdayWord(date)
  const nth = Math.ceil(Number(date.slice(8)) / 7)
  const last = addDays(date, 7).slice(5, 7) !== date.slice(5, 7)
  return [
    { id: 'none', label: 'Does not repeat', rule: null },
    { id: 'daily', label: 'Every day', rule: rule({ freq: 'daily' }) },
    { id: 'weekdays', label: 'Every weekday', rule: rule({ freq: 'weekly', days: ['MO', 'TU', 'WE', 'TH', 'FR'] }) },
    { id: 'weekly', label: `Every week on ${weekdayName(date)}`, rule: rule({ freq: 'weekly', days: [day] }) },
    { id: 'fortnightly', label: `Every 2 weeks on ${weekdayName(date)}`, rule: rule({ freq: 'weekly', interval: 2, days: [day] }) },
    { id: 'monthly', label: `Every month on day ${Number(date.slice(8))}`, rule: rule({ freq: 'monthly' }) },
    { id: 'monthly-nth', label: `Every month on the ${last ? 'last' : ordinals[nth - 1]} ${weekdayName(date)}`, rule: rule({ freq: 'monthly', days: [day], nth: last ? -1 : nth }) },
    { id: 'yearly', label: `Every year on ${dayAndMonth(date)}`, rule: rule({ freq: 'yearly' }) },
  ]
}

export function toggleDay(rule: RepeatRule, day: DayWord): RepeatRule {
  const days = rule.days.includes(day) ? rule.days.filter((one) => one !== day) : dayWords.filter((one) => one === day || rule.days.includes(one))
  return days.length === 0 ? rule : { ...rule, days }
}

export const endChoices = (rule: RepeatRule, start: PlainDate): { readonly id: string; readonly label: string; readonly end: RepeatRule['end'] }[] => [
  { id: 'never', label: 'without end', end: { kind: 'never' } },
  { id: 'until', label: 'until a day', end: rule.end.kind === 'until' ? rule.end : { kind: 'until', date: addDays(start, rule.freq === 'daily' ? 30 : rule.freq === 'weekly' ? 84 : 364) } },
  { id: 'count', label: 'a number of times', end: rule.end.kind === 'count' ? rule.end : { kind: 'count', count: 10 } },
]

// ---- words

const reminderMinutes = [0, 5, 10, 15, 30, 60, 120, 1_440, 2_880, 10_080]

export function reminderInWords(minutes: number): string {
  if (minutes === 0) return 'At the start'
  if (minutes % 10_080 === 0) return minutes === 10_080 ? '1 week before' : `${minutes / 10_080} weeks before`
  if (minutes % 1_440 === 0) return minutes === 1_440 ? '1 day before' : `${minutes / 1_440} days before`
  return minutes < 60 ? `${minutes === 1 ? '1 minute' : `${minutes} minutes`} before` : `${lengthInWords(minutes)} before`
}

export const reminderChoices = (now: number): number[] => [...new Set([...reminderMinutes, now])].sort((a, b) => a - b)

/** What keeps a draft from being saved, as sentences beside the field they are about. */
export function problemInWords(problem: DraftProblem): string {
  switch (problem.code) {
    case 'ends-before-start':
      return 'It ends before it starts.'
    case 'unknown-zone':
      return `“${problem.detail}” is not a time zone.`
    case 'bad-date':
      return 'This day does not exist.'
    case 'bad-address':
      return `“${problem.detail}” is not an address anybody can be invited at.`
    case 'twice':
      return `${problem.detail} is invited twice.`
    case 'until-before-start':
      return 'It stops repeating before it starts.'
    case 'bad-rule':
      return 'This way of repeating cannot be read.'
    case 'not-organizer':
      return 'Only the organizer can change this meeting.'
    case 'mixed-organizer':
      return 'A meeting has one organizer for all of its dates.'
    case 'too-many-people':
      return `This calendar takes at most ${problem.detail} people in one meeting, you included.`
    case 'too-early':
      return `This calendar takes nothing before ${problem.detail}.`
    case 'too-late':
      return `This calendar takes nothing after ${problem.detail}.`
    case 'no-instance':
      return 'This date of the series is gone.'
    default:
      return 'This cannot be saved as it is.'
  }
}

export const problemsOf = (problems: readonly DraftProblem[], field: DraftProblem['field']): string => problems.filter((problem) => problem.field === field).map(problemInWords).join(' ')

/** Without people there is no organizer: the draft of a new event goes back to being one's own. */
export const settled = (draft: EventDraft): EventDraft => (draft.attendees.length === 0 && draft.objectId === null && draft.organizer !== null ? { ...draft, organizer: null } : draft)

export const sameDraft = (a: EventDraft, b: EventDraft): boolean => JSON.stringify(settled(a)) === JSON.stringify(settled(b))

/** The scope of a change in the words of the dates it means. */
export function scopeChoices(date: PlainDate): { readonly scope: EventDraft['scope']; readonly label: string; readonly detail: string }[] {
  return [
    { scope: 'this', label: `Only ${weekdayName(date)} ${dayAndMonth(date)}`, detail: 'The other dates stay as they are' },
    { scope: 'following', label: `${dayAndMonth(date)} and later`, detail: `Dates before ${Number(date.slice(8))} ${monthName(date)} stay as they are` },
    { scope: 'all', label: 'All dates', detail: 'The whole series, past dates too' },
  ]
}

const changedWords = { time: 'the time', repeat: 'how it repeats', place: 'the place', title: 'the title', text: 'the text', people: 'the people', other: 'some details' } as const

/** `You changed the time, the people and the text.` */
export function changedInWords(changed: readonly (keyof typeof changedWords)[], isNew: boolean): string {
  if (isNew) return 'This is a new meeting.'
  const words = changed.map((field) => changedWords[field])
  if (words.length === 0) return 'Nothing that others see was changed.'
  return `You changed ${words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`}.`
}

const sameTarget = (a: EventDraft, b: EventDraft): boolean => a.objectId === b.objectId && a.recurrenceId === b.recurrenceId && a.scope === b.scope

export interface OpenedDraft {
  readonly draft: EventDraft
  /** What it was before any change; null when that is not known and it must be taken as changed. */
  readonly opened: EventDraft | null
}

/**
 * What the editor begins with. A carried draft is the newer one, and is compared with what its edit began with; an event that
 * is opened anew brings back work on it that was neither saved nor thrown away.
 */
export function openedWith(initial: EventDraft, carried: boolean, kept: OpenedDraft | null): OpenedDraft {
  const same = kept !== null && sameTarget(kept.draft, initial) ? kept : null
  if (!carried) return same ?? { draft: initial, opened: initial }
  if (same) return { draft: initial, opened: same.opened }
  return { draft: initial, opened: initial.objectId === null ? initial : null }
}

/**
 * Whose calendar people are invited into, where it is somebody else's, and the calendar of one's own to use instead: of the same account
 * if there is one, since what exists can go there as it is.
 */
export function othersCalendar(draft: Pick<EventDraft, 'collectionId' | 'attendees'>, accounts: readonly AccountView[]): { readonly owner: string | null; readonly own: CalendarView | null } {
  const account = accounts.find((one) => one.calendars.some((calendar) => calendar.id === draft.collectionId))
  const owner = account?.calendars.find((calendar) => calendar.id === draft.collectionId)?.ownerName
  if (account === undefined || owner === undefined || draft.attendees.length === 0) return { owner: null, own: null }
  const own = [calendarForNew([account]), calendarForNew(accounts)].find((calendar) => calendar !== null && calendar.ownerName === undefined)
  return { owner, own: own ?? null }
}
