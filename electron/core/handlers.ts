import { command as addAccount } from './commands/add-account.ts'
import { command as askLatest } from './commands/ask-latest.ts'
import { command as importEvents } from './commands/import-events.ts'
import { command as lookAtImport } from './commands/look-at-import.ts'
import { command as letGoMessage } from './commands/let-go-message.ts'
import { command as decideUninvited } from './commands/decide-uninvited.ts'
import { command as decideProposal } from './commands/decide-proposal.ts'
import { command as deleteCalendar } from './commands/delete-calendar.ts'
import { command as deleteEvent } from './commands/delete-event.ts'
import { command as deletePlan } from './commands/delete-plan.ts'
import { command as discardQueued } from './commands/discard-queued.ts'
import { command as dismissInvite } from './commands/dismiss-invite.ts'
import { command as endFreebusyFinding } from './commands/end-freebusy-finding.ts'
import { command as exportInvitation } from './commands/export-invitation.ts'
import { command as findFreebusyUrl } from './commands/find-freebusy-url.ts'
import { command as findMailSettings } from './commands/find-mail-settings.ts'
import { command as lookUpFreeBusy } from './commands/look-up-free-busy.ts'
import { command as lookUpPeople } from './commands/look-up-people.ts'
import { command as makeCalendar } from './commands/make-calendar.ts'
import { query as calendarPlaces } from './queries/calendar-places.ts'
import { command as copyToCalendar } from './commands/copy-to-calendar.ts'
import { command as moveToCalendar } from './commands/move-to-calendar.ts'
import { command as moveEvent } from './commands/move-event.ts'
import { command as lookAtAvailability } from './commands/look-at-availability.ts'
import { command as lookAtWhatOthersSee } from './commands/look-at-what-others-see.ts'
import { command as openIcs } from './commands/open-ics.ts'
import { command as actFor } from './commands/act-for.ts'
import { command as pauseAccount } from './commands/pause-account.ts'
import { command as pausePublishedLink } from './commands/pause-published-link.ts'
import { command as orderCalendars } from './commands/order-calendars.ts'
import { command as placePlan } from './commands/place-plan.ts'
import { command as lookAtSubscription } from './commands/look-at-subscription.ts'
import { command as pauseSubscription } from './commands/pause-subscription.ts'
import { command as refreshSubscription } from './commands/refresh-subscription.ts'
import { command as removeSubscription } from './commands/remove-subscription.ts'
import { command as saveSubscription } from './commands/save-subscription.ts'
import { query as subscriptions } from './queries/subscriptions.ts'
import { command as publishNow } from './commands/publish-now.ts'
import { command as withdrawProposal } from './commands/withdraw-proposal.ts'
import { command as proposeTime } from './commands/propose-time.ts'
import { command as removeAccount } from './commands/remove-account.ts'
import { command as removePublishedLink } from './commands/remove-published-link.ts'
import { command as removeFreebusyAddress } from './commands/remove-freebusy-address.ts'
import { command as replyToInvite } from './commands/reply-to-invite.ts'
import { command as resendAnswer } from './commands/resend-answer.ts'
import { command as resendInvitation } from './commands/resend-invitation.ts'
import { command as resolveConflict } from './commands/resolve-conflict.ts'
import { command as saveAvailability } from './commands/save-availability.ts'
import { command as saveEvent } from './commands/save-event.ts'
import { command as savePlan } from './commands/save-plan.ts'
import { command as savePublishedLink } from './commands/save-published-link.ts'
import { command as takeWord } from './commands/take-word.ts'
import { command as writeWord } from './commands/write-word.ts'
import { query as againPreview } from './queries/again-preview.ts'
import { query as wordPreview } from './queries/word-preview.ts'
import { command as sendByMail } from './commands/send-by-mail.ts'
import { command as sendNow } from './commands/send-now.ts'
import { command as dismissReminders } from './commands/dismiss-reminders.ts'
import { command as snoozeReminders } from './commands/snooze-reminders.ts'
import { command as setCalendar } from './commands/set-calendar.ts'
import { command as putUrlInCard } from './commands/put-url-in-card.ts'
import { command as setFreebusyAddress } from './commands/set-freebusy-address.ts'
import { command as setMailAccount } from './commands/set-mail-account.ts'
import { command as setSettings } from './commands/set-settings.ts'
import { command as signInAgain } from './commands/sign-in-again.ts'
import { command as startPractice } from './commands/start-practice.ts'
import { command as syncNow } from './commands/sync-now.ts'
import { command as takeIcs } from './commands/take-ics.ts'
import { command as testMailAccount } from './commands/test-mail-account.ts'
import { command as dismissPlanNews } from './commands/dismiss-plan-news.ts'
import { command as dismissWatchNews } from './commands/dismiss-watch-news.ts'
import { command as lookNow } from './commands/look-now.ts'
import { command as setWatch } from './commands/set-watch.ts'
import { query as meetingWatch } from './queries/meeting-watch.ts'
import { query as planNews } from './queries/plan-news.ts'
import { query as planWatch } from './queries/plan-watch.ts'
import { query as watchNews } from './queries/watch-news.ts'
import { command as switchWireLog } from './commands/switch-wire-log.ts'
import { command as undo } from './commands/undo.ts'
import type { CommandDeps } from './commands/deps.ts'
import type { Handlers } from './handle-call.ts'
import { query as accounts } from './queries/accounts.ts'
import { query as addingAccount } from './queries/adding-account.ts'
import { query as appState } from './queries/app-state.ts'
import { query as decisionPreview } from './queries/decision-preview.ts'
import { query as calendarRemoval } from './queries/calendar-removal.ts'
import { query as delegation } from './queries/delegation.ts'
import { query as availability } from './queries/availability.ts'
import { query as availabilityPreview } from './queries/availability-preview.ts'
import { query as diagnostics } from './queries/diagnostics.ts'
import { query as deletePreview } from './queries/delete-preview.ts'
import { query as eventDetails } from './queries/event-details.ts'
import { query as draftDates } from './queries/draft-dates.ts'
import { query as eventDraft } from './queries/event-draft.ts'
import { query as eventSource } from './queries/event-source.ts'
import { query as eventsInRange } from './queries/events-in-range.ts'
import { query as monthWeeks } from './queries/month-weeks.ts'
import { query as busyDays } from './queries/busy-days.ts'
import { query as freeBusy } from './queries/free-busy.ts'
import { query as freebusyAddresses } from './queries/freebusy-addresses.ts'
import { query as freebusyFinding } from './queries/freebusy-finding.ts'
import { query as icsExport } from './queries/ics-export.ts'
import { query as inviteCard } from './queries/invite-card.ts'
import { query as inviteList } from './queries/invite-list.ts'
import { query as mailAccount } from './queries/mail-account.ts'
import { query as mailPreview } from './queries/mail-preview.ts'
import { query as people } from './queries/people.ts'
import { query as plan } from './queries/plan.ts'
import { query as planExport } from './queries/plan-export.ts'
import { query as plans } from './queries/plans.ts'
import { query as publishPreview } from './queries/publish-preview.ts'
import { query as publishedLinks } from './queries/published-links.ts'
import { query as proposalDecision } from './queries/proposal-decision.ts'
import { query as proposalPreview } from './queries/proposal-preview.ts'
import { query as withdrawPreview } from './queries/withdraw-preview.ts'
import { query as proposals } from './queries/proposals.ts'
import { query as queue } from './queries/queue.ts'
import { query as reminders } from './queries/reminders.ts'
import { query as searchEvents } from './queries/search-events.ts'
import { query as sendPreview } from './queries/send-preview.ts'
import { query as latestPreview } from './queries/latest-preview.ts'
import { query as waitingMessages } from './queries/waiting-messages.ts'
import { query as uninvited } from './queries/uninvited.ts'
import { query as unreadableObjects } from './queries/unreadable-objects.ts'
import { query as wireLog } from './queries/wire-log.ts'
import { query as wireLogText } from './queries/wire-log-text.ts'
import type { QueryDeps } from './queries/deps.ts'

