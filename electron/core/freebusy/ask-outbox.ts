import { freeBusyRequest, readFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { sameAddress } from '../../../shared/ical/people.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { askOutbox as post, type RecipientAnswer } from '../dav/schedule-response.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { AccountRow } from '../store/rows.ts'
import { organizerOf } from './choose-source.ts'
import { notAnsweredReason, notCoveredReason, reasonOfError, reasonOfProblem, reasonOfStatus, silentReason, type Reason } from './reasons.ts'

export interface Person {
  readonly address: string
  readonly label: string
  readonly isGroup: boolean
  /** Of another organisation than the one asked. */
  readonly relayed: boolean
}
export type Outcome = { readonly kind: 'answered'; readonly spans: readonly BusySpan[]; readonly coverage: Interval } | { readonly kind: 'unknown'; readonly reason: Reason }

export interface OutboxQuestion {
  readonly dav: DavClient
  readonly account: AccountRow
  readonly people: readonly Person[]
  readonly window: Interval
  readonly maskUid: string | null
  readonly nowUtc: Instant
  readonly newId: () => string
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Everybody of a batch at once, as each comes in. */
  tell(told: readonly Told[]): void
}

export interface Told {
  readonly address: string
  readonly outcome: Outcome
}

const batchSize = 50
const inFlight = 3

/** SCH-50…55: batches of at most fifty people, three at once. Tells every person exactly once. Gives false when the server has no such thing. */
export async function askOutbox(question: OutboxQuestion): Promise<{ readonly supported: boolean }> {
  const batches: (readonly Person[])[] = []
  for (let from = 0; from < question.people.length; from += batchSize) batches.push(question.people.slice(from, from + batchSize))
  let supported = true
  const worker = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) supported = (await askBatch(batch, question)) && supported
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return { supported }
}

async function askBatch(people: readonly Person[], question: OutboxQuestion): Promise<boolean> {
  const { dav, account, window, signal, timeoutMs } = question
  const attendees = people.map(({ address }) => `mailto:${address}`)
  const organizer = organizerOf(account)
  const text = freeBusyRequest({ window, nowUtc: question.nowUtc, uid: question.newId(), organizer, attendees, ...(question.maskUid === null ? {} : { maskUid: question.maskUid }) })
  const answer = await post(dav, { outboxHref: account.outboxHref ?? ('' as never), text, organizer, attendees, timeoutMs, signal })
  if (!answer.ok) {
    const { httpStatus = 0, cause } = answer.problem
    // One attendee with an empty calendar-availability spoils the whole answer (sabre/dav 4.7.1): then each is asked alone.
    if (people.length > 1 && (httpStatus === 500 || cause === 'no-answer') && !signal.aborted) {
      for (const person of people) await askBatch([person], question)
      return true
    }
    question.tell(people.map(({ address, label }) => ({ address, outcome: { kind: 'unknown', reason: reasonOfError(answer.problem, label) } })))
    return cause !== 'not-supported'
  }
  question.tell(
    people.map((person) => {
      const own = answer.value.find(({ recipient }) => sameAddress(recipient, person.address))
      return { address: person.address, outcome: own ? outcomeOf(own, person, account, window) : { kind: 'unknown', reason: notAnsweredReason(person.label) } }
    }),
  )
  return true
}

function outcomeOf({ code, text, calendarText }: RecipientAnswer, person: Person, account: AccountRow, window: Interval): Outcome {
  const { address, label, isGroup } = person
  if (!/^[12]\./.test(code)) return { kind: 'unknown', reason: reasonOfStatus(code, text, person) }
  if (calendarText === null) return { kind: 'unknown', reason: notAnsweredReason(label) }
  const read = readFreeBusy(calendarText, window, { address })
  if (!read.ok) return { kind: 'unknown', reason: reasonOfProblem(read.problem, label) }
  if (!read.value.coverage) return { kind: 'unknown', reason: notCoveredReason(label) }
  // SOGo 5.8.0 says "no busy time" of everybody it may not tell about, DAViCal 1.1.12 of every group: that is not free (SCH-55).
  if (read.value.silent && (account.capabilities.product === 'sogo' || isGroup)) return { kind: 'unknown', reason: silentReason(label) }
  return { kind: 'answered', spans: read.value.spans, coverage: read.value.coverage }
}
