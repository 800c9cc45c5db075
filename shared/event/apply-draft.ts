import type { DraftAttendee, EventDraft, RepeatRule } from '../contract/events.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { Instant, Zone } from '../model/time.ts'
import { rruleOf, setRrule, setText, setTime, textOf, timeOf, wholeSeconds } from '../ical/fields.ts'
import { attendeesOf, organizerOf, removeAttendee, sameAddress, setAttendee, setOrganizer, toAddress, type CalPerson } from '../ical/people.ts'
import { addEvent, copyOf, eventsOf, masterOf, newCalendar, overridesOf, type Component } from '../ical/tree.ts'
import { addNeededZones } from '../ical/vtimezone.ts'
import { fromRepeatRule } from '../recurrence/describe.ts'
import { editAll, editInstance, splitSeries, type Slots } from '../recurrence/edit-series.ts'
import { moveRule, moveRepeat, type MovedRule } from '../recurrence/move-rule.ts'
import { addDays } from '../time/days.ts'
import { conferenceOf, setConference, setReminders, setShowAs, setVisibility, showAsOf, visibilityOf } from './details.ts'
import { draftOf, isSeries } from './draft-of.ts'
import { newDraft } from './new-draft.ts'
import { prepareOrganizerChange } from './organizer-change.ts'
import { addressSet, isOneOf, roleIn, type MyAddresses } from './roles.ts'
import { validateDraft, type DraftProblem } from './validate-draft.ts'
import { withExceptions } from './exceptions.ts'
import { dayDelta, firstDayOf, moveFirst, onDay, sameWhen, setWhen, startTimeOf, whenOf } from './event-when.ts'

export interface DraftContext {
  readonly nowUtc: Instant
  /** For a new event, and for the second half of a split series. */
  readonly newUid: string
  /** My address exactly as the server listed it (SCH-1), e.g. `mailto:alice@north.example`. */
  readonly myAddress: string
  readonly myName: string
  /** All my addresses, when there are more than that one. */
  readonly myAddresses?: MyAddresses
  /** Ask everybody again though neither time nor dates moved (ITP-3). */
  readonly askAgain?: boolean
}

export interface AppliedDraft {
  readonly root: Component
  /** A second object: the rest of a series that was split (ITP-43). */
  readonly also?: Component
  /** Instances whose own changes had no place any more (ITP-44). */
  readonly dropped: readonly string[]
  /** Where the exceptions of the dates that were changed went; empty when one date was. */
  readonly slots: Slots
}

/**
 * Puts a draft back into the text it came from: only what differs from `draftOf(root, …)` is written, everything else stays
 * as it was received. `root` null makes a new event. What is passed in is not changed. In `when`, times of the zone named there.
 */
export function applyDraft(root: Component | null, draft: EventDraft, ctx: DraftContext): Result<AppliedDraft, DraftProblem> {
  const invalid = validateDraft(draft)[0]
  if (invalid !== undefined) return fail(invalid)
  if (root === null) return create(draft, ctx)
  const zone = draft.when.kind === 'timed' ? draft.when.zone : 'UTC'
  const was = draftOf(root, draft.recurrenceId, draft.scope, zone, mineOf(ctx), { objectId: draft.objectId ?? ('' as never), collectionId: draft.collectionId })
  if (was === null) return fail({ code: 'no-instance', field: 'all', detail: draft.recurrenceId ?? '' })
  const guard = mayChange(root, was, draft, ctx)
  if (guard !== null) return fail(guard)
  const change: Change = { was, draft, ctx }
  const edited = edit(root, change)
  return edited.ok ? finish(root, exceptIn(edited.value, draft), ctx) : edited
}

/** In the part of the series that the draft speaks of. */
function exceptIn(edited: Edited, draft: EventDraft): Edited {
  if (draft.repeat === null || draft.scope === 'this') return edited
  return edited.also === null ? { ...edited, root: withExceptions(edited.root, draft) } : { ...edited, also: withExceptions(edited.also, draft) }
}

interface Change {
  readonly was: EventDraft
  readonly draft: EventDraft
  readonly ctx: DraftContext
}

const mineOf = (ctx: DraftContext): ReadonlySet<ReturnType<typeof toAddress>> => new Set([...addressSet(ctx.myAddresses ?? []), toAddress(ctx.myAddress)])

