import * as z from 'zod'
import { accountId, instant, objectId, plainDate, recurrenceId } from './basics.ts'
import { answer, draftWhen, sendPreview } from './events.ts'

const span = z.object({ startUtc: instant, endUtc: instant, startDate: plainDate.nullable(), endDate: plainDate.nullable() })
const person = z.object({ address: z.string(), name: z.string() })

/** Another time for a meeting, proposed by me or to me. */
export const proposalView = z.object({
  id: z.string(),
  accountId,
  objectId,
  /** The date of a series it is about; null: all of it, or an event that does not repeat. */
  recurrenceId,
  wholeSeries: z.boolean(),
  title: z.string(),
  mine: z.boolean(),
  who: person,
  organizer: person,
  /** What is asked for; of a whole series its next date. */
  time: span,
  /** Where the meeting stands now. */
  now: span,
  words: z.string(),
  madeAtUtc: instant,
  /**
   * `unsent` mine, still here · `open` waits for the organizer · `taken` the meeting is there now · `declined` the organizer keeps the time ·
   * `outdated` the meeting has moved elsewhere since · `withdrawn` taken back by the one who proposed.
   */
  state: z.enum(['unsent', 'open', 'taken', 'declined', 'outdated', 'withdrawn']),
  /** What the organizer wrote with a no. */
  closedWords: z.string(),
  canDecide: z.boolean(),
  /** Mine, at the organizer, and waiting: it can be taken back. */
  canWithdraw: z.boolean(),
})
export type ProposalView = z.infer<typeof proposalView>

/** As a message of its own: by mail, or through a server that carries what is handed to it. Else inside an answer. */
export const proposalWayKind = z.enum(['mail', 'post', 'reply'])
export type ProposalWayKind = z.infer<typeof proposalWayKind>

/** One way a proposal of mine can travel. */
const proposalWay = z.object({
  way: proposalWayKind,
  /** Who gets what, and how. */
  why: z.string(),
  mail: z.object({ from: z.string(), subject: z.string(), text: z.string() }).nullable(),
  /** A server passes on an answer only when it is another one: which ones can carry the proposal. Empty: the answer stays as it is. */
  answers: z.array(answer),
})

export const proposalPreview = z.object({
  title: z.string(),
  organizer: person,
  /** In words: where the meeting is, and where it would be. */
  before: z.string(),
  after: z.string(),
  myAnswer: answer,
  ways: z.array(proposalWay),
  /** Why nothing can be proposed, or why it cannot travel from here; '' when it can. */
  problem: z.string(),
  /** A mail a person sends themselves, when no way leads out of here; '' when there is one. */
  mailto: z.string(),
  holdSeconds: z.number().int(),
})
export type ProposalPreview = z.infer<typeof proposalPreview>

export const proposalAsk = z.object({ objectId, recurrenceId, scope: z.enum(['this', 'all']), when: draftWhen, comment: z.string().max(10_000) })
export type ProposalAsk = z.infer<typeof proposalAsk>

export const verdictAsk = z.object({ proposalId: z.string(), act: z.enum(['apply', 'decline']), words: z.string().max(10_000) })
export const verdictPreview = z.object({
  preview: sendPreview,
  /** How the one who proposed hears of a no when no DECLINECOUNTER can reach them; '' when one can. */
  told: z.string(),
  mailto: z.string(),
})

export const withdrawAsk = z.object({ proposalId: z.string(), words: z.string().max(10_000) })
export const withdrawPreview = z.object({
  /** Who is told, and how. */
  why: z.string(),
  mail: z.object({ from: z.string(), subject: z.string(), text: z.string() }).nullable(),
  /** A server passes on an answer only when it is another one. Empty: my answer stays as it is. */
  answers: z.array(answer),
  /** Why it cannot be taken back from here; '' when it can. */
  problem: z.string(),
  holdSeconds: z.number().int(),
})
export type WithdrawPreview = z.infer<typeof withdrawPreview>
