import { applyDraft } from '../../../shared/event/draft.ts'
import { writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import { startOfDay } from '../../../shared/time/days.ts'
import { composeDraft } from '../scheduling/compose.ts'
import type { QueryDeps, QueryOf } from './deps.ts'

const dayMs = 86_400_000
/** Further ahead nobody's calendar says much, and no server is asked. */
const horizonMs = 183 * dayMs

/** Expands what the draft would be saved as, so that rules, zones and dates already moved are read by the one place that reads them. */
export const query: QueryOf<'draft-dates'> = (deps) => async ({ draft, zone, limit }) => {
  const root = draft.repeat === null ? null : seriesOf(deps, draft)
  if (root === null) return { dates: [], more: false }
  const nowUtc = deps.clock.now()
  const { instances, truncated } = expandOccurrences(writeCalendar(root), { startUtc: nowUtc, endUtc: nowUtc + horizonMs }, { floatingZone: zone, cap: limit + 1 })
  const dates = instances.map((one): Interval => (one.startDate === null || one.endDate === null ? { startUtc: one.startUtc, endUtc: one.endUtc } : { startUtc: startOfDay(one.startDate, zone), endUtc: startOfDay(one.endDate, zone) })).filter((slot) => slot.startUtc > nowUtc)
  return { dates: dates.slice(0, limit), more: truncated || dates.length > limit }
}

function seriesOf({ read, clock }: QueryDeps, given: EventDraft): Component | null {
  const draft = { ...given, exceptions: [] }
  if (given.objectId === null) {
    // Who comes changes no date, and messages to hundreds need not be composed to know them.
    const applied = applyDraft(null, { ...draft, organizer: null, attendees: [] }, { nowUtc: clock.now(), newUid: 'dates', myAddress: '', myName: '' })
    return applied.ok ? applied.value.root : null
  }
  const composed = composeDraft({ read, nowUtc: clock.now(), newUid: 'dates' }, draft)
  return composed.ok ? (composed.value.also ?? composed.value.after) : null
}
