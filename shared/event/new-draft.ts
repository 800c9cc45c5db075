import type { DraftAttendee, DraftWhen, EventDraft } from '../contract/events.ts'
import type { CollectionId } from '../model/ids.ts'

export interface NewDraft {
  readonly collectionId: CollectionId
  readonly when: DraftWhen
  readonly title?: string
  readonly organizer?: string | null
  readonly attendees?: readonly DraftAttendee[]
  readonly reminders?: readonly number[]
}

/** An empty draft at a time. */
export const newDraft = (input: NewDraft): EventDraft => ({
  objectId: null,
  recurrenceId: null,
  scope: 'all',
  collectionId: input.collectionId,
  title: input.title ?? '',
  location: '',
  description: '',
  conferenceUrl: '',
  when: input.when,
  repeat: null,
  reminders: [...(input.reminders ?? [])],
  showAs: input.when.kind === 'all-day' ? 'free' : 'busy',
  visibility: 'public',
  organizer: input.organizer ?? null,
  attendees: [...(input.attendees ?? [])],
})
