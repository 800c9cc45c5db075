import { fail, ok } from '../../../shared/model/result.ts'
import type { Result } from '../../../shared/model/result.ts'
import { attendeesOf, organizerOf, sameAddress } from '../../../shared/ical/people.ts'
import type { CalPerson } from '../../../shared/ical/people.ts'
import { instantOf, recurrenceIdOf, spanOf, timeOf } from '../../../shared/ical/fields.ts'
import type { EventSpan } from '../../../shared/ical/fields.ts'
import { copyOf, eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import type { Component, Property } from '../../../shared/ical/tree.ts'
import { roleIn } from '../../../shared/event/roles.ts'
import type { Role } from '../../../shared/event/roles.ts'
import { caldav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'

/** Why a server refuses a meeting, by the name of the condition (RFC 6638 §3.2.4). */
export interface SchedulingProblem {
  readonly condition: Clark
  readonly detail: string
  readonly href: string | null
}

const problem = (condition: string, detail: string): Result<never, SchedulingProblem> => fail({ condition: caldav(condition), detail, href: null })

/** What the owner of these addresses is in the whole object (SCH-1); `plain` when nobody schedules. */
export function roleInObject(root: Component | null, addresses: readonly string[]): Role {
  const roles = root === null ? [] : eventsOf(root).map((event) => roleIn(event, addresses).role)
  if (roles.length > 0 && roles.every((role) => role === 'organizer')) return 'organizer'
  return roles.includes('attendee') && !roles.includes('organizer') ? 'attendee' : 'plain'
}

/** Whether any part of it is a meeting the owner of these addresses takes part in. */
export const concerns = (root: Component, addresses: readonly string[]): boolean => eventsOf(root).some((event) => roleIn(event, addresses).role !== 'plain')

/** SCH-2: ORGANIZER in all components or in none, and the same one. */
export function sameOrganizer(root: Component): Result<void, SchedulingProblem> {
  const organizers = eventsOf(root).map(organizerOf)
  const [first] = organizers
  const same = organizers.every((one) => (one === null ? first === null : first !== null && first !== undefined && sameAddress(one.address, first.address)))
  return same ? ok(undefined) : problem('same-organizer-in-all-components', 'Every part of a meeting has the same ORGANIZER.')
}

/**
 * RFC 5545 §3.2.18, PPL-6: SENT-BY names who acts for the owner, so whoever writes cannot name a third. What stood there before may stay.
 */
export function sentByOfActor(before: Component | null, after: Component | null, { owner, actor }: { readonly owner: readonly string[]; readonly actor: readonly string[] }): Result<void, SchedulingProblem> {
  const voices = (root: Component | null): string[] =>
    (root === null ? [] : eventsOf(root)).flatMap((event) => [...attendeesOf(event), organizerOf(event)].flatMap((one) => (one?.sentBy && owner.some((mine) => sameAddress(mine, one.address)) ? [one.sentBy] : [])))
  const known = [...actor, ...voices(before)]
  const stranger = voices(after).find((one) => !known.some((name) => sameAddress(name, one)))
  return stranger === undefined ? ok(undefined) : problem('allowed-organizer-scheduling-object-change', 'SENT-BY is not you.')
}

/** SCHEDULE-AGENT as it counts: unknown words mean NONE (SCH-5). */
function agentOf(person: Pick<CalPerson, 'scheduleAgent'>): 'SERVER' | 'CLIENT' | 'NONE' {
  const agent = (person.scheduleAgent ?? 'SERVER').toUpperCase()
  return agent === 'SERVER' || agent === 'CLIENT' ? agent : 'NONE'
}

/** SCH-4: what others answer is theirs. An organizer may ask again, nothing more. */
export function organizerMay(before: Component | null, after: Component, addresses: readonly string[]): Result<void, SchedulingProblem> {
  for (const event of eventsOf(after)) {
    const former = before === null ? null : counterpart(before, event)
    for (const attendee of attendeesOf(event)) {
      if (addresses.some((mine) => sameAddress(mine, attendee.address)) || agentOf(attendee) !== 'SERVER' || attendee.partstat === 'needs-action') continue
      const known = former === null ? null : attendeesOf(former).find((one) => sameAddress(one.address, attendee.address))
      if (known?.partstat !== attendee.partstat) return problem('allowed-organizer-scheduling-object-change', `Only ${attendee.address} can answer for ${attendee.address}.`)
    }
  }
  return ok(undefined)
}

/** The same instance, or what it was made from. */
export function counterpart(root: Component, event: Component): Component | null {
  const id = recurrenceIdOf(event)
  return eventsOf(root).find((one) => recurrenceIdOf(one) === id) ?? masterOf(root)
}

/** What an attendee may change freely (SCH-10, RFC 6638 §3.2.2.1). EXDATE and overrides are looked at by themselves. */
const free = new Set(['transp', 'percent-complete', 'completed', 'prodid', 'created', 'dtstamp', 'last-modified', 'exdate', 'comment', 'categories'])

/** SCH-10: own answer, alarms, show-as and the like; nothing of what the organizer decides. */
export function attendeeMay(before: Component, after: Component, addresses: readonly string[]): Result<void, SchedulingProblem> {
  const refused = (what: string): Result<never, SchedulingProblem> => problem('allowed-attendee-scheduling-object-change', what)
  for (const event of eventsOf(after)) {
    const former = counterpart(before, event)
    if (former === null) return refused('There is no such instance in this meeting.')
    const fresh = recurrenceIdOf(event) !== null && recurrenceIdOf(former) === null
    const differs = difference(organizersPart(former, addresses, fresh), organizersPart(event, addresses, fresh))
    if (differs !== null) return refused(`${differs} is for the organizer to change.`)
    if (fresh && !isInPlace(former, event)) return refused('DTSTART is for the organizer to change.')
  }
  const kept = eventsOf(after).map(recurrenceIdOf)
  const master = masterOf(after)
  const excluded = master === null ? '' : master.getAllProperties('exdate').map((one) => one.toICALString()).join(' ')
  for (const event of eventsOf(before)) {
    const id = recurrenceIdOf(event)
    if (!kept.includes(id) && (id === null || excluded === '')) return refused('Parts of a meeting stay; decline them instead.')
  }
  return ok(undefined)
}

const hourMs = 3600_000

/** A new override of an attendee: where its instance is by the series, and as long. */
function isInPlace(master: Component, override: Component): boolean {
  const slot = timeOf(override, 'recurrence-id')
  const [was, is] = [spanOf(master, 'UTC'), spanOf(override, 'UTC')]
  if (slot === null || was === null || is === null) return false
  const length = (span: EventSpan): number => span.endUtc - span.startUtc
  // Where clocks change, a long one may be an hour shorter or longer.
  const tolerance = length(was) >= 12 * hourMs ? hourMs : 0
  return is.startUtc === instantOf(slot, 'UTC') && Math.abs(length(is) - length(was)) <= tolerance
}

/** Properties that are the organizer's, as comparable lines. A fresh override has its own time and no rule. */
function organizersPart(event: Component, addresses: readonly string[], fresh: boolean): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>()
  const timely = ['dtstart', 'dtend', 'duration', 'rrule', 'rdate', 'recurrence-id', 'sequence']
  for (const property of event.getAllProperties()) {
    const { name } = property
    if (free.has(name) || name.startsWith('x-') || (fresh && timely.includes(name))) continue
    lines.set(name, [...(lines.get(name) ?? []), lineOf(property, addresses)])
  }
  return lines
}

/** Own ATTENDEE line counts by its address alone; SCHEDULE-* of anybody is not compared. */
function lineOf(property: Property, addresses: readonly string[]): string {
  if (property.name !== 'attendee' && property.name !== 'organizer') return property.toICALString()
  const value = String(property.getFirstValue())
  if (property.name === 'attendee' && addresses.some((mine) => sameAddress(mine, value))) return value.toLowerCase()
  const jcal = structuredClone(property.toJSON()) as [string, Record<string, unknown>, string, ...unknown[]]
  const parameters = Object.entries(jcal[1]).filter(([name]) => !name.startsWith('schedule-') && name !== 'rsvp' && !name.startsWith('x-'))
  return JSON.stringify([value.toLowerCase(), parameters.sort(([a], [b]) => a.localeCompare(b))])
}

function difference(before: ReadonlyMap<string, readonly string[]>, after: ReadonlyMap<string, readonly string[]>): string | null {
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const a = [...(before.get(name) ?? [])].sort().join('\n')
    const b = [...(after.get(name) ?? [])].sort().join('\n')
    if (a !== b) return name.toUpperCase()
  }
  return null
}

/** A copy without what only the server reads (SCH-6). */
export function withoutForceSend(root: Component): Component {
  const copy = copyOf(root)
  for (const event of eventsOf(copy)) for (const name of ['attendee', 'organizer']) for (const property of event.getAllProperties(name)) property.removeParameter('schedule-force-send')
  return copy
}
