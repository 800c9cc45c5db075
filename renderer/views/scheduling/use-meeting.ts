import { useCallback, useMemo, useRef, useState } from 'react'
import type { DateException, DraftWhen, EventDraft } from '../../../shared/contract/events.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { putException } from '../../../shared/event/exceptions.ts'
import { repeatOnDay, slotOf, whenAt } from '../../../shared/event/when.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { withPeople, type Invited } from '../../state/meeting-people.ts'

export interface Meeting {
  readonly draft: EventDraft
  readonly slot: Interval
  /** The time the grid was opened with, when the slot is another one now. */
  readonly movedFrom: Interval | null
  readonly setSlot: (slot: Interval) => void
  readonly invite: (people: readonly Invited[], organizer: string | null) => void
  readonly setRole: (address: string, role: EventDraft['attendees'][number]['role']) => void
  readonly remove: (address: string) => void
  /** Leaves a date of the series out, moves it, or with `undefined` lets it be as the others. */
  readonly except: (date: string, exception: DateException | undefined) => void
  readonly setExceptions: (exceptions: readonly DateException[]) => void
}

const hourMs = 3_600_000

/** The draft while it lies on the grid. Nothing is saved here: "Use this time" hands it to the editor. */
export function useMeeting(initial: EventDraft, zone: Zone): Meeting {
  const [draft, setDraft] = useState(initial)
  const opened = useRef(initial)
  const slot = useMemo(() => slotOf(draft.when, zone) ?? fallback(draft, zone), [draft, zone])
  const first = useMemo(() => slotOf(opened.current.when, zone), [zone])
  const setSlot = useCallback((next: Interval) => setDraft((was) => moved(was, whenAt(was.when, next, zone))), [zone])
  const invite = useCallback<Meeting['invite']>((people, organizer) => setDraft((was) => withPeople(was, people, organizer)), [])
  const setRole = useCallback<Meeting['setRole']>((address, role) => setDraft((was) => ({ ...was, attendees: was.attendees.map((a) => (a.address === address ? { ...a, role } : a)) })), [])
  const remove = useCallback((address: string) => setDraft((was) => ({ ...was, attendees: was.attendees.filter((a) => a.address !== address) })), [])
  const except = useCallback<Meeting['except']>((date, exception) => setDraft((was) => ({ ...was, exceptions: exception === undefined ? (was.exceptions ?? []).filter((one) => one.date !== date) : putException(was.exceptions, exception) })), [])
  const setExceptions = useCallback<Meeting['setExceptions']>((exceptions) => setDraft((was) => ({ ...was, exceptions: [...exceptions] })), [])
  const movedFrom = first !== null && (first.startUtc !== slot.startUtc || first.endUtc !== slot.endUtc) ? first : null
  return { draft, slot, movedFrom, setSlot, invite, setRole, remove, except, setExceptions }
}

/**
 * A draft whose meeting was moved by a yes to a proposal, and where its bar stands then. A whole series is shifted by as much as the date
 * that was shown; one date of a series that lies on the grid as a whole changes nothing of what is drawn: no slot.
 */
export function afterTaken(draft: EventDraft, one: Pick<ProposalView, 'recurrenceId' | 'time' | 'now'>, zone: Zone): { readonly draft: EventDraft; readonly slot: Interval | null } {
  const own = draft.scope === 'this' ? draft.recurrenceId : null
  const stood = slotOf(draft.when, zone)
  if (stood === null || (one.recurrenceId !== null && one.recurrenceId !== own)) return { draft, slot: null }
  const startUtc = one.recurrenceId === own && draft.repeat === null ? one.time.startUtc : stood.startUtc + one.time.startUtc - one.now.startUtc
  const slot = { startUtc, endUtc: startUtc + one.time.endUtc - one.time.startUtc }
  const { startDate, endDate } = one.time
  const when: DraftWhen = startDate !== null && endDate !== null ? { kind: 'all-day', startDate, endDate } : whenAt(draft.when, slot, zone)
  return { draft: moved(draft, when), slot }
}

const dayOfWhen = (when: DraftWhen): string => (when.kind === 'all-day' ? when.startDate : when.localStart.slice(0, 10))

/** A rule that meant the day it had goes along: weekly on Tuesday becomes weekly on Wednesday. */
const moved = (was: EventDraft, when: DraftWhen): EventDraft => ({ ...was, when, repeat: repeatOnDay(was, dayOfWhen(was.when), dayOfWhen(when)) })

/** A draft whose end lies before its start still has a place on the grid: an hour from its start. */
function fallback(draft: EventDraft, zone: Zone): Interval {
  const { when } = draft
  const end = when.kind === 'timed' ? { ...when, localEnd: `${when.localStart.slice(0, 11)}23:59:59` } : when
  const found = slotOf(end, zone)
  return found ? { startUtc: found.startUtc, endUtc: found.startUtc + hourMs } : { startUtc: 0, endUtc: hourMs }
}
