import type { AppError } from '../contract/app-error.ts'
import { assertNever } from '../model/result.ts'
import { lengthInWords } from './times.ts'

export interface ErrorContext {
  /** What the person was doing, as a noun phrase: `Your answer to “Design review”`, `The new time of “Budget”`. */
  readonly what?: string
  /** How many such things, for the verb. */
  readonly plural?: boolean
}

export interface ErrorWords {
  /** What happened. Names the server, never "the remote host". */
  readonly title: string
  /** What is safe. */
  readonly safe: string
  /** What to do. */
  readonly next: string
}

/** A fault in three sentences: what happened, what is safe, what to do. Codes stay under "Show details". */
export function explainError(error: AppError, ctx: ErrorContext = {}): ErrorWords {
  return { title: titleOf(error), safe: safeOf(error, ctx), next: nextOf(error) }
}

/** The facts under "Show details": for the person who helps, not for the one who reads. */
export function errorDetails(error: AppError): string[] {
  const out: string[] = []
  if (error.host !== undefined) out.push(`Server: ${error.host}`)
  if (error.httpStatus !== undefined) out.push(`HTTP status: ${error.httpStatus}`)
  if (error.precondition !== undefined) out.push(`Reason given: ${error.precondition}`)
  if (error.cause !== undefined) out.push(`Case: ${error.cause}`)
  if (error.href !== undefined) out.push(`Address there: ${error.href}`)
  if (error.detail !== undefined && error.detail !== '') out.push(error.detail)
  return out
}

const hostOf = (error: AppError): string => error.host ?? 'The server'
/** A server that has worked: its address is right, and it is asked again without anybody's doing. */
const isKnown = (error: AppError): boolean => error.accountId !== undefined && error.retry === 'later'
const againByItself = 'Parley tries again by itself.'
const inHost = (error: AppError): string => error.host ?? 'the server'

function titleOf(error: AppError): string {
  const host = hostOf(error)
  const fine = titleByCause(error)
  if (fine !== null) return fine
  switch (error.kind) {
    case 'offline':
      return error.host === undefined ? 'You are offline' : `${host} cannot be reached`
    case 'sign-in':
      return `${host} does not accept the user name and password`
    case 'forbidden':
      return forbiddenTitle(error)
    case 'gone':
      return `${host} no longer has this`
    case 'conflict':
      return 'It was changed on the server at the same time'
    case 'refused':
      return refusedTitle(error)
    case 'bad-data':
      return error.host === undefined ? 'This cannot be read' : `${host} sent something that cannot be read`
    case 'cancelled':
      return 'Stopped'
    case 'bug':
      return 'Parley made a mistake'
    default:
      return assertNever(error.kind)
  }
}

