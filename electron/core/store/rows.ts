import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AvailabilityAtServer, AvailabilityPlan } from '../../../shared/contract/availability.ts'
import type { FeedPlace } from '../../../shared/contract/subscriptions.ts'
import type { Publishing } from '../../../shared/contract/publishing.ts'
import type { EventSpan } from '../../../shared/ical/moment.ts'
import type { ProposedTime } from '../../../shared/itip/proposal.ts'
import type { PlanView } from '../../../shared/contract/plans.ts'
import type { CalendarFields, CalendarProps, CalendarLimits, CalendarRights, SendingRights } from '../../../shared/model/calendars.ts'
import type { WatchLook, WatchNews } from '../../../shared/freebusy/watch.ts'
import type { PlanLook, PlanNews } from '../../../shared/planning/watch.ts'
import type { Hue } from '../../../shared/model/hues.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Method } from '../../../shared/itip/read-message.ts'
import type { AccountId, Address, CollectionId, Etag, Href, InviteId, ObjectId, QueueId, ScheduleTag, Uid } from '../../../shared/model/ids.ts'
import type { Answer, PersonKind } from '../../../shared/model/people.ts'
import type { Instant, Interval, PlainDate, Zone } from '../../../shared/model/time.ts'

/** What discovery found out (DIS-9…13a); `null` = not known yet. Kept as JSON. */
export interface Capabilities {
  readonly davTokens: readonly string[]
  /** Exact token and Outbox and Inbox and an address: the server delivers (DIS-13a). */
  readonly autoSchedule: boolean
  readonly outboxFreeBusy: boolean | null
  readonly syncCollection: boolean | null
  readonly availability: boolean | null
  readonly peopleSearch: boolean | null
  /** False on servers whose tag cannot be trusted or is missing: then If-Match is used (SCH-20, Cyrus). */
  readonly scheduleTag: boolean
  /** Whether calendars can be made there: what the rights on the home say (null: not told), and `false` once the server knew no way. */
  readonly newCalendars?: { readonly home: string | null; readonly unsupported: boolean }
  /** What may be sent through the Outbox (SCH-46); missing: the server does not tell, and is taken to allow it. */
  readonly sending?: SendingRights
  /** Product named by the server, for quirks: `cyrus`, `davical`, `sabre`, … or ''. */
  readonly product: string
}

/** What a server lets one person do as another (RFC 6638 §6.2.2). */
export interface BehalfRights {
  readonly mayInvite: boolean
  readonly mayAnswer: boolean
}

/** Somebody whom the person of an account may act for, as its server tells (PPL-5). */
export interface Delegator extends BehalfRights {
  readonly principalHref: Href
  readonly name: string
  readonly addresses: readonly string[]
  readonly homeHrefs: readonly Href[]
  readonly inboxHref: Href | null
  readonly outboxHref: Href | null
}

/** This account is somebody else's, and it is another account whose sign-in opens it. */
export interface Behalf extends BehalfRights {
  readonly loginId: AccountId
  /** Calendar address of who acts: SENT-BY (RFC 5545 §3.2.18). */
  readonly sentBy: string
}

export interface AccountRow {
  readonly id: AccountId
  readonly address: string
  readonly name: string
  readonly baseUrl: string
  readonly user: string
  readonly practice: boolean
  readonly principalHref: Href
  readonly homeHrefs: readonly Href[]
  readonly inboxHref: Href | null
  readonly outboxHref: Href | null
  readonly principalCollections: readonly Href[]
  /** As the server listed them, preferred first; `mailto:` ones and others (SCH-1). */
  readonly addresses: readonly string[]
  readonly capabilities: Capabilities
  readonly status: 'live' | 'syncing' | 'offline' | 'sign-in' | 'problem'
  readonly lastSuccessUtc: Instant | null
  readonly problem: AppError | null
  readonly progress: { readonly done: number; readonly total: number | null } | null
  /** The person let it rest: its server is not asked by itself, and what is to be sent waits. */
  readonly paused: boolean
  /** Null: the person's own. */
  readonly behalf: Behalf | null
  readonly delegators: readonly Delegator[]
}

/** Whose calendar it is, where it is not mine. */
export interface CollectionOwner {
  /** Their principal. */
  readonly href: Href
  readonly name: string
  /** As the server lists them; empty: it does not tell me. Null: not found out yet. */
  readonly addresses: readonly string[] | null
}

