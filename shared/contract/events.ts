import * as z from 'zod'
import { accountId, collectionId, instant, localDateTime, objectId, plainDate, recurrenceId, scope, zone } from './basics.ts'

export const answer = z.enum(['needs-action', 'accepted', 'tentative', 'declined', 'delegated'])
const attendeeRole = z.enum(['chair', 'required', 'optional', 'non-participant'])
export const personKind = z.enum(['individual', 'group', 'room', 'resource', 'unknown'])

/** One drawn instance. `startUtc`/`endUtc` of an all-day one are its days in the zone that was asked for. */
export const occurrence = z.object({
  /** Stable over queries: object and instance. */
  key: z.string(),
  objectId,
  recurrenceId,
  collectionId,
  accountId,
  title: z.string(),
  location: z.string(),
  startUtc: instant,
  endUtc: instant,
  /** Set for all-day occurrences only; `endDate` is exclusive. */
  startDate: plainDate.nullable(),
  endDate: plainDate.nullable(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']),
  showAs: z.enum(['busy', 'free', 'tentative', 'unavailable']),
  repeats: z.boolean(),
  /** Mine in this meeting: `plain` is an event without people. */
  role: z.enum(['plain', 'organizer', 'attendee']),
  myAnswer: answer.nullable(),
  /** Counts over the people invited, without the organizer and me. */
  people: z.object({ total: z.number().int(), yes: z.number().int(), maybe: z.number().int(), no: z.number().int(), undelivered: z.number().int() }),
  /** Names for two or three avatars. */
  faces: z.array(z.object({ address: z.string(), name: z.string(), answer })),
  unsent: z.boolean(),
  editable: z.boolean(),
})
export type Occurrence = z.infer<typeof occurrence>

export const repeatRule = z.object({
  freq: z.enum(['daily', 'weekly', 'monthly', 'yearly']),
  interval: z.number().int().min(1).max(999),
  /** Weekly: the days. Monthly with one entry and `nth`: the nth such day (-1 = last). */
  days: z.array(z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])),
  nth: z.number().int().nullable(),
  end: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('never') }),
    z.object({ kind: z.literal('until'), date: plainDate }),
    z.object({ kind: z.literal('count'), count: z.number().int().min(1).max(10_000) }),
  ]),
  /** A rule the fields above cannot say: the RRULE text is kept as it is and only shown in words. */
  custom: z.string().nullable(),
})
export type RepeatRule = z.infer<typeof repeatRule>

const draftAttendee = z.object({
  address: z.string().min(1).max(320),
  name: z.string().max(400),
  role: attendeeRole,
  kind: personKind,
  answer,
})
export type DraftAttendee = z.infer<typeof draftAttendee>

export const draftWhen = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timed'), localStart: localDateTime, localEnd: localDateTime, zone }),
  /** `endDate` is exclusive: one day is start + 1. */
  z.object({ kind: z.literal('all-day'), startDate: plainDate, endDate: plainDate }),
])
export type DraftWhen = z.infer<typeof draftWhen>

/** One date of the series that is to be different: left out, or at another time of that day. The day as the meeting's own clock has it. */
export const dateException = z.object({ date: plainDate, to: z.object({ localStart: localDateTime, localEnd: localDateTime }).nullable() })
export type DateException = z.infer<typeof dateException>

/** What the editor holds. `objectId: null` is a new event. */
export const eventDraft = z.object({
  objectId: objectId.nullable(),
  recurrenceId,
  scope,
  collectionId,
  title: z.string().max(10_000),
  location: z.string().max(10_000),
  description: z.string().max(1_000_000),
  conferenceUrl: z.string().max(4_000),
  when: draftWhen,
  repeat: repeatRule.nullable(),
  /** Written with the draft, on top of what the series has; a day that is none of its dates changes nothing. */
  exceptions: z.array(dateException).max(200).optional(),
  /** Minutes before the start; only reminders of that form, others are kept untouched. */
  reminders: z.array(z.number().int().min(0)),
  showAs: z.enum(['busy', 'free', 'tentative']),
  visibility: z.enum(['public', 'private', 'confidential']),
  /** Mail form of the organizer; null for an event without people. Rooms are attendees of kind `room`. */
  organizer: z.string().nullable(),
  attendees: z.array(draftAttendee),
})
export type EventDraft = z.infer<typeof eventDraft>

