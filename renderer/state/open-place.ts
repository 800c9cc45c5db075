import type { Place } from '../../shared/contract/wire.ts'
import { localDate } from '../../shared/wording/dates.ts'
import { fetchQuery } from './live-query.ts'
import { goTo, openInvite, select, showCalendar, useLooking } from './looking.ts'
import { say, sayError } from './undo.ts'

/** Goes where a notice or a reminder leads. */
export async function openPlace(place: Place, zone: string): Promise<void> {
  switch (place.kind) {
    case 'invite':
      return openInvite(place.inviteId)
    case 'invites':
      return openInvite(null)
    case 'queue':
      return goTo({ kind: 'queue' })
    case 'event': {
      const { objectId, recurrenceId } = place
      const found = await fetchQuery('event-details', { objectId, recurrenceId, zone })
      if (found.error) return sayError(found.error)
      const occurrence = found.value?.event?.occurrence
      if (!occurrence) return say('This event is not here any more')
      showCalendar(useLooking.getState().mode, occurrence.startDate ?? localDate(occurrence.startUtc, zone))
      select({ objectId, recurrenceId: occurrence.recurrenceId })
    }
  }
}
