import type { BusyKind, BusySpan } from '../../../shared/model/busy.ts'
import { must } from '../../../shared/model/result.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { sameAddress } from '../../../shared/ical/people.ts'
import type { ScannedObject } from '../../../shared/ical/scan.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import { startOfDay } from '../../../shared/time/days.ts'
import { toLocal } from '../../../shared/time/zones.ts'
import type { Person } from '../people.ts'

export interface Decision {
  /** Null: the meeting as a whole. */
  readonly recurrenceId: string | null
  readonly answer: Extract<Answer, 'accepted' | 'tentative' | 'declined'>
  readonly comment: string
}

export interface Situation {
  readonly me: Person
  readonly meeting: ScannedObject
  readonly now: Instant
  /** My time without this meeting. */
  readonly busyIn: (window: Interval) => readonly BusySpan[]
  /** Time outside of my working hours. */
  readonly offHoursIn: (window: Interval) => readonly BusySpan[]
}

interface Date {
  readonly recurrenceId: string | null
  readonly slot: Interval
  readonly asked: boolean
  /** Of the whole meeting, rather than of one instance that differs. */
  readonly ofMaster: boolean
}

const lookAheadMs = 150 * 24 * 3600_000
const mostDates = 26

/**
 * What a practice person says to an invitation, by their own calendar: free → yes, tentative → maybe, taken → no,
 * with a word why. A series is taken when most of its dates fit; the dates that do not are declined one by one.
 */
export function decide(situation: Situation): readonly Decision[] {
  const dates = datesOf(situation).filter((date) => date.slot.endUtc > situation.now)
  const asked = dates.filter((date) => date.asked)
  const own = asked.filter((date) => !date.ofMaster).map((date) => ({ ...judge(situation, date.slot), recurrenceId: date.recurrenceId }))
  const whole = asked.filter((date) => date.ofMaster)
  if (whole.length === 0) return own
  const judged = whole.map((date) => ({ ...judge(situation, date.slot), recurrenceId: date.recurrenceId }))
  const [first] = judged
  if (judged.length === 1 && first !== undefined) return [{ ...first, recurrenceId: null }, ...own]
  const refused = judged.filter((one) => one.answer === 'declined')
  if (refused.length * 2 > judged.length) return [{ recurrenceId: null, answer: 'declined', comment: must(refused[0], 'a refused date').comment }, ...own]
  const unsure = judged.filter((one) => one.answer === 'tentative')
  const answer = unsure.length * 2 > judged.length ? 'tentative' : 'accepted'
  const comment = refused.length === 0 ? '' : refused.length === 1 ? 'All but one date.' : `All but ${refused.length} dates.`
  return [{ recurrenceId: null, answer, comment }, ...refused, ...own]
}

function datesOf({ me, meeting, now }: Situation): readonly Date[] {
  const window = { startUtc: now - 24 * 3600_000, endUtc: now + lookAheadMs }
  const { instances } = expandOccurrences(meeting, window, { floatingZone: me.zone, cap: mostDates })
  return instances.map((instance) => {
    const event = must(meeting.events.find((one) => one.part === instance.part), 'the event of an instance')
    const mine = event.attendees.find((one) => sameAddress(one.address, me.address))
    const slot =
      instance.startDate === null || instance.endDate === null
        ? { startUtc: instance.startUtc, endUtc: instance.endUtc }
        : { startUtc: startOfDay(instance.startDate, me.zone), endUtc: startOfDay(instance.endDate, me.zone) }
    return { recurrenceId: instance.recurrenceId, slot, asked: mine?.partstat === 'needs-action', ofMaster: event.recurrenceId === null }
  })
}

const strength: Readonly<Record<BusyKind, number>> = { free: 0, unknown: 0, tentative: 1, busy: 2, unavailable: 3 }

function judge(situation: Situation, slot: Interval): Omit<Decision, 'recurrenceId'> {
  const { me } = situation
  const inSlot = (span: BusySpan): boolean => span.startUtc < slot.endUtc && slot.startUtc < span.endUtc
  const worst = situation.busyIn(slot).filter(inSlot).sort((a, b) => strength[b.kind] - strength[a.kind])[0]
  if (worst === undefined || strength[worst.kind] === 0) return { answer: 'accepted', comment: '' }
  if (me.kind === 'room') return { answer: 'declined', comment: `${me.name} is taken then.` }
  if (worst.kind === 'tentative') return { answer: 'tentative', comment: `I may have something else from ${clockOf(worst.startUtc, me.zone)}.` }
  if (situation.offHoursIn(slot).some(inSlot)) return { answer: 'declined', comment: `That is ${clockOf(slot.startUtc, me.zone)} for me in ${placeOf(me.zone)}.` }
  return { answer: 'declined', comment: worst.kind === 'unavailable' ? 'I am away then.' : `I am busy until ${clockOf(worst.endUtc, me.zone)}.` }
}

const clockOf = (at: Instant, zone: Zone): string => toLocal(at, zone).slice(11, 16)
const placeOf = (zone: Zone): string => (zone.split('/').at(-1) ?? zone).replace(/_/g, ' ')
