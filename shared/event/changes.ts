import type { Zone } from '../model/time.ts'
import { instantOf, rruleOf, spanOf, textOf, timesOf, type IcalTime } from '../ical/fields.ts'
import { attendeesOf } from '../ical/people.ts'
import { eventsOf, masterOf, overridesOf, type Component } from '../ical/tree.ts'
import { repeatInWords, toRepeatRule } from '../recurrence/describe.ts'
import { instanceOf } from '../recurrence/edit-series.ts'
import { dateInWords, dayInWords, daysInWords, whenInWords } from '../time/words.ts'
import { conferenceOf } from './details.ts'
import { counterpartIn, differenceOf, keyOf } from './difference.ts'
import { zoneOfEvent } from './event-when.ts'

export type ChangedField = 'when' | 'where' | 'title' | 'text' | 'repeat' | 'people'

export interface FieldChange {
  readonly field: ChangedField
  /** For `people`: who was taken off. */
  readonly before: string
  /** For `people`: who came. */
  readonly after: string
}

/** What differs in any part of an object: the series, or a date of it. A date that came or went is one of `repeat`. */
export function changedFields(before: Component, after: Component): ReadonlySet<ChangedField> {
  const fields = new Set<ChangedField>()
  const gone = overridesOf(before).filter((event) => !eventsOf(after).some((other) => keyOf(other) === keyOf(event)))
  if (gone.length > 0) fields.add('repeat')
  for (const event of eventsOf(after)) {
    const old = counterpartIn(before, event)
    const d = old === null ? null : differenceOf(old, event)
    if (d === null || d.time || d.status) fields.add('when')
    if (d?.dates) fields.add('repeat')
    if (d?.place) fields.add('where')
    if (d?.title) fields.add('title')
    if (d?.text) fields.add('text')
    if (d !== null && d.added.length + d.removed.length > 0) fields.add('people')
  }
  return fields
}

/**
 * What a person would notice between two versions of an object, major changes first (ITP-4): times in `zone`.
 * `recurrenceId` looks at one instance; otherwise at the series, or at its first part when there is no master.
 * Other spellings of the same (a rule's order, another TZID for the same instant) are no change (T-I46).
 */
export function whatChanged(before: Component, after: Component, zone: Zone, recurrenceId: string | null = null): FieldChange[] {
  const old = eventOf(before, recurrenceId)
  const now = eventOf(after, recurrenceId)
  if (old === null || now === null) return []
  const d = differenceOf(old, now)
  const out: FieldChange[] = []
  const say = (field: ChangedField, from: string, to: string): void => {
    out.push({ field, before: from, after: to })
  }
  if (d.time) say('when', whenText(old, zone), whenText(now, zone))
  if (d.dates) say('repeat', repeatText(old, zone), [repeatText(now, zone), ...dateTexts(old, now, zone)].filter((t) => t !== '').join('; '))
  if (d.place) say('where', placeOf(old), placeOf(now))
  if (d.title) say('title', textOf(old, 'summary'), textOf(now, 'summary'))
  if (d.added.length + d.removed.length > 0) say('people', namesOf(old, d.removed), namesOf(now, d.added))
  if (d.text) say('text', textOf(old, 'description'), textOf(now, 'description'))
  return out
}

function eventOf(root: Component, recurrenceId: string | null): Component | null {
  if (recurrenceId !== null) return instanceOf(root, recurrenceId)
  return masterOf(root) ?? eventsOf(root)[0] ?? null
}

function whenText(event: Component, zone: Zone): string {
  const span = spanOf(event, zone)
  if (span === null) return ''
  if (span.startDate !== null && span.endDate !== null) return daysInWords(span.startDate, span.endDate)
  return whenInWords(span.startUtc, span.endUtc, { zone })
}

function repeatText(event: Component, zone: Zone): string {
  const rule = rruleOf(event)
  return rule === null ? '' : repeatInWords(toRepeatRule(rule, zoneOfEvent(event, zone)))
}

const dayText = (t: IcalTime, zone: Zone): string => (t.kind === 'date' ? dateInWords(t.date) : dayInWords(instantOf(t, zone), { zone }))

/** Single dates that went or came: `not on Wed 14 Oct`, `also on Thu 15 Oct`. */
function dateTexts(old: Component, now: Component, zone: Zone): string[] {
  const only = (name: string, from: Component, to: Component): string[] => {
    const there = new Set(timesOf(to, name).map((t) => instantOf(t, zone)))
    return timesOf(from, name).filter((t) => !there.has(instantOf(t, zone))).map((t) => dayText(t, zone))
  }
  const gone = [...only('exdate', now, old), ...only('rdate', old, now)]
  const come = [...only('exdate', old, now), ...only('rdate', now, old)]
  return [gone.length > 0 ? `not on ${gone.join(', ')}` : '', come.length > 0 ? `also on ${come.join(', ')}` : '']
}

const placeOf = (event: Component): string => [textOf(event, 'location'), conferenceOf(event)].filter((t) => t !== '').join(', ')

const namesOf = (event: Component, addresses: readonly string[]): string => {
  const people = attendeesOf(event)
  return addresses.map((address) => people.find((p) => p.address === address)?.name || address).join(', ')
}
