import * as z from 'zod'
import { appError } from './app-error.ts'
import { collectionId, hue, instant, plainDate } from './basics.ts'
import { calendarView } from './calendars.ts'

/** Where a subscribed calendar is read. The password is handed over beside it and kept sealed. */
export const feedPlace = z.object({
  /** http, https or webcal, which means https (ICS-21). */
  url: z.string().trim().min(1).max(2_000),
  /** Empty: nobody signs in. */
  user: z.string().max(320),
  /** The person said yes to an address that is not encrypted. */
  allowPlain: z.boolean(),
})
export type FeedPlace = z.infer<typeof feedPlace>

/** What stands at the address now: shown before it is added. */
export const feedPreview = z.object({
  name: z.string(),
  hue: hue.nullable(),
  events: z.number().int(),
  /** Events that cannot be read. */
  unreadable: z.number().int(),
  /** Tasks and the like, which are not shown. */
  others: z.number().int(),
  /** How often its publisher wants it asked for; null: not said. */
  wantedMin: z.number().int().nullable(),
  /** The next few, within a year. All-day ones have their days. */
  next: z.array(z.object({ title: z.string(), startUtc: instant, endUtc: instant, startDate: plainDate.nullable() })),
  /** Name of the calendar here that reads the same address. */
  already: z.string().nullable(),
})
export type FeedPreview = z.infer<typeof feedPreview>

export const subscription = z.object({
  calendar: calendarView,
  place: feedPlace,
  hasSecret: z.boolean(),
  intervalMin: z.number().int(),
  /** What comes of my interval and the publisher's wish. */
  everyMin: z.number().int(),
  state: z.enum(['first', 'fetching', 'fresh', 'trouble', 'stopped', 'paused']),
  lastSuccessUtc: instant.nullable(),
  nextTryUtc: instant.nullable(),
  problem: appError.nullable(),
})
export type Subscription = z.infer<typeof subscription>

export const subscriptionInput = z.object({
  /** Null: a new one. */
  id: collectionId.nullable(),
  place: feedPlace,
  /** Null: the one that is kept for this server, or none. */
  secret: z.string().max(1_000).nullable(),
  name: z.string().trim().min(1).max(200),
  hue,
  intervalMin: z.number().int().min(15).max(10_080),
  countsAsBusy: z.boolean(),
})
