import type { NoticeKind } from '../model/notices.ts'
import type { Answer } from '../model/people.ts'
import { assertNever } from '../model/result.ts'

/** What is worth a notice of the system. `who` is a name, or an address where there is none. */
export type NoticeFact =
  | { readonly kind: 'invitation'; readonly who: string; readonly title: string; readonly when: string }
  | { readonly kind: 'changed'; readonly who: string; readonly title: string; readonly before: string; readonly after: string }
  | { readonly kind: 'cancelled'; readonly who: string; readonly title: string; readonly when: string }
  | { readonly kind: 'vanished'; readonly who: string; readonly title: string; readonly when: string }
  | { readonly kind: 'revived'; readonly who: string; readonly title: string; readonly when: string }
  | { readonly kind: 'answered'; readonly who: string; readonly title: string; readonly answer: Answer; readonly comment: string }
  /** The organizer's: these people were not reached. */
  | { readonly kind: 'undelivered'; readonly names: readonly string[]; readonly title: string }
  /** Of the send queue: `intent` is what was to be done. */
  | { readonly kind: 'needs-you'; readonly intent: string }
  | { readonly kind: 'reminder'; readonly title: string; readonly when: string; readonly where: string }
  /** `of` the first of them. */
  | { readonly kind: 'many'; readonly count: number; readonly of: NoticeKind }
  /** Somebody I did not ask; null: the server does not say what they answered. */
  | { readonly kind: 'uninvited'; readonly who: string; readonly title: string; readonly answer: Answer | null }
  | { readonly kind: 'instead'; readonly who: string; readonly instead: string; readonly title: string }
  | { readonly kind: 'deputy'; readonly who: string; readonly title: string; readonly answer: Answer }
  | { readonly kind: 'proposed'; readonly who: string; readonly title: string; readonly when: string; readonly words: string }

export interface NoticeWords {
  readonly title: string
  readonly body: string
}

const named = (title: string): string => (title.trim() === '' ? 'No title' : title.trim())
const verbs: Readonly<Record<Answer, string>> = { accepted: 'accepted', tentative: 'answered maybe', declined: 'declined', delegated: 'sends somebody else', 'needs-action': 'took the answer back' }

/** `behalf` names whose news it is, where that is somebody this person acts for. */
export function noticeWords(fact: NoticeFact, behalf?: string): NoticeWords {
  const words = wordsOf(fact, behalf ?? 'you')
  return behalf === undefined || fact.kind === 'invitation' ? words : { ...words, body: `${words.body} · for ${behalf}` }
}

function wordsOf(fact: NoticeFact, you: string): NoticeWords {
  switch (fact.kind) {
    case 'invitation':
      return { title: `${fact.who} invites ${you}`, body: `${named(fact.title)} · ${fact.when}` }
    case 'changed':
      return { title: `Changed: ${named(fact.title)}`, body: fact.before === '' || fact.after === '' ? `${fact.who} changed it.` : `${fact.before} → ${fact.after}` }
    case 'cancelled':
      return { title: `Cancelled: ${named(fact.title)}`, body: `${fact.who} cancelled it · ${fact.when}` }
    case 'vanished':
      return { title: `No longer in your calendar: ${named(fact.title)}`, body: `${vanishedNews(fact.who)} · ${fact.when}` }
    case 'revived':
      return { title: `It takes place after all: ${named(fact.title)}`, body: `${fact.who} brought it back · ${fact.when}` }
    case 'answered':
      return { title: `${fact.who} ${verbs[fact.answer]}`, body: fact.comment === '' ? named(fact.title) : `${named(fact.title)} · “${fact.comment}”` }
    case 'undelivered':
      return { title: `Not delivered: ${named(fact.title)}`, body: fact.names.length === 1 ? `${fact.names[0]} was not reached.` : `${fact.names.length} people were not reached.` }
    case 'needs-you':
      return { title: 'Not sent: it needs you', body: fact.intent }
    case 'reminder':
      return { title: named(fact.title), body: fact.where === '' ? fact.when : `${fact.when} · ${fact.where}` }
    case 'uninvited':
      return { title: `${fact.who} ${fact.answer === null ? 'answered' : verbs[fact.answer]} without being invited`, body: `${named(fact.title)} · you decide` }
    case 'instead':
      return { title: `${fact.who} sends ${fact.instead} instead`, body: named(fact.title) }
    case 'deputy':
      return { title: `${fact.who} ${verbs[fact.answer]} in your place`, body: named(fact.title) }
    case 'proposed':
      return { title: `${fact.who} proposes another time`, body: `${named(fact.title)} · ${fact.when}${fact.words === '' ? '' : ` · “${fact.words}”`}` }
    case 'many':
      if (fact.of === 'reminders') return { title: 'Reminders', body: `${fact.count} events want to be remembered.` }
      return { title: 'News about your meetings', body: `${fact.count} changes to invitations and answers.` }
    default:
      return assertNever(fact)
  }
}

/** Which setting asks for it. */
export function kindOfNotice(fact: NoticeFact): NoticeKind {
  switch (fact.kind) {
    case 'invitation':
      return 'invitations'
    case 'changed':
    case 'cancelled':
    case 'vanished':
    case 'revived':
      return 'changes'
    case 'answered':
    case 'uninvited':
    case 'instead':
    case 'deputy':
    case 'proposed':
      return 'answers'
    case 'undelivered':
    case 'needs-you':
      return 'failures'
    case 'reminder':
      return 'reminders'
    case 'many':
      return fact.of
    default:
      return assertNever(fact)
  }
}

/** Of a copy that is gone and nothing says why: SOGo leaves no message behind. */
export const vanishedNews = (who: string): string => `${who} cancelled it, or it was removed on another computer.`

/** A line for the organizer: `Bob declined “Design review”: “I am away that week”`. */
export function answerNews(fact: { readonly who: string; readonly answer: Answer; readonly date: string | null; readonly comment: string }): string {
  const said = `${fact.who} ${verbs[fact.answer]}${fact.date === null ? '' : ` for ${fact.date}`}`
  return fact.comment === '' ? said : `${said}: “${fact.comment}”`
}

/** The row of the send queue that writes down an answer the server lost. */
export const repairIntent = (who: string, title: string): string => `Note the answer of ${who} to “${named(title)}”`
