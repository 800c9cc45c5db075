import type { Instant, Zone } from '../model/time.ts'
import { textOf } from '../ical/fields.ts'
import type { Component } from '../ical/tree.ts'
import { whatChanged } from '../event/changes.ts'
import { addressSet, type MyAddresses } from '../event/roles.ts'
import { applyAdd, applyCancel, applyPublish, applyRequest } from './from-organizer.ts'
import { applyReply } from './from-attendee.ts'
import { attendeeOf, oneDate, outcome, type ApplyOutcome } from './outcome.ts'

export type { ApplyOutcome } from './outcome.ts'

export interface Me {
  readonly myAddresses: MyAddresses
  readonly nowUtc: Instant
  /** For the words of times, and for floating ones. */
  readonly zone: Zone
}

/**
 * The iTIP state machine (RFC 5546; ITP-10…39): what a message makes of the object stored under its UID. `stored` null: there is none.
 * Pure: nothing that is passed in changes, nothing is sent. `message` must have passed `readMessage`, or be made by `composeMessage`.
 */
export function applyMessage(stored: Component | null, message: Component, me: Me): ApplyOutcome {
  const method = textOf(message, 'method').trim().toUpperCase()
  const mine = addressSet(me.myAddresses)
  const ctx = { stored, message, mine, zone: me.zone }
  switch (method) {
    case 'REQUEST':
      return applyRequest(ctx)
    case 'CANCEL':
      return applyCancel(ctx)
    case 'ADD':
      return applyAdd(ctx)
    case 'PUBLISH':
      return applyPublish(ctx)
    case 'REPLY':
      return applyReply(ctx)
    case 'COUNTER':
      return stored === null ? outcome(ctx, 'ignored', 'unknown-event') : { ...outcome(ctx, 'ask', 'counter'), from: attendeeOf(message), changes: whatChanged(stored, message, me.zone, oneDate(message)) }
    case 'DECLINECOUNTER':
      return outcome(ctx, stored === null ? 'ignored' : 'unchanged', stored === null ? 'unknown-event' : 'counter-declined')
    case 'REFRESH':
      return { ...outcome(ctx, stored === null ? 'ignored' : 'unchanged', stored === null ? 'unknown-event' : 'refresh-wanted'), from: attendeeOf(message) }
    default:
      return outcome(ctx, 'ignored', 'unknown-method')
  }
}
