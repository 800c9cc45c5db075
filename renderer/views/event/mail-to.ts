import type { EventDraft } from '../../../shared/contract/events.ts'
import { slotOf } from '../../../shared/event/when.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { spanInWords, zoneCity } from '../../../shared/wording/dates.ts'

/** A mail with the meeting in words, for a person no server can reach. The person's own mail program sends it. `asked`: who was in it before. */
export function mailTo(address: string, draft: Pick<EventDraft, 'title' | 'location' | 'conferenceUrl' | 'description' | 'when' | 'attendees'>, zone: Zone, asked: EventDraft['attendees']): string {
  const slot = slotOf(draft.when, zone)
  const startDate = draft.when.kind === 'all-day' ? draft.when.startDate : null
  const endDate = draft.when.kind === 'all-day' ? draft.when.endDate : null
  const when = slot ? `${spanInWords({ ...slot, startDate, endDate }, zone)}${startDate === null ? ` (${zoneCity(zone)} time)` : ''}` : ''
  const [subject, opening] = aboutIt(isAmong(draft.attendees, address), isAmong(asked, address))
  const body = ['Hello,', '', opening, '', draft.title, when, draft.location, draft.conferenceUrl, '', draft.description].filter((line, at, all) => line !== '' || all[at - 1] !== '').join('\n')
  return `mailto:${encodeURIComponent(address)}?subject=${encodeURIComponent(`${subject}: ${draft.title || 'a meeting'}`)}&body=${encodeURIComponent(body)}`
}

/** Whoever was taken off must not read that they are invited. */
function aboutIt(isInIt: boolean, wasInIt: boolean): readonly [subject: string, opening: string] {
  if (!isInIt) return ['No longer invited', 'you are no longer invited to this:']
  return wasInIt ? ['Changed', 'this is how it stands now:'] : ['Invitation', 'you are invited:']
}

const isAmong = (people: EventDraft['attendees'], address: string): boolean => people.some((one) => bare(one.address) === bare(address))

const bare = (address: string): string => address.toLowerCase().replace(/^mailto:/, '')
