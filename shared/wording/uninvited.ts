import type { UninvitedPerson } from '../contract/uninvited.ts'
import type { Answer } from '../model/people.ts'

type Decision = UninvitedPerson['decisions'][number]

const quoted = (title: string): string => `“${title.trim() === '' ? 'No title' : title.trim()}”`
const first = (name: string, address: string): string => (name === '' ? address : (name.split(/\s/)[0] ?? name))
const verbs: Readonly<Record<Answer, string>> = { accepted: 'accepted', tentative: 'answered maybe', declined: 'declined', delegated: 'sends somebody else', 'needs-action': 'answered' }

/** What happened, in one line: `Carol Nguyen, who you did not invite, accepted.` */
export function uninvitedWords(person: Pick<UninvitedPerson, 'name' | 'address' | 'answer' | 'insteadOf'>): { readonly strong: string; readonly rest: string } {
  const who = person.name || person.address
  if (person.insteadOf !== null) {
    const by = person.insteadOf.name || person.insteadOf.address
    return { strong: `${by} sends ${who} instead.`, rest: person.answer === null ? `Your server has not asked ${first(person.name, person.address)}: you decide.` : `${first(person.name, person.address)} ${verbs[person.answer]}.` }
  }
  if (person.answer === null) return { strong: `${who} answered, and is not invited.`, rest: 'Your server does not pass on what the answer was.' }
  return { strong: `${who} ${verbs[person.answer]}, and is not invited.`, rest: 'Somebody passed the invitation on.' }
}

/** The words of the buttons. */
export function decisionWords(decision: Decision, person: Pick<UninvitedPerson, 'name' | 'address' | 'listed'>): string {
  const who = first(person.name, person.address)
  switch (decision) {
    case 'add':
      return person.listed ? `Keep ${who}` : `Invite ${who}`
    case 'optional':
      return person.listed ? 'Keep as optional' : 'Invite as optional'
    case 'leave':
      return 'Leave off the list'
    case 'refuse':
      return person.listed ? `Take ${who} off…` : `Tell ${who} no…`
  }
}

/** For the send queue and the undo bar. */
export function decisionIntent(decision: Decision, who: string, title: string): string {
  switch (decision) {
    case 'add':
      return `Add ${who} to ${quoted(title)}`
    case 'optional':
      return `Add ${who} as optional to ${quoted(title)}`
    case 'leave':
      return `Leave ${who} off ${quoted(title)}`
    case 'refuse':
      return `Tell ${who} that ${quoted(title)} is without them`
  }
}
