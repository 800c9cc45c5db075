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
  | { readonly kind: 'many'; readonly count: number }

export interface NoticeWords {
  readonly title: string
  readonly body: string
}

const named = (title: string): string => (title.trim() === '' ? 'No title' : title.trim())
const verbs: Readonly<Record<Answer, string>> = { accepted: 'accepted', tentative: 'answered maybe', declined: 'declined', delegated: 'sends somebody else', 'needs-action': 'took the answer back' }

export function noticeWords(fact: NoticeFact): NoticeWords {
  switch (fact.kind) {
    case 'invitation':
      return { title: `${fact.who} invites you`, body: `${named(fact.title)} · ${fact.when}` }
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
    case 'many':
      return { title: 'News about your meetings', body: `${fact.count} changes to invitations and answers.` }
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
