import * as z from 'zod'
import { objectId, plainDate, recurrenceId, zone } from './basics.ts'
import { occurrence } from './events.ts'

/** A month holds thousands and shows a hundred: what fits is worked out where the events are. */
export const monthWeeksInput = z.object({
  firstDay: plainDate,
  weeks: z.number().int().min(1).max(6),
  zone,
  /** Events that fit one below the other in a day; the last place says how many more there are. */
  rows: z.number().int().min(1).max(200),
  /** Without what was declined or called off; `kept` is there in any case. */
  withoutDeclined: z.boolean(),
  kept: z.object({ objectId, recurrenceId }).nullable(),
})

/** `first` and `last` count the days of the week from 0, both inclusive; `lane` its rows from 0. */
const monthBar = z.object({ occurrence, first: z.number().int(), last: z.number().int(), lane: z.number().int(), came: z.boolean(), goesOn: z.boolean() })

const monthWeek = z.object({
  days: z.array(plainDate),
  bars: z.array(monthBar),
  /** Per day, how many find no place. */
  hidden: z.array(z.number().int()),
})
/** `rows` as they were asked for: what is shown goes with them. */
export const monthWeeks = z.object({ rows: z.number().int(), weeks: z.array(monthWeek) })
export type MonthBar = z.infer<typeof monthBar>
export type MonthWeek = z.infer<typeof monthWeek>

/** The days on which anything lies. */
export const busyDaysInput = z.object({ firstDay: plainDate, days: z.number().int().min(1).max(62), zone })
