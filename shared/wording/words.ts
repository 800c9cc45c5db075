import { people } from './counts.ts'

export interface WordFacts {
  readonly title: string
  /** `Wed 14 Oct 2026, 15:00–16:30 (Berlin time)` */
  readonly when: string
  readonly where: string
  readonly link: string
  readonly word: string
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** A mail with a word of mine to people of a meeting: the word first, and which meeting it is about. */
export function wordMail({ title, when, where, link, word }: WordFacts): { readonly subject: string; readonly text: string } {
  const name = oneLine(title) || 'our meeting'
  const about = [`About: ${name}`, when, oneLine(where), link].filter((line) => line !== '').join('\n')
  return { subject: name, text: `${[word.trim(), about].filter((part) => part !== '').join('\n\n')}\n` }
}

/** Before a word leaves. */
export const wordWhy = (count: number, from: string): string => `${count === 1 ? 'They get' : 'Each of them gets'} a mail from ${from} with your words. The meeting stays as it is and nobody is asked for an answer.`
export const wordByHandWhy = 'There is no mail account, so Parley cannot send it. Your mail program opens with addresses, subject and text filled in; you send it there.'
export const unmailableWhy = (count: number): string => `${count === 1 ? 'Theirs is' : 'Theirs are'} no mail address. Tell them another way.`

type Way = { readonly kind: 'server' | 'post'; readonly host: string } | { readonly kind: 'mail'; readonly from: string }

/** Before an invitation leaves once more: why, and how it travels. */
export function againWhy(way: Way, { reminder, word, isLost }: { readonly reminder: boolean; readonly word: boolean; readonly isLost: boolean }): string {
  const why = isLost ? 'The first one did not arrive. They get the invitation once more, as it stands now.' : reminder ? 'They have not answered yet and get the invitation once more.' : 'They get the invitation once more, as it stands now.'
  if (way.kind === 'mail') return `${why} By mail from ${way.from}${word ? ', with your words in it' : ''}.`
  return `${why} ${way.kind === 'server' ? `Sent by ${way.host}` : `Sent by Parley through ${way.host}`}.`
}
export const wordBesideWhy = (from: string, host: string): string => `Your words go beside it, by mail from ${from}: ${host} passes on invitations and no words.`

/** Where no mail of mine can carry the words of a reminder. */
export const wordlessWords = (count: number, host: string): string => `Your words do not go along for ${people(count)}: ${host} passes on invitations and no words, and there is no mail account. Write them a mail beside it.`

/** For the send queue. */
export const wordIntent = (names: string, title: string): string => `Write to ${names} about “${oneLine(title) || 'No title'}”`
