import { addDays } from '../../../shared/time/days.ts'
import type { QueryOf } from './deps.ts'
import { daysTouched, windowOf } from './month-weeks.ts'

/** For the dots of a small month: whether anything lies on a day, without a word of what. */
export const query: QueryOf<'busy-days'> = ({ read }) => async ({ firstDay, days, zone }) => {
  const daysOf = daysTouched(firstDay, days, zone)
  const busy = new Set<number>()
  for (const span of read.spansIn({ window: windowOf(firstDay, days, zone), zone })) {
    const { first, last } = daysOf(span)
    for (let day = Math.max(0, first); day <= Math.min(days - 1, last); day += 1) busy.add(day)
  }
  return { days: [...busy].sort((a, b) => a - b).map((day) => addDays(firstDay, day)) }
}
