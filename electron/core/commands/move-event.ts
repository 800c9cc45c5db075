import type { DraftWhen } from '../../../shared/contract/events.ts'
import { draftOf, eventForScope } from '../../../shared/event/draft.ts'
import { timeOf } from '../../../shared/ical/fields.ts'
import { toInstant, toLocal } from '../../../shared/time/zones.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import { daysInWords, whenInWords } from '../../../shared/wording/times.ts'
import { readObject } from '../scheduling/compose.ts'
import { addressesIn } from '../scheduling/identity.ts'
import { must } from '../../../shared/model/result.ts'
import type { CommandOf } from './deps.ts'
import { gone, refused, Refused } from './refused.ts'
import { saveDraft } from './save-event.ts'

/** Drag and drop: the draft of what was dragged, at its new time. A meeting of somebody else does not move. */
export const command: CommandOf<'move-event'> = (deps) => async ({ objectId, recurrenceId, scope, when }) => {
  const { read } = deps.store
  const object = read.object(objectId)
  if (object === null || object.deletedHere) throw gone({ objectId })
  const shown = read.occurrence(objectId, recurrenceId)
  if (shown?.role === 'attendee') throw refused('not-organizer', { objectId })
  const account = must(read.account(object.accountId), 'account of an object')
  const collection = must(read.collection(object.collectionId), 'calendar of an object')
  const root = readObject(object)
  if (!root.ok) throw new Refused(root.problem)
  const draft = draftOf(root.value, recurrenceId, scope, read.zone(), addressesIn(account, collection), { objectId, collectionId: object.collectionId })
  if (draft === null) throw gone({ objectId, cause: 'no-instance' })
  const event = eventForScope(root.value, recurrenceId, scope)
  const inUtc = event !== null && timeOf(event, 'dtstart')?.kind === 'utc'
  const moved = onClocksOf(inUtc && draft.when.kind === 'timed' ? { ...draft.when, zone: 'UTC' } : draft.when, when)
  return saveDraft(deps, { ...draft, when: moved }, { intent: intentOf({ kind: 'move', title: draft.title, when: inWords(when, deps.clock.now()) }) })
}

/**
 * A drag happens on the clocks of the screen; the event stays on those of its own zone. One that tells its time in UTC stays in UTC:
 * DAViCal 1.1.12 answers 500 when a zone comes into a meeting whose attendees' copies have none.
 */
function onClocksOf(before: DraftWhen, after: DraftWhen): DraftWhen {
  if (before.kind !== 'timed' || after.kind !== 'timed' || before.zone === after.zone) return after
  const there = (local: string): string => toLocal(toInstant(local, after.zone), before.zone)
  return { kind: 'timed', localStart: there(after.localStart), localEnd: there(after.localEnd), zone: before.zone }
}

function inWords(when: DraftWhen, nowUtc: number): string {
  if (when.kind === 'all-day') return daysInWords(when.startDate, when.endDate, { nowUtc })
  return whenInWords(toInstant(when.localStart, when.zone), toInstant(when.localEnd, when.zone), { zone: when.zone, nowUtc })
}
