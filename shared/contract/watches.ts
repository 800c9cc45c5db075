import * as z from 'zod'
import { instant, interval, objectId, plainDate, recurrenceId } from './basics.ts'

/** Something happened to a meeting I planned: somebody cannot come any more, a room is lost, or a better time opened. */
export const watchNews = z.object({
  objectId,
  recurrenceId,
  title: z.string(),
  startUtc: instant,
  endUtc: instant,
  kind: z.enum(['busy', 'room', 'better']),
  who: z.array(z.object({ address: z.string(), name: z.string() })),
  better: interval.nullable(),
  foundUtc: instant,
})
export type WatchNewsView = z.infer<typeof watchNews>

export const meetingWatch = z.object({
  on: z.boolean(),
  /** When people were asked last; null: not yet. */
  askedAtUtc: instant.nullable(),
  news: watchNews.nullable(),
})
export type MeetingWatch = z.infer<typeof meetingWatch>

/** Something happened to a plan of mine: people cannot keep their blocks any more, or it could end earlier. */
export const planNews = z.object({
  planId: z.string(),
  name: z.string(),
  kind: z.enum(['taken', 'earlier']),
  /** For `taken`: blocks that are still where they were, the next of them, and who cannot come. */
  blocks: z.number().int(),
  nextUtc: instant.nullable(),
  who: z.array(z.object({ address: z.string(), name: z.string() })),
  /** For `earlier`. */
  endsOn: plainDate.nullable(),
  couldEndOn: plainDate.nullable(),
  foundUtc: instant,
})
export type PlanNewsView = z.infer<typeof planNews>
