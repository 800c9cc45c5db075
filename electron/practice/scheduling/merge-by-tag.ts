import { attendeesOf, sameAddress, setAttendee } from '../../../shared/ical/people.ts'
import type { CalPerson } from '../../../shared/ical/people.ts'
import { recurrenceIdOf, sequenceOf } from '../../../shared/ical/fields.ts'
import { copyOf, eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import { counterpart } from './rules.ts'
import { isServed } from './schedule-status.ts'

/**
 * Others may have answered since the client read the object: with a Schedule-Tag that still fits, their state is
 * taken from what is stored (RFC 6638 §3.2.10). In: what is stored, what came, whose object it is. Out: a copy of `sent`.
 * A higher SEQUENCE with NEEDS-ACTION is an organizer who asks again on purpose, and stays.
 */
export function mergeByTag(stored: Component, sent: Component, addresses: readonly string[]): Component {
  const merged = copyOf(sent)
  for (const event of eventsOf(merged)) {
    const known = counterpart(stored, event)
    if (known !== null) takeAnswers(event, { known, addresses, asksAgain: sequenceOf(event) > sequenceOf(known) })
  }
  addServersOverrides(merged, stored)
  return merged
}

function takeAnswers(event: Component, { known, addresses, asksAgain }: { readonly known: Component; readonly addresses: readonly string[]; readonly asksAgain: boolean }): void {
  for (const attendee of attendeesOf(event)) {
    if (addresses.some((mine) => sameAddress(mine, attendee.address)) || !isServed(attendee)) continue
    const theirs = attendeesOf(known).find((one) => sameAddress(one.address, attendee.address))
    if (theirs === undefined || (asksAgain && attendee.partstat === 'needs-action')) continue
    setAttendee(event, { address: attendee.raw, partstat: theirs.partstat, ...statusOf(theirs) })
  }
}

const statusOf = (person: CalPerson): { scheduleStatus?: string | null } => (person.scheduleStatus === null ? {} : { scheduleStatus: person.scheduleStatus })

/** Overrides that were made here by somebody's answer for one instance, and that the client could not know. */
function addServersOverrides(merged: Component, stored: Component): void {
  const master = masterOf(merged)
  const knownMaster = masterOf(stored)
  if (master === null || knownMaster === null || timesOf(master) !== timesOf(knownMaster)) return
  const present = new Set(eventsOf(merged).map(recurrenceIdOf))
  for (const override of eventsOf(stored)) {
    const id = recurrenceIdOf(override)
    if (id === null || present.has(id) || withoutPeople(override) !== withoutPeople(knownMaster)) continue
    merged.addSubcomponent(eventsOf(copyOf(stored)).find((one) => recurrenceIdOf(one) === id) as Component)
  }
}

const timesOf = (event: Component): string => ['dtstart', 'dtend', 'duration', 'rrule', 'rdate', 'exdate'].flatMap((name) => event.getAllProperties(name).map((one) => one.toICALString())).join('\n')

const aboutWhat = ['summary', 'location', 'description', 'status', 'transp', 'organizer', 'conference', 'url']
const withoutPeople = (event: Component): string => aboutWhat.flatMap((name) => event.getAllProperties(name).map((one) => String(one.getFirstValue()))).join('\n')
