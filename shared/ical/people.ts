import type { Address } from '../model/ids.ts'
import type { Answer, AttendeeRole, PersonKind } from '../model/people.ts'
import { addRaw, type Component, type Property, rawOf } from './tree.ts'

/** An ATTENDEE or ORGANIZER in the words of the product. */
export interface CalPerson {
  readonly address: Address
  /** The calendar address as it stands in the text. */
  readonly raw: string
  readonly name: string
  readonly partstat: Answer
  readonly role: AttendeeRole
  readonly kind: PersonKind
  readonly rsvp: boolean
  /** One code or a comma list, without quotes (SCH-30). */
  readonly scheduleStatus: string | null
  readonly scheduleAgent: string | null
  readonly sentBy: string | null
  readonly delegatedTo: readonly string[]
  readonly delegatedFrom: readonly string[]
  /** EMAIL parameter in address form: another name of the same person (PPL-4). */
  readonly email: Address | null
}

/** What is left out stays as it is; null takes a parameter away. */
export interface PersonPatch {
  readonly address: string
  readonly name?: string
  readonly partstat?: Answer
  readonly role?: AttendeeRole
  readonly kind?: PersonKind
  readonly rsvp?: boolean
  readonly scheduleStatus?: string | null
  readonly scheduleAgent?: string | null
  readonly sentBy?: string | null
  readonly delegatedTo?: readonly string[]
  readonly delegatedFrom?: readonly string[]
}

/** PPL-4: no `mailto:`, lower case, percent signs decoded. Paths and URNs stay what they are, in lower case. */
export function toAddress(raw: string): Address {
  const lower = raw.trim().toLowerCase()
  const bare = lower.startsWith('mailto:') ? lower.slice(7).trimStart() : lower
  return (bare.includes('%') ? percentDecoded(bare).toLowerCase().trim() : bare) as Address
}

/** Malformed escapes stay as they are written. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** One calendar user address against another, as PPL-4 compares them. Aliases are the caller's to try. */
/** After the last `@`, in lower case; the whole text when there is none. */
export const domainOfAddress = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

export const sameAddress = (a: string, b: string): boolean => withoutSlash(toAddress(a)) === withoutSlash(toAddress(b))

const withoutSlash = (address: string): string => (address.startsWith('/') && address.length > 1 ? address.replace(/\/+$/, '') : address)

const answers: Readonly<Record<string, Answer>> = { 'NEEDS-ACTION': 'needs-action', ACCEPTED: 'accepted', TENTATIVE: 'tentative', DECLINED: 'declined', DELEGATED: 'delegated' }
const roles: Readonly<Record<string, AttendeeRole>> = { CHAIR: 'chair', 'REQ-PARTICIPANT': 'required', 'OPT-PARTICIPANT': 'optional', 'NON-PARTICIPANT': 'non-participant' }
const kinds: Readonly<Record<string, PersonKind>> = { '': 'individual', INDIVIDUAL: 'individual', GROUP: 'group', ROOM: 'room', RESOURCE: 'resource', UNKNOWN: 'unknown' }

const partstatWords: Readonly<Record<Answer, string>> = { 'needs-action': 'NEEDS-ACTION', accepted: 'ACCEPTED', tentative: 'TENTATIVE', declined: 'DECLINED', delegated: 'DELEGATED' }
const roleWords: Readonly<Record<AttendeeRole, string>> = { chair: 'CHAIR', required: 'REQ-PARTICIPANT', optional: 'OPT-PARTICIPANT', 'non-participant': 'NON-PARTICIPANT' }
const kindWords: Readonly<Record<PersonKind, string>> = { individual: 'INDIVIDUAL', group: 'GROUP', room: 'ROOM', resource: 'RESOURCE', unknown: 'UNKNOWN' }

/** What a line says of a person; words as they stand there. */
export interface PersonParams {
  cn: string
  partstat: string
  role: string
  cutype: string
  rsvp: string
  scheduleStatus: string | null
  scheduleAgent: string | null
  sentBy: string | null
  email: string | null
  delegatedTo: readonly string[]
  delegatedFrom: readonly string[]
}

const none: readonly string[] = []
export const noPersonParams = (): PersonParams => clearPersonParams({} as PersonParams)

/** For reuse where lines come by the ten thousand. */
export function clearPersonParams(params: PersonParams): PersonParams {
  params.cn = params.partstat = params.role = params.cutype = params.rsvp = ''
  params.scheduleStatus = params.scheduleAgent = params.sentBy = params.email = null
  params.delegatedTo = params.delegatedFrom = none
  return params
}

/** The first of several values counts, but for the lists. */
export function setPersonParam(params: PersonParams, name: string, value: string): void {
  switch (name) {
    case 'CN':
      params.cn ||= value
      return
    case 'PARTSTAT':
      params.partstat ||= value
      return
    case 'ROLE':
      params.role ||= value
      return
    case 'CUTYPE':
      params.cutype ||= value
      return
    case 'RSVP':
      params.rsvp ||= value
      return
    case 'SCHEDULE-STATUS':
      params.scheduleStatus = params.scheduleStatus === null ? value : `${params.scheduleStatus},${value}`
      return
    case 'SCHEDULE-AGENT':
      params.scheduleAgent ??= value
      return
    case 'SENT-BY':
      params.sentBy ??= value
      return
    case 'EMAIL':
      params.email ??= value
      return
    case 'DELEGATED-TO':
      params.delegatedTo = [...params.delegatedTo, value]
      return
    case 'DELEGATED-FROM':
      params.delegatedFrom = [...params.delegatedFrom, value]
      return
    default: {
      const upper = name.toUpperCase()
      if (upper !== name) setPersonParam(params, upper, value)
    }
  }
}

