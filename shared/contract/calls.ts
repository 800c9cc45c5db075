import * as z from 'zod'
import { accountId, collectionId, href, hue, instant, interval, inviteId, objectId, plainDate, queueId, recurrenceId, scope, zone } from './basics.ts'
import { availabilityPlan, availabilityPreview, availabilityView } from './availability.ts'
import { appState, settings } from './app.ts'
import { accountView, addingAccount, calendarRemoval } from './calendars.ts'
import { answer, draftWhen, eventDetails, eventDraft, occurrence, sendPreview } from './events.ts'
import { icsExport, icsExportAsk, importAsk, imported, importInput, importLook } from './files.ts'
import { busyRow, personView } from './freebusy.ts'
import { addressBookView, contactAddress, findUrlInput, freebusyAddress, freebusyAddressInput, freebusyFinding } from './freebusy-urls.ts'
import { inviteCard, inviteItem } from './invites.ts'
import { diagnostics } from './diagnostics.ts'
import { delegation, delegationInput, deputy } from './delegation.ts'
import { icsInput, mailAccount, mailSettings, openedIcs, takeIcsInput, takenIcs } from './mail.ts'
import { busyDaysInput, monthWeeks, monthWeeksInput } from './month.ts'
import { latestAsk, latestPreview, letGoInput, waitingMessages } from './messages.ts'
import { plan, planSummary } from './plans.ts'
import { publishedContent, publishedLink, publishing, seenByOthers } from './publishing.ts'
import { withdrawAsk, withdrawPreview, verdictAsk, verdictPreview, proposalAsk, proposalPreview, proposalView, proposalWayKind } from './proposals.ts'
import { queueRow } from './queue.ts'
import { meetingWatch, planNews, watchNews } from './watches.ts'
import { reminder, reminderRefs } from './reminders.ts'
import { feedPlace, feedPreview, subscription, subscriptionInput } from './subscriptions.ts'
import { staleBy, type Topic } from './topics.ts'
import { againAsk, againPreview, wordAsk, wordPreview } from './words.ts'
import { decisionInput, uninvitedPerson } from './uninvited.ts'
import { wireLogState, wireLogSwitch, wireLogText } from './wire-log.ts'

interface Query<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'query'
  readonly input: I
  readonly output: O
  readonly topics: readonly Topic[]
}
interface Command<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'command'
  readonly input: I
  readonly output: O
}
const query = <I extends z.ZodType, O extends z.ZodType>(q: Omit<Query<I, O>, 'kind'>): Query<I, O> => ({ kind: 'query', ...q })
const command = <I extends z.ZodType, O extends z.ZodType>(c: Omit<Command<I, O>, 'kind'>): Command<I, O> => ({ kind: 'command', ...c })

const nothing = z.object({})
const calendarName = z.string().trim().min(1).max(200)
const calendarDescription = z.string().max(2_000)
const instance = z.object({ objectId, recurrenceId })
/** Queue rows a command made: what an undo bar needs. */
const saved = z.object({ objectId: objectId.nullable(), queueIds: z.array(queueId), messages: z.number().int(), leavesAtUtc: instant.nullable(), intent: z.string(), /** Done on this computer alone: nothing of it is ever sent. */ local: z.boolean().optional() })
/** Five hundred guests, who calls the meeting, and rooms. */
const mostPeople = 1_000
const busyQuestion = z.object({
  people: z.array(z.object({ address: z.string().min(1).max(320), name: z.string(), kind: z.enum(['individual', 'group', 'room', 'resource', 'unknown']) })).max(mostPeople),
  window: interval,
  /** The account that asks. */
  accountId: accountId.nullable(),
  /** The meeting being edited: its own busy time is not counted (SCH-54, FBA-30). */
  exceptObjectId: objectId.nullable(),
  /** The same for many: the events of a plan that is being made. */
  exceptObjectIds: z.array(objectId).max(5_000).optional(),
})

/**
 * Every call that crosses between page and core. Plain JSON both ways; instants are integers (ms UTC).
 * Inputs are checked on every call; outputs in development and in tests. Raise `contractVersion` when a shape changes.
 */
