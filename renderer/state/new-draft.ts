import type { AccountView } from '../../shared/contract/calendars.ts'
import type { EventDraft, DraftWhen } from '../../shared/contract/events.ts'
import { newDraft } from '../../shared/event/new-draft.ts'
import { toLocal } from '../../shared/time/zones.ts'
import type { Instant, Zone } from '../../shared/model/time.ts'

/** Where a new event goes: the default calendar of the first account that can be written to; null when there is none. */
export function calendarForNew(accounts: readonly AccountView[]): AccountView['calendars'][number] | null {
  const writable = accounts.flatMap((account) => account.calendars.filter((calendar) => calendar.writable))
  return writable.find((calendar) => calendar.isDefault) ?? writable[0] ?? null
}

export function draftFor(when: DraftWhen, accounts: readonly AccountView[], defaultReminderMin: number | null): EventDraft | null {
  const calendar = calendarForNew(accounts)
  if (!calendar) return null
  return newDraft({ collectionId: calendar.id, when, reminders: defaultReminderMin === null || when.kind === 'all-day' ? [] : [defaultReminderMin] })
}

/** An hour, from the next full one on. */
export function nextHour(nowUtc: Instant, zone: Zone): DraftWhen {
  const startUtc = Math.ceil((nowUtc + 1) / 3_600_000) * 3_600_000
  return { kind: 'timed', localStart: toLocal(startUtc, zone), localEnd: toLocal(startUtc + 3_600_000, zone), zone }
}