function titleByCause(error: AppError): string | null {
  const host = hostOf(error)
  switch (error.cause) {
    case 'wrong-password':
      return `${host} does not accept this user name and password`
    case 'not-caldav':
      return `${host} is not a calendar server`
    case 'certificate':
      return `The certificate of ${inHost(error)} does not fit`
    case 'host-not-found':
      return `There is no server named ${inHost(error)}`
    case 'connection-refused':
      return isKnown(error) ? `${host} cannot be reached` : `${host} is not answering calls on that port`
    case 'timeout':
      return `${host} did not answer in time`
    case 'too-large':
      return `${host} sent more than Parley takes in one piece`
    case 'plain-http':
      return `${host} would get the password in clear text`
    case 'other-origin':
      return `${host} points to another server, which would get the password`
    case 'no-calendars':
      return `${host} has no calendars for this user`
    case 'calendar-of-another':
      return 'This calendar belongs to somebody else'
    case 'no-people-on-this-computer':
      return 'Nobody can be invited from a calendar on this computer'
    case 'there-already':
      return 'It is in that calendar already'
    case 'may-not-invite':
      return `${host} gives you no right to invite people`
    case 'may-not-answer':
      return `${host} gives you no right to answer invitations`
    case 'may-not-invite-for':
      return 'You have no right to invite people for the owner of this calendar'
    case 'may-not-answer-for':
      return 'You have no right to answer for the owner of this calendar'
    case 'meeting-cannot-change-calendar':
      return 'A meeting cannot go to that calendar'
    case 'other-month':
    case 'uneven-months':
    case 'not-last':
    case 'special-rule':
      return 'The whole series cannot move to that day'
    case 'calendar-name-refused':
      return `${host} does not rename this calendar`
    case 'calendar-not-yours':
      return `${host} gives you no right to change this calendar`
    case 'no-new-calendars':
      return `${host} does not make calendars for programs`
    case 'no-right-to-make-calendars':
      return `${host} gives you no right to make calendars`
    case 'calendar-has-messages':
      return 'Messages about meetings in this calendar have not been sent yet'
    case 'being-sent':
      return 'It is being sent at this moment'
    case 'holds-unsent':
      return 'Events of this new calendar are waiting to be sent'
    case 'conflict-undecided':
      return 'There are two versions of it'
    case 'calendar-has-unsent':
      return 'There is work in this calendar that has not been sent'
    case 'read-only':
      return 'This calendar can only be read'
    case 'no-room':
      return `The calendar on ${inHost(error)} is full`
    case 'rate-limit':
      return `${host} asks for a pause`
    case 'not-organizer':
      return 'Only the organizer can change this'
    case 'mail-unsure':
      return `Nobody can tell whether ${inHost(error)} took the mail`
    case 'mail-refused':
      return `${host} refused the mail to this address`
    case 'mail-later':
      return `${host} wants the mail later`
    case 'mail-closed':
      return `${host} does not take mail from here`
    case 'not-mail':
      return `${host} does not speak like a mail server on that port`
    case 'no-starttls':
      return `${host} offers no encryption on that port`
    case 'plain-mail':
      return `${host} would get the password and the mails in clear text`
    case 'practice-mail':
      return 'Practice mails never leave this computer'
    case 'empty-word':
      return 'There are no words to send'
    case 'no-mail-account':
      return 'There is no mail account to send from'
    case 'mail-from':
      return 'The sender is no mail address'
    case 'server-reaches':
      return 'The server has told this person already'
    case 'server-sends-now':
      return `${host} now sends invitations by itself`
    case 'not-as-shown':
      return 'Something has changed since this was opened'
    case 'too-many-people':
      return 'This calendar does not take so many people in one meeting'
    case 'too-early':
    case 'too-late':
      return 'This calendar does not take so distant a date'
    case 'too-large-for-calendar':
      return 'This calendar does not take so long a text'
    case 'kept-otherwise':
      return `${host} kept something else than it was given`
    case 'availability-backwards':
      return 'Something in it ends before it begins'
    case 'availability-foreign':
      return 'What stands there cannot be edited here without losing parts of it'
    case 'target-occupied':
      return `Something else stands at this address on ${inHost(error)}`
    case 'practice-publishing':
      return 'Practice calendars are not published outside of this computer'
    case 'plain-publishing':
      return `${host} would get your times in clear text`
    case 'password-in-url':
      return 'The address holds a user name or password'
    case 'bad-template':
      return 'The address names something in braces that is not known'
    case 'bad-url':
      return 'This is no web address'
    case 'secret-in-card':
      return 'The address holds a secret, and a contact card may be read by others'
    case 'not-a-card':
      return `What stands at this contact on ${inHost(error)} cannot be read as a card`
    case 'no-etag':
      return `${host} does not say whether somebody else changed this meanwhile`
    case 'unsupported-scheme':
      return 'Only http and https addresses can be used'
    case 'plain-feed':
      return `${host} would send the calendar in clear text`
    case 'feed-needs-sign-in':
      return `${host} wants a user name and password for this calendar`
    case 'feed-secret':
      return 'The password is missing'
    case 'feed-gone':
      return `${host} says that this calendar is gone for good`
    case 'feed-not-there':
      return `${host} has nothing at this address`
    case 'feed-torn':
      return `${host} sent half of the calendar`
    case 'not-a-calendar':
      return `${host} sent something that is no calendar`
    case 'leaves-read-only':
    case 'read-only-calendar':
      return 'This calendar can only be read'
    case 'publish-address':
      return 'Choose one of your own addresses'
    case 'publish-secret':
      return 'The password or token is missing'
    case 'publish-refused':
      return `${host} does not let you write there`
    case 'publish-no-folder':
      return `There is no such folder on ${inHost(error)}`
    case 'publish-no-files':
      return `${host} takes no files at this address`
    case 'publish-no-room':
      return `There is no room left on ${inHost(error)}`
    case 'publish-too-long':
      return `${host} does not take so long a file`
    case 'nothing-to-publish':
      return 'There is nothing that can be said yet'
    case 'not-readable-there':
      return `${host} took it, but it cannot be read there`
    case 'reads-otherwise':
      return `${host} took it, but what others read there is something else`
    case 'read-needs-sign-in':
      return `${host} took it, but only who signs in there can read it`
    case 'unknown-call':
    case 'invalid-input':
      return 'Parley made a mistake'
    default:
      return null
  }
}