function create(draft: EventDraft, ctx: DraftContext): Result<AppliedDraft, DraftProblem> {
  const root = newCalendar()
  const event = addEvent(root)
  setText(event, 'uid', ctx.newUid)
  setTime(event, 'created', { kind: 'utc', instant: wholeSeconds(ctx.nowUtc) })
  setWhen(event, draft.when)
  const was = { ...newDraft({ collectionId: draft.collectionId, when: draft.when }), showAs: 'busy' as const }
  setText(event, 'status', 'CONFIRMED')
  setText(event, 'transp', 'OPAQUE')
  writeFields(event, { was, draft, ctx })
  if (draft.repeat !== null) setRrule(event, fromRepeatRule(draft.repeat, startTimeOf(draft.when)))
  addNeededZones(root)
  return ok({ root: prepareOrganizerChange(null, draft.repeat === null ? root : withExceptions(root, draft), { nowUtc: ctx.nowUtc, myAddresses: mineOf(ctx) }), dropped: [], slots: new Map() })
}

/** An attendee changes reminders and TRANSP and nothing else (SCH-10): some servers refuse more, others store it and drift apart. */
function mayChange(root: Component, was: EventDraft, draft: EventDraft, ctx: DraftContext): DraftProblem | null {
  const roles = eventsOf(root).map((e) => roleIn(e, mineOf(ctx)).role)
  const others = organizerOf(eventsOf(root)[0] ?? root)
  const notMine = !roles.includes('organizer') && others !== null
  if (!notMine) return null
  const problem: DraftProblem = { code: 'not-organizer', field: 'organizer', detail: others.address }
  if (JSON.stringify(peopleKey(was)) !== JSON.stringify(peopleKey(draft))) return problem
  if (!roles.includes('attendee')) return null
  const open = (d: EventDraft): unknown => ({ ...d, reminders: [], showAs: d.showAs === 'tentative' ? 'tentative' : '', when: '', attendees: [], organizer: null, objectId: null })
  return sameWhen(was.when, draft.when) && JSON.stringify(open(was)) === JSON.stringify(open(draft)) ? null : problem
}

const peopleKey = (d: EventDraft): unknown[] => d.attendees.map((a) => [toAddress(a.address), a.role, a.kind])

interface Edited {
  readonly root: Component
  readonly also: Component | null
  readonly dropped: readonly string[]
  readonly slots: Slots
}

function edit(root: Component, change: Change): Result<Edited, DraftProblem> {
  const { draft } = change
  if (draft.recurrenceId === null || !isSeries(root) || masterOf(root) === null) {
    // Not a series, or single dates of one that was never seen whole.
    if (draft.recurrenceId !== null && isSeries(root)) return ok(only(editInstance(root, draft.recurrenceId, (e) => writeInstance(e, change))))
    return whole(editWhole(root, change))
  }
  if (draft.scope === 'this') {
    const edited = editInstance(root, draft.recurrenceId, (e) => writeInstance(e, change))
    if (becomesMeeting(root, change)) for (const e of eventsOf(edited)) if (organizerOf(e) === null) addMyself(e, change.ctx)
    return ok(only(edited))
  }
  if (draft.scope === 'all') return whole(editWhole(root, change))
  const { before, after } = splitSeries(root, draft.recurrenceId, change.ctx.newUid)
  if (before === null) return whole(editWhole(root, change))
  const rest = editWhole(after, change)
  return rest.ok ? ok({ ...rest.value, root: before, also: rest.value.root }) : rest
}

const whole = (edited: Result<EditedWhole, DraftProblem>): Result<Edited, DraftProblem> => (edited.ok ? ok({ ...edited.value, also: null }) : edited)

const only = (root: Component): Edited => ({ root, also: null, dropped: [], slots: new Map() })

const becomesMeeting = (root: Component, { draft }: Change): boolean => draft.attendees.length > 0 && eventsOf(root).every((e) => organizerOf(e) === null)

/** Plain people lose nothing: an instance of a meeting keeps ORGANIZER and me even when nobody else is left (SCH-1). */
function writeInstance(event: Component, change: Change): void {
  if (!sameWhen(change.was.when, change.draft.when)) setWhen(event, change.draft.when)
  writeFields(event, change)
}

type EditedWhole = Pick<Edited, 'root' | 'dropped' | 'slots'>

