import type { BusyRow } from '../../../shared/contract/freebusy.ts'
import type { PlanBlockView, PlanPackageView, PlanView } from '../../../shared/contract/plans.ts'
import { hues, type Hue } from '../../../shared/model/hues.ts'
import type { Instant, Interval, PlainDate, Zone } from '../../../shared/model/time.ts'
import { capacityByWeek, type WeekCapacity } from '../../../shared/planning/capacity.ts'
import type { Misfit } from '../../../shared/planning/explain.ts'
import { minuteMs, type PlanBlock, type PlanPerson } from '../../../shared/planning/plan.ts'
import type { Replan } from '../../../shared/planning/replan.ts'
import type { Trouble } from '../../../shared/planning/troubles.ts'
import { addDays, isoWeek, startOfDay, weekDays, weekdayOf, type Weekday } from '../../../shared/time/days.ts'
import { dateInWords } from '../../../shared/wording/times.ts'
import type { PlanNames } from '../../../shared/wording/planning.ts'

/** Neighbours in the list must not look alike; the order of the picker would put three blues together. */
const packageHues: readonly Hue[] = ['blue', 'coral', 'green', 'violet', 'amber', 'sky', 'magenta', 'olive', 'indigo', 'rose', 'jade', 'slate']
export const hueOfPackage = (plan: Pick<PlanView, 'packages'>, id: string): Hue => packageHues[Math.max(0, plan.packages.findIndex((one) => one.id === id)) % hues.length] ?? 'slate'

export interface Week extends Interval {
  /** `week 48`, and its days: `23–29 Nov`. */
  readonly label: string
  readonly days: string
}

/** The whole weeks the plan covers, from the week of its first day on. */
export function weeksOf({ startDate, weeks }: Pick<PlanView, 'startDate' | 'weeks'>, zone: Zone, weekStart: Weekday): Week[] {
  const first = weekDays(startDate, weekStart)[0] ?? startDate
  return Array.from({ length: weeks }, (_, i) => {
    const from = addDays(first, 7 * i)
    const to = addDays(from, 6)
    const [fromDay = '', fromMonth = ''] = dateInWords(from).split(' ').slice(1)
    const [toDay = '', toMonth = ''] = dateInWords(to).split(' ').slice(1)
    return { startUtc: startOfDay(from, zone), endUtc: startOfDay(addDays(from, 7), zone), label: `week ${isoWeek(addDays(from, weekStart === 1 ? 0 : 3))}`, days: fromMonth === toMonth ? `${fromDay}–${toDay} ${toMonth}` : `${fromDay} ${fromMonth}–${toDay} ${toMonth}` }
  })
}

/** A plan made on a Sunday begins on Monday. */
export function firstWorkingDay(today: PlainDate, workingDays: readonly number[]): PlainDate {
  return Array.from({ length: 7 }, (_, i) => addDays(today, i)).find((date) => workingDays.includes(weekdayOf(date))) ?? today
}

/** The plan with the blocks of a new schedule: links to events stay with their blocks, those of blocks that go become leftovers. */
export function withSchedule(plan: PlanView, made: Pick<Replan, 'blocks'>, nowUtc: Instant): PlanView {
  const was = new Map(plan.blocks.map((block) => [block.id, block]))
  const blocks = made.blocks.map((block) => asView(block, was.get(block.id)))
  const kept = new Set(blocks.map((block) => block.id))
  const leftovers = plan.blocks.flatMap((block) => (kept.has(block.id) || block.placed === null ? [] : [block.placed.objectId]))
  return { ...plan, blocks, leftovers: [...plan.leftovers, ...leftovers], plannedAtUtc: nowUtc }
}

function asView(block: PlanBlock, was: PlanBlockView | undefined): PlanBlockView {
  const still = was !== undefined && was.startUtc === block.startUtc && was.endUtc === block.endUtc
  return { id: block.id, packageId: block.packageId, people: [...block.people], startUtc: block.startUtc, endUtc: block.endUtc, pinned: still && was.pinned, placed: was?.placed ?? null }
}

/** A block put somewhere by hand. */
export const withBlockAt = (plan: PlanView, id: string, at: Interval): PlanView => ({
  ...plan,
  blocks: plan.blocks.map((block) => (block.id === id ? { ...block, startUtc: at.startUtc, endUtc: at.endUtc, pinned: true } : block)),
})

export function withoutBlock(plan: PlanView, id: string): PlanView {
  const placed = plan.blocks.find((block) => block.id === id)?.placed
  return { ...plan, blocks: plan.blocks.filter((block) => block.id !== id), leftovers: placed ? [...plan.leftovers, placed.objectId] : plan.leftovers }
}

