import type { BusyQuestion } from '../../shared/contract/calls.ts'
import type { DraftAttendee, EventDraft } from '../../shared/contract/events.ts'
import type { BusyRow } from '../../shared/contract/freebusy.ts'
import type { Instant, Interval, Zone } from '../../shared/model/time.ts'
import { hoursKey, isOutsideHours, offHoursOfMany, type WorkingHours } from '../../shared/freebusy/hours.ts'
import { inferHours, reachOf, withoutOffHours } from '../../shared/freebusy/infer-hours.ts'
import { countStates, firstSpanAfter, slotStateOf, type SlotCounts, type SlotReport, type SlotState } from '../../shared/freebusy/slot.ts'
import { daysBetween } from '../../shared/time/days.ts'
import { toLocal } from '../../shared/time/zones.ts'
import { countsInWords } from '../../shared/wording/busy.ts'

export type Group = 'required' | 'optional' | 'rooms'
export const groupName: Readonly<Record<Group, string>> = { required: 'Required', optional: 'Optional', rooms: 'Rooms' }

/** One person or room of a meeting: the invitation and what is known of their time. */
export interface MeetingPerson {
  readonly address: string
  readonly name: string
  readonly role: DraftAttendee['role']
  readonly isRoom: boolean
  readonly isMe: boolean
  readonly isOrganizer: boolean
  readonly group: Group
  /** As it is drawn and said: what lies outside of the working hours is left to them. */
  readonly row: BusyRow
  /** As the servers answered: what counts when a time is searched. */
  readonly answered: BusyRow
  /** Theirs where known, else mine in their zone, else none. Rooms have none. */
  readonly hours: WorkingHours | null
}

export interface Asker {
  readonly address: string
  readonly name: string
  readonly behalf?: string
}

const isRoomKind = (kind: DraftAttendee['kind']): boolean => kind === 'room' || kind === 'resource'
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Everyone whose time matters: me first, then the invited in their order, nobody twice. */
export function askedPeople(draft: Pick<EventDraft, 'attendees' | 'organizer'>, me: Asker | null): BusyQuestion['people'] {
  const organizer = draft.organizer ?? me?.address ?? null
  const first: BusyQuestion['people'] = organizer === null || draft.attendees.some((a) => same(a.address, organizer)) ? [] : [{ address: organizer, name: me && same(me.address, organizer) ? me.name : '', kind: 'individual' }]
  return [...first, ...draft.attendees.map(({ address, name, kind }) => ({ address, name, kind }))]
}

export interface PeopleInput {
  readonly draft: Pick<EventDraft, 'attendees' | 'organizer'>
  readonly me: Asker | null
  /** Answers so far; a person without one is being asked. */
  readonly rows: readonly BusyRow[]
  readonly window: Interval
  /** Mine: what is assumed of a person whose own hours nobody told. */
  readonly usualHours: Omit<WorkingHours, 'zone'>
  readonly zone: Zone
}

export function meetingPeople(input: PeopleInput): MeetingPerson[] {
  const found = new Map(input.rows.map((row) => [row.address.toLowerCase(), row]))
  // The first of two that are the same, as `find` would give: with 500 people looking for each would be most of the work.
  const attendees = new Map(input.draft.attendees.toReversed().map((attendee) => [attendee.address.toLowerCase(), attendee]))
  const offIn = offHoursOfMany()
  return askedPeople(input.draft, input.me).map((asked) => {
    const attendee = attendees.get(asked.address.toLowerCase())
    const answered = found.get(asked.address.toLowerCase()) ?? notYetAsked(asked, input.window)
    const isRoom = isRoomKind(asked.kind)
    const isMe = answered.isMe || (input.me !== null && input.me.behalf === undefined && same(input.me.address, asked.address))
    const role = attendee?.role ?? 'required'
    const group: Group = isRoom ? 'rooms' : role === 'optional' || role === 'non-participant' ? 'optional' : 'required'
    const zone = answered.workingHours?.zone ?? answered.zone ?? (isMe ? input.zone : null)
    // Servers that keep working hours answer them as unavailable nights: drawn as off hours, and still no time to book.
    const told = isRoom ? null : (answered.workingHours ?? inferHours(answered.spans, zone ?? input.zone))
    const row = told === null ? answered : { ...answered, spans: withoutOffHours(answered.spans, offIn(told, reachOf(answered.spans))) }
    const hours = isRoom ? null : (told ?? (zone ? { ...input.usualHours, zone } : null))
    const isOrganizer = input.draft.organizer !== null ? same(input.draft.organizer, asked.address) : attendee === undefined
    return { address: asked.address, name: answered.name || asked.name || asked.address, role, isRoom, isMe, isOrganizer, group, row, answered, hours }
  })
}

function notYetAsked(asked: BusyQuestion['people'][number], window: Interval): BusyRow {
  return {
    ...asked,
    isMe: false,
    state: 'asking',
    source: { kind: 'none', label: '' },
    askedAtUtc: null,
    coverage: null,
    reason: { code: 'asking', text: 'Being asked' },
    spans: [{ ...window, kind: 'unknown' }],
    sources: [],
    sourcesDiffer: false,
    zone: null,
    workingHours: null,
    titles: [],
    freebusyUrl: null,
  }
}

