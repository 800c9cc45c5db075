import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { DraftAttendee, EventDraft } from '../../../shared/contract/events.ts'
import type { BusyAnswerView, BusyRow } from '../../../shared/contract/freebusy.ts'
import type { BusyKind } from '../../../shared/model/busy.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { isOutsideHours, offHoursIn, type WorkingHours } from '../../../shared/freebusy/hours.ts'
import { countStates, firstSpanAfter, slotStateOf, type SlotCounts, type SlotReport } from '../../../shared/freebusy/slot.ts'
import { daysBetween } from '../../../shared/time/days.ts'
import { toLocal } from '../../../shared/time/zones.ts'
import { countsInWords, unknownSentence } from '../../../shared/wording/busy.ts'
import { boxOf, type Axis, type Box } from './axis.ts'

export type Group = 'required' | 'optional' | 'rooms'
export const groupName: Readonly<Record<Group, string>> = { required: 'Required', optional: 'Optional', rooms: 'Rooms' }

/** One person or room on the grid: the invitation and what is known of their time. */
export interface GridPerson {
  readonly address: string
  readonly name: string
  readonly role: DraftAttendee['role']
  readonly isRoom: boolean
  readonly isMe: boolean
  readonly isOrganizer: boolean
  readonly group: Group
  readonly row: BusyRow
  /** Theirs where known, else mine in their zone, else none. Rooms have none. */
  readonly hours: WorkingHours | null
}