export interface CollectionRow {
  readonly id: CollectionId
  readonly accountId: AccountId
  readonly href: Href
  readonly kind: 'calendar' | 'inbox'
  readonly name: string
  readonly hue: Hue
  readonly description: string
  /** What the server was last heard to say of it: a difference to now is somebody else's change. Null: not heard yet. */
  readonly says: CalendarProps | null
  readonly rights: CalendarRights
  readonly limits: CalendarLimits
  readonly visible: boolean
  readonly writable: boolean
  readonly countsAsBusy: boolean
  readonly isDefault: boolean
  readonly components: readonly string[]
  readonly reports: readonly string[]
  readonly syncToken: string | null
  readonly ctag: string | null
  /** The server no longer lists it; kept until the person says so (SYN-10). */
  readonly gone: boolean
  /** Deleted here, and not yet on the server. `gone` goes with it: nothing of it is drawn. */
  readonly removed: boolean
  readonly position: number
  /** When it was last found to be as the server has it; told to within a minute. */
  readonly lastSuccessUtc: Instant | null
  /** What was in the way of it at the last look. */
  readonly problem: AppError | null
  /** Null: mine. A meeting in somebody else's would be theirs for the server (PPL-6), so no message leaves from there under my name. */
  readonly owner: CollectionOwner | null
}

export interface ObjectRow {
  readonly id: ObjectId
  readonly collectionId: CollectionId
  readonly accountId: AccountId
  readonly href: Href
  readonly uid: Uid
  readonly etag: Etag | null
  readonly scheduleTag: ScheduleTag | null
  /** The server's own bytes as last seen; null for one that was made here and never sent. */
  readonly serverText: string | null
  /** What the person made of it, not yet confirmed by the server. Draw `localText ?? serverText`. */
  readonly localText: string | null
  readonly deletedHere: boolean
  /** The server took my copy of somebody else's meeting away. `serverText` is what was there, or that text cancelled; nothing of it is ever sent. */
  readonly vanished: boolean
  /** A sentence when the text cannot be read; such an object is kept and shown, never dropped. */
  readonly problem: string | null
}

/** One VEVENT of an object: the master (`recurrenceId` null) or an override. Its fields are what lists and grids need. */
export interface PartRow {
  readonly objectId: ObjectId
  readonly part: number
  readonly recurrenceId: string | null
  readonly title: string
  readonly location: string
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  readonly showAs: 'busy' | 'free' | 'tentative' | 'unavailable'
  readonly role: 'plain' | 'organizer' | 'attendee'
  readonly myAnswer: Answer | null
  readonly organizer: string | null
  readonly people: { readonly total: number; readonly yes: number; readonly maybe: number; readonly no: number; readonly undelivered: number }
  readonly faces: readonly { readonly address: string; readonly name: string; readonly answer: Answer }[]
  readonly repeats: boolean
}

/** One instance inside the indexed window. All-day ones carry their days; their instants are those of the days in UTC. */
export interface OccurrenceRow {
  readonly objectId: ObjectId
  readonly part: number
  /** See `recurrenceId` in `shared/contract/basics.ts`; null for an event that does not repeat. */
  readonly recurrenceId: string | null
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly startDate: PlainDate | null
  readonly endDate: PlainDate | null
}

export interface InboxItemRow {
  readonly accountId: AccountId
  readonly href: Href
  readonly etag: Etag | null
  readonly uid: Uid
  readonly method: string
  readonly text: string
  readonly handled: boolean
}

export interface InviteRow {
  readonly id: InviteId
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly uid: Uid
  /** Null for the whole object; set when I am invited to, or asked about, one instance alone. */
  readonly recurrenceId: string | null
  readonly firstSeenUtc: Instant
  /** Text of the object when I last answered or dismissed, for "what changed". Null: never answered. */
  readonly answeredText: string | null
  readonly answeredUtc: Instant | null
  readonly answered: Answer | null
  readonly changedUtc: Instant | null
  readonly dismissedUtc: Instant | null
  readonly news: string
}

export interface LedgerRow {
  readonly accountId: AccountId
  readonly uid: Uid
  readonly atUtc: Instant
  readonly text: string
  /** Who did it, comparable form; null when it was this computer's person or the server. */
  readonly address: string | null
  /** What they wrote beside their answer. Kept here because the Inbox item that carried it is deleted (the newest one is shown). */
  readonly comment: string
  readonly recurrenceId: string | null
}

