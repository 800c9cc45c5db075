import type { Answer } from '../model/people.ts'
import { answerWord } from './counts.ts'

/** What the sheet says before a proposal leaves. `organizer` and `host` are names. */
export type ProposalWayFact =
  | { readonly kind: 'mail'; readonly organizer: string; readonly from: string }
  | { readonly kind: 'post'; readonly organizer: string; readonly host: string }
  | { readonly kind: 'reply'; readonly organizer: string; readonly host: string }
  /** DAViCal passes on the line of the guest, which every guest's copy holds, and no comment. */
  | { readonly kind: 'reply-line'; readonly organizer: string; readonly host: string }

export function proposalWayWords(fact: ProposalWayFact): string {
  switch (fact.kind) {
    case 'mail':
      return `${fact.organizer} gets a mail from ${fact.from} with your proposal in it, which calendar programs can take over. Nobody else is told. Your answer stays as it is.`
    case 'post':
      return `${fact.organizer} gets your proposal through ${fact.host}, as a message that calendar programs can take over. Nobody else is told. Your answer stays as it is.`
    case 'reply':
      return `${fact.organizer} gets your answer through ${fact.host}, with the proposed time and your words as its comment. Nobody else is told.`
    case 'reply-line':
      return `${fact.organizer} gets your answer through ${fact.host}. That server passes on no comments, so the proposed time and your words stand beside your name in the meeting: programs of other guests can show them too.`
  }
}

export type ProposalProblem = 'not-invited' | 'cancelled' | 'over' | 'same-time' | 'other-day' | 'no-such-date' | 'no-way' | 'read-only' | 'no-other-answer'

export function proposalProblemWords(problem: ProposalProblem, organizer: string): string {
  switch (problem) {
    case 'not-invited':
      return 'None of your addresses is among the people invited, so there is nobody to propose it as.'
    case 'cancelled':
      return 'It was cancelled, so there is no time to change.'
    case 'over':
      return 'That time is over. Choose one that lies ahead.'
    case 'same-time':
      return 'It is at this time already. Choose another one.'
    case 'other-day':
      return 'For the whole series only another time of the same day can be proposed. To propose another day, choose one date.'
    case 'no-such-date':
      return 'This date is not in the series any more.'
    case 'read-only':
      return 'This calendar can be read only, so no proposal can leave from it.'
    case 'no-way':
      return `Your server tells ${organizer} nothing, and there is no mail account. Write to ${organizer} yourself, or add a mail account in the settings.`
    case 'no-other-answer':
      return `The server passes a proposal on with a new answer only. Choose the answer that goes with it.`
  }
}

/** `Propose and answer “Maybe”` */
export const proposeLabel = (answer: Answer | null): string => (answer === null ? 'Send proposal' : `Send with answer “${answerWord[answer]}”`)

export const proposeIntent = (title: string, when: string): string => `Propose ${when} for “${named(title)}”`
export const withdrawIntent = (title: string): string => `Take back the time proposed for “${named(title)}”`
export const withdrawProblemWords = (organizer: string): string => `Nothing can be sent to ${organizer} from here. Write to ${organizer} yourself.`

export function withdrawWayWords(fact: ProposalWayFact): string {
  switch (fact.kind) {
    case 'mail':
      return `${fact.organizer} gets a mail from ${fact.from} that takes the place of the first one. Nobody else is told. Your answer stays as it is.`
    case 'post':
      return `${fact.organizer} is told through ${fact.host}. Nobody else is told. Your answer stays as it is.`
    case 'reply':
      return `${fact.organizer} gets your new answer through ${fact.host}, which says that you no longer ask for another time. Nobody else is told.`
    case 'reply-line':
      return `${fact.organizer} gets your new answer through ${fact.host}. What stood beside your name in the meeting goes.`
  }
}

export const applyIntent = (title: string, when: string): string => `Move “${named(title)}” to ${when}, as proposed`
export const keepTimeIntent = (title: string, who: string): string => `Tell ${who} that “${named(title)}” stays as it is`

/** A line in the organizer's list: `Bob proposes Wed 25 Nov, 10:00–11:00: “Tuesday is full”` */
export const proposalNews = (who: string, when: string, words: string): string => `${who} proposes ${when}${words === '' ? '' : `: “${words}”`}`

/** How a no reaches somebody to whom no DECLINECOUNTER can travel. */
export const keptThroughServerWords = (who: string): string => `${who} is asked again for the time that stands: that is how the server carries a no. In Parley it shows as declined, with your words; they stand beside the name in the meeting, where programs of other guests can show them too.`
/** Of servers that pass every change on to all guests. */
export const keptAlsoReachesWords = (host: string): string => `${host} may send them the meeting once more, unchanged. They need not answer.`
export const keptNowhereWords = (who: string): string => `Nothing can be sent to ${who} from here. The proposal is marked as declined on this computer; tell ${who} yourself.`
export const keptByPostWords = (who: string, host: string): string => `${who} is told through ${host} that the meeting stays as it is. Nobody else is told.`
export const keptByMailWords = (who: string, from: string): string => `${who} is told by mail from ${from} that the meeting stays as it is. Nobody else is told.`

const named = (title: string): string => (title.trim() === '' ? 'No title' : title.trim())