const unquoted = (text: string): string => (text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text)

/** Unknown words read as their defaults: needs-action, required, unknown (RFC 5545 §3.2.3, §3.2.12, §3.2.16). */
export function personFrom(value: string, params: PersonParams): CalPerson {
  const at = value.startsWith('mailto:') ? 0 : value.toLowerCase().lastIndexOf('mailto:')
  if (at > 0) takeSpilled(value.slice(0, at), params)
  const raw = at > 0 ? value.slice(at) : value
  return {
    address: toAddress(raw),
    raw,
    name: unquoted(params.cn).trim(),
    partstat: answers[params.partstat] ?? answers[params.partstat.toUpperCase()] ?? 'needs-action',
    role: roles[params.role] ?? roles[params.role.toUpperCase()] ?? 'required',
    kind: kinds[params.cutype] ?? kinds[params.cutype.toUpperCase()] ?? 'unknown',
    rsvp: params.rsvp === 'TRUE' || params.rsvp.toUpperCase() === 'TRUE',
    scheduleStatus: params.scheduleStatus === null ? null : unquoted(params.scheduleStatus),
    scheduleAgent: params.scheduleAgent?.toUpperCase() ?? null,
    sentBy: params.sentBy,
    delegatedTo: params.delegatedTo,
    delegatedFrom: params.delegatedFrom,
    email: params.email === null ? null : toAddress(params.email),
  }
}

/**
 * A CN with a colon and no quotes spills into the value, with all parameters behind it: the address is what stands
 * right of the last `mailto:` (ICS-2).
 */
function takeSpilled(text: string, params: PersonParams): void {
  const [rest = '', ...others] = text.replace(/:\s*$/, '').split(';')
  params.cn = `${params.cn}:${rest}`
  for (const other of others) {
    const equals = other.indexOf('=')
    if (equals > 0) setPersonParam(params, other.slice(0, equals), unquoted(other.slice(equals + 1)))
  }
}

function personOf(property: Property): CalPerson {
  const [, params, , value] = rawOf(property)
  const all = (name: string): readonly string[] => {
    const found = params[name]
    return found === undefined ? none : typeof found === 'string' ? [found] : found
  }
  const word = (name: string): string => all(name)[0] ?? ''
  return personFrom(typeof value === 'string' ? value : '', {
    cn: word('cn'),
    partstat: word('partstat'),
    role: word('role'),
    cutype: word('cutype'),
    rsvp: word('rsvp'),
    scheduleStatus: params['schedule-status'] === undefined ? null : all('schedule-status').join(','),
    scheduleAgent: all('schedule-agent')[0] ?? null,
    sentBy: all('sent-by')[0] ?? null,
    email: all('email')[0] ?? null,
    delegatedTo: all('delegated-to'),
    delegatedFrom: all('delegated-from'),
  })
}

export function organizerOf(c: Component): CalPerson | null {
  const property = c.getFirstProperty('organizer')
  return property ? personOf(property) : null
}

/** In the order of the text; the same address may stand there twice. */
export const attendeesOf = (c: Component): CalPerson[] => c.getAllProperties('attendee').map(personOf)

/** Null takes the organizer away. Another address makes a new ORGANIZER, the same one keeps its other parameters. */
export function setOrganizer(c: Component, person: PersonPatch | null): void {
  const before = c.getFirstProperty('organizer')
  if (person && before && sameAddress(personOf(before).raw, person.address)) {
    patch(before, person)
    return
  }
  c.removeAllProperties('organizer')
  if (person) patch(addRaw(c, ['organizer', {}, 'cal-address', calendarAddress(person.address)]), person)
}

/** Changes every ATTENDEE of that address, or adds one. Parameters we do not know stay. */
export function setAttendee(c: Component, person: PersonPatch): void {
  const found = c.getAllProperties('attendee').filter((property) => isPerson(property, person.address))
  if (found.length === 0) found.push(addRaw(c, ['attendee', {}, 'cal-address', calendarAddress(person.address)]))
  for (const property of found) patch(property, person)
}

export function removeAttendee(c: Component, address: string): void {
  for (const property of c.getAllProperties('attendee')) if (isPerson(property, address)) c.removeProperty(property)
}

function isPerson(property: Property, address: string): boolean {
  const { raw, email } = personOf(property)
  return sameAddress(raw, address) || (email !== null && sameAddress(email, address))
}

/** `mailto:` before what is neither a URI nor a path. */
const calendarAddress = (address: string): string => (/^[a-z][a-z0-9+.-]*:|^\//i.test(address) ? address : `mailto:${address}`)

function patch(property: Property, person: PersonPatch): void {
  const set = (name: string, value: string | readonly string[] | null | undefined): void => {
    if (value === undefined) return
    if (value === null || value.length === 0) property.removeParameter(name)
    else property.setParameter(name, typeof value === 'string' ? value : [...value])
  }
  const name = person.name?.replace(/[\r\n]+/g, ' ')
  if (name !== personOf(property).name) set('cn', name)
  set('partstat', person.partstat && partstatWords[person.partstat])
  set('role', person.role && roleWords[person.role])
  set('cutype', person.kind && kindWords[person.kind])
  set('rsvp', person.rsvp === undefined ? undefined : person.rsvp ? 'TRUE' : null)
  set('schedule-status', person.scheduleStatus)
  set('schedule-agent', person.scheduleAgent)
  set('sent-by', person.sentBy)
  set('delegated-to', person.delegatedTo)
  set('delegated-from', person.delegatedFrom)
}
