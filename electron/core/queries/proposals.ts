import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { organizerOf } from '../../../shared/ical/people.ts'
import { spanOf } from '../../../shared/ical/fields.ts'
import type { EventSpan } from '../../../shared/ical/moment.ts'
import { eventAt, isSameSpan } from '../../../shared/itip/proposal.ts'
import { isSeries } from '../../../shared/event/draft.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { meetingOf } from '../mail/decide.ts'
import { readObject } from '../scheduling/compose.ts'
import { nextOf, titleOf } from '../scheduling/proposals.ts'
import type { ProposalRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryOf } from './deps.ts'
import { instantsIn } from './occurrence-view.ts'

/** Oldest first. What is over, and what was replaced by a newer proposal of the same person, is history and not listed. */
export const query: QueryOf<'proposals'> = ({ read, clock }) => async ({ objectId, zone }) => {
  const object = objectId === null ? null : read.object(objectId)
  const rows = objectId === null ? read.proposals() : object === null ? [] : read.proposalsOf(object.accountId, object.uid)
  return { proposals: rows.flatMap((row) => viewOf(read, row, zone, clock.now()) ?? []) }
}

function viewOf(read: ReadStore, row: ProposalRow, zone: Zone, nowUtc: Instant): ProposalView | null {
  const object = row.state === 'replaced' ? null : meetingOf(read, row)
  const text = object === null ? null : readObject(object)
  const collection = object === null ? null : read.collection(object.collectionId)
  if (object === null || text === null || !text.ok || collection === null) return null
  const root = text.value
  const { recurrenceId } = row.time
  const event = eventAt(root, recurrenceId)
  const stands = event === null ? null : spanOf(event, zone)
  const shown = nextOf(root, read.textOf(object.id) ?? '', row.time, nowUtc, zone)
  if (event === null || stands === null || shown === null || (shown.time.endUtc <= nowUtc && shown.now.endUtc <= nowUtc)) return null
  const organizer = organizerOf(event)
  const state = stateOf(read, row, stands)
  return {
    id: row.id,
    accountId: row.accountId,
    objectId: object.id,
    recurrenceId,
    wholeSeries: recurrenceId === null && isSeries(root),
    title: titleOf(root, recurrenceId),
    mine: row.mine,
    who: { address: row.address, name: row.name },
    organizer: { address: organizer?.email ?? organizer?.address ?? '', name: organizer?.name ?? '' },
    time: inZone(shown.time, zone),
    now: inZone(shown.now, zone),
    words: row.words,
    madeAtUtc: row.madeAtUtc,
    state,
    closedWords: row.closedWords,
    canDecide: !row.mine && row.state === 'open' && collection.writable && !collection.gone,
    canWithdraw: row.mine && row.state === 'open' && (state === 'open' || state === 'outdated') && collection.writable && !collection.gone,
  }
}

/** A meeting that stands where it was proposed was moved there, by whatever program its organizer used. */
function stateOf(read: ReadStore, row: ProposalRow, stands: EventSpan): ProposalView['state'] {
  if (row.state === 'declined' || row.state === 'withdrawn') return row.state
  if (row.state === 'taken' || isSameSpan(stands, row.time)) return 'taken'
  if (row.sentBy !== null && read.queueEntry(row.sentBy) !== null) return 'unsent'
  return isSameSpan(stands, row.instead) ? 'open' : 'outdated'
}

const inZone = (span: EventSpan, zone: Zone): ProposalView['time'] => ({ startDate: span.startDate, endDate: span.endDate, ...instantsIn(span, zone) })
