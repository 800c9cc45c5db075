import type { Answer } from '../model/people.ts'
import { assertNever } from '../model/result.ts'
import { wordIntent } from './words.ts'

/** What a mail about a meeting says, besides the calendar part in it. */
export interface MailFacts {
  readonly kind: 'invited' | 'passed-on' | 'ask-again' | 'updated' | 'removed' | 'cancelled' | 'answered' | 'counter' | 'counter-withdrawn' | 'counter-declined' | 'refresh'
  readonly title: string
  /** `Wed 14 Oct 2026, 15:00–16:30 (Berlin time)` */
  readonly when: string
  readonly repeat: string
  readonly where: string
  readonly link: string
  readonly description: string
  /** Name or address of who writes. */
  readonly who: string
  readonly answer: Answer
  readonly comment: string
}

const answered: Readonly<Record<Answer, { readonly subject: string; readonly verb: string }>> = {
  accepted: { subject: 'Accepted', verb: 'comes' },
  tentative: { subject: 'Maybe', verb: 'may come' },
  declined: { subject: 'Declined', verb: 'does not come' },
  delegated: { subject: 'Delegated', verb: 'sends somebody else' },
  'needs-action': { subject: 'Answer taken back', verb: 'has taken the answer back' },
}

/** Subject and plain text of the mail; whoever cannot read calendars reads this. Names and words of people stand in it as they wrote them. */
export function mailWords(facts: MailFacts): { readonly subject: string; readonly text: string } {
  const title = oneLine(facts.title) || 'a meeting'
  const about = [facts.when, facts.repeat, facts.where, facts.link].filter((line) => line !== '').join('\n')
  const parts = [leadOf(facts, title), about, ...(facts.comment === '' ? [] : [`“${facts.comment}”`]), ...(tells(facts) ? [facts.description] : [])]
  if (asks(facts)) parts.push('Please answer with your mail or calendar program; your answer then shows in the calendar of the organizer. You can also just write back.')
  return { subject: `${subjectOf(facts)}: ${title}`, text: `${parts.map((part) => part.trim()).filter((part) => part !== '').join('\n\n')}\n` }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
const asks = ({ kind }: MailFacts): boolean => kind === 'invited' || kind === 'passed-on' || kind === 'ask-again'
const tells = (facts: MailFacts): boolean => asks(facts) || facts.kind === 'updated'

function subjectOf({ kind, answer }: MailFacts): string {
  switch (kind) {
    case 'invited':
    case 'passed-on':
      return 'Invitation'
    case 'ask-again':
    case 'updated':
      return 'Updated invitation'
    case 'removed':
      return 'No longer invited'
    case 'cancelled':
      return 'Cancelled'
    case 'answered':
      return answered[answer].subject
    case 'counter':
      return 'Another time proposed'
    case 'counter-withdrawn':
      return 'No other time needed'
    case 'counter-declined':
      return 'Stays as it is'
    case 'refresh':
      return 'Latest version, please'
    default:
      return assertNever(kind)
  }
}

function leadOf({ kind, who, answer }: MailFacts, title: string): string {
  switch (kind) {
    case 'invited':
      return `${who} invites you to “${title}”.`
    case 'passed-on':
      return `${who} asks you to go to “${title}” instead. You are not obliged to.`
    case 'ask-again':
      return `${who} has changed “${title}” and asks for your answer again.`
    case 'updated':
      return `${who} has changed “${title}”.`
    case 'removed':
      return `${who} has taken you off the list for “${title}”. It may take place without you.`
    case 'cancelled':
      return `${who} has cancelled “${title}”.`
    case 'answered':
      return `${who} ${answered[answer].verb}: “${title}”.`
    case 'counter':
      return `${who} proposes another time for “${title}”:`
    case 'counter-withdrawn':
      return `${who} takes back the other time that was proposed for “${title}”. As it stands:`
    case 'counter-declined':
      return `${who} keeps “${title}” as it is.`
    case 'refresh':
      return `${who} asks you for the latest version of “${title}”. Your calendar program can send the invitation again.`
    default:
      return assertNever(kind)
  }
}

/** For the send queue: `Mail the invitation to “Design review” to Bob`. */
export function mailIntent(mail: { readonly method: string | null; readonly to: string; readonly toName: string }, title: string): string {
  if (mail.method === null) return wordIntent(mail.toName || mail.to, title)
  const what = mail.method === 'CANCEL' ? 'the cancellation of' : mail.method === 'REPLY' ? 'your answer to' : mail.method === 'COUNTER' ? 'your proposal for' : mail.method === 'REFRESH' ? 'the question for the latest version of' : mail.method === 'DECLINECOUNTER' ? 'the no to another time for' : 'the invitation to'
  return `Mail ${what} “${oneLine(title) || 'No title'}” to ${mail.toName || mail.to}`
}

/** For the row that writes into the event what was mailed. */
export const mailedIntent = (title: string): string => `Note in “${oneLine(title) || 'No title'}” what was mailed`
