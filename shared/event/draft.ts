import type { EventDraft, DraftAttendee, DraftWhen } from '../contract/events.ts'
import type { Scope } from '../contract/basics.ts'
import type { CollectionId, ObjectId } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Instant, Zone } from '../model/time.ts'
import type { Component } from '../ical/tree.ts'
import type { MyAddresses } from './roles.ts'

export interface NewDraft {
  readonly collectionId: CollectionId
  readonly when: DraftWhen
  readonly title?: string
  readonly organizer?: string | null
  readonly attendees?: readonly DraftAttendee[]
  readonly reminders?: readonly number[]
}
export interface DraftContext {
  readonly nowUtc: Instant
  /** For a new event, and for the second half of a split series. */
  readonly newUid: string
  /** My address exactly as the server listed it (SCH-1), e.g. `mailto:alice@north.example`. */
  readonly myAddress: string
  readonly myName: string
  /** All my addresses, when there are more. */
  readonly myAddresses?: MyAddresses
}
export interface DraftProblem {
  readonly code:
    | 'ends-before-start'
    | 'unknown-zone'
    | 'bad-date'
    | 'bad-address'
    | 'twice'
    | 'until-before-start'
    | 'bad-rule'
    | 'not-organizer'
    | 'no-instance'
    | 'mixed-organizer'
  readonly field: 'when' | 'repeat' | 'attendees' | 'organizer' | 'all'
  /** The address, zone or rule it is about. */
  readonly detail: string
}
export interface AppliedDraft {
  readonly root: Component
  /** A second object: the rest of a series that was split (ITP-43). */
  readonly also?: Component
  /** Instances whose own changes had no place any more (ITP-44). */
  readonly dropped: readonly string[]
}
export interface DraftOf {
  readonly objectId: ObjectId
  readonly collectionId: CollectionId
}
export declare function newDraft(input: NewDraft): EventDraft
/** `ids` are put into the draft as they are. Null: no such instance. */
export declare function draftOf(root: Component, recurrenceId: string | null, scope: Scope, zone: Zone, myAddresses: MyAddresses, ids: DraftOf): EventDraft | null
export declare function validateDraft(draft: EventDraft): DraftProblem[]
/** `root` null: a new event. Never changes what is passed in. */
export declare function applyDraft(root: Component | null, draft: EventDraft, ctx: DraftContext): Result<AppliedDraft, DraftProblem>
