import { timeOfCounter } from '../../../shared/itip/proposal.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { recurrenceIdOf, textOf, timeOf, instantOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, type CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf, type Component } from '../../../shared/ical/tree.ts'
import { readMessage } from '../../../shared/itip/read-message.ts'
import type { Address, Href, Uid } from '../../../shared/model/ids.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { InboxItemRow } from '../store/rows.ts'
import type { Proposed } from './proposals.ts'

/** One answer of one person, about the series or one date. */
export interface Reply {
  readonly href: Href
  readonly uid: Uid
  readonly recurrenceId: string | null
  readonly address: Address
  readonly name: string
  readonly answer: Answer
  /** Their line, as they wrote it. */
  readonly person: CalPerson
  readonly comment: string
  readonly stampUtc: number
  readonly root: Component
}

export const replyKey = (uid: string, recurrenceId: string | null, address: string): string => `${uid}\n${recurrenceId ?? ''}\n${address}`

/** The newest answer of each person to each date (ITP-2). */
export function repliesIn(items: readonly InboxItemRow[]): ReadonlyMap<string, Reply> {
  const newest = new Map<string, Reply>()
  for (const item of items) {
    for (const reply of repliesOf(item)) {
      const key = replyKey(reply.uid, reply.recurrenceId, reply.address)
      const other = newest.get(key)
      if (other === undefined || other.stampUtc <= reply.stampUtc) newest.set(key, reply)
    }
  }
  return newest
}

function repliesOf(item: InboxItemRow): Reply[] {
  if (item.method.toUpperCase() !== 'REPLY') return []
  const message = readMessage(item.text)
  if (!message.ok || message.value.method !== 'REPLY') return []
  const { root, uid } = message.value
  return eventsOf(root).flatMap((event) => {
    const person = replierOf(item, event)
    return person === null ? [] : [replyOf(item, root, uid, event, person)]
  })
}

/**
 * Who answered. A reply has one ATTENDEE (ITP-15), but DAViCal leaves foreign lines in it, and names the item after the one who
 * wrote: `.in/bobmeet-2.ics` (DAViCal 1.1.12). Where neither tells, nobody is believed: the organizer's copy has the answer.
 */
function replierOf(item: InboxItemRow, event: Component): CalPerson | null {
  const organizer = organizerOf(event)?.address
  const people = attendeesOf(event).filter((a) => a.address !== organizer)
  const named = people.length === 1 ? people : people.filter((a) => fileName(item.href).startsWith(a.address.split('@')[0] ?? a.address))
  return named.length === 1 ? (named[0] ?? null) : null
}

function fileName(href: Href): string {
  const last = href.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last).toLowerCase()
  } catch {
    return last.toLowerCase()
  }
}

function replyOf(item: InboxItemRow, root: Component, uid: Uid, event: Component, person: CalPerson): Reply {
  const stamp = timeOf(event, 'dtstamp')
  return {
    href: item.href,
    uid,
    recurrenceId: recurrenceIdOf(event),
    address: person.address,
    name: person.name,
    answer: person.partstat,
    person,
    comment: textOf(event, 'comment').trim(),
    stampUtc: stamp === null ? 0 : instantOf(stamp, 'UTC'),
    root,
  }
}

/** Other times that guests ask for: CalendarServer delivers a COUNTER like any message (ITP-41). */
export function countersIn(items: readonly InboxItemRow[], zone: Zone): (Proposed & { readonly uid: Uid })[] {
  return items.flatMap((item) => {
    const message = item.method.toUpperCase() === 'COUNTER' ? readMessage(item.text) : null
    if (message === null || !message.ok || message.value.method !== 'COUNTER') return []
    const { root, uid } = message.value
    const time = timeOfCounter(root, zone)
    const event = eventsOf(root)[0]
    const person = event === undefined ? undefined : attendeesOf(event)[0]
    if (time === null || event === undefined || person === undefined) return []
    return [{ uid, address: person.address, name: person.name, time, words: textOf(event, 'comment').trim(), way: 'post' as const, counterText: item.text }]
  })
}