/** The master, and in the overrides all that they had in common with it. */
function editWhole(root: Component, change: Change): Result<EditedWhole, DraftProblem> {
  const { was, draft, ctx } = change
  const zone: Zone = was.when.kind === 'timed' ? was.when.zone : 'UTC'
  const moved = !sameWhen(was.when, draft.when)
  const ruled = isRuled(change)
  const movement = moved && !ruled ? movementOf(root, change, zone) : ok(null)
  if (!movement.ok) return movement
  const edited = editAll(
    root,
    (master) => {
      const first = whenOf(master, zone)
      const rule = movement.value
      if (moved && first !== null) setWhen(master, rule === null ? moveFirst(first, was.when, draft.when) : onDay(moveFirst(first, was.when, draft.when), rule.start))
      if (rule !== null) setRrule(master, rule.text)
      else writeRule(master, change, ruled)
      writeFields(master, change)
    },
    movement.value?.place,
  )
  let result = edited.root
  if (ruled && draft.repeat === null) result = withoutDates(result)
  for (const override of overridesOf(result)) writeFields(override, change, true)
  if (draft.attendees.length === 0 && was.attendees.length > 0) dropEmptyMeeting(result, ctx)
  const slots = ruled && draft.repeat === null ? new Map([...edited.slots.keys()].map((name) => [name, null])) : edited.slots
  return ok({ root: result, dropped: edited.dropped, slots })
}

const sameRepeat = (a: RepeatRule | null, b: RepeatRule | null): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Whether the person said how it repeats. What the editor shows when the day moves says nothing but that it moved. */
function isRuled({ was, draft }: Change): boolean {
  if (sameRepeat(was.repeat, draft.repeat)) return false
  return was.repeat === null || draft.repeat === null || !sameRepeat(draft.repeat, moveRepeat(was.repeat, firstDayOf(was.when), firstDayOf(draft.when)))
}

/** The rule of a series that moves as a whole, with its days (ICS-8). Null: it has none. */
function movementOf(root: Component, { was, draft }: Change, zone: Zone): Result<MovedRule | null, DraftProblem> {
  const master = masterOf(root)
  const rule = master === null ? null : rruleOf(master)
  const before = master === null ? null : timeOf(master, 'dtstart')
  const first = master === null ? null : whenOf(master, zone)
  if (rule === null || before === null || first === null) return ok(null)
  const from = addDays(firstDayOf(draft.when), -dayDelta(was.when, draft.when))
  const moved = moveRule(rule, { before, after: startTimeOf(moveFirst(first, was.when, draft.when), before), from, to: firstDayOf(draft.when) })
  return moved.ok ? moved : fail({ code: moved.problem, field: 'when', detail: '' })
}

function writeRule(master: Component, { draft }: Change, ruled: boolean): void {
  const start = timeOf(master, 'dtstart')
  if (ruled) setRrule(master, draft.repeat === null || start === null ? null : fromRepeatRule(draft.repeat, start))
}

/** No longer repeats: RDATE, EXDATE and the dates with their own changes go. */
function withoutDates(root: Component): Component {
  const copy = copyOf(root)
  const master = masterOf(copy)
  for (const name of ['rdate', 'exdate']) master?.removeAllProperties(name)
  for (const override of overridesOf(copy)) copy.removeSubcomponent(override)
  return copy
}

/** `ifSame`: write only where the event still has what the draft began with, as overrides keep their own words (ITP-44). */
function writeFields(event: Component, { was, draft, ctx }: Change, ifSame = false): void {
  const text = (name: string, from: string, to: string): void => {
    if (from === to || (ifSame && textOf(event, name) !== from)) return
    setText(event, name, to === '' ? null : to)
    // Other forms of the same words would go on saying the old ones.
    if (name === 'description') for (const other of ['x-alt-desc', 'styled-description']) event.removeAllProperties(other)
  }
  text('summary', was.title, draft.title)
  text('location', was.location, draft.location)
  text('description', was.description, draft.description)
  if (was.conferenceUrl !== draft.conferenceUrl && !(ifSame && conferenceOf(event) !== was.conferenceUrl)) setConference(event, draft.conferenceUrl)
  if (was.visibility !== draft.visibility && !(ifSame && visibilityOf(event) !== was.visibility)) setVisibility(event, draft.visibility)
  if (was.showAs !== draft.showAs && !(ifSame && showAsOf(event) !== was.showAs)) setShowAs(event, draft.showAs, roleIn(event, mineOf(ctx)).role === 'attendee')
  if (JSON.stringify(was.reminders) !== JSON.stringify(draft.reminders)) setReminders(event, draft.reminders)
  writePeople(event, { was, draft, ctx }, ifSame)
}

