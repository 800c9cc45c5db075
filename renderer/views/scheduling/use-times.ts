import { useEffect, useState } from 'react'
import { freeStarts, suggestTimes, type SuggestInput, type Suggestion } from '../../../shared/freebusy/suggest.ts'
import { tradeOffSteps, type TradeOff } from '../../../shared/freebusy/trade-offs.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { openHoursOf } from '../../state/free-search.ts'
import type { MeetingPerson } from '../../state/meeting-people.ts'

export interface TimesQuestion {
  /** Null for a series: its dates are searched instead. */
  readonly search: SuggestInput | null
  /** All that is loaded. */
  readonly wide: SuggestInput
  readonly people: readonly MeetingPerson[]
  readonly knownUntilUtc: Instant
}

export interface Times {
  readonly found: readonly Suggestion[]
  /** What would work if one thing gave way; empty while something is found. */
  readonly offers: readonly TradeOff[]
  /** Starts at which all who must come are free, in all that is loaded. */
  readonly free: Float64Array
  readonly asked: TimesQuestion
}

/**
 * Times that work, searched after the rows are on the screen and in steps of one search, with room for a key or the pointer between them.
 * The last answer stays until the next is whole; null before the first, and while there is nothing to ask.
 */
export function useTimes(asked: TimesQuestion | null): Times | null {
  const [times, setTimes] = useState<Times | null>(null)
  useEffect(() => (asked === null ? undefined : inSteps(timesFor(asked), setTimes)), [asked])
  return asked === null ? null : times
}

/** In steps; what it gives at the end is the answer. */
export function* timesFor(asked: TimesQuestion): Generator<void, Times> {
  const { search, wide, people, knownUntilUtc } = asked
  const found = search === null ? [] : suggestTimes(search)
  yield
  const free = people.length < 2 ? none : freeStarts(wide)
  if (search === null || found.length > 0 || people.length < 2) return { found, offers: [], free, asked }
  yield
  const offers = yield* tradeOffSteps({ search, openHours: openHoursOf(people), knownUntilUtc })
  return { found, offers, free, asked }
}

const none = new Float64Array()

/** One step a task, the first of them after the next frame. Gives back how to stop it. */
function inSteps<T>(steps: Generator<void, T>, done: (value: T) => void): () => void {
  let timer = 0
  const go = (): void => {
    const step = steps.next()
    if (step.done) done(step.value)
    else timer = window.setTimeout(go)
  }
  const frame = requestAnimationFrame(() => {
    timer = window.setTimeout(go)
  })
  return () => {
    cancelAnimationFrame(frame)
    window.clearTimeout(timer)
  }
}
