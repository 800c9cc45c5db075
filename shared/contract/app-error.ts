import * as z from 'zod'

/**
 * The one shape of everything that can go wrong and crosses to the page.
 * `effect` says what became of the person's work, `retry` what to do; `shared/wording/errors.ts` makes the sentence.
 */
export const appError = z.object({
  kind: z.enum(['offline', 'sign-in', 'forbidden', 'gone', 'conflict', 'refused', 'bad-data', 'cancelled', 'bug']),
  effect: z.enum(['nothing-changed', 'saved-here', 'partly-sent']),
  retry: z.enum(['later', 'now', 'never']),
  /**
   * The finer case where a sentence depends on it: `wrong-password`, `not-caldav`, `certificate`, `host-not-found`,
   * `connection-refused`, `timeout`, `too-large`, `plain-http`, `other-origin`, `no-calendars`, `unknown-call`, `invalid-input`, …
   */
  cause: z.string().optional(),
  host: z.string().optional(),
  accountId: z.string().optional(),
  objectId: z.string().optional(),
  href: z.string().optional(),
  httpStatus: z.number().int().optional(),
  /** Local name of the DAV precondition element in the answer (HTTP-4). */
  precondition: z.string().optional(),
  retryAfterMs: z.number().int().optional(),
  /** What the server or the library said, for "Show details". Never a secret, never a title. */
  detail: z.string().optional(),
})
export type AppError = z.infer<typeof appError>
