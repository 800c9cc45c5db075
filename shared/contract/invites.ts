import * as z from 'zod'
import { accountId, instant, inviteId, objectId, plainDate, recurrenceId, zone } from './basics.ts'
import { uninvitedPerson } from './uninvited.ts'
import { answer, attendeeView, delivery, occurrence } from './events.ts'

export const inviteItem = z.object({
  id: inviteId,
  accountId,
  /** Whose invitation it is, where it is somebody's whom this person acts for. */
  behalf: z.string().optional(),
  objectId: objectId.nullable(),
  recurrenceId,
  section: z.enum(['needs-answer', 'changed', 'cancelled', 'problems', 'answered']),
  title: z.string(),
  startUtc: instant,
  endUtc: instant,
  startDate: plainDate.nullable(),
  organizer: z.object({ address: z.string(), name: z.string() }),
  /** Of the next instance; null when the event is over. */
  conflicts: z.number().int().nullable(),
  dates: z.object({ total: z.number().int(), clear: z.number().int() }).nullable(),
  myAnswer: answer,
  reply: z.enum(['none', 'unsent', 'sent', 'delivered', 'refused']),
  /** Somebody else's organizer got an answer: for the organizer's own list of news. */
  news: z.string(),
})
export type InviteItem = z.infer<typeof inviteItem>

const conflict = z.object({ objectId, title: z.string(), startUtc: instant, endUtc: instant, startDate: plainDate.nullable(), tentative: z.boolean(), /** An invitation that was not answered either. */ pending: z.boolean() })

export const inviteCard = z.object({
  item: inviteItem,
  occurrence,
  description: z.string(),
  conferenceUrl: z.string(),
  organizerZone: zone.nullable(),
  repeatText: z.string(),
  myAddress: z.string(),
  /** Name or address of who invites in the organizer's name (SENT-BY, RFC 5545 §3.2.18). */
  sentBy: z.string().optional(),
  people: z.array(attendeeView),
  /** Since my last answer, or since I first saw it; empty for a new invitation. */
  changes: z.array(z.object({ field: z.enum(['when', 'where', 'title', 'text', 'repeat', 'people']), before: z.string(), after: z.string() })),
  changedAtUtc: instant.nullable(),
  previousSlot: z.object({ startUtc: instant, endUtc: instant }).nullable(),
  previousAnswer: answer.nullable(),
  conflicts: z.array(conflict),
  /** My own day around the invitation, without the invitation itself. */
  day: z.array(occurrence),
  series: z
    .object({
      /** `answer`: of my own to this date, where it is another than to the series. */
      dates: z.array(z.object({ recurrenceId: z.string(), startUtc: instant, conflicts: z.array(conflict), answer: answer.optional() })),
      truncated: z.boolean(),
    })
    .nullable(),
  replyDelivery: delivery.nullable(),
  /** My copy is older than a message of the organizer, which lies in the Inbox: where. */
  outdated: z.object({ accountId, href: z.string(), text: z.string() }).optional(),
  canReply: z.boolean(),
  /** Why not, in words, when `canReply` is false. */
  cannotReplyWhy: z.string(),
  /** Addresses of mine that are invited, when there are several: one of them answers. */
  identities: z.array(z.string()).optional(),
  /** My own meeting: who came without being asked and waits for my decision. */
  undecided: z.array(uninvitedPerson).optional(),
})
export type InviteCard = z.infer<typeof inviteCard>