/** Somebody who answered my meeting and whom I did not ask (ITP-34), or who comes in place of somebody I did (ITP-40). */
export interface UninvitedRow {
  readonly accountId: AccountId
  readonly uid: Uid
  readonly address: Address
  readonly name: string
  /** The one date they answered for; null: all of it. */
  readonly recurrenceId: string | null
  /** Null: nobody says. DAViCal 1.1.12 leaves the answer out, and who was only named by somebody else has given none. */
  readonly answer: Answer | null
  readonly comment: string
  /** Address of who sends them instead. */
  readonly insteadOf: Address | null
  readonly atUtc: Instant
  readonly decided: 'add' | 'optional' | 'leave' | 'refuse' | null
  /** The row of the queue that carries the decision out: taken back, it is open again. */
  readonly decidedBy: QueueId | null
}

/** How mail of one account leaves; the password lies sealed beside the account's own. */
export interface MailAccountRow {
  readonly accountId: AccountId
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string
  readonly fromAddress: string
  readonly name: string
  /** When a mail last left, or a test last passed. */
  readonly workedUtc: Instant | null
  readonly problem: AppError | null
}

/** One message to one person, ready to be handed over: what was shown is what leaves. */
export interface MailOrder {
  readonly to: string
  readonly toName: string
  /** Calendar address of that person in the event, for the delivery that is recorded there (IMI-1). */
  readonly raw: string
  /** Null: words of a person, with no message for calendars in it. */
  readonly method: 'REQUEST' | 'CANCEL' | 'REPLY' | 'COUNTER' | 'DECLINECOUNTER' | 'REFRESH' | null
  readonly subject: string
  readonly text: string
  /** '' without a method. */
  readonly ics: string
  /** Made from UID, SEQUENCE and recipient: a second try of the same row is the same mail to whoever receives it. */
  readonly messageId: string
}

/** One message that Parley hands to the Outbox of a server that sends nothing by itself (EXP-2). The same bytes at every try (EXP-7). */
export interface PostOrder {
  readonly uid: Uid
  readonly method: Method
  /** My calendar address, as the server listed it. */
  readonly originator: string
  /** Whom it still has to be handed over for; `raw` is the calendar address as it stands in the event. */
  readonly recipients: readonly { readonly raw: string; readonly name: string }[]
  readonly ics: string
}

/** What became of the last message to one person of a meeting: a SCHEDULE-STATUS that no server writes for us (EXP-3). */
export interface DeliveryRow {
  readonly accountId: AccountId
  readonly uid: Uid
  /** Comparable form. */
  readonly address: Address
  readonly code: string
  readonly atUtc: Instant
}

/** Such a row tells somebody of the change before it, and changes no text itself. */
export const isMessageRow = ({ kind }: Pick<QueueEntry, 'kind'>): boolean => kind === 'send-mail' || kind === 'post-message'

/** What becomes of a calendar itself. Such a row has no object and no text. */
export interface CalendarOrder {
  readonly set: Partial<CalendarFields>
  /** The same fields as they were here before: what undo puts back. */
  readonly before: Partial<CalendarFields>
  /** What the server said when the change was made; null: of a new one, or not heard yet. */
  readonly base: CalendarProps | null
}

export type QueueKind = 'put' | 'delete' | 'delete-inbox-item' | 'send-mail' | 'post-message' | 'move' | 'make-calendar' | 'change-calendar' | 'delete-calendar'
export interface QueueEntry {
  readonly id: QueueId
  /** Order of making; rows of one object leave in this order. */
  readonly seq: number
  readonly accountId: AccountId
  readonly collectionId: CollectionId
  readonly objectId: ObjectId | null
  readonly kind: QueueKind
  readonly state: 'held' | 'waiting' | 'sending' | 'needs-you'
  readonly intent: string
  readonly href: Href
  /** What we put; null for deletes. */
  readonly text: string | null
  /** The server's version the change was made on: text and tags for If-Match and for the three-way merge. */
  readonly baseText: string | null
  readonly baseEtag: Etag | null
  readonly baseScheduleTag: ScheduleTag | null
  readonly headers: Readonly<Record<string, string>>
  /** What undo puts back: the local text before this change (null: none was there). */
  readonly undoText: string | null
  /** And of the invitation this was an answer to, so that it asks again. */
  readonly undoInvite: InviteRow | null
  readonly madeAtUtc: Instant
  readonly leavesAtUtc: Instant | null
  readonly nextTryUtc: Instant | null
  readonly attempts: number
  readonly messages: number
  /** A request left and no answer came: the server may have done it. Such a row is checked before it is sent again, and cannot be undone. */
  readonly maybeSent: boolean
  readonly error: AppError | null
  /** Of `send-mail` alone. Such a row changes no text, so `text` and `baseText` are null and it is passed over where texts are brought together. */
  readonly mail?: MailOrder | null
  /** Of `post-message` alone; the same holds for it. */
  readonly post?: PostOrder | null
  /** Of the three kinds that are about a calendar alone. */
  readonly calendar?: CalendarOrder | null
  /** Of `move` alone: where the object is on the server until it has moved. There it stands as deleted here, under an id of its own. */
  readonly move?: { readonly objectId: ObjectId; readonly collectionId: CollectionId; readonly href: Href } | null
  /** A row, also of another account, that must have reached its server before this one leaves. */
  readonly waitsFor?: QueueId | null
  readonly conflict: { readonly kind: 'both-changed' | 'deleted-there' | 'changed-there-deleted-here'; readonly theirText: string | null; readonly theirEtag: Etag | null } | null
}

