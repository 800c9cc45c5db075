import type { Address } from '../model/ids.ts'
import type { Zone } from '../model/time.ts'
import { textOf } from '../ical/fields.ts'
import { attendeesOf, organizerOf } from '../ical/people.ts'
import { eventsOf, type Component } from '../ical/tree.ts'
import type { FieldChange } from '../event/changes.ts'
import { keyOf } from '../event/difference.ts'

export interface ApplyOutcome {
  /**
   * `stored`: `root` is the object as it now should be · `unchanged`: there is something to tell at most · `ignored`: stale, or about
   * nothing we have · `refused`: not trusted · `ask`: a person decides; `root` is then what a yes would store, or null.
   */
  readonly what: 'stored' | 'unchanged' | 'ignored' | 'refused' | 'ask'
  readonly why:
    | 'new-invitation'
    | 'updated'
    | 'rescheduled'
    | 'confirm-again'
    | 'answer-again'
    | 'cancelled'
    | 'instance-cancelled'
    | 'removed'
    | 'others-removed'
    | 'instances-added'
    | 'answered'
    | 'answered-earlier-version'
    | 'published'
    | 'same-again'
    | 'stale'
    | 'unknown-event'
    | 'other-organizer'
    | 'not-invited'
    | 'party-crasher'
    | 'no-such-instance'
    | 'counter'
    | 'counter-declined'
    | 'refresh-wanted'
    | 'needs-refresh'
    | 'unknown-method'
  readonly root: Component | null
  readonly changes: readonly FieldChange[]
  /** Address of who wrote: the organizer, or the attendee who answered. */
  readonly from: string | null
  /** The one date it is about; null: the series, several dates, or an event that does not repeat. */
  readonly recurrenceId: string | null
  readonly comment: string
}

/** What a message is measured against. */
export interface Arrival {
  readonly stored: Component | null
  readonly message: Component
  readonly mine: ReadonlySet<Address>
  readonly zone: Zone
}

export const attendeeOf = (message: Component): string | null => eventsOf(message).flatMap(attendeesOf)[0]?.address ?? null
export const organizerIn = (message: Component): string | null => eventsOf(message).map(organizerOf).find((o) => o !== null)?.address ?? null

/** The single date a message is about. */
export function oneDate(message: Component): string | null {
  const keys = eventsOf(message).map(keyOf)
  return keys.length === 1 && keys[0] !== '' ? (keys[0] ?? null) : null
}

/** Nothing is stored, until the caller says so. */
export function outcome({ message }: Pick<Arrival, 'message'>, what: ApplyOutcome['what'], why: ApplyOutcome['why']): ApplyOutcome {
  return { what, why, root: null, changes: [], from: organizerIn(message), recurrenceId: oneDate(message), comment: eventsOf(message).map((e) => textOf(e, 'comment')).find((c) => c !== '') ?? '' }
}
