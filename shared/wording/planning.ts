import type { Comparison } from '../planning/compare.ts'
import type { Misfit } from '../planning/explain.ts'
import type { Trouble } from '../planning/troubles.ts'
import type { Zone } from '../model/time.ts'
import { dayInWords, timesInWords } from './times.ts'

/** `6 h`, `1½ h`, `45 min`: work is told in hours, a quarter has its own sign. */
export function workInWords(minutes: number): string {
  if (minutes < 60 && minutes > 0) return `${minutes} min`
  const quarters = Math.round(minutes / 15)
  return `${Math.floor(quarters / 4)}${['', '¼', '½', '¾'][quarters % 4]} h`
}

export const wayInWords = { all: 'All together', one: 'Any one of them', shared: 'Shared between them' } as const

export interface PlanNames {
  /** `Bob Lindqvist`, or an address. */
  readonly person: (address: string) => string
  readonly title: (packageId: string) => string
  readonly zone: Zone
}

export interface MisfitWords {
  readonly why: string
  /** What would make it fit, each by itself. */
  readonly help: readonly string[]
}

/** What is missing, and until when; then what would help. */
export function misfitInWords(misfit: Misfit, names: PlanNames): MisfitWords {
  switch (misfit.kind) {
    case 'nobody':
      return { why: 'Nobody is in it yet', help: ['Add the people who do it'] }
    case 'circle':
      return { why: 'It waits for itself, by way of the packages it comes after', help: ['Take one of them out of “After”'] }
    case 'waits':
      return { why: `It comes after “${names.title(misfit.for)}”, which does not fit`, help: [] }
    case 'no-room': {
      const until = misfit.limit === 'deadline' ? 'before its deadline' : 'before the plan ends'
      const pieces = misfit.piecesMin >= misfit.needMin
      const why = pieces
        ? `${workInWords(misfit.piecesMin)} are known to be free ${until}, but in pieces shorter than its shortest block`
        : `${workInWords(misfit.needMin)} needed, ${misfit.roomMin === 0 ? 'none' : workInWords(misfit.roomMin)} known to be free ${until}`
      const help: string[] = []
      if (misfit.withoutDeadlineUtc !== null) help.push(`Without the deadline it would end ${dayInWords(misfit.withoutDeadlineUtc - 1, names)}`)
      if (misfit.withTentative) help.push('It fits if tentative time is used')
      if (misfit.withUnknownOf.length > 0) help.push(`It fits if the unknown time of ${misfit.withUnknownOf.map(names.person).join(', ')} is free`)
      if (misfit.without !== null) help.push(`It fits without ${names.person(misfit.without)}`)
      if (pieces) help.push('It fits with shorter blocks')
      return { why, help: help.length > 0 ? help : ['Fewer hours, more people or a longer plan would help'] }
    }
  }
}

/** `Bob Lindqvist is busy Tue 24 Nov, 10:00–12:00` */
export function troubleInWords(trouble: Trouble, names: PlanNames): string {
  switch (trouble.kind) {
    case 'order':
      return `Begins before “${names.title(trouble.waitsFor)}” ends`
    case 'deadline':
      return 'Ends after its deadline'
    case 'overlap':
      return `${names.person(trouble.address)} has another block then`
    case 'off-hours':
      return `Outside the working hours of ${names.person(trouble.address)}`
    case 'unknown':
      return `Time of ${names.person(trouble.address)} is not known ${when(trouble, names)}`
    default:
      return `${names.person(trouble.address)} is ${trouble.kind} ${when(trouble, names)}`
  }
}

const when = ({ at }: { readonly at: { readonly startUtc: number; readonly endUtc: number } }, { zone }: PlanNames): string => `${dayInWords(at.startUtc, { zone })}, ${timesInWords(at.startUtc, at.endUtc, { zone })}`

/** `2 blocks move, 1 is new, 5 stay` */
export function comparisonInWords({ moved, added, removed, same }: Comparison): string {
  const parts = [
    [moved.length, moved.length === 1 ? '1 block moves' : `${moved.length} blocks move`],
    [added.length, added.length === 1 ? '1 is new' : `${added.length} are new`],
    [removed.length, removed.length === 1 ? '1 goes' : `${removed.length} go`],
    [same, same === 1 ? '1 stays' : `${same} stay`],
  ] as const
  return parts.filter(([count]) => count > 0).map(([, words]) => words).join(', ') || 'Nothing changes'
}

/** The sentence of the undo bar. */
export function placedInWords({ placed, moved, removed, name }: { readonly placed: number; readonly moved: number; readonly removed: number; readonly name: string }): string {
  const parts = [placed > 0 ? `Place ${blocks(placed)}` : '', moved > 0 ? `move ${blocks(moved)}` : '', removed > 0 ? `take out ${blocks(removed)}` : ''].filter((part) => part !== '')
  const text = parts.length === 0 ? 'Nothing to place' : parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${name.trim() === '' ? '' : ` of “${name.trim()}”`}`
}

const blocks = (count: number): string => (count === 1 ? '1 block' : `${count} blocks`)
