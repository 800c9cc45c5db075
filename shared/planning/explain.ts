import type { Instant } from '../model/time.ts'
import type { PlanPerson } from './plan.ts'
import type { ScheduleInput } from './schedule.ts'
import { endOf, place, room, type Turn } from './turn.ts'
import { usableTime } from './usable.ts'

/** Why a package does not fit, with what would help; words are made of it in `wording/planning.ts`. */
export type Misfit = { readonly packageId: string } & ({ readonly kind: 'circle' } | { readonly kind: 'nobody' } | { readonly kind: 'waits'; readonly for: string } | NoRoom)

export interface NoRoom {
  readonly kind: 'no-room'
  readonly needMin: number
  /** What fits until then in blocks of its lengths. */
  readonly roomMin: number
  /** What fits in blocks as short as one likes: when that is enough, the shortest block is too long. */
  readonly piecesMin: number
  readonly limit: 'deadline' | 'end'
  /** When it would end if the deadline did not hold; null: not inside the plan. */
  readonly withoutDeadlineUtc: Instant | null
  /** It fits when tentative time is used. */
  readonly withTentative: boolean
  /** It fits when the unknown time of these people turns out to be free. */
  readonly withUnknownOf: readonly string[]
  /** It fits when this one of several is left out. */
  readonly without: string | null
}

/** In: the turn of a package that did not fit. Each help is tried alone, beside all that is already placed. */
export function explainMisfit(turn: Turn, { people, rules, window }: Pick<ScheduleInput, 'people' | 'rules' | 'window'>): Misfit {
  const { one } = turn
  const person = (address: string): PlanPerson | undefined => people.find((other) => other.address === address)
  const fits = (change: Partial<Turn>): boolean => place({ ...turn, ...change }) !== null
  const wider = (address: string, unknown: boolean): ReturnType<Turn['usable']> => {
    const found = person(address)
    return found === undefined ? [] : usableTime({ ...found, assumeFree: found.assumeFree || unknown }, { ...rules, useTentative: rules.useTentative || !unknown }, window)
  }
  const unsure = one.people.filter((address) => wider(address, true).length > 0 && JSON.stringify(wider(address, true)) !== JSON.stringify(turn.usable(address)))
  const later = one.deadlineUtc === null ? null : place({ ...turn, untilUtc: window.endUtc })
  return {
    kind: 'no-room',
    packageId: one.id,
    needMin: turn.minutes,
    roomMin: room(turn, one.minBlockMin),
    piecesMin: room(turn, turn.stepMin),
    limit: one.deadlineUtc !== null && one.deadlineUtc < window.endUtc ? 'deadline' : 'end',
    withoutDeadlineUtc: later === null ? null : endOf(later),
    withTentative: !rules.useTentative && fits({ usable: (address) => wider(address, false) }),
    withUnknownOf: unsure.length > 0 && fits({ usable: (address) => wider(address, true) }) ? unsure : [],
    without: one.way === 'all' && one.people.length > 1 ? (one.people.find((left) => fits({ one: { ...one, people: one.people.filter((address) => address !== left) } })) ?? null) : null,
  }
}
