import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import { columnOf, timedOn, type CalendarFacts, type DayModel } from './day-model.ts'

/** Columns of days as they were last laid out: one whose events and facts are the same is the same object, and is not drawn anew. */
export interface DayModels {
  of(date: PlainDate, occurrences: readonly Occurrence[], facts: CalendarFacts): DayModel
  /** As it was last laid out; null: never, or long ago. */
  known(date: PlainDate): DayModel | null
}

interface Known {
  readonly mine: readonly Occurrence[]
  readonly facts: CalendarFacts
  readonly pastCount: number
  readonly model: DayModel
}

/** The weeks on both sides, and those somebody came through. */
const keptDays = 60

export function createDayModels(): DayModels {
  const known = new Map<PlainDate, Known>()
  return {
    of(date, occurrences, facts) {
      const mine = timedOn(date, occurrences, facts.zone)
      // With the same events, as many of them over means the same ones: each minute changes one day at most.
      const pastCount = mine.reduce((sum, one) => sum + (one.endUtc <= facts.nowUtc ? 1 : 0), 0)
      const before = known.get(date)
      known.delete(date)
      const next = before !== undefined && before.pastCount === pastCount && sameFacts(before.facts, facts) && sameList(before.mine, mine) ? before : { mine, facts, pastCount, model: columnOf(date, mine, facts) }
      known.set(date, next)
      for (const [oldest] of known) {
        if (known.size <= keptDays) break
        known.delete(oldest)
      }
      return next.model
    },
    known: (date) => known.get(date)?.model ?? null,
  }
}

const sameFacts = (a: CalendarFacts, b: CalendarFacts): boolean => a.zone === b.zone && a.hourPx === b.hourPx && a.columns === b.columns && a.hues === b.hues && a.names === b.names

const sameList = (a: readonly Occurrence[], b: readonly Occurrence[]): boolean => a.length === b.length && a.every((one, place) => one === b[place])
