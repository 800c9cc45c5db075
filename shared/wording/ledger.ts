import type { Answer } from '../model/people.ts'
import { assertNever } from '../model/result.ts'
import { listOf } from './lists.ts'
import { postedText } from './posted.ts'

/** One line of a meeting's history. `who` is a name, or the address where there is none; null is the person at this computer. */
export type LedgerFact =
  | { readonly kind: 'invited'; readonly names: readonly string[] }
  | { readonly kind: 'changed'; readonly who: string | null; readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[] }
  | { readonly kind: 'not-told'; readonly names: readonly string[] }
  | { readonly kind: 'cancelled'; readonly who: string | null; readonly date: string | null }
  /** Nobody can tell whether it was called off or removed on another computer. */
  | { readonly kind: 'vanished'; readonly who: string }
  | { readonly kind: 'revived'; readonly who: string }
  | { readonly kind: 'answered'; readonly who: string | null; readonly answer: Answer; readonly date: string | null }
  | { readonly kind: 'resent'; readonly names: readonly string[] }
  /** `host` of the server that was asked to; null: Parley sends it. */
  | { readonly kind: 'answered-again'; readonly host: string | null }
  | { readonly kind: 'reminded'; readonly names: readonly string[]; readonly word?: string }
  /** `byHand`: in the person's own mail program; whether it was sent there nobody knows. */
  | { readonly kind: 'wrote'; readonly names: readonly string[]; readonly word: string; readonly byHand: boolean }
  | { readonly kind: 'mailed'; readonly who: string; readonly method: string }
  | { readonly kind: 'posted'; readonly names: readonly string[]; readonly method: string; readonly host: string }
  | { readonly kind: 'exported'; readonly who: string }
  | { readonly kind: 'got-invitation'; readonly who: string }
  /** Not confirmed: it was sent on, and nobody says that it came. */
  | { readonly kind: 'delivered'; readonly names: readonly string[]; readonly confirmed: boolean }
  | { readonly kind: 'undelivered'; readonly who: string; readonly why: string }
  | { readonly kind: 'taken-back'; readonly intent: string }
  | { readonly kind: 'discarded'; readonly intent: string }
  /** Somebody I did not ask answered; null: the server does not say what. */
  | { readonly kind: 'answered-uninvited'; readonly who: string; readonly answer: Answer | null }
  | { readonly kind: 'sent-instead'; readonly who: string; readonly instead: string }
  | { readonly kind: 'let-in'; readonly who: string; readonly optional: boolean }
  | { readonly kind: 'not-let-in'; readonly who: string; readonly told: boolean }
  /** `who` null: I passed it. */
  | { readonly kind: 'passed-on'; readonly who: string | null; readonly to: string }
  | { readonly kind: 'deputy-answered'; readonly who: string; readonly answer: Answer }
  | { readonly kind: 'comment-stays'; readonly host: string }
  | { readonly kind: 'removed'; readonly told: boolean }
  | { readonly kind: 'proposed'; readonly who: string | null; readonly when: string }
  | { readonly kind: 'withdrew-time'; readonly who: string | null; readonly when: string }
  /** The organizer declined another time. */
  | { readonly kind: 'kept-time'; readonly who: string | null; readonly for?: string }
  | { readonly kind: 'took-time'; readonly who: string; readonly when: string }

const answerVerbs: Readonly<Record<Answer, string>> = { accepted: 'accepted', tentative: 'answered maybe', declined: 'declined', delegated: 'delegated', 'needs-action': 'took the answer back' }

