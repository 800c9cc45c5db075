import { listOf } from './lists.ts'

/** Messages that Parley hands to a server which carries them and makes none (EXP-2). */

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

function whatOf(method: string): string {
  switch (method) {
    case 'CANCEL':
      return 'the cancellation of'
    case 'REPLY':
      return 'your answer to'
    case 'COUNTER':
      return 'another time for'
    case 'DECLINECOUNTER':
      return 'the no to another time for'
    case 'REFRESH':
      return 'the question for the latest version of'
    default:
      return 'the invitation to'
  }
}

/** For the send queue: `Send the invitation to “Design review” to Bob and Carol`. */
export const postIntent = (method: string, people: readonly { readonly raw: string; readonly name: string }[], title: string): string =>
  `Send ${whatOf(method)} “${oneLine(title) || 'No title'}” to ${listOf(people.map(nameOf))}`

/** For people: the name, else the address without its scheme. */
export const nameOf = ({ name, raw }: { readonly raw: string; readonly name: string }): string => name || raw.replace(/^mailto:/i, '')

/** For the history. `host` is who carries it. */
export function postedText(method: string, names: readonly string[], host: string): string {
  const what = method === 'REPLY' ? 'Your answer' : method === 'CANCEL' ? 'The cancellation' : method === 'COUNTER' ? 'Your other time' : method === 'DECLINECOUNTER' ? 'Your no to another time' : method === 'REFRESH' ? 'Your question for the latest version' : 'The invitation'
  return `${what} went to ${listOf(names)} through ${host}.`
}

type Way = { readonly host: string } | { readonly from: string }
const wayWords = (way: Way): string => ('host' in way ? `Sent by Parley through ${way.host}.` : `By mail from ${way.from}.`)

/** Before a REFRESH leaves. */
export const askLatestWhy = (way: Way): string =>
  `They are asked for the meeting as it stands now; their calendar program then sends it once more. Nothing changes for anybody else. ${wayWords(way)}`

/** Before the answer to one leaves. `isIn` false: the meeting is off, or is without them. */
export const sendLatestWhy = (isIn: boolean, way: Way): string =>
  `${isIn ? 'They get the meeting as it stands now.' : 'They are told that it takes place without them, or not at all.'} Nobody else is told. ${wayWords(way)}`
