import type { Settings } from '../../shared/contract/app.ts'
import type { AccountView } from '../../shared/contract/calendars.ts'
import type { EventDraft, DraftWhen } from '../../shared/contract/events.ts'
import { newDraft } from '../../shared/event/new-draft.ts'
import { workStretches } from '../../shared/freebusy/hours.ts'
import { dayOf, weekdayOf } from '../../shared/time/days.ts'
import { toInstant, toLocal } from '../../shared/time/zones.ts'
import type { Instant, PlainDate, Zone } from '../../shared/model/time.ts'
import { minuteInWords } from '../../shared/time/words.ts'

/** Where a new event goes: the default calendar of the first account that can be written to, one's own before those of others, also of those one acts for; null when there is none. */
export function calendarForNew(accounts: readonly AccountView[]): AccountView['calendars'][number] | null {
  const writableIn = (list: readonly AccountView[]): AccountView['calendars'] => list.flatMap((account) => account.calendars.filter((calendar) => calendar.writable))
  const own = writableIn(accounts.filter((account) => account.behalf === undefined)).filter((calendar) => calendar.ownerName === undefined)
  const writable = writableIn(accounts)
  return own.find((calendar) => calendar.isDefault) ?? own[0] ?? writable[0] ?? null
}

export function draftFor(when: DraftWhen, accounts: readonly AccountView[], defaultReminderMin: number | null): EventDraft | null {
  const calendar = calendarForNew(accounts)
  if (!calendar) return null
  return newDraft({ collectionId: calendar.id, when, reminders: defaultReminderMin === null || when.kind === 'all-day' ? [] : [defaultReminderMin] })
}

/** An hour, from the next full one on. */
export function nextHour(nowUtc: Instant, zone: Zone): DraftWhen {
  return hourFrom(Math.ceil((nowUtc + 1) / 3_600_000) * 3_600_000, zone)
}

export type Work = Pick<Settings, 'workStartMin' | 'workEndMin' | 'workingDays'>

/** The first hour from the next full one on in which I work: where a meeting begins that nobody placed. Whoever never works gets the next hour. */
export function nextWorkingHour(nowUtc: Instant, zone: Zone, work: Work): DraftWhen {
  const soonest = Math.ceil((nowUtc + 1) / 3_600_000) * 3_600_000
  const hours = { days: work.workingDays, startMin: work.workStartMin, endMin: work.workEndMin, zone }
  const starts = workStretches(hours, { startUtc: soonest, endUtc: soonest + 8 * 86_400_000 }).flatMap((stretch) => {
    const startUtc = Math.max(soonest, stretch.startUtc)
    return startUtc + 3_600_000 <= stretch.endUtc ? [startUtc] : []
  })
  return hourFrom(starts[0] ?? soonest, zone)
}

/** Where a new event begins that nobody placed: the next hour, or, while other days are looked at, the start of work on the first working one of them. At the end of a day nobody means midnight. */
export function hourInView(days: readonly PlainDate[], nowUtc: Instant, zone: Zone, work: Work): DraftWhen {
  const today = dayOf(nowUtc, zone)
  const day = days.find((each) => work.workingDays.includes(weekdayOf(each))) ?? days[0]
  if (day === undefined || days.includes(today)) {
    const next = nextHour(nowUtc, zone)
    return next.kind === 'timed' && next.localStart.slice(0, 10) !== today ? nextWorkingHour(nowUtc, zone, work) : next
  }
  return hourFrom(toInstant(`${day}T${minuteInWords(work.workStartMin % 1440)}:00`, zone), zone)
}

function hourFrom(startUtc: Instant, zone: Zone): DraftWhen {
  return { kind: 'timed', localStart: toLocal(startUtc, zone), localEnd: toLocal(startUtc + 3_600_000, zone), zone }
}
