import * as z from 'zod'
import { accountId, instant } from './basics.ts'

/** What went wrong, without what the server said: that may name people. */
const fault = z.object({ kind: z.string(), cause: z.string().nullable(), status: z.number().int().nullable() })

/**
 * What a person can give to somebody who helps: nothing in it names a person, an event, a calendar, a server or a secret.
 * Accounts and calendars are numbers; `accountId` is for the page alone, which says next to the number whose it is.
 */
export const diagnostics = z.object({
  atUtc: instant,
  version: z.string(),
  host: z.enum(['desktop', 'loopback']),
  system: z.string(),
  runtime: z.string(),
  online: z.boolean(),
  accounts: z.array(
    z.object({
      accountId,
      label: z.string(),
      /** Server product where it names itself. */
      product: z.string(),
      practice: z.boolean(),
      status: z.enum(['live', 'syncing', 'offline', 'sign-in', 'problem', 'paused']),
      lastSuccessUtc: instant.nullable(),
      nextTryUtc: instant.nullable(),
      problem: fault.nullable(),
      /** The server card: what it can do; null: not found out yet. */
      abilities: z.array(z.object({ title: z.string(), works: z.boolean().nullable() })),
      /** What Parley does differently for this server. */
      quirks: z.array(z.string()),
      calendars: z.array(z.object({ label: z.string(), events: z.number().int(), unreadable: z.number().int(), way: z.enum(['token', 'tags']), state: z.enum(['there', 'new', 'gone']), problem: fault.nullable() })),
    }),
  ),
  queue: z.array(z.object({ account: z.string(), kind: z.string(), state: z.string(), attempts: z.number().int(), ageMs: z.number().int(), problem: fault.nullable() })),
  /** What Parley itself stumbled over since it was started, newest first; `event` is a fixed word of the log. */
  faults: z.array(z.object({ event: z.string(), times: z.number().int(), lastUtc: instant })),
  timings: z.array(z.object({ method: z.string(), count: z.number().int(), medianMs: z.number().int(), slowestMs: z.number().int() })),
  /** Newest first. */
  requests: z.array(z.object({ account: z.string(), atUtc: instant, method: z.string(), path: z.string(), status: z.number().int().nullable(), bytes: z.number().int(), ms: z.number().int().nullable(), fault: z.string().nullable() })),
})
export type Diagnostics = z.infer<typeof diagnostics>
