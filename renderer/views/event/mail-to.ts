import type { EventDraft } from '../../../shared/contract/events.ts'
import { slotOf } from '../../../shared/event/when.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { spanInWords, zoneCity } from '../../../shared/wording/dates.ts'

/** A mail with the meeting in words, for a person no server can reach. The person's own mail program sends it. */
export function mailTo(address: string, draft: Pick<EventDraft, 'title' | 'location' | 'conferenceUrl' | 'description' | 'when'>, zone: Zone): string {
  const slot = slotOf(draft.when, zone)
  const startDate = draft.when.kind === 'all-day' ? draft.when.startDate : null
  const endDate = draft.when.kind === 'all-day' ? draft.when.endDate : null
  const when = slot ? `${spanInWords({ ...slot, startDate, endDate }, zone)}${startDate === null ? ` (${zoneCity(zone)} time)` : ''}` : ''
  const body = ['Hello,', '', 'you are invited:', '', draft.title, when, draft.location, draft.conferenceUrl, '', draft.description].filter((line, at, all) => line !== '' || all[at - 1] !== '').join('\n')
  return `mailto:${encodeURIComponent(address)}?subject=${encodeURIComponent(`Invitation: ${draft.title || 'a meeting'}`)}&body=${encodeURIComponent(body)}`
}
