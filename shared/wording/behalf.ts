/** What is said where one person acts for another. `name` is the owner's, `by` the address of who is signed in. */

export const asWords = (name: string): string => `as ${name}`
export const forWords = (name: string): string => `for ${name}`

/** Above what leaves. */
export const sentAsWords = (name: string): string => `Sent as ${name}. Everybody can see that you sent it.`

/** On an invitation. */
export const answeredAsWords = (name: string): string => `For ${name}. You answer as ${name}, and the answer says that it came from you.`

/** Beside an event of theirs. */
export function meetingForWords(name: string, what: 'organizes' | 'answers' | 'owns'): string {
  if (what === 'organizes') return `You organize for ${name}. What you change is sent as ${name} and says that it came from you.`
  return what === 'answers' ? answeredAsWords(name) : `In the calendar of ${name}.`
}

/** Where nobody is invited yet. */
export const behalfCalendarWords = (name: string, mayInvite: boolean): string => `In the calendar of ${name}.${mayInvite ? ` Whom you invite is invited as ${name}.` : ''}`

export interface BehalfWords {
  readonly name: string
  readonly by: string
  readonly mayInvite: boolean
  readonly mayAnswer: boolean
}

/** Beside the server's card: what the person may do there. */
export function behalfWords({ name, by, mayInvite, mayAnswer }: BehalfWords): string {
  const may = mayInvite && mayAnswer ? 'You invite and answer' : mayInvite ? 'You invite' : mayAnswer ? 'You answer' : null
  const not = mayInvite && mayAnswer ? '' : mayInvite ? ` The server gives you no right to answer for ${name}.` : mayAnswer ? ` The server gives you no right to invite for ${name}.` : ` The server gives you no right to invite or answer for ${name}: you can write events without people.`
  return `You act for ${name}, signed in as ${by}.${may === null ? '' : ` ${may} as ${name}, and what you send says that it came from you.`}${not}`
}

export const mayNotInviteWords = (name: string): string => `The server gives you no right to invite people for ${name}. Use a calendar of your own, or ask ${name} for the right.`

export const mayNotAnswerWords = (name: string): string => `The server gives you no right to answer for ${name}. Ask ${name} for the right.`

/** `offered` from an account: what choosing it does. */
export const offerWords = (name: string): string => `You may act for ${name}: see these calendars, invite and answer as ${name}. Everybody you write to sees that it was you.`
