import type { AccountView } from '../../shared/contract/calendars.ts'
import type { EventDraft } from '../../shared/contract/events.ts'
import { slotOf } from '../../shared/event/when.ts'
import type { Instant, Zone } from '../../shared/model/time.ts'
import { dropDraft, readDraft, writeDraft } from './drafts.ts'
import { nextWorkingHour, type Work } from './new-draft.ts'

const name = 'people-grid'

/** People who were gathered on an empty grid stay there until the time is used or they are thrown away. */
export function keepGrid(draft: EventDraft): void {
  if (draft.attendees.length > 0) writeDraft(name, draft)
  else dropDraft(name)
}
export const forgetKeptGrid = (): void => dropDraft(name)

/** Null when nothing is kept, or when the calendar it was meant for is no longer there. A time that is over becomes the next hour of work. */
export function keptGrid(accounts: readonly AccountView[], zone: Zone, nowUtc: Instant, work: Work): EventDraft | null {
  const kept = readDraft<EventDraft>(name)
  if (kept === null || !accounts.some((account) => account.calendars.some((calendar) => calendar.id === kept.collectionId && calendar.writable))) return null
  const slot = slotOf(kept.when, zone)
  return slot !== null && slot.startUtc > nowUtc ? kept : { ...kept, when: nextWorkingHour(nowUtc, zone, work) }
}

/** Whether leaving would lose people: any of a grid begun empty, any that were changed in a meeting brought along. */
export const gathered = (draft: EventDraft, brought: EventDraft | null): boolean => (brought === null ? draft.attendees.length > 0 : JSON.stringify(draft.attendees) !== JSON.stringify(brought.attendees))
