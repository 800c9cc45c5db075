import type { OpenedItem } from '../contract/mail.ts'
import type { ApplyOutcome } from '../itip/outcome.ts'
import { answerWord } from './counts.ts'
import type { Answer } from '../model/people.ts'

/** What an opened file or mail is, in one sentence, and why to look twice. */
export interface OpenedFacts {
  readonly kind: OpenedItem['kind']
  readonly why: ApplyOutcome['why'] | 'already-here' | null
  /** Name of who wrote it. */
  readonly who: string
  readonly answer: Answer
}

export function openedWords({ kind, why, who, answer }: OpenedFacts): string {
  switch (why) {
    case 'not-invited':
      return `${who} invites others; none of your addresses is on the list. You can keep it in your calendar; there you may answer all the same, and ${who} decides.`
    case 'same-again':
    case 'already-here':
      return 'This is in your calendar already, as it stands here.'
    case 'stale':
      return 'This is older than what your calendar has, so nothing is taken from it.'
    case 'unknown-event':
      return 'It is about a meeting that is not in your calendar.'
    case 'other-organizer':
      return `Your meeting has another organizer than ${who}. Nothing is taken from this.`
    case 'no-such-instance':
      return 'It is about a date that the series does not have.'
    case 'answered-earlier-version':
      return kind === 'answer' ? `${who} answered an earlier version: ${answerWord[answer]}.` : `${who} answered before the time was changed: ${answerWord[answer]}. That says nothing about the time it has now.`
    case 'party-crasher':
      return `${who} was not invited and answers: ${answerWord[answer]}. You decide whether they join.`
    case 'refresh-wanted':
      return `${who} asks for the meeting as it stands now.`
    case 'needs-refresh':
      return `It adds dates to a meeting that is not in your calendar. The whole invitation is needed to place them.`
    case 'confirm-again':
      return `${who} changed the time and counts you as coming. Look at it and answer again.`
    default:
      break
  }
  switch (kind) {
    case 'invitation':
      return `${who} invites you. It is put into your calendar, where you answer it.`
    case 'update':
      return `${who} changed a meeting in your calendar.`
    case 'cancellation':
      return why === 'removed' ? `${who} took you off the list.` : `${who} cancelled it. It is struck through in your calendar until you let go of it.`
    case 'answer':
      return `${who} answered: ${answerWord[answer]}.`
    case 'counter':
      return `${who} proposes another time or place. If you take it, everybody is asked again.`
    case 'counter-withdrawn':
      return `${who} no longer asks for another time. The meeting stays as it is.`
    case 'counter-declined':
      return `${who} keeps the meeting as it is.`
    case 'published':
      return `${who} published this to look at; nobody asks for an answer.`
    case 'event':
      return 'An event, to be put into your calendar.'
    case 'latest':
      return `${who} asks for the meeting as it stands now.`
    case 'nothing':
      return 'Nothing can be taken from this.'
  }
}

/** A message that its server left in the Inbox: not in my calendar, or newer than what is there. */
export const unplacedWords = (how: 'missing' | 'older', who: string): string =>
  how === 'missing' ? `${who} invites you, and it is not in your calendar. Open it to add it and answer.` : `${who} changed this meeting, and your calendar has an older copy. Open it to take the change.`

export type TrustFacts = { readonly kind: 'theirs' | 'unknown' } | { readonly kind: 'for-them' | 'passed-on' | 'other'; readonly mailFrom: string }

/** IMI-4, T-I35, T-I36: who vouches for it. Empty when the mail itself came from the one it speaks for. */
export function trustWords(trust: TrustFacts, address: string): string {
  switch (trust.kind) {
    case 'theirs':
      return ''
    case 'unknown':
      return `It claims to be from ${address}; a file alone cannot prove it.`
    case 'for-them':
      return `The mail came from ${trust.mailFrom}, who says to write for ${address}.`
    case 'passed-on':
      return `${trust.mailFrom} was invited by ${address} and asks you to come instead. The meeting is as ${trust.mailFrom} wrote it; ${address} learns of you with your answer.`
    case 'other':
      return `It claims to be from ${address}, but the mail came from ${trust.mailFrom}. Take it only if you know why.`
  }
}

export const openProblemWords: Readonly<Record<'no-calendar' | 'unreadable' | 'no-event' | 'method-mismatch' | 'unknown-method' | 'no-organizer' | 'no-attendee' | 'no-account', string>> = {
  'no-calendar': 'There is nothing of a calendar in this.',
  unreadable: 'This cannot be read as a calendar.',
  'no-event': 'There is no event in this.',
  'method-mismatch': 'The mail says one thing and its calendar part another, so it is not taken for an invitation or an answer.',
  'unknown-method': 'It is a kind of message that Parley does not know.',
  'no-organizer': 'It does not say who organizes the meeting.',
  'no-attendee': 'It is an answer that does not say whose.',
  'no-account': 'Add an account first: there is no calendar to put this into.',
}

/** For the send queue and the undo bar. */
export function takenIntent(kind: OpenedItem['kind'], title: string): string {
  const name = `“${title.replace(/\s+/g, ' ').trim() || 'No title'}”`
  switch (kind) {
    case 'answer':
      return `Take the answer to ${name}`
    case 'counter':
      return `Move ${name} as proposed`
    case 'cancellation':
      return `Mark ${name} as cancelled`
    case 'update':
      return `Take the change of ${name}`
    case 'invitation':
    case 'published':
    case 'event':
    case 'counter-withdrawn':
    case 'counter-declined':
    case 'latest':
    case 'nothing':
      return `Add ${name}`
  }
}
