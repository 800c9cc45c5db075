import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Scope } from '../../../shared/contract/basics.ts'
import { isSeries } from '../../../shared/event/draft.ts'
import { prepareOrganizerChange } from '../../../shared/event/organizer-change.ts'
import { roleIn, type Role } from '../../../shared/event/roles.ts'
import { eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import { instanceOf, removeInstance, splitSeries } from '../../../shared/recurrence/edit-series.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { myAddresses } from './identity.ts'
import { markMailed, outgoing, type Outgoing, type Sender } from './reach.ts'

export interface Removal extends Outgoing {
  readonly role: Role
  readonly repeats: boolean
  /** What stays of the object; null: all of it goes. */
  readonly after: Component | null
}

export interface RemovalInput extends Sender {
  readonly before: Component
  readonly recurrenceId: string | null
  readonly scope: Scope
  readonly nowUtc: Instant
}

/** What deleting this, these or all dates would do: for the sheet that shows it and for the command that does it. */
export function composeRemoval(input: RemovalInput): Result<Removal, AppError> {
  const { account, before } = input
  const mine = myAddresses(account)
  const head = masterOf(before) ?? eventsOf(before)[0]
  const role = head === undefined ? 'plain' : roleIn(head, mine).role
  const repeats = isSeries(before)
  const left = whatStays(input, repeats, role)
  if (!left.ok) return left
  const after = left.value !== null && role === 'organizer' ? prepareOrganizerChange(before, left.value, { nowUtc: input.nowUtc, myAddresses: mine }) : left.value
  const out = outgoing(input, before, after)
  if (after !== null) markMailed(after, out.mails)
  return ok({ role, repeats, after, ...out })
}

function whatStays({ before, recurrenceId, scope }: RemovalInput, repeats: boolean, role: Role): Result<Component | null, AppError> {
  if (!repeats || recurrenceId === null || scope === 'all') return ok(null)
  if (instanceOf(before, recurrenceId) === null) return fail({ kind: 'gone', effect: 'nothing-changed', retry: 'never', cause: 'no-instance' })
  // An attendee may leave out dates, not shorten the series (SCH-10).
  if (scope === 'following' && role === 'attendee') return fail({ kind: 'refused', effect: 'nothing-changed', retry: 'never', cause: 'not-organizer' })
  const after = scope === 'this' ? removeInstance(before, recurrenceId) : splitSeries(before, recurrenceId, 'unused').before
  return ok(after !== null && eventsOf(after).length === 0 ? null : after)
}