/** A row without what it carries. */
export type QueueHead = Pick<QueueEntry, 'id' | 'seq' | 'accountId' | 'collectionId' | 'objectId' | 'kind' | 'state' | 'intent' | 'href' | 'leavesAtUtc' | 'nextTryUtc' | 'move' | 'waitsFor'>

export interface PersonRow {
  readonly address: string
  readonly name: string
  readonly kind: PersonKind
  readonly source: 'me' | 'directory' | 'recent'
  readonly detail: string
  /** The zone of the meetings this person organizes, newest first learnt; null: not known. */
  readonly zone: Zone | null
  readonly lastSeenUtc: Instant
  readonly times: number
}

/** Another time somebody asked for. Kept until the meeting is over: what became of it is part of the meeting's history. */
export interface ProposalRow {
  readonly id: string
  readonly accountId: AccountId
  readonly uid: Uid
  /** Who proposes, comparable form. */
  readonly address: string
  readonly name: string
  readonly mine: boolean
  /** What is asked for, and of which date of a series. */
  readonly time: ProposedTime
  /** Where the meeting stood when it was proposed: a proposal instead of another time is an old one. */
  readonly instead: EventSpan
  readonly words: string
  /** `mail`: a COUNTER · `reply`: an answer with words, through the server. */
  readonly way: 'mail' | 'post' | 'reply'
  /** The COUNTER as it came: what a DECLINECOUNTER answers. */
  readonly counterText: string | null
  readonly madeAtUtc: Instant
  /** `replaced`: the same person proposed something else since · `withdrawn`: they asked for nothing else any more. */
  readonly state: 'open' | 'taken' | 'declined' | 'replaced' | 'withdrawn'
  readonly closedWords: string
  /** The row of the send queue that carries mine, and the one that carries my decision: taken back together. */
  readonly sentBy: QueueId | null
  readonly closedBy: QueueId | null
}

/** A meeting that is watched: what was seen last, and what of it is not done with. */
export interface WatchRow {
  readonly objectId: ObjectId
  readonly isOff: boolean
  readonly askedAtUtc: Instant | null
  readonly look: WatchLook | null
  readonly news: (WatchNews & { readonly foundUtc: Instant }) | null
}

/** A plan that is watched: what was seen last, and what of it is not done with. */
export interface PlanWatchRow {
  readonly planId: string
  /** Null: looked at by an earlier version, which did not note it. */
  readonly askedAtUtc: Instant | null
  readonly look: PlanLook | null
  readonly news: (PlanNews & { readonly foundUtc: Instant }) | null
}

/** A project plan as it was saved; its events are looked up when it is shown. */
export interface PlanRow {
  readonly id: string
  readonly name: string
  readonly updatedUtc: Instant
  readonly plan: PlanView
}

/** When a person can be met (RFC 7953). `personId` is `me`, or a practice account. */
export interface AvailabilityRow {
  readonly personId: string
  readonly plan: AvailabilityPlan
  readonly updatedUtc: Instant
}

/** What one server holds of it. */
export interface ServerAvailabilityRow {
  readonly accountId: AccountId
  readonly state: AvailabilityAtServer['state']
  /** As the server gave it back after we sent it: while it reads the same, nobody else has changed it. */
  readonly sentText: string | null
  /** What stands there and is not mine. */
  readonly theirText: string | null
  readonly problem: AppError | null
  readonly checkedUtc: Instant
}

/** One place my free/busy is published at. The content is made anew each time; of the last one only its digest is kept. */
export interface PublishedLinkRow {
  readonly id: string
  readonly settings: Publishing
  /** Password or token, sealed for this link; null: none is needed. */
  readonly sealed: Uint8Array | null
  readonly paused: boolean
  /** The person was told that something else stands there, and said yes. */
  readonly mayOverwrite: boolean
  /** Of what stands there, if the target told it (FBP-2). */
  readonly etag: string | null
  /** Of the content published last; another one means that it has to be published again. */
  readonly digest: string | null
  readonly lastSuccessUtc: Instant | null
  readonly lastTriedUtc: Instant | null
  /** Not before: after a failure. */
  readonly nextTryUtc: Instant | null
  readonly failures: number
  /** `retry: 'never'`: it rests until the person changes something. */
  readonly problem: AppError | null
}