/** The call, its file and its name here are one. A call without a handler does not compile. */
export function createHandlers(queries: QueryDeps, commands: CommandDeps): Handlers {
  return {
    'app-state': appState(queries),
    accounts: accounts(queries),
    'adding-account': addingAccount(queries),
    'events-in-range': eventsInRange(queries),
    'month-weeks': monthWeeks(queries),
    'busy-days': busyDays(queries),
    'search-events': searchEvents(queries),
    'event-details': eventDetails(queries),
    'event-draft': eventDraft(queries),
    'draft-dates': draftDates(queries),
    'plan-news': planNews(queries),
    'watch-news': watchNews(queries),
    'plan-watch': planWatch(queries),
    'meeting-watch': meetingWatch(queries),
    'event-source': eventSource(queries),
    'ics-export': icsExport(queries),
    'unreadable-objects': unreadableObjects(queries),
    'send-preview': sendPreview(queries),
    'delete-preview': deletePreview(queries),
    'invite-list': inviteList(queries),
    'invite-card': inviteCard(queries),
    'free-busy': freeBusy(queries),
    'freebusy-addresses': freebusyAddresses(queries),
    'freebusy-finding': freebusyFinding(queries),
    people: people(queries),
    'mail-account': mailAccount(queries),
    'mail-preview': mailPreview(queries),
    'again-preview': againPreview(queries),
    'word-preview': wordPreview(queries),
    delegation: delegation(queries),
    'waiting-messages': waitingMessages(queries),
    'latest-preview': latestPreview(queries),
    uninvited: uninvited(queries),
    'decision-preview': decisionPreview(queries),
    plans: plans(queries),
    plan: plan(queries),
    'plan-export': planExport(queries),
    proposals: proposals(queries),
    'proposal-preview': proposalPreview(queries),
    'withdraw-preview': withdrawPreview(queries),
    'proposal-decision': proposalDecision(queries),
    'calendar-places': calendarPlaces(queries),
    'calendar-removal': calendarRemoval(queries),
    queue: queue(queries),
    diagnostics: diagnostics(queries),
    'wire-log': wireLog(queries),
    'wire-log-text': wireLogText(queries),
    availability: availability(queries),
    'availability-preview': availabilityPreview(queries),
    'published-links': publishedLinks(queries),
    subscriptions: subscriptions(queries),
    'publish-preview': publishPreview(queries),
    reminders: reminders(queries),
    'add-account': addAccount(commands),
    'look-up-free-busy': lookUpFreeBusy(commands),
    'look-up-people': lookUpPeople(commands),
    'sync-now': syncNow(commands),
    'test-mail-account': testMailAccount(commands),
    'find-mail-settings': findMailSettings(commands),
    'start-practice': startPractice(commands),
    'sign-in-again': signInAgain(commands),
    'remove-account': removeAccount(commands),
    'make-calendar': makeCalendar(commands),
    'set-calendar': setCalendar(commands),
    'order-calendars': orderCalendars(commands),
    'delete-calendar': deleteCalendar(commands),
    'act-for': actFor(commands),
    'pause-account': pauseAccount(commands),
    'switch-wire-log': switchWireLog(commands),
    'set-settings': setSettings(commands),
    'set-freebusy-address': setFreebusyAddress(commands),
    'put-url-in-card': putUrlInCard(commands),
    'remove-freebusy-address': removeFreebusyAddress(commands),
    'end-freebusy-finding': endFreebusyFinding(commands),
    'find-freebusy-url': findFreebusyUrl(commands),
    'save-event': saveEvent(commands),
    'save-plan': savePlan(commands),
    'delete-plan': deletePlan(commands),
    'place-plan': placePlan(commands),
    'set-watch': setWatch(commands),
    'look-now': lookNow(commands),
    'dismiss-plan-news': dismissPlanNews(commands),
    'dismiss-watch-news': dismissWatchNews(commands),
    'move-event': moveEvent(commands),
    'move-to-calendar': moveToCalendar(commands),
    'copy-to-calendar': copyToCalendar(commands),
    'delete-event': deleteEvent(commands),
    'reply-to-invite': replyToInvite(commands),
    'propose-time': proposeTime(commands),
    'withdraw-proposal': withdrawProposal(commands),
    'decide-proposal': decideProposal(commands),
    'resend-answer': resendAnswer(commands),
    'resend-invitation': resendInvitation(commands),
    'write-word': writeWord(commands),
    'take-word': takeWord(commands),
    'set-mail-account': setMailAccount(commands),
    'send-by-mail': sendByMail(commands),
    'export-invitation': exportInvitation(commands),
    'open-ics': openIcs(commands),
    'take-ics': takeIcs(commands),
    'look-at-import': lookAtImport(commands),
    'import-events': importEvents(commands),
    'ask-latest': askLatest(commands),
    'let-go-message': letGoMessage(commands),
    'decide-uninvited': decideUninvited(commands),
    'dismiss-invite': dismissInvite(commands),
    'dismiss-reminders': dismissReminders(commands),
    'snooze-reminders': snoozeReminders(commands),
    undo: undo(commands),
    'send-now': sendNow(commands),
    'discard-queued': discardQueued(commands),
    'resolve-conflict': resolveConflict(commands),
    'save-availability': saveAvailability(commands),
    'look-at-availability': lookAtAvailability(commands),
    'look-at-subscription': lookAtSubscription(commands),
    'save-subscription': saveSubscription(commands),
    'refresh-subscription': refreshSubscription(commands),
    'pause-subscription': pauseSubscription(commands),
    'remove-subscription': removeSubscription(commands),
    'save-published-link': savePublishedLink(commands),
    'publish-now': publishNow(commands),
    'pause-published-link': pausePublishedLink(commands),
    'remove-published-link': removePublishedLink(commands),
    'look-at-what-others-see': lookAtWhatOthersSee(commands),
  }
}
