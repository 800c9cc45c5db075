import { sameAddress } from '../../../shared/ical/people.ts'
import { eventsOf, type Component, type Property } from '../../../shared/ical/tree.ts'

const parameter = 'schedule-force-send'

const attendeeLines = (root: Component): Property[] => eventsOf(root).flatMap((event) => event.getAllProperties('attendee'))
const addressOf = (line: Property): string => String(line.getFirstValue() ?? '')

/** SCH-6, T-C14: asks the server to send to these people again. Changes `root`; gives the addresses that were found. */
export function forceSend(root: Component, addresses: readonly string[]): readonly string[] {
  const lines = attendeeLines(root).filter((line) => addresses.some((a) => sameAddress(a, addressOf(line))))
  for (const line of lines) line.setParameter(parameter, 'REQUEST')
  return [...new Set(lines.map(addressOf))]
}

/** Cyrus 3.6 leaves the parameter in the stored object: the next change would send again to people it does not concern. */
export function dropForceSend(root: Component): void {
  for (const line of attendeeLines(root)) line.removeParameter(parameter)
}
