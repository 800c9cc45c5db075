import type { DraftWhen } from '../../shared/contract/events.ts'
import type { ProposalView } from '../../shared/contract/proposals.ts'
import type { Interval, Zone } from '../../shared/model/time.ts'
import { fetchQuery } from './live-query.ts'
import { closeProposing, openPeopleGrid, type InstanceRef, type Route } from './looking.ts'
import { say, sayError } from './undo.ts'

/** The people grid with what I may see of everybody, to choose the time I propose. Nothing of the meeting can be changed there. */
export async function openProposalGrid(instance: InstanceRef, repeats: boolean, zone: Zone, { when = null, backTo = null }: { readonly when?: DraftWhen | null; readonly backTo?: Route | null } = {}): Promise<void> {
  const found = await fetchQuery('event-draft', { ...instance, scope: repeats && instance.recurrenceId !== null ? 'this' : 'all', zone })
  const draft = found.value?.draft
  if (found.error) return sayError(found.error)
  if (!draft) return say('This event is not here any more')
  closeProposing()
  openPeopleGrid({ draft: when === null ? draft : { ...draft, when }, backToEditor: false, proposing: { instance, repeats }, backTo })
}

/** What the people grid lends to the bars of proposed times that stand on it. */
export interface GhostGround {
  /** The meeting on the grid: one date of a series, or without a date all of it. */
  readonly instance: InstanceRef
  /** Null outside of the time that the grid holds. */
  readonly place: (span: Interval) => { readonly x: number; readonly width: number } | null
  /** Free, busy and unknown at that time, in words. */
  readonly then: (span: Interval) => string
  /** The meeting goes there. */
  readonly onTaken: (one: ProposalView) => void
}
