import { spanOf, timesOf, type EventSpan } from '../ical/fields.ts'
import { attendeesOf } from '../ical/people.ts'
import { copyOf, masterOf, overridesOf, type Component } from '../ical/tree.ts'
import type { Zone } from '../model/time.ts'
import { instanceOf, type Slots } from '../recurrence/edit-series.ts'
import { differenceOf, keyOf } from './difference.ts'
import { wordsOf } from './details.ts'
import { isOneOf } from './roles.ts'
import type { Address } from '../model/ids.ts'

/** What one date of a series has of its own. */
export type OwnThing = 'left-out' | 'called-off' | 'time' | 'place' | 'title' | 'text' | 'people'

export interface ExceptionFate {
  /** Where the date lay by the rule. */
  readonly slot: EventSpan
  readonly own: readonly OwnThing[]
  /** Where it takes place, when that is another time than the rule's. */
  readonly movedTo: EventSpan | null
  readonly kept: boolean
  /** Names of people who answered for this date in another way than for the series; what becomes of that answer. */
  readonly answersStay: readonly string[]
  readonly answersVoid: readonly string[]
}

/**
 * What becomes of the dates of a series that differ from it, when the series changes from `before` to `after` (one object, or two where it
 * was split). `slots`: where they went, of `applyDraft`; dates that are not in it are not touched and not told. In the order of the dates.
 * ITP-44: an exception without a slot is lost. Floating and all-day times are read in `zone`.
 */
export function exceptionFates(before: Component, after: readonly Component[], slots: Slots, { zone, mine }: { readonly zone: Zone; readonly mine: ReadonlySet<Address> }): ExceptionFate[] {
  const master = masterOf(before)
  if (master === null) return []
  const bare = copyOf(before)
  for (const event of overridesOf(bare)) bare.removeSubcomponent(event)
  const overrides = new Map(overridesOf(before).map((event) => [keyOf(event), event]))
  const leftOut = timesOf(master, 'exdate').length > 0
  return [...slots]
    .flatMap(([name, now]): ExceptionFate[] => {
      const usual = instanceOf(bare, name)
      const slot = usual === null ? null : spanOf(usual, zone)
      const override = overrides.get(name)
      if (usual === null || slot === null) return []
      if (override === undefined) return leftOut ? [{ slot, own: ['left-out'], movedTo: null, kept: now !== null, answersStay: [], answersVoid: [] }] : []
      const own = ownOf(usual, override)
      const there = now === null ? undefined : after.flatMap(overridesOf).find((event) => keyOf(event) === now)
      const answers = answersOf({ usual, override, now: there ?? null, mine })
      if (own.length === 0 && answers.answersStay.length + answers.answersVoid.length === 0) return []
      return [{ slot, own, movedTo: own.includes('time') ? spanOf(override, zone) : null, kept: there !== undefined, ...answers }]
    })
    .sort((a, b) => a.slot.startUtc - b.slot.startUtc)
}

function ownOf(usual: Component, override: Component): OwnThing[] {
  const d = differenceOf(usual, override)
  const isOff = d.status && wordsOf(override).status.startsWith('CANCELLED')
  return [
    ...(isOff ? ['called-off' as const] : []),
    ...(d.time ? ['time' as const] : []),
    ...(d.place ? ['place' as const] : []),
    ...(d.title ? ['title' as const] : []),
    ...(d.text ? ['text' as const] : []),
    ...(d.added.length + d.removed.length > 0 ? ['people' as const] : []),
  ]
}

/** An answer of its own is one that differs from what the person said to the series. */
function answersOf({ usual, override, now, mine }: { readonly usual: Component; readonly override: Component; readonly now: Component | null; readonly mine: ReadonlySet<Address> }): Pick<ExceptionFate, 'answersStay' | 'answersVoid'> {
  const toSeries = new Map(attendeesOf(usual).map((person) => [person.address, person.partstat]))
  const toDate = new Map((now === null ? [] : attendeesOf(now)).map((person) => [person.address, person.partstat]))
  const own = attendeesOf(override).filter((person) => !isOneOf(person, mine) && person.partstat !== 'needs-action' && (toSeries.get(person.address) ?? 'needs-action') !== person.partstat)
  const names = (stay: boolean): string[] => own.filter((person) => (toDate.get(person.address) === person.partstat) === stay).map((person) => person.name || (person.email ?? person.address))
  return { answersStay: names(true), answersVoid: names(false) }
}
