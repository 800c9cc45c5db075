import type { DelegationProblem } from '../itip/delegate.ts'
import type { Answer } from '../model/people.ts'
import { assertNever } from '../model/result.ts'

/** Why an invitation cannot be passed on. `who` is the person it would go to. */
export function delegationProblemWords(problem: DelegationProblem, who: string): string {
  switch (problem) {
    case 'not-invited':
      return 'Only somebody who is invited can pass the invitation on.'
    case 'no-address':
      return 'This is no mail address.'
    case 'myself':
      return 'This is an address of yours.'
    case 'organizer':
      return `${who} organizes this meeting.`
    case 'invited-already':
      return `${who} is invited already.`
    case 'circle':
      return `The invitation came to you by way of ${who}: it cannot go back.`
    case 'passed-already':
      return 'You have passed it on already. Take it back first, or wait for a no.'
    default:
      return assertNever(problem)
  }
}

const verbs: Readonly<Record<Answer, string>> = { accepted: 'accepted', tentative: 'answered maybe', declined: 'said no', delegated: 'passed it on', 'needs-action': 'has not answered' }

/** `You passed this to Carol Nguyen. Carol accepted.` Null: nobody here knows what was answered. */
export function passedOnWords(name: string, answer: Answer | null, organizer: string): { readonly strong: string; readonly rest: string } {
  const first = name.split(/[\s@]/)[0] ?? name
  const strong = `You passed this to ${name}.`
  if (answer === null) return { strong, rest: `What ${first} answers goes to ${organizer}.` }
  if (answer === 'declined') return { strong, rest: `${first} said no: go yourself, or pass it to somebody else.` }
  return { strong, rest: `${first} ${verbs[answer]}.` }
}
