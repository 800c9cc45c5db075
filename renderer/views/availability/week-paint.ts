import { minuteInWords } from '../../../shared/time/words.ts'
import type { OpenHours } from '../../../shared/contract/availability.ts'

/** Half hours of a week: day 0 is Monday. */
export const slotsOfDay = 48
const minutes = 1440 / slotsOfDay

export interface Cell {
  readonly day: number
  readonly slot: number
}

/** Whether a half hour is open: wholly or in part. */
export const isOpen = (hours: readonly OpenHours[], { day, slot }: Cell): boolean => hours.some((one) => one.days.includes(day + 1) && one.startMin < (slot + 1) * minutes && one.endMin > slot * minutes)

/**
 * The same hours with the block between two cells opened or closed. Days with the same stretch at the same place are one line, and minutes
 * off the half hour stay where nothing was painted.
 */
export function painted(hours: readonly OpenHours[], from: Cell, to: Cell, open: boolean): OpenHours[] {
  const days = range(from.day, to.day)
  const [first, last] = [Math.min(from.slot, to.slot), Math.max(from.slot, to.slot)]
  const block = { startMin: first * minutes, endMin: (last + 1) * minutes }
  const stretches = [1, 2, 3, 4, 5, 6, 7].flatMap((day) => {
    const own = hours.filter((one) => one.days.includes(day)).map(({ startMin, endMin, place }) => ({ startMin, endMin, place }))
    const after = !days.includes(day - 1) ? own : open ? joined([...own, { ...block, place: placeNear(own, block) }]) : own.flatMap((one) => without(one, block))
    return after.map((one) => ({ ...one, day }))
  })
  return grouped(stretches)
}

interface Stretch {
  readonly startMin: number
  readonly endMin: number
  readonly place: string
}

const range = (a: number, b: number): number[] => Array.from({ length: Math.abs(a - b) + 1 }, (_, n) => Math.min(a, b) + n)

/** What touches what was painted gives it its place. */
const placeNear = (own: readonly Stretch[], block: { readonly startMin: number; readonly endMin: number }): string => own.find((one) => one.startMin <= block.endMin && one.endMin >= block.startMin)?.place ?? ''

function joined(list: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = []
  for (const one of list.toSorted((a, b) => a.startMin - b.startMin)) {
    const last = out.at(-1)
    if (last && one.startMin <= last.endMin && one.place === last.place) out[out.length - 1] = { ...last, endMin: Math.max(last.endMin, one.endMin) }
    else if (last && one.startMin < last.endMin) out.push({ ...one, startMin: last.endMin })
    else out.push(one)
  }
  return out.filter(({ startMin, endMin }) => startMin < endMin)
}

const without = (one: Stretch, { startMin, endMin }: { readonly startMin: number; readonly endMin: number }): Stretch[] =>
  one.endMin <= startMin || one.startMin >= endMin ? [one] : [{ ...one, endMin: startMin }, { ...one, startMin: endMin }].filter((part) => part.startMin < part.endMin)

function grouped(list: readonly (Stretch & { readonly day: number })[]): OpenHours[] {
  const lines = new Map<string, OpenHours>()
  for (const { day, startMin, endMin, place } of list) {
    const key = `${startMin} ${endMin} ${place}`
    lines.set(key, { days: [...(lines.get(key)?.days ?? []), day], startMin, endMin, place })
  }
  return [...lines.values()].toSorted((a, b) => (a.days[0] ?? 0) - (b.days[0] ?? 0) || a.startMin - b.startMin)
}

/** `9 hours on Mon, Tue` for readers: one sentence a line. */
const dayWords = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export const hoursInWords = (hours: readonly OpenHours[]): string =>
  hours.length === 0 ? 'No hours' : hours.map(({ days, startMin, endMin, place }) => `${days.map((day) => dayWords[day - 1]).join(', ')} ${minuteInWords(startMin)}–${minuteInWords(endMin)}${place === '' ? '' : `, ${place}`}`).join('; ')
