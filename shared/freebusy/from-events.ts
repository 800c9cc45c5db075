import type { BusyKind, BusySpan } from '../model/busy.ts'
import type { Answer } from '../model/people.ts'
import type { Instant, PlainDate, Zone } from '../model/time.ts'
import { startOfDay } from '../time/days.ts'
import { stateOfEvent, type EventWords } from '../event/event-state.ts'

/** What busy time needs to know of one occurrence; rows of the store have these fields. */
export interface BusyOccurrence {
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly startDate: PlainDate | null
  readonly endDate: PlainDate | null
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly showAs: 'busy' | 'free' | 'tentative' | 'unavailable'
  readonly role: 'plain' | 'organizer' | 'attendee'
  readonly myAnswer: Answer | null
  /** Of its calendar (SCH-45, FBA-6). */
  readonly countsAsBusy: boolean
}

export interface BusyRules {
  /** All-day occurrences cover local days here (FBA-5, T-A10). */
  readonly zone: Zone
}

/** My busy time from my own events (FBA-1…6, T-A09…14). Order and overlaps stay as they come: `toTimeline` sorts it out. */
export function busyOfOccurrences(rows: readonly BusyOccurrence[], rules: BusyRules): BusySpan[] {
  const out: BusySpan[] = []
  for (const row of rows) {
    if (!row.countsAsBusy) continue
    const kind = busyKindOf(row)
    if (kind === 'free') continue
    const startUtc = row.startDate === null ? row.startUtc : startOfDay(row.startDate, rules.zone)
    const endUtc = row.endDate === null ? row.endUtc : startOfDay(row.endDate, rules.zone)
    if (startUtc < endUtc) out.push({ startUtc, endUtc, kind })
  }
  return out
}

/** FBA-1 and our own rule FBA-2: what I declined or gave away is free, what I have not promised is tentative. */
export function busyKindOf(row: Pick<BusyOccurrence, 'status' | 'showAs' | 'role' | 'myAnswer'>): BusyKind {
  if (row.status === 'cancelled' || row.showAs === 'free') return 'free'
  if (row.role === 'attendee') {
    if (row.myAnswer === 'declined' || row.myAnswer === 'delegated') return 'free'
    if (row.myAnswer === 'tentative' || row.myAnswer === 'needs-action') return 'tentative'
  }
  if (row.showAs === 'unavailable') return 'unavailable'
  return row.status === 'tentative' || row.showAs === 'tentative' ? 'tentative' : 'busy'
}

/** The kind of one VEVENT, from its words. `myAnswer` is null for a feed that is about somebody else. */
export function kindOfEvent(event: EventWords, myAnswer: Answer | null): BusyKind {
  const { status, showAs } = stateOfEvent(event)
  return busyKindOf({ status, showAs, role: myAnswer === null ? 'plain' : 'attendee', myAnswer })
}