export const calls = {
  // ---- queries
  'app-state': query({ input: nothing, output: appState, topics: staleBy['app-state'] }),
  accounts: query({ input: nothing, output: z.object({ accounts: z.array(accountView) }), topics: staleBy.accounts }),
  'adding-account': query({ input: nothing, output: z.object({ adding: addingAccount.nullable() }), topics: staleBy['adding-account'] }),
  'events-in-range': query({
    input: z.object({ window: interval, zone, includeHidden: z.boolean().optional() }),
    output: z.object({ occurrences: z.array(occurrence) }),
    topics: staleBy['events-in-range'],
  }),
  'month-weeks': query({ input: monthWeeksInput, output: monthWeeks, topics: staleBy['month-weeks'] }),
  'busy-days': query({ input: busyDaysInput, output: z.object({ days: z.array(plainDate) }), topics: staleBy['busy-days'] }),
  'search-events': query({ input: z.object({ text: z.string().max(200), zone }), output: z.object({ occurrences: z.array(occurrence) }), topics: staleBy['search-events'] }),
  'event-details': query({ input: instance.extend({ zone }), output: z.object({ event: eventDetails.nullable() }), topics: staleBy['event-details'] }),
  /** The draft for an existing instance, in the words of the scope chosen. */
  'event-draft': query({ input: instance.extend({ scope, zone }), output: z.object({ draft: eventDraft.nullable() }), topics: staleBy['event-draft'] }),
  /** When the series would take place if this draft were saved: its dates that are ahead, without what its exceptions change. */
  'draft-dates': query({
    input: z.object({ draft: eventDraft, zone, limit: z.number().int().min(1).max(60) }),
    output: z.object({ dates: z.array(interval), more: z.boolean() }),
    topics: staleBy['draft-dates'],
  }),
  'event-source': query({ input: z.object({ objectId }), output: z.object({ text: z.string(), problem: z.string().nullable() }), topics: staleBy['event-source'] }),
  /** Events as a file for any program. */
  'ics-export': query({ input: icsExportAsk, output: icsExport, topics: staleBy['ics-export'] }),
  'unreadable-objects': query({ input: nothing, output: z.object({ objects: z.array(z.object({ objectId, collectionId, name: z.string(), problem: z.string() })) }), topics: staleBy['unreadable-objects'] }),
  'send-preview': query({ input: z.object({ draft: eventDraft, quiet: z.boolean().optional() }), output: sendPreview, topics: staleBy['send-preview'] }),
  'delete-preview': query({ input: instance.extend({ scope }), output: sendPreview, topics: staleBy['delete-preview'] }),
  'invite-list': query({ input: z.object({ zone }), output: z.object({ items: z.array(inviteItem) }), topics: staleBy['invite-list'] }),
  /** Of a series, `date` shows the day of one of its dates instead of the next one's. */
  'invite-card': query({ input: z.object({ inviteId, zone, date: z.string().optional() }), output: z.object({ card: inviteCard.nullable() }), topics: staleBy['invite-card'] }),
  'free-busy': query({ input: busyQuestion, output: z.object({ rows: z.array(busyRow) }), topics: staleBy['free-busy'] }),
  people: query({ input: z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(100) }), output: z.object({ people: z.array(personView) }), topics: staleBy.people }),
  /** What was given here, and what contact cards bring along. */
  'freebusy-addresses': query({
    input: nothing,
    output: z.object({ addresses: z.array(freebusyAddress), contacts: z.array(contactAddress), books: z.array(addressBookView) }),
    topics: staleBy['freebusy-addresses'],
  }),
  /** The finder at work; null: it is not. */
  'freebusy-finding': query({ input: nothing, output: z.object({ finding: freebusyFinding.nullable() }), topics: staleBy['freebusy-finding'] }),
  'mail-account': query({ input: z.object({ accountId }), output: z.object({ mail: mailAccount.nullable() }), topics: staleBy['mail-account'] }),
  /** What `send-by-mail` to these people would send. */
  'mail-preview': query({ input: z.object({ objectId, addresses: z.array(z.string()).max(1_000) }), output: sendPreview, topics: staleBy['mail-preview'] }),
  /** What `resend-invitation` would send, and how each message travels. */
  'again-preview': query({ input: againAsk, output: againPreview, topics: staleBy['again-preview'] }),
  'word-preview': query({ input: wordAsk, output: wordPreview, topics: staleBy['word-preview'] }),
  /** Before my invitation is passed on: whether it can be, and who would be told how. */
  delegation: query({ input: delegationInput, output: delegation, topics: staleBy.delegation }),
  /** Who came to a meeting of mine without being asked, and waits for a decision. */
  'waiting-messages': query({ input: nothing, output: waitingMessages, topics: staleBy['waiting-messages'] }),
  'latest-preview': query({ input: latestAsk, output: latestPreview, topics: staleBy['latest-preview'] }),
  uninvited: query({ input: z.object({ objectId }), output: z.object({ people: z.array(uninvitedPerson) }), topics: staleBy.uninvited }),
  /** What a decision would send; nothing leaves that was not shown here. */
  'decision-preview': query({ input: decisionInput, output: sendPreview, topics: staleBy['decision-preview'] }),
  plans: query({ input: nothing, output: z.object({ plans: z.array(planSummary) }), topics: staleBy.plans }),
  /** A block whose event was moved in the calendar comes at its new time; one whose event is gone comes without it. */
  plan: query({ input: z.object({ planId: z.string() }), output: z.object({ plan: plan.nullable() }), topics: staleBy.plan }),
  'plan-export': query({ input: z.object({ planId: z.string(), format: z.enum(['ics', 'csv']) }), output: z.object({ fileName: z.string(), mimeType: z.string(), text: z.string() }), topics: staleBy['plan-export'] }),
  /** Other times proposed for one meeting, or for all of them, as long as they are ahead. */
  proposals: query({ input: z.object({ objectId: objectId.nullable(), zone }), output: z.object({ proposals: z.array(proposalView) }), topics: staleBy.proposals }),
  /** What `propose-time` would say to whom. */
  'proposal-preview': query({ input: proposalAsk, output: proposalPreview, topics: staleBy['proposal-preview'] }),
  /** What `withdraw-proposal` would say to whom. */
  'withdraw-preview': query({ input: withdrawAsk, output: withdrawPreview, topics: staleBy['withdraw-preview'] }),
  /** What `decide-proposal` would send. */
  'proposal-decision': query({ input: verdictAsk, output: verdictPreview, topics: staleBy['proposal-decision'] }),
  /** Null: there is no such calendar any more. */
  /** Every calendar, and why the event cannot go there; '' when it can. */
  'calendar-places': query({ input: z.object({ objectId }), output: z.object({ places: z.array(z.object({ collectionId, move: z.string(), copy: z.string() })) }), topics: staleBy['calendar-places'] }),
  'calendar-removal': query({ input: z.object({ id: collectionId }), output: z.object({ removal: calendarRemoval.nullable() }), topics: staleBy['calendar-removal'] }),
  /** Meetings I planned to which something happened since. */
  'plan-news': query({ input: nothing, output: z.object({ news: z.array(planNews) }), topics: staleBy['plan-news'] }),
  'watch-news': query({ input: nothing, output: z.object({ news: z.array(watchNews) }), topics: staleBy['watch-news'] }),
  'plan-watch': query({ input: z.object({ planId: z.string().max(80) }), output: z.object({ askedAtUtc: instant.nullable() }), topics: staleBy['plan-watch'] }),
  'meeting-watch': query({ input: z.object({ objectId }), output: z.object({ watch: meetingWatch.nullable() }), topics: staleBy['meeting-watch'] }),
  queue: query({ input: nothing, output: z.object({ rows: z.array(queueRow) }), topics: staleBy.queue }),
  /** When I can be met, one entry a person. */
  availability: query({ input: nothing, output: z.object({ people: z.array(availabilityView) }), topics: staleBy.availability }),
  'availability-preview': query({ input: z.object({ personId: z.string(), plan: availabilityPlan, window: interval }), output: availabilityPreview, topics: staleBy['availability-preview'] }),
  subscriptions: query({ input: nothing, output: z.object({ subscriptions: z.array(subscription) }), topics: staleBy.subscriptions }),
  'published-links': query({ input: nothing, output: z.object({ links: z.array(publishedLink) }), topics: staleBy['published-links'] }),
  /** What these settings would publish now. Nothing leaves. */
  'publish-preview': query({ input: z.object({ settings: publishing }), output: publishedContent, topics: staleBy['publish-preview'] }),
  /** As it is at this moment; the page asks again when the person wants it newer. */
  diagnostics: query({ input: nothing, output: diagnostics, topics: staleBy.diagnostics }),
  'wire-log': query({ input: nothing, output: wireLogState, topics: staleBy['wire-log'] }),
  /** As it is at this moment, like the report. */
  'wire-log-text': query({ input: nothing, output: wireLogText, topics: staleBy['wire-log-text'] }),
  reminders: query({ input: nothing, output: z.object({ reminders: z.array(reminder) }), topics: staleBy.reminders }),

  // ---- commands that wait for the network, because the person does
  'add-account': command({
    input: z.object({
      /** Mail address or any URL. */
      where: z.string().min(1).max(2_000),
      user: z.string().max(320),
      password: z.string().min(1).max(2_000),
      /** The yes of a person who was told that the password would travel in clear text. */
      allowPlainHttp: z.boolean(),
    }),
    output: z.object({ accountId }),
  }),
  'look-up-free-busy': command({ input: busyQuestion.extend({ fresh: z.boolean() }), output: z.object({ asked: z.number().int() }) }),
  'look-up-people': command({ input: z.object({ text: z.string().min(1).max(200) }), output: z.object({ found: z.number().int(), unavailable: z.string().nullable() }) }),
  /** Tries everything that may lead to a person's free/busy, one step after the other; a new one ends the one before. */
  'find-freebusy-url': command({ input: findUrlInput, output: z.object({ found: z.boolean() }) }),
  'sync-now': command({ input: z.object({ accountId: accountId.nullable() }), output: nothing }),
  /** Signs in at the mail server and leaves again. `password` null: the one that is kept. */
  'test-mail-account': command({ input: z.object({ accountId, settings: mailSettings, password: z.string().max(2_000).nullable(), allowPlain: z.boolean() }), output: z.object({ tookMs: z.number().int() }) }),
  /** Asks the domain of an address where its mail is handed in (RFC 6186); null: it does not say. */
  'find-mail-settings': command({ input: z.object({ address: z.string().min(3).max(320) }), output: z.object({ found: mailSettings.pick({ host: true, port: true, security: true }).nullable() }) }),

  /** A link with id null is new. The target is looked at first: what stands there and is no free/busy of mine is not written over without `overwrite`. `secret` null keeps the one that is there. */
  /** Waits for the server: the person looks at what stands there before it is added. `id`: one that is here, whose kept password may be used. */
  'look-at-subscription': command({ input: z.object({ id: collectionId.nullable(), place: feedPlace, secret: z.string().max(1_000).nullable() }), output: feedPreview }),
  'save-subscription': command({ input: subscriptionInput, output: z.object({ id: collectionId }) }),
  /** Resolves when the server has answered. */
  'refresh-subscription': command({ input: z.object({ id: collectionId }), output: nothing }),
  'pause-subscription': command({ input: z.object({ id: collectionId, paused: z.boolean() }), output: nothing }),
  'remove-subscription': command({ input: z.object({ id: collectionId }), output: nothing }),
  'save-published-link': command({ input: z.object({ id: z.string().max(80).nullable(), settings: publishing, secret: z.string().max(2_000).nullable(), overwrite: z.boolean() }), output: z.object({ id: z.string() }) }),
  /** Also a paused or resting one. Resolves when the target has answered. */
  'publish-now': command({ input: z.object({ id: z.string() }), output: nothing }),
  /** `left`: the target would not let go of it, and the last content still stands there. With `leave` it is not touched. */
  'remove-published-link': command({ input: z.object({ id: z.string(), leave: z.boolean() }), output: z.object({ there: z.enum(['deleted', 'emptied', 'left']) }) }),
  /** Asks the servers what they hold. `take`: that plan becomes mine · `overwrite`: mine goes to all of them · null: only looks, and sends what is waiting. */
  'look-at-availability': command({ input: z.object({ personId: z.string(), choose: z.union([z.object({ kind: z.literal('take'), accountId }), z.object({ kind: z.literal('overwrite') })]).nullable() }), output: nothing }),
  /** My own row as others get it: what is here, what my servers answer about me, what stands at each published link. */
  'look-at-what-others-see': command({ input: z.object({ window: interval }), output: z.object({ seen: z.array(seenByOthers) }) }),

  // ---- commands that are done when they are stored here
  'save-availability': command({ input: z.object({ personId: z.string(), plan: availabilityPlan }), output: nothing }),
  'pause-published-link': command({ input: z.object({ id: z.string(), paused: z.boolean() }), output: nothing }),
  'start-practice': command({ input: z.object({ address: z.string() }), output: z.object({ accountId }) }),
  'sign-in-again': command({ input: z.object({ accountId, password: z.string().min(1).max(2_000) }), output: nothing }),
  'remove-account': command({ input: z.object({ accountId }), output: nothing }),
  'make-calendar': command({
    input: z.object({ accountId, name: calendarName, hue, description: calendarDescription, countsAsBusy: z.boolean() }),
    output: saved.extend({ collectionId }),
  }),
  /** All but `visible` is said to the server, where it keeps such things. */
  'set-calendar': command({
    input: z.object({ id: collectionId, visible: z.boolean().optional(), name: calendarName.optional(), hue: hue.optional(), countsAsBusy: z.boolean().optional(), description: calendarDescription.optional() }),
    output: saved,
  }),
  /** All calendars of an account, first one first. */
  'order-calendars': command({ input: z.object({ accountId, ids: z.array(collectionId).max(2_000) }), output: saved }),
  /** With everything in it, after a while in which it can be taken back. One that the server no longer has is let go here. */
  'delete-calendar': command({ input: z.object({ id: collectionId }), output: saved }),
  /** The calendars of somebody whom this person may act for, by what `delegators` of the account says. */
  'act-for': command({ input: z.object({ accountId, principal: z.string() }), output: z.object({ accountId }) }),
  /** While an account rests its server is not asked by itself, and what is to be sent waits. */
  /** `on`: for an hour from now. `forget`: off, and nothing is left. */
  'switch-wire-log': command({ input: wireLogSwitch, output: nothing }),
  'pause-account': command({ input: z.object({ accountId, paused: z.boolean() }), output: nothing }),
  'set-settings': command({ input: settings.partial(), output: nothing }),
  'set-freebusy-address': command({ input: freebusyAddressInput, output: nothing }),
  'remove-freebusy-address': command({ input: freebusyAddressInput.pick({ scope: true, subject: true }), output: nothing }),
  /** VCL-4: the URL given for a person goes into their contact card on its server. */
  'put-url-in-card': command({ input: freebusyAddressInput.pick({ subject: true }).extend({ accountId, href }), output: nothing }),
  'end-freebusy-finding': command({ input: nothing, output: nothing }),
  /** `quiet`: who would only be told of a change by Parley is not. */
  'save-event': command({ input: z.object({ draft: eventDraft, quiet: z.boolean().optional() }), output: saved }),
  /** A plan with an empty id is new. */
  'save-plan': command({ input: z.object({ plan: plan.extend({ id: z.string().max(80) }) }), output: z.object({ planId: z.string() }) }),
  /** Its events stay in the calendar. */
  'delete-plan': command({ input: z.object({ planId: z.string() }), output: nothing }),
  /**
   * Blocks I take part in become tentative events of mine, without people; moved ones move their event, leftovers go. Nobody is told anything:
   * events with people are left alone and counted in `needSheet`. `blockIds` null: all.
   */
  'place-plan': command({
    input: z.object({ planId: z.string(), collectionId, blockIds: z.array(z.string()).nullable() }),
    output: saved.extend({ placed: z.number().int(), moved: z.number().int(), removed: z.number().int(), needSheet: z.array(z.string()) }),
  }),
  'set-watch': command({ input: z.object({ objectId, on: z.boolean() }), output: nothing }),
  /** Asks the people of a watched meeting or of a plan at once; what is news of it is in the queries. */
  'look-now': command({ input: z.union([z.object({ objectId }), z.object({ planId: z.string().max(80) })]), output: nothing }),
  'dismiss-plan-news': command({ input: z.object({ planId: z.string().max(80) }), output: nothing }),
  'dismiss-watch-news': command({ input: z.object({ objectId }), output: nothing }),
  /** Drag and drop: the same as opening the editor and changing the time. */
  'move-event': command({ input: instance.extend({ scope, when: draftWhen }), output: saved }),
  /** The whole of it, with all dates. */
  'move-to-calendar': command({ input: z.object({ objectId, collectionId }), output: saved }),
  /** As an event of its own, without people. */
  'copy-to-calendar': command({ input: z.object({ objectId, collectionId }), output: saved }),
  'delete-event': command({ input: instance.extend({ scope, tellOrganizer: z.boolean() }), output: saved }),
  /** Another time for somebody else's meeting: nothing moves before its organizer says so. `answer` goes with it where an answer carries it. */
  'propose-time': command({ input: proposalAsk.extend({ way: proposalWayKind, answer: answer.nullable() }), output: saved }),
  /** The organizer's word on it: the meeting moves there and everybody is asked again, or it stays. */
  'withdraw-proposal': command({ input: withdrawAsk.extend({ answer: answer.nullable() }), output: saved }),
  'decide-proposal': command({ input: verdictAsk, output: saved }),
  'reply-to-invite': command({ input: instance.extend({ scope, answer, comment: z.string().max(10_000), /** The address of mine that answers; left out: the one that is invited. */ as: z.string().min(1).max(320).optional(), /** With `delegated`: who goes in my place. */ delegateTo: deputy.optional() }), output: saved }),
  /** `reminder`: it arrived and is not answered; when it was sent is kept beside each of them. */
  /** My answer that did not arrive, once more as it is (T-S17). */
  'resend-answer': command({ input: z.object({ objectId }), output: saved }),
  'resend-invitation': command({ input: againAsk, output: saved }),
  'write-word': command({ input: wordAsk, output: saved }),
  /** The person's own mail program carries the word: the history says that it was written there. */
  'take-word': command({ input: wordAsk, output: nothing }),
  /** Null takes the mail account away. `password` null keeps the one that is there. */
  'set-mail-account': command({ input: z.object({ accountId, settings: mailSettings.nullable(), password: z.string().max(2_000).nullable(), allowPlain: z.boolean() }), output: nothing }),
  /** To people the server cannot reach: the event says that I send to them, and it is mailed (IMI-1). To the organizer: my answer. */
  'send-by-mail': command({ input: z.object({ objectId, addresses: z.array(z.string()).min(1).max(1_000) }), output: saved }),
  /** The message as a file, for people who send it themselves; `mailto` opens a mail to them, without the file. */
  'export-invitation': command({ input: z.object({ objectId, address: z.string() }), output: z.object({ fileName: z.string(), text: z.string(), mailto: z.string() }) }),
  /** Reads an .ics or a mail and says what it is; nothing is stored. */
  'open-ics': command({ input: icsInput, output: openedIcs }),
  /** Does what was chosen of it. */
  'take-ics': command({ input: takeIcsInput, output: saved.extend(takenIcs.shape) }),
  /** Whether a text is a file of many events, and what of it is here; nothing is stored. */
  'look-at-import': command({ input: importAsk, output: importLook }),
  'import-events': command({ input: importInput, output: saved.extend(imported.shape) }),
  'let-go-message': command({ input: letGoInput, output: nothing }),
  'ask-latest': command({ input: latestAsk, output: saved }),
  'decide-uninvited': command({ input: decisionInput, output: saved }),
  /** Nobody hears of it: a meeting stays as it is on its server. */
  'dismiss-reminders': command({ input: z.object({ reminders: reminderRefs }), output: nothing }),
  'snooze-reminders': command({ input: z.object({ reminders: reminderRefs, minutes: z.number().int().min(1).max(40_320) }), output: nothing }),
  'dismiss-invite': command({ input: z.object({ inviteId }), output: nothing }),
  undo: command({ input: z.object({ queueIds: z.array(queueId) }), output: z.object({ undone: z.boolean(), /** Where it was not. */ why: z.enum(['gone', 'on-its-way', 'built-upon']).optional() }) }),
  'send-now': command({ input: z.object({ queueId }), output: nothing }),
  'discard-queued': command({ input: z.object({ queueId }), output: nothing }),
  'resolve-conflict': command({ input: z.object({ queueId, keep: z.enum(['mine', 'theirs']) }), output: nothing }),
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>
export type QueryName = { [N in CallName]: Calls[N] extends { kind: 'query' } ? N : never }[CallName]
export type CommandName = Exclude<CallName, QueryName>
export type SavedResult = z.infer<typeof saved>
export type BusyQuestion = z.infer<typeof busyQuestion>
