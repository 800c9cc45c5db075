import type { IcsAct, OpenedItem } from '../../../shared/contract/mail.ts'

/** What is chosen for one thing in an opened file: an act, or nothing. */
export type Choice = IcsAct | null

/** Plain events are chosen at once, since the person opened them to have them; what others ask for is chosen one by one. */
export const firstChoices = (items: readonly OpenedItem[]): Readonly<Record<string, Choice>> => Object.fromEntries(items.map((item) => [item.key, items.length === 1 || (item.kind === 'event' && sends(item, item.acts[0]?.act ?? null) === 0) ? (item.acts[0]?.act ?? null) : null]))

const sends = (item: OpenedItem, choice: Choice): number => item.acts.find((act) => act.act === choice)?.preview?.messages ?? 0

export const messagesOf = (items: readonly OpenedItem[], choices: Readonly<Record<string, Choice>>): number => items.reduce((sum, item) => sum + sends(item, choices[item.key] ?? null), 0)

export const chosen = (items: readonly OpenedItem[], choices: Readonly<Record<string, Choice>>): readonly OpenedItem[] => items.filter((item) => (choices[item.key] ?? null) !== null)

/** Words of the main act: what it does, and how many messages leave with it. */
export function mainWords(items: readonly OpenedItem[], choices: Readonly<Record<string, Choice>>): string {
  const taken = chosen(items, choices)
  const only = taken.length === 1 ? taken[0] : undefined
  const what = only ? (only.acts.find((act) => act.act === choices[only.key])?.label ?? 'Take it') : `Take ${taken.length}`
  const messages = messagesOf(items, choices)
  return messages === 0 ? what : `${what}, send ${messages === 1 ? '1 message' : `${messages} messages`}`
}

export const titleOf = (items: readonly OpenedItem[]): string => {
  const only = items.length === 1 ? items[0] : undefined
  if (!only) return `${items.length} events`
  const words: Readonly<Record<OpenedItem['kind'], string>> = {
    invitation: 'Invitation',
    update: 'Changed meeting',
    cancellation: 'Cancelled meeting',
    answer: 'Answer',
    counter: 'Another time is proposed',
    'counter-withdrawn': 'A proposal is taken back',
    'counter-declined': 'Your proposal was declined',
    published: 'Event',
    event: 'Event',
    latest: 'The latest version is asked for',
    nothing: 'Nothing new',
  }
  return words[only.kind]
}
