import type { SeriesFates } from '../contract/events.ts'
import type { Zone } from '../model/time.ts'
import { dateInWords, whenInWords } from '../time/words.ts'
import { localDate } from './dates.ts'
import { listOf } from './lists.ts'

type Fate = SeriesFates[number]

const things: Readonly<Record<Exclude<Fate['own'][number], 'left-out' | 'called-off' | 'time'>, string>> = { place: 'place', title: 'title', text: 'text', people: 'people' }
const dayOf = (span: Fate['slot'], zone: Zone): string => dateInWords(span.startDate ?? localDate(span.startUtc, zone))

/** `Wed 14 Oct`, and what is special about it: `moved to Thu 15 Oct, 16:00–17:00, with a text of its own`. */
export function fateWords({ slot, own, movedTo, answersStay, answersVoid }: Fate, zone: Zone): { readonly date: string; readonly words: string } {
  const texts = own.flatMap((thing) => (thing === 'left-out' || thing === 'called-off' || thing === 'time' ? [] : [things[thing]]))
  const parts = [
    ...(own.includes('left-out') ? ['does not take place'] : []),
    ...(own.includes('called-off') ? ['called off'] : []),
    ...(movedTo === null ? [] : [`moved to ${movedTo.startDate === null ? whenInWords(movedTo.startUtc, movedTo.endUtc, { zone }) : dateInWords(movedTo.startDate)}`]),
    ...(texts.length === 0 ? [] : [`${texts.length === 1 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`} of its own`]),
    ...(answersStay.length === 0 ? [] : [`${answersStay.length === 1 ? 'the answer' : 'the answers'} of ${listOf(answersStay)} for it ${answersStay.length === 1 ? 'stays' : 'stay'}`]),
    ...(answersVoid.length === 0 ? [] : [`${listOf(answersVoid)} must answer for it again`]),
  ]
  return { date: dayOf(slot, zone), words: parts.join(', ') }
}

/** Over the dates that go: `1 date loses what it has of its own`. */
export const lostTitle = (count: number): string => (count === 1 ? 'One date is lost' : `${count} dates are lost`)
export const lostWhy = 'The series has no such dates any more. What they have of their own goes with them.'
export const keptTitle = (count: number): string => (count === 1 ? 'One date keeps what it has of its own' : `${count} dates keep what they have of their own`)
