import * as z from 'zod'
import { accountId, collectionId, instant, inviteId, objectId } from './basics.ts'
import { appError } from './app-error.ts'
import { sendPreview } from './events.ts'

/** How mail of one account leaves. `tls`: encrypted from the first byte (RFC 8314) · `starttls`: encrypted before anything is said · `none`: in clear text. */
export const mailSettings = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  /** Empty: the server wants no sign-in. */
  user: z.string().max(320),
  /** The address mails come from; answers by mail come back to the address in the invitation. */
  from: z.string().trim().min(3).max(320),
  name: z.string().max(400),
})
export type MailSettings = z.infer<typeof mailSettings>

export const mailAccount = z.object({
  settings: mailSettings,
  hasPassword: z.boolean(),
  /** When a mail last left, or a test last passed. */
  workedUtc: instant.nullable(),
  problem: appError.nullable(),
})
export type MailAccountView = z.infer<typeof mailAccount>

/** The mail part an .ics came in, where it is known: whole mails (.eml) tell it themselves. */
const origin = {
  /** `method` of its Content-Type (T-I51). */
  contentTypeMethod: z.string().max(40).optional(),
  /** It lies in the schedule Inbox of an account whose server leaves the messages to Parley (EXP-5). */
  inboxItem: z.object({ accountId, href: z.string().max(4_000) }).optional(),
}

/** An .ics text or a whole mail, as it was opened, dropped or pasted. */
export const icsInput = z.object({ text: z.string().min(1).max(5_000_000), ...origin })

const icsAct = z.enum(['store', 'apply', 'add-person', 'decline-counter', 'note-counter', 'note-withdrawal', 'note-decline', 'send-latest', 'ask-latest'])
export type IcsAct = z.infer<typeof icsAct>

const openedItem = z.object({
  /** Its place in the text: what `take-ics` names it by. */
  key: z.string(),
  kind: z.enum(['invitation', 'update', 'cancellation', 'answer', 'counter', 'counter-withdrawn', 'counter-declined', 'published', 'event', 'latest', 'nothing']),
  title: z.string(),
  when: z.string(),
  where: z.string(),
  /** Who wrote it, as far as the text says. */
  from: z.object({ address: z.string(), name: z.string() }).nullable(),
  /** One sentence: what it is and what taking it does. */
  words: z.string(),
  /** Why it must be looked at twice: nothing vouches for the sender (IMI-4), or the mail came from somebody else (T-I35, T-I36). Empty: nothing to say. */
  warning: z.string(),
  comment: z.string(),
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  /** The copy that is here already. */
  objectId: objectId.nullable(),
  /** It makes a new event: which calendar is asked, and this one is proposed. */
  calendar: z.object({ accountId, collectionId }).nullable(),
  /** What can be done with it, best first; empty: it is only shown. */
  acts: z.array(z.object({ act: icsAct, label: z.string(), /** What leaves if it is done; nothing else does. */ preview: sendPreview.nullable() })),
})
export type OpenedItem = z.infer<typeof openedItem>

export const openedIcs = z.object({
  items: z.array(openedItem),
  /** From of the mail it came in. */
  mailFrom: z.string().nullable(),
  /** A sentence when nothing of it can be taken. */
  problem: z.string(),
})

export const takeIcsInput = icsInput.extend({ takes: z.array(z.object({ key: z.string(), act: icsAct, collectionId: collectionId.nullable() })).min(1).max(2_000) })
export const takenIcs = z.object({ inviteId: inviteId.nullable() })
