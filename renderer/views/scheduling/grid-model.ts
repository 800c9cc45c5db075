import type { BusyAnswerView, BusyRow } from '../../../shared/contract/freebusy.ts'
import type { BusyKind } from '../../../shared/model/busy.ts'
import { hoursKey, offHoursIn, type WorkingHours } from '../../../shared/freebusy/hours.ts'
import { firstSpanAfter, type SlotReport } from '../../../shared/freebusy/slot.ts'
import { unknownSentence } from '../../../shared/wording/busy.ts'
import type { Group, GroupView, MeetingPerson } from '../../state/meeting-people.ts'
import { boxOf, type Axis, type Box } from './axis.ts'

export type GridItem =
  | { readonly kind: 'group'; readonly view: GroupView; readonly collapsed: boolean }
  | { readonly kind: 'person'; readonly person: MeetingPerson }
  | { readonly kind: 'source'; readonly person: MeetingPerson; readonly answer: BusyAnswerView }

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
export function trackOf(person: MeetingPerson, axis: Axis): Track {
  const { row } = person
  const window = { startUtc: axis.startUtc, endUtc: axis.endUtc }
  const off = person.hours ? offBoxes(axis, person.hours) : []
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

/** What a source is called beside the others of the same person: two URLs are told apart by their hosts. */
export const sourceName = ({ source }: BusyAnswerView): string => (source.kind === 'fburl' ? `freebusy URL${viaWords[source.via ?? 'person']}, ${source.label}` : source.label)

const viaWords = { person: '', contact: ' of the contact', domain: ' of the domain' } as const

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

const offOnAxis = new WeakMap<Axis, Map<string, readonly Box[]>>()

/** Of 500 people most keep the same hours: one list for all of them, as long as the scale lasts. */
function offBoxes(axis: Axis, hours: WorkingHours): readonly Box[] {
  const known = offOnAxis.get(axis) ?? new Map<string, readonly Box[]>()
  offOnAxis.set(axis, known)
  const key = hoursKey(hours)
  const boxes = known.get(key) ?? offHoursIn(hours, axis).flatMap((span) => boxOf(axis, span) ?? [])
  known.set(key, boxes)
  return boxes
}

/** Blocks of a required person that stand in the way, to be outlined under the bar. */
export function hitsOf(person: MeetingPerson, report: SlotReport, axis: Axis): Box[] {
  if (person.group !== 'required' || (report.state !== 'busy' && report.state !== 'away')) return []
  return report.because.flatMap((span) => boxOf(axis, span) ?? [])
}
