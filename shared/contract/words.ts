import * as z from 'zod'
import { objectId, recurrenceId } from './basics.ts'
import { sendPreview } from './events.ts'

const addresses = z.array(z.string().min(1).max(320)).max(1_000)
const word = z.string().max(10_000)

/** The invitation once more. `reminder`: it arrived and is not answered. `word`: of my own, beside it. */
export const againAsk = z.object({ objectId, addresses: z.array(z.string()), reminder: z.boolean().optional(), word: word.optional() })
export const againPreview = z.object({
  preview: sendPreview,
  /** Who gets the invitation without my word: no mail of mine can carry it. `mailto` is a mail with the word in it to all of them, '' for nobody. */
  wordless: z.array(z.object({ address: z.string(), name: z.string() })),
  mailto: z.string(),
})
export type AgainPreview = z.infer<typeof againPreview>

/** A word to people of a meeting, which itself stays as it is. */
export const wordAsk = z.object({ objectId, recurrenceId, addresses, word })
export const wordPreview = z.object({
  preview: sendPreview,
  /** A mail to all of them, with subject and text, for the mail program of the person; '' when nobody has a mail address. */
  mailto: z.string(),
})
