import { whenAt } from '../../shared/event/when.ts'
import type { Interval, Zone } from '../../shared/model/time.ts'
import { fetchQuery } from './live-query.ts'
import { openPeopleGrid, type InstanceRef } from './looking.ts'
import { say, sayError } from './undo.ts'

/** Opens the people grid with a meeting of mine on it, at the time it has or at another one. One date of a series comes alone. */
export async function lookAtTimes({ objectId, recurrenceId }: InstanceRef, zone: Zone, at: Interval | null = null): Promise<void> {
  const found = await fetchQuery('event-draft', { objectId, recurrenceId, scope: recurrenceId === null ? 'all' : 'this', zone })
  const draft = found.value?.draft
  if (draft) openPeopleGrid({ draft: at === null ? draft : { ...draft, when: whenAt(draft.when, at, zone) }, backToEditor: false })
  else if (found.error) sayError(found.error)
  else say('This event is not here any more')
}
