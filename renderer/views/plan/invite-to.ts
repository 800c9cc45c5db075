import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import type { PlanBlockView, PlanView } from '../../../shared/contract/plans.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { toLocal } from '../../../shared/time/zones.ts'
import type { Asker } from '../../state/asker.ts'
import { fetchQuery } from '../../state/live-query.ts'
import { openEditor } from '../../state/looking.ts'
import { withPeople } from '../../state/meeting-people.ts'
import { draftFor } from '../../state/new-draft.ts'
import { say, sayError } from '../../state/undo.ts'

interface Invite {
  readonly block: PlanBlockView
  readonly plan: PlanView
  readonly accounts: readonly AccountView[]
  readonly asker: Asker | null
  readonly zone: Zone
  readonly isMe: (address: string) => boolean
}

/** Opens the editor with the people of a block at its time. Nothing leaves before its send sheet has shown who gets what. */
export async function inviteTo({ block, plan, accounts, asker, zone, isMe }: Invite): Promise<void> {
  const when = { kind: 'timed' as const, localStart: toLocal(block.startUtc, zone), localEnd: toLocal(block.endUtc, zone), zone }
  const base = block.placed === null ? fresh() : await kept(block.placed.objectId)
  if (base === null) return
  const people = plan.people.filter((person) => block.people.includes(person.address) && !isMe(person.address))
  openEditor({ kind: 'draft', draft: withPeople({ ...base, when }, people, asker?.address.replace(/^mailto:/i, '') ?? null) })

  function fresh(): EventDraft | null {
    const draft = draftFor(when, accounts, null)
    if (draft === null) say('There is no calendar to write to', 'Add an account, or ask for the right to write.')
    const title = plan.packages.find((one) => one.id === block.packageId)?.title.trim() ?? ''
    return draft === null ? null : { ...draft, title: title === '' ? 'Work' : title, showAs: 'tentative', description: plan.name.trim() }
  }

  async function kept(objectId: EventDraft['objectId'] & string): Promise<EventDraft | null> {
    const { value, error } = await fetchQuery('event-draft', { objectId, recurrenceId: null, scope: 'all', zone })
    if (error !== null) sayError(error)
    return value?.draft ?? null
  }
}