/** What the calendars hang on that are read at a web address and belong to no server. It has no addresses, so nothing there is an invitation to me. */
export const subscriptionsAccount = 'subscriptions' as AccountId

/** Where one of them is read, and what became of it. The calendar itself is a collection of the same id. */
export interface SubscriptionRow {
  readonly id: CollectionId
  readonly place: FeedPlace
  /** Password, sealed for this calendar and the origin of its address; null: none is needed. */
  readonly sealed: Uint8Array | null
  /** The person's choice. */
  readonly intervalMin: number
  /** The publisher's wish, as it was last heard. */
  readonly wantedMin: number | null
  readonly paused: boolean
  /** Of what is held here: it can be asked whether that still stands there. */
  readonly etag: string | null
  readonly lastModified: string | null
  readonly lastSuccessUtc: Instant | null
  /** Not before; null: at once. */
  readonly nextTryUtc: Instant | null
  readonly failures: number
  /** `retry: 'never'`: it rests until the person changes something. What was read before stays. */
  readonly problem: AppError | null
}

/** An alarm that has rung. */
export interface ReminderRow {
  readonly accountId: AccountId
  readonly uid: Uid
  /** '' for an event that does not repeat. */
  readonly recurrenceId: string
  readonly atUtc: Instant
  readonly objectId: ObjectId
  readonly rungUtc: Instant
  /** It rings again then; null: it rings now, or is done with. */
  readonly snoozedUntilUtc: Instant | null
  readonly doneUtc: Instant | null
}

export interface BusyAnswerRow {
  readonly address: string
  readonly source: 'outbox' | 'other-server' | 'fburl'
  readonly label: string
  /** Which freebusy URL spoke: the person's own, one of a contact card, the one of the domain. Null or absent for every other source. */
  readonly via?: UrlOrigin | null
  /** UID of the meeting that the server was asked to leave out (SCH-54): the answer is for questions about that meeting alone. Null or absent: nothing was left out. */
  readonly mask?: string | null
  /** Until when the source says it holds (FBU-24). Null or absent: it did not say. */
  readonly freshUntilUtc?: Instant | null
  readonly accountId: AccountId | null
  readonly state: 'asking' | 'answered' | 'unknown'
  readonly askedAtUtc: Instant
  readonly asked: Interval
  readonly coverage: Interval | null
  readonly reason: { readonly code: string; readonly text: string } | null
  readonly spans: readonly BusySpan[]
}

export type UrlOrigin = 'person' | 'contact' | 'domain'

/** The freebusy URL of a person, or the template of a domain. */
export interface FreebusyAddressRow {
  readonly scope: 'person' | 'domain'
  /** The mail address or the domain, in lower case. */
  readonly subject: string
  /** A URL or a template (FBU-3). A token in it is `{token}`: the token itself lies sealed. */
  readonly url: string
  /** Who signs in (Basic); empty: nobody. */
  readonly user: string
  /** Sealed for this subject and the origin of the URL. */
  readonly sealedPassword: Uint8Array | null
  readonly sealedToken: Uint8Array | null
  readonly changedUtc: Instant
  readonly workedUtc: Instant | null
  readonly problem: { readonly code: string; readonly text: string } | null
}

/** What a freebusy server said, with what it can be asked by whether that still holds. `key` is a digest: URLs may hold tokens. */
export interface KeptFburlAnswer {
  readonly key: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly body: string
  readonly savedUtc: Instant
}

/** A CardDAV address book of an account (RFC 6352). */
export interface AddressBookRow {
  readonly accountId: AccountId
  readonly href: Href
  readonly name: string
  readonly writable: boolean
  readonly ctag: string | null
  readonly fetchedUtc: Instant | null
  readonly problem: AppError | null
}

/** What Parley uses of a contact card; the card itself stays on the server. */
export interface ContactRow {
  readonly accountId: AccountId
  readonly bookHref: Href
  readonly href: Href
  readonly etag: Etag | null
  readonly name: string
  readonly kind: PersonKind
  /** In lower case, the preferred one first. */
  readonly mails: readonly string[]
  /** FBURL, CALURI, CALADRURI (VCL-1), the preferred one first. */
  readonly freebusyUrls: readonly string[]
  readonly calendarUrls: readonly string[]
  readonly calendarAddresses: readonly string[]
}
