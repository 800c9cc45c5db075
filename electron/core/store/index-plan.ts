import { partsOf } from '../../../shared/event/part.ts'
import type { CalPerson } from '../../../shared/ical/people.ts'
import { isIcalProblem, scanObject, type ScannedObject } from '../../../shared/ical/scan.ts'
import type { IcalProblem } from '../../../shared/ical/tree.ts'
import type { Address, Uid } from '../../../shared/model/ids.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { layOutOccurrences } from '../../../shared/recurrence/expand.ts'
import type { Cell } from './db.ts'
import { fold } from './fold.ts'
import { facesCell, peopleCell } from './part-cells.ts'

/** What must be known to read an object: which addresses are mine, where floating times live, and how far to look. */
export interface IndexContext {
  readonly myAddresses: readonly string[]
  readonly zone: Zone
  readonly window: Interval
  /** What became of messages posted from here, by meeting and address; it stands above what the text says. */
  readonly deliveries: ReadonlyMap<Uid, ReadonlyMap<Address, string>>
}

export interface IndexHead {
  readonly uid: Uid | null
  readonly repeats: boolean
  readonly floating: boolean
  /** I am its organizer or one of its attendees. */
  readonly meeting: boolean
  readonly role: 'plain' | 'organizer' | 'attendee'
  /** Sentence for an object that cannot be read, or not wholly. */
  readonly problem: string | null
  /** End of the last instance indexed; null when there is none. */
  readonly lastEndUtc: Instant | null
}

/**
 * All that the index keeps of one object, as cells: what a text says once it has been read. Made from the text and the context
 * alone, so that it can be made on another thread; nothing in it but plain data.
 */
export interface IndexPlan extends OccurrencePlan {
  readonly head: IndexHead
  /** Cells of `part`, in the order of its columns, without the key of the object. */
  readonly parts: readonly (readonly Cell[])[]
}

export interface OccurrencePlan {
  /** Cells of `occurrence` and of `series`, also without the key. */
  readonly singles: readonly (readonly Cell[])[]
  readonly runs: readonly (readonly Cell[])[]
}

export const partColumns = ['part', 'recurrenceId', 'title', 'location', 'status', 'showAs', 'role', 'myAnswer', 'organizer', 'people', 'faces', 'repeats', 'folded'] as const
export const occurrenceColumns = ['startUtc', 'part', 'recurrenceId', 'endUtc', 'allDay'] as const
export const seriesColumns = ['part', 'durationMs', 'allDay', 'starts'] as const

/** An event that does not repeat is indexed wherever it lies: it costs one row. */
const always: Interval = { startUtc: -8_640_000_000_000_000, endUtc: 8_640_000_000_000_000 }
const nothing: readonly (readonly Cell[])[] = []

/** Never throws: a text that cannot be read gives a head with its problem, and nothing to draw. */
export function planIndex(text: string, context: IndexContext): IndexPlan {
  const scanned = scanObject(text)
  if (isIcalProblem(scanned)) return bare(unreadable(scanned))
  if (scanned.component !== 'VEVENT') return bare({ uid: scanned.uid, repeats: false, floating: false, meeting: false, role: 'plain', problem: null, lastEndUtc: null })
  const parts = partsOf(withCodes(scanned, context), context.myAddresses)
  const { singles, runs, lastEndUtc, problem } = planDates(scanned, context)
  const role = parts.some((p) => p.role === 'organizer') ? 'organizer' : parts.some((p) => p.role === 'attendee') ? 'attendee' : 'plain'
  return {
    head: { uid: scanned.uid, repeats: repeats(scanned), floating: floats(scanned), meeting: role !== 'plain', role, problem, lastEndUtc },
    parts: parts.map((p) => [
      p.part, p.recurrenceId, p.title, p.location, p.status, p.showAs, p.role, p.myAnswer, p.organizer, peopleCell(p.people), facesCell(p.faces), p.repeats ? 1 : 0,
      fold(p.organizer === null && p.faces.length === 0 ? `${p.title} ${p.location}` : `${p.title} ${p.location} ${p.organizer ?? ''} ${p.faces.map((face) => face.name).join(' ')}`),
    ]),
    singles,
    runs,
  }
}

function withCodes(scanned: ScannedObject, { deliveries }: IndexContext): ScannedObject {
  const codes = deliveries.get(scanned.uid)
  if (codes === undefined) return scanned
  const coded = <P extends CalPerson>(person: P): P => ({ ...person, scheduleStatus: codes.get(person.address) ?? person.scheduleStatus })
  return { ...scanned, events: scanned.events.map((event) => ({ ...event, attendees: event.attendees.map(coded) })) }
}

/** The dates alone, after the window or the zone moved. */
export function planOccurrences(text: string, context: IndexContext): OccurrencePlan {
  const scanned = scanObject(text)
  return isIcalProblem(scanned) ? { singles: nothing, runs: nothing } : planDates(scanned, context)
}

function planDates(scanned: ScannedObject, context: IndexContext): OccurrencePlan & Pick<IndexHead, 'lastEndUtc' | 'problem'> {
  const { singles, runs, lastEndUtc, problem } = layOutOccurrences(scanned, repeats(scanned) ? context.window : always, { floatingZone: context.zone })
  return {
    singles: singles.map((at) => [at.startUtc, at.part, at.recurrenceId ?? '', at.endUtc, at.startDate === null ? 0 : 1]),
    runs: runs.length === 0 ? nothing : runs.map((run) => [run.part, run.durationMs, run.allDay ? 1 : 0, new Uint8Array(Float64Array.from(run.starts).buffer)]),
    lastEndUtc,
    problem: problem ?? null,
  }
}

function repeats(scanned: ScannedObject): boolean {
  return scanned.events.length > 1 || scanned.events.some((event) => event.rrules.length > 0 || event.rdates.length > 0)
}

function floats(scanned: ScannedObject): boolean {
  return scanned.events.some((event) => event.start?.kind === 'floating' || (event.start?.kind === 'zoned' && event.start.zone === null))
}

const unreadable = (problem: IcalProblem): IndexHead => ({ uid: null, repeats: false, floating: false, meeting: false, role: 'plain', problem: `${problem.code}: ${problem.detail}`, lastEndUtc: null })
const bare = (head: IndexHead): IndexPlan => ({ head, parts: nothing, singles: nothing, runs: nothing })
