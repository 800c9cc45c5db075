import { conferenceOf } from '../../../shared/event/details.ts'
import { zoneOfEvent } from '../../../shared/event/event-when.ts'
import { recurrenceIdOf, rruleOf, spanOf, textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { repeatInWords, toRepeatRule } from '../../../shared/recurrence/describe.ts'
import { instanceOf } from '../../../shared/recurrence/edit-series.ts'
import { dayWithYear, localDate, zoneCity } from '../../../shared/wording/dates.ts'
import { mailWords, type MailFacts } from '../../../shared/wording/mail.ts'
import { daysInWords, timesInWords } from '../../../shared/wording/times.ts'

interface About {
  readonly kind: MailFacts['kind']
  readonly who: string
  readonly zone: Zone
  /** The meeting, where the message leaves most of it out: an answer does, and its reader knows the meeting. */
  readonly meeting?: Component | null
  /** Of the sender's own, where the message itself carries none. */
  readonly word?: string
}

/** Subject and text for one message, read from the very tree that travels in it: nothing is said that the recipient may not see. */
export function wordsOfMessage(message: Component, { meeting = null, word = '', ...about }: About): { readonly subject: string; readonly text: string } {
  const said = must(masterOf(message) ?? eventsOf(message)[0], 'event in a message')
  const event = (meeting === null ? null : (instanceOf(meeting, recurrenceIdOf(said)) ?? masterOf(meeting))) ?? said
  return mailWords({
    ...about,
    title: textOf(event, 'summary'),
    when: whenWords(event, about.zone),
    repeat: repeatWords(event, about.zone),
    where: textOf(event, 'location'),
    link: conferenceOf(event),
    description: textOf(event, 'description'),
    answer: attendeesOf(said)[0]?.partstat ?? 'needs-action',
    comment: about.kind === 'answered' || about.kind === 'counter' || about.kind === 'counter-withdrawn' || about.kind === 'counter-declined' ? textOf(said, 'comment') : word.trim(),
  })
}

/** In the zone the meeting was made in, which is named: whoever reads it may live in another. */
export function whenWords(event: Component, zone: Zone): string {
  const span = spanOf(event, zone)
  if (span === null) return ''
  if (span.startDate !== null && span.endDate !== null) return `${daysInWords(span.startDate, span.endDate, { nowUtc: otherYear })}, all day`
  const own = zoneOfEvent(event, zone)
  return `${dayWithYear(localDate(span.startUtc, own))}, ${timesInWords(span.startUtc, span.endUtc, { zone: own })} (${own === 'UTC' ? 'UTC' : `${zoneCity(own)} time`})`
}

/** A mail is read at any time, so the year is always told: no day lies in this one's year. */
const otherYear: Instant = 0

function repeatWords(event: Component, zone: Zone): string {
  const rule = rruleOf(event)
  if (rule === null) return ''
  const span = spanOf(event, zone)
  const own = zoneOfEvent(event, zone)
  return repeatInWords(toRepeatRule(rule, own), span === null ? {} : { start: span.startDate ?? localDate(span.startUtc, own) })
}
