import * as z from 'zod'
import { collectionId, instant, interval } from './basics.ts'
import { appError } from './app-error.ts'
import { busyKinds } from '../model/busy.ts'

/** One published link: where my free/busy goes, and how much it says. The secret (password or token) is handed over beside it and kept sealed. */
export const publishing = z.object({
  name: z.string().trim().min(1).max(80),
  /** Where it is written; may hold `{user}`, `{domain}`, `{userid}` and `{token}` (FBP-1). */
  url: z.string().trim().min(1).max(2_000),
  method: z.enum(['PUT', 'POST']),
  /** Where others read it; empty: where it is written. */
  readUrl: z.string().trim().max(2_000),
  auth: z.enum(['none', 'basic', 'token']),
  user: z.string().max(320),
  /** Whose time it is: one of my addresses. */
  address: z.string().min(3).max(320),
  /** Null: every calendar that counts as busy, also those that come later. */
  collectionIds: z.array(collectionId).max(500).nullable(),
  backDays: z.number().int().min(0).max(92),
  aheadDays: z.number().int().min(1).max(366),
  roundMin: z.union([z.literal(0), z.literal(15), z.literal(30), z.literal(60)]),
  tentative: z.enum(['tentative', 'busy', 'leave-out']),
  away: z.enum(['unavailable', 'busy']),
  offHours: z.boolean(),
  /** The person said yes to an address that is not encrypted (FBP-5). */
  allowPlain: z.boolean(),
  /** The person said yes to publishing without the events that cannot be read. */
  pastUnreadable: z.boolean(),
})
export type Publishing = z.infer<typeof publishing>

const busySpan = z.object({ startUtc: instant, endUtc: instant, kind: z.enum(busyKinds) })

/** What would be, or is, published: exactly this and nothing else leaves. */
export const publishedContent = z.object({
  window: interval,
  spans: z.array(busySpan),
  text: z.string(),
  /** A sentence when nothing can be said yet: a calendar was never fetched. Then nothing is published. */
  withheld: z.string().nullable(),
})

export const publishedLink = z.object({
  id: z.string(),
  settings: publishing,
  hasSecret: z.boolean(),
  state: z.enum(['paused', 'waiting', 'published', 'trouble', 'stopped']),
  /** The account that was paused, and this link with it. */
  restsWith: z.string().nullable(),
  lastSuccessUtc: instant.nullable(),
  lastTriedUtc: instant.nullable(),
  nextTryUtc: instant.nullable(),
  problem: appError.nullable(),
})
export type PublishedLink = z.infer<typeof publishedLink>

/** What stands at an address when it is asked now. */
export const seenByOthers = z.object({
  /** `own`: my calendars here · `server`: what my server answers about me · `link`: a published link. */
  kind: z.enum(['own', 'server', 'link']),
  id: z.string(),
  label: z.string(),
  spans: z.array(busySpan),
  coverage: interval.nullable(),
  /** A sentence when it could not be had. */
  problem: z.string().nullable(),
  /** What else it says, in a sentence; empty: nothing to add. */
  note: z.string(),
  /** Where it says something other than my calendars here do. */
  differs: z.array(z.object({ startUtc: instant, endUtc: instant, here: z.enum(busyKinds), there: z.enum(busyKinds) })),
})
export type SeenByOthers = z.infer<typeof seenByOthers>
