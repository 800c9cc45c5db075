import type { SendPreview } from '../../../shared/contract/events.ts'
import type { Scope } from '../../../shared/contract/basics.ts'

/** The button says how much it moves and how many it tells. */
export function moveButton(scope: Scope, repeats: boolean, day: string, messages: number): string {
  const what = !repeats ? 'Move' : scope === 'this' ? `Move only ${day}` : scope === 'following' ? 'Move this and following' : 'Move series'
  return messages === 0 ? what : `${what}, send ${messages === 1 ? '1 message' : `${messages} messages`}`
}

const groupWords: Readonly<Record<SendPreview['groups'][number]['kind'], string>> = {
  invitation: 'Invited',
  'answer-again': 'Asked to answer again',
  question: 'Asked a question',
  word: 'Get your words',
  update: 'Told about it',
  cancellation: 'Told it is cancelled',
  room: 'Asked for the room',
  'will-not-arrive': 'Will not arrive',
  nothing: 'Told nothing',
}

export const groupTitle = (kind: SendPreview['groups'][number]['kind']): string => groupWords[kind]

/** `Bob, Carol and 3 more` */
export function namesInWords(people: readonly { readonly name: string; readonly address: string }[]): string {
  const names = people.map((person) => person.name || person.address)
  if (names.length <= 4) return names.join(', ')
  return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
}