/** `doer` is who stands where `who` is null: the person at this computer, also where they act for somebody else. */
export function ledgerText(fact: LedgerFact, doer = 'You'): string {
  switch (fact.kind) {
    case 'invited':
      return `${doer} invited ${listOf(fact.names)}.`
    case 'changed':
      return `${fact.who ?? doer} changed ${fact.changes.map(changeWords).join('; ') || 'it'}.`
    case 'not-told':
      return `${doer} did not tell ${listOf(fact.names)} of it.`
    case 'cancelled':
      return `${fact.who ?? doer} cancelled ${fact.date === null ? 'it' : fact.date}.`
    case 'vanished':
      return `It is no longer in the calendar on the server: ${fact.who} cancelled it, or it was removed on another computer.`
    case 'revived':
      return `${fact.who} brought it back: it takes place after all.`
    case 'answered':
      return `${fact.who ?? doer} ${answerVerbs[fact.answer]}${fact.date === null ? '' : ` for ${fact.date}`}.`
    case 'resent':
      return `${doer} sent it again to ${listOf(fact.names)}.`
    case 'answered-again':
      return fact.host === null ? `${doer} sent the answer again.` : `${doer} asked ${fact.host} to send the answer again.`
    case 'reminded':
      return fact.word ? `${doer} reminded ${listOf(fact.names)} of the invitation: “${fact.word}”` : `${doer} reminded ${listOf(fact.names)} of the invitation.`
    case 'wrote':
      return fact.byHand ? `${doer} opened a mail to ${listOf(fact.names)} in your mail program${fact.word === '' ? '.' : `: “${fact.word}”`}` : `${doer} wrote to ${listOf(fact.names)}: “${fact.word}”`
    case 'mailed':
      return `${fact.method === 'REPLY' ? 'Your answer' : fact.method === 'CANCEL' ? 'The cancellation' : fact.method === 'DECLINECOUNTER' ? 'Your no to another time' : fact.method === 'COUNTER' ? 'Your proposal' : 'The invitation'} was mailed to ${fact.who}.`
    case 'posted':
      return postedText(fact.method, fact.names, fact.host)
    case 'exported':
      return `You took the invitation for ${fact.who} as a file.`
    case 'got-invitation':
      return `${fact.who} invited ${doer === 'You' ? 'you' : doer}.`
    case 'delivered':
      return fact.confirmed ? `It was delivered to ${listOf(fact.names)}.` : `It was sent on to ${listOf(fact.names)}; delivery is not confirmed.`
    case 'undelivered':
      return `${fact.who} was not reached. ${fact.why}.`
    case 'taken-back':
      return `Taken back before it was sent: ${fact.intent}.`
    case 'discarded':
      return `Given up: ${fact.intent}.`
    case 'answered-uninvited':
      return `${fact.who}, who was not invited, ${fact.answer === null ? 'answered' : answerVerbs[fact.answer]}.`
    case 'sent-instead':
      return `${fact.who} sends ${fact.instead} instead.`
    case 'let-in':
      return `You added ${fact.who}${fact.optional ? ' as optional' : ''}.`
    case 'not-let-in':
      return fact.told ? `You told ${fact.who} that this meeting is without them.` : `You left ${fact.who} off the list.`
    case 'passed-on':
      return `${fact.who ?? doer} passed the invitation to ${fact.to}.`
    case 'deputy-answered':
      return `${fact.who}, who goes in your place, ${answerVerbs[fact.answer]}.`
    case 'comment-stays':
      return `Your comment stays with you: ${fact.host} passes on answers, but no comments.`
    case 'proposed':
      return `${fact.who ?? doer} proposed ${fact.when}.`
    case 'withdrew-time': {
      const who = fact.who ?? doer
      return `${who} no longer ${who === 'You' ? 'ask' : 'asks'} for ${fact.when}.`
    }
    case 'kept-time':
      return `${fact.who ?? doer} kept the time${fact.for === undefined ? '' : ` that ${fact.for} wanted to change`}.`
    case 'took-time':
      return `You took the time ${fact.who} proposed: ${fact.when}.`
    case 'removed':
      return fact.told ? 'You removed it; the organizer is told that you do not come.' : 'You removed it without telling the organizer.'
    default:
      return assertNever(fact)
  }
}

const fieldWords: Readonly<Record<string, string>> = { when: 'the time', where: 'the place', title: 'the title', text: 'the description', repeat: 'the repeat', people: 'the people' }

function changeWords(change: { readonly field: string; readonly before: string; readonly after: string }): string {
  const word = fieldWords[change.field] ?? change.field
  if (change.field === 'text' || change.field === 'people' || change.before === '' || change.after === '') return word
  return `${word} from ${change.before} to ${change.after}`
}
