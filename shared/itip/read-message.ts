import type { Uid } from '../model/ids.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { textOf, uidOf } from '../ical/fields.ts'
import { attendeesOf, organizerOf } from '../ical/people.ts'
import { eventsOf, readCalendar, type Component } from '../ical/tree.ts'

const methods = ['REQUEST', 'REPLY', 'CANCEL', 'ADD', 'REFRESH', 'COUNTER', 'DECLINECOUNTER', 'PUBLISH'] as const
export type Method = (typeof methods)[number]

export interface ReadMessage {
  readonly method: Method
  readonly uid: Uid
  readonly root: Component
}

export interface MessageProblem {
  readonly code: 'unreadable' | 'no-method' | 'unknown-method' | 'no-event' | 'several-uids' | 'no-organizer' | 'no-attendee' | 'method-mismatch'
  readonly detail: string
}

export interface MessageOrigin {
  /** `method` of the mail part's Content-Type (T-I51). */
  readonly contentTypeMethod?: string
  /** For items whose server leaves METHOD out (CC 0802): what it must be. */
  readonly method?: Method
}

/** Text → message about events. Everything that RFC 5546 §3.2 asks of all methods is checked here; never throws. */
export function readMessage(text: string, origin: MessageOrigin = {}): Result<ReadMessage, MessageProblem> {
  const read = readCalendar(text)
  if (!read.ok) return fail({ code: 'unreadable', detail: read.problem.detail })
  const root = read.value
  const stated = textOf(root, 'method').trim().toUpperCase() || (origin.method ?? '')
  if (stated === '') return fail({ code: 'no-method', detail: '' })
  const method = methods.find((m) => m === stated)
  if (method === undefined) return fail({ code: 'unknown-method', detail: stated })
  if (origin.contentTypeMethod !== undefined && origin.contentTypeMethod.toUpperCase() !== method) return fail({ code: 'method-mismatch', detail: `${origin.contentTypeMethod} / ${method}` })
  const events = eventsOf(root)
  const first = events[0]
  if (first === undefined) return fail({ code: 'no-event', detail: '' })
  const uids = [...new Set(events.map(uidOf))]
  if (uids.length > 1) return fail({ code: 'several-uids', detail: uids.join(', ') })
  if (method !== 'PUBLISH' && events.some((e) => organizerOf(e) === null)) return fail({ code: 'no-organizer', detail: uids[0] ?? '' })
  // DAViCal revokes with a REQUEST that names nobody, so only answers must name who gives them.
  if (['REPLY', 'COUNTER', 'REFRESH'].includes(method) && events.some((e) => attendeesOf(e).length === 0)) return fail({ code: 'no-attendee', detail: uids[0] ?? '' })
  return ok({ method, uid: uidOf(first) as Uid, root })
}
