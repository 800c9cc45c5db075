import type { DraftWhen, EventDraft } from '../contract/events.ts'
import type { CalendarLimits } from '../model/calendars.ts'
import { startOfDay } from '../time/days.ts'
import { toInstant } from '../time/zones.ts'
import type { DraftProblem } from './validate-draft.ts'

/** What a calendar would refuse of a draft, found before anything is sent (CAL-10; RFC 4791 §5.2.5–5.2.9). Its size is known when it is written. */
export function limitProblems(draft: EventDraft, limits: CalendarLimits): DraftProblem[] {
  const out: DraftProblem[] = []
  // The organizer is one of them.
  const people = draft.attendees.length + (draft.attendees.length > 0 ? 1 : 0)
  if (limits.maxPeople !== null && people > limits.maxPeople) out.push({ code: 'too-many-people', field: 'attendees', detail: String(limits.maxPeople) })
  const { startUtc, endUtc } = instantsOf(draft.when)
  if (limits.minUtc !== null && startUtc < limits.minUtc) out.push({ code: 'too-early', field: 'when', detail: yearOf(limits.minUtc) })
  if (limits.maxUtc !== null && endUtc > limits.maxUtc) out.push({ code: 'too-late', field: 'when', detail: yearOf(limits.maxUtc) })
  return out
}

const yearOf = (instant: number): string => String(new Date(instant).getUTCFullYear())

/** Whole days stand in no zone: read in UTC, which is near enough for limits of years. */
function instantsOf(when: DraftWhen): { readonly startUtc: number; readonly endUtc: number } {
  if (when.kind === 'all-day') return { startUtc: startOfDay(when.startDate, 'UTC'), endUtc: startOfDay(when.endDate, 'UTC') }
  return { startUtc: toInstant(when.localStart, when.zone), endUtc: toInstant(when.localEnd, when.zone) }
}
