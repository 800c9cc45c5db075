import type { Interval, Zone } from '../../shared/model/time.ts'
import type { SuggestInput, SuggestRow } from '../../shared/freebusy/suggest.ts'
import type { MeetingPerson } from './meeting-people.ts'

/** What "a time that works" means for this search. */
export interface Wish {
  readonly who: 'required' | 'everyone' | 'required-one-room'
  readonly hours: 'theirs' | 'mine' | 'any'
  readonly unknownAs: 'ask' | 'free' | 'busy'
  readonly ignoreTentative: boolean
}

export const usualWish: Wish = { who: 'required-one-room', hours: 'theirs', unknownAs: 'ask', ignoreTentative: false }

export interface SearchInput {
  readonly people: readonly MeetingPerson[]
  readonly wish: Wish
  readonly durationMin: number
  readonly window: Interval
  readonly zone: Zone
  readonly mine: { readonly days: readonly number[]; readonly startMin: number; readonly endMin: number }
  /** Addresses treated as free for this search only. */
  readonly assumedFree: ReadonlySet<string>
  readonly limit: number
}

/** The question for `suggestTimes`, from the choices a person sees. */
export function searchFor(input: SearchInput): SuggestInput {
  const { wish } = input
  const rows: SuggestRow[] = input.people
    .filter((person) => !(person.isRoom && wish.who === 'required'))
    .map((person) => ({
      address: person.address,
      state: person.answered.state,
      spans: input.assumedFree.has(person.address) ? [{ ...input.window, kind: 'free' as const }] : person.answered.spans,
      workingHours: wish.hours === 'theirs' ? person.hours : null,
      presence: person.isRoom ? 'room' : person.group === 'required' ? 'required' : 'optional',
    }))
  return {
    rows,
    durationMin: input.durationMin,
    window: input.window,
    zone: input.zone,
    workingHours: wish.hours === 'any' ? null : { ...input.mine, zone: input.zone },
    stepMin: 15,
    limit: input.limit,
    who: wish.who === 'everyone' ? 'everyone' : 'required',
    rooms: 'one',
    ignoreTentative: wish.ignoreTentative,
    unknownAs: wish.unknownAs,
  }
}
