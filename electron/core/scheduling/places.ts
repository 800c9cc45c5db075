import { attendeesOf, organizerOf } from '../../../shared/ical/people.ts'
import { eventsOf } from '../../../shared/ical/tree.ts'
import type { CollectionRow, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { readObject } from './compose.ts'
import { isOthers } from './identity.ts'

/** Why an event cannot be put there; causes of an `AppError`. */
export type PlaceProblem = 'read-only-calendar' | 'leaves-read-only' | 'meeting-cannot-change-calendar' | 'calendar-of-another' | 'unreadable-object' | 'there-already'

/** A copy is a new event without people: any calendar that can be written to takes it. */
export const copyProblem = (to: CollectionRow): PlaceProblem | null => (canTake(to) ? null : 'read-only-calendar')

/**
 * An object leaves only a calendar that can be written to. A meeting stays with its account, where it moves without a message
 * (RFC 6638 §3.2.3.4, T-C11), and out of calendars of others (PPL-6). What cannot be read moves as it is, within its account.
 */
export function moveProblem(read: ReadStore, object: ObjectRow, to: CollectionRow): PlaceProblem | null {
  if (object.collectionId === to.id) return 'there-already'
  const from = read.collection(object.collectionId)
  if (from === null || !canTake(from) || object.vanished) return 'leaves-read-only'
  if (!canTake(to)) return 'read-only-calendar'
  const root = readObject(object)
  if (!root.ok) return object.accountId === to.accountId ? null : 'unreadable-object'
  const isMeeting = eventsOf(root.value).some((event) => organizerOf(event) !== null || attendeesOf(event).length > 0)
  if (isMeeting && object.accountId !== to.accountId) return 'meeting-cannot-change-calendar'
  return isMeeting && (isOthers(from) || isOthers(to)) ? 'calendar-of-another' : null
}

const canTake = (calendar: CollectionRow): boolean => calendar.kind === 'calendar' && calendar.writable && !calendar.gone