/** Additions, removals and changed roles against what the draft began with; nobody's answer is touched here (SCH-4). */
function writePeople(event: Component, { was, draft, ctx }: Change, isOverride: boolean): void {
  const mine = mineOf(ctx)
  const byAddress = (d: EventDraft): Map<string, DraftAttendee> => new Map(d.attendees.map((a) => [toAddress(a.address), a] as const).filter(([address]) => !mine.has(address)))
  const before = byAddress(was)
  const now = byAddress(draft)
  if (now.size > 0 && organizerOf(event) === null) addMyself(event, ctx)
  for (const [address, a] of before) if (!now.has(address)) removeAttendee(event, a.address)
  const listed = attendeesOf(event)
  const find = (a: DraftAttendee): CalPerson | undefined => listed.find((p) => sameAddress(p.raw, a.address) || (p.email !== null && sameAddress(p.email, a.address)))
  for (const [address, a] of now) {
    const old = before.get(address)
    if (old === undefined) {
      if (find(a) === undefined) invite(event, a)
    } else if (find(a) !== undefined && (old.role !== a.role || old.kind !== a.kind || old.name !== a.name)) setAttendee(event, { address: a.address, ...described(a) })
    else if (find(a) === undefined && !isOverride) invite(event, a)
  }
}

const described = (a: DraftAttendee): { role: DraftAttendee['role']; kind: DraftAttendee['kind']; name?: string } => ({ role: a.role, kind: a.kind, ...(a.name.trim() === '' ? {} : { name: a.name.trim() }) })

/** SCH-4. Rooms are asked like people (CUTYPE=ROOM): servers and rooms that answer by themselves do so for REQ-PARTICIPANT. */
const invite = (event: Component, a: DraftAttendee): void => setAttendee(event, { address: a.address.trim(), ...described(a), partstat: 'needs-action', rsvp: true })

/** ORGANIZER exactly as the server lists me, and my own line, once (SCH-1, SCH-3). */
function addMyself(event: Component, ctx: DraftContext): void {
  const name = ctx.myName.trim() === '' ? {} : { name: ctx.myName.trim() }
  setOrganizer(event, { address: ctx.myAddress, ...name })
  const me = attendeesOf(event).find((a) => isOneOf(a, mineOf(ctx)))
  setAttendee(event, { address: me?.raw ?? ctx.myAddress, ...name, role: 'chair', partstat: 'accepted' })
}

/** The last one was taken off: a plain event again (ITP-38). */
function dropEmptyMeeting(root: Component, ctx: DraftContext): void {
  const mine = mineOf(ctx)
  const events = eventsOf(root)
  if (events.some((e) => attendeesOf(e).some((a) => !isOneOf(a, mine) && a.address !== organizerOf(e)?.address))) return
  for (const e of events) {
    setOrganizer(e, null)
    for (const a of attendeesOf(e)) removeAttendee(e, a.raw)
  }
}

function finish(before: Component, edited: Edited, ctx: DraftContext): Result<AppliedDraft, DraftProblem> {
  const prepare = (from: Component | null, to: Component): Component => {
    // A stored object has no METHOD (RFC 4791 §4.1).
    to.removeAllProperties('method')
    addNeededZones(to)
    const isAttendee = eventsOf(to).some((e) => roleIn(e, mineOf(ctx)).role === 'attendee')
    return isAttendee ? to : prepareOrganizerChange(from, to, { nowUtc: ctx.nowUtc, myAddresses: mineOf(ctx), slots: edited.slots, ...(ctx.askAgain === undefined ? {} : { askAgain: ctx.askAgain }) })
  }
  for (const root of [edited.root, edited.also]) {
    const mixed = root === null ? null : otherOrganizerIn(root)
    if (mixed !== null) return fail({ code: 'mixed-organizer', field: 'organizer', detail: mixed })
  }
  const root = prepare(before, edited.root)
  const { dropped, slots } = edited
  return ok(edited.also === null ? { root, dropped, slots } : { root, also: prepare(null, edited.also), dropped, slots })
}

/** SCH-2, T-I53: one organizer in all components, or the server says 403. */
function otherOrganizerIn(root: Component): string | null {
  const [first, ...rest] = eventsOf(root).map((e) => organizerOf(e)?.address ?? '')
  return rest.find((address) => address !== first) ?? null
}
