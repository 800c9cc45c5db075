import * as z from 'zod'
import { objectId } from './basics.ts'
import { answer } from './events.ts'

/** `add` as required (or: keep who the server let in) · `optional` · `leave` them off and say nothing · `refuse` and tell them. */
export const decision = z.enum(['add', 'optional', 'leave', 'refuse'])

/** Somebody I did not ask, who waits for my word (ITP-34), or who comes in place of somebody I asked (ITP-40). */
export const uninvitedPerson = z.object({
  address: z.string(),
  name: z.string(),
  /** Null: they gave none, or the server does not say. */
  answer: answer.nullable(),
  comment: z.string(),
  /** The server has put them into the list by itself (Cyrus). */
  listed: z.boolean(),
  insteadOf: z.object({ address: z.string(), name: z.string() }).nullable(),
  /** What can be decided here, best first. */
  decisions: z.array(decision),
})
export type UninvitedPerson = z.infer<typeof uninvitedPerson>

export const decisionInput = z.object({ objectId, address: z.string().min(1).max(320), decision })
