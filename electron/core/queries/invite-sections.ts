import type { InviteItem } from '../../../shared/contract/invites.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { goneMeeting } from './gone-meeting.ts'
import { headPart } from '../scheduling/invite-rows.ts'
import { waitsForDecision } from '../scheduling/uninvited.ts'
import type { InviteRow, PartRow, QueueEntry } from '../store/rows.ts'
import type { DrawnRow, ReadStore } from '../store/store.ts'

export type Section = InviteItem['section']

export interface PlacedInvite {
  readonly row: InviteRow
  readonly part: PartRow
  readonly section: Section
  /** The next instance that is not over; for something that is over but still worth a line, its last one. */
  readonly next: DrawnRow | null
  readonly over: boolean
  readonly pending: QueueEntry | null
  /** Text of a meeting that is no longer in my calendar; null for one that is. */
  readonly goneText: string | null
}

const goneHorizonMs = 366 * 86_400_000

/** How long what was answered stays in sight after it is over. */
const answeredForMs = 7 * 86_400_000

/**
 * Where an invitation stands in the list; null: it is not listed. Everything here comes from what the calendars say, so that
 * an answer given on another computer counts. Past ones leave by themselves, what needs an answer stays until then.
 */
export function placeInvite(read: ReadStore, row: InviteRow, nowUtc: Instant): PlacedInvite | null {
  const parts = read.parts(row.objectId)
  const part = (row.recurrenceId === null ? null : parts.find((p) => p.recurrenceId === row.recurrenceId)) ?? headPart(parts)
  if (part === null || part.role === 'plain') return placeGone(read, row, nowUtc)
  const pending = read.queueOf(row.objectId).at(-1) ?? null
  if (read.queueOf(row.objectId).some((entry) => entry.kind === 'delete')) return null
  const { next, over } = nextInstance(read, row, nowUtc)
  const decide = part.role === 'organizer' && !over && part.status !== 'cancelled' && pending?.state !== 'needs-you' && waitsForDecision(read, row.objectId, nowUtc)
  const proposed = part.role === 'organizer' && read.proposalsOf(row.accountId, row.uid).some((one) => !one.mine && one.state === 'open')
  const section = decide ? 'needs-answer' : sectionOf({ row, part, over, nowUtc, pending, next, proposed })
  return section === null ? null : { row, part, section, next, over, pending, goneText: null }
}

/** My copy is gone, or I am no longer in it: shown as it was, as long as it would lie ahead. */
function placeGone(read: ReadStore, row: InviteRow, nowUtc: Instant): PlacedInvite | null {
  if (row.changedUtc === null || isDismissed(row)) return null
  const gone = goneMeeting(read, row, { startUtc: nowUtc, endUtc: nowUtc + goneHorizonMs })
  const next = gone?.rows.find((o) => o.endUtc > nowUtc)
  if (gone === null || next === undefined || gone.part.role !== 'attendee') return null
  return { row, part: gone.part, section: 'cancelled', next, over: false, pending: null, goneText: row.answeredText }
}

interface Placing {
  readonly row: InviteRow
  readonly part: PartRow
  readonly over: boolean
  readonly nowUtc: Instant
  readonly pending: QueueEntry | null
  readonly next: DrawnRow | null
  /** Somebody waits for a word on another time. */
  readonly proposed: boolean
}

const isDismissed = (row: InviteRow): boolean => row.dismissedUtc !== null && (row.changedUtc === null || row.changedUtc <= row.dismissedUtc)

function sectionOf({ row, part, over, nowUtc, pending, next, proposed }: Placing): Section | null {
  if (pending?.state === 'needs-you') return 'problems'
  const recent = next !== null && nowUtc - next.endUtc < answeredForMs
  if (over && !recent) return null
  if (proposed && !over) return 'needs-answer'
  if (isDismissed(row)) return null
  if (part.role === 'organizer') return part.people.undelivered > 0 && !over ? 'problems' : row.news === '' ? null : 'answered'
  if (part.status === 'cancelled') return over || part.myAnswer === 'declined' ? null : 'cancelled'
  const changed = row.changedUtc !== null && row.changedUtc > (row.answeredUtc ?? 0)
  if (!over && changed && row.answered !== null) return 'changed'
  if (!over && part.myAnswer === 'needs-action') return 'needs-answer'
  return row.answeredUtc === null && !changed ? null : 'answered'
}

function nextInstance(read: ReadStore, row: InviteRow, nowUtc: Instant): { next: DrawnRow | null; over: boolean } {
  if (row.recurrenceId !== null) {
    const one = read.occurrence(row.objectId, row.recurrenceId)
    return { next: one, over: one === null || one.endUtc <= nowUtc }
  }
  const { endUtc } = read.indexedWindow()
  const ahead = read.occurrencesOf(row.objectId, { startUtc: nowUtc, endUtc: Math.max(endUtc, nowUtc + 1) }).find((o) => o.endUtc > nowUtc)
  if (ahead !== undefined) return { next: ahead, over: false }
  const past = read.occurrencesOf(row.objectId, { startUtc: nowUtc - answeredForMs, endUtc: nowUtc + 1 }).at(-1)
  return { next: past ?? read.occurrence(row.objectId, null), over: true }
}

/** How many wait for the person: the number on the door. */
export function waitingInvites(read: ReadStore, nowUtc: Instant): number {
  let count = 0
  for (const row of read.invites()) {
    // Answered and untouched since: no need to look.
    if (row.answeredUtc !== null && row.changedUtc === null) continue
    const section = placeInvite(read, row, nowUtc)?.section
    if (section !== undefined && section !== 'answered') count++
  }
  return count
}
