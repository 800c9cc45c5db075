import type { PlanBlockView, PlanView } from '../../../shared/contract/plans.ts'
import { offHoursIn } from '../../../shared/freebusy/hours.ts'
import type { BusyKind } from '../../../shared/model/busy.ts'
import type { Hue } from '../../../shared/model/hues.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import type { PlanPerson } from '../../../shared/planning/plan.ts'
import type { Replan } from '../../../shared/planning/replan.ts'
import type { Trouble } from '../../../shared/planning/troubles.ts'
import { subtract } from '../../../shared/time/intervals.ts'
import { troubleInWords, type PlanNames } from '../../../shared/wording/planning.ts'
import { dateInWords, dayInWords, timesInWords } from '../../../shared/wording/times.ts'
import { boxOf, xOf, type Axis, type Box } from '../scheduling/axis.ts'
import { hueOfPackage } from './plan-model.ts'

export interface GroundBox extends Box {
  readonly kind: Exclude<BusyKind, 'free'> | 'off'
}

export interface BlockBox extends Box {
  readonly block: PlanBlockView
  readonly hue: Hue
  readonly title: string
  /** `ghost`: where it would be; `leaving`: where it would no longer be. */
  readonly state: 'here' | 'ghost' | 'leaving'
  readonly placed: 'no' | 'yes' | 'elsewhere'
  readonly troubles: readonly Trouble[]
  /** Everything about it, for a reader. */
  readonly label: string
}

export interface TimelineInput {
  readonly axis: Axis
  readonly plan: PlanView
  readonly people: readonly PlanPerson[]
  readonly names: PlanNames
  readonly troubles: readonly Trouble[]
  readonly preview: Pick<Replan, 'changes'> | null
  /** The block under the pointer, where it is held now. */
  readonly held: { readonly id: string; readonly at: Interval; readonly troubles: readonly Trouble[] } | null
}

/** The ground of each row: what is known of the person's time. It changes seldom, blocks change with every move. */
export function groundOf(axis: Axis, person: PlanPerson): GroundBox[] {
  const window = { startUtc: axis.startUtc, endUtc: axis.endUtc }
  const box = (span: Interval, kind: GroundBox['kind']): GroundBox[] => {
    const found = boxOf(axis, span)
    return found === null ? [] : [{ ...found, kind }]
  }
  return [
    ...offHoursIn(person.hours, window).flatMap((span) => box(span, 'off')),
    ...person.spans.flatMap((span) => (span.kind === 'free' || span.kind === 'unknown' ? [] : box(span, span.kind))),
    ...subtract([window], person.spans.filter((span) => span.kind !== 'unknown')).flatMap((span) => box(span, 'unknown')),
  ]
}

export function blocksOf(input: TimelineInput, address: string): BlockBox[] {
  const { plan, preview, held } = input
  const leaving = new Set(preview === null ? [] : [...preview.changes.moved.map(({ from }) => from.id), ...preview.changes.removed.map((block) => block.id)])
  const here = plan.blocks.filter((block) => block.people.includes(address)).flatMap((block) => boxed(input, held?.id === block.id ? { ...block, ...held.at } : block, leaving.has(block.id) ? 'leaving' : 'here'))
  const coming = preview === null ? [] : [...preview.changes.moved.map(({ to }) => to), ...preview.changes.added]
  const ghosts = coming.filter((block) => block.people.includes(address)).flatMap((block) => boxed(input, { ...block, people: [...block.people], pinned: false, placed: null }, 'ghost'))
  return [...here, ...ghosts].sort((a, b) => a.block.startUtc - b.block.startUtc)
}

function boxed({ axis, plan, names, troubles, held }: TimelineInput, block: PlanBlockView, state: BlockBox['state']): BlockBox[] {
  const box = boxOf(axis, block)
  if (box === null) return []
  const mine = held?.id === block.id ? held.troubles : state === 'ghost' ? [] : troubles.filter((trouble) => trouble.blockId === block.id)
  const placed = block.placed === null ? 'no' : block.placed.startUtc === block.startUtc && block.placed.endUtc === block.endUtc ? 'yes' : 'elsewhere'
  const title = names.title(block.packageId)
  const label = [title, blockTimes(block, names.zone), block.people.map(names.person).join(', '), placed === 'no' ? 'not in your calendar' : placed === 'yes' ? 'in your calendar' : 'moved, your calendar still has the former time', block.pinned ? 'put there by hand' : '', ...mine.map((trouble) => troubleInWords(trouble, names))]
  return [{ ...box, block, hue: hueOfPackage(plan, block.packageId), title, state, placed, troubles: mine, label: label.filter(Boolean).join('. ') }]
}

export const blockTimes = (block: Interval, zone: Zone): string => `${dayInWords(block.startUtc, { zone })}, ${timesInWords(block.startUtc, block.endUtc, { zone })}`

export interface DayHead extends Box {
  readonly date: string
  /** `Mon 23` */
  readonly label: string
  /** The month, where a new week or month begins. */
  readonly week: boolean
}

export function dayHeads(axis: Axis): DayHead[] {
  const days = axis.parts.filter((part) => part.kind === 'day')
  return days.map((part, i) => {
    const [weekday = '', day = '', month = ''] = dateInWords(part.date).split(' ')
    const gap = i > 0 && Date.parse(part.date) - Date.parse(days[i - 1]?.date ?? part.date) > 86_400_000
    const first = i === 0 || gap || part.date.endsWith('-01')
    return { x: part.x, width: part.width, date: part.date, label: first ? `${weekday} ${day} ${month}` : `${weekday} ${day}`, week: i === 0 || gap }
  })
}

export interface DeadlineMark {
  readonly id: string
  readonly x: number
  readonly hue: Hue
  readonly label: string
}

export function deadlineMarks(axis: Axis, plan: PlanView, names: PlanNames, deadlineOf: (id: string) => number | null): DeadlineMark[] {
  return plan.packages.flatMap((one) => {
    const at = deadlineOf(one.id)
    if (at === null || one.deadline === null || at <= axis.startUtc || at > axis.endUtc + 86_400_000) return []
    return [{ id: one.id, x: xOf(axis, Math.min(at, axis.endUtc)), hue: hueOfPackage(plan, one.id), label: `${names.title(one.id)}: by ${dateInWords(one.deadline)}` }]
  })
}