function forbiddenTitle(error: AppError): string {
  switch (error.precondition) {
    case 'allowed-attendee-scheduling-object-change':
      return `${hostOf(error)} lets only the organizer change this`
    case 'allowed-organizer-scheduling-object-change':
      return `${hostOf(error)} does not let the organizer answer for others`
    case 'unique-scheduling-object-resource':
    case 'no-uid-conflict':
      return 'This meeting is already in another of your calendars'
    case 'same-organizer-in-all-components':
      return 'The dates of this series name different organizers'
    case 'default-calendar-needed':
      return 'Invitations need this calendar'
    case 'need-privileges':
      return `${hostOf(error)} gives you no right to do this`
    default:
      return `${hostOf(error)} refused this`
  }
}

function refusedTitle(error: AppError): string {
  if (error.httpStatus === 429 || error.httpStatus === 503) return `${hostOf(error)} asks for a pause`
  if (error.httpStatus === 507) return `The calendar on ${inHost(error)} is full`
  if (error.httpStatus !== undefined && error.httpStatus >= 500) return `${hostOf(error)} has a problem of its own`
  return `${hostOf(error)} refused this`
}

function safeOf(error: AppError, ctx: ErrorContext): string {
  const what = ctx.what ?? (error.effect === 'nothing-changed' ? '' : 'Your change')
  const are = ctx.plural === true ? 'are' : 'is'
  switch (error.effect) {
    case 'saved-here':
      return `${what} ${are} saved on this computer.`
    case 'partly-sent':
      return `${what} ${are} saved on this computer, and some of it has reached ${inHost(error)}.`
    case 'nothing-changed':
      return what === '' ? 'Nothing was changed.' : `Nothing was changed. ${what} ${are} as before.`
    default:
      return assertNever(error.effect)
  }
}

