import { attendeesOf, organizerOf, sameAddress, setAttendee, type CalPerson } from '../ical/people.ts'
import { copyOf, eventsOf, type Component } from '../ical/tree.ts'
import { roleIn, type MyAddresses } from '../event/roles.ts'

/** The group an invitation may have reached me through (ITP-10): the first in the list. RFC 5545 §3.2.3: UNKNOWN may be one as well. */
export const groupIn = (event: Component): CalPerson | null => attendeesOf(event).find((a) => a.kind === 'group') ?? attendeesOf(event).find((a) => a.kind === 'unknown') ?? null

/** Somebody else's meeting that I have a copy of and am not in the list of: forwarded, or sent to a group I am in. */
export function isForeign(event: Component, me: MyAddresses): boolean {
  return organizerOf(event) !== null && roleIn(event, me).role === 'plain' && roleIn(event, me).me === null
}

/**
 * My copy with me in the list, so that an answer can be given: to the organizer I am a party crasher, who says by MEMBER through
 * which group the invitation came (T-I11, RFC 5546 §3.2.3). Nobody else's line changes; parts that list me stay as they are.
 */
export function withMe(root: Component, as: { readonly address: string; readonly name: string }, me: MyAddresses): Component {
  const out = copyOf(root)
  for (const event of eventsOf(out)) {
    if (!isForeign(event, me)) continue
    const group = groupIn(event)
    setAttendee(event, { address: as.address, kind: 'individual', partstat: 'needs-action', ...(as.name === '' ? {} : { name: as.name }) })
    if (group !== null) lineOf(event, as.address)?.setParameter('member', group.raw)
  }
  return out
}

const lineOf = (event: Component, address: string): ReturnType<Component['getAllProperties']>[number] | undefined =>
  event.getAllProperties('attendee').find((p) => sameAddress(String(p.getFirstValue() ?? ''), address))

/** In place: the group my line names goes along with my answer. */
export function copyMember(out: Component, event: Component, address: string): void {
  const member = lineOf(event, address)?.getParameter('member')
  if (member !== undefined) lineOf(out, address)?.setParameter('member', member)
}
