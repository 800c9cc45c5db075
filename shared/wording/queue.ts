import type { Answer } from '../model/people.ts'
import { assertNever } from '../model/result.ts'
import type { Scope } from '../contract/basics.ts'
import { people } from './counts.ts'

/** What a person did, for the send queue and the undo bar. `when` comes from `times.ts`. */
export type Deed =
  | { readonly kind: 'create'; readonly title: string; readonly invited: number; readonly rooms?: readonly string[] }
  | { readonly kind: 'change'; readonly title: string; readonly fields: readonly ('time' | 'repeat' | 'place' | 'title' | 'text' | 'people' | 'other')[] }
  | { readonly kind: 'move'; readonly title: string; readonly when: string }
  | { readonly kind: 'delete'; readonly title: string; readonly repeats: boolean; readonly scope: Scope; readonly cancels: number }
  | { readonly kind: 'answer'; readonly title: string; readonly answer: Answer; readonly repeats: boolean; readonly scope: Scope }
  | { readonly kind: 'resend' | 'remind'; readonly title: string; readonly names: readonly string[] }
  | { readonly kind: 'answer-again'; readonly title: string }
  | { readonly kind: 'dismiss-reminder'; readonly title: string }
  | { readonly kind: 'clear-inbox'; readonly title: string }

const quoted = (title: string): string => `“${title.trim() === '' ? 'No title' : title.trim()}”`

/** `Move “Design review” to Wed 14 Oct, 15:00`: a verb with its object, present tense. */
export function intentOf(deed: Deed): string {
  const title = quoted(deed.title)
  switch (deed.kind) {
    case 'create':
      return deed.invited === 0 && !deed.rooms?.length ? `Add ${title}` : `Invite ${invitedWords(deed)} to ${title}`
    case 'move':
      return `Move ${title} to ${deed.when}`
    case 'change':
      return changeWords(title, deed.fields)
    case 'delete':
      return `${deed.cancels > 0 ? 'Cancel' : 'Delete'} ${title}${scopeWords(deed)}`
    case 'answer':
      return `${answerVerb(deed.answer)} ${title}${scopeWords(deed)}`
    case 'remind':
      return `Remind ${deed.names.length > 3 ? people(deed.names.length) : deed.names.join(', ')} of ${title}`
    case 'resend':
      return `Send ${title} again to ${deed.names.join(', ')}`
    case 'answer-again':
      return `Send the answer to ${title} again`
    case 'dismiss-reminder':
      return `Dismiss the reminder of ${title}`
    case 'clear-inbox':
      return `Clear the notice about ${title}`
    default:
      return assertNever(deed)
  }
}

/** Rooms are asked too, and are no people: `5 people and Aurora`. */
function invitedWords({ invited, rooms = [] }: Extract<Deed, { kind: 'create' }>): string {
  const parts = [...(invited > 0 ? [people(invited)] : []), ...(rooms.length > 2 ? [`${rooms.length} rooms`] : rooms)]
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

function changeWords(title: string, fields: readonly string[]): string {
  const words: Readonly<Record<string, string>> = { time: 'time', repeat: 'repeat', place: 'place', title: 'title', text: 'text', people: 'people' }
  const named = fields.map((f) => words[f]).filter((w) => w !== undefined)
  if (named.length === 0 || named.length > 3) return `Change ${title}`
  return `Change the ${named.length === 1 ? named[0] : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`} of ${title}`
}

function scopeWords(deed: { readonly repeats: boolean; readonly scope: Scope }): string {
  if (!deed.repeats) return ''
  return deed.scope === 'this' ? ' (this date)' : deed.scope === 'following' ? ' (this and following dates)' : ' (all dates)'
}

function answerVerb(answer: Answer): string {
  switch (answer) {
    case 'accepted':
      return 'Accept'
    case 'tentative':
      return 'Answer maybe to'
    case 'declined':
      return 'Decline'
    case 'delegated':
      return 'Pass on'
    case 'needs-action':
      return 'Take back the answer to'
    default:
      return assertNever(answer)
  }
}
