import type { Answer } from '../model/people.ts'

/** `1 person`, `3 people`. */
export const people = (n: number): string => (n === 1 ? '1 person' : `${n} people`)

/** `1 message`, `10 messages`. */
export const messages = (n: number): string => (n === 1 ? '1 message' : `${n} messages`)

/** An answer as a state. */
export const answerWord: Readonly<Record<Answer, string>> = { accepted: 'Accepted', tentative: 'Maybe', declined: 'Declined', delegated: 'Delegated', 'needs-action': 'No answer yet' }

export interface AnswerCounts {
  readonly yes: number
  readonly maybe: number
  readonly no: number
  readonly open: number
  readonly undelivered: number
}

export function countAnswers(list: readonly { readonly answer: Answer; readonly undelivered: boolean }[]): AnswerCounts {
  const of = (wanted: readonly Answer[]): number => list.filter((p) => !p.undelivered && wanted.includes(p.answer)).length
  return { yes: of(['accepted']), maybe: of(['tentative']), no: of(['declined']), open: of(['needs-action', 'delegated']), undelivered: list.filter((p) => p.undelivered).length }
}

/** `4 yes · 1 maybe · 1 no · 2 no answer · 1 not delivered`: every kind that occurs, a count without its unknowns is a lie. */
export function answerCountsInWords(c: AnswerCounts): string {
  const parts = [
    [c.yes, 'yes'],
    [c.maybe, 'maybe'],
    [c.no, 'no'],
    [c.open, 'no answer'],
    [c.undelivered, 'not delivered'],
  ] as const
  return (
    parts
      .filter(([n]) => n > 0)
      .map(([n, word]) => `${n} ${word}`)
      .join(' · ') || 'nobody invited'
  )
}

/** What waits for the person: in the title of the window, on its icon. */
export const waitingCount = (counts: { readonly invitations: number; readonly needsYou: number }): number => counts.invitations + counts.needsYou
