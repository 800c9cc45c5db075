import type { Component } from '../../../shared/ical/tree.ts'
import { attendeesOf, organizerOf } from '../../../shared/ical/people.ts'
import { eventsOf } from '../../../shared/ical/tree.ts'
import type { Instant } from '../../../shared/model/time.ts'
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
