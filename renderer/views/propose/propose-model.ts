import type { ProposalView } from '../../../shared/contract/proposals.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { daysInWords, timesInWords, whenInWords } from '../../../shared/wording/times.ts'

type Span = ProposalView['time']

export const spanWords = (span: Span, zone: Zone, nowUtc: number): string =>
  span.startDate !== null && span.endDate !== null ? daysInWords(span.startDate, span.endDate, { nowUtc }) : whenInWords(span.startUtc, span.endUtc, { zone, nowUtc })

/** `Wed 25 Nov, 10:00–11:00`; for a series what holds on every date. */
export const timeWords = (one: ProposalView, at: 'time' | 'now', zone: Zone, nowUtc: number): string =>
  one.wholeSeries ? `${timesInWords(one[at].startUtc, one[at].endUtc, { zone })} on every date` : spanWords(one[at], zone, nowUtc)

export const nameOf = (person: { readonly name: string; readonly address: string }): string => person.name || person.address

/** The answer a proposal takes along when nobody chose one: a maybe says neither yes nor no. A yes or a no is never said for somebody. */
export const answerWith = (answers: readonly Answer[], chosen: Answer | null): Answer | null => answers.find((one) => one === chosen) ?? answers.find((one) => one === 'tentative') ?? null

/** What became of it, for the one who proposed and for the one who decides. */
export function stateWords(one: ProposalView): string {
  if (one.mine) {
    return {
      unsent: 'not sent yet',
      open: `waiting for ${nameOf(one.organizer)}`,
      taken: `${nameOf(one.organizer)} took it`,
      declined: `${nameOf(one.organizer)} keeps the time`,
      outdated: 'the meeting has moved since',
      withdrawn: 'you took it back',
    }[one.state]
  }
  return { unsent: '', open: '', taken: 'You took it', declined: 'You kept the time', outdated: 'Made for an earlier time', withdrawn: `${nameOf(one.who)} took it back` }[one.state]
}

export const leadWords = (one: ProposalView): string => (one.mine ? 'You proposed' : `${nameOf(one.who)} proposes`)

/** What concerns one date: what was said of it or of all; without a date everything. What waits comes first. */
export const concerning = (all: readonly ProposalView[], recurrenceId: string | null): ProposalView[] =>
  all
    .filter((one) => recurrenceId === null || one.recurrenceId === null || one.recurrenceId === recurrenceId)
    .toSorted((a, b) => rank(a) - rank(b) || a.time.startUtc - b.time.startUtc)

const rank = ({ state }: ProposalView): number => (state === 'open' || state === 'unsent' ? 0 : state === 'outdated' ? 1 : 2)

/** What the organizer has not decided yet, of one date or of all; a meeting that stands there already was moved by other means. */
export const undecided = (all: readonly ProposalView[], recurrenceId: string | null): ProposalView[] =>
  concerning(all, recurrenceId).filter((one) => one.canDecide && (one.state === 'open' || one.state === 'outdated'))

export interface Ghost {
  readonly one: ProposalView
  readonly x: number
  readonly width: number
  /** Marks that would lie on each other stand below each other: the first is 0. */
  readonly lane: number
}

/**
 * Proposals as bars over the people grid, from early to late; those outside of its time are left out. `mark` is how wide the mark at the
 * head of a bar is, in the units of `place`.
 */
export function ghostsOf(proposals: readonly ProposalView[], place: (span: Span) => { readonly x: number; readonly width: number } | null, mark: number): Ghost[] {
  const ends: number[] = []
  return proposals
    .flatMap((one) => {
      const box = place(one.time)
      return box === null ? [] : [{ one, ...box }]
    })
    .toSorted((a, b) => a.x - b.x)
    .map((ghost) => {
      const free = ends.findIndex((end) => end <= ghost.x)
      const lane = free < 0 ? ends.length : free
      ends[lane] = ghost.x + mark
      return { ...ghost, lane }
    })
}
