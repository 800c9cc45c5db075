import type { EventDraft } from '../contract/events.ts'
import { textOf, setText } from '../ical/fields.ts'
import { readDuration } from '../ical/moment.ts'
import { addComponent, addRaw, rawOf, type Component } from '../ical/tree.ts'
import { stateOfEvent, type ShowAs } from './event-state.ts'

/** Reads and writes the parts of a VEVENT that are no plain text: the link to join, reminders, how it shows, who may see it. */

const conferenceNames = ['conference', 'x-google-conference', 'x-microsoft-skypeteamsmeetingurl', 'x-microsoft-onlinemeetingconflink'] as const

/** The link to join by, '' when there is none (RFC 7986 §5.11; ICS-16). */
export function conferenceOf(event: Component): string {
  for (const name of conferenceNames) {
    const found = event.getAllProperties(name).map((p) => String(rawOf(p)[3] ?? '')).find((value) => /^https?:/i.test(value))
    if (found !== undefined) return found
  }
  return ''
}

export function setConference(event: Component, url: string): void {
  for (const name of conferenceNames) {
    const old = event.getAllProperties(name).find((p) => /^https?:/i.test(String(rawOf(p)[3] ?? '')))
    if (old) event.removeProperty(old)
  }
  if (url !== '') addRaw(event, ['conference', { feature: 'VIDEO' }, 'uri', url])
}

/** Minutes before the start of one VALARM, null for any other form of alarm: those are kept and left alone. */
function minutesBefore(alarm: Component): number | null {
  const action = textOf(alarm, 'action').toUpperCase()
  const trigger = alarm.getFirstProperty('trigger')
  if (!trigger || (action !== 'DISPLAY' && action !== 'AUDIO')) return null
  const [, params, type, value] = rawOf(trigger)
  const related = params['related']
  if (type !== 'duration' || (typeof related === 'string' && related.toUpperCase() === 'END')) return null
  const length = readDuration(String(value))
  if (length === null) return null
  const ms = length.days * 86_400_000 + length.ms
  return ms <= 0 && ms % 60_000 === 0 ? Math.abs(ms / 60_000) : null
}

export const remindersOf = (event: Component): number[] =>
  [...new Set(event.getAllSubcomponents('valarm').map(minutesBefore).filter((m) => m !== null))].sort((a, b) => a - b)

/** Takes away reminders that are no longer wanted and adds new ones; the others stay as they are, with all they hold. */
export function setReminders(event: Component, wanted: readonly number[]): void {
  const there = new Set<number>()
  for (const alarm of event.getAllSubcomponents('valarm')) {
    const minutes = minutesBefore(alarm)
    if (minutes === null) continue
    if (wanted.includes(minutes)) there.add(minutes)
    else event.removeSubcomponent(alarm)
  }
  for (const minutes of new Set(wanted)) {
    if (there.has(minutes)) continue
    const alarm = addComponent(event, 'valarm')
    setText(alarm, 'action', 'DISPLAY')
    addRaw(alarm, ['trigger', {}, 'duration', minutes === 0 ? 'PT0S' : `-PT${minutes}M`])
    setText(alarm, 'description', textOf(event, 'summary') || 'Reminder')
  }
}

const wordOf = (event: Component, name: string): string => textOf(event, name).trim().toUpperCase()

/** The words `stateOfEvent` reads. */
export const wordsOf = (event: Component): { status: string; transp: string; busyStatus: string } => ({
  status: wordOf(event, 'status'),
  transp: wordOf(event, 'transp'),
  busyStatus: wordOf(event, 'x-microsoft-cdo-busystatus'),
})

export const showAsOf = (event: Component): ShowAs => stateOfEvent(wordsOf(event)).showAs

/**
 * Free is TRANSP, tentative is STATUS: so servers compute the same busy time (FBA-1). Microsoft's word follows where it stands.
 * `transpOnly`: an attendee may change TRANSP and nothing else (SCH-10).
 */
export function setShowAs(event: Component, showAs: EventDraft['showAs'], transpOnly = false): void {
  setText(event, 'transp', showAs === 'free' ? 'TRANSPARENT' : 'OPAQUE')
  if (transpOnly) return
  const status = wordOf(event, 'status')
  if (showAs === 'tentative') setText(event, 'status', 'TENTATIVE')
  else if (status === 'TENTATIVE') setText(event, 'status', 'CONFIRMED')
  if (event.hasProperty('x-microsoft-cdo-busystatus')) setText(event, 'x-microsoft-cdo-busystatus', showAs.toUpperCase())
}

export function visibilityOf(event: Component): EventDraft['visibility'] {
  const word = wordOf(event, 'class')
  // RFC 5545 §3.8.1.3: a word we do not know is private.
  return word === '' || word === 'PUBLIC' ? 'public' : word === 'CONFIDENTIAL' ? 'confidential' : 'private'
}

export const setVisibility = (event: Component, visibility: EventDraft['visibility']): void => setText(event, 'class', visibility === 'public' && !event.hasProperty('class') ? null : visibility.toUpperCase())
