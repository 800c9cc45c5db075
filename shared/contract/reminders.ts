import * as z from 'zod'
import { hue, instant, objectId, plainDate, recurrenceId } from './basics.ts'

/** An instance that wants to be remembered: its alarm has come and nobody has put it away. */
export const reminder = z.object({
  objectId,
  recurrenceId,
  title: z.string(),
  location: z.string(),
  hue: hue.nullable(),
  startUtc: instant,
  endUtc: instant,
  /** Of an all-day one; its instants are those of the days on the clocks of the person. */
  startDate: plainDate.nullable(),
  endDate: plainDate.nullable(),
  /** When the last of its alarms that came was due. */
  atUtc: instant,
  /** It rang well after its time: Parley was off, the computer slept, or the event came late. */
  late: z.boolean(),
})
export type Reminder = z.infer<typeof reminder>

export const reminderRefs = z.array(z.object({ objectId, recurrenceId })).min(1).max(500)