function nextOf(error: AppError): string {
  switch (error.cause) {
    case 'not-caldav':
      return 'Check the address, or ask who runs it for the CalDAV address.'
    case 'certificate':
      return 'Do not sign in until who runs it has fixed it.'
    case 'host-not-found':
      return isKnown(error) ? againByItself : 'Check the spelling of the address.'
    case 'connection-refused':
      return isKnown(error) ? againByItself : 'Check the address and the port, or try again later.'
    case 'plain-http':
      return 'Use an address that begins with https, or allow it if the network is yours.'
    case 'other-origin':
      return 'Add the account with the address of that server, if you trust it.'
    case 'no-calendars':
      return 'Create a calendar there first, then add the account again.'
    case 'calendar-of-another':
      return 'Its server would take the message for theirs, or send none. Invite people from a calendar of your own, and answer there.'
    case 'no-people-on-this-computer':
      return 'It has no server to send an invitation. Choose a calendar of one of your accounts, or take the people out.'
    case 'may-not-invite':
    case 'may-not-answer':
      return 'Ask whoever runs it for the right, or tell people another way.'
    case 'may-not-invite-for':
    case 'may-not-answer-for':
      return 'Ask the owner for the right to send for them, or use a calendar of your own.'
    case 'other-month':
      return 'Some of its dates would fall into another month. Move single dates, or change how it repeats in the editor.'
    case 'uneven-months':
      return 'Not every month has the old or the new day, so dates would vanish or come up. Move single dates, or change how it repeats in the editor.'
    case 'not-last':
      return 'It repeats on the last such weekday of a month, and the new day is not the last. Move single dates, or change how it repeats in the editor.'
    case 'special-rule':
      return 'It repeats by a special rule whose days cannot be moved. Move single dates, or change how it repeats in the editor.'
    case 'meeting-cannot-change-calendar':
      return 'It stays where it is: the server would cancel it for its people and invite them anew.'
    case 'calendar-name-refused':
      return 'Discard the new name, or change it on the web page of the server.'
    case 'no-new-calendars':
      return 'Make it on the web page of the server; it appears here by itself.'
    case 'calendar-has-messages':
      return 'Send them or take them back first; they are under “Not sent yet”.'
    case 'being-sent':
      return 'Wait a moment: it arrives, or can be discarded then.'
    case 'holds-unsent':
      return 'Move them to another calendar or discard them first.'
    case 'conflict-undecided':
      return 'Choose one of them first.'
    case 'calendar-has-unsent':
      return 'Look under “Not sent yet” and decide there first.'
    case 'read-only':
      return 'Choose another calendar.'
    case 'no-room':
      return 'Make room there, then try again.'
    case 'mail-unsure':
      return 'Ask whether it came, or send it again: mail programs show the same mail once.'
    case 'mail-refused':
      return 'Check the address, then send it again.'
    case 'mail-closed':
    case 'not-mail':
      return 'Check server and port in the mail settings.'
    case 'no-starttls':
      return 'Choose another port or the other way of encryption in the mail settings.'
    case 'plain-mail':
      return 'Choose encryption, or allow it if the network is yours.'
    case 'practice-mail':
      return 'Add your own account to send mail to people.'
    case 'no-mail-account':
      return 'Add one in the settings under Mail; what waits goes out then.'
    case 'mail-from':
      return 'Write it as name@example.org.'
    case 'server-reaches':
      return 'Remind them, or change the meeting, and the server tells them.'
    case 'server-sends-now':
      return 'Parley posts nothing there any more. See whether people have answered; if not, send it again from the list of people.'
    case 'not-as-shown':
      return 'Open it again.'
    case 'too-many-people':
      return 'Invite a group, or choose another calendar.'
    case 'too-early':
    case 'too-late':
      return 'Choose another calendar.'
    case 'too-large-for-calendar':
      return 'Shorten the description, or choose another calendar.'
    case 'kept-otherwise':
      return 'Your hours work here and in what you publish.'
    case 'availability-backwards':
      return 'Set the end after the beginning.'
    case 'availability-foreign':
      return 'Leave it to the program that made it, or write yours over it.'
    case 'target-occupied':
      return 'Write over it if it is yours, or choose another address.'
    case 'practice-publishing':
      return 'Use an address of the practice organisations, or add your own account.'
    case 'plain-publishing':
      return 'Use an address that begins with https, or allow it if the network is yours.'
    case 'password-in-url':
      return 'Type them into their own fields: addresses are seen by others.'
    case 'bad-template':
      return 'Use {user}, {domain}, {userid} or {token}.'
    case 'bad-url':
      return 'Write it with https:// at its beginning.'
    case 'secret-in-card':
      return 'It stays kept here, with its secret locked.'
    case 'not-a-card':
      return 'Open the contact in the program that made it.'
    case 'no-etag':
      return 'Put the address into the card with your contacts program.'
    case 'unsupported-scheme':
      return 'FTP and file addresses of older programs cannot be used; ask for a web address.'
    case 'plain-feed':
      return 'Use an address that begins with https, or allow it.'
    case 'feed-needs-sign-in':
    case 'feed-secret':
      return 'Type them and try again.'
    case 'feed-gone':
      return 'Ask who publishes it for another address, or remove it.'
    case 'not-a-calendar':
      return 'Look for the address of the calendar itself: it often ends in .ics.'
    case 'feed-not-there':
      return 'Check the address, or ask who publishes it.'
    case 'feed-torn':
      return 'Try again later.'
    case 'leaves-read-only':
    case 'read-only-calendar':
      return 'Copy it to a calendar of yours, and change the copy.'
    case 'publish-address':
    case 'publish-secret':
      return 'Then save it again.'
    case 'publish-refused':
      return 'Check the address and the sign-in, or ask who runs it for the right to write.'
    case 'publish-no-folder':
      return 'Check the address. The folder must be there before a file can go into it.'
    case 'publish-no-files':
      return 'Check the address, or ask who runs it where files may be put.'
    case 'publish-no-room':
      return 'Make room there. Parley tries again by itself.'
    case 'publish-too-long':
      return 'Publish fewer days ahead, or in whole hours.'
    case 'nothing-to-publish':
      return 'The preview says why.'
    case 'not-readable-there':
    case 'reads-otherwise':
      return 'If others read it at another address, name that address.'
    case 'read-needs-sign-in':
      return 'If others are to read it, ask who runs it to open it.'
    case 'not-organizer':
      return 'Answer with a comment, and the organizer can change it.'
    default:
      break
  }
  switch (error.kind) {
    case 'offline':
      return error.retry === 'later' ? 'It goes out by itself once the server can be reached.' : 'Check the connection and try again.'
    case 'sign-in':
      return 'Type the password again, or an app password if the server wants one.'
    case 'conflict':
      return 'Choose which version to keep.'
    case 'gone':
      return 'Discard it here, or save it as a new event.'
    case 'bug':
      return 'Try again. If it happens again, report it with the details.'
    case 'cancelled':
      return error.retry === 'never' ? '' : 'Start it again whenever you like.'
    case 'forbidden':
    case 'refused':
    case 'bad-data':
      return retryWords(error)
    default:
      return assertNever(error.kind)
  }
}

function retryWords(error: AppError): string {
  switch (error.retry) {
    case 'later':
      return error.retryAfterMs === undefined ? againByItself : `Parley tries again in ${lengthInWords(Math.max(1, Math.ceil(error.retryAfterMs / 60_000)))}.`
    case 'now':
      return 'Try again.'
    case 'never':
      return error.kind === 'bad-data' ? 'Its text is kept; look at it under details.' : 'Change it, or discard it.'
    default:
      return assertNever(error.retry)
  }
}