export interface Asker {
  readonly address: string
  readonly name: string
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

export function gridPeople(input: PeopleInput): GridPerson[] {
  const found = new Map(input.rows.map((row) => [row.address.toLowerCase(), row]))
  return askedPeople(input.draft, input.me).map((asked) => {
    const attendee = input.draft.attendees.find((a) => same(a.address, asked.address))
    const row = found.get(asked.address.toLowerCase()) ?? notYetAsked(asked, input.window)
    const isRoom = isRoomKind(asked.kind)
    const isMe = row.isMe || (input.me !== null && same(input.me.address, asked.address))
    const role = attendee?.role ?? 'required'
    const group: Group = isRoom ? 'rooms' : role === 'optional' || role === 'non-participant' ? 'optional' : 'required'
    const zone = row.workingHours?.zone ?? row.zone ?? (isMe ? input.zone : null)
    const hours = isRoom ? null : (row.workingHours ?? (zone ? { ...input.usualHours, zone } : null))
    const isOrganizer = input.draft.organizer !== null ? same(input.draft.organizer, asked.address) : attendee === undefined
    return { address: asked.address, name: row.name || asked.name || asked.address, role, isRoom, isMe, isOrganizer, group, row, hours }
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
export function reportFor(person: GridPerson, slot: Interval): SlotReport {
  return slotStateOf(person.row, slot, () => person.hours !== null && isOutsideHours(person.hours, slot))
}

export interface GroupView {
  readonly group: Group
  readonly people: readonly GridPerson[]
  readonly summary: string
}

/** Required, Optional, Rooms, in that order; empty groups are left out. */
export function groupPeople(people: readonly GridPerson[], slot: Interval): GroupView[] {
  const groups: readonly Group[] = ['required', 'optional', 'rooms']
  return groups
    .map((group) => {
      const members = people.filter((person) => person.group === group)
      return { group, people: members, summary: countsInWords(countStates(members.map((person) => reportFor(person, slot).state))) }
    })
    .filter((view) => view.people.length > 0)
}

/** People only: rooms are told apart, since a meeting needs one of them and all of its people. */
export function countsAt(people: readonly GridPerson[], slot: Interval): SlotCounts {
  return countStates(people.filter((person) => !person.isRoom).map((person) => reportFor(person, slot).state))
}

export type GridItem =
  | { readonly kind: 'group'; readonly view: GroupView; readonly collapsed: boolean }
  | { readonly kind: 'person'; readonly person: GridPerson }
  | { readonly kind: 'source'; readonly person: GridPerson; readonly answer: BusyAnswerView }

/** The lines of the grid from top to bottom; a person whose sources differ can be opened to compare them. */
export function gridItems(groups: readonly GroupView[], collapsed: ReadonlySet<Group>, compared: ReadonlySet<string>): GridItem[] {
  const items: GridItem[] = []
  for (const view of groups) {
    items.push({ kind: 'group', view, collapsed: collapsed.has(view.group) })
    if (collapsed.has(view.group)) continue
    for (const person of view.people) {
      items.push({ kind: 'person', person })
      if (compared.has(person.address)) for (const answer of person.row.sources) items.push({ kind: 'source', person, answer })
    }
  }
  return items
}

/** From this many people on, rows are one line high. */
export const denseFrom = 13

export interface TrackBlock extends Box {
  readonly kind: Exclude<BusyKind, 'free'> | 'mine' | 'mine-tentative'
  readonly title: string
}

export interface Track {
  readonly blocks: readonly TrackBlock[]
  readonly off: readonly Box[]
  /** Nothing at all is known: the whole row says why. */
  readonly veil: { readonly kind: 'unknown' | 'asking'; readonly text: string } | null
  readonly stale: boolean
}

/** What one row draws, without the meeting itself: changes only with the answer and the scale. */
export function trackOf(person: GridPerson, axis: Axis): Track {
  const { row } = person
  const window = { startUtc: axis.startUtc, endUtc: axis.endUtc }
  const off = person.hours ? boxes(axis, offHoursIn(person.hours, window)) : []
  const nothingKnown = row.spans.every((span) => span.kind === 'unknown' || span.endUtc <= window.startUtc || span.startUtc >= window.endUtc)
  if (nothingKnown) {
    const asking = row.state === 'asking'
    return { blocks: [], off: [], veil: { kind: asking ? 'asking' : 'unknown', text: asking ? `Waiting for ${row.source.label || 'an answer'}` : unknownSentence(row) }, stale: false }
  }
  return { blocks: [...ownBlocks(row, axis), ...spanBlocks(row, axis)], off, veil: null, stale: row.state === 'stale' }
}

/** One source by itself, for the comparison of sources that differ. */
export function sourceTrack(answer: BusyAnswerView, axis: Axis): TrackBlock[] {
  return answer.spans.flatMap((span) => {
    const box = span.kind === 'free' ? null : boxOf(axis, span)
    return box && span.kind !== 'free' ? [{ ...box, kind: span.kind, title: '' }] : []
  })
}

function ownBlocks(row: BusyRow, axis: Axis): TrackBlock[] {
  return row.titles.flatMap((own) => {
    const box = boxOf(axis, own)
    return box ? [{ ...box, kind: own.tentative ? ('mine-tentative' as const) : ('mine' as const), title: own.title }] : []
  })
}

function spanBlocks(row: BusyRow, axis: Axis): TrackBlock[] {
  const titled = row.titles.length > 0
  const blocks: TrackBlock[] = []
  for (let i = firstSpanAfter(row.spans, axis.startUtc); i < row.spans.length; i++) {
    const span = row.spans[i]
    if (!span || span.startUtc >= axis.endUtc) break
    if (span.kind === 'free') continue
    const covered = titled && (span.kind === 'busy' || span.kind === 'tentative') && row.titles.some((own) => own.startUtc < span.endUtc && own.endUtc > span.startUtc)
    const box = covered ? null : boxOf(axis, span)
    if (box) blocks.push({ ...box, kind: span.kind, title: span.kind === 'unknown' ? holeText(row) : '' })
  }
  return blocks
}

const holeText = (row: BusyRow): string => (row.reason ? row.reason.text : row.coverage ? 'Outside of what was answered' : 'Not known')

function boxes(axis: Axis, spans: readonly Interval[]): Box[] {
  return spans.flatMap((span) => boxOf(axis, span) ?? [])
}

/** Blocks of a required person that stand in the way, to be outlined under the bar. */
export function hitsOf(person: GridPerson, slot: Interval, axis: Axis): Box[] {
  if (person.group !== 'required') return []
  const report = reportFor(person, slot)
  if (report.state !== 'busy' && report.state !== 'away') return []
  return report.because.flatMap((span) => boxOf(axis, span) ?? [])
}

export interface LocalTime {
  readonly text: string
  /** Days apart from mine, e.g. `+1`. */
  readonly shift: string
  readonly offHours: boolean
}

/** The start on the person's own clock; null where their zone is not known, and for rooms. */
export function localTimeOf(person: GridPerson, startUtc: Instant, myZone: Zone): LocalTime | null {
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
export function nextFreeOf(person: GridPerson, slot: Interval): Instant | null {
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
