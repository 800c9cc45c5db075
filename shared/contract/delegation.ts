import * as z from 'zod'
import { objectId, recurrenceId, scope } from './basics.ts'

/** Who goes in my place. */
export const deputy = z.object({ address: z.string().min(1).max(320), name: z.string().max(400) })

export const delegationInput = z.object({ objectId, recurrenceId, scope, to: deputy.nullable() })

/** What passing my invitation on would do, before it is done (ITP-40). */
export const delegation = z.object({
  /** Why it cannot be passed, or not to this person, in words; '' when it can. */
  problem: z.string(),
  organizer: z.object({ address: z.string(), name: z.string() }).nullable(),
  /** How the organizer learns of it. */
  organizerTold: z.enum(['server', 'mail', 'nobody']),
  /** How the one who goes is asked: mailed by Parley, word for word as in `mail`; or by the organizer, and by a file of mine. */
  deputyAsked: z.enum(['mail', 'file']),
  mail: z.object({ from: z.string(), subject: z.string(), text: z.string() }).nullable(),
})
export type Delegation = z.infer<typeof delegation>