/** Adds or changes a package; people it brings join the plan, people whom no package has leave it, but me. */
export function withPackage(plan: PlanView, one: PlanPackageView, people: readonly { readonly address: string; readonly name: string; readonly kind?: PlanView['people'][number]['kind'] }[], isMe: (address: string) => boolean): PlanView {
  const there = plan.packages.some((other) => other.id === one.id)
  const packages = there ? plan.packages.map((other) => (other.id === one.id ? one : other)) : [...plan.packages, one]
  const known = [...plan.people, ...people.filter((person) => !plan.people.some((other) => same(other.address, person.address))).map((person) => ({ address: person.address, name: person.name, kind: person.kind ?? ('individual' as const), assumeFree: false }))]
  return { ...plan, packages, people: inUse(known, packages, isMe) }
}

export function withoutPackage(plan: PlanView, id: string, isMe: (address: string) => boolean): PlanView {
  const packages = plan.packages.filter((one) => one.id !== id).map((one) => ({ ...one, after: one.after.filter((other) => other !== id) }))
  const gone = plan.blocks.filter((block) => block.packageId === id)
  return { ...plan, packages, people: inUse(plan.people, packages, isMe), blocks: plan.blocks.filter((block) => block.packageId !== id), leftovers: [...plan.leftovers, ...gone.flatMap((block) => block.placed?.objectId ?? [])] }
}

const inUse = (people: PlanView['people'], packages: PlanView['packages'], isMe: (address: string) => boolean): PlanView['people'] =>
  people.filter((person) => isMe(person.address) || packages.some((one) => one.people.some((who) => same(who, person.address))))

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** Names as they were given, else as the store knows them by now, else addresses. */
export const namesIn = (plan: Pick<PlanView, 'people' | 'packages'>, zone: Zone, rows: readonly Pick<BusyRow, 'address' | 'name'>[] = []): PlanNames => ({
  person: (address) => plan.people.find((one) => same(one.address, address))?.name || rows.find((row) => same(row.address, address))?.name || address,
  title: (id) => plan.packages.find((one) => one.id === id)?.title.trim() || 'Untitled',
  zone,
})

/** Where a package stands; words are made of it in the list. */
export interface PackageState {
  readonly plannedMin: number
  readonly blocks: number
  readonly startUtc: Instant | null
  readonly endUtc: Instant | null
  readonly misfit: Misfit | null
  readonly troubles: number
}

export function packageStates(plan: PlanView, misfits: readonly Misfit[], troubles: readonly Trouble[]): Map<string, PackageState> {
  const troubled = new Set(troubles.map((trouble) => trouble.blockId))
  return new Map(
    plan.packages.map((one) => {
      const blocks = plan.blocks.filter((block) => block.packageId === one.id)
      const plannedMin = blocks.reduce((sum, block) => sum + (block.endUtc - block.startUtc) / minuteMs, 0)
      return [
        one.id,
        {
          plannedMin,
          blocks: blocks.length,
          startUtc: blocks.length === 0 ? null : Math.min(...blocks.map((block) => block.startUtc)),
          endUtc: blocks.length === 0 ? null : Math.max(...blocks.map((block) => block.endUtc)),
          misfit: plannedMin >= one.minutes ? null : (misfits.find((misfit) => misfit.packageId === one.id) ?? null),
          troubles: blocks.filter((block) => troubled.has(block.id)).length,
        },
      ]
    }),
  )
}

/** What "Place in my calendar" would do, so that its button can say it. */
export function placeable(plan: PlanView, isMe: (address: string) => boolean): { readonly fresh: number; readonly moved: number; readonly withPeople: number; readonly leftovers: number } {
  const mine = plan.blocks.filter((block) => block.people.some(isMe))
  const away = mine.filter((block) => block.placed !== null && (block.placed.startUtc !== block.startUtc || block.placed.endUtc !== block.endUtc))
  return { fresh: mine.filter((block) => block.placed === null).length, moved: away.filter((block) => block.placed?.invited === 0).length, withPeople: away.filter((block) => block.placed?.invited !== 0).length, leftovers: plan.leftovers.length }
}

export interface CapacityRow {
  readonly address: string
  readonly weeks: readonly WeekCapacity[]
}

export const capacityRows = (people: readonly PlanPerson[], weeks: readonly Interval[], fromUtc: Instant, blocks: readonly PlanBlock[]): CapacityRow[] =>
  people.map((person) => ({ address: person.address, weeks: capacityByWeek(person, weeks, fromUtc, blocks) }))

/** `12`, `1.5`, `1,5`, `1½`, `1:30` and `90 min` are hours of work; null for anything else. To the quarter of an hour. */
export function hoursToMinutes(text: string): number | null {
  const plain = text.trim().toLowerCase().replace(',', '.').replace('¼', '.25').replace('½', '.5').replace('¾', '.75')
  const clock = /^(\d+):(\d\d)$/.exec(plain)
  const minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : /^\d+(\.\d+)?\s*min$/.test(plain) ? Number.parseFloat(plain) : /^(\d+(\.\d*)?|\.\d+)\s*h?$/.test(plain) ? Number.parseFloat(plain) * 60 : Number.NaN
  const rounded = Math.round(minutes / 15) * 15
  return Number.isFinite(minutes) && rounded > 0 && rounded <= 120_000 ? rounded : null
}
