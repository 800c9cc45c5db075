import { roleIn } from '../../../shared/event/roles.ts'
import { sameAddress } from '../../../shared/ical/people.ts'
import { eventsOf, type Component, type Property } from '../../../shared/ical/tree.ts'
import type { Address } from '../../../shared/model/ids.ts'

const parameter = 'schedule-force-send'

const attendeeLines = (root: Component): Property[] => eventsOf(root).flatMap((event) => event.getAllProperties('attendee'))
const addressOf = (line: Property): string => String(line.getFirstValue() ?? '')

/** SCH-6, T-C14: asks the server to send to these people again. Changes `root`; gives the addresses that were found. */
export function forceSend(root: Component, addresses: readonly string[]): readonly string[] {
  const lines = attendeeLines(root).filter((line) => addresses.some((a) => sameAddress(a, addressOf(line))))
  for (const line of lines) line.setParameter(parameter, 'REQUEST')
  return [...new Set(lines.map(addressOf))]
}

/**
 * SCH-6, T-S17: asks the server to send my answer again. It stands on ORGANIZER of each part that I answered (RFC 6638 §7.2). Changes
 * `root`; false when there is no answer of mine in it.
 */
export function forceReply(root: Component, mine: ReadonlySet<Address>): boolean {
  const answered = eventsOf(root).filter((event) => {
    const { role, me } = roleIn(event, mine)
    return role === 'attendee' && me !== null && me.partstat !== 'needs-action'
  })
  for (const event of answered) event.getFirstProperty('organizer')?.setParameter(parameter, 'REPLY')
  return answered.length > 0
}

/** Cyrus 3.6 leaves the parameter in the stored object: the next change would send again to people it does not concern. */
export function dropForceSend(root: Component): void {
  for (const event of eventsOf(root)) for (const name of ['attendee', 'organizer']) for (const line of event.getAllProperties(name)) line.removeParameter(parameter)
}
