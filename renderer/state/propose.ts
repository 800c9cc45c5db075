import type { DraftWhen } from '../../shared/contract/events.ts'
import type { Zone } from '../../shared/model/time.ts'
import { fetchQuery } from './live-query.ts'
import { closeProposing, openPeopleGrid, type InstanceRef } from './looking.ts'
import { say, sayError } from './undo.ts'

/** The people grid with what I may see of everybody, to choose the time I propose. Nothing of the meeting can be changed there. */
export async function openProposalGrid(instance: InstanceRef, repeats: boolean, zone: Zone, when: DraftWhen | null = null): Promise<void> {
  const found = await fetchQuery('event-draft', { ...instance, scope: repeats && instance.recurrenceId !== null ? 'this' : 'all', zone })
  const draft = found.value?.draft
  if (found.error) return sayError(found.error)
  if (!draft) return say('This event is not here any more')
  closeProposing()
  openPeopleGrid({ draft: when === null ? draft : { ...draft, when }, backToEditor: false, proposing: { instance, repeats } })
}
