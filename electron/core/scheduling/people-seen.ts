import type { Component } from '../../../shared/ical/tree.ts'
import { attendeesOf, organizerOf } from '../../../shared/ical/people.ts'
import { eventsOf } from '../../../shared/ical/tree.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'
import { isKnownZone } from '../../../shared/time/zones.ts'
import type { WriteStore } from '../store/store.ts'

/** Remembers who is in a meeting, so that the next one finds them by two letters. */
export function rememberPeople(tx: WriteStore, root: Component, mine: readonly string[], nowUtc: Instant): void {
  const seen = new Set<string>(mine)
  for (const event of eventsOf(root)) {
    for (const person of [organizerOf(event), ...attendeesOf(event)]) {
      if (person === null || seen.has(person.address) || !person.address.includes('@')) continue
      seen.add(person.address)
      tx.seePerson({ address: person.address, name: person.name, kind: person.kind, source: 'recent', detail: '', lastSeenUtc: nowUtc })
    }
  }
}

/**
 * The same for a meeting that came from a server, without a parse: a first sync brings thousands. A person is put once a round
 * (`seen`), and once more when an own meeting tells the zone they plan in.
 */
export function rememberMeeting(tx: WriteStore, text: string, context: { readonly mine: ReadonlySet<string>; readonly seen: Set<string>; readonly nowUtc: Instant }): void {
  const scanned = scanObject(text)
  if (isIcalProblem(scanned)) return
  for (const event of scanned.events) {
    for (const person of [event.organizer, ...event.attendees]) {
      if (person === null || context.mine.has(person.address) || !person.address.includes('@')) continue
      const zone = person === event.organizer && event.start?.kind === 'zoned' && event.start.zone !== null && isKnownZone(event.start.zone) ? event.start.zone : null
      const key = zone === null ? person.address : `${person.address} ${zone}`
      if (context.seen.has(key)) continue
      context.seen.add(key)
      context.seen.add(person.address)
      tx.seePerson({ address: person.address, name: person.name, kind: person.kind, source: 'recent', detail: '', zone, lastSeenUtc: context.nowUtc })
    }
  }
}