/** What a person's answer says about the slot. */
export function reportFor(person: MeetingPerson, slot: Interval): SlotReport {
  return slotStateOf(person.row, slot, () => person.hours !== null && isOutsideHours(person.hours, slot))
}

export type Reports = ReadonlyMap<MeetingPerson, SlotReport>

/** Everybody at once: the clock of each set of working hours is read once, however many people share it. */
export function reportsAt(people: readonly MeetingPerson[], slot: Interval): Reports {
  const outside = new Map<string, boolean>()
  const isOff = (hours: WorkingHours): boolean => {
    const key = hoursKey(hours)
    const known = outside.get(key)
    if (known !== undefined) return known
    const off = isOutsideHours(hours, slot)
    outside.set(key, off)
    return off
  }
  return new Map(people.map((person) => [person, slotStateOf(person.row, slot, () => person.hours !== null && isOff(person.hours))]))
}

export interface GroupView {
  readonly group: Group
  readonly people: readonly MeetingPerson[]
  readonly summary: string
}

/** Required, Optional, Rooms, in that order; empty groups are left out. */
export function groupPeople(people: readonly MeetingPerson[], reports: Reports): GroupView[] {
  const groups: readonly Group[] = ['required', 'optional', 'rooms']
  return groups
    .map((group) => {
      const members = people.filter((person) => person.group === group)
      return { group, people: members, summary: countsInWords(countStates(statesOf(members, reports))) }
    })
    .filter((view) => view.people.length > 0)
}

/** People only: rooms are told apart, since a meeting needs one of them and all of its people. */
export const countsOf = (people: readonly MeetingPerson[], reports: Reports): SlotCounts => countStates(statesOf(people.filter((person) => !person.isRoom), reports))

const statesOf = (people: readonly MeetingPerson[], reports: Reports): SlotState[] => people.map((person) => reports.get(person)?.state ?? 'unknown')

export interface LocalTime {
  readonly text: string
  /** Days apart from mine, e.g. `+1`. */
  readonly shift: string
  readonly offHours: boolean
}

/** The start on the person's own clock; null where their zone is not known, and for rooms. */
export function localTimeOf(person: MeetingPerson, startUtc: Instant, myZone: Zone): LocalTime | null {
  const zone = person.row.zone ?? person.row.workingHours?.zone ?? (person.isMe ? myZone : null)
  if (!zone || person.isRoom) return null
  const theirs = toLocal(startUtc, zone)
  const days = daysBetween(toLocal(startUtc, myZone).slice(0, 10), theirs.slice(0, 10))
  const shift = days === 0 ? '' : days > 0 ? `+${days}` : `−${-days}`
  return { text: theirs.slice(11, 16), shift, offHours: person.hours !== null && isOutsideHours(person.hours, { startUtc, endUtc: startUtc + 1 }) }
}

/** The next role in the round that the R key and the role button make. */
export function nextRole(role: DraftAttendee['role']): DraftAttendee['role'] {
  if (role === 'optional') return 'non-participant'
  if (role === 'non-participant') return 'required'
  return 'optional'
}

export const roleWord: Readonly<Record<DraftAttendee['role'], string>> = { chair: 'chair', required: 'required', optional: 'optional', 'non-participant': 'for information' }

/** When the person is next free for as long as the slot, as far as it is known; null when they are free now, or nobody knows. */
export function nextFreeOf(person: MeetingPerson, slot: Interval): Instant | null {
  if (reportFor(person, slot).state === 'free') return null
  const lengthMs = slot.endUtc - slot.startUtc
  const { spans } = person.row
  for (let i = firstSpanAfter(spans, slot.startUtc); i < spans.length; i++) {
    const span = spans[i]
    if (span?.kind !== 'free') continue
    for (let startUtc = Math.max(span.startUtc, slot.startUtc); startUtc + lengthMs <= span.endUtc; startUtc += 15 * 60_000) {
      if (person.hours === null || !isOutsideHours(person.hours, { startUtc, endUtc: startUtc + lengthMs })) return startUtc
    }
  }
  return null
}

export interface Invited {
  readonly address: string
  readonly name: string
  readonly kind?: DraftAttendee['kind']
}

/** Adds who is not there yet. The first person invited makes it a meeting, and its owner the organizer. */
export function withPeople(draft: EventDraft, people: readonly Invited[], organizer: string | null): EventDraft {
  const there = new Set([...draft.attendees.map((a) => a.address.toLowerCase()), ...(organizer === null ? [] : [organizer.toLowerCase()])])
  const added = people.flatMap((person) => {
    const key = person.address.toLowerCase()
    if (there.has(key)) return []
    there.add(key)
    return [{ address: person.address, name: person.name, role: 'required' as const, kind: person.kind ?? ('individual' as const), answer: 'needs-action' as const }]
  })
  return added.length === 0 ? draft : { ...draft, organizer: draft.organizer ?? organizer, attendees: [...draft.attendees, ...added] }
}
