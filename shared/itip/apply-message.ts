import type { Component } from '../ical/tree.ts'
import type { Instant } from '../model/time.ts'
import type { FieldChange } from '../event/changes.ts'
import type { MyAddresses } from '../event/roles.ts'
export interface ApplyOutcome {
  /** What became of it: `stored` new or changed · `unchanged` · `ignored` stale or unknown · `refused` not trusted · `ask` a person decides. */
  readonly what: 'stored' | 'unchanged' | 'ignored' | 'refused' | 'ask'
  readonly why:
    | 'new-invitation' | 'updated' | 'rescheduled' | 'confirm-again' | 'answer-again' | 'cancelled' | 'instance-cancelled' | 'removed' | 'instances-added'
    | 'answered' | 'answered-earlier-version' | 'published' | 'same-again' | 'stale' | 'unknown-event' | 'other-organizer' | 'not-invited'
    | 'party-crasher' | 'no-such-instance' | 'counter' | 'counter-declined' | 'refresh-wanted' | 'needs-refresh' | 'others-removed'
  /** The object as it should be stored; null: nothing is stored, or it stays as it was. */
  readonly root: Component | null
  readonly changes: readonly FieldChange[]
  /** Who wrote: the organizer, or the attendee who answered. */
  readonly from: string | null
  readonly recurrenceId: string | null
  readonly comment: string
}
export declare function applyMessage(stored: Component | null, message: Component, me: { readonly myAddresses: MyAddresses; readonly nowUtc: Instant; readonly zone: string }): ApplyOutcome
