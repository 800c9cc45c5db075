import type { EventDetails, EventDraft } from '../../../shared/contract/events.ts'
import { slotOf } from '../../../shared/event/when.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { spanInWords, zoneCity } from '../../../shared/wording/dates.ts'
import { mailtoLink } from '../../../shared/wording/mailto.ts'

/** A mail with the meeting in words, for a person no server can reach. The person's own mail program sends it. `asked`: who was in it before. */
export function mailTo(address: string, draft: Pick<EventDraft, 'title' | 'location' | 'conferenceUrl' | 'description' | 'when' | 'attendees'>, zone: Zone, asked: EventDraft['attendees']): string {
  const slot = slotOf(draft.when, zone)
  const startDate = draft.when.kind === 'all-day' ? draft.when.startDate : null
  const endDate = draft.when.kind === 'all-day' ? draft.when.endDate : null
  const [subject, opening] = aboutIt(isAmong(draft.attendees, address), isAmong(asked, address))
  return written(address, { ...draft, subject, opening, when: slot ? whenIn({ ...slot, startDate, endDate }, zone) : '' })
}

const news = {
  cancelled: ['Cancelled', 'this is cancelled:'],
  invited: ['Invitation', 'you are invited:'],
  refused: ['Without you', 'this takes place without you:'],
} as const

/** The same for a meeting that stands as it is: it is called off for this person, or they come or do not. */
export function mailAbout(address: string, { occurrence, conferenceUrl, description }: Pick<EventDetails, 'occurrence' | 'conferenceUrl' | 'description'>, zone: Zone, kind: keyof typeof news): string {
  const [subject, opening] = news[kind]
  return written(address, { title: occurrence.title, location: occurrence.location, conferenceUrl: kind === 'invited' ? conferenceUrl : '', description: kind === 'invited' ? description : '', subject, opening, when: whenIn(occurrence, zone) })
}

interface Written {
  readonly title: string
  readonly when: string
  readonly location: string
  readonly conferenceUrl: string
  readonly description: string
  readonly subject: string
  readonly opening: string
}

function written(address: string, { title, when, location, conferenceUrl, description, subject, opening }: Written): string {
  const body = ['Hello,', '', opening, '', title, when, location, conferenceUrl, '', description].filter((line, at, all) => line !== '' || all[at - 1] !== '').join('\n')
  return mailtoLink({ to: [address], subject: `${subject}: ${title || 'a meeting'}`, body })
}

type Span = Pick<EventDetails['occurrence'], 'startUtc' | 'endUtc' | 'startDate' | 'endDate'>
const whenIn = (span: Span, zone: Zone): string => `${spanInWords(span, zone)}${span.startDate === null ? ` (${zoneCity(zone)} time)` : ''}`

/** Whoever was taken off must not read that they are invited. */
function aboutIt(isInIt: boolean, wasInIt: boolean): readonly [subject: string, opening: string] {
  if (!isInIt) return ['No longer invited', 'you are no longer invited to this:']
  return wasInIt ? ['Changed', 'this is how it stands now:'] : ['Invitation', 'you are invited:']
}

const isAmong = (people: EventDraft['attendees'], address: string): boolean => people.some((one) => bare(one.address) === bare(address))

const bare = (address: string): string => address.toLowerCase().replace(/^mailto:/, '')
