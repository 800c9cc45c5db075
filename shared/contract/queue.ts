import * as z from 'zod'
import { accountId, instant, objectId, queueId } from './basics.ts'
import { appError } from './app-error.ts'

export const queueRow = z.object({
  id: queueId,
  accountId,
  accountName: z.string(),
  objectId: objectId.nullable(),
  /** What it changes: an event (or a mail about one), or a calendar itself. */
  about: z.enum(['event', 'calendar']),
  /** What the person did, as a sentence: `Move “Design review” to Wed 14 Oct, 15:00`. */
  intent: z.string(),
  /** held: leaves at `leavesAtUtc`, can be undone · waiting · sending · needs-you: see `conflict` or `error`. */
  state: z.enum(['held', 'waiting', 'sending', 'needs-you']),
  madeAtUtc: instant,
  leavesAtUtc: instant.nullable(),
  nextTryUtc: instant.nullable(),
  attempts: z.number().int(),
  messages: z.number().int(),
  error: appError.nullable(),
  conflict: z
    .object({
      kind: z.enum(['both-changed', 'deleted-there', 'changed-there-deleted-here']),
      fields: z.array(z.object({ field: z.string(), before: z.string(), mine: z.string(), theirs: z.string() })),
    })
    .nullable(),
  /** The event that is in the way: the same one, where its server has it already (T-C09). */
  other: objectId.nullable().optional(),
  canUndo: z.boolean(),
  /** What a discard leaves. back: it is again as before · gone: no server is known to have it, so nothing of it stays · stays: only a message is not sent. */
  ifDiscarded: z.enum(['back', 'gone', 'stays']),
  /** The event can be opened in the editor as it stands here; not while two versions of it wait for a choice. */
  canEdit: z.boolean(),
  /** Its account rests: it leaves when the person lets that go on. */
  paused: z.boolean(),
})
export type QueueRow = z.infer<typeof queueRow>
