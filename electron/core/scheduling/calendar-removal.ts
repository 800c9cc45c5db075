import type { CalendarRemoval } from '../../../shared/contract/calendars.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { ReadStore } from '../store/store.ts'
import { isLocal } from './identity.ts'

/**
 * What goes when a calendar is deleted. Counts events and not dates; a meeting is ahead when a date of it in the indexed window is.
 * RFC 6638 §3.2.3 lets a server take it for the removal of every meeting in it and tell their people; SOGo and sabre tell nobody.
 */
export function removalOf(read: ReadStore, id: CollectionId, nowUtc: Instant): CalendarRemoval | null {
  const collection = read.collection(id)
  if (collection === null) return null
  const window = { startUtc: nowUtc, endUtc: read.indexedWindow().endUtc }
  const ahead = read.occurrencesIn({ window, zone: read.zone(), visibleOnly: false, accountId: collection.accountId }).filter((row) => row.collectionId === id)
  const meetings = new Map(ahead.filter((row) => row.role === 'organizer' && row.people.total > 0).map((row) => [row.objectId, row.people.total]))
  const invitations = new Set(ahead.filter((row) => row.role === 'attendee' && row.status !== 'cancelled').map((row) => row.objectId))
  return {
    name: collection.name,
    events: read.objectCounts().get(id)?.events ?? 0,
    meetings: meetings.size,
    people: [...meetings.values()].reduce((sum, people) => sum + people, 0),
    invitations: invitations.size,
    unsent: isLocal(collection) ? 0 : read.queue(collection.accountId).filter((row) => row.collectionId === id && row.objectId !== null).length,
    isDefault: collection.isDefault,
  }
}
