import { partsOf } from '../../../shared/event/part.ts'
import type { CalPerson } from '../../../shared/ical/people.ts'
import { isIcalProblem, scanObject, type ScannedObject } from '../../../shared/ical/scan.ts'
import type { IcalProblem } from '../../../shared/ical/tree.ts'
import type { Address, Uid } from '../../../shared/model/ids.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { expandOccurrences, type Instance } from '../../../shared/recurrence/expand.ts'
import type { Db } from './db.ts'
import { fold } from './fold.ts'
import { startOfName } from './instance-name.ts'
import { facesCell, peopleCell } from './part-cells.ts'

/** What must be known to read an object: which addresses are mine, where floating times live, and how far to look. */
export interface IndexContext {
  readonly myAddresses: readonly string[]
  readonly zone: Zone
  readonly window: Interval
  /** What became of messages posted from here, by address; it stands above what the text says. */
  readonly deliveries: (uid: Uid) => ReadonlyMap<Address, string>
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

/** An event that does not repeat is indexed wherever it lies: it costs one row. */
const always: Interval = { startUtc: -8_640_000_000_000_000, endUtc: 8_640_000_000_000_000 }

const insertPart = `INSERT INTO part (objectKey, part, recurrenceId, title, location, status, showAs, role, myAnswer, organizer, people, faces, repeats, folded)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const insertOccurrence = 'INSERT OR IGNORE INTO occurrence (startUtc, objectKey, part, recurrenceId, endUtc, allDay) VALUES (?, ?, ?, ?, ?, ?)'

/** Scans the text and writes parts and occurrences of one object. `fresh`: there are none yet. */
export function indexObject(db: Db, objectKey: number, text: string, context: IndexContext, fresh: boolean): IndexHead {
  if (!fresh) dropIndex(db, objectKey)
  const scanned = scanObject(text)
  if (isIcalProblem(scanned)) return unreadable(scanned)
  if (scanned.component !== 'VEVENT') return { uid: scanned.uid, repeats: false, floating: false, meeting: false, role: 'plain', problem: null, lastEndUtc: null }

  const parts = partsOf(withCodes(scanned, context), context.myAddresses)
  for (const p of parts) {
    db.run(
      insertPart,
      objectKey, p.part, p.recurrenceId, p.title, p.location, p.status, p.showAs, p.role, p.myAnswer, p.organizer,
      peopleCell(p.people), facesCell(p.faces), p.repeats ? 1 : 0,
      fold(`${p.title} ${p.location} ${p.organizer ?? ''} ${p.faces.map((face) => face.name).join(' ')}`),
    )
  }
  const { lastEndUtc, problem } = indexOccurrences(db, objectKey, scanned, context)
  const roles = new Set(parts.map((p) => p.role))
  const role = roles.has('organizer') ? 'organizer' : roles.has('attendee') ? 'attendee' : 'plain'
  return { uid: scanned.uid, repeats: repeats(scanned), floating: floats(scanned), meeting: role !== 'plain', role, problem, lastEndUtc }
}

function withCodes(scanned: ScannedObject, { deliveries }: IndexContext): ScannedObject {
  if (scanned.events.every((event) => event.attendees.length === 0)) return scanned
  const codes = deliveries(scanned.uid)
  if (codes.size === 0) return scanned
  const coded = <P extends CalPerson>(person: P): P => ({ ...person, scheduleStatus: codes.get(person.address) ?? person.scheduleStatus })
  return { ...scanned, events: scanned.events.map((event) => ({ ...event, attendees: event.attendees.map(coded) })) }
}

/** The occurrences alone, after the window or the zone moved. */
export function reindexOccurrences(db: Db, objectKey: number, text: string, context: IndexContext): void {
  dropOccurrences(db, objectKey)
  const scanned = scanObject(text)
  if (!isIcalProblem(scanned)) indexOccurrences(db, objectKey, scanned, context)
}

export function dropIndex(db: Db, objectKey: number): void {
  db.run('DELETE FROM part WHERE objectKey = ?', objectKey)
  dropOccurrences(db, objectKey)
}

function dropOccurrences(db: Db, objectKey: number): void {
  db.run('DELETE FROM occurrence WHERE objectKey = ?', objectKey)
  db.run('DELETE FROM series WHERE objectKey = ?', objectKey)
}

function indexOccurrences(db: Db, objectKey: number, scanned: ScannedObject, context: IndexContext): { lastEndUtc: Instant | null; problem: string | null } {
  const { instances, problem } = expandOccurrences(scanned, repeats(scanned) ? context.window : always, { floatingZone: context.zone })
  let lastEndUtc: Instant | null = null
  const runs = new Map<number, Instance[]>()
  for (const at of instances) {
    if (lastEndUtc === null || at.endUtc > lastEndUtc) lastEndUtc = at.endUtc
    const run = runs.get(at.part)
    if (run === undefined) runs.set(at.part, [at])
    else run.push(at)
  }
  for (const [part, run] of runs) {
    const rest = run.length < leastRun ? run : storeRun(db, objectKey, part, run)
    for (const at of rest) db.run(insertOccurrence, at.startUtc, objectKey, part, at.recurrenceId ?? '', at.endUtc, at.startDate === null ? 0 : 1)
  }
  return { lastEndUtc, problem: problem ?? null }
}

/** Fewer dates than this are not worth a run. */
const leastRun = 4

/** Stores the dates that make a run with the first one; gives those that do not fit in. */
function storeRun(db: Db, objectKey: number, part: number, instances: readonly Instance[]): readonly Instance[] {
  const first = instances[0] as Instance
  const durationMs = first.endUtc - first.startUtc
  const allDay = first.startDate !== null
  const nameLength = allDay ? 8 : 16
  const starts: number[] = []
  const rest: Instance[] = []
  for (const at of instances) {
    const fits = at.endUtc - at.startUtc === durationMs && at.recurrenceId?.length === nameLength && startOfName(at.recurrenceId) === at.startUtc
    if (fits) starts.push(at.startUtc)
    else rest.push(at)
  }
  if (starts.length > 0) db.run('INSERT INTO series (objectKey, part, durationMs, allDay, starts) VALUES (?, ?, ?, ?, ?)', objectKey, part, durationMs, allDay ? 1 : 0, new Uint8Array(Float64Array.from(starts).sort().buffer))
  return rest
}

function repeats(scanned: ScannedObject): boolean {
  return scanned.events.length > 1 || scanned.events.some((event) => event.rrules.length > 0 || event.rdates.length > 0)
}

function floats(scanned: ScannedObject): boolean {
  return scanned.events.some((event) => event.start?.kind === 'floating' || (event.start?.kind === 'zoned' && event.start.zone === null))
}

function unreadable(problem: IcalProblem): IndexHead {
  return { uid: null, repeats: false, floating: false, meeting: false, role: 'plain', problem: `${problem.code}: ${problem.detail}`, lastEndUtc: null }
}
