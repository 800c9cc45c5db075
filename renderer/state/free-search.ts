import type { BusySpan } from '../../shared/model/busy.ts'
import type { Instant, Interval, Zone } from '../../shared/model/time.ts'
import { subtract } from '../../shared/time/intervals.ts'
import type { SuggestInput, SuggestRow } from '../../shared/freebusy/suggest.ts'
import type { MeetingPerson } from './meeting-people.ts'

/** What "a time that works" means for this search. */
export interface Wish {
  readonly who: 'required' | 'everyone' | 'required-one-room' | 'at-least'
  /** Of all people, me among them; for `at-least`. */
  readonly atLeast: number
  readonly hours: 'theirs' | 'mine' | 'any'
  readonly unknownAs: 'ask' | 'free' | 'busy'
  readonly ignoreTentative: boolean
  /** Minutes that people must be free before and after as well. */
  readonly bufferMin: number
  /** How far ahead is looked. */
  readonly days: number
}

export const usualWish: Wish = { who: 'required-one-room', hours: 'theirs', unknownAs: 'ask', ignoreTentative: false, atLeast: 2, bufferMin: 0, days: 14 }

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
      spans: input.assumedFree.has(person.address) ? unknownAsFree(person.answered.spans, input.window) : person.answered.spans,
      workingHours: wish.hours === 'theirs' ? person.hours : null,
      presence: person.isRoom ? 'room' : person.group === 'required' ? 'required' : 'optional',
      always: person.isOrganizer && person.isMe,
    }))
  return {
    rows,
    durationMin: input.durationMin,
    window: input.window,
    zone: input.zone,
    workingHours: wish.hours === 'any' ? null : { ...input.mine, zone: input.zone },
    stepMin: 15,
    limit: input.limit,
    who: wish.who === 'everyone' ? 'everyone' : wish.who === 'at-least' ? { atLeast: wish.atLeast } : 'required',
    rooms: 'one',
    ignoreTentative: wish.ignoreTentative,
    unknownAs: wish.unknownAs,
    bufferBeforeMin: wish.bufferMin,
    bufferAfterMin: wish.bufferMin,
  }
}

/** What is known stays as it is; the rest of the window counts as free. `spans` are sorted and disjoint. */
function unknownAsFree(spans: readonly BusySpan[], window: Interval): BusySpan[] {
  const known = spans.filter((span) => span.kind !== 'unknown')
  return [...known, ...subtract([window], known).map((gap) => ({ ...gap, kind: 'free' as const }))].sort((a, b) => a.startUtc - b.startUtc)
}

/** Whose server calls the hours outside of their work unavailable: what is open of them if those count. */
export const openHoursOf = (people: readonly MeetingPerson[]): ReadonlyMap<string, readonly BusySpan[]> =>
  new Map(people.filter((person) => person.row.spans !== person.answered.spans).map((person) => [person.address, person.row.spans]))

/** What is asked of the servers: the days on the grid, those of the search, and every date of a series, so that none is judged unasked. */
export function askedWindow(shown: Interval, searchUntilUtc: Instant, dates: readonly Interval[]): Interval {
  return { startUtc: shown.startUtc, endUtc: Math.max(shown.endUtc, searchUntilUtc, ...dates.map((date) => date.endUtc)) }
}
