import type { InviteItem } from '../../../shared/contract/invites.ts'
import { severityOfStatus } from '../../../shared/event/delivery-code.ts'
import { organizerOf, type CalPerson } from '../../../shared/ical/people.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { behalfIn, reachesPeople } from '../scheduling/identity.ts'
import type { DrawnRow, ReadStore } from '../store/store.ts'
import { conflictsAt, myDay } from './conflicts.ts'
import { openEvent } from './event-text.ts'
import type { PlacedInvite } from './invite-sections.ts'
import { instantsIn } from './occurrence-view.ts'

/** Dates of a series that are looked at; the window is the one that is indexed anyway. */
const mostDates = 60
const seriesHorizonMs = 366 * 86_400_000

/** Instances that are ahead, for a series asked about as a whole. */
export function datesAhead(read: ReadStore, placed: PlacedInvite, nowUtc: Instant): { rows: readonly DrawnRow[]; truncated: boolean } {
  if (placed.row.recurrenceId !== null || !placed.part.repeats) return { rows: [], truncated: false }
  const rows = read.occurrencesOf(placed.row.objectId, { startUtc: nowUtc, endUtc: nowUtc + seriesHorizonMs }).filter((o) => o.endUtc > nowUtc && o.status !== 'cancelled')
  return { rows: rows.slice(0, mostDates), truncated: rows.length > mostDates }
}

export function inviteItem(read: ReadStore, placed: PlacedInvite, zone: Zone, nowUtc: Instant): InviteItem {
  const { row, part, next, over } = placed
  const at: Interval = next === null ? { startUtc: 0, endUtc: 0 } : instantsIn(next, zone)
  const dates = datesAhead(read, placed, nowUtc).rows.map((d) => instantsIn(d, zone))
  const window = { startUtc: Math.min(at.startUtc, ...dates.map((d) => d.startUtc)), endUtc: Math.max(at.endUtc, ...dates.map((d) => d.endUtc)) }
  const asks = !over && part.role === 'attendee' && part.status !== 'cancelled'
  const day = asks ? myDay(read, window, zone, row) : null
  const organizer = organizerIn(read, placed)
  const account = read.account(row.accountId)
  const told = account !== null && (reachesPeople(account) || organizer?.scheduleAgent === 'CLIENT')
  const reply = replyState(placed, organizer, told)
  return {
    id: row.id,
    accountId: row.accountId,
    ...behalfIn(account),
    objectId: placed.goneText === null ? row.objectId : null,
    recurrenceId: row.recurrenceId,
    // An answer that did not arrive is not done with.
    section: placed.section === 'answered' && reply === 'refused' && !over ? 'problems' : placed.section,
    title: part.title,
    ...at,
    startDate: next?.startDate ?? null,
    organizer: { address: organizer?.address ?? part.organizer ?? '', name: organizer?.name ?? '' },
    conflicts: day === null ? null : conflictsAt(day, at).length,
    dates: day === null || dates.length === 0 ? null : { total: dates.length, clear: dates.filter((d) => conflictsAt(day, d).length === 0).length },
    myAnswer: part.myAnswer ?? (part.role === 'organizer' ? 'accepted' : 'needs-action'),
    reply,
    news: row.news,
  }
}

/** The text is only opened for the few that are listed: a name is worth it. */
function organizerIn(read: ReadStore, placed: PlacedInvite): CalPerson | null {
  const opened = openEvent(read, placed.row.objectId, placed.row.recurrenceId, placed.goneText)
  return opened === null ? null : organizerOf(opened.event)
}

/** What became of my answer: still here, sent, or what the server says about its delivery (T-S17). `told` false: nobody tells the organizer, so it is in my calendar alone. */
function replyState({ part, pending }: PlacedInvite, organizer: CalPerson | null, told: boolean): InviteItem['reply'] {
  if (part.role !== 'attendee' || part.myAnswer === null || part.myAnswer === 'needs-action') return 'none'
  if (pending !== null) return pending.state === 'needs-you' ? 'refused' : 'unsent'
  if (!told) return 'none'
  const status = organizer?.scheduleStatus ?? null
  if (status === null) return 'sent'
  switch (severityOfStatus(status)) {
    case 'error':
      return 'refused'
    case 'ok':
    case 'note':
      return 'delivered'
    default:
      return 'sent'
  }
}
