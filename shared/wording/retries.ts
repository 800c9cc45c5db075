import type { AppError } from '../contract/app-error.ts'

const sameAgain = 'The same text would be refused again. Edit it first.'
const tooMuch = 'It would be as long the next time. Shorten it first.'
const notMine = 'That stays as it is: nobody but the organizer may change this.'
const dates = 'The dates would be the same. Choose others, or another calendar.'

/** Refused for what it is, and not for how things stood. */
const inVain: Readonly<Record<string, string>> = {
  'supported-calendar-data': sameAgain,
  'valid-calendar-data': sameAgain,
  'valid-calendar-object-resource': sameAgain,
  'supported-calendar-component': sameAgain,
  'same-organizer-in-all-components': sameAgain,
  'bad-request': sameAgain,
  'unreadable-object': sameAgain,
  'max-resource-size': tooMuch,
  'object-too-large': tooMuch,
  'too-large-for-calendar': tooMuch,
  'max-attendees-per-instance': 'There would be as many people the next time. Invite fewer, or a group.',
  'too-many-people': 'There would be as many people the next time. Invite fewer, or a group.',
  'min-date-time': dates,
  'max-date-time': dates,
  'max-instances': dates,
  'too-early': dates,
  'too-late': dates,
  'allowed-attendee-scheduling-object-change': notMine,
  'allowed-organizer-scheduling-object-change': 'That stays as it is: only they themselves can answer.',
  'calendar-name-refused': 'The server has no way to rename this calendar.',
  'no-new-calendars': 'The server has no way to make a calendar.',
  'server-sends-now': 'The server sends by itself now; a second message would be one too many.',
  'mail-from': 'The sender would be the same. Change it in the mail settings first.',
  'practice-mail': 'Practice mails never leave this computer.',
}

/** Why doing the same once more is in vain; null where it can help: rights, room, servers and what is in the way change. */
export function whyInVain(error: AppError): string | null {
  return inVain[error.precondition ?? ''] ?? inVain[error.cause ?? ''] ?? null
}
