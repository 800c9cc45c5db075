import * as z from 'zod'
import { accountId, objectId } from './basics.ts'
import { sendPreview } from './events.ts'

/** A message in the Inbox that a person has to decide on: nothing is done with it by itself. */
export const waitingMessage = z.object({
  accountId,
  href: z.string(),
  /** What `open-ics` reads. */
  text: z.string(),
  title: z.string(),
  /** One sentence: who wants what. */
  words: z.string(),
})
export type WaitingMessage = z.infer<typeof waitingMessage>

export const waitingMessages = z.object({ messages: z.array(waitingMessage) })
export const letGoInput = z.object({ accountId, href: z.string().min(1).max(4_000) })

/** Asking the organizer for the current version; `preview` null where no way leads there. */
export const latestAsk = z.object({ objectId })
export const latestPreview = z.object({ preview: sendPreview.nullable() })
