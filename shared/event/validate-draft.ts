import type { DraftWhen, EventDraft } from '../contract/events.ts'
import { toAddress } from '../ical/people.ts'
import { isKnownZone } from '../time/zones.ts'
import type { RuleMoveProblem } from '../recurrence/move-rule.ts'

export interface DraftProblem {
  readonly code: 'ends-before-start' | 'unknown-zone' | 'bad-date' | 'bad-address' | 'twice' | 'until-before-start' | 'bad-rule' | 'not-organizer' | 'no-instance' | 'mixed-organizer' | 'too-many-people' | 'too-early' | 'too-late' | RuleMoveProblem
  readonly field: 'when' | 'repeat' | 'attendees' | 'organizer' | 'all'
  /** The address, zone or rule it is about; '' when there is nothing to add. */
  readonly detail: string
}

/** A day that exists: 31 June does not. */
const isRealDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}
const isRealLocal = (text: string): boolean => /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text) && isRealDate(text.slice(0, 10))

/** Everything that keeps a draft from being saved, found while typing. A draft without a title is fine. */
export function validateDraft(draft: EventDraft): DraftProblem[] {
  return [...whenProblems(draft.when), ...repeatProblems(draft), ...peopleProblems(draft)]
}

function whenProblems(when: DraftWhen): DraftProblem[] {
  const problem = (code: DraftProblem['code'], detail: string): DraftProblem[] => [{ code, field: 'when', detail }]
  if (when.kind === 'all-day') {
    const bad = [when.startDate, when.endDate].find((d) => !isRealDate(d))
    if (bad !== undefined) return problem('bad-date', bad)
    return when.endDate > when.startDate ? [] : problem('ends-before-start', '')
  }
  const bad = [when.localStart, when.localEnd].find((d) => !isRealLocal(d))
  if (bad !== undefined) return problem('bad-date', bad)
  if (!isKnownZone(when.zone)) return problem('unknown-zone', when.zone)
  return when.localEnd >= when.localStart ? [] : problem('ends-before-start', '')
}

function repeatProblems({ repeat, when, exceptions = [] }: EventDraft): DraftProblem[] {
  if (repeat === null) return []
  const problem = (code: DraftProblem['code'], detail: string): DraftProblem[] => [{ code, field: 'repeat', detail }]
  const odd = exceptions.find(({ date, to }) => !isRealDate(date) || (to !== null && (!isRealLocal(to.localStart) || !isRealLocal(to.localEnd) || to.localEnd < to.localStart)))
  if (odd !== undefined) return problem('bad-date', odd.date)
  if (repeat.custom !== null) return /^FREQ=|;FREQ=/i.test(repeat.custom) ? [] : problem('bad-rule', repeat.custom)
  if (repeat.end.kind !== 'until') return []
  if (!isRealDate(repeat.end.date)) return problem('bad-date', repeat.end.date)
  const start = when.kind === 'all-day' ? when.startDate : when.localStart.slice(0, 10)
  return repeat.end.date < start ? problem('until-before-start', repeat.end.date) : []
}

/** Calendar addresses: mail form, or what a server lists besides (PPL-4). */
const isAddress = (text: string): boolean => /^(?:mailto:)?[^\s@,;"<>]+@[^\s@,;"<>]+$/i.test(text) || /^(?:urn:|https?:|\/)\S+$/i.test(text)

function peopleProblems(draft: EventDraft): DraftProblem[] {
  const seen = new Set<string>()
  const problems: DraftProblem[] = []
  for (const { address } of draft.attendees) {
    const key = toAddress(address)
    if (!isAddress(address.trim())) problems.push({ code: 'bad-address', field: 'attendees', detail: address })
    else if (seen.has(key)) problems.push({ code: 'twice', field: 'attendees', detail: address })
    seen.add(key)
  }
  return problems
}