/** Delivery in words (SCH-32); the code is for the details. */
export const delivery = z.object({
  code: z.string().nullable(),
  severity: z.enum(['none', 'waiting', 'ok', 'note', 'warning', 'error']),
  text: z.string(),
  /** The next best acts, best first. */
  next: z.array(z.enum(['resend', 'correct-address', 'mail', 'remove'])),
})
export type Delivery = z.infer<typeof delivery>

export const attendeeView = z.object({
  address: z.string(),
  name: z.string(),
  role: attendeeRole,
  kind: personKind,
  answer,
  comment: z.string(),
  isMe: z.boolean(),
  isOrganizer: z.boolean(),
  delivery,
  /** Names of who sent them, and of who comes in their place (ITP-40). */
  passedBy: z.string().optional(),
  passedTo: z.string().optional(),
  /** Name or address of who wrote it in their name (SENT-BY, RFC 5545 §3.2.18). */
  sentBy: z.string().optional(),
  /** Where their clocks are, as far as meetings of theirs tell. */
  zone: zone.optional(),
  /** When I last reminded them of this invitation. */
  remindedUtc: instant.optional(),
})
export type AttendeeView = z.infer<typeof attendeeView>

const ledgerEntry = z.object({ atUtc: instant, text: z.string() })

export const eventDetails = z.object({
  occurrence,
  calendarName: z.string(),
  /** Whose calendar it lies in, where that is not mine. */
  calendarOwner: z.string().optional(),
  /** In whose name things are done here, where it is somebody's whom this person acts for. */
  behalf: z.string().optional(),
  description: z.string(),
  conferenceUrl: z.string(),
  zone: zone.nullable(),
  repeatText: z.string(),
  reminders: z.array(z.number().int()),
  organizer: z.object({ address: z.string(), name: z.string(), isMe: z.boolean() }).nullable(),
  attendees: z.array(attendeeView),
  /** My answer's own delivery, when I am an attendee (T-S17). */
  myReplyDelivery: delivery.nullable(),
  myAddress: z.string().nullable(),
  history: z.array(ledgerEntry),
  canEdit: z.boolean(),
  canAnswer: z.boolean(),
  /** Where only a right is missing to answer (SCH-46), in words. */
  cannotAnswerWhy: z.string().optional(),
  /** Somebody else's meeting that I am not invited to by name: who I could answer as, and the group it came through. */
  asStranger: z.object({ addresses: z.array(z.string()).min(1), group: z.string().nullable() }).optional(),
})
export type EventDetails = z.infer<typeof eventDetails>

const fateSpan = z.object({ startUtc: instant, endUtc: instant, startDate: plainDate.nullable() })

/** What becomes of the dates of a series that differ from it, in the order of the dates. */
export const seriesFates = z.array(
  z.object({
    /** Where the date lay by the rule. */
    slot: fateSpan,
    own: z.array(z.enum(['left-out', 'called-off', 'time', 'place', 'title', 'text', 'people'])),
    movedTo: fateSpan.nullable(),
    kept: z.boolean(),
    /** Names of people whose answer for this date alone stays, or must be given again. */
    answersStay: z.array(z.string()),
    answersVoid: z.array(z.string()),
  }),
)
export type SeriesFates = z.infer<typeof seriesFates>

/** Who will get what if this draft is saved; nothing leaves that was not shown here. */
export const sendPreview = z.object({
  groups: z.array(
    z.object({
      kind: z.enum(['invitation', 'answer-again', 'update', 'question', 'word', 'cancellation', 'room', 'will-not-arrive', 'nothing']),
      why: z.string(),
      people: z.array(z.object({ address: z.string(), name: z.string() })),
      /** Parley itself mails it; without this the server delivers. What the first of them would read. */
      mail: z.object({ from: z.string(), subject: z.string(), text: z.string() }).optional(),
    }),
  ),
  /** 0: no sheet is shown, the save just happens. */
  messages: z.number().int(),
  changed: z.array(z.enum(['time', 'repeat', 'place', 'title', 'text', 'people', 'other'])),
  holdSeconds: z.number().int(),
  /** Of a change to several dates of a series: those that have something of their own. */
  fates: seriesFates.optional(),
  /** These people hear of the change from Parley alone, and it asks nothing of them: whether they do can be chosen. `usual`: what one mostly wants. */
  choice: z.object({ people: z.array(z.object({ address: z.string(), name: z.string() })), usual: z.enum(['tell', 'quiet']) }).optional(),
  /** In whose name it leaves, where that is not the person's own. */
  behalf: z.string().optional(),
})
export type SendPreview = z.infer<typeof sendPreview>
